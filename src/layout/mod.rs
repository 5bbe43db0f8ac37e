//! Fitting sections into the text around their directives: passes that look at what stands above and below.

mod seam;
mod slot;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
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

/// Replacement of a byte range of a chapter.
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

/// The text with each directive replaced by its section, or by a notice of what was wrong. Style and script of the chapter
/// come before the first section that they serve.
///
/// Each section is ended in the first of several ways that leaves the author's own text around it as it was; all
/// directives go on to the next way together, so that many of them cost no more looks at the chapter than one.
pub(crate) fn fit(
    text: &str,
    occurrences: Vec<Occurrence<Rendered>>,
    assets: Option<&ChapterAssets>,
    dialect: Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut fits = Fit::all(text, occurrences);
    for round in 0.. {
        let patches = patches(text, &fits, assets);
        let spliced = splice(text, &patches);
        let broken = seam::broken(text, &spliced, &patches, dialect);
        if broken.is_empty() || round > ENDINGS {
            diagnostics.extend(fits.into_iter().filter_map(|fit| fit.outcome.err()).flatten());
            return spliced;
        }
        for gap in broken {
            give_way(text, &mut fits, gap, round == ENDINGS);
        }
    }
    text.to_owned()
}

/// Ways to end a section.
const ENDINGS: usize = 3;

/// Directive with its section in the lines around it.
struct Fit {
    site: Site,
    outcome: Result<Slot, Vec<Diagnostic>>,
    /// True if the next directive takes the line below, in the same paragraph.
    touches_next: bool,
}

impl Fit {
    fn all(text: &str, occurrences: Vec<Occurrence<Rendered>>) -> Vec<Fit> {
        let mut fits: Vec<Fit> = Vec::with_capacity(occurrences.len());
        // From the last to the first: each has to know whether a section or a notice comes after it.
        for Occurrence { site, outcome } in occurrences.into_iter().rev() {
            let touches_next = fits.last().is_some_and(|next| touches(text, &site, &next.site));
            let is_followed = touches_next && fits.last().is_some_and(|next| next.outcome.is_ok());
            let outcome = outcome.and_then(|rendered| {
                Slot::new(text, &site, &rendered, is_followed).map_err(|error| vec![error])
            });
            fits.push(Fit { site, outcome, touches_next });
        }
        fits.reverse();
        fits
    }
}

/// Changes the directive that is to blame for a change of the text in a gap: that before it, or else that behind it. It
/// goes on to its next ending; without one, a notice is shown.
fn give_way(text: &str, fits: &mut [Fit], gap: usize, is_last: bool) {
    let is_section = |at: &usize| fits.get(*at).is_some_and(|fit| fit.outcome.is_ok());
    let before = gap.checked_sub(1).filter(is_section);
    let Some(at) = before.or(Some(gap).filter(is_section)) else { return };
    let Fit { site, outcome, .. } = &mut fits[at];
    let Ok(slot) = outcome else { return };
    if slot.next_ending() && !is_last {
        return;
    }
    *outcome = Err(vec![match (&site.placement, before) {
        (Placement::Inline, _) => slot::changes_line(site),
        (Placement::Block { .. }, Some(_)) => slot::changes_below(text, site),
        (Placement::Block { .. }, None) => slot::blank_line_error(&site.span, "before"),
    }]);
    if let Some(above) = at.checked_sub(1).map(|above| &mut fits[above])
        && let (true, Ok(slot)) = (above.touches_next, &mut above.outcome)
    {
        slot.keep_apart();
    }
}

/// A patch for each directive.
fn patches(text: &str, fits: &[Fit], assets: Option<&ChapterAssets>) -> Vec<Patch> {
    let mut assets = assets;
    let patch = |fit: &Fit| match &fit.outcome {
        Ok(slot) if slot.takes_assets => slot.patch(assets.take()),
        Ok(slot) => slot.patch(None),
        Err(errors) => {
            Patch { range: fit.site.span.clone(), text: notice(text, &fit.site.span, errors) }
        }
    };
    fits.iter().map(patch).collect()
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

/// Returns whether nothing but blank lines stands between two directives in the same containers.
fn adjoins(text: &str, above: &Site, below: &Site) -> bool {
    let Placement::Block { line } = &below.placement else { return false };
    let between = &text[above.span.end..line.start.max(above.span.end)];
    above.surroundings.containers == below.surroundings.containers
        && between.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Returns whether `below` takes the line after a directive, in the same paragraph.
fn touches(text: &str, site: &Site, below: &Site) -> bool {
    below.surroundings.block == site.surroundings.block && adjoins(text, site, below)
}

/// Text that a page shows where a directive could not be expanded.
fn notice(text: &str, span: &Range<usize>, errors: &[Diagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
    let written = collapse_whitespace(&text[span.clone()]);
    markdown::text(&format!("⚠ {written} ({})", messages.join("; ")))
}
