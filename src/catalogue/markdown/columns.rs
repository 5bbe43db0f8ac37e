//! The columns of a table: what its head says that they are, and what their cells do.

use std::rc::Rc;

use super::before::LineContext;
use super::cells::{has_only_people, says};
use super::inline::plain;
use super::lead::leading_link;
use super::links::has_link;
use super::tree::{Inline, Row};
use super::words;
use crate::language::Field;

/// What the columns of a table are.
pub(super) struct Columns {
    heads: Vec<String>,
    fields: Vec<Option<Field>>,
    title: Option<usize>,
    /// A column with nothing but links to people, whatever its head is.
    pub(super) people: Option<usize>,
    /// The head of the column with the titles: "Course".
    pub(super) header: Option<Rc<str>>,
}

impl Columns {
    pub(super) fn of(head: &[Vec<Inline>], rows: &[Row]) -> Columns {
        let heads: Vec<String> = head.iter().map(|cell| plain(cell).into_owned()).collect();
        let fields: Vec<Option<Field>> = heads.iter().map(|text| words::field(text)).collect();
        let is_kind = |at: &usize| fields[*at].is_none() && words::kind(&heads[*at]).is_some();
        let title = fields
            .iter()
            .position(|field| *field == Some(Field::Title))
            .or_else(|| (0..heads.len()).find(is_kind));
        let header = title.map(|at| Rc::from(&*heads[at]));
        let mut columns = Columns { heads, fields, title, people: None, header };
        columns.people = columns.people(rows);
        columns
    }

    /// Whether the head names what a column is in a known word.
    pub(super) fn are_known(&self) -> bool {
        self.title.is_some() || self.fields.iter().any(Option::is_some)
    }

    /// Whether the table has no head.
    pub(super) fn are_headless(&self) -> bool {
        self.fields.is_empty()
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.fields.contains(&Some(field))
    }

    /// The column, of those that the head does not name, in most of whose cells all links are names.
    fn people(&self, rows: &[Row]) -> Option<usize> {
        let width = rows.first().map_or(0, Vec::len);
        let is_open = |at: &usize| Some(*at) != self.title && self.field(*at).is_none() && *at > 0;
        (0..width).filter(is_open).find(|at| {
            let cells = rows.iter().filter_map(|cells| cells.get(*at));
            let (named, all) =
                cells.filter(|cell| has_link(cell)).fold((0, 0), |(named, all), cell| {
                    (named + usize::from(has_only_people(cell)), all + 1)
                });
            all > 1 && named * 4 >= all * 3
        })
    }

    /// Whether a column has a head with words.
    pub(super) fn has_head(&self, at: usize) -> bool {
        self.heads.get(at).is_none_or(|head| !head.is_empty())
    }

    pub(super) fn field(&self, at: usize) -> Option<Field> {
        self.fields.get(at).copied().flatten()
    }

    /// The cell that a row is about: not a number, a date or an author.
    pub(super) fn title_of(&self, cells: &[Vec<Inline>]) -> Option<usize> {
        let says = |at: &usize| says(&plain(&cells[*at])) || has_link(&cells[*at]);
        let is_open = |at: &usize| {
            matches!(self.field(*at), None | Some(Field::Title | Field::Link | Field::Description))
        };
        let all = || 0..cells.len();
        let titled = self.title.filter(|at| *at < cells.len()).filter(says);
        // "| Podcast | Episode |": what is linked is the episode.
        let is_linked = |at: &usize| {
            leading_link(&cells[*at], LineContext::Item).is_some_and(|lead| lead.is_titled())
        };
        let is_series =
            |at: &usize| matches!(words::kind(&self.heads[*at]), Some("podcast" | "channel"));
        let of_series = titled.filter(|at| is_series(at) && !has_link(&cells[*at]));
        let titled = match of_series {
            Some(_) => all().filter(is_open).find(is_linked).or(titled),
            None => titled,
        };
        // "Feed" leads to what another cell names.
        let is_form = |at: &usize| words::names_form(&plain(&cells[*at]));
        titled
            .or_else(|| all().filter(is_open).filter(says).find(|at| !is_form(at)))
            .or_else(|| all().filter(is_open).find(says))
            .or_else(|| all().find(says))
    }
}
