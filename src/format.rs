//! Formats: how a section looks. A format is a template, or two, with what has to be known of it before it is
//! rendered.
//!
//! To add a format:
//!
//! 1. Put `NAME.md` into `src/formats/`, and `NAME.html` beside it where HTML can do better. What a template is
//!    given is decided in `render/context.rs`, and described in `book/src/manual/formats.md`.
//! 2. Add a row to [`BUILTIN`], and the name to the values of `format` in `query/options.rs`; a test compares them.
//! 3. Run `SNAPSHOTS=overwrite cargo test`, which writes the tables of the manual, and describe the format in
//!    `book/src/manual/directive.md` and `formats.md`.
//! 4. Add a case to `tests/cases/formats/`, and one to `tests/cases/html/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Source;

/// How a section can look: looked up once, when options are read, and asked from then on.
#[derive(Debug)]
pub(crate) struct Format {
    /// What `format=` calls it.
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) subject: Subject,
    /// The name of the template for renderers that take Markdown.
    markdown: String,
    /// The name of the template for mdBook's `html`, which can be one that writes Markdown.
    html: String,
}

impl Format {
    /// Whether it can show resources in groups, with headings between them.
    pub(crate) fn has_groups(&self) -> bool {
        self.shape != Shape::Inline && self.subject == Subject::Resources
    }

    /// The name of the template for a renderer.
    pub(crate) fn template(&self, is_html: bool) -> &str {
        if is_html { &self.html } else { &self.markdown }
    }
}

/// Where what a format writes can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// On lines of its own.
    Block,
    /// On a line of text.
    Inline,
    /// An author's own format: on a line of text, if it turns out to be a single line.
    Any,
}

/// What a format shows one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Resources,
    Topics,
}

/// What a template writes: it decides how values are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    Markdown,
    Html,
}

impl Markup {
    /// The markup that a template's name stands for.
    pub(crate) fn of(template: &str) -> Option<Self> {
        match template.rsplit_once('.')?.1 {
            "md" => Some(Markup::Markdown),
            "html" => Some(Markup::Html),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Markup::Markdown => "md",
            Markup::Html => "html",
        }
    }
}

/// A format that ships; a format without a template for a markup is written by the default one's.
struct Builtin {
    name: &'static str,
    shape: Shape,
    subject: Subject,
    markdown: Option<&'static str>,
    html: Option<&'static str>,
}

/// The template that serves where a format has none for a renderer.
pub(crate) const DEFAULT_TEMPLATE: &str = "list.md";

/// The formats that ship. The first is the default, the first inline one stands on lines of text.
const BUILTIN: &[Builtin] = &[
    Builtin {
        name: "list",
        shape: Shape::Block,
        subject: Subject::Resources,
        markdown: Some(include_str!("formats/list.md")),
        html: Some(include_str!("formats/list.html")),
    },
    Builtin {
        name: "table",
        shape: Shape::Block,
        subject: Subject::Resources,
        markdown: Some(include_str!("formats/table.md")),
        html: Some(include_str!("formats/table.html")),
    },
    Builtin {
        name: "cards",
        shape: Shape::Block,
        subject: Subject::Resources,
        markdown: None,
        html: Some(include_str!("formats/cards.html")),
    },
    Builtin {
        name: "inline",
        shape: Shape::Inline,
        subject: Subject::Resources,
        markdown: Some(include_str!("formats/inline.md")),
        html: None,
    },
    Builtin {
        name: "overview",
        shape: Shape::Block,
        subject: Subject::Topics,
        markdown: Some(include_str!("formats/overview.md")),
        html: Some(include_str!("formats/overview.html")),
    },
    Builtin {
        name: "map",
        shape: Shape::Block,
        subject: Subject::Topics,
        markdown: Some(include_str!("formats/map.md")),
        html: Some(include_str!("formats/map.html")),
    },
];

/// Templates that ship, by name.
pub(crate) fn shipped_templates() -> impl Iterator<Item = (String, &'static str)> {
    let formats = BUILTIN.iter().flat_map(|format| {
        let templates = [(Markup::Markdown, format.markdown), (Markup::Html, format.html)];
        templates.into_iter().filter_map(|(markup, text)| {
            text.map(|text| (format!("{}.{}", format.name, markup.ending()), text))
        })
    });
    formats.chain(PARTIALS.iter().map(|(name, text)| ((*name).to_owned(), *text)))
}

/// The template of this name that ships.
pub(crate) fn shipped_template(name: &str) -> Option<&'static str> {
    if let Some((_, text)) = PARTIALS.iter().find(|(partial, _)| *partial == name) {
        return Some(text);
    }
    let (format, _) = name.rsplit_once('.')?;
    let format = BUILTIN.iter().find(|builtin| builtin.name == format)?;
    match Markup::of(name)? {
        Markup::Markdown => format.markdown,
        Markup::Html => format.html,
    }
}

