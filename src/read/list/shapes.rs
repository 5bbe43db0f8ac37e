//! Shapes: how the entries of a list are written, counted, and what an author could declare of them.
//!
//! Nothing is read by them. A proposal may count, because it is only shown.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

use super::declared::Declared;
use super::icons::is_icon;
use super::names::are_names;
use super::pattern::Pattern;
use super::text::{Style, Text, has_words, one_line, words};
use crate::draft::{AuthorDraft, ResourceDraft};
use crate::text::counted;
use crate::words::list::is_form;

/// Shapes that are shown, and characters of an example.
const MOST_SHOWN: usize = 8;
const MOST_CHARACTERS: usize = 90;

/// Where what is proposed is declared.
const DECLARE: &str = "\
    Declare it at the beginning of the list, between two lines `---`, or with `--entry`. For the entries below one heading
    alone, write `entry in HEADING: '…'`.
";

/// Name of a text of which the structure says nothing.
const TEXT: &str = "TEXT";

/// Entries that are written alike.
#[derive(Clone, Debug, Default)]
struct Shape {
    /// As a pattern, with [`TEXT`] for what structure does not tell; or the pattern that they fit.
    form: String,
    is_declared: bool,
    count: usize,
    example: String,
    reading: String,
    /// Of the first text: words, sentences, and those that can be names.
    words: usize,
    sentences: usize,
    names: usize,
}

/// Shapes of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shapes {
    all: Vec<Shape>,
    places: HashMap<String, usize>,
    /// True if the list declares which text is the description.
    pub(super) has_description: bool,
}

impl Shapes {
    /// Begins to count for a list, which declares these patterns: one that fits nothing is shown, too.
    pub(super) fn begin(&mut self, declared: &Declared) {
        self.has_description = declared.has_description();
        for pattern in declared.patterns() {
            self.shape(pattern, true);
        }
    }

    /// Counts a text that fits a pattern, or a row of a table by the names of its columns.
    pub(super) fn count_fit(&mut self, pattern: &str, is_declared: bool, text: Text) {
        let shape = self.shape(pattern, is_declared);
        shape.count += 1;
        if shape.example.is_empty() {
            shape.example = shortened(&text.plain());
        }
    }

    /// The shape of a form, a new one if there is none.
    fn shape(&mut self, form: &str, is_declared: bool) -> &mut Shape {
        let at = self.all.len();
        let at = *self.places.entry(form.to_owned()).or_insert(at);
        if at == self.all.len() {
            self.all.push(Shape { form: form.to_owned(), is_declared, ..Shape::default() });
        }
        &mut self.all[at]
    }

    /// Counts an entry, with the pattern that it fits if it does.
    pub(super) fn count(&mut self, text: Text, pattern: Option<&str>, resource: &ResourceDraft) {
        let (form, first) = match pattern {
            Some(pattern) => (pattern.to_owned(), String::new()),
            None => form_of(text),
        };
        let shape = self.shape(&form, pattern.is_some());
        if shape.count == 0 {
            shape.example = shortened(&text.plain());
            shape.reading = reading(resource);
        }
        shape.count += 1;
        let count = words(&first).count();
        shape.words += count;
        shape.sentences += usize::from(first.ends_with(['.', '!', '?', '。']) && count > 3);
        shape.names += usize::from(has_words(&first) && are_names(&first));
    }

    /// `1 entry`, `2 entries`: how many are counted.
    fn entries(&self) -> String {
        match self.all.iter().map(|shape| shape.count).sum() {
            1_usize => "1 entry".to_owned(),
            count => format!("{count} entries"),
        }
    }

    /// The most frequent shape whose text is more likely an author, as a sentence with the line to declare.
    pub(crate) fn proposal(&self) -> Option<String> {
        if self.has_description {
            return None;
        }
        let proposed = self.all.iter().filter_map(|shape| Some((shape, shape.proposal()?)));
        let (shape, pattern) = proposed.max_by_key(|(shape, _)| shape.count)?;
        Some(format!(
            "{} of {} are `{}`, read as the description; if it is the author: `entry: '{pattern}'`",
            shape.count,
            self.entries(),
            shape.form
        ))
    }

    /// Report for an author: each shape with its count, an example, the reading, and the line to declare.
    pub(crate) fn report(&self, name: &str) -> String {
        let mut shapes: Vec<&Shape> = self.all.iter().collect();
        shapes.sort_by_key(|shape| std::cmp::Reverse(shape.count));
        let mut out = format!("{name}: {} as read\n", self.entries());
        let is_shown = |(at, shape): &(usize, &Shape)| *at < MOST_SHOWN || shape.is_declared;
        let mut is_proposed = false;
        for (_, shape) in shapes.iter().copied().enumerate().filter(is_shown) {
            let declared = if shape.is_declared { ", as declared" } else { "" };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{:>6}  {}{declared}", shape.count, shape.form);
            for (what, text) in [("such as", &shape.example), ("read as", &shape.reading)] {
                if !text.is_empty() {
                    let _ = writeln!(out, "        {what}: {text}");
                }
            }
            if let Some(pattern) = shape.proposal() {
                is_proposed = true;
                let _ = writeln!(
                    out,
                    "        {TEXT} is the description; if it is the author, declare:  entry: '{pattern}'"
                );
            }
        }
        let rest = || shapes.iter().skip(MOST_SHOWN).filter(|shape| !shape.is_declared);
        let count: usize = rest().map(|shape| shape.count).sum();
        if count > 0 {
            let _ = writeln!(out, "{count:>6}  in {}", counted(rest().count(), "other shape"));
        }
        if is_proposed {
            out.push_str(DECLARE);
        }
        out
    }
}

