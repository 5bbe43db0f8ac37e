//! Formats: templates that turn a [`Section`] into the text of a page.
//!
//! To add a format: put `NAME.md` into `src/formats/`, `NAME.html` beside it where HTML can do better,
//! and name both in [`BUILTIN`]. What a template is given is described in `book/src/manual/formats.md`.
//!
//! A value that a template prints is escaped by the template's ending; what is Markdown or HTML already
//! arrives marked as safe. That is why no template needs to think about it.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, HtmlEscape, Output, State};
use minijinja::{UndefinedBehavior, context, escape_formatter};

use crate::catalogue::{Access, Author, Kind, Level, Part, Resource, Topic};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::INLINE;
use crate::markdown::write;
use crate::presented::Link;
use crate::section::{Group, GroupTitle, Section, Shown, TopicEntry};
use crate::settings::HtmlSettings;
use crate::url;

/// The format that serves where another has no template for the renderer.
const FALLBACK: &str = "list.md";

/// Template name and text; those whose name begins with `_` are parts of others.
const BUILTIN: [(&str, &str); 14] = [
    ("_head.html", include_str!("formats/_head.html")),
    ("_heading.html", include_str!("formats/_heading.html")),
    ("_items.html", include_str!("formats/_items.html")),
    ("_name.html", include_str!("formats/_name.html")),
    ("_facts.html", include_str!("formats/_facts.html")),
    ("_parts.html", include_str!("formats/_parts.html")),
    (FALLBACK, include_str!("formats/list.md")),
    ("list.html", include_str!("formats/list.html")),
    ("table.md", include_str!("formats/table.md")),
    ("table.html", include_str!("formats/table.html")),
    ("cards.html", include_str!("formats/cards.html")),
    ("inline.md", include_str!("formats/inline.md")),
    ("overview.md", include_str!("formats/overview.md")),
    ("overview.html", include_str!("formats/overview.html")),
];

/// What travels with the first section of a chapter.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("<style>\n{}</style>", compact(include_str!("formats/style.css"))));

/// The style for the sections of one chapter, without weight, so that an author's own rules win. Print pages
/// have it once for each chapter, and a validator wants none of them to reach back to an earlier one.
fn style(chapter: &str) -> String {
    STYLE.replace('§', &format!(":where(.resources-in-{chapter})"))
}

static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    format!("<script>\n{}</script>", compact(include_str!("formats/progress.js")))
});

