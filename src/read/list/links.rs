//! Links of a list: which of them can be a resource, and which only lead to one.

use super::icons::without_icons;
use super::text::{Link, Text, has_words};
use crate::url;
use crate::words::list::is_form;

/// Returns whether a link leads out of the list, and has words.
pub(super) fn can_be_resource(text: Text, link: &Link) -> bool {
    is_live(link.url) && has_words(&without_icons(&text.of(link).raw()).0)
}

/// The first link of a text that can be a resource.
pub(super) fn resource_link<'p>(text: Text<'p, '_>) -> Option<Link<'p>> {
    text.links().into_iter().find(|link| can_be_resource(text, link))
}

/// Returns whether a link can be a resource, and its text is the title and no form.
pub(super) fn is_titled(text: Text, link: &Link) -> bool {
    can_be_resource(text, link) && !is_form(&text.of(link).raw())
}

/// Names of files about a repository.
const ABOUT: [&str; 7] = [
    "authors",
    "changelog",
    "code-of-conduct",
    "code_of_conduct",
    "contributing",
    "license",
    "readme",
];

/// Returns whether a URL leads to anything but the list itself and the files about it.
pub(super) fn is_live(link: &str) -> bool {
    let name = link.strip_prefix("./").unwrap_or(link).split(['.', '#']).next().unwrap_or_default();
    let is_about = ABOUT.iter().any(|about| about.eq_ignore_ascii_case(name));
    let is_address = url::scheme(link).is_some_and(|scheme| matches!(scheme, "mailto" | "tel"));
    !url::is_anchor(link) && !is_about && !is_address
}

/// Returns whether the link of a text is its own URL.
pub(super) fn is_bare(text: Text, link: &Link) -> bool {
    text.of(link).raw() == link.url
}

/// Returns whether the text of a link names a form, or is an icon: the title stands elsewhere.
pub(super) fn is_pointer(text: Text, link: &Link) -> bool {
    let title = text.of(link).raw();
    is_form(&title) || !title.trim().is_empty() && !has_words(&without_icons(&title).0)
}

/// Returns whether the text of a link is a title, and no form.
pub(super) fn can_be_title(text: Text, link: &Link) -> bool {
    let title = text.of(link).raw();
    has_words(&title) && !is_form(&title)
}
