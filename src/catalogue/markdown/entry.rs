//! What an entry means, once its form and the list's convention are known: title, authors, description.

use std::ops::Range;
use std::rc::Rc;

use super::authors::{self, Expected, take};
use super::before::{self, are_names, before_quote, possible_names};
use super::convention::Learned;
use super::description;
use super::doubtful;
use super::facts::{self, Facts, labelled, year, year_in_brackets, year_or_date, year_within};
use super::inline::{has_letters, is_mark, plain, says_something, without_shortcodes};
use super::likeness::Likeness;
use super::lines::Lines;
use super::names;
use super::shape::{Further, FurtherForm, Separator, Shape, Tail, undecorated};
use super::title::{self, Named};
use super::tree::{Emphasis, Inline, InlineKind};
use super::words;
use crate::catalogue::{Author, Part, slug};
use crate::diagnostic::Diagnostic;
use crate::language::Field;
use crate::text::{collapse_whitespace, offset_in};

/// A resource, as its entry describes it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) span: Range<usize>,
    pub(super) authors: Vec<Author>,
    /// Inline Markdown.
    pub(super) description: String,
    pub(super) parts: Vec<Part>,
    /// What stands before the link and says its kind: "Video:".
    pub(super) label: String,
    /// What is said of its form: "(video)".
    pub(super) form: String,
    /// The text of its link, if the title stands elsewhere: "Video".
    pub(super) link_text: String,
    pub(super) facts: Facts,
    pub(super) tags: Rc<[String]>,
    pub(super) header: Option<Rc<str>>,
}

/// Reads an entry.
pub(super) fn read(
    shape: Shape,
    learned: &Learned<'_, '_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let Shape { lead, tail, more, descriptions, parts, tags, facts, authors, form, header } = shape;
    let entry = Entry { span: lead.span, authors, facts, tags, form, header, ..Entry::default() };
    let mut reader = Reader::new(entry, learned, diagnostics);
    reader.title(&lead.title);
    reader.entry.url = lead.url.into_owned();
    let mut line: Vec<Inline> = Vec::with_capacity(lead.rest.len() + 1);
    if let Some(reference) = lead.reference.map(|reference| *reference) {
        reader.before_title(&reference.before);
        reader.entry.authors.extend(reference.authors.into_iter().map(named));
        reader.entry.link_text = reference.link_text;
        reader.entry.facts.add_year(facts::year_of_reference(&reference.after));
        line.extend(
            Some(Inline::text(reference.after))
                .filter(|after| says_something(std::slice::from_ref(after))),
        );
    }
    let follows = !line.is_empty();
    line.extend(lead.rest.iter().cloned());
    // "Ada Miller [[pdf](…)] Long.": the bracket has gone with its link.
    if follows && let Some(Inline { kind: InlineKind::Text(text), .. }) = line.get_mut(1) {
        *text = text.trim_start_matches([']', ')']).to_owned().into();
    }
    let label = lead.label.trim();
    let is_reference = label.ends_with(['"', '“']) || before::of_reference(label).is_some();
    if is_reference {
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = line.first_mut() {
            *text = text.trim_start_matches([',', '.', '"', '”']).to_owned().into();
        }
        let year = facts::year_of_reference(&plain(&line)).or_else(|| facts::year_within(label));
        reader.entry.facts.add_year(year);
    }
    reader.label(&lead.label);
    reader.tail(line, tail);
    for line in &more {
        reader.line(line);
    }
    for cell in descriptions {
        reader.describe(cell);
    }
    let entry = &mut reader.entry;
    entry.parts.extend(lead.icons.iter().filter_map(super::links::part));
    entry.parts.extend(parts);
    reader.finish()
}

/// Gives an entry another title, and further lines.
pub(super) fn headed(
    entry: Entry,
    title: &str,
    lines: &[Further],
    learned: &Learned<'_, '_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let mut reader = Reader::new(entry, learned, diagnostics);
    reader.title(title);
    for line in lines {
        reader.line(line);
    }
    reader.finish()
}