/// A style or script without lines that are blank, which would end a block of HTML, or comments.
fn compact(text: &str) -> String {
    let is_code =
        |line: &&str| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/*");
    text.lines().map(str::trim).filter(is_code).flat_map(|line| [line, "\n"]).collect()
}

/// The formats of one book.
#[derive(Debug)]
pub(crate) struct Formats {
    environment: Environment<'static>,
    names: Vec<String>,
}

/// What of a page its templates have to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'p> {
    /// What comes with sections for mdBook's `html`; nothing for another renderer.
    pub(crate) html: Option<HtmlSettings>,
    /// Whether the book curls quotes.
    pub(crate) smart_punctuation: bool,
    /// Whether the section is the first of its chapter.
    pub(crate) is_first: bool,
    /// The chapter as a slug, of which the book has one.
    pub(crate) chapter: &'p str,
    /// Folders between the book's `src` and the chapter.
    pub(crate) depth: usize,
}

impl Formats {
    /// Those that ship.
    pub(crate) fn builtin() -> Self {
        let mut environment = Environment::new();
        environment.set_syntax(syntax());
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|name| match Markup::of(name) {
            Markup::Html => AutoEscape::Html,
            Markup::Markdown => AutoEscape::None,
        });
        environment.set_formatter(print);
        environment.add_filter("link", link);
        environment.add_filter("cell", cell);
        let mut formats = Formats { environment, names: Vec::new() };
        for (name, text) in BUILTIN {
            formats
                .add(name.to_owned(), text.to_owned())
                .unwrap_or_else(|error| panic!("the built-in format {name} is broken: {error:?}"));
        }
        formats
    }

    /// Adds a template under a name that ends in `.md` or `.html`.
    ///
    /// # Errors
    /// Its syntax, with the place in `text`.
    pub(crate) fn add(&mut self, name: String, text: String) -> Result<(), Diagnostic> {
        let format = name.rsplit_once('.').map_or(&*name, |(format, _)| format).to_owned();
        let lines = text.clone();
        self.environment.add_template_owned(name, text).map_err(|error| {
            let diagnostic = Diagnostic::error(Code::InvalidTemplate, detail(&error));
            diagnostic.at(line_span(&lines, error.line().unwrap_or(1)))
        })?;
        if !format.starts_with('_') {
            self.declare(&format);
        }
        Ok(())
    }

    /// Makes a name known to `format=`.
    pub(crate) fn declare(&mut self, format: &str) {
        if !self.names.iter().any(|name| name == format) {
            self.names.push(format.to_owned());
        }
    }

    /// What `format=` can say.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The section's text, without a line end at its end.
    ///
    /// # Errors
    /// What an author's own template asks for and there is not; the place is for the caller to add.
    pub(crate) fn render(
        &self,
        section: &Section,
        page: Page,
        bullet: char,
    ) -> Result<String, Diagnostic> {
        let failed = |error: &Error| {
            let template = error.name().unwrap_or(&section.format);
            let line = error.line().map_or_else(String::new, |line| format!(", line {line}"));
            let message = format!("the template `{template}`{line}: {}", detail(error));
            Diagnostic::error(Code::InvalidTemplate, message)
        };
        let name = self.template(&section.format, page.html.is_some());
        let context = section_context(section, page, bullet, Markup::of(&name));
        let template = self.environment.get_template(&name).map_err(|error| failed(&error))?;
        let text = template.render(context).map_err(|error| failed(&error))?;
        // The engine escapes slashes, which only makes URLs long.
        let is_html = Markup::of(&name) == Markup::Html;
        let text = if is_html { text.replace("&#x2f;", "/") } else { text };
        Ok(text.trim_matches(['\n', '\r']).to_owned())
    }

    /// The template of a format that fits the renderer best.
    fn template(&self, format: &str, html: bool) -> String {
        let endings: &[&str] = if html { &["html", "md"] } else { &["md"] };
        let names = endings.iter().map(|ending| format!("{format}.{ending}"));
        let there = |name: &String| self.environment.get_template(name).is_ok();
        names.into_iter().find(there).unwrap_or_else(|| FALLBACK.to_owned())
    }
}

/// Whether a format of this name makes blocks, where that is known before it is rendered.
pub(crate) fn makes_blocks(format: &str) -> bool {
    let is_it =
        |(name, _): &(&str, &str)| name.rsplit_once('.').is_some_and(|(name, _)| name == format);
    format != INLINE && BUILTIN.iter().any(is_it)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    Markdown,
    Html,
}

impl Markup {
    fn of(template: &str) -> Self {
        match template.rsplit_once('.') {
            Some((_, "html")) => Markup::Html,
            _ => Markup::Markdown,
        }
    }
}

fn print(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    if Markup::of(state.name()) == Markup::Html || value.is_safe() || value.is_undefined() {
        return escape_formatter(out, state, value);
    }
    Ok(out.write_str(&write::text(&value.to_string()))?)
}

/// `{{ title | link(url) }}`: a link, or the plain text where there is no URL.
fn link(state: &State, text: &str, url: Option<&str>) -> Value {
    let written = match (Markup::of(state.name()), url) {
        (Markup::Markdown, Some(url)) => write::link(text, url),
        (Markup::Markdown, None) => write::text(text),
        (Markup::Html, Some(url)) => {
            format!("<a href=\"{}\">{}</a>", HtmlEscape(url), HtmlEscape(text))
        }
        (Markup::Html, None) => HtmlEscape(text).to_string(),
    };
    Value::from_safe_string(written)
}

fn section_context(section: &Section, page: Page, bullet: char, markup: Markup) -> Value {
    let scope = Scope { page, markup, descriptions: section.descriptions };
    let resources = section.groups.iter().flat_map(|group| &group.resources);
    let html = page.html.filter(|_| markup == Markup::Html);
    let travels = |text: &str| Value::from_safe_string(text.to_owned());
    context! {
        chapter => page.chapter,
        style => html.filter(|html| html.style && page.is_first).map(|_| travels(&style(page.chapter))),
        script => html.filter(|html| html.progress && page.is_first).map(|_| travels(&SCRIPT)),
        html => page.html.is_some_and(|html| html.style),
        progress => html.is_some_and(|html| html.progress),
        bullet => Value::from_safe_string(bullet.to_string()),
        descriptions => section.descriptions,
        groups => Value::from_iter(section.groups.iter().map(|group| scope.group(group))),
        resources => Value::from_iter(resources.map(|shown| scope.shown(shown))),
        topics => Value::from_iter(section.topics.iter().map(|entry| scope.topic(entry))),
    }
}

struct Scope<'p> {
    page: Page<'p>,
    markup: Markup,
    descriptions: bool,
}

impl Scope<'_> {
    fn group(&self, group: &Group) -> Value {
        let introduction = group.title.as_ref().and_then(|title| title.introduction);
        context! {
            heading => group.title.as_ref().map(|title| self.heading(title)),
            introduction => self.prose("", introduction),
            resources => Value::from_iter(group.resources.iter().map(|shown| self.shown(shown))),
        }
    }

    fn heading(&self, title: &GroupTitle) -> Value {
        let anchor = title.anchor.as_ref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        context! {
            level => title.level,
            hashes => Value::from_safe_string("#".repeat(title.level.into())),
            icon => title.icon,
            title => self.words(&title.title),
            id => title.anchor.clone(),
            anchor => Value::from_safe_string(anchor),
        }
    }

    fn topic(&self, entry: &TopicEntry) -> Value {
        let kind = |(kind, count): &(&Kind, usize)| {
            let label = if *count == 1 { &kind.label } else { &kind.plural };
            context! { count => *count, label => label.clone(), icon => kind.icon.clone() }
        };
        let named = |topic: &Topic, chapter: Option<&Link>| {
            context! {
                id => topic.id.clone(),
                title => self.words(&topic.title),
                icon => topic.icon.clone(),
                url => chapter.map(|chapter| self.url("", &chapter.path)),
            }
        };
        let after = entry.after.iter().map(|(topic, chapter)| named(topic, chapter.as_ref()));
        context! {
            resources => Value::from_iter(entry.resources.iter().copied()),
            kinds => Value::from_iter(entry.kinds.iter().map(kind)),
            after => Value::from_iter(after),
            ..named(entry.topic, entry.chapter.as_ref())
        }
    }

    /// A resource, with the chapter that presents it where that is wanted.
    fn shown(&self, shown: &Shown) -> Value {
        let chapter = shown.chapter.as_ref().map(|chapter| {
            context! { title => self.words(&chapter.title), url => self.url("", &chapter.path) }
        });
        context! { chapter => chapter, ..self.resource(shown.resource) }
    }

    fn resource(&self, resource: &Resource) -> Value {
        let base = &*resource.base;
        let authors = resource.authors.iter().map(|author| self.author(base, author));
        let parts = resource.parts.iter().map(|part| self.part(base, part));
        context! {
            id => resource.id.clone(),
            title => self.words(&resource.title),
            url => self.url(base, &resource.url),
            authors => Value::from_iter(authors),
            kind => context! {
                id => resource.kind.id.clone(),
                label => resource.kind.label.clone(),
                icon => resource.kind.icon.clone(),
                drawing => resource.kind.drawing(),
            },
            description => self.prose(base, resource.description.as_deref()),
            year => resource.year,
            language => resource.language.clone(),
            access => resource.access.map(Access::label),
            level => resource.level.map(Level::label),
            tags => Value::from_iter(resource.tags.iter().cloned()),
            archived => resource.archived.as_ref().map(|url| self.url(base, url)),
            dead => resource.dead,
            parts => Value::from_iter(parts),
        }
    }

    fn author(&self, base: &str, author: &Author) -> Value {
        context! {
            name => self.words(&author.name),
            url => author.url.as_ref().map(|url| self.url(base, url)),
            affiliation => author.affiliation.clone(),
        }
    }

    fn part(&self, base: &str, part: &Part) -> Value {
        context! { title => self.words(&part.title), url => self.url(base, &part.url) }
    }

    fn url(&self, base: &str, written: &str) -> String {
        url::from_depth(base, written, self.page.depth)
    }

    /// A plain text, with curly quotes where mdBook would make them: in HTML it does not.
    fn words(&self, text: &str) -> String {
        if self.markup == Markup::Html && self.page.smart_punctuation {
            write::curled(text)
        } else {
            text.to_owned()
        }
    }

    /// A description or introduction: nothing where descriptions are left out.
    fn prose(&self, base: &str, source: Option<&str>) -> Option<Value> {
        let source = source.filter(|_| self.descriptions)?;
        let resolve = |url: &str| self.url(base, url);
        Some(Value::from_safe_string(match self.markup {
            Markup::Markdown => write::inline(source, resolve),
            Markup::Html => write::inline_html(source, self.page.smart_punctuation, resolve),
        }))
    }
}

/// `{{ description | cell }}`: Markdown that stays in its table cell, whatever is in its code.
fn cell(value: &Value) -> Value {
    Value::from_safe_string(write::cell(&value.to_string()))
}

/// Block tags on lines of their own leave nothing behind.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default()
}

fn detail(error: &Error) -> String {
    let kind = match error.kind() {
        ErrorKind::UndefinedError => "there is no such value",
        ErrorKind::SyntaxError => "this template does not read",
        _ => return error.to_string(),
    };
    error.detail().map_or_else(|| kind.to_owned(), |detail| format!("{kind}: {detail}"))
}

fn line_span(text: &str, line: usize) -> std::ops::Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}
