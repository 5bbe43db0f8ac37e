//! Headings are topics, but for the title of the list, sections about the list, and headings that are a resource.

use std::collections::HashSet;
use std::ops::Range;

use super::context::{Context, RESOURCE};
use super::declared::Declared;
use super::entry::{self, Form, pointers};
use super::fill;
use super::icons::without_outer_icons;
use super::lines::{Line, Lines, Role};
use super::links::{is_titled, resource_link};
use super::section::{Found, SectionReader};
use super::text::{Text, has_words, one_line};
use crate::catalogue::resource::Part;
use crate::draft::{Draft, ResourceDraft, TopicDraft};
use crate::read::kinds;
use crate::words::list::{Meaning, is_form, means};

/// Heading with what stands below it, up to the next one. The first section stands before all headings.
struct Section {
    name: String,
    icon: Option<String>,
    level: u8,
    /// The section that this one is in; of the first, itself.
    parent: usize,
    is_left_out: bool,
    /// True if it is no topic of its own: the title of the list, a table of contents.
    is_transparent: bool,
    heading: Option<usize>,
    lines: Range<usize>,
    found: Found,
}

/// Adds the topics and resources of a list to a draft.
pub(super) fn arrange(
    lines: &Lines,
    declared: &Declared,
    draft: &mut Draft,
    context: &mut Context,
) {
    let mut sections = sections(lines);
    let count = sections.len();
    let is_title = is_title(&sections, lines);
    for at in 0..count {
        let section = &sections[at];
        if section.is_left_out {
            continue;
        }
        let is_preamble = at == 0 && count > 1 || at == 1 && is_title;
        let path = path(&sections, at);
        let body = &lines.all[section.lines.clone()];
        let reader = SectionReader::new(lines, declared, &path, is_preamble, context);
        let mut found = reader.read(body);
        let kind = path.iter().rev().find_map(|name| kinds::of_heading(name));
        for resource in &mut found.resources {
            resource.kind = resource.kind.take().or(kind.map(fill::unplaced));
        }
        let is_leaf = sections.get(at + 1).is_none_or(|next| next.level <= section.level);
        let of_heading =
            (!is_preamble).then(|| of_heading(section, is_leaf, &found, lines, context)).flatten();
        if let Some(mut resource) = of_heading {
            let parent = section.parent;
            resource.kind = resource.kind.or(kind.map(fill::unplaced));
            sections[parent].found.resources.push(resource);
        } else {
            warn_of_links(section, &found, lines, context);
            let link = section.heading.map(|at| lines.text(&lines.all[at]));
            if let Some(link) = link.filter(|text| !is_preamble && resource_link(*text).is_some()) {
                // The link of a topic with resources is the beginning of its introduction.
                let link = context.source.markdown(link);
                let rest = found.introduction.take();
                found.introduction =
                    Some(rest.map_or_else(|| link.clone(), |rest| format!("{link} {rest}")));
            }
            sections[at].found = found;
        }
    }
    if is_title {
        draft.title = draft.title.take().or_else(|| Some(sections[1].name.clone()));
        sections[1].is_transparent = true;
    }
    (draft.resources, draft.topics) = topics(&mut sections, lines);
}

/// The list in sections.
fn sections(lines: &Lines) -> Vec<Section> {
    let is_heading = |line: &Line| matches!(line.role, Role::Heading(_));
    let mut sections: Vec<Section> = Vec::new();
    let first = lines.all.iter().position(is_heading).unwrap_or(lines.all.len());
    sections.push(Section::new(lines, None, 0..first, 0, false));
    let mut at = first;
    while let Some(Line { role: Role::Heading(level), .. }) = lines.all.get(at) {
        let body = at + 1;
        let end =
            lines.all[body..].iter().position(is_heading).map_or(lines.all.len(), |end| body + end);
        let mut parent = sections.len() - 1;
        while sections[parent].level >= *level {
            parent = sections[parent].parent;
        }
        let is_left_out = sections[parent].is_left_out;
        sections.push(Section::new(lines, Some(at), body..end, parent, is_left_out));
        at = end;
    }
    sections
}

impl Section {
    fn new(
        lines: &Lines,
        heading: Option<usize>,
        body: Range<usize>,
        parent: usize,
        is_left_out: bool,
    ) -> Self {
        let line = heading.map(|at| &lines.all[at]);
        let level = line.map_or(0, |line| match line.role {
            Role::Heading(level) => level,
            _ => 0,
        });
        let (name, icon) = name(line.map(|line| lines.text(line)).unwrap_or_default());
        let is_about = means(&name, Meaning::About);
        let is_transparent =
            heading.is_none() || means(&name, Meaning::Contents) || !has_words(&name);
        let found = Found::default();
        let is_left_out = is_left_out || is_about;
        Section {
            name,
            icon,
            level,
            parent,
            is_left_out,
            is_transparent,
            heading,
            lines: body,
            found,
        }
    }
}

/// The name of a heading without icons and links into the page, and the icon at an end of it.
fn name(heading: Text) -> (String, Option<String>) {
    let is_own = |url: Option<&str>| url.is_some_and(|url| url.starts_with('#'));
    let text: String = heading
        .parts()
        .filter(|part| !is_own(part.piece.url.as_deref()))
        .map(|part| part.text)
        .collect();
    let raw = if has_words(&text) { text } else { heading.raw().into_owned() };
    let (name, icon) = without_outer_icons(&raw);
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == '：');
    (one_line(name), Some(icon).filter(|icon| !icon.is_empty()))
}

