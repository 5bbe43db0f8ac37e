//! Resources in what stands below one heading.

mod items;

use super::context::Context;
use super::declared::Declared;
use super::entry::{self, Form};
use super::fill;
use super::fit::LONGEST;
use super::lines::{Line, Lines, Role};
use super::links::resource_link;
use super::pattern::Pattern;
use super::table::Table;
use super::text::{Text, has_words};
use crate::draft::ResourceDraft;
use items::Item;

/// Resources and introduction of a section.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) introduction: Option<String>,
    /// True if the introduction has links to resources.
    pub(super) has_links: bool,
    pub(super) resources: Vec<ResourceDraft>,
}

/// Reader of the lines below a heading.
pub(super) struct SectionReader<'r, 't, 's, 'd> {
    lines: &'r Lines<'t>,
    declared: &'r Declared,
    /// Patterns of entries that hold here.
    patterns: Vec<&'r Pattern>,
    /// True if this is the beginning of the list, where paragraphs are about the list.
    is_preamble: bool,
    context: &'r mut Context<'s, 'd>,
    found: Found,
    /// Items that are open, outermost first.
    items: Vec<Item>,
    /// The foldable part that is open, by its summary.
    folded: Option<Item>,
    /// The resource of the last paragraph, which the next lines may describe.
    last: Option<usize>,
    table: Option<Table<'r>>,
}

impl<'r, 't, 's, 'd> SectionReader<'r, 't, 's, 'd> {
    pub(super) fn new(
        lines: &'r Lines<'t>,
        declared: &'r Declared,
        path: &[&str],
        is_preamble: bool,
        context: &'r mut Context<'s, 'd>,
    ) -> Self {
        SectionReader {
            lines,
            declared,
            patterns: declared.entries(path),
            is_preamble,
            context,
            found: Found::default(),
            items: Vec::new(),
            folded: None,
            last: None,
            table: None,
        }
    }

    pub(super) fn read(mut self, lines: &[Line]) -> Found {
        for (at, line) in lines.iter().enumerate() {
            let is_above = lines
                .get(at + 1)
                .is_some_and(|next| next.role == Role::Item && next.depth > line.depth);
            self.line(line, is_above);
        }
        self.end_table();
        self.finish()
    }

    fn line(&mut self, line: &Line, is_above: bool) {
        self.context.separator = fill::separator(line.role);
        let text = self.lines.text(line);
        let is_parted = !self.declared.below.is_empty();
        let (text, mut below) = if is_parted { text.first_line() } else { (text, None) };
        if line.role != Role::Row {
            self.end_table();
        }
        match line.role {
            Role::Item => self.item(line, text, is_above),
            Role::Paragraph if line.depth > 0 && !line.is_html => self.inside(text),
            Role::Paragraph if !self.is_preamble => self.paragraph(text, line.is_html),
            Role::Quote if !self.is_preamble => self.prose(text, line.is_html),
            // A head that has links is a row: a table without a head has to have one.
            Role::Head if self.lines.cells(line).any(|cell| resource_link(cell).is_some()) => {
                self.row(line);
            }
            Role::Head => {
                let head: Vec<Text> = self.lines.cells(line).collect();
                self.table = Some(Table::new(&head, &self.declared.columns));
            }
            Role::Row => self.row(line),
            Role::Summary => {
                self.items.clear();
                self.folded = Some(self.item_of(text));
            }
            Role::SummaryEnd => self.folded = None,
            _ => {}
        }
        if let Some(parent) = self.parent().or(self.last) {
            while let Some(text) = below {
                let (line, further) = text.first_line();
                self.add(parent, line);
                below = further;
            }
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            table.finish(self.context);
        }
    }

    fn row(&mut self, line: &Line) {
        let cells: Vec<Text> = self.lines.cells(line).collect();
        let place = self.lines.place(line);
        let columns = &self.declared.columns;
        let table = self.table.get_or_insert_with(|| Table::new(&cells, columns).without_head());
        let resources = table.resources(&cells, self.context);
        if resources.is_empty() && cells.iter().any(|cell| resource_link(*cell).is_some()) {
            self.context.warn(place, "this row is left out: no resource is read of its links");
        }
        self.found.resources.extend(resources);
    }

