//! `[preprocessor.resources]`: what a book sets.
//!
//! mdBook sends its configuration as JSON, with environment variables worked in. `book.toml` itself is
//! only read to say on which line a setting stands.
//!
//! To add a setting: add it to [`Settings`] and to [`read`], which makes its name known to the messages, and use it.
//! Describe it in `book/src/manual/settings.md`, and add a case to
//! `tests/cases/settings/`. A book-wide default of an option needs nothing here: it follows from the option's row.

use std::ops::Range;

use crate::config::BookConfig;
use crate::diagnostic::{self, Code, Diagnostic, FailOn, Policy, Severity};
use crate::directive::{OptionWord, Word};
use crate::format::{Formats, Markup};
use crate::query::{Query, options};
use crate::read::FileType;
use crate::read::list::{Declared, PatternError};
use crate::suggest;
use crate::value::{Codes, Fields, Node, Value};
use crate::words::Words;

const CODES: Codes = Codes { invalid: Code::InvalidSetting, unknown_key: Code::UnknownSetting };

/// mdBook's own keys in a preprocessor's table.
const MDBOOK_KEYS: [&str; 5] = ["command", "before", "after", "renderers", "optional"];

/// Everything that a book sets.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Catalogues in the place of the built-in one.
    pub(crate) catalogues: Vec<CatalogueReference>,
    /// Record of link checks of them.
    pub(crate) links: Option<FileReference>,
    pub(crate) templates: Vec<TemplateFile>,
    /// The formats that ship, and those of the templates.
    pub(crate) formats: Formats,
    /// Query of a directive without options.
    pub(crate) defaults: Query,
    /// `fail-on` and `allow`.
    pub(crate) policy: Policy,
    pub(crate) html: HtmlSettings,
    /// True if `$…$` in values is mathematics.
    pub(crate) math: bool,
    /// Those of the book's language, with what the book changes.
    pub(crate) words: Words,
}

impl Settings {
    /// The settings of a book that sets nothing.
    pub(crate) fn new(language: &str) -> Self {
        let formats = Formats::builtin();
        Settings {
            catalogues: Vec::new(),
            links: None,
            templates: Vec::new(),
            defaults: Query::new(&formats),
            formats,
            policy: Policy::default(),
            html: HtmlSettings::default(),
            math: false,
            words: Words::of_language(language),
        }
    }
}

/// Where the style of sections in HTML comes from, and their script with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Each chapter brings what its sections need.
    Full,
    /// Two files, which all pages load: see [`render::Assets::files`](crate::render::Assets::files).
    Files,
    /// The author's own; chapters bring the script.
    None,
}

