//! Authors that a text names: "by Ada Miller and [Ben Baker](…)", "Author: Ada Miller".

use std::collections::HashSet;

use super::context::Context;
use super::names::{author, first_name, length_of_by, length_of_label, length_of_names};
use super::text::{Link, Text};
use crate::catalogue::fields::Field;
use crate::catalogue::resource::Author;
use crate::draft::AuthorDraft;
use crate::read::people::is_suffix;

/// The names after "by" or the label "Author:" at the beginning of a text, and the text behind them.
pub(super) fn after_by<'p, 't>(
    text: Text<'p, 't>,
    context: &mut Context,
) -> Option<(Vec<AuthorDraft>, Text<'p, 't>)> {
    let raw = text.raw();
    let start = raw.find(char::is_alphanumeric)?;
    if raw[..start].contains([')', ']']) {
        return None;
    }
    let length =
        length_of_by(&raw[start..]).or_else(|| length_of_label(&raw[start..], Field::Authors))?;
    let (_, names) = text.split_at(start + length);
    let (names, rest) = names.split_at(length_of_names(names)?);
    Some((all(names, context), rest)).filter(|(authors, _)| !authors.is_empty())
}

/// All names in a text, parted by commas and the like, or by "and". A name in a link has the URL of that link.
pub(super) fn all(text: Text, context: &mut Context) -> Vec<AuthorDraft> {
    let raw = text.raw();
    let links = text.links();
    let mut links = links.iter().peekable();
    let mut names: Vec<Author> = Vec::new();
    let mut start = 0;
    while start < raw.len() {
        let (length, separator) = first_name(&raw[start..]);
        while links.peek().is_some_and(|link| link.range.end <= start) {
            links.next();
        }
        let link = links.peek().filter(|link| link.range.start < start + length);
        let place = |link: &&Link| text.of(link).place();
        let url = link.filter(|link| context.is_allowed(link.url, place(link)));
        let url = url.map(|link| link.url.to_owned());
        names.extend(author(&raw[start..start + length], url));
        start += length + separator;
    }
    // "et" also stands between names: behind it, "al." is nobody.
    let is_name = |name: &str| !is_suffix(name) && !matches!(name, "al" | "al.");
    names.retain(|author| is_name(&author.name));
    if names.len() > 1 {
        let mut known = HashSet::new();
        names.retain(|author| known.insert(author.name.clone()));
    }
    names.into_iter().map(AuthorDraft::Described).collect()
}
