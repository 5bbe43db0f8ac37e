//! `[preprocessor.resources]`: what a book sets.
//!
//! mdBook sends its configuration as JSON, with environment variables worked in. `book.toml` itself is
//! only read to say on which line a setting stands.
//!
//! To add a setting: add it to [`Settings`] and [`read`], and describe it in `book/src/manual/settings.md`.

use std::ops::Range;

use semver::Version;
use serde_json::Value as Json;

use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::markdown::Dialect;
use crate::node::{Codes, Fields, Node, Value};
use crate::section::options::{DESCRIPTIONS, GroupBy, Heading, Options, Sort};

const CODES: Codes = Codes { invalid: Code::InvalidSetting, unknown_key: Code::UnknownSetting };

/// mdBook's own keys in a preprocessor's table.
const MDBOOK_KEYS: [&str; 5] = ["command", "before", "after", "renderers", "optional"];

/// The generations of mdBook that tests drive.
const TRIED: [(u64, u64); 2] = [(0, 4), (0, 5)];

/// Everything that a book sets.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// Catalogues in the place of the built-in one.
    pub(crate) catalogues: Vec<Reference>,
    pub(crate) formats: Vec<Format>,
    pub(crate) options: Options,
    pub(crate) fail_on: FailOn,
    pub(crate) html: HtmlSettings,
}

/// What comes with the sections of mdBook's `html`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HtmlSettings {
    /// Whether they bring their style.
    pub(crate) style: bool,
    /// Whether readers can tick what they have finished.
    pub(crate) progress: bool,
}

impl Default for HtmlSettings {
    fn default() -> Self {
        HtmlSettings { style: true, progress: true }
    }
}

/// A path that a setting gives, relative to the book's root.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) path: String,
    pub(crate) span: Option<Range<usize>>,
}

/// An author's own format: `NAME.md` or `NAME.html`, and the file that is its template.
#[derive(Debug)]
pub(crate) struct Format {
    pub(crate) name: String,
    pub(crate) template: String,
    pub(crate) file: Reference,
}

/// What stops a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FailOn {
    #[default]
    Error,
    Warning,
    Never,
}

impl FailOn {
    const ALL: [(&'static str, FailOn); 3] =
        [("error", FailOn::Error), ("warning", FailOn::Warning), ("never", FailOn::Never)];

    pub(crate) fn stops_at(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity == Severity::Error,
            FailOn::Warning => true,
            FailOn::Never => false,
        }
    }
}

/// Reads the table from mdBook's configuration; `book_toml` gives the places.
pub(crate) fn read(
    config: &Json,
    book_toml: Option<&Node>,
    built_in_formats: &[String],
) -> (Settings, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut settings = Settings::default();
    let path = ["preprocessor", "resources"];
    let Some(table) = path.iter().try_fold(config, |json, key| json.get(key)) else {
        return (settings, diagnostics);
    };
    let node = Node::from_json(table, book_toml.and_then(|node| node.get(&path)));
    let subject = "`[preprocessor.resources]`";
    let Some(mut fields) = Fields::of(subject, &node, CODES, &mut diagnostics) else {
        return (settings, diagnostics);
    };
    let catalogues = fields.strings("catalogue").into_iter();
    settings.catalogues = catalogues.map(|(path, span)| Reference { path, span }).collect();
    if let Some(Node { value: Value::Array(items), span }) = fields.node("catalogue")
        && items.is_empty()
    {
        let help = "leave the setting out for the built-in catalogue".to_owned();
        fields.error_with_help("`catalogue` names none".to_owned(), span.clone(), Some(help));
    }
    if let Some(node) = fields.node("formats") {
        settings.formats = formats(node, &mut fields);
    }
    let own = settings.formats.iter().map(|format| &format.name);
    let known: Vec<&str> = built_in_formats.iter().chain(own).map(String::as_str).collect();
    options(&mut settings.options, &mut fields, &known);
    settings.fail_on = fields.word("fail-on", &FailOn::ALL).unwrap_or_default();
    let html = &mut settings.html;
    html.style = fields.word("style", &[("full", true), ("none", false)]).unwrap_or(html.style);
    html.progress = fields.boolean("progress").unwrap_or(html.progress);
    for key in MDBOOK_KEYS {
        fields.node(key);
    }
    fields.finish();
    diagnostic::sort(&mut diagnostics);
    (settings, diagnostics)
}

/// Book-wide defaults of the directive's options.
fn options(options: &mut Options, fields: &mut Fields, formats: &[&str]) {
    let formats: Vec<(&str, &str)> = formats.iter().map(|name| (*name, *name)).collect();
    if let Some(format) = fields.word("format", &formats) {
        format.clone_into(&mut options.format);
    }
    options.sort = fields.word("sort", &Sort::ALL).unwrap_or(options.sort);
    options.group = fields.word("group", &GroupBy::ALL);
    options.heading = fields.word("heading", &Heading::ALL).unwrap_or(options.heading);
    options.descriptions =
        fields.word("descriptions", &DESCRIPTIONS).unwrap_or(options.descriptions);
}

/// `formats.NAME = "FILE"`, or a list of two files: one that ends in `.md`, one in `.html`.
fn formats(node: &Node, fields: &mut Fields) -> Vec<Format> {
    let Value::Table(table) = &node.value else {
        fields.wrong_kind("formats", "a table", node);
        return Vec::new();
    };
    let mut formats = Vec::new();
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
            match path.rsplit_once('.') {
                Some((_, ending @ ("md" | "html"))) => formats.push(Format {
                    name: name.to_owned(),
                    template: format!("{name}.{ending}"),
                    file: Reference { path: path.clone(), span: file.span.clone() },
                }),
                _ => fields.error_with_help(
                    format!("the template of the format `{name}` has to end in `.md` or `.html`"),
                    file.span.clone(),
                    Some("the ending decides how it escapes what it prints".into()),
                ),
            }
        }
    }
    formats
}

/// How this mdBook reads Markdown, and a warning where nobody has tried it.
pub(crate) fn dialect(
    config: &Json,
    mdbook_version: Option<&str>,
) -> (Dialect, Option<Diagnostic>) {
    let version = mdbook_version.and_then(|version| Version::parse(version).ok());
    let generation = version.as_ref().map(|version| (version.major, version.minor));
    let html = config.get("output").and_then(|output| output.get("html"));
    let set = |key: &str| html.and_then(|html| html.get(key)).and_then(Json::as_bool);
    let dialect = if generation.is_some_and(|generation| generation < (0, 5)) {
        Dialect {
            smart_punctuation: set("smart-punctuation").or(set("curly-quotes")).unwrap_or(false),
            definition_lists: false,
            admonitions: false,
        }
    } else {
        Dialect {
            smart_punctuation: set("smart-punctuation").unwrap_or(true),
            definition_lists: set("definition-lists").unwrap_or(true),
            admonitions: set("admonitions").unwrap_or(true),
        }
    };
    let tried = generation.is_some_and(|generation| TRIED.contains(&generation));
    (dialect, mdbook_version.filter(|_| !tried).map(untried))
}

fn untried(mdbook_version: &str) -> Diagnostic {
    let tried: Vec<String> =
        TRIED.iter().map(|(major, minor)| format!("{major}.{minor}")).collect();
    let message = format!(
        "mdBook {mdbook_version} is not one that mdbook-resources {} was tried with",
        env!("CARGO_PKG_VERSION")
    );
    Diagnostic::warning(Code::UntriedMdbook, message).help(format!(
        "it was tried with {}; it goes on, and a newer mdbook-resources may know better",
        tried.join(" and ")
    ))
}
