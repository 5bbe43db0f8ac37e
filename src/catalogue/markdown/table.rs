//! Tables: the header says what a column is; without one, a cell's form does.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::before::LineContext;
use super::cells::{authors_of, is_form, is_link_alone, length, people_of, says};
use super::columns::Columns;
use super::doubtful;
use super::facts;
use super::heading;
use super::inline::{broken, has_words, plain, says_something, without_shortcodes};
use super::lead::{Lead, leading_link};
use super::lexicon::Lexicon;
use super::likeness::{Likeness, likeness};
use super::links::{badge, has_link, is_url, parts, usable};
use super::reference::Reference;
use super::shape::Shape;
use super::tree::{Inline, InlineKind, Row};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::language::Field;
use crate::text::collapse_whitespace;

/// Reads the rows of a table as entries.
pub(super) fn read<'b>(
    rows: &'b [Row<'b>],
    lexicon: &Lexicon<'b>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Shape<'b>> {
    let (head, rest): (&[_], _) = match rows.split_first() {
        Some((head, rest)) if !head.iter().any(|cell| has_link(cell)) => (head, rest),
        _ => (&[], rows),
    };
    let columns = Columns::of(head, rest);
    let mut read = Vec::new();
    for cells in rest {
        let before = read.len();
        match list(cells, &columns, lexicon) {
            Some(shapes) => read.extend(shapes.into_iter().map(ReadRow::from)),
            None => read.extend(row(cells, &columns, lexicon)),
        }
        if read.len() == before {
            diagnostics.extend(cells.iter().find_map(|cell| row_left_out(cell)));
        }
    }
    let description = description(&read, head.len());
    let mut unread = vec![false; head.len()];
    let shapes = read.into_iter().map(|row| row.described(description, &mut unread)).collect();
    let is_unread = |(_, unread): &(_, bool)| *unread;
    diagnostics.extend(
        head.iter().zip(unread).filter(is_unread).filter_map(|(cell, _)| column_left_out(cell)),
    );
    shapes
}

/// A resource, and the cells of its row that are no value of a field.
struct ReadRow<'b> {
    shape: Shape<'b>,
    /// The cells that say something, with their columns.
    others: Vec<(usize, &'b [Inline<'b>])>,
    /// The column of the one that can only be a description.
    longest: Option<usize>,
}

impl<'b> From<Shape<'b>> for ReadRow<'b> {
    fn from(shape: Shape<'b>) -> Self {
        ReadRow { shape, others: Vec::new(), longest: None }
    }
}

impl<'b> ReadRow<'b> {
    /// The resource, with its longest text as its description, or else the one in the column that has most of them.
    /// Notes the columns with other texts.
    fn described(mut self, column: Option<usize>, unread: &mut [bool]) -> Shape<'b> {
        let description = self.longest.or(column);
        for (at, cell) in self.others {
            if Some(at) == description {
                self.shape.descriptions.push(cell);
            } else if !cell.iter().any(Inline::is_link)
                && let Some(unread) = unread.get_mut(at)
            {
                *unread = true;
            }
        }
        self.shape
    }
}

/// The column that holds a description in one of three rows at least, so that a short text there is one, too.
fn description(rows: &[ReadRow], width: usize) -> Option<usize> {
    let mut counts = vec![0; width];
    for at in rows.iter().filter_map(|row| row.longest) {
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let (column, count) = counts.into_iter().enumerate().max_by_key(|(_, count)| *count)?;
    (count > 0 && count * 3 >= rows.len()).then_some(column)
}

/// The warning about a row that has a link and is no resource.
fn row_left_out(cell: &[Inline]) -> Option<Diagnostic> {
    let message = "this row is left out, because no cell begins with its link";
    // Links to other places of the document often show an icon alone: ":arrow_down:".
    let has_text = |inline: &&Inline| says_something(std::slice::from_ref(*inline));
    let (_, span) =
        cell.iter().filter(|inline| inline.is_link()).filter(has_text).find_map(usable)?;
    Some(doubtful(span, message))
}

/// The warning about a column with texts that are no value of a field.
fn column_left_out(head: &[Inline]) -> Option<Diagnostic> {
    let (first, last) = (head.first()?, head.last()?);
    let name = plain(head);
    let message = match name.trim() {
        "" => "the texts of this column are left out".to_owned(),
        name => format!("the texts of the column `{name}` are left out"),
    };
    Some(doubtful(first.span.start..last.span.end, message))
}

/// The resources of a row with nothing but their list and what they are about: "| Breads | [Loaf](…)<br>[Roll](…) |";
/// or with nothing but links in columns without heads.
fn list<'b>(
    cells: &'b [Vec<Inline<'b>>],
    columns: &Columns,
    lexicon: &Lexicon<'b>,
) -> Option<Vec<Shape<'b>>> {
    let said: Vec<(usize, &Vec<Inline>)> =
        cells.iter().enumerate().filter(|(_, cell)| says_something(cell)).collect();
    let (about, lines): (Option<&Vec<Inline>>, Vec<&[Inline]>) = match said[..] {
        [(_, about), (_, list)] if !has_link(about) && says(&plain(about)) => {
            (Some(about), broken(list).collect())
        }
        [_, ref others @ ..] if others.iter().all(|(at, _)| !columns.has_head(*at)) => {
            (None, said.iter().map(|(_, cell)| &cell[..]).collect())
        }
        _ => return None,
    };
    let leads: Vec<Lead> =
        lines.iter().map(|line| leading_link(line, LineContext::Item)).collect::<Option<_>>()?;
    let are_entries = leads.iter().all(Lead::is_titled)
        && (about.is_some() || lines.iter().all(|line| is_link_alone(line)));
    if leads.len() < 2 || !are_entries {
        return None;
    }
    let tags: Rc<[String]> = about.and_then(|about| heading::tag(about)).into_iter().collect();
    let is_common = |word: &str| lexicon.knows(word);
    let shape = |lead| Shape { tags: tags.clone(), ..Shape::new(lead, &is_common) };
    Some(leads.into_iter().map(shape).collect())
}

