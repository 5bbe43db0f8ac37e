//! A heading and what stands under it, up to the next heading.

use std::ops::Range;

use super::document::{Block, Item, Piece, PieceKind};
use super::entry::{self, Entry, Line};
use super::inline::{has_words, markdown, plain, title_and_icon};
use super::lead::Site;
use super::links::{Doubt, is_url};
use super::words::{self, About, Meaning, meaning};
use crate::catalogue::Part;

/// A heading and what stands under it. What stands before the first heading has the level 0.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) icon: Option<String>,
    pub(super) span: Range<usize>,
    /// Inline Markdown: the paragraphs before the first resource.
    pub(super) introduction: String,
    pub(super) entries: Vec<Listed>,
    /// Whether its entries stand in lists.
    pub(super) is_list: bool,
    /// The resource that the heading itself is.
    pub(super) link: Option<Entry>,
    pub(super) about: About,
}

/// An entry, and the items without a link that it stands under.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) entry: Entry,
    pub(super) groups: Vec<String>,
}

/// Reads all sections of a document.
pub(super) fn sections(blocks: &[Block], doubts: &mut Vec<Doubt>) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut start = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading { level, content, span } = block {
            fill(&mut sections, &blocks[start..at], false, doubts);
            sections.push(Section::headed(*level, content, span.clone(), doubts));
            start = at + 1;
        }
    }
    fill(&mut sections, &blocks[start..], true, doubts);
    sections
}

/// Reads the blocks of the last section so far, which can be the last of all.
fn fill(sections: &mut [Section], blocks: &[Block], is_last: bool, doubts: &mut Vec<Doubt>) {
    // A list without topics has nothing that it could be before.
    let is_preamble = sections.len() <= 2 && !is_last;
    if let Some(section) = sections.last_mut().filter(|section| section.about == About::Topic) {
        let is_preamble = is_preamble && section.level <= 1;
        let site = if is_preamble { Site::Preamble } else { Site::Paragraph };
        Reader { section, doubts, site, open: None }.blocks(blocks);
    }
}

impl Section {
    fn headed(level: u8, content: &[Piece], span: Range<usize>, doubts: &mut Vec<Doubt>) -> Self {
        let (title, icon) = title_and_icon(&plain(content));
        let about = words::about(&title);
        let link = match entry::line(content, Site::Item, doubts) {
            Line::Entry(entry) if about == About::Topic => {
                Some(Entry { title: title_and_icon(&entry.title).0, ..entry })
            }
            _ => None,
        };
        Section { level, title, icon, span, link, about, ..Section::default() }
    }

    /// The one resource that the section is: its heading is a link, or it holds nothing but links that
    /// say no more than "download here".
    pub(super) fn as_resource(&mut self, has_parts: bool) -> Option<Listed> {
        if let Some(mut link) = self.link.take() {
            if !self.entries.is_empty() || has_parts {
                let listed = Listed { entry: link, groups: Vec::new() };
                self.entries.insert(0, listed);
                return None;
            }
            link.description = std::mem::take(&mut self.introduction);
            return Some(Listed { entry: link, groups: Vec::new() });
        }
        let means = |wanted: fn(Meaning) -> bool| {
            move |listed: &Listed| wanted(meaning(&listed.entry.title))
        };
        let is_bare = matches!(&self.entries[..], [only] if is_url(&only.entry.title));
        let is_mere = self.entries.first().is_some_and(means(|meaning| meaning == Meaning::Mere))
            && self.entries.iter().all(means(|meaning| meaning != Meaning::Title));
        let is_one = !has_parts && !self.title.is_empty() && (is_mere || is_bare && !self.is_list);
        if !is_one {
            return None;
        }
        let mut entries = std::mem::take(&mut self.entries).into_iter().map(|listed| listed.entry);
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
        Some(Listed { entry: one, groups: Vec::new() })
    }
}

/// Reads the blocks of one section.
struct Reader<'s, 'd> {
    section: &'s mut Section,
    doubts: &'d mut Vec<Doubt>,
    site: Site,
    /// The entry that further paragraphs describe.
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
                        if let Some(entry) = entry::row(cells, self.doubts) {
                            self.add(entry, &[]);
                        }
                    }
                }
                Block::Heading { .. } | Block::Other => {}
            }
        }
    }

    fn add(&mut self, entry: Entry, groups: &[String]) -> usize {
        self.section.entries.push(Listed { entry, groups: groups.to_vec() });
        self.section.entries.len() - 1
    }

    fn paragraph(&mut self, content: &[Piece]) {
        let lines: Vec<&[Piece]> =
            content.split(|piece| matches!(piece.kind, PieceKind::Break)).collect();
        // Lines that are broken on purpose are entries of their own when each begins with a link.
        let read: Vec<Line> = lines
            .iter()
            .filter(|line| has_words(&plain(line)))
            .map(|line| entry::line(line, self.site, &mut Vec::new()))
            .collect();
        if read.len() > 1 && read.iter().all(|line| matches!(line, Line::Entry(_))) {
            for line in lines {
                if let Line::Entry(entry) = entry::line(line, self.site, self.doubts) {
                    self.open = Some(self.add(entry, &[]));
                }
            }
            return;
        }
        match entry::line(content, self.site, self.doubts) {
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

    /// Reads a list; `parent` is the resource whose item it stands in.
    fn list(&mut self, items: &[Item], groups: &[String], parent: Option<usize>) {
        let before = self.section.entries.len();
        let mut skipped = Vec::new();
        for item in items {
            let (content, rest) = match item.blocks.split_first() {
                Some((Block::Paragraph(content), rest)) => (&content[..], rest),
                _ => (&[][..], &item.blocks[..]),
            };
            match entry::line(content, Site::Item, self.doubts) {
                Line::Entry(entry) => self.item(entry, rest, groups, parent),
                line => {
                    let is_group = rest.iter().any(|block| matches!(block, Block::List(_)));
                    if matches!(line, Line::Other) && !is_group {
                        skipped.push(content);
                    }
                    self.group(content, rest, groups, parent);
                }
            }
        }
        let has_entries = self.section.entries.len() > before;
        for content in skipped.into_iter().filter(|_| has_entries) {
            self.doubts.extend(entry::not_leading(content));
        }
    }

    /// An item that is a resource, or a part of the one it stands in.
    fn item(&mut self, entry: Entry, rest: &[Block], groups: &[String], parent: Option<usize>) {
        let at = match parent {
            Some(parent) if entry.description.is_empty() && entry.authors.is_empty() => {
                let whole = &mut self.section.entries[parent].entry;
                whole.parts.push(Part { title: entry.title, url: entry.url });
                whole.parts.extend(entry.parts);
                parent
            }
            _ => self.add(entry, groups),
        };
        for block in rest {
            match block {
                Block::Paragraph(content) => self.section.entries[at].entry.describe(content),
                Block::List(items) => self.list(items, groups, Some(at)),
                _ => {}
            }
        }
    }

    /// An item that is none: a group, where other items stand in it.
    fn group(
        &mut self,
        content: &[Piece],
        rest: &[Block],
        groups: &[String],
        parent: Option<usize>,
    ) {
        let (name, _) = title_and_icon(&plain(content));
        let mut groups = groups.to_vec();
        if has_words(&name) {
            groups.push(name);
        }
        for block in rest {
            match block {
                Block::List(items) => self.list(items, &groups, parent),
                Block::Paragraph(content) => {
                    if let Line::Entry(entry) = entry::line(content, Site::Item, self.doubts) {
                        self.add(entry, &groups);
                    }
                }
                _ => {}
            }
        }
    }
}
