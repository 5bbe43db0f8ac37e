//! Markdown as a catalogue: a post, a list of bookmarks, an "awesome list", as it stands.
//!
//! Headings are topics. A link at the beginning of a list item, a paragraph or a table row is a resource; the text
//! after it names its authors and describes it.
//!
//! The way through: [`events`] and [`html`] give the parsed text to the [`builder`], which makes a [`tree`] of
//! blocks. [`section`] divides the tree at its headings and reads each [`entry`]. This file makes topics of the
//! sections. What words mean is in [`words`], what URLs say in [`urls`] and [`guess`].

mod authors;
mod builder;
mod encoding;
mod entry;
mod events;
mod guess;
mod html;
mod inline;
mod lead;
mod links;
mod section;
mod tree;
mod urls;
mod words;

use std::ops::Range;

use super::draft::{AuthorDraft, Draft, ResourceDraft, TopicDraft};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::collapse_whitespace;
use encoding::Encoding;
use events::Document;
use section::{GroupedEntry, ListSection};
use words::SectionRole;

/// Reads a list of links.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let encoding = Encoding::detect(text);
    if let Some(encoding) = encoding {
        diagnostics.push(misread(text, encoding));
    }
    let document = Document::parse(text, encoding, diagnostics);
    let mut sections = section::sections(&document.blocks, diagnostics);
    let mut draft = Draft::default();
    if let Some(front_matter) = &document.front_matter {
        draft.title = field(front_matter, "title");
        draft.description = field(front_matter, "description");
    }
    if let Some(title) = take_title(&mut sections) {
        draft.title = Some(title);
    }
    arrange(sections, &mut draft);
    if draft.topics.is_empty() && draft.resources.is_empty() {
        diagnostics.push(
            Diagnostic::error(Code::InvalidCatalogue, "there are no resources in this list").help(
                "a resource is a link at the beginning of a list item, a paragraph or a table row",
            ),
        );
    }
    draft
}

/// The kind of a resource outside a list, if its URL or its title tells.
pub(super) fn kind(url: &str, title: &str) -> Option<&'static str> {
    guess::kind(url, title, "", "")
}

/// A warning about an entry that may not be read as it is meant.
fn doubtful(span: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(Code::DoubtfulEntry, message).at(span)
}

fn misread(text: &str, encoding: Encoding) -> Diagnostic {
    let start = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    let length = text[start..].find(|c: char| c.is_ascii()).unwrap_or(text.len() - start);
    let message = format!("this file is UTF-8, but its text was once read as {}", encoding.name());
    Diagnostic::warning(Code::MisreadEncoding, message).at(start..start + length).help(
        "the text is repaired when it is read; to repair the file, save it again from the original",
    )
}

/// A field of the front matter, in YAML or TOML.
fn field(front_matter: &str, name: &str) -> Option<String> {
    let value = front_matter.lines().find_map(|line| {
        let rest = line.strip_prefix(name)?.trim_start();
        rest.strip_prefix([':', '='])
    })?;
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
    Some(collapse_whitespace(value)).filter(|value| !value.is_empty())
}

/// Takes out the title of the document: a first-level heading before all others, without entries of its own. If
/// there are more first-level headings and it has topics below it, it is a topic like them.
fn take_title(sections: &mut Vec<ListSection>) -> Option<String> {
    let at = sections.iter().position(|section| section.level > 0)?;
    let first = &sections[at];
    if first.level != 1 || first.role != SectionRole::Topic || first.link.is_some() {
        return None;
    }
    let is_top = |section: &ListSection| section.level == 1 && section.role == SectionRole::Topic;
    let next_top = sections[at + 1..].iter().position(is_top).map(|next| at + 1 + next);
    let has_topics = sections[at + 1..next_top.unwrap_or(sections.len())]
        .iter()
        .any(|section| !section.entries.is_empty());
    let is_title = first.entries.is_empty() && (next_top.is_none() || !has_topics);
    is_title.then(|| sections.remove(at).title)
}

/// Makes a tree of topics from the sections, without those that have no resources.
fn arrange(sections: Vec<ListSection>, draft: &mut Draft) {
    // The topics that are open, each with its level.
    let mut open: Vec<(u8, TopicDraft)> = Vec::new();
    // The level of the section about the list that is open, if one is.
    let mut about_the_list = None;
    let levels: Vec<u8> = sections.iter().map(|section| section.level).collect();
    for (at, mut section) in sections.into_iter().enumerate() {
        if about_the_list.is_some_and(|level| section.level > level) {
            continue;
        }
        about_the_list = (section.role == SectionRole::AboutList).then_some(section.level);
        while open.last().is_some_and(|(level, _)| *level >= section.level) {
            close(&mut open, draft);
        }
        if section.role != SectionRole::Topic {
            continue;
        }
        let has_parts = levels.get(at + 1).is_some_and(|next| *next > section.level);
        if let Some(single) = section.as_resource(has_parts) {
            let above = open.last().and_then(|(_, topic)| topic.title.clone());
            let resource = resource(single, &above.unwrap_or_default());
            resources_of(&mut open, draft).push(resource);
            continue;
        }
        let entries = std::mem::take(&mut section.entries).into_iter();
        let resources = entries.map(|grouped| resource(grouped, &section.title));
        // What stands before all headings, or under one without words, opens no topic.
        if section.title.is_empty() {
            resources_of(&mut open, draft).extend(resources);
            continue;
        }
        let resources = resources.collect();
        let topic = TopicDraft {
            title: Some(section.title),
            icon: section.icon,
            introduction: Some(section.introduction).filter(|text| !text.is_empty()),
            resources,
            span: Some(section.span),
            ..TopicDraft::default()
        };
        open.push((section.level, topic));
    }
    while !open.is_empty() {
        close(&mut open, draft);
    }
}

/// The resources of the innermost open topic.
fn resources_of<'d>(
    open: &'d mut [(u8, TopicDraft)],
    draft: &'d mut Draft,
) -> &'d mut Vec<ResourceDraft> {
    match open.last_mut() {
        Some((_, topic)) => &mut topic.resources,
        None => &mut draft.resources,
    }
}

/// Ends the innermost open topic and adds it to the one around it.
fn close(open: &mut Vec<(u8, TopicDraft)>, draft: &mut Draft) {
    let Some((_, topic)) = open.pop() else { return };
    if topic.resources.is_empty() && topic.topics.is_empty() {
        return;
    }
    match open.last_mut() {
        Some((_, parent)) => parent.topics.push(topic),
        None => draft.topics.push(topic),
    }
}

/// Makes a resource of an entry, and guesses its kind.
fn resource(grouped: GroupedEntry, heading: &str) -> ResourceDraft {
    let GroupedEntry { entry, tags } = grouped;
    let kind = guess::kind(&entry.url, &entry.title, &entry.label, heading);
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    ResourceDraft {
        title: Some(entry.title),
        url: Some((entry.url, Some(entry.span.clone()))),
        authors: Some(entry.authors.into_iter().map(AuthorDraft::Described).collect()),
        kind: kind.map(|kind| (kind.to_owned(), None)),
        description: some(entry.description),
        year: entry.year,
        tags: Some(tags),
        parts: Some(entry.parts),
        span: Some(entry.span),
        ..ResourceDraft::default()
    }
}