fn row<'b>(
    cells: &'b [Vec<Inline<'b>>],
    columns: &Columns,
    lexicon: &Lexicon<'b>,
) -> Option<ReadRow<'b>> {
    let title_at = columns.title_of(cells)?;
    let lead = lead(cells, title_at, columns)?;
    let is_common = |word: &str| lexicon.knows(word);
    let mut shape = Shape { header: columns.header.clone(), ..Shape::new(lead, &is_common) };
    // Where the head says what columns are, one that it does not name in a known word holds figures.
    let enough = if columns.are_known() { 7 } else { 3 };
    let mut others = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(at, _)| *at != title_at) {
        let text = plain(cell);
        match columns.field(at) {
            Some(Field::Author) => match authors_of(cell) {
                authors if authors.is_empty() && says(&text) => others.push((at, cell)),
                authors => shape.authors.extend(authors),
            },
            None if columns.people == Some(at) => shape.authors.extend(people_of(cell)),
            Some(Field::Description) => shape.descriptions.push(cell),
            Some(Field::Title) => {}
            Some(Field::Kind) if words::kind(&text).is_some() => shape.form.push_str(&text),
            Some(Field::Link | Field::Other) => shape.parts.extend(parts(cell)),
            Some(field) if shape.facts.read(field, &text) => {}
            _ => {
                shape.parts.extend(parts(cell));
                let year = facts::year_or_date(&text);
                if shape.facts.year.is_none() && year.is_some() {
                    shape.facts.year = year;
                } else if columns.are_headless()
                    && !has_link(cell)
                    && likeness(&text, &is_common) >= Likeness::Sure
                {
                    shape.authors.extend(authors_of(cell));
                } else if says(&text) && !is_link_alone(cell) {
                    others.push((at, cell));
                }
            }
        }
    }
    // One cell can be a description, the others are figures. Of two that are as long, it is the first.
    let longest = if columns.has(Field::Description) {
        None
    } else {
        let lengths = others.iter().map(|(at, cell)| (*at, length(&plain(cell))));
        let long = lengths.filter(|(_, length)| *length > enough);
        long.rev().max_by_key(|(_, length)| *length).map(|(at, _)| at)
    };
    let others = others.into_iter().map(|(at, cell)| (at, &cell[..])).collect();
    Some(ReadRow { shape, others, longest })
}

/// The title of a row with its link, from its own cell or another one.
fn lead<'b>(cells: &'b [Vec<Inline<'b>>], title_at: usize, columns: &Columns) -> Option<Lead<'b>> {
    let cell = &cells[title_at];
    if let Some(lead) = leading_link(cell, LineContext::Item) {
        return Some(lead);
    }
    let others = || cells.iter().enumerate().filter(|(at, _)| *at != title_at);
    let of_column = others().filter(|(at, _)| columns.field(*at) == Some(Field::Link));
    let any = || others().filter(|(at, _)| columns.field(*at) != Some(Field::Author));
    let is_whole = |cell: &[Inline]| matches!(cell, [Inline { kind: InlineKind::Link { content, .. }, .. }] if is_url(&plain(content)));
    let bare = any().filter(|(_, cell)| is_whole(cell));
    let linked = of_column.chain(bare).chain(any()).flat_map(|(_, cell)| cell);
    // Where the title is a sentence with a link of its own, another link has to say that it leads to what is named.
    let leads_on = |inline: &&Inline| !has_link(cell) || is_form(inline);
    let mut badges = any().flat_map(|(_, cell)| cell).filter_map(badge);
    let (url, span): (&str, Range<usize>) =
        linked.filter(leads_on).find_map(usable).or_else(|| badges.next())?;
    let text = match cell.split_first() {
        // "Dough Nets  They knead by themselves."
        Some((Inline { kind: InlineKind::Text(text), .. }, rest)) => {
            Cow::Owned(text.trim_start().replacen("  ", " - ", 1) + &plain(rest))
        }
        _ => plain(cell),
    };
    let text = collapse_whitespace(&without_shortcodes(&text)).into_owned();
    let end = [" - ", " – ", " — "].iter().filter_map(|mark| text.find(mark)).min();
    let (title, after) = text.split_at(end.unwrap_or(text.len()));
    let (title, after) = (title.to_owned(), after.to_owned());
    let reference = Reference { title, after, ..Reference::default() };
    has_words(&reference.title).then(|| Lead::of(reference, url, span))
}