struct Reader<'r, 'b> {
    entry: Entry,
    /// The authors in the title, who count if nothing else names any.
    in_title: Vec<Author>,
    /// What stands before the link: where the authors are from, or the author if there are none.
    university: Option<String>,
    description: Lines,
    learned: &'r Learned<'r, 'b>,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl<'r, 'b> Reader<'r, 'b> {
    fn new(
        entry: Entry,
        learned: &'r Learned<'r, 'b>,
        diagnostics: &'r mut Vec<Diagnostic>,
    ) -> Self {
        Reader {
            entry,
            in_title: Vec::new(),
            university: None,
            description: Lines::default(),
            learned,
            diagnostics,
        }
    }

    fn title(&mut self, written: &str) {
        let title = without_shortcodes(written);
        let title = title::cleaned(&title);
        // "[📺 Shaping](…)": an icon in the title says as much as one before it.
        if let Some(at) = written.find(title) {
            self.entry.label.push_str(&written[..at]);
        }
        let title = match facts::date_before(title) {
            Some((year, title)) => {
                self.entry.facts.add_year(Some(year));
                title
            }
            None => title,
        };
        // "Book: On bread" says as much as a label.
        let title = match title::kind_before(title) {
            Some((kind, title)) => {
                self.entry.label.push_str(kind);
                title
            }
            None => title,
        };
        if let Some(names) = title::authors(title) {
            self.in_title = names.into_iter().map(named).collect();
        }
        self.entry.form.push_str(title::form(title).unwrap_or_default());
        self.entry.facts.add_year(year_in_brackets(title));
        let named_in = title::named(title, self.learned).filter(|_| self.in_title.is_empty());
        let title = match named_in {
            Some(Named { title, names, .. }) => {
                self.in_title = names.into_iter().map(named).collect();
                title
            }
            None => title,
        };
        self.entry.title = match title.split_once("/ ") {
            Some((owner, repository))
                if !title.contains(' ') || is_word(owner) && is_word(repository) =>
            {
                format!("{owner}/{repository}")
            }
            _ => title.to_owned(),
        };
    }

    /// Reads what a bibliography has before a title.
    fn before_title(&mut self, before: &str) {
        // "Ada Miller and Ben Baker. 2019."
        let before = match before.trim_end().rsplit_once(' ') {
            Some((names, last)) if year(last).is_some() => {
                self.entry.facts.add_year(year(last));
                names
            }
            _ => before,
        };
        match names::of_reference(before) {
            Some(found) => self.entry.authors.extend(found.list.into_iter().map(named)),
            None => self.describe(&[Inline::text(before.to_owned())]),
        }
    }

    /// Reads what stands before a link: a label, or names where the list has them there.
    fn label(&mut self, label: &str) {
        let text = label.trim();
        if let Some(year) = year_or_date(text.trim_matches(is_mark)) {
            self.entry.facts.year = Some(year);
            return;
        }
        if before::is_university(text) {
            self.university = Some(text.to_owned());
            return;
        }
        let is_free = self.entry.authors.is_empty();
        // Nothing but names stands before a title in quotes, or owns one: "Ada Miller's [Loaves](…)".
        let names = before::of_reference(text)
            .or_else(|| before_quote(text).filter(|_| are_names(text)))
            .or_else(|| words::owner(text));
        if let Some(names) = names.filter(|_| is_free) {
            self.before_title(names.trim_end_matches([',', ':']));
            return;
        }
        if let Some(names) = possible_names(text).filter(|_| is_free) {
            let likeness = before::likeness(text);
            let tail = Tail { separator: Separator::Before, likeness, has_text: true };
            if self.learned.are_names(tail) {
                self.before_title(names);
                return;
            }
        }
        if let Some(tag) = tag(text) {
            self.entry.tags = self.entry.tags.iter().cloned().chain([tag]).collect();
        }
        self.entry.label.insert_str(0, label);
    }