impl Style {
    const ALL: [(&'static str, Style); 3] =
        [("full", Style::Full), ("files", Style::Files), ("none", Style::None)];
}

/// Settings of sections for mdBook's `html`.
#[derive(Clone, Debug)]
pub(crate) struct HtmlSettings {
    pub(crate) style: Style,
    /// True if readers can tick what they have finished.
    pub(crate) progress: bool,
    /// The name under which a reader's browser keeps progress; `None` for one of title and path.
    pub(crate) progress_key: Option<String>,
    /// True if chapters have what they show for machines, too.
    pub(crate) structured_data: bool,
}

impl Default for HtmlSettings {
    fn default() -> Self {
        HtmlSettings {
            style: Style::Full,
            progress: true,
            progress_key: None,
            structured_data: false,
        }
    }
}

/// A path that a setting gives, relative to the book's root.
#[derive(Debug)]
pub(crate) struct FileReference {
    pub(crate) path: String,
    pub(crate) span: Option<Range<usize>>,
}

/// A catalogue file.
#[derive(Debug)]
pub(crate) struct CatalogueReference {
    pub(crate) file: FileReference,
    /// `None` if the file's name says it.
    pub(crate) file_type: Option<FileType>,
    /// Form of its list, as far as the book declares it.
    pub(crate) declared: Declared,
    /// The codes of warnings about it that are not reported.
    pub(crate) allowed: Vec<Code>,
}

impl CatalogueReference {
    /// A file of which nothing else is said.
    pub(crate) fn of_file(file: FileReference) -> Self {
        let declared = Declared::default();
        CatalogueReference { file, file_type: None, declared, allowed: Vec::new() }
    }
}

/// A template of an author's own format.
#[derive(Debug)]
pub(crate) struct TemplateFile {
    /// The name of the format.
    pub(crate) format: String,
    pub(crate) markup: Markup,
    pub(crate) file: FileReference,
}

/// Reads the table from the configuration; `book_toml` gives the places.
pub(crate) fn read(config: &BookConfig, book_toml: Option<&Node>) -> (Settings, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut settings = Settings::new(&config.language);
    let Some(table) = &config.resources else { return (settings, diagnostics) };
    let written = book_toml.and_then(|node| node.get(&["preprocessor", "resources"]));
    let node = Node::from_json(table, written);
    let subject = "`[preprocessor.resources]`";
    let Some(mut fields) = Fields::of(subject, &node, CODES, &mut diagnostics) else {
        return (settings, diagnostics);
    };
    settings.catalogues = catalogues(&mut fields);
    settings.links = fields.string("links").map(|(path, span)| FileReference { path, span });
    settings.templates = templates(&mut fields);
    let own = settings.templates.iter().map(|template| (&*template.format, template.markup));
    settings.formats = Formats::with_own(&own.collect::<Vec<_>>());
    settings.defaults = defaults(&mut fields, &settings.formats);
    settings.policy.fail_on = fields.word("fail-on", &FailOn::ALL).unwrap_or_default();
    settings.policy.allowed = codes(&mut fields);
    let html = &mut settings.html;
    html.style = fields.word("style", &Style::ALL).unwrap_or(html.style);
    html.progress = fields.boolean("progress").unwrap_or(html.progress);
    html.progress_key = fields.string("progress-key").map(|(key, _)| key);
    html.structured_data = fields.boolean("structured-data").unwrap_or(false);
    settings.math = fields.boolean("math").unwrap_or(false);
    own_words(&mut fields, &mut settings.words);
    for key in MDBOOK_KEYS {
        fields.node(key);
    }
    fields.finish();
    diagnostic::sort(&mut diagnostics);
    (settings, diagnostics)
}

/// `catalogue = "FILE"`, `{ file = "FILE", type = "TYPE", … }`, or a list of these.
fn catalogues(fields: &mut Fields) -> Vec<CatalogueReference> {
    if let Some(Node { value: Value::Array(items), span }) = fields.node("catalogue")
        && items.is_empty()
    {
        let help = "for the built-in catalogue, leave this setting out".to_owned();
        fields.error_with_help("`catalogue` is an empty list".to_owned(), span.clone(), Some(help));
    }
    let mut files = Vec::new();
    for node in fields.items("catalogue") {
        match &node.value {
            Value::String(path) => {
                let file = FileReference { path: path.clone(), span: node.span.clone() };
                files.push(CatalogueReference::of_file(file));
            }
            Value::Table(_) => files.extend(typed_catalogue(node, fields.diagnostics)),
            _ => fields.wrong_kind("catalogue", "a string", node),
        }
    }
    files
}

/// A catalogue file of which the setting says more: its type, how its list is written, what it allows.
fn typed_catalogue(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<CatalogueReference> {
    let mut fields = Fields::of("a catalogue", node, CODES, diagnostics)?;
    let file = fields.required("file").map(|(path, span)| FileReference { path, span });
    let file_type = fields.word("type", &FileType::names());
    let (declared, given) = patterns(&mut fields);
    let allowed = codes(&mut fields);
    if let Some(file) = &file
        && !declared.is_empty()
        && file_type.or_else(|| FileType::of_name(&file.path).ok()) != Some(FileType::Markdown)
    {
        fields.error("patterns are for lists in Markdown only".to_owned(), given);
    }
    fields.finish();
    Some(CatalogueReference { file: file?, file_type, declared, allowed })
}

/// `entry`, `entry in HEADING`, `below`, `columns`: what is declared for a list, and where the first of it stands.
fn patterns(fields: &mut Fields) -> (Declared, Option<Range<usize>>) {
    let mut declared = Declared::default();
    let mut first = None;
    // Named, so that they are among the keys that can be meant.
    for key in Declared::KEYS {
        fields.node(key);
    }
    for (key, (pattern, span)) in fields.strings_where(Declared::is_key) {
        first = first.or_else(|| span.clone());
        if let Err(PatternError { message, place }) = declared.add(&key, &pattern) {
            // A string that stands in the file as it is has one quotation mark before it.
            let is_as_written = |span: &Range<usize>| span.len() == pattern.len() + 2;
            let inside = span.clone().filter(is_as_written).map(|span| span.start + 1);
            let place = inside.map(|start| start + place.start..start + place.end);
            fields.error(message, place.or(span));
        }
    }
    (declared, first)
}

/// `allow`: codes of warnings.
fn codes(fields: &mut Fields) -> Vec<Code> {
    let mut codes = Vec::new();
    let may_be_allowed = |code: &&Code| code.least() < Severity::Error;
    for (word, span) in fields.strings("allow") {
        let code = Code::ALL.iter().find(|code| code.as_str() == word);
        if let Some(code) = code.filter(may_be_allowed) {
            codes.push(*code);
            continue;
        }
        let (fault, near) = if code.is_some() {
            ("is always an error", None)
        } else {
            let known = Code::ALL.iter().filter(may_be_allowed).map(|code| code.as_str());
            ("is not the code of a warning", suggest::like(&word, &known.collect::<Vec<_>>()))
        };
        let help = near.unwrap_or_else(|| "`mdbook-resources explain` lists all codes".to_owned());
        fields.error_with_help(format!("`{word}` {fault}"), span, Some(help));
    }
    codes
}

/// Book-wide defaults of options, each read as a directive would have it.
fn defaults(fields: &mut Fields, formats: &Formats) -> Query {
    let mut defaults = Query::new(formats);
    for name in options::with_default() {
        let Some(node) = fields.node(name) else { continue };
        let text = match &node.value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            _ => {
                fields.wrong_kind(name, "a string or a number", node);
                continue;
            }
        };
        let word = |text: String| Word { text, span: 0..0, quoted: true };
        let option = OptionWord { key: word(name.to_owned()), values: vec![word(text)] };
        for error in defaults.set_default(&option, formats).err().unwrap_or_default() {
            fields.error_with_help(error.message, node.span.clone(), error.help);
        }
    }
    defaults
}

/// `words.KEY = "WORD"`.
fn own_words(fields: &mut Fields, words: &mut Words) {
    let Some(node) = fields.node("words") else { return };
    let subject = "`[preprocessor.resources.words]`";
    let Some(mut fields) = Fields::of(subject, node, CODES, fields.diagnostics) else { return };
    for key in Words::KEYS {
        let Some((word, span)) = fields.string(key) else { continue };
        let Err(name) = words.set(key, word) else { continue };
        let message =
            format!("the placeholder `{{{name}}}` of the word `{key}` is missing or unknown");
        let help = words.get(key).map(|word| format!("in the place of: `{word}`"));
        fields.error_with_help(message, span, help);
    }
    fields.finish();
}

/// `formats.NAME = "FILE"`, or a list of two files: one that ends in `.md`, one in `.html`.
fn templates(fields: &mut Fields) -> Vec<TemplateFile> {
    let mut templates = Vec::new();
    let Some(node) = fields.node("formats") else { return templates };
    let Value::Table(table) = &node.value else {
        fields.wrong_kind("formats", "a table", node);
        return templates;
    };
    for (name, node) in table.entries() {
        let files = match &node.value {
            Value::Array(items) => items.iter().collect(),
            _ => vec![node],
        };
        for file in files {
            let Value::String(path) = &file.value else {
                fields.wrong_kind(name, "a template's path", file);
                continue;
            };
            match Markup::of(path) {
                Some(markup) => templates.push(TemplateFile {
                    format: name.to_owned(),
                    markup,
                    file: FileReference { path: path.clone(), span: file.span.clone() },
                }),
                None => fields.error_with_help(
                    format!("the template of the format `{name}` must be a `.md` or `.html` file"),
                    file.span.clone(),
                    Some("the ending decides how printed values are escaped".into()),
                ),
            }
        }
    }
    templates
}
