//! Which resources a directive asks for.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{Directive, OVERVIEW};
use crate::section::lookup::look_up;
use crate::section::options::Read;

/// Positions of the selected resources, in the catalogue's order.
pub(super) fn select(
    directive: &Directive,
    read: &Read,
    catalogue: &Catalogue,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let all = 0..catalogue.resources().len();
    let mut selected = Vec::new();
    if directive.selection.is_empty() {
        let whole =
            read.filter.is_given() || read.limit.is_some() || read.options.format == OVERVIEW;
        if whole {
            selected.extend(all.clone());
        } else {
            diagnostics.push(nothing_selected(directive));
        }
    }
    for name in &directive.selection {
        if name.is_all() {
            selected.extend(all.clone());
            continue;
        }
        match look_up(name, catalogue) {
            Ok(found) => selected.extend(found),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    selected.sort_unstable();
    selected.dedup();
    selected.retain(|&position| read.filter.admits(position, &catalogue.resources()[position]));
    selected
}

fn nothing_selected(directive: &Directive) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::MalformedDirective, "this directive does not say what to show")
            .help("name topics or resources, or write `all`: `<<#resources all>>`");
    match directive.options.first() {
        Some(option) => diagnostic.at(option.key.span.clone()),
        None => diagnostic,
    }
}