    /// The resources that a text is, by a pattern of the list or else by its structure.
    fn resources(&mut self, text: Text, form: Form) -> Vec<ResourceDraft> {
        if !self.patterns.is_empty() && text.len() > LONGEST {
            let message = format!("a text of more than {} KiB fits no pattern", LONGEST >> 10);
            self.context.warn(text.place(), message);
        }
        for pattern in &self.patterns {
            let mut resource =
                ResourceDraft { span: Some(text.place()), ..ResourceDraft::default() };
            let fits = pattern.fill(text, &mut resource, self.context);
            if fits && resource.title.is_some() {
                if let Some(shapes) = &mut self.context.shapes {
                    shapes.count(text, Some(&pattern.source), &resource);
                }
                return vec![resource];
            }
        }
        let resources = entry::read(text, form, self.context);
        if let (Some(shapes), Some(first)) = (&mut self.context.shapes, resources.first()) {
            shapes.count(text, None, first);
        }
        resources
    }

    /// The innermost resource whose item is open.
    fn parent(&self) -> Option<usize> {
        self.items.iter().rev().chain(&self.folded).find_map(|item| match item {
            Item::Resource(index) => Some(*index),
            _ => None,
        })
    }

    fn is_declared_below(&mut self, parent: usize, text: Text) -> bool {
        let resource = &mut self.found.resources[parent];
        let found =
            self.declared.below.iter().find(|pattern| pattern.fill(text, resource, self.context));
        if let (Some(shapes), Some(pattern)) = (&mut self.context.shapes, found) {
            shapes.count_fit(&pattern.source, true, text);
        }
        found.is_some()
    }

    /// Adds what a text says to the resource above it.
    fn add(&mut self, parent: usize, text: Text) {
        if !self.is_declared_below(parent, text) {
            fill::add(&mut self.found.resources[parent], text, self.context);
        }
    }

    /// Reads a paragraph in an item.
    fn inside(&mut self, text: Text) {
        if is_navigation(text) {
            return;
        }
        match self.parent() {
            Some(parent) => self.add(parent, text),
            None => {
                self.item_of(text);
            }
        }
    }

    fn paragraph(&mut self, text: Text, is_html: bool) {
        if is_navigation(text) {
            return;
        }
        let raw = text.raw();
        let name = raw.trim_start_matches('#');
        let is_heading =
            !is_html && name.len() < raw.len() && name.starts_with(char::is_alphanumeric);
        if is_heading && !text.links().iter().any(|link| link.range.start == 0) {
            let message = "this is read as text: a heading has a blank behind its `#`";
            self.context.warn(text.place(), message);
        }
        if self.items.is_empty() && self.titles_by_group(text) {
            return;
        }
        let form = if is_html { Form::Html } else { Form::Paragraph };
        let resources = self.resources(text, form);
        if resources.is_empty() {
            self.prose(text, is_html);
        } else {
            self.found.resources.extend(resources);
            self.last = Some(self.found.resources.len() - 1);
            self.items.clear();
        }
    }

    /// Reads a paragraph that is no resource: more of the one before, or the introduction of the topic.
    fn prose(&mut self, text: Text, is_html: bool) {
        if is_navigation(text) {
            return;
        }
        if let Some(last) = self.last {
            self.add(last, text);
        } else if self.found.resources.is_empty() {
            let paragraph = self.context.source.markdown(text);
            fill::append(&mut self.found.introduction, &paragraph, fill::PARAGRAPHS);
            self.found.has_links |= !is_html && resource_link(text).is_some();
        } else if resource_link(text).is_some() {
            self.context.warn(
                text.place(),
                "this text is left out: it stands between resources, and has links",
            );
        }
    }

    /// Gives entries whose URL stands below them their first link, and leaves out those without a URL that a book can
    /// link to.
    fn finish(self) -> Found {
        let SectionReader { context, mut found, declared, .. } = self;
        found.resources.retain_mut(|resource| {
            let parts = resource
                .parts
                .as_mut()
                .filter(|parts| !parts.is_empty() && !declared.below.is_empty());
            if resource.url.is_none()
                && let Some(parts) = parts
            {
                resource.url = Some((parts.remove(0).url, resource.span.clone()));
            }
            let place = resource.span.clone().unwrap_or_default();
            match &resource.url {
                Some((url, place)) => context.is_allowed(url, place.clone().unwrap_or_default()),
                // A pattern without a URL is declared: a book on paper.
                None if declared.below.is_empty() => true,
                None => {
                    context.warn(place, "this entry is left out: it has no URL");
                    false
                }
            }
        });
        found
    }
}

/// Returns whether a text is nothing but links into the page: "back to top".
fn is_navigation(text: Text) -> bool {
    let is_own = |part: super::text::Part| {
        !has_words(part.text) || part.piece.url.as_ref().is_some_and(|url| url.starts_with('#'))
    };
    text.parts().all(is_own)
}
