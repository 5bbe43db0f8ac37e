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
//! 4. Add a case to `tests/cases/formats/`, and one to `tests/cases/html/`; name it in `SHOWN` of `tests/attacks/targets.rs`.
//! 5. For a style or script of its own: `formats/style/NAME.css` or `formats/script/NAME.js`, a `Part` below, and a row of `STYLE` or
//!    `FORMAT_SCRIPTS` in `render/assets.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Look of a section: looked up once, when options are read, and asked from then on.
#[derive(Debug)]
pub(crate) struct Format {
    /// Name, as `format=` has it.
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) subject: Subject,
    /// The name of the template for renderers that take Markdown.
    markdown: String,
    /// The name of the template for mdBook's `html`, which can be one that writes Markdown.
    html: String,
}

impl Format {
    /// Returns whether it can show resources in groups, with headings between them.
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

/// Subject of a format: shown one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Resources,
    Topics,
}

/// Part of the style and the script that not every section needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Progress,
    Controls,
    Table,
    Cards,
    Overview,
    Map,
}

/// Markup of a template, which decides how values are escaped.
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

    /// The name of a format's template.
    pub(crate) fn template(self, format: &str) -> String {
        match self {
            Markup::Markdown => format!("{format}.md"),
            Markup::Html => format!("{format}.html"),
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
    /// The part of the style that its HTML needs.
    part: Option<Part>,
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
        part: None,
    },
    Builtin {
        name: "table",
        shape: Shape::Block,
        subject: Subject::Resources,
        markdown: Some(include_str!("formats/table.md")),
        html: Some(include_str!("formats/table.html")),
        part: Some(Part::Table),
    },
    Builtin {
        name: "cards",
        shape: Shape::Block,
        subject: Subject::Resources,
        markdown: None,
        html: Some(include_str!("formats/cards.html")),
        part: Some(Part::Cards),
    },
    Builtin {
        name: "inline",
        shape: Shape::Inline,
        subject: Subject::Resources,
        markdown: Some(include_str!("formats/inline.md")),
        html: None,
        part: None,
    },
    Builtin {
        name: "overview",
        shape: Shape::Block,
        subject: Subject::Topics,
        markdown: Some(include_str!("formats/overview.md")),
        html: Some(include_str!("formats/overview.html")),
        part: Some(Part::Overview),
    },
    Builtin {
        name: "map",
        shape: Shape::Block,
        subject: Subject::Topics,
        markdown: Some(include_str!("formats/map.md")),
        html: Some(include_str!("formats/map.html")),
        part: Some(Part::Map),
    },
];

/// Templates that ship, by name.
pub(crate) fn shipped_templates() -> impl Iterator<Item = (String, &'static str)> {
    let formats = BUILTIN.iter().flat_map(|format| {
        let templates = [(Markup::Markdown, format.markdown), (Markup::Html, format.html)];
        templates
            .into_iter()
            .filter_map(|(markup, text)| text.map(|text| (markup.template(format.name), text)))
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

/// The part of the style that a shipped template needs.
pub(crate) fn part_of(template: &str) -> Option<Part> {
    let format = template.strip_suffix(".html")?;
    BUILTIN.iter().find(|builtin| builtin.name == format)?.part
}

/// The parts of the style that an author's own template needs: those of the built-in templates that it names in
/// quotes, as `{% extends "builtin/table.html" %}` does.
pub(crate) fn parts_named_in(text: &str) -> BTreeSet<Part> {
    let names = text.split(['"', '\'']).map(|name| name.strip_prefix("builtin/").unwrap_or(name));
    names.filter_map(part_of).collect()
}

/// Templates that others include.
const PARTIALS: &[(&str, &str)] = &[
    ("_head.html", include_str!("formats/_head.html")),
    ("_foot.html", include_str!("formats/_foot.html")),
    ("_data.html", include_str!("formats/_data.html")),
    ("_topic.html", include_str!("formats/_topic.html")),
    ("_heading.html", include_str!("formats/_heading.html")),
    ("_items.html", include_str!("formats/_items.html")),
    ("_icon.html", include_str!("formats/_icon.html")),
    ("_kinds.html", include_str!("formats/_kinds.html")),
    ("_name.html", include_str!("formats/_name.html")),
    ("_title.html", include_str!("formats/_title.html")),
    ("_facts.html", include_str!("formats/_facts.html")),
    ("_description.html", include_str!("formats/_description.html")),
    ("_parts.html", include_str!("formats/_parts.html")),
];

/// Formats of a book.
#[derive(Debug)]
pub(crate) struct Formats(Vec<Arc<Format>>);

impl Formats {
    /// The formats that ship.
    pub(crate) fn builtin() -> Self {
        Formats(BUILTIN.iter().map(|format| Arc::new(builtin(format))).collect())
    }

    /// The formats that ship and an author's own, which are given by the names and markups of their templates. An own
    /// one takes the place of a shipped one of the same name.
    pub(crate) fn with_own(templates: &[(&str, Markup)]) -> Self {
        let mut formats = Formats::builtin();
        for (name, _) in templates {
            let known = formats.0.iter().position(|format| format.name == *name);
            let own =
                |markup: Markup| templates.contains(&(name, markup)).then(|| markup.template(name));
            let base = known.map_or_else(|| formats.default(), |at| &formats.0[at]);
            let (shape, subject) = match known {
                Some(_) => (base.shape, base.subject),
                None => (Shape::Any, Subject::Resources),
            };
            let markdown = own(Markup::Markdown);
            let html = own(Markup::Html).or_else(|| markdown.clone());
            let format = Arc::new(Format {
                name: (*name).to_owned(),
                shape,
                subject,
                html: html.unwrap_or_else(|| base.html.clone()),
                markdown: markdown.unwrap_or_else(|| base.markdown.clone()),
            });
            match known {
                Some(at) => formats.0[at] = format,
                None => formats.0.push(format),
            }
        }
        formats
    }

    /// The format of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Arc<Format>> {
        self.0.iter().find(|format| format.name == name)
    }

    /// The format of a directive that does not name one.
    pub(crate) fn default(&self) -> &Arc<Format> {
        &self.0[0]
    }

    /// The format of a directive on a line of text that does not name one.
    pub(crate) fn inline(&self) -> &Arc<Format> {
        let inline = self.0.iter().find(|format| format.shape == Shape::Inline);
        inline.unwrap_or(self.default())
    }

    /// Names for `format=`.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|format| &*format.name)
    }
}

fn builtin(format: &Builtin) -> Format {
    let markdown = format.markdown.map(|_| Markup::Markdown.template(format.name));
    let markdown = markdown.unwrap_or_else(|| DEFAULT_TEMPLATE.to_owned());
    let html = format.html.map(|_| Markup::Html.template(format.name));
    let html = html.unwrap_or_else(|| markdown.clone());
    let Builtin { name, shape, subject, .. } = *format;
    Format { name: name.to_owned(), shape, subject, markdown, html }
}