/// Templates that others include.
const PARTIALS: &[(&str, &str)] = &[
    ("_head.html", include_str!("formats/_head.html")),
    ("_foot.html", include_str!("formats/_foot.html")),
    ("_data.html", include_str!("formats/_data.html")),
    ("_topic.html", include_str!("formats/_topic.html")),
    ("_heading.html", include_str!("formats/_heading.html")),
    ("_items.html", include_str!("formats/_items.html")),
    ("_name.html", include_str!("formats/_name.html")),
    ("_facts.html", include_str!("formats/_facts.html")),
    ("_parts.html", include_str!("formats/_parts.html")),
];

/// A template of an author's own.
#[derive(Debug)]
pub(crate) struct OwnTemplate {
    /// The name of its format.
    pub(crate) format: String,
    pub(crate) markup: Markup,
    /// `None` if its file cannot be read; directives that ask for the format are not to blame.
    pub(crate) source: Option<Arc<Source>>,
}

/// The formats of one book.
#[derive(Debug)]
pub(crate) struct Formats {
    all: Vec<Arc<Format>>,
    /// The author's own templates by name.
    own: BTreeMap<String, Arc<Source>>,
}

impl Formats {
    /// The formats that ship.
    pub(crate) fn builtin() -> Self {
        let all = BUILTIN.iter().map(|format| Arc::new(builtin(format))).collect();
        Formats { all, own: BTreeMap::new() }
    }

    /// The formats that ship and an author's own, which come before shipped ones of the same name.
    pub(crate) fn with_own(templates: &[OwnTemplate]) -> Self {
        let mut formats = Formats::builtin();
        for OwnTemplate { format, markup, source } in templates {
            formats.declare(format, source.as_ref().map(|_| *markup));
            if let Some(source) = source {
                formats.own.insert(format!("{format}.{}", markup.ending()), Arc::clone(source));
            }
        }
        formats
    }

    /// Makes a name known, with a template of the author's if there is one.
    fn declare(&mut self, name: &str, markup: Option<Markup>) {
        let template = markup.map(|markup| format!("{name}.{}", markup.ending()));
        let known = self.all.iter().position(|format| format.name == name);
        let default = self.default();
        let shipped = BUILTIN.iter().any(|format| format.name == name);
        let is_own = |template: &String| self.own.contains_key(template);
        let (shape, subject, markdown, html) = match known.map(|at| &self.all[at]) {
            Some(format) if shipped => {
                (format.shape, format.subject, format.markdown.clone(), format.html.clone())
            }
            Some(format) => {
                (Shape::Any, format.subject, format.markdown.clone(), format.html.clone())
            }
            None => {
                (Shape::Any, Subject::Resources, default.markdown.clone(), default.markdown.clone())
            }
        };
        let (markdown, html) = match (markup, template) {
            // HTML has its own template, if the author gave one.
            (Some(Markup::Markdown), Some(template)) => {
                let html = if is_own(&html) { html } else { template.clone() };
                (template, html)
            }
            (Some(Markup::Html), Some(template)) => (markdown, template),
            _ => (markdown, html),
        };
        let format = Arc::new(Format { name: name.to_owned(), shape, subject, markdown, html });
        match known {
            Some(at) => self.all[at] = format,
            None => self.all.push(format),
        }
    }

    /// The format of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Arc<Format>> {
        self.all.iter().find(|format| format.name == name)
    }

    /// The format of a directive that does not name one.
    pub(crate) fn default(&self) -> &Arc<Format> {
        &self.all[0]
    }

    /// The format of a directive on a line of text that does not name one.
    pub(crate) fn inline(&self) -> &Arc<Format> {
        let inline = self.all.iter().find(|format| format.shape == Shape::Inline);
        inline.unwrap_or(self.default())
    }

    /// The author's own templates by name.
    pub(crate) fn own(&self) -> &BTreeMap<String, Arc<Source>> {
        &self.own
    }

    /// What `format=` can say.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|format| &*format.name)
    }
}

fn builtin(format: &Builtin) -> Format {
    let named = |ending: &str| format!("{}.{ending}", format.name);
    let markdown = format.markdown.map_or_else(|| DEFAULT_TEMPLATE.to_owned(), |_| named("md"));
    let html = format.html.map_or_else(|| markdown.clone(), |_| named("html"));
    let Builtin { name, shape, subject, .. } = *format;
    Format { name: name.to_owned(), shape, subject, markdown, html }
}
