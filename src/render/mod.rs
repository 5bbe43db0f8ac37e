//! A section becomes text, by the template of its format.

mod assets;
mod context;
mod engine;
mod structured;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use minijinja::Environment;

pub(crate) use assets::{AssetFile, Assets, ChapterAssets, NOTICE, SCRIPT_FILE, STYLE_FILE};
pub(crate) use structured::item_list;

use crate::diagnostic::{Diagnostic, Source};
use crate::format::{DEFAULT_TEMPLATE, Format, Formats, Markup};
use crate::section::{Markers, Section};
use crate::settings::HtmlSettings;
use crate::words::Words;
use crate::write::{html, markdown};

/// What a page has that its templates have to know.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// What comes with sections for mdBook's `html`; `None` for another renderer.
    pub(crate) html: Option<Arc<HtmlSettings>>,
    /// The book's language, if it says one.
    pub(crate) language: Option<String>,
    /// What is written on it.
    pub(crate) words: Arc<Words>,
    /// Whether the book has curly quotes and dashes made of plain ones.
    pub(crate) smart_punctuation: bool,
    /// Whether the page runs `MathJax`, which turns some texts into formulas, and these into links.
    pub(crate) mathjax: bool,
    /// The chapter as a slug, unique in the book.
    pub(crate) chapter: String,
    /// Whether links to chapters have to name the HTML files that the renderer makes of them: mdBook's own does that
    /// itself.
    pub(crate) has_html_files: bool,
    /// Folders between the book's `src` and the chapter.
    pub(crate) depth: usize,
}

impl Page {
    /// A value that `MathJax` takes for no formula: its delimiters are parted by a character without a shape.
    fn without_math<'v>(&self, value: Cow<'v, str>) -> Cow<'v, str> {
        if !self.mathjax || !value.contains(['\\', '$']) {
            return value;
        }
        // On both sides: what stands beside a value can be a `$`, too.
        value.replace('\\', "\\\u{2060}").replace('$', "\u{2060}$\u{2060}").into()
    }
}

/// A section as text.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) format: Arc<Format>,
    /// Whether it stands on a line of text.
    pub(crate) is_inline: bool,
    /// Without a line end at its end.
    pub(crate) text: String,
}

/// What takes the place of a block that shows nothing.
fn nothing(page: &Page, is_tight: bool) -> String {
    match page.html {
        Some(_) => {
            format!("<p class=\"resources-empty\">{}</p>", html::escape(&page.words.nothing))
        }
        None if is_tight => "<!-- -->".to_owned(),
        None => format!("*{}*", markdown::text(&page.words.nothing)),
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
    /// The templates are compiled when one is asked for.
    environment: OnceLock<Environment<'static>>,
}

impl Renderer {
    /// A renderer of these formats, and what is wrong with the author's own templates.
    ///
    /// A template of an author's own may take so many steps, and write so much, as a catalogue of so many
    /// resources can need.
    pub(crate) fn new(
        formats: &Formats,
        resources: usize,
    ) -> (Self, Vec<(Arc<Source>, Diagnostic)>) {
        let own = formats.own().clone();
        if own.is_empty() {
            return (Renderer::default(), Vec::new());
        }
        let (mut environment, errors) = engine::environment(&own);
        environment.set_fuel(Some(FUEL + FUEL_FOR_RESOURCE * resources as u64));
        (Renderer { own, environment: environment.into() }, errors)
    }

    /// The section as text.
    ///
    /// # Errors
    /// If an author's own template fails: what is wrong, with the place in the template.
    pub(crate) fn render(
        &self,
        section: Section,
        page: &Page,
        markers: Markers,
    ) -> Result<Rendered, Diagnostic> {
        let (format, is_inline) = (Arc::clone(&section.format), section.is_inline);
        let text = match (section.is_empty(), is_inline) {
            (true, true) => String::new(),
            (true, false) => nothing(page, section.is_tight),
            (false, _) => {
                self.text(section, page, format.template(page.html.is_some()), markers)?
            }
        };
        Ok(Rendered { format, is_inline, text })
    }

    fn text(
        &self,
        section: Section,
        page: &Page,
        template: &str,
        markers: Markers,
    ) -> Result<String, Diagnostic> {
        let environment = self.environment.get_or_init(|| engine::environment(&self.own).0);
        // A template that cannot be read is an error by itself, and directives are not to blame for it.
        let is_there = environment.get_template(template).is_ok();
        let template = if is_there { template } else { DEFAULT_TEMPLATE };
        let markup = Markup::of(template).unwrap_or(Markup::Markdown);
        let context = context::of_section(section, page.clone(), markup, markers);
        engine::render(environment, template, context)
            .map_err(|error| engine::failed(&error, &self.own))
    }
}
