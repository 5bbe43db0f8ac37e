//! Tables: a row is a resource; the head says what its columns are, or the list does.

use std::ops::Range;

use super::context::Context;
use super::declared::Columns;
use super::entry::{self, Form};
use super::fill;
use super::fit::{self, Found};
use super::links::{self, is_bare, resource_link};
use super::text::{Text, has_words, place_of};
use crate::catalogue::fields::Field;
use crate::draft::ResourceDraft;
use crate::words::list::{self, is_form};

/// Column of a table.
struct Column {
    name: String,
    place: Range<usize>,
    field: Option<Field>,
    /// True if a cell has words, and the column no field.
    has_unread: bool,
    /// The first cell that is no value of the field, its place, and how many there are.
    unread: Option<(String, Range<usize>, usize)>,
}

/// Table whose rows are read.
pub(super) struct Table<'d> {
    columns: Vec<Column>,
    /// Form of the cells that the list declares.
    declared: Option<&'d Columns>,
}

impl<'d> Table<'d> {
    pub(super) fn new(head: &[Text], declared: &'d [Columns]) -> Self {
        let declared = declared.iter().find(|columns| columns.cells.len() == head.len());
        let column = |cell: &Text| {
            let name = cell.plain();
            let field = list::field(&name);
            Column { name, place: cell.place(), field, has_unread: false, unread: None }
        };
        Table { columns: head.iter().map(column).collect(), declared }
    }

    /// The same columns, of which no head says what they are.
    pub(super) fn without_head(mut self) -> Self {
        self.columns.clear();
        self
    }

    /// The resources of a row.
    pub(super) fn resources(&mut self, row: &[Text], context: &mut Context) -> Vec<ResourceDraft> {
        match self.by_patterns(row, context) {
            Some(resource) => vec![resource],
            None => {
                let resources = self.by_head(row, context);
                if !resources.is_empty() && !self.columns.is_empty() {
                    let names: Vec<&str> =
                        self.columns.iter().map(|column| &*column.name).collect();
                    context.count_fit(&format!("| {} |", names.join(" | ")), false, row);
                }
                resources
            }
        }
    }

    fn by_patterns(&self, row: &[Text], context: &mut Context) -> Option<ResourceDraft> {
        let Columns { source, cells: patterns } =
            self.declared.filter(|columns| columns.cells.len() == row.len())?;
        let cells = patterns.iter().zip(row).filter(|(_, cell)| has_words(&cell.raw()));
        let found = cells.map(|(pattern, cell)| Some((pattern.find(*cell)?, *cell)));
        let found: Vec<(Found, Text)> = found.collect::<Option<_>>()?;
        let mut resource = ResourceDraft::default();
        for (found, cell) in found {
            fit::fill(found, cell, &mut resource, context);
        }
        let is_read = resource.title.is_some() && resource.url.is_some();
        context.count_fit(source, true, row);
        is_read.then_some(resource)
    }

    fn by_head(&mut self, row: &[Text], context: &mut Context) -> Vec<ResourceDraft> {
        let is_title = |column: &Column| column.field == Some(Field::Title);
        let own = self.columns.iter().position(is_title).unwrap_or(0);
        let cell = row.get(own).copied().unwrap_or_default();
        let mut resources = entry::read(cell, Form::Item, context);
        if resources.is_empty() {
            resources.extend(linked_elsewhere(cell, row));
        }
        for resource in &mut resources {
            for (index, cell) in row.iter().enumerate().filter(|(index, _)| *index != own) {
                self.cell(index, *cell, resource, context);
            }
        }
        resources
    }

    /// Fills a resource with a cell that is not its title.
    fn cell(
        &mut self,
        index: usize,
        cell: Text,
        resource: &mut ResourceDraft,
        context: &mut Context,
    ) {
        let field = self.columns.get(index).and_then(|column| column.field);
        match field {
            Some(Field::Title | Field::Url) => fill::add_parts(resource, cell, context),
            Some(field) => {
                if !fill::reads(resource, field, cell, context)
                    && let Some(column) = self.columns.get_mut(index)
                {
                    column.unread.get_or_insert_with(|| (cell.plain(), cell.place(), 0)).2 += 1;
                }
            }
            None => {
                fill::add_parts(resource, cell, context);
                let is_unread = |part: super::text::Part| {
                    part.piece.url.is_none() && part.text.contains(char::is_alphabetic)
                };
                if let Some(column) = self.columns.get_mut(index) {
                    column.has_unread |= cell.parts().any(is_unread);
                }
            }
        }
    }

    /// Warns of the columns whose texts are left out.
    pub(super) fn finish(self, context: &mut Context) {
        let mut help = Some(format!("say what the columns are: `columns: '{}'`", self.proposal()));
        for column in self.columns {
            if let (Some(field), Some((value, place, count))) = (column.field, column.unread) {
                let name = fill::field_name(field);
                let more = count - 1;
                let more = if more > 0 {
                    format!("; so are {more} more of the column")
                } else {
                    String::new()
                };
                context
                    .warn(place, format!("`{value}` is read as no `{name}`, and left out{more}"));
            }
            if column.has_unread {
                let message = format!("the texts of the column `{}` are left out", column.name);
                context.warn(column.place, message).help = help.take();
            }
        }
    }

    /// The columns as they could be declared.
    fn proposal(&self) -> String {
        let cells = self.columns.iter().enumerate().map(|(at, column)| match column.field {
            Some(Field::Title) => "[title](url)",
            None if at == 0 => "[title](url)",
            Some(field) => fill::field_name(field),
            None => "...",
        });
        cells.collect::<Vec<_>>().join(" | ")
    }
}

/// The resource of a row whose title stands in one cell and its link in another. A link with words of its own is the
/// title itself.
fn linked_elsewhere(cell: Text, row: &[Text]) -> Option<ResourceDraft> {
    let found = row.iter().find_map(|cell| resource_link(*cell).map(|link| (*cell, link)));
    let title = cell.plain();
    let place = place_of(row.iter().copied());
    if let Some((other, link)) = found {
        let text = other.of(&link).plain();
        let is_title =
            !is_form(&text) && !is_bare(other, &link) && text.contains(char::is_alphabetic);
        let title = if is_title || !has_words(&title) { text } else { title };
        return Some(fill::resource(&title, link.url, place));
    }
    // A picture is the link.
    let link = cell.links().into_iter().find(|link| links::is_live(link.url))?;
    let title = row.iter().map(|cell| cell.plain()).find(|text| has_words(text))?;
    Some(fill::resource(&title, link.url, place))
}
