//! Sections of a list: a heading and the content below it, up to the next heading.

use std::ops::Range;

use super::entry::{self, Entry, Line};
use super::inline::{has_words, markdown, plain, title_and_icon};
use super::lead::LineContext;
use super::links::is_url;
use super::tree::{Block, Inline, InlineKind, Item};
use super::words::{LinkText, SectionRole, link_text, section_role};
use crate::catalogue::Part;
use crate::catalogue::slug::slug;
use crate::diagnostic::Diagnostic;

/// A heading and the content below it. Content before the first heading has level 0.
#[derive(Debug, Default)]
pub(super) struct ListSection {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) icon: Option<String>,
    pub(super) span: Range<usize>,
    /// Inline Markdown: the paragraphs before the first resource.
    pub(super) introduction: String,
    pub(super) entries: Vec<GroupedEntry>,
    /// Whether its entries stand in lists.
    pub(super) is_list: bool,
    /// The resource that the heading itself is.
    pub(super) link: Option<Entry>,
    pub(super) role: SectionRole,
}

/// The longest name of a group, in characters, that its entries get as a tag: long text is not a name.
const MAX_GROUP: usize = 100;

/// An entry, with a tag for each item without a link that it is nested in.
#[derive(Debug)]
pub(super) struct GroupedEntry {
    pub(super) entry: Entry,
    pub(super) tags: Vec<String>,
}

/// Reads all sections of a document.
pub(super) fn sections(blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) -> Vec<ListSection> {
    let mut sections = vec![ListSection::default()];
    let mut start = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading { level, content, span } = block {
            fill(&mut sections, &blocks[start..at], false, diagnostics);
            sections.push(ListSection::headed(*level, content, span.clone(), diagnostics));
            start = at + 1;
        }
    }
    fill(&mut sections, &blocks[start..], true, diagnostics);
    sections
}

/// Reads blocks into the last section so far; `is_last` if there are no more sections.
fn fill(
    sections: &mut [ListSection],
    blocks: &[Block],
    is_last: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // A list without topics has nothing that it could be before.
    let is_preamble = sections.len() <= 2 && !is_last;
    if let Some(section) = sections.last_mut().filter(|section| section.role == SectionRole::Topic)
    {
        let is_preamble = is_preamble && section.level <= 1;
        let context = if is_preamble { LineContext::Preamble } else { LineContext::Paragraph };
        Reader { section, diagnostics, context, open: None }.blocks(blocks);
    }
}

impl ListSection {
    fn headed(
        level: u8,
        content: &[Inline],
        span: Range<usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let (title, icon) = title_and_icon(&plain(content));
        let role = section_role(&title);
        let link = match entry::line(content, LineContext::Item, diagnostics) {
            Line::Entry(entry) if role == SectionRole::Topic => {
                Some(Entry { title: title_and_icon(&entry.title).0, ..entry })
            }
            _ => None,
        };
        ListSection { level, title, icon, span, link, role, ..ListSection::default() }
    }

    /// The one resource that the whole section describes, if it does: the heading is a link, or all links
    /// below it have generic texts such as "download here".
    pub(super) fn as_resource(&mut self, has_parts: bool) -> Option<GroupedEntry> {
        if let Some(mut link) = self.link.take() {
            if !self.entries.is_empty() || has_parts {
                let grouped = GroupedEntry { entry: link, tags: Vec::new() };
                self.entries.insert(0, grouped);
                return None;
            }
            link.description = std::mem::take(&mut self.introduction);
            return Some(GroupedEntry { entry: link, tags: Vec::new() });
        }
        let text_of = |grouped: &GroupedEntry| link_text(&grouped.entry.title);
        let is_bare = matches!(&self.entries[..], [only] if is_url(&only.entry.title));
        let is_generic = self.entries.first().map(text_of) == Some(LinkText::Generic)
            && self.entries.iter().all(|grouped| text_of(grouped) != LinkText::Title);
        let is_one =
            !has_parts && !self.title.is_empty() && (is_generic || is_bare && !self.is_list);
        if !is_one {
            return None;
        }
        let mut entries =
            std::mem::take(&mut self.entries).into_iter().map(|grouped| grouped.entry);
        let first = entries.next()?;
        let mut one = Entry { title: self.title.clone(), ..first };
        let introduction = std::mem::take(&mut self.introduction);
        one.description = match (introduction.is_empty(), one.description.is_empty()) {
            (false, false) => format!("{introduction} {}", one.description),
            (true, _) => one.description,
            (false, true) => introduction,
        };
        for entry in entries {
            one.parts.push(Part { title: entry.title, url: entry.url });
            one.parts.extend(entry.parts);
        }
        Some(GroupedEntry { entry: one, tags: Vec::new() })
    }
}