impl Shape {
    /// The pattern by which the first text is the authors, if most of these texts look like names.
    fn proposal(&self) -> Option<String> {
        let behind = self
            .form
            .strip_prefix("[title](url)")
            .filter(|rest| !self.is_declared && rest.contains(TEXT))?;
        let is_apart = !behind.trim_start().starts_with(TEXT);
        let is_short = self.words <= self.count * 4 && self.sentences * 20 <= self.count;
        let is_like_names = self.count > 2 && is_short && self.names * 2 >= self.count;
        let field = if self.names == self.count { "authors" } else { "names" };
        let pattern = self.form.replacen(TEXT, field, 1).replace(TEXT, "...");
        (is_apart && is_like_names && Pattern::parse(&pattern).is_ok()).then_some(pattern)
    }
}

/// The form of a text, and the first text in it that is not the title.
fn form_of(text: Text) -> (String, String) {
    let mut form = Form::default();
    let links = text.links();
    let mut links = links.iter().peekable();
    for part in text.parts().filter(|part| !part.text.is_empty()) {
        if part.piece.url.is_none() {
            form.text(part.text, part.piece.style);
        } else if let Some(link) = links.next_if(|link| link.range.start <= part.at) {
            form.link(&text.of(link).raw());
        }
    }
    form.end_text();
    (one_line(&form.written), one_line(&form.first))
}

/// Signs that part the texts of an entry, wherever they stand.
const SIGNS: [&str; 7] = [" - ", " – ", " — ", " | ", " / ", "(", ")"];

/// Form that is made.
#[derive(Default)]
struct Form {
    written: String,
    /// The text that is read now.
    text: String,
    first: String,
}

impl Form {
    fn link(&mut self, title: &str) {
        self.end_text();
        let is_first = !self.written.contains("](url)");
        self.written.push_str(match (is_first, is_form(title)) {
            (true, false) => "[title](url)",
            (true, true) => "[...](url)",
            (false, _) => "[...](...)",
        });
    }

    fn text(&mut self, text: &str, style: Style) {
        let mark = [(Style::STRONG, "**"), (Style::EMPHASIS, "*"), (Style::CODE, "`")];
        let mark = mark.iter().find(|(mark, _)| style.has(*mark)).map(|(_, mark)| *mark);
        let text: Cow<str> = if text.is_ascii() {
            text.into()
        } else {
            text.chars().filter(|c| !is_icon(*c)).collect::<String>().into()
        };
        if let Some(mark) = mark.filter(|_| has_words(&text)) {
            self.end_text();
            self.written.push_str(mark);
            self.text.push_str(text.trim());
            self.end_text();
            self.written.push_str(mark);
            return;
        }
        let mut rest = &*text;
        while let Some(first) = rest.chars().next() {
            // A comma or colon parts only what stands directly behind a link.
            let is_behind = self.written.ends_with(')') && self.text.trim().is_empty();
            let near = [", ", ": "].into_iter().find(|sign| is_behind && rest.starts_with(sign));
            match SIGNS.into_iter().find(|sign| rest.starts_with(sign)).or(near) {
                Some(sign) => {
                    self.end_text();
                    self.written.push_str(&sign.replace(['–', '—'], "-"));
                    rest = &rest[sign.len()..];
                }
                None => {
                    let begins_sign = |c: char| c.is_whitespace() || "(),:".contains(c);
                    let length = first.len_utf8();
                    let end = rest[length..].find(begins_sign).map_or(rest.len(), |at| length + at);
                    self.text.push_str(&rest[..end]);
                    rest = &rest[end..];
                }
            }
        }
    }

    /// Puts the text that was read into the form.
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let blank = |is: bool| if is { " " } else { "" };
        let word = match text.trim() {
            "" => "",
            year if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => "year",
            signs if !has_words(signs) => signs,
            words => {
                if self.first.is_empty() {
                    self.first.push_str(words);
                }
                TEXT
            }
        };
        self.written.push_str(blank(text.starts_with(char::is_whitespace)));
        self.written.push_str(word);
        self.written.push_str(blank(text.ends_with(char::is_whitespace) && !word.is_empty()));
    }
}

/// Fields of an entry, in a line.
fn reading(resource: &ResourceDraft) -> String {
    let mut fields = vec![format!("title \"{}\"", resource.title.as_deref().unwrap_or_default())];
    let names: Vec<&str> = resource
        .authors
        .iter()
        .flatten()
        .map(|author| match author {
            AuthorDraft::Named((name, _)) => &**name,
            AuthorDraft::Described(author) => &*author.name,
        })
        .collect();
    if !names.is_empty() {
        fields.push(format!("authors \"{}\"", names.join("\", \"")));
    }
    fields.extend(resource.facts.year.map(|year| format!("year {year}")));
    fields.extend(resource.kind.as_ref().map(|(kind, _)| format!("kind {kind}")));
    fields.extend(
        resource
            .facts
            .description
            .as_ref()
            .map(|text| format!("description \"{}\"", shortened(text))),
    );
    let parts = resource.parts.iter().flatten().count();
    fields.extend((parts > 0).then(|| counted(parts, "part")));
    fields.join(", ")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
