//! Fields of a resource, filled with what texts of a list say.

use std::ops::Range;

use super::authors;
use super::context::Context;
use super::edges;
use super::icons::without_icons;
use super::lines::Role;
use super::links::can_be_resource;
use super::names;
use super::text::{Link, Text, has_words};
use crate::catalogue::facts::Duration;
use crate::catalogue::fields::{FIELDS, Field};
use crate::catalogue::resource::Part;
use crate::catalogue::slug::slug;
use crate::draft::ResourceDraft;
use crate::read::kinds;
use crate::read::values::license;
use crate::value::Spanned;
use crate::words::list::{self, Meaning, is_form, means};

/// A value that stands nowhere in particular.
pub(super) fn unplaced(id: &'static str) -> Spanned<String> {
    (id.to_owned(), None)
}

/// A resource with a title and a URL, which can say its kind.
pub(super) fn resource(title: &str, url: &str, place: Range<usize>) -> ResourceDraft {
    ResourceDraft {
        title: Some(title.to_owned()),
        url: Some((url.to_owned(), Some(place.clone()))),
        kind: kinds::of_page(url).map(unplaced),
        span: Some(place),
        ..ResourceDraft::default()
    }
}

/// A resource with a title, to which parts lead: the first is its URL.
pub(super) fn of_parts(
    title: &str,
    parts: impl IntoIterator<Item = Part>,
    place: Range<usize>,
) -> Option<ResourceDraft> {
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    let parts = Some(parts.collect::<Vec<_>>()).filter(|parts| !parts.is_empty());
    Some(ResourceDraft { parts, ..resource(title, &first.url, place) })
}

/// Fills a resource with the label before its link: a kind, or else a year or a tag.
pub(super) fn label(resource: &mut ResourceDraft, label: &str) {
    if label.trim().is_empty() {
        return;
    }
    if let Some(kind) = kinds::of_label(label) {
        // The URL of a playlist says more than "Video:".
        let is_video = |(kind, _): &Spanned<String>| matches!(&**kind, "playlist" | "channel");
        if !(kind == "video" && resource.kind.as_ref().is_some_and(is_video)) {
            resource.kind = Some(unplaced(kind));
        }
        return;
    }
    let (text, _) = without_icons(label);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        resource.facts.year = edges::year(text);
    } else if text.contains(char::is_alphabetic) {
        resource.tags.get_or_insert_default().push(slug(text));
    }
}

/// Words of the longest label before a link, and of the longest text above resources that is a tag of them.
pub(super) const LABEL: usize = 3;

/// The part of a resource that a link is; brackets around its title say nothing: `[[pdf]](…)`.
pub(super) fn part(text: Text, link: &Link) -> Part {
    let title = text.of(link).plain();
    let inside = [('[', ']'), ('(', ')')].iter().find_map(|(open, close)| {
        title.strip_prefix(*open).and_then(|title| title.strip_suffix(*close))
    });
    Part { title: inside.unwrap_or(&title).to_owned(), url: link.url.to_owned() }
}

/// Adds the links of a text to the parts of a resource.
pub(super) fn add_parts(resource: &mut ResourceDraft, text: Text, context: &mut Context) {
    let own = resource.url.as_ref().map_or("", |(url, _)| url);
    let mut parts: Vec<Part> = Vec::new();
    for link in text.links() {
        let place = || text.of(&link).place();
        if can_be_resource(text, &link) && link.url != own && context.is_allowed(link.url, place())
        {
            parts.push(part(text, &link));
        }
    }
    if !parts.is_empty() {
        let all = resource.parts.get_or_insert_default();
        all.extend(parts);
        all.dedup();
    }
}

/// Describes a resource by a text. Its links are parts; those around it, a year and a form in brackets, icons and the
/// signs that part them are no description.
pub(super) fn describe(resource: &mut ResourceDraft, text: Text, context: &mut Context) {
    add_parts(resource, text, context);
    let raw = text.raw();
    if resource.facts.year.is_none() {
        let links = text.links();
        let is_link = |at: usize| {
            let link = links.partition_point(|link| link.range.end <= at + 1);
            links.get(link).is_some_and(|link| link.range.contains(&(at + 1)))
        };
        let mut brackets = raw.match_indices('(').filter(|(at, _)| !is_link(*at));
        resource.facts.year = brackets.find_map(|(at, _)| edges::year_in_brackets(&raw[at..]));
    }
    let mut range = edges::without_outer_links(text);
    loop {
        range = edges::trimmed(&raw, range);
        let Some(inside) = edges::outer_bracket(&raw, &range) else { break };
        if let Some(kind) = kinds::of_label(&raw[inside.bracket.clone()]) {
            resource.kind.get_or_insert_with(|| unplaced(kind));
        }
        range = inside.rest;
    }
    let words = &raw[range.clone()];
    if !words.contains(char::is_alphabetic) {
        return;
    }
    if is_form(words) {
        let kind = kinds::of_label(words).map(unplaced);
        resource.kind = resource.kind.take().or(kind);
        return;
    }
    let description = context.source.markdown(text.slice(range));
    let begins_sentence =
        description.split(' ').next().is_some_and(|word| means(word, Meaning::Is));
    let subject = resource.title.as_deref().filter(|_| begins_sentence);
    let description =
        subject.map_or_else(|| description.clone(), |title| format!("{title} {description}"));
    append(&mut resource.facts.description, &description, context.separator);
}

