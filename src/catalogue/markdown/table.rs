//! Tables: the header says what a column is; without one, a cell's form does.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::authors::{self, Expected};
use super::before::LineContext;
use super::doubtful;
use super::facts;
use super::heading;
use super::inline::{has_letters, has_words, plain, says_something, without_shortcodes};
use super::lead::{Lead, leading_link};
use super::lexicon::Lexicon;
use super::links::{badge, has_link, is_url, parts, usable};
use super::names::{self, Likeness, likeness};
use super::reference::Reference;
use super::shape::Shape;
use super::tree::{Inline, InlineKind, Row};
use super::words::{self, LinkText, link_text};
use crate::catalogue::Author;
use crate::diagnostic::Diagnostic;
use crate::language::Field;
use crate::text::collapse_whitespace;
use crate::url;

/// What stands in cells that have no value.
const NOTHING: [&str; 2] = ["None", "N/A"];

/// Whether the text of a cell is a value.
fn says(text: &str) -> bool {
    has_letters(text) && !NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What the columns of a table are.
#[derive(Default)]
struct Columns {
    heads: Vec<String>,
    fields: Vec<Option<Field>>,
    title: Option<usize>,
    /// A column with nothing but links to people, whatever its head is.
    people: Option<usize>,
    /// The head of the column with the titles: "Course".
    header: Option<Rc<str>>,
}

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
    let columns = Columns::of(head);
    let columns = Columns { people: columns.people(rest), ..columns };
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
    let has_text =
        |inline: &&Inline| has_words(&without_shortcodes(&plain(std::slice::from_ref(*inline))));
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

impl Columns {
    fn of(head: &[Vec<Inline>]) -> Columns {
        let texts: Vec<String> = head.iter().map(|cell| plain(cell).into_owned()).collect();
        let fields: Vec<Option<Field>> = texts.iter().map(|text| words::field(text)).collect();
        let is_kind = |at: &usize| fields[*at].is_none() && words::kind(&texts[*at]).is_some();
        let title = fields
            .iter()
            .position(|field| *field == Some(Field::Title))
            .or_else(|| (0..texts.len()).find(is_kind));
        let header = title.map(|at| Rc::from(&*texts[at]));
        Columns { heads: texts, fields, title, people: None, header }
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
    fn has_head(&self, at: usize) -> bool {
        self.heads.get(at).is_none_or(|head| !head.is_empty())
    }

    fn field(&self, at: usize) -> Option<Field> {
        self.fields.get(at).copied().flatten()
    }

    /// The cell that a row is about: not a number, a date or an author.
    fn title_of(&self, cells: &[Vec<Inline>]) -> Option<usize> {
        let says = |at: &usize| says(&plain(&cells[*at])) || has_link(&cells[*at]);
        let is_open = |at: &usize| {
            matches!(self.field(*at), None | Some(Field::Title | Field::Link | Field::Description))
        };
        let all = || 0..cells.len();
        let titled = self.title.filter(|at| *at < cells.len()).filter(says);
        // "| Podcast | Episode |": what is linked is the episode.
        let is_linked = |at: &usize| {
            leading_link(&cells[*at], LineContext::Item).is_some_and(|lead| {
                lead.reference.is_none() && link_text(&lead.title) == LinkText::Title
            })
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

/// The resources of a row with nothing but their list and what they are about: "| Breads | [Loaf](…)<br>[Roll](…) |";
/// or with nothing but links in columns without heads.
fn list<'b>(
    cells: &'b [Vec<Inline<'b>>],
    columns: &Columns,
    lexicon: &Lexicon<'b>,
) -> Option<Vec<Shape<'b>>> {
    let said: Vec<(usize, &Vec<Inline>)> =
        cells.iter().enumerate().filter(|(_, cell)| says_something(cell)).collect();
    let is_break = |inline: &Inline| matches!(inline.kind, InlineKind::Break);
    let (about, lines): (Option<&Vec<Inline>>, Vec<&[Inline]>) = match said[..] {
        [(_, about), (_, list)] if !has_link(about) && says(&plain(about)) => {
            (Some(about), list.split(is_break).filter(|line| says_something(line)).collect())
        }
        [_, ref others @ ..] if others.iter().all(|(at, _)| !columns.has_head(*at)) => {
            (None, said.iter().map(|(_, cell)| &cell[..]).collect())
        }
        _ => return None,
    };
    let leads: Vec<Lead> =
        lines.iter().map(|line| leading_link(line, LineContext::Item)).collect::<Option<_>>()?;
    let begins_with_link =
        |lead: &Lead| lead.reference.is_none() && link_text(&lead.title) == LinkText::Title;
    let is_alone = |line: &&[Inline]| matches!(line, [only] if only.is_link());
    let are_entries =
        leads.iter().all(begins_with_link) && (about.is_some() || lines.iter().all(is_alone));
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
    let is_known = columns.title.is_some() || columns.fields.iter().any(Option::is_some);
    let enough = if is_known { 7 } else { 3 };
    let has_description = columns.fields.contains(&Some(Field::Description));
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
            Some(Field::Other) => shape.parts.extend(parts(cell)),
            Some(Field::Link) => shape.parts.extend(parts(cell)),
            Some(field) if shape.facts.read(field, &text) => {}
            _ => {
                shape.parts.extend(parts(cell));
                if shape.facts.year.is_none() && facts::year(&text).is_some() {
                    shape.facts.year = facts::year(&text);
                } else if columns.fields.is_empty() && likeness(&text, &is_common) == Likeness::Sure
                {
                    shape.authors.extend(authors_of(cell));
                } else if says(&text) {
                    others.push((at, cell));
                }
            }
        }
    }
    // One cell can be a description, the others are figures. Of two that are as long, it is the first.
    let longest = if has_description {
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

/// Whether inline content is a link that only names a form: "[Paper](…)".
fn is_form(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Link { content, .. } if words::names_form(&plain(content)))
}

/// The length of a text in words; in a script without spaces, three characters count as one.
fn length(text: &str) -> usize {
    let spaced = text.split(' ').count();
    let unspaced = text.chars().filter(|c| names::is_unspaced(*c)).count();
    spaced.max(unspaced / 3)
}

/// Whether all links of a cell are names or handles, and it has no other words.
fn has_only_people(cell: &[Inline]) -> bool {
    cell.iter().all(|inline| match &inline.kind {
        InlineKind::Link { url, content } => {
            let text = plain(content);
            // A page of a person: `https://github.com/ada`.
            let path = url::path(url).trim_matches('/');
            let is_profile = !path.contains('/') && !url.contains('?');
            text.starts_with('@') || is_profile && likeness(&text, &|_| false) >= Likeness::Likely
        }
        InlineKind::Text(text) => !has_words(text),
        InlineKind::Code(_) => false,
        _ => true,
    })
}

/// The people to whom the links of a cell lead.
fn people_of(cell: &[Inline]) -> Vec<Author> {
    let of_link = |inline: &Inline| match &inline.kind {
        InlineKind::Link { url, content } => {
            let (name, url) = (plain(content).into_owned(), authors::page(url));
            Some(Author { name, url, affiliation: None })
        }
        _ => None,
    };
    cell.iter().filter_map(of_link).collect()
}

/// The authors in a cell that holds nothing else.
fn authors_of(cell: &[Inline]) -> Vec<Author> {
    if has_link(cell) && has_only_people(cell) {
        return people_of(cell);
    }
    // "`Ada Miller, Ben Baker`"
    let mut cell = cell.to_vec();
    for inline in &mut cell {
        if let InlineKind::Code(code) = &mut inline.kind {
            inline.kind = InlineKind::Text(std::mem::take(code));
        }
    }
    let taken = authors::take(&cell, Expected::Names, &mut Vec::new());
    if let Some((authors, _)) = taken {
        return authors;
    }
    let name = plain(&cell).into_owned();
    let is_name = has_letters(&name) && name.chars().count() <= 60;
    is_name.then_some(Author { name, url: None, affiliation: None }).into_iter().collect()
}
