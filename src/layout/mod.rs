//! Fitting sections into the text around their directives: passes that look at what stands above and below.

mod seam;
mod slot;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{Occurrence, Placement, Site};
use crate::markdown::Dialect;
use crate::render::{ChapterAssets, Rendered};
use crate::section::Markers;
use crate::text::collapse_whitespace;
use crate::write::markdown;
use slot::Slot;

/// Two lists that touch are one unless something stands between them, and a link belongs to what it touches;
/// [CommonMark][1] proposes this.
///
/// [1]: https://spec.commonmark.org/0.31.2/#example-308
const SEPARATOR: &str = "<!-- -->";

/// What a byte range of a chapter is replaced by.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    range: Range<usize>,
    text: String,
}

/// Markers for each section that no list beside it has: two lists with one marker would be one list.
pub(crate) fn markers<T>(text: &str, occurrences: &[Occurrence<T>]) -> Vec<Markers> {
    let mut markers: Vec<Markers> = Vec::with_capacity(occurrences.len());
    for (at, Occurrence { site, .. }) in occurrences.iter().enumerate() {
        let above =
            at.checked_sub(1).filter(|above| adjoins(text, &occurrences[*above].site, site));
        let above = above.map(|above| markers[above]);
        let is_free = |marker: &char| {
            let is_taken = |other: &Option<u8>| *other == Some(*marker as u8);
            let is_above =
                above.is_some_and(|above| [above.bullet, above.delimiter].contains(marker));
            !site.surroundings.neighbours.iter().any(is_taken) && !is_above
        };
        markers.push(Markers {
            bullet: ['-', '*', '+'].into_iter().find(is_free).unwrap_or('-'),
            delimiter: ['.', ')'].into_iter().find(is_free).unwrap_or('.'),
        });
    }
    markers
}

/// A patch for each directive: its section, or what was wrong with it. The assets of the chapter come before the
/// first section that they serve.
pub(crate) fn fit(
    text: &str,
    occurrences: Vec<Occurrence<Rendered>>,
    assets: Option<&ChapterAssets>,
    dialect: Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Patch> {
    let mut fitted: Vec<Fitted> = Vec::with_capacity(occurrences.len());
    let mut below: Option<Site> = None;
    // From the last to the first: each has to know whether a section or a notice comes after it.
    for occurrence in occurrences.into_iter().rev() {
        let Occurrence { site, outcome } = occurrence.and_then(|site, rendered| {
            let touches = below.as_ref().is_some_and(|below| touches(text, site, below));
            let fitted = fit_one(text, site, &rendered, touches, dialect);
            let takes_assets = rendered.parts.is_some();
            fitted.map(|fitted| Fitted { takes_assets, ..fitted }).map_err(|error| vec![error])
        });
        fitted.push(outcome.unwrap_or_else(|errors| {
            let notice = Fitted::inline(site.span.clone(), notice(text, &site.span, &errors));
            diagnostics.extend(errors);
            notice
        }));
        below = Some(site).filter(|_| fitted.last().is_some_and(|fitted| !fitted.is_notice));
    }
    fitted.reverse();
    if let Some(assets) = assets
        && let Some(first) = fitted.iter_mut().find(|fitted| fitted.takes_assets)
    {
        first.insert_before(assets);
    }
    fitted.into_iter().map(|fitted| fitted.patch).collect()
}

/// The text with every patch in its place, and the patches that had to give way: those that would change what the
/// author's own text around them means become a notice.
pub(crate) fn splice_checked(
    text: &str,
    mut patches: Vec<Patch>,
    spans: &[Range<usize>],
    dialect: Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut broken = 0;
    loop {
        let spliced = splice(text, &patches);
        let Some(at) = seam::first_broken(text, &spliced, &patches, dialect) else {
            return spliced;
        };
        // Each time costs a parse of the whole chapter: what goes wrong more often goes wrong as a whole.
        broken += 1;
        let all = broken > MAX_BROKEN;
        for at in if all { 0..patches.len() } else { at..at + 1 } {
            let error = Diagnostic::error(
                Code::MisplacedDirective,
                "this directive would change how Markdown reads the text around it",
            );
            let error = error
                .at(spans[at].clone())
                .help("put the directive on a line of its own, with blank lines around it");
            let notice = notice(text, &spans[at], std::slice::from_ref(&error));
            let patch = Patch { range: spans[at].clone(), text: notice };
            if patches[at] != patch {
                diagnostics.push(error);
                patches[at] = patch;
            }
        }
        if all {
            return splice(text, &patches);
        }
    }
}

/// Directives of a chapter that are shown as they were written one by one, at most.
const MAX_BROKEN: usize = 8;

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

/// A patch, and how more lines can be put into it.
struct Fitted {
    patch: Patch,
    /// Where in the patch the section begins.
    section: usize,
    /// What stands between two lines: a line end and the prefix of the containers.
    line_break: String,
    is_notice: bool,
    /// Whether style and script can stand before it.
    takes_assets: bool,
}

impl Fitted {
    fn inline(range: Range<usize>, text: String) -> Self {
        Fitted {
            patch: Patch { range, text },
            section: 0,
            line_break: String::new(),
            is_notice: true,
            takes_assets: false,
        }
    }

    /// Puts the assets on lines before the section.
    fn insert_before(&mut self, assets: &ChapterAssets) {
        let (above, section) = self.patch.text.split_at(self.section);
        self.patch.text = [above, &assets.lines(&self.line_break), section].concat();
    }
}

fn fit_one(
    text: &str,
    site: &Site,
    rendered: &Rendered,
    followed_by_section: bool,
    dialect: Dialect,
) -> Result<Fitted, Diagnostic> {
    let line = match &site.placement {
        Placement::Block { line } if !rendered.is_inline => line,
        _ => {
            // A link behind one of these would be an image, belong to another link, or be what that one leads to.
            let before = &text[..site.span.start];
            let is_glued = before.ends_with(['!', ']']) || before.ends_with("]:");
            let separator = if is_glued && !rendered.text.is_empty() { SEPARATOR } else { "" };
            let inline = format!("{separator}{}", rendered.text);
            let fitted = Fitted::inline(site.span.clone(), inline);
            return Ok(Fitted { is_notice: false, ..fitted });
        }
    };
    let slot = Slot {
        chapter: text,
        span: site.span.clone(),
        surroundings: &site.surroundings,
        line: *line,
        followed_by_section,
        dialect,
    };
    slot.fill(&rendered.text)
}

/// Whether nothing but blank lines stands between two directives in the same containers.
fn adjoins(text: &str, above: &Site, below: &Site) -> bool {
    let Placement::Block { line } = &below.placement else { return false };
    let between = &text[above.span.end..line.start.max(above.span.end)];
    above.surroundings.containers == below.surroundings.containers
        && between.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Whether `below` takes the line after a directive, in the same paragraph.
fn touches(text: &str, site: &Site, below: &Site) -> bool {
    below.surroundings.block == site.surroundings.block && adjoins(text, site, below)
}

/// What a page shows where a directive could not be expanded.
fn notice(text: &str, span: &Range<usize>, errors: &[Diagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
    let written = collapse_whitespace(&text[span.clone()]);
    markdown::text(&format!("⚠ {written} ({})", messages.join("; ")))
}
