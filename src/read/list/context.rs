//! Context of reading: the file, and what is told about it.

use std::ops::Range;

use super::links::is_titled;
use super::shapes::Shapes;
use super::text::Text;
use super::write::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::url;

/// Help where links are there, and no resource is read.
pub(super) const RESOURCE: &str =
    "a resource is a link at the beginning of a list item, a paragraph or a table row";

/// The file that is read, and the warnings about it.
pub(super) struct Context<'t, 'd> {
    pub(super) source: Source<'t>,
    /// Sign between the texts of a description: items of a list are parted by more than a blank.
    pub(super) separator: &'static str,
    /// Shapes that are counted, if they are asked for.
    pub(super) shapes: Option<&'d mut Shapes>,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Context<'_, '_> {
    pub(super) fn warn(
        &mut self,
        place: Range<usize>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let last = self.diagnostics.len();
        self.diagnostics.push(Diagnostic::warning(Code::DoubtfulEntry, message).at(place));
        &mut self.diagnostics[last]
    }

    /// Returns whether a book can link to a URL; if not, a warning says why the link is left out.
    pub(super) fn is_allowed(&mut self, url: &str, place: Range<usize>) -> bool {
        match url::check(url) {
            Ok(()) => true,
            Err(refusal) => {
                let message = format!("{}; this link is left out", refusal.message());
                self.warn(place, message).help = Some(refusal.help());
                false
            }
        }
    }

    /// Counts a row of a table.
    pub(super) fn count_fit(&mut self, form: &str, is_declared: bool, row: &[Text]) {
        let first = row.first().copied().unwrap_or_default();
        if let Some(shapes) = &mut self.shapes {
            shapes.count_fit(form, is_declared, first);
        }
    }

    /// Warns of a sentence that goes on from its link without a mark, and has further links.
    pub(super) fn warn_of_sentence(&mut self, text: Text, rest: Text) {
        let first = rest.parts().find(|part| !part.text.trim().is_empty());
        let goes_on = first.is_some_and(|part| {
            part.piece.url.is_none() && part.text.trim_start().starts_with(char::is_alphanumeric)
        });
        let links = rest.links();
        if goes_on && links.iter().any(|link| is_titled(rest, link)) {
            let message = "a sentence with several links: the first is read as the resource, the others as its parts";
            let help = "write an item for each, or a `-` between the title and its description";
            self.warn(text.place(), message).help = Some(help.to_owned());
        }
    }
}
