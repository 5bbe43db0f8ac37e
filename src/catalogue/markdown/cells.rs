//! Cells of tables: what they say, and whom they name.

use super::authors::{self, Expected};
use super::inline::{broken, has_letters, has_words, plain};
use super::likeness::{Likeness, likeness};
use super::links::has_link;
use super::name;
use super::tree::{Inline, InlineKind};
use super::words;
use crate::catalogue::Author;
use crate::url;

/// What stands in cells that have no value.
const NOTHING: [&str; 2] = ["None", "N/A"];

/// Whether the text of a cell is a value.
pub(super) fn says(text: &str) -> bool {
    has_letters(text) && !NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether inline content is a link that only names a form: "[Paper](…)".
pub(super) fn is_form(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Link { content, .. } if words::names_form(&plain(content)))
}

/// Whether a cell, or a line of one, is a link and nothing else.
pub(super) fn is_link_alone(cell: &[Inline]) -> bool {
    matches!(cell, [only] if only.is_link())
}

/// The length of a text in words; in a script without spaces, three characters count as one.
pub(super) fn length(text: &str) -> usize {
    let spaced = text.split(' ').count();
    let unspaced = text.chars().filter(|c| name::is_unspaced(*c)).count();
    spaced.max(unspaced / 3)
}

/// Whether all links of a cell are names or handles, and it has no other words.
pub(super) fn has_only_people(cell: &[Inline]) -> bool {
    cell.iter().all(|inline| match &inline.kind {
        InlineKind::Link { url, content } => {
            let text = plain(content);
            // A page of a person: `https://github.com/ada`.
            let path = url::path(url).trim_matches('/');
            let is_profile = !path.contains('/') && !url.contains('?');
            text.starts_with('@')
                || is_profile && likeness(&text, &words::is_common) >= Likeness::Likely
        }
        InlineKind::Text(text) => !has_words(text),
        InlineKind::Code(_) => false,
        _ => true,
    })
}

/// The people to whom the links of a cell lead.
pub(super) fn people_of(cell: &[Inline]) -> Vec<Author> {
    let of_link = |inline: &Inline| match &inline.kind {
        InlineKind::Link { url, content } => {
            let (name, url) = (plain(content).into_owned(), authors::page(url));
            Some(Author { name, url, affiliation: None })
        }
        _ => None,
    };
    cell.iter().filter_map(of_link).collect()
}

/// The authors in a cell that holds nothing else.
pub(super) fn authors_of(cell: &[Inline]) -> Vec<Author> {
    if has_link(cell) && has_only_people(cell) {
        return people_of(cell);
    }
    // "`Ada Miller, Ben Baker`"
    let mut cell = cell.to_vec();
    for inline in &mut cell {
        if let InlineKind::Code(code) = &mut inline.kind {
            inline.kind = InlineKind::Text(std::mem::take(code));
        }
    }
    // "Ada Miller<br>[Ben Baker](…)"
    let of_line = |line| authors::take(line, Expected::Names, &mut Vec::new());
    let authors: Vec<Author> =
        broken(&cell).filter_map(of_line).flat_map(|(authors, _)| authors).collect();
    if !authors.is_empty() {
        return authors;
    }
    let name = plain(&cell).into_owned();
    let is_name = has_letters(&name) && name.chars().count() <= 60;
    is_name.then_some(Author { name, url: None, affiliation: None }).into_iter().collect()
}
