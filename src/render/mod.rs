//! A section becomes text, by the template of its format.

mod assets;
mod bounds;
mod context;
mod engine;
mod structured;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use minijinja::Environment;

pub(crate) use assets::{AssetFile, Assets, ChapterAssets, NOTICE, SCRIPT_FILE, STYLE_FILE};
pub(crate) use structured::item_list;

use crate::catalogue::slug;
use crate::context::BookContext;
use crate::diagnostic::{Diagnostic, Source};
use crate::format::{DEFAULT_TEMPLATE, Markup, Part, part_of, parts_named_in};
use crate::query::{Selected, not_inline};
use crate::section::{Markers, Section};
use crate::settings::HtmlSettings;
use crate::words::Words;
use crate::write::Dollar;

/// Page that sections stand on: a chapter of a book.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) book: Arc<BookContext>,
    /// The chapter as a slug, unique in the book.
    pub(crate) chapter: String,
    /// Folders between the book's `src` and the chapter.
    pub(crate) depth: usize,
}

impl Page {
    /// The page of a chapter, given by its path relative to `src`.
    pub(crate) fn new(book: &Arc<BookContext>, path: &str) -> Self {
        Page {
            book: Arc::clone(book),
            chapter: slug(path.strip_suffix(".md").unwrap_or(path)),
            depth: path.matches(['/', '\\']).count(),
        }
    }

    fn words(&self) -> &Words {
        &self.book.settings.words
    }

    /// Settings of mdBook's own pages; `None` for another renderer.
    fn html(&self) -> Option<&HtmlSettings> {
        self.book.is_html().then_some(&self.book.settings.html)
    }

    /// A value that `MathJax` takes for no formula: its delimiters are parted by a character without a shape.
    fn without_math<'v>(&self, value: Cow<'v, str>) -> Cow<'v, str> {
        let is_run = self.book.is_html() && self.book.config.html.mathjax;
        let is_run = is_run && !self.book.settings.math;
        if !is_run || !value.contains(['\\', '$']) {
            return value;
        }
        // On both sides: what stands beside a value can be a `$`, too.
        value.replace('\\', "\\\u{2060}").replace('$', "\u{2060}$\u{2060}").into()
    }
}

/// A section as text.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// True if it stands on a line of text.
    pub(crate) is_inline: bool,
    /// Without a line end at its end.
    pub(crate) text: String,
    /// Parts of style and script that it needs; `None` for Markdown.
    pub(crate) parts: Option<BTreeSet<Part>>,
}

/// Text in the place of a block that shows nothing.
fn nothing(page: &Page, is_tight: bool) -> String {
    let nothing = &page.words().nothing;
    if page.book.is_html() {
        format!("<p class=\"resources-empty\">{}</p>", page.book.dollar().in_html(nothing))
    } else if is_tight {
        "<!-- -->".to_owned()
    } else {
        format!("*{}*", page.book.dollar().in_markdown(nothing))
    }
}

/// Steps of a template of an author's own, at most; one also pays for 64 bytes.
const FUEL: u64 = 200_000;
/// Steps for each resource of the catalogue; shipped templates take some 300.
const FUEL_FOR_RESOURCE: u64 = 3_000;

/// Renders sections with the templates of a book.
#[derive(Debug, Default)]
pub(crate) struct Renderer {
    /// The author's own templates by name.
    own: BTreeMap<String, Arc<Source>>,
    dollar: Dollar,
    /// The templates are compiled when one is asked for.
    environment: OnceLock<Arc<Environment<'static>>>,
}

impl Renderer {
    /// A renderer with an author's own templates by name, and the errors in them.
    ///
    /// A template of an author's own may take so many steps, and write so much, as a catalogue of so many
    /// resources can need.
    pub(crate) fn new(
        own: BTreeMap<String, Arc<Source>>,
        resources: usize,
        dollar: Dollar,
    ) -> (Self, Vec<(Arc<Source>, Diagnostic)>) {
        if own.is_empty() {
            return (Renderer::shipped(dollar), Vec::new());
        }
        let (mut environment, errors) = engine::environment(&own, dollar);
        environment.set_fuel(Some(FUEL + FUEL_FOR_RESOURCE * resources as u64));
        (Renderer { own, dollar, environment: Arc::new(environment).into() }, errors)
    }

    /// A renderer with the templates that ship.
    pub(crate) fn shipped(dollar: Dollar) -> Self {
        Renderer { dollar, ..Renderer::default() }
    }

    /// The section as text.
    ///
    /// # Errors
    /// If an author's own template fails, with the place in the template; if it writes several lines into a line of text.
    pub(crate) fn render(
        &self,
        section: Section,
        page: &Page,
        markers: Markers,
    ) -> Result<Rendered, Diagnostic> {
        let Selected { query, .. } = &section.selected;
        let (format, is_inline) = (Arc::clone(&query.format), query.is_inline);
        if section.is_empty() {
            let text = if is_inline { String::new() } else { nothing(page, section.is_tight) };
            return Ok(Rendered { is_inline, text, parts: None });
        }
        let environment =
            self.environment.get_or_init(|| engine::environment(&self.own, self.dollar).0.into());
        let template = format.template(page.book.is_html());
        // A template that cannot be read is an error by itself, and directives are not to blame for it.
        let is_there = environment.get_template(template).is_ok();
        let template = if is_there { template } else { DEFAULT_TEMPLATE };
        let markup = Markup::of(template).unwrap_or(Markup::Markdown);
        let has_parts = markup == Markup::Html && page.book.is_html() && !is_inline;
        let parts = has_parts.then(|| self.parts(template, &section, page));
        let context = context::of_section(section, page.clone(), markup, markers);
        let text = if self.own.is_empty() {
            engine::render(environment, template, context).map_err(Some)
        } else {
            engine::render_own(environment, template, context)
        };
        let text = text.map_err(|error| match error {
            Some(error) => engine::failed(&error, &self.own),
            None => engine::timed_out(template),
        })?;
        if is_inline && text.contains('\n') {
            return Err(not_inline(&format));
        }
        Ok(Rendered { is_inline, text, parts })
    }

    /// Parts of style and script that a section needs.
    fn parts(&self, template: &str, section: &Section, page: &Page) -> BTreeSet<Part> {
        let mut parts = match self.own.get(template) {
            Some(source) => parts_named_in(&source.text),
            None => part_of(template).into_iter().collect(),
        };
        parts.extend(page.book.settings.html.progress.then_some(Part::Progress));
        parts.extend(section.controls.then_some(Part::Controls));
        parts
    }
}
