//! One chapter: find the directives, read them, select and arrange what they ask for, render it, fit it
//! in. Text in, text and diagnostics out.

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::directive::{Found, INLINE, Scanned, Site, Standing, scan};
use crate::formats::{Formats, Page, makes_blocks};
use crate::layout::{Patch, Slot};
use crate::markdown::{Dialect, write};
use crate::presented::Presented;
use crate::section::options::Options;
use crate::section::{Anchors, Section, Setting, resolve};
use crate::settings::HtmlSettings;

/// What takes the place of a block that shows nothing, and reads as nothing.
const EMPTY_BLOCK: &str = "<!-- -->";

/// What chapters are expanded with: the same for all chapters of a book.
#[derive(Debug)]
pub(crate) struct Expander<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) formats: &'c Formats,
    pub(crate) defaults: &'c Options,
    pub(crate) dialect: Dialect,
    /// What comes with the sections of mdBook's `html`; nothing for another renderer.
    pub(crate) html: Option<HtmlSettings>,
    /// Which chapters present what; nothing where there is no book.
    pub(crate) presented: Option<Presented>,
    pub(crate) anchors: Anchors,
    /// Ids of the resources that have been shown so far.
    pub(crate) shown: HashSet<String>,
}

/// A chapter's text after expansion, and what was wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// Nothing where the chapter holds no directive. A directive that could not be expanded is there as
    /// text, with what was wrong with it.
    pub text: Option<String>,
    /// Places are byte ranges of the chapter as it was given.
    pub diagnostics: Vec<Diagnostic>,
}

/// Expands the directives of one chapter as plain Markdown, with the settings of a book that sets none.
///
/// ```
/// use mdbook_resources::{Catalogue, expand};
///
/// let expansion = expand("<<#resources imaginary-numbers-are-real>>\n", Catalogue::builtin());
/// let text = expansion.text.unwrap();
/// assert!(text.starts_with("- **[Imaginary Numbers are Real]("));
/// assert!(expansion.diagnostics.is_empty());
/// ```
pub fn expand(chapter: &str, catalogue: &Catalogue) -> Expansion {
    let mut expander = Expander {
        catalogue,
        formats: &Formats::builtin(),
        defaults: &Options::default(),
        dialect: Dialect::default(),
        html: None,
        presented: None,
        anchors: Anchors::default(),
        shown: HashSet::new(),
    };
    let scanned = scan(chapter, expander.dialect);
    expander.chapter("", chapter, scanned)
}

/// A directive and what has become of it so far.
struct Step<'c> {
    site: Site,
    section: Result<Section<'c>, Vec<Diagnostic>>,
}

impl Step<'_> {
    fn warning(&self) -> Option<Diagnostic> {
        let is_empty = self.section.as_ref().is_ok_and(Section::is_empty);
        let message = "this directive selects no resources";
        is_empty
            .then(|| Diagnostic::warning(Code::EmptySection, message).at(self.site.span.clone()))
    }
}

impl<'c> Expander<'c> {
    /// Expands the chapter that stands at `path` in the book's `src`, with what was found in it.
    pub(crate) fn chapter(&mut self, path: &str, text: &str, scanned: Scanned) -> Expansion {
        let Scanned { found, warnings: mut diagnostics } = scanned;
        if found.is_empty() {
            return Expansion { text: None, diagnostics };
        }
        self.anchors.enter(path);
        let chapter = self.anchors.chapter().to_owned();
        let page = Page {
            html: self.html,
            chapter: &chapter,
            smart_punctuation: self.dialect.smart_punctuation,
            depth: path.matches(['/', '\\']).count(),
            is_first: false,
        };
        let steps: Vec<Step> = found.into_iter().map(|found| self.resolve(found)).collect();
        diagnostics.extend(steps.iter().filter_map(Step::warning));
        let sections = steps.iter().filter_map(|step| step.section.as_ref().ok());
        let shown = sections.flat_map(|section| &section.groups).flat_map(|group| &group.resources);
        self.shown.extend(shown.map(|shown| shown.resource.id.clone()));
        let patches = self.patches(text, page, &steps, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        Expansion { text: Some(splice(text, &patches)), diagnostics }
    }

    fn resolve(&mut self, Found { mut site, outcome }: Found) -> Step<'c> {
        let inline = matches!(site.standing, Standing::Inline);
        let setting = Setting {
            catalogue: self.catalogue,
            defaults: self.defaults,
            formats: self.formats.names(),
            presented: self.presented.as_ref(),
            inline,
            heading: site.place.heading,
        };
        let anchors = (self.html.is_some() && !inline).then_some(&mut self.anchors);
        let section = outcome
            .map_err(|error| vec![error])
            .and_then(|directive| resolve(&directive, &setting, anchors))
            // What an error says of no word in particular, it says of the whole directive.
            .map_err(|errors| errors.into_iter().map(|error| located(error, &site)).collect());
        if section.as_ref().is_ok_and(|section| section.format == INLINE) {
            site.standing = Standing::Inline;
        }
        Step { site, section }
    }

