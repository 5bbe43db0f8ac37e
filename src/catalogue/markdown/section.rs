//! Sections of a list: a heading and the entries below it, up to the next heading.

use std::ops::Range;

use super::before::{self, LineContext};
use super::blocks;
use super::convention::Votes;
use super::doubtful;
use super::heading;
use super::inline::has_letters;
use super::lead::{Lead, leading_link};
use super::lexicon::Lexicon;
use super::links::{self, usable};
use super::shape::{Further, Separator, Shape, Tail};
use super::title;
use super::tree::{Block, Heading, Inline};
use super::words::{self, SectionRole, section_role};
use crate::diagnostic::Diagnostic;
use crate::url;

/// A heading and the content below it. Content before the first heading has level 0.
#[derive(Debug, Default)]
pub(super) struct ListSection<'b> {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) icon: Option<String>,
    pub(super) span: Range<usize>,
    pub(super) is_html: bool,
    /// The paragraphs before the first resource, and lists without links.
    pub(super) introduction: Vec<Further<'b>>,
    pub(super) entries: Vec<Shape<'b>>,
    /// Whether its entries stand in lists.
    pub(super) is_list: bool,
    /// The resource that the heading itself is.
    pub(super) link: Option<Shape<'b>>,
    pub(super) role: SectionRole,
    /// The first link in it that could be a resource.
    pub(super) first_link: Option<Range<usize>>,
    /// The first of them in a list or a table.
    pub(super) first_listed: Option<Range<usize>>,
    /// Warnings about lists in which nothing is read; one is enough for a section of such lists.
    pub(super) left_out: Vec<Diagnostic>,
    pub(super) votes: Votes,
}

/// Reads the form of all sections of a document.
pub(super) fn sections<'b>(
    blocks: &'b [Block<'b>],
    lexicon: &Lexicon<'b>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ListSection<'b>> {
    let mut sections = vec![ListSection::default()];
    // Whether the sections so far can be what a document says of itself: its title, and headings in HTML.
    let mut is_preamble = true;
    let mut start = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading(heading) = block {
            fill(&mut sections, &blocks[start..at], is_preamble, lexicon, diagnostics);
            let section = ListSection::headed(heading);
            is_preamble &= section.is_html || section.level == 1 && sections.len() < 2;
            if section.role == SectionRole::Topic && section.link.is_none() {
                diagnostics.extend(left_out(&heading.content));
            }
            sections.push(section);
            start = at + 1;
        }
    }
    // A list without topics has nothing that it could be before.
    fill(&mut sections, &blocks[start..], false, lexicon, diagnostics);
    sections
}

/// Reads blocks into the last section so far.
fn fill<'b>(
    sections: &mut [ListSection<'b>],
    blocks: &'b [Block<'b>],
    is_preamble: bool,
    lexicon: &Lexicon<'b>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(section) = sections.last_mut() else { return };
    // "Contents" can stand above the whole list, too.
    if section.role == SectionRole::Contents && outward_links(blocks) > 0 {
        section.role = SectionRole::Topic;
    }
    if section.role != SectionRole::Topic {
        return;
    }
    let context = if is_preamble { LineContext::Preamble } else { LineContext::Paragraph };
    blocks::read(blocks, section, context, lexicon, diagnostics);
    let mut votes = Votes::default();
    for shape in &section.entries {
        votes.add(shape.tail);
        let is_common = |word: &str| lexicon.knows(word);
        votes.add(title::start(&shape.lead.title, &is_common));
        if let Some(named) = title::people_after(&shape.lead.title, &is_common) {
            votes.add(named.tail);
        }
        if let Some(named) = title::after_bar(&shape.lead.title) {
            votes.add(named.tail);
        }
        if !shape.tail.has_text
            && let Some(further) = shape.more.first()
        {
            votes.add(further.tail(&is_common));
        }
        if let Some(tail) = label_tail(&shape.lead) {
            votes.add(tail);
        }
    }
    section.votes = votes;
}

/// The form of what stands before a link; `None` if that is nothing, or a label such as "Video:".
fn label_tail(lead: &Lead) -> Option<Tail> {
    let label = lead.label.trim();
    if !has_letters(label) || words::kind(label).is_some() {
        return None;
    }
    let likeness = before::likeness(label);
    Some(Tail { separator: Separator::Before, likeness, has_text: true })
}

impl ListSection<'_> {
    fn headed<'b>(heading: &'b Heading<'b>) -> ListSection<'b> {
        let Heading { level, content, span, is_html } = heading;
        let (title, icon) = heading::title(content);
        let role = section_role(&title);
        let link = match role {
            // "## [Rolls](rolls.md)": a page of the list itself is a topic, and no resource.
            SectionRole::Topic => {
                leading_link(content, LineContext::Item).filter(|lead| !is_own_page(&lead.url))
            }
            _ => None,
        };
        ListSection {
            level: *level,
            title,
            icon,
            span: span.clone(),
            is_html: *is_html,
            link: link.map(|lead| Shape::new(lead, &|_| false)),
            role,
            ..ListSection::default()
        }
    }
}

/// The warning about a heading that has a link which is no resource.
fn left_out(heading: &[Inline]) -> Option<Diagnostic> {
    let message = "the links of this heading are left out, because it does not begin with one";
    let mut links = heading.iter().filter_map(usable);
    let (_, span) = links.find(|(url, _)| !is_own_page(url))?;
    Some(doubtful(span, message))
}

/// Whether a URL leads to a page that belongs to the list: "rolls.md".
fn is_own_page(link: &str) -> bool {
    url::is_relative(link) && url::path(link).to_ascii_lowercase().ends_with(".md")
}

/// By how many more of the links in some blocks lead to resources than to headings.
fn outward_links(blocks: &[Block]) -> isize {
    let of_line = |content: &[Inline]| -> isize {
        let links = content.iter().filter(|inline| inline.is_link());
        links.map(|link| if usable(link).is_some() { 1 } else { -1 }).sum()
    };
    let of_block = |block: &Block| match block {
        Block::Paragraph(content) | Block::Summary(content) => of_line(content),
        // The builder bounds how deep lists are nested.
        Block::List(items) => items.iter().map(|item| outward_links(&item.blocks)).sum(),
        Block::Table(rows) => rows.iter().flatten().map(|cell| of_line(cell)).sum(),
        Block::Heading(_) | Block::Other => 0,
    };
    blocks.iter().map(of_block).sum()
}

/// The first link in a block that can lead to a resource.
pub(super) fn first_link(block: &Block) -> Option<Range<usize>> {
    match block {
        Block::Paragraph(content) | Block::Summary(content) => links::first(content),
        // The builder bounds how deep lists are nested.
        Block::List(items) => items.iter().flat_map(|item| &item.blocks).find_map(first_link),
        Block::Table(rows) => rows.iter().flatten().find_map(|cell| links::first(cell)),
        Block::Heading(_) | Block::Other => None,
    }
}
