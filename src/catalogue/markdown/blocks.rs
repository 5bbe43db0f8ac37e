//! Finds the entries in the blocks of one section.

use std::rc::Rc;

use super::before::{LineContext, is_titled};
use super::doubtful;
use super::facts::labelled;
use super::forms::{are_forms, describe_url, first_line, is_bare_url, is_of_forms, split};
use super::heading;
use super::inline::{broken, has_letters, plain, says_something};
use super::lead::{self, Lead, leading_link};
use super::lexicon::Lexicon;
use super::links::{self, parts};
use super::section::{ListSection, first_link};
use super::shape::{Further, FurtherForm, Shape};
use super::table;
use super::tree::{Block, Inline, Item};
use super::words::{LinkText, link_text};
use crate::catalogue::Part;
use crate::diagnostic::Diagnostic;

/// The items from which on a list before the first topic is one of resources.
const MANY: usize = 10;

/// Reads blocks into a section.
pub(super) fn read<'b>(
    blocks: &'b [Block<'b>],
    section: &mut ListSection<'b>,
    context: LineContext,
    lexicon: &Lexicon<'b>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut reader = Reader {
        section,
        lexicon,
        diagnostics,
        context,
        open: None,
        name: None,
        is_before_list: false,
        after_list: false,
        skipped: Vec::new(),
    };
    reader.blocks(blocks);
}

/// What a line holds.
enum Line<'b> {
    Entry(Lead<'b>),
    /// Links that are not resources: within a sentence, or about the list itself.
    Other,
    /// Text without a link.
    Text,
}

/// Reads the blocks of one section.
struct Reader<'s, 'b, 'd> {
    section: &'s mut ListSection<'b>,
    lexicon: &'s Lexicon<'b>,
    diagnostics: &'d mut Vec<Diagnostic>,
    context: LineContext,
    /// The position of the entry that further paragraphs describe.
    open: Option<usize>,
    /// A paragraph without a link, which can name what the links below it are forms of.
    name: Option<&'b [Inline<'b>]>,
    /// Whether a list or table follows the block that is read.
    is_before_list: bool,
    /// Whether it follows a list.
    after_list: bool,
    /// The items of a list, and of those in it, that are left out although they have links.
    skipped: Vec<&'b [Inline<'b>]>,
}