    /// A patch for each directive: its section, or what was wrong with it.
    fn patches(
        &self,
        text: &str,
        page: Page,
        steps: &[Step],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Patch> {
        let mut patches = Vec::with_capacity(steps.len());
        let mut next: Option<&Site> = None;
        let bullets = bullets(text, steps);
        // The first section that fits brings style and script, and is only known at the end.
        let mut first = None;
        // From the last to the first: each has to know whether a section or a notice comes after it.
        for (Step { site, section }, bullet) in steps.iter().zip(&bullets).rev() {
            let touches = next.is_some_and(|next| touches(text, site, next));
            let fitted = section.as_ref().map_err(Clone::clone).and_then(|section| {
                self.fit(text, page, site, section, touches, *bullet).map_err(|error| vec![error])
            });
            if fitted.is_ok() && matches!(site.standing, Standing::Block { .. }) {
                first = Some((patches.len(), touches));
            }
            next = fitted.is_ok().then_some(site);
            patches.push(fitted.unwrap_or_else(|errors| {
                let patch = notice(text, site, &errors);
                diagnostics.extend(errors);
                patch
            }));
        }
        if let (Some(_), Some((at, touches))) = (self.html, first) {
            let (Step { site, section }, bullet) =
                (&steps[steps.len() - 1 - at], bullets[steps.len() - 1 - at]);
            let page = Page { is_first: true, ..page };
            let section = section.as_ref().ok();
            let fitted = section.and_then(|s| self.fit(text, page, site, s, touches, bullet).ok());
            if let Some(fitted) = fitted {
                patches[at] = fitted;
            }
        }
        patches.reverse();
        patches
    }

    /// The patch for one section.
    fn fit(
        &self,
        text: &str,
        page: Page,
        site: &Site,
        section: &Section,
        followed_by_section: bool,
        bullet: char,
    ) -> Result<Patch, Diagnostic> {
        // An empty block still has to keep its neighbours apart.
        let rendered = match (section.is_empty(), &site.standing) {
            (true, Standing::Inline) => String::new(),
            (true, Standing::Block { .. }) => EMPTY_BLOCK.to_owned(),
            (false, _) => {
                let rendered = self.formats.render(section, page, bullet);
                rendered.map_err(|error| located(error, site))?
            }
        };
        match &site.standing {
            Standing::Inline => inline(site, section, rendered),
            Standing::Block { line } => {
                let slot = Slot {
                    chapter: text,
                    span: site.span.clone(),
                    place: &site.place,
                    line: *line,
                    followed_by_section,
                    dialect: self.dialect,
                };
                slot.fill(&rendered)
            }
        }
    }
}

/// A bullet for each section.
fn bullets(text: &str, steps: &[Step]) -> Vec<char> {
    let mut bullets = Vec::with_capacity(steps.len());
    let mut previous: Option<(&Site, char)> = None;
    for Step { site, .. } in steps {
        let bullet = bullet(text, site, previous);
        bullets.push(bullet);
        previous = Some((site, bullet));
    }
    bullets
}

/// A bullet that no list beside the section has: two lists with one bullet would be one list.
fn bullet(text: &str, site: &Site, previous: Option<(&Site, char)>) -> char {
    let [before, after] = site.place.neighbours;
    let above = previous.filter(|(above, _)| adjoins(text, above, site)).map(|(_, bullet)| bullet);
    let free = |bullet: &char| {
        let byte = Some(*bullet as u8);
        byte != before && byte != after && Some(*bullet) != above
    };
    ['-', '*', '+'].into_iter().find(free).unwrap_or('-')
}

/// Whether nothing but blank lines stands between two directives in the same containers.
fn adjoins(text: &str, above: &Site, below: &Site) -> bool {
    let Standing::Block { line } = &below.standing else { return false };
    let between = &text[above.span.end..line.start.max(above.span.end)];
    above.place.containers == below.place.containers
        && between.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Whether `next` takes the line after a directive, in the same paragraph.
fn touches(text: &str, site: &Site, next: &Site) -> bool {
    next.place.block == site.place.block && adjoins(text, site, next)
}

fn inline(site: &Site, section: &Section, text: String) -> Result<Patch, Diagnostic> {
    if makes_blocks(&section.format) || text.contains('\n') {
        let message = format!("the format `{}` cannot stand on a line of text", section.format);
        return Err(Diagnostic::error(Code::MisplacedDirective, message)
            .at(site.span.clone())
            .help("put the directive on a line of its own, or leave out `format=`"));
    }
    Ok(Patch { range: site.span.clone(), text })
}

/// What a page shows where a directive could not be expanded.
fn notice(text: &str, site: &Site, errors: &[Diagnostic]) -> Patch {
    let messages: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
    let written = write::fold(&text[site.span.clone()]);
    let text = write::text(&format!("⚠ {written} ({})", messages.join("; ")));
    Patch { range: site.span.clone(), text }
}

fn located(error: Diagnostic, site: &Site) -> Diagnostic {
    if error.place.is_some() { error } else { error.at(site.span.clone()) }
}

/// The text with every patch in its place; patches ascend and do not overlap.
fn splice(text: &str, patches: &[Patch]) -> String {
    let added: usize = patches.iter().map(|patch| patch.text.len()).sum();
    let mut spliced = String::with_capacity(text.len() + added);
    let mut at = 0;
    for patch in patches {
        spliced.push_str(&text[at..patch.range.start]);
        spliced.push_str(&patch.text);
        at = patch.range.end;
    }
    spliced.push_str(&text[at..]);
    spliced
}