/// Separator of paragraphs.
pub(super) const PARAGRAPHS: &str = " ";

/// Separator before the text of a line where it is added to a description.
pub(super) fn separator(role: Role) -> &'static str {
    if role == Role::Item { "; " } else { PARAGRAPHS }
}

/// Adds a paragraph to a text; the separator of items stands only between words.
pub(super) fn append(text: &mut Option<String>, paragraph: &str, separator: &str) {
    match text {
        Some(text) => {
            let ends_with_word = text.ends_with(|c: char| c.is_alphanumeric() || c == ')');
            text.push_str(if ends_with_word { separator } else { PARAGRAPHS });
            text.push_str(paragraph);
        }
        None => *text = Some(paragraph.to_owned()),
    }
}

/// Adds what a text below a resource says of it: its authors, a field with a label, or more of the description.
pub(super) fn add(resource: &mut ResourceDraft, text: Text, context: &mut Context) {
    let raw = text.raw();
    let label = raw.split([':', '：']).next().unwrap_or_default();
    let label = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = raw.find(label).unwrap_or(0);
    if let Some(found) = list::field(label)
        && let Some(length) = names::length_of_label(&raw[start..], found)
        && matches!(
            found,
            Field::Authors | Field::Description | Field::Year | Field::Duration | Field::Language
        )
    {
        set(resource, found, text.split_at(start + length).1, context);
    } else if let Some((authors, rest)) = authors::after_by(text, context) {
        resource.authors.get_or_insert_default().extend(authors);
        describe(resource, rest, context);
    } else {
        describe(resource, text, context);
    }
}

/// Fills a field with a text. A text that is no value of the field is a warning.
pub(super) fn set(resource: &mut ResourceDraft, field: Field, text: Text, context: &mut Context) {
    if !reads(resource, field, text, context) {
        let message =
            format!("`{}` is read as no `{}`, and left out", text.plain(), field_name(field));
        context.warn(text.place(), message);
    }
}

/// Fills a field with a text; returns whether the text is a value of the field, or nothing.
pub(super) fn reads(
    resource: &mut ResourceDraft,
    field: Field,
    text: Text,
    context: &mut Context,
) -> bool {
    let plain = text.plain();
    let value = plain.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
    if !has_words(value) {
        return true;
    }
    let word = value.trim_matches(|c: char| !c.is_alphanumeric());
    match field {
        Field::Title => {
            append_title(resource, value);
            true
        }
        Field::Authors | Field::Names => {
            resource.authors.get_or_insert_default().extend(authors::all(text, context));
            true
        }
        Field::Description => {
            describe(resource, text, context);
            true
        }
        Field::Tags => {
            let tags = value.split([',', ';', '|']).map(str::trim).filter(|tag| !tag.is_empty());
            resource.tags.get_or_insert_default().extend(tags.map(str::to_owned));
            true
        }
        Field::Url => true,
        Field::Year => fill(&mut resource.facts.year, edges::year(value)),
        Field::Kind => fill(&mut resource.kind, kinds::of_label(value).map(unplaced)),
        Field::Duration => fill(&mut resource.facts.duration, Duration::parse(value)),
        Field::Level => fill(&mut resource.facts.level, list::level(word)),
        Field::Access => fill(&mut resource.facts.access, list::access(word)),
        Field::Language => {
            fill(&mut resource.facts.language, list::language(word).map(str::to_owned))
        }
        Field::License => fill(&mut resource.facts.license, license(value)),
    }
}

/// The name of a field.
pub(super) fn field_name(field: Field) -> &'static str {
    FIELDS.iter().find(|(_, known)| *known == field).map_or("...", |(name, _)| name)
}

/// Fills a field; returns whether there is a value.
fn fill<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    let is_there = value.is_some();
    if is_there {
        *field = value;
    }
    is_there
}

fn append_title(resource: &mut ResourceDraft, title: &str) {
    resource.title = Some(match resource.title.take() {
        Some(before) => format!("{before}: {title}"),
        None => title.to_owned(),
    });
}