impl<'b> Reader<'_, 'b, '_> {
    fn blocks(&mut self, blocks: &'b [Block<'b>]) {
        for (at, block) in blocks.iter().enumerate() {
            let name = self.name.take();
            self.is_before_list =
                matches!(blocks.get(at + 1), Some(Block::List(_) | Block::Table(_)));
            self.after_list = at > 0 && matches!(blocks[at - 1], Block::List(_));
            match block {
                Block::Paragraph(content) => self.paragraph(content, name),
                Block::Summary(content) => {
                    self.open = None;
                    match self.line(content, self.context) {
                        Line::Entry(lead) => self.open = Some(self.add(lead, &Rc::default())),
                        Line::Other | Line::Text => self.name = Some(content),
                    }
                }
                Block::List(items) => {
                    let open = self.open.take();
                    if are_forms(items)
                        && let Some(at) = open
                            .or_else(|| self.named(name, items.iter().map(first_line)))
                            .or_else(|| self.of_heading(items))
                    {
                        self.forms(items, at);
                        continue;
                    }
                    if describe_url(items)
                        && let Some(at) = self.of_heading(items)
                    {
                        self.describe(&items[1..], at);
                        continue;
                    }
                    if self.continues_introduction(items) || self.continues_entry(items, open) {
                        continue;
                    }
                    let before = self.section.entries.len();
                    self.list(items, &Rc::default(), None);
                    let has_entries = self.section.entries.len() > before;
                    self.section.is_list |= has_entries;
                    let skipped = std::mem::take(&mut self.skipped).into_iter();
                    let warnings = skipped.filter_map(|line| left_out(line, ITEM_LEFT_OUT));
                    if has_entries {
                        self.diagnostics.extend(warnings);
                    } else if self.context != LineContext::Preamble {
                        self.section.left_out.extend(warnings);
                    }
                }
                Block::Table(rows) => {
                    self.open = None;
                    let shapes = table::read(rows, self.lexicon, self.diagnostics);
                    self.section.entries.extend(shapes);
                }
                Block::Heading(_) | Block::Other => {}
            }
            if self.section.first_link.is_none() {
                self.section.first_link = first_link(block);
            }
            if self.section.first_listed.is_none() && !matches!(block, Block::Paragraph(_)) {
                self.section.first_listed = first_link(block);
            }
        }
    }

    fn add(&mut self, lead: Lead<'b>, tags: &Rc<[String]>) -> usize {
        let lexicon = self.lexicon;
        let shape = Shape::new(lead, &|word| lexicon.knows(word));
        self.section.entries.push(Shape { tags: tags.clone(), ..shape });
        self.section.entries.len() - 1
    }

    /// Reads a list item's first line or a paragraph.
    fn line(&mut self, inlines: &'b [Inline<'b>], context: LineContext) -> Line<'b> {
        let Some(lead) = leading_link(inlines, context) else {
            return if inlines.iter().any(Inline::is_link) { Line::Other } else { Line::Text };
        };
        let is_no_entry = match context {
            LineContext::Item | LineContext::TitledItem => false,
            // A sentence that leads to a list: "[Bread](…) is what all of these are about."
            LineContext::Paragraph => {
                lead.is_navigation()
                    || self.is_before_list && self.section.entries.is_empty() && lead.is_sentence()
            }
            LineContext::Preamble => {
                lead.is_navigation()
                    || lead.is_sentence()
                    || has_letters(&lead.label)
                    || link_text(&lead.title) != LinkText::Title
            }
        };
        if is_no_entry { Line::Other } else { Line::Entry(lead) }
    }

    /// Reads a paragraph; `name` is the text before it, if that can name what its links are forms of.
    fn paragraph(&mut self, content: &'b [Inline<'b>], name: Option<&'b [Inline<'b>]>) {
        if is_of_forms(content)
            && let Some(at) = self.named(name, std::iter::once(content))
        {
            self.section.entries[at].parts.extend(parts(content));
            self.open = Some(at);
            return;
        }
        // "Description: …" says something of what stands before it.
        let of_list = self.after_list.then(|| self.section.entries.len().checked_sub(1)).flatten();
        if let Some(at) = self.open.or(of_list).filter(|_| labelled(content).is_some()) {
            self.section.entries[at].more.push(Further::line(content));
            return;
        }
        if content.iter().any(Inline::is_break) && self.lines(content) {
            return;
        }
        match self.line(content, self.context) {
            Line::Entry(lead) => self.open = Some(self.add(lead, &Rc::default())),
            Line::Other | Line::Text if !says_something(content) || is_shortcode(content) => {}
            line => match self.open {
                Some(at) => self.section.entries[at].more.push(Further::line(content)),
                None => {
                    self.name = matches!(line, Line::Text).then_some(content);
                    if self.section.entries.is_empty() {
                        self.section.introduction.push(Further::line(content));
                    } else if self.context != LineContext::Preamble {
                        self.diagnostics.extend(left_out(content, PARAGRAPH_LEFT_OUT));
                    }
                }
            },
        }
    }

    /// Adds a list without links to the introduction. Returns whether it is one.
    fn continues_introduction(&mut self, items: &'b [Item<'b>]) -> bool {
        let continues = self.section.entries.is_empty() && !items.iter().any(has_link);
        if continues {
            let last = self.section.introduction.last();
            let leads_on = last.is_some_and(|last| plain(last.content).ends_with([':', '：']));
            let form = if leads_on { FurtherForm::Listed } else { FurtherForm::Point };
            let lines = items.iter().map(|item| split(item).0).filter(|line| says_something(line));
            self.section.introduction.extend(lines.map(|content| Further { content, form }));
        }
        continues
    }

    /// Adds a list without links to the entry that is open. Returns whether it is one.
    fn continues_entry(&mut self, items: &'b [Item<'b>], open: Option<usize>) -> bool {
        let Some(at) = open.filter(|_| !items.iter().any(has_link)) else { return false };
        let lines = items.iter().map(|item| split(item).0);
        let further = lines.map(|content| Further { content, form: FurtherForm::Listed });
        self.section.entries[at].more.extend(further);
        true
    }

    /// Reads lines that are broken on purpose: they are entries of their own when each begins with a link.
    fn lines(&mut self, content: &'b [Inline<'b>]) -> bool {
        let mut leads = Vec::new();
        for line in broken(content) {
            match leading_link(line, self.context) {
                Some(lead) if !lead.is_navigation() => leads.push(lead),
                _ => return false,
            }
        }
        let is_list = leads.len() > 1;
        for lead in leads.into_iter().filter(|_| is_list) {
            self.open = Some(self.add(lead, &Rc::default()));
        }
        is_list
    }

    /// Reads a list; `parent` is the resource that the list belongs to, if it stands in an item with one.
    fn list(&mut self, items: &'b [Item<'b>], tags: &Rc<[String]>, parent: Option<usize>) {
        let mut of_parent = Vec::new();
        if items.len() >= MANY && self.context == LineContext::Preamble {
            // A long list is no part of what a document says of itself.
            self.context = LineContext::Paragraph;
        }
        let context = match self.context {
            LineContext::Preamble => LineContext::Preamble,
            _ if have_titles(items) => LineContext::TitledItem,
            _ => LineContext::Item,
        };
        for item in items {
            if let [Block::Table(rows), rest @ ..] = &item.blocks[..] {
                let shapes = table::read(rows, self.lexicon, self.diagnostics);
                let tagged = |shape| Shape { tags: tags.clone(), ..shape };
                let before = self.section.entries.len();
                self.section.entries.extend(shapes.into_iter().map(tagged));
                match self.section.entries.len() {
                    len if len > before => self.below(rest, tags, len - 1),
                    _ => self.group(&[], rest, tags, parent),
                }
                continue;
            }
            let (line, rest) = split(item);
            match self.line(line, context) {
                Line::Entry(lead) => self.item(lead, rest, tags, parent),
                read => {
                    let has_list = rest.iter().any(|block| matches!(block, Block::List(_)));
                    match (parent, read) {
                        (Some(at), Line::Text) if !has_list => {
                            self.section.entries[at].more.push(Further::line(line));
                        }
                        (_, read) => {
                            if matches!(read, Line::Other) {
                                match parent {
                                    Some(_) => of_parent.push(Further::line(line)),
                                    None => self.skipped.push(line),
                                }
                            }
                            self.group(line, rest, tags, parent);
                        }
                    }
                }
            }
        }
        if let Some(at) = parent {
            self.section.entries[at].more.extend(of_parent);
        }
    }

    /// An item that is a resource, or a part of the one it stands in.
    fn item(
        &mut self,
        lead: Lead<'b>,
        rest: &'b [Block<'b>],
        tags: &Rc<[String]>,
        parent: Option<usize>,
    ) {
        let at = match parent {
            Some(parent) if !lead.has_text() => {
                let whole = &mut self.section.entries[parent];
                let title = lead.title.into_owned();
                let url = lead.url.into_owned();
                whole.parts.push(Part { title, url });
                whole.parts.extend(parts(lead.rest));
                parent
            }
            _ => self.add(lead, tags),
        };
        self.below(rest, tags, at);
    }

    /// What stands below the first line of an item with a resource.
    fn below(&mut self, rest: &'b [Block<'b>], tags: &Rc<[String]>, at: usize) {
        for block in rest {
            match block {
                Block::Paragraph(content) => {
                    self.section.entries[at].more.push(Further::line(content));
                }
                Block::List(items) => self.list(items, tags, Some(at)),
                _ => {}
            }
        }
    }

    /// An item that is no resource: a group, if it holds other items; a resource, if they are its forms.
    fn group(
        &mut self,
        content: &'b [Inline<'b>],
        rest: &'b [Block<'b>],
        tags: &Rc<[String]>,
        parent: Option<usize>,
    ) {
        if let [Block::List(items)] = rest
            && parent.is_none()
            && !content.iter().any(Inline::is_link)
            && are_forms(items)
            && let Some(at) = self.named(Some(content), items.iter().map(first_line))
        {
            return self.forms(items, at);
        }
        let tags: Rc<[String]> = tags.iter().cloned().chain(heading::tag(content)).collect();
        for block in rest {
            match block {
                Block::List(items) => self.list(items, &tags, parent),
                Block::Paragraph(content) => {
                    if let Line::Entry(lead) = self.line(content, LineContext::Item) {
                        self.add(lead, &tags);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds the resource that a text without a link names, with the first link of the lines below it.
    fn named(
        &mut self,
        name: Option<&'b [Inline<'b>]>,
        mut lines: impl Iterator<Item = &'b [Inline<'b>]>,
    ) -> Option<usize> {
        let link = lines.find_map(|line| line.iter().find(|inline| inline.is_link()))?;
        let lead = lead::named(name?, link)?;
        Some(self.add(lead, &Rc::default()))
    }

    /// Adds the resource that a heading names, if the list below it has its URL and says more.
    fn of_heading(&mut self, items: &'b [Item<'b>]) -> Option<usize> {
        let has_title = !self.section.title.is_empty() && self.section.entries.is_empty();
        let line = items.iter().map(first_line).find(|line| is_bare_url(line))?;
        let at = line.iter().position(Inline::is_link)?;
        let lead = leading_link(&line[at..=at], LineContext::Item)?;
        (has_title && items.len() > 1).then(|| self.add(lead, &Rc::default()))
    }

    /// Adds items, and those in them, to what an entry says of itself.
    fn describe(&mut self, items: &'b [Item<'b>], at: usize) {
        for (line, rest) in items.iter().map(split) {
            let further = Further { content: line, form: FurtherForm::Listed };
            self.section.entries[at].more.push(further);
            for block in rest {
                match block {
                    // The builder bounds how deep lists are nested.
                    Block::List(items) => self.describe(items, at),
                    Block::Paragraph(content) => {
                        self.section.entries[at].more.push(Further::line(content));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Makes parts of items that only name forms of an entry.
    fn forms(&mut self, items: &'b [Item<'b>], at: usize) {
        let entry = &mut self.section.entries[at];
        for line in items.iter().map(first_line) {
            if line.iter().any(Inline::is_link) {
                entry.parts.extend(parts(line));
            } else {
                entry.more.push(Further::line(line));
            }
        }
    }
}

/// Whether a paragraph is a shortcode of Hugo, which its pages show as something else: "{{< rule >}}".
fn is_shortcode(content: &[Inline]) -> bool {
    let text = plain(content);
    let text = text.trim();
    (text.starts_with("{{<") || text.starts_with("{{%")) && text.ends_with("}}")
}

/// Whether most items of a list have their titles before their links.
fn have_titles(items: &[Item]) -> bool {
    let titled = items.iter().filter(|item| is_titled(first_line(item))).count();
    titled >= ENOUGH_TITLES && titled * 2 > items.len()
}

/// The titles before links from which on a list is one of such.
const ENOUGH_TITLES: usize = 3;

/// Whether an item has a link in its first line, or more lines.
fn has_link(item: &Item) -> bool {
    let (line, rest) = split(item);
    line.iter().any(Inline::is_link) || !rest.is_empty()
}

/// The warning about a line that is left out although it has a link.
fn left_out(inlines: &[Inline], message: &str) -> Option<Diagnostic> {
    Some(doubtful(links::first(inlines)?, message))
}

const ITEM_LEFT_OUT: &str = "this item is left out, because it does not begin with its link";
/// Of a paragraph between resources.
const PARAGRAPH_LEFT_OUT: &str =
    "the links of this paragraph are left out, because it does not begin with one";