/// Reads the blocks of one section.
struct Reader<'s, 'd> {
    section: &'s mut ListSection,
    diagnostics: &'d mut Vec<Diagnostic>,
    context: LineContext,
    /// The position of the entry that further paragraphs describe.
    open: Option<usize>,
}

impl Reader<'_, '_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => self.paragraph(content),
                Block::List(items) => {
                    self.open = None;
                    self.section.is_list = true;
                    self.list(items, &[], None);
                }
                Block::Table(rows) => {
                    self.open = None;
                    for cells in rows {
                        if let Some(entry) = entry::row(cells, self.diagnostics) {
                            self.add(entry, &[]);
                        }
                    }
                }
                Block::Heading { .. } | Block::Other => {}
            }
        }
    }

    fn add(&mut self, entry: Entry, tags: &[String]) -> usize {
        self.section.entries.push(GroupedEntry { entry, tags: tags.to_vec() });
        self.section.entries.len() - 1
    }

    fn paragraph(&mut self, content: &[Inline]) {
        let lines: Vec<&[Inline]> =
            content.split(|inline| matches!(inline.kind, InlineKind::Break)).collect();
        // Lines that are broken on purpose are entries of their own when each begins with a link.
        let read: Vec<Line> = lines
            .iter()
            .filter(|line| has_words(&plain(line)))
            .map(|line| entry::line(line, self.context, &mut Vec::new()))
            .collect();
        if read.len() > 1 && read.iter().all(|line| matches!(line, Line::Entry(_))) {
            for line in lines {
                if let Line::Entry(entry) = entry::line(line, self.context, self.diagnostics) {
                    self.open = Some(self.add(entry, &[]));
                }
            }
            return;
        }
        match entry::line(content, self.context, self.diagnostics) {
            Line::Entry(entry) => self.open = Some(self.add(entry, &[])),
            Line::Other | Line::Text => match self.open {
                Some(at) => self.section.entries[at].entry.describe(content),
                None if self.section.entries.is_empty() => {
                    let text = markdown(content);
                    let blank = if self.section.introduction.is_empty() { "" } else { " " };
                    if has_words(&text) {
                        self.section.introduction.extend([blank, &*text]);
                    }
                }
                None => {}
            },
        }
    }

    /// Reads a list; `parent` is the resource that the list belongs to, if it stands in an item with one.
    fn list(&mut self, items: &[Item], tags: &[String], parent: Option<usize>) {
        let before = self.section.entries.len();
        let mut skipped = Vec::new();
        for item in items {
            let (content, rest) = match item.blocks.split_first() {
                Some((Block::Paragraph(content), rest)) => (&content[..], rest),
                _ => (&[][..], &item.blocks[..]),
            };
            match entry::line(content, LineContext::Item, self.diagnostics) {
                Line::Entry(entry) => self.item(entry, rest, tags, parent),
                line => {
                    let is_group = rest.iter().any(|block| matches!(block, Block::List(_)));
                    if matches!(line, Line::Other) && !is_group {
                        skipped.push(content);
                    }
                    self.group(content, rest, tags, parent);
                }
            }
        }
        let has_entries = self.section.entries.len() > before;
        for content in skipped.into_iter().filter(|_| has_entries) {
            self.diagnostics.extend(entry::left_out(content));
        }
    }

    /// An item that is a resource, or a part of the one it stands in.
    fn item(&mut self, entry: Entry, rest: &[Block], tags: &[String], parent: Option<usize>) {
        let at = match parent {
            Some(parent) if entry.description.is_empty() && entry.authors.is_empty() => {
                let whole = &mut self.section.entries[parent].entry;
                whole.parts.push(Part { title: entry.title, url: entry.url });
                whole.parts.extend(entry.parts);
                parent
            }
            _ => self.add(entry, tags),
        };
        for block in rest {
            match block {
                Block::Paragraph(content) => self.section.entries[at].entry.describe(content),
                Block::List(items) => self.list(items, tags, Some(at)),
                _ => {}
            }
        }
    }

    /// An item that is no resource: a group, if it holds other items.
    fn group(
        &mut self,
        content: &[Inline],
        rest: &[Block],
        tags: &[String],
        parent: Option<usize>,
    ) {
        let (name, _) = title_and_icon(&plain(content));
        let mut tags = tags.to_vec();
        let tag = slug(&name);
        if has_words(&name) && !tag.is_empty() && name.chars().count() <= MAX_GROUP {
            tags.push(tag);
        }
        for block in rest {
            match block {
                Block::List(items) => self.list(items, &tags, parent),
                Block::Paragraph(content) => {
                    if let Line::Entry(entry) =
                        entry::line(content, LineContext::Item, self.diagnostics)
                    {
                        self.add(entry, &tags);
                    }
                }
                _ => {}
            }
        }
    }
}