/// Returns whether the first heading is the title of the list: of the first level, with headings behind it, and without links
/// between it and one of the same level.
fn is_title(sections: &[Section], lines: &Lines) -> bool {
    let [_, first, next, ..] = sections else { return false };
    let has_items = || {
        let body = &lines.all[first.lines.clone()];
        body.iter().any(|line| {
            matches!(line.role, Role::Item | Role::Row)
                && lines.cells(line).any(|cell| resource_link(cell).is_some())
        })
    };
    first.level == 1 && (next.level > 1 || !has_items())
}

/// The headings above a section and its own, outermost first.
fn path(sections: &[Section], mut at: usize) -> Vec<&str> {
    let mut path = Vec::new();
    while at != 0 {
        path.push(&*sections[at].name);
        at = sections[at].parent;
    }
    path.reverse();
    path
}

/// The resource that a heading is: a link, or a name with nothing below but links such as "Download here".
fn of_heading(
    section: &Section,
    is_leaf: bool,
    found: &Found,
    lines: &Lines,
    context: &mut Context,
) -> Option<ResourceDraft> {
    let heading = lines.text(&lines.all[section.heading?]);
    let body = &lines.all[section.lines.clone()];
    let linked = entry::read(heading, Form::Item, context).into_iter().next();
    let mut resource = match linked.filter(|_| found.resources.is_empty() && is_leaf) {
        Some(linked) => linked,
        None if is_leaf => named_by_heading(section, found, lines, body)?,
        None => return None,
    };
    let (url, _) = resource.url.as_ref()?;
    if !context.is_allowed(url, heading.place()) {
        return None;
    }
    resource.span = Some(heading.place());
    for line in
        body.iter().filter(|line| line.role != Role::Head && pointers(lines.text(line)).is_empty())
    {
        if !matches!(line.role, Role::Item | Role::Paragraph | Role::Quote | Role::Summary) {
            continue;
        }
        context.separator = fill::separator(line.role);
        fill::add(&mut resource, lines.text(line), context);
    }
    Some(resource)
}

/// The resource of a heading whose links below all name a form.
fn named_by_heading(
    section: &Section,
    found: &Found,
    lines: &Lines,
    body: &[Line],
) -> Option<ResourceDraft> {
    let is_pointer = |resource: &ResourceDraft| {
        resource.title.as_deref().is_some_and(is_form) && resource.tags.is_none()
    };
    let has_other_items = body.iter().filter(|line| line.role == Role::Item).any(|line| {
        let text = lines.text(line);
        pointers(text).is_empty() && text.links().iter().any(|link| is_titled(text, link))
    });
    let is_named = has_words(&section.name);
    if !is_named || has_other_items || !found.resources.iter().all(is_pointer) {
        return None;
    }
    let pointing = body.iter().flat_map(|line| pointers(lines.text(line)));
    let read = found.resources.iter().flat_map(|resource| {
        let own = resource.title.clone().zip(resource.url.clone());
        let own = own.map(|(title, (url, _))| Part { title, url });
        own.into_iter().chain(resource.parts.iter().flatten().cloned())
    });
    let mut known = HashSet::new();
    let parts = pointing.chain(read).filter(|part| known.insert(part.url.clone()));
    let place = section.heading.map(|at| lines.place(&lines.all[at])).unwrap_or_default();
    fill::of_parts(&section.name, parts, place)
}

/// Warns of a section that has links in its introduction, and no resource.
fn warn_of_links(section: &Section, found: &Found, lines: &Lines, context: &mut Context) {
    if found.has_links && found.resources.is_empty() {
        let line = section.heading.unwrap_or(section.lines.start);
        let message = "this section has links, but no resource is read of it";
        context.warn(lines.place(&lines.all[line]), message).help = Some(RESOURCE.to_owned());
    }
}

/// The resources in no topic, and the tree of topics that have resources.
fn topics(sections: &mut [Section], lines: &Lines) -> (Vec<ResourceDraft>, Vec<TopicDraft>) {
    let draft = |section: &mut Section| TopicDraft {
        span: section.heading.map(|at| lines.place(&lines.all[at])),
        title: Some(std::mem::take(&mut section.name)),
        icon: section.icon.take(),
        introduction: section.found.introduction.take(),
        resources: std::mem::take(&mut section.found.resources),
        ..TopicDraft::default()
    };
    let mut drafts: Vec<TopicDraft> = sections.iter_mut().map(draft).collect();
    // The topic that each section belongs to: one that is no topic of its own hands its resources on.
    let mut parents = vec![0; sections.len()];
    for at in 1..sections.len() {
        let parent = sections[at].parent;
        parents[at] = if sections[parent].is_transparent { parents[parent] } else { parent };
        if sections[at].is_transparent {
            let mut resources = std::mem::take(&mut drafts[at].resources);
            drafts[parents[at]].resources.append(&mut resources);
        }
    }
    // From behind, so that each topic is whole when it is put into its parent.
    for at in (1..sections.len()).rev() {
        let mut topic = std::mem::take(&mut drafts[at]);
        topic.topics.reverse();
        if !topic.resources.is_empty() || !topic.topics.is_empty() {
            drafts[parents[at]].topics.push(topic);
        }
    }
    let mut root = std::mem::take(&mut drafts[0]);
    root.topics.reverse();
    (root.resources, root.topics)
}
