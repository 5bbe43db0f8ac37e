//! Resource of one text, by its structure: the text begins with a link, or ends with nothing but links such as "PDF".

use super::authors;
use super::context::Context;
use super::edges;
use super::fill::{self, LABEL};
use super::icons::{is_icon, without_icons, without_outer_icons};
use super::links::{can_be_resource, can_be_title, is_bare, is_live, is_pointer};
use super::text::{Link, Style, Text, has_words, words};
use crate::catalogue::resource::Part;
use crate::draft::ResourceDraft;
use crate::read::kinds;
use crate::url;
use crate::words::list::{Meaning, means};

/// Where a text stands, which decides how plainly it has to be a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Item, cell of a row, or heading.
    Item,
    Paragraph,
    /// Paragraph in HTML.
    Html,
}

/// The resources that a text begins with: none, one, or several that are parted by nothing but signs and "and".
pub(super) fn read(text: Text, form: Form, context: &mut Context) -> Vec<ResourceDraft> {
    let links = text.links();
    let first = links.iter().position(|link| can_be_resource(text, link));
    let first =
        first.or_else(|| links.iter().position(|link| is_live(link.url) && is_pointer(text, link)));
    let Some(first) = first else { return Vec::new() };
    let own = &links[first];
    let before = text.slice(0..own.range.start);
    // Of "Title: https://…" and "Title: [PDF](…)", the label is the title.
    if has_title_before(text, before, own) || !is_label(before, text.of(own), form) {
        let titled =
            (form == Form::Item).then(|| titled_by_text(text, &links[first..], context)).flatten();
        return titled.into_iter().collect();
    }
    let is_absolute = own.url.contains("://");
    let fits = match form {
        Form::Item => true,
        Form::Html => is_absolute,
        Form::Paragraph => is_absolute && stands_alone(text, own, context),
    };
    if !fits {
        return Vec::new();
    }
    // What follows several links describes the last of them.
    let equals = equals(text, &links[first..]);
    let rest = text.split_at(equals[equals.len() - 1].range.end).1;
    let titled = |(at, link)| {
        let rest = if at + 1 == equals.len() { rest } else { Text::default() };
        titled_by_link(text, before, link, rest, context)
    };
    equals.iter().enumerate().map(titled).collect()
}

/// Returns whether a text before a link is the title, because the link has none.
fn has_title_before(text: Text, before: Text, link: &Link) -> bool {
    let is_title = before.raw().contains(char::is_alphabetic);
    is_title && (is_bare(text, link) || is_pointer(text, link))
}

/// Returns whether a link with the title can stand after a text: icons, a number, a bracket, or a short label.
fn is_label(before: Text, link: Text, form: Form) -> bool {
    let raw = before.raw();
    if !has_words(&raw) {
        return true;
    }
    let text = without_brackets(&without_icons(&raw).0);
    let text = text.trim();
    let count = words(text).count();
    let is_number =
        text.trim_matches(|c: char| !c.is_alphanumeric()).bytes().all(|b| b.is_ascii_digit());
    let has_colon = form != Form::Paragraph && text.ends_with([':', '：']);
    let own_style = link.parts().next().map(|part| part.piece.style).unwrap_or_default();
    let is_marked = |style: Style| !style.is_plain() && style != own_style;
    let is_emphasised =
        before.parts().filter(|part| has_words(part.text)).all(|part| is_marked(part.piece.style));
    let is_open = text.contains(['[', '(']) && text != "[" && text != "(";
    !is_open && (count == 0 || is_number || count <= LABEL && (is_emphasised || has_colon))
}

/// The text without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(['[', '(', '{']) {
        let Some((_, after)) = inside.split_once([']', ')', '}']) else { break };
        out.push_str(before);
        rest = after;
    }
    out + rest
}

/// Returns whether no words follow the link of a paragraph without a mark between: "[Python](…) is a language" is a sentence.
fn stands_alone(text: Text, link: &Link, context: &mut Context) -> bool {
    let rest = text.split_at(link.range.end).1;
    let raw = rest.raw();
    let is_set_off = raw.starts_with('\n')
        || !raw.trim_start().starts_with(char::is_alphanumeric)
        || text.of(link).parts().all(|part| part.piece.style.has(Style::STRONG))
        || rest
            .parts()
            .find(|part| has_words(part.text))
            .is_some_and(|part| !part.piece.style.is_plain())
        || authors::after_by(rest, context).is_some();
    is_set_off && !is_pointer(text, link) && (!is_bare(text, link) || !has_words(&raw))
}

/// The links from the first on that are parted by nothing but `, ; / · |` or "and", and of which none names a form.
fn equals<'l, 'p>(text: Text, links: &'l [Link<'p>]) -> &'l [Link<'p>] {
    let raw = text.raw();
    let is_next = |pair: &[Link]| {
        let between = &raw[pair[0].range.end..pair[1].range.start];
        let signs: String = between.chars().filter(|c| ",;/·|、，&".contains(*c)).collect();
        let rest = between.trim_matches(|c: char| c.is_whitespace() || signs.contains(c));
        let is_parted = !signs.is_empty() || !rest.is_empty();
        is_parted && (rest.is_empty() || means(rest, Meaning::And)) && is_live(pair[1].url)
    };
    let count = 1 + links.windows(2).take_while(|pair| is_next(pair)).count();
    let has_form = links[..count].iter().any(|link| !can_be_title(text, link));
    if has_form { &links[..1] } else { &links[..count] }
}