    /// Reads what follows the title on its line.
    fn tail(&mut self, mut line: Vec<Inline>, tail: Tail) {
        if self.entry.title.chars().count() <= MAX_NUMBER
            && let Some((title, name)) = title_and_name(&line)
        {
            let title = format!("{}: {title}", self.entry.title);
            self.title(&title);
            self.entry.authors.push(named(name));
            return;
        }
        self.year(&mut line);
        // "[On bread](…) [[mirror]](…) by Ada Miller"
        let parts = line.iter().take_while(|inline| is_bracketed(inline)).count();
        if parts > 0 && line.get(parts).is_some_and(says_by) {
            let rest = line.split_off(parts);
            self.entry.parts.extend(super::links::parts(&line));
            line = rest;
            self.year(&mut line);
        }
        if self.entry.authors.is_empty()
            && let Some(name) = authors::in_code(&mut line)
        {
            self.entry.authors.push(named(name));
        }
        let is_free = self.entry.authors.is_empty();
        let expected = if self.learned.are_names(tail) { Expected::Names } else { Expected::Said };
        let taken = if is_free { take(&line, expected, self.diagnostics) } else { None };
        if let Some((authors, rest)) = taken {
            self.entry.authors = authors;
            line = rest;
            self.year(&mut line);
        } else if is_free
            && self.learned.has_only_names(tail.separator)
            && let Some((name, rest)) = authors::nickname(&line)
        {
            self.entry.authors.push(named(name));
            line = vec![Inline::text(rest)];
            self.year(&mut line);
        } else if matches!(tail.separator, Separator::None | Separator::Dash)
            && let Some(InlineKind::Text(text)) = line.first_mut().map(|inline| &mut inline.kind)
            && let sentence = text.trim_start_matches(is_mark)
            && words::begins_with_copula(sentence)
        {
            // "[Loaf](…) is a tool for bakers": the title is a word of the sentence.
            *text = format!("{} {sentence}", self.entry.title).into();
        }
        self.describe(&line);
    }

    /// Takes off a year, a time or a license in brackets at the beginning.
    fn year(&mut self, line: &mut [Inline]) {
        let Some(Inline { kind: InlineKind::Text(text), .. }) = line.first_mut() else { return };
        loop {
            let start = text.trim_start_matches([' ', ',', '.', '\n']);
            let group = match start.chars().next() {
                Some('(') => start[1..].split_once(')'),
                Some('[') => start[1..].split_once(']'),
                Some('（') => start['（'.len_utf8()..].split_once('）'),
                _ => None,
            };
            let Some((inner, after)) = group else { return };
            let facts = &mut self.entry.facts;
            if let Some(year) = year_or_date(inner) {
                facts.add_year(Some(year));
            } else if !facts.read_bare(inner) {
                // "by Ada Miller (in German) (2011)"
                if let Some(year) =
                    year_in_brackets(after).filter(|_| after.len() <= " (2011).".len())
                {
                    facts.add_year(Some(year));
                    *text = text[..offset_in(text, after)].to_owned().into();
                    return;
                }
                let is_plain =
                    inner.chars().all(|c| c.is_alphanumeric() || " ,'’&-/!.:".contains(c));
                facts.add_year(year_within(inner).filter(|_| is_plain));
                return;
            }
            *text = after.to_owned().into();
        }
    }

    /// Reads a further line.
    fn line(&mut self, further: &Further) {
        let line = further.content;
        if let Some((field, rest)) = labelled(line) {
            match field {
                Field::Author => {}
                Field::Description => return self.describe(&rest),
                _ if self.entry.facts.read(field, &facts::text_of(&rest)) => return,
                _ => return self.describe(line),
            }
        }
        let is_free = self.entry.authors.is_empty() && further.form == FurtherForm::Line;
        if !is_free {
            return self.describe(line);
        }
        let tail = further.tail(&|word| self.learned.is_common(word));
        let is_emphasised = line.first().is_some_and(Inline::is_emphasis)
            && line.last().is_some_and(Inline::is_emphasis);
        let needed = if is_emphasised { Likeness::Likely } else { Likeness::Sure };
        let are_names = tail.likeness >= needed || self.learned.are_names(tail);
        let expected = if are_names { Expected::Names } else { Expected::Said };
        match take(line, expected, self.diagnostics) {
            Some((authors, rest)) => {
                self.entry.authors = authors;
                self.describe(&rest);
            }
            None => self.describe(line),
        }
    }

    /// Adds a text to the description, and its links to the parts.
    fn describe(&mut self, inlines: &[Inline]) {
        let read = description::read(inlines, &mut self.entry.facts);
        self.entry.parts.extend(read.parts);
        self.entry.form.push_str(&read.form);
        let known = &mut self.entry.facts.year;
        if let Some(year) =
            year_or_date(&read.text).filter(|year| known.is_none_or(|known| known == *year))
        {
            *known = Some(year);
            return;
        }
        // "AAAI 2017.", "Journal of Baking 2013"
        if known.is_none() && read.text.len() <= MAX_VENUE {
            let (before, last) = read.text.rsplit_once(' ').unwrap_or(("", &read.text));
            // "since 1947" is no year of it.
            *known = year(last).filter(|_| !facts::leads_to_span(before));
        }
        self.description.add(&read.text, leads_on(inlines));
    }