/// `[Title](url) by Ada Miller - Description`
fn titled_by_link(
    text: Text,
    before: Text,
    link: &Link,
    rest: Text,
    context: &mut Context,
) -> ResourceDraft {
    let title = text.of(link);
    let plain = title.plain();
    let (name, icon) = without_outer_icons(&plain);
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || ":,-–—：".contains(c));
    let name = if has_words(name) { name } else { &plain };
    let mut resource = fill::resource(name, link.url, title.place());
    resource.kind = resource.kind.or_else(|| kinds::of_label(&icon).map(fill::unplaced));
    resource.facts.dead = title.is_struck().then_some(true);
    fill::label(&mut resource, &before.raw());
    if is_bare(text, link)
        && let Some(title) = title_after_url(&rest.plain())
    {
        resource.title = Some(title);
        return resource;
    }
    let rest = rest.split_at(length_of_attributes(&rest.raw())).1;
    let (year, rest) = year_before(rest);
    resource.facts.year = resource.facts.year.or(year);
    let (authors, rest) = authors::after_by(rest, context).unwrap_or((Vec::new(), rest));
    if !authors.is_empty() {
        resource.authors = Some(authors);
    }
    context.warn_of_sentence(text, rest);
    fill::describe(&mut resource, rest, context);
    resource
}

/// The year in brackets at the beginning of a text, and the text behind it. A year that is a link is a part.
fn year_before<'p, 't>(text: Text<'p, 't>) -> (Option<i64>, Text<'p, 't>) {
    let raw = text.raw();
    let start = raw.len() - raw.trim_start().len();
    let year = edges::year_in_brackets(&raw[start..]);
    let end = raw[start..].find(')').filter(|_| year.is_some());
    let (bracket, rest) = text.split_at(end.map_or(0, |end| start + end + 1));
    if bracket.links().is_empty() { (year, rest) } else { (None, text) }
}

/// Length of the attributes in braces that stand directly behind a link, as [kramdown] has them: `{:target="_blank"}`.
///
/// [kramdown]: https://kramdown.gettalong.org/syntax.html#attribute-list-definitions
fn length_of_attributes(text: &str) -> usize {
    let end = text.strip_prefix('{').and_then(|inside| inside.find('}'));
    end.map_or(0, |end| end + 2)
}

/// The title after a bare URL: "https://… (Title)", "https://… - Title".
fn title_after_url(text: &str) -> Option<String> {
    let in_brackets = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let title = in_brackets.or_else(|| text.strip_prefix(['-', '–', '—', ':']))?.trim();
    has_words(title).then(|| title.to_owned())
}

/// `**Title** (2017), Ada Miller. [[pdf]](url)`, or `Title: https://…`
fn titled_by_text(text: Text, links: &[Link], context: &mut Context) -> Option<ResourceDraft> {
    let own = &links[0];
    let (before, link) = (text.slice(0..own.range.start), text.of(own));
    let raw = text.raw();
    let says_nothing = |at: usize| {
        let start = links[at].range.end;
        let end = links.get(at + 1).map_or(raw.len(), |next| next.range.start);
        !has_words(&raw[start..end])
    };
    if !has_title_before(text, before, own) || !(0..links.len()).all(says_nothing) {
        return None;
    }
    let (year, before) = year_before(before);
    let (title, rest) = before.split_at(length_of_title(before));
    let name = title.plain();
    let name =
        name.trim_matches(|c: char| c.is_whitespace() || ",.:;([-–—|".contains(c) || is_icon(c));
    let mut resource = fill::resource(name, own.url, link.place());
    resource.facts.year = year;
    fill::add_parts(&mut resource, text.split_at(own.range.end).1, context);
    resource.kind = resource.kind.or_else(|| kinds::of_label(&link.raw()).map(fill::unplaced));
    fill::describe(&mut resource, rest, context);
    Some(resource)
}

/// Bytes of the title in a text: what is bold at its beginning, or all up to a year in brackets.
fn length_of_title(text: Text) -> usize {
    let mut end = 0;
    for part in text.parts() {
        if has_words(part.text) && !part.piece.style.has(Style::STRONG) {
            break;
        }
        if has_words(part.text) {
            end = part.at + part.text.len();
        }
    }
    if end > 0 {
        return end;
    }
    let raw = text.raw();
    let mut brackets = raw.match_indices('(').map(|(at, _)| at);
    brackets
        .find(|at| has_words(&raw[..*at]) && edges::year_in_brackets(&raw[*at..]).is_some())
        .unwrap_or(raw.len())
}

/// The links of a text that is nothing but links, of which the first names a form: "Free book: [Download here](…)";
/// none of any other text.
pub(super) fn pointers(text: Text) -> Vec<Part> {
    let mut links = text.links();
    links.retain(|link| can_be_resource(text, link) && url::is_allowed(link.url));
    let Some(first) = links.first() else { return Vec::new() };
    let before = text.slice(0..first.range.start).plain();
    let begins = !has_words(&before) || before.ends_with([':', '：']);
    let is_first = is_bare(text, first) || is_pointer(text, first);
    let rest = text.split_at(first.range.start).1;
    let has_no_words = rest.parts().all(|part| part.piece.url.is_some() || !has_words(part.text));
    if !begins || !has_no_words || !is_first {
        return Vec::new();
    }
    links.iter().map(|link| fill::part(text, link)).collect()
}