    fn finish(self) -> Entry {
        let Reader { mut entry, in_title, university, description, learned, diagnostics } = self;
        if entry.title.chars().count() > MAX_TITLE {
            let message = "this title is very long: it may be a description";
            diagnostics.push(doubtful(entry.span.clone(), message));
        }
        entry.description = description::without_site(description.into_text(), &entry.url);
        // "2019: On bread", unless something else is said: "2001: A Space Odyssey (1968)".
        let year_before = entry.title.split_once(": ").and_then(|(before, _)| year(before));
        entry.facts.add_year(year_before.or_else(|| facts::only_year(&entry.title)));
        if entry.authors.is_empty() {
            entry.authors = in_title;
        }
        if entry.authors.is_empty() {
            let names = authors::in_sentence(&entry.description, &entry.title, &|word| {
                learned.is_common(word)
            });
            entry.authors = names.into_iter().map(named).collect();
        }
        if let Some(university) = university {
            for author in &mut entry.authors {
                author.affiliation.get_or_insert_with(|| university.clone());
            }
            if entry.authors.is_empty() {
                entry.authors.push(named(university));
            }
        }
        entry.authors.retain_mut(|author| {
            let name = authors::without_country(&author.name)
                .trim_matches(|c: char| c == ':' || c == ',' || c.is_whitespace());
            if name.len() != author.name.len() {
                author.name = name.to_owned();
            }
            !author.name.is_empty()
        });
        let url = &entry.url;
        entry.parts.retain(|part| part.url != *url);
        entry
    }
}

/// The title and the author of a course whose link is its number: "[CS 1](…) **Doughs** *University of Rye*".
fn title_and_name(line: &[Inline]) -> Option<(String, String)> {
    let is_said =
        |inline: &&Inline| says_something(std::slice::from_ref(inline)) || inline.is_emphasis();
    let mut said = line.iter().filter(is_said).map(|inline| &inline.kind);
    let mut emphasised = |wanted: Emphasis| match [said.next()?, said.next()?, said.next()?] {
        [InlineKind::Open(open), InlineKind::Text(text), InlineKind::Close(_)]
            if *open == wanted =>
        {
            Some(collapse_whitespace(text).into_owned())
        }
        _ => None,
    };
    let found = (emphasised(Emphasis::Strong)?, emphasised(Emphasis::Light)?);
    said.next().is_none().then_some(found)
}

/// Whether inline content is a link in brackets of its own, or a blank beside one: "[[mirror]](…)".
fn is_bracketed(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Link { content, .. } => plain(content).starts_with(['[', '(']),
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Whether a text begins with "by", after figures in brackets.
fn says_by(inline: &Inline) -> bool {
    let InlineKind::Text(text) = &inline.kind else { return false };
    words::after_by(undecorated(text).trim_start()).is_some()
}

/// The tag that a label is, unless it says a kind, a form or a field: "Editor: [Loaf](…)".
fn tag(label: &str) -> Option<String> {
    let label = without_shortcodes(label);
    let name = label.trim_end_matches(is_mark).trim_start();
    let is_known =
        words::kind(name).is_some() || words::names_form(name) || words::field(name).is_some();
    Some(slug(name)).filter(|tag| has_letters(name) && !is_known && !tag.is_empty())
}

/// Whether a line ends with a colon.
fn leads_on(line: &[Inline]) -> bool {
    matches!(last_char(line), Some(':' | '：'))
}

/// The last character that is no blank.
fn last_char(inlines: &[Inline]) -> Option<char> {
    inlines.iter().rev().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.trim_end().chars().next_back(),
        InlineKind::Link { content, .. } => last_char(content),
        _ => None,
    })
}

/// The longest number of a course, in characters: "CS 102".
const MAX_NUMBER: usize = 16;

/// The longest name of a meeting or a journal with its year, in bytes.
const MAX_VENUE: usize = 60;

/// The longest title, in characters, that is read without a warning.
const MAX_TITLE: usize = 200;

fn named(name: String) -> Author {
    Author { name, url: None, affiliation: None }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}
