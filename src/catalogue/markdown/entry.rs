//! From a line of a list to a resource: which link leads it, who made it, and what is said of it.

use std::ops::Range;

use super::document::{Piece, PieceKind};
use super::inline::{has_letters, has_words, markdown, plain, without_shortcodes};
use super::urls;
use super::words::{BY, Meaning, meaning};
use crate::catalogue::Author;
use crate::catalogue::Part;
use crate::markdown::write;
use crate::url;

/// A resource as a line names it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) span: Range<usize>,
    pub(super) authors: Vec<Author>,
    /// Inline Markdown.
    pub(super) description: String,
    pub(super) parts: Vec<Part>,
    /// A label before the link: "Video:".
    pub(super) label: String,
    pub(super) year: Option<i64>,
}

/// What is doubtful about a line, and where.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

/// What a line holds.
pub(super) enum Line {
    Entry(Entry),
    /// Links that are no resource's: in a sentence, or about the list itself.
    Other,
    /// No link at all.
    Text,
}

/// Where a line of text stands, as far as it decides what is a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    Item,
    Paragraph,
    /// A paragraph before all topics: where a list speaks of itself.
    Preamble,
}

/// Reads a list item's first line, a paragraph or a table cell.
pub(super) fn line(pieces: &[Piece], site: Site, doubts: &mut Vec<Doubt>) -> Line {
    let Some(lead) = lead(pieces, site, doubts) else {
        let is_link = |piece: &Piece| matches!(piece.kind, PieceKind::Link { .. });
        return if pieces.iter().any(is_link) { Line::Other } else { Line::Text };
    };
    let is_no_entry = match site {
        Site::Item => false,
        Site::Paragraph => is_navigation(&lead),
        Site::Preamble => {
            is_navigation(&lead) || lead.goes_on() || meaning(&lead.title) != Meaning::Title
        }
    };
    if is_no_entry {
        return Line::Other;
    }
    let Lead { title, url, span, label, icons, rest } = lead;
    let mut entry = Entry { title, span, label, ..Entry::default() };
    entry.parts = parts(icons).into_iter().filter(|part| part.url != url).collect();
    entry.url = url;
    let rest = authors(rest, &mut entry.authors, doubts);
    entry.describe(&rest);
    Line::Entry(entry)
}

/// Reads a table row: the link of its first cell, or the first cell's text with the row's first link.
pub(super) fn row(cells: &[Vec<Piece>], doubts: &mut Vec<Doubt>) -> Option<Entry> {
    // Numbers, dates and flags stand before what a row is about.
    let says = |cell: &&Vec<Piece>| has_letters(&plain(cell)) || has_link(cell);
    let first = cells.iter().position(|cell| says(&cell))?;
    let cell = &cells[first];
    let others: Vec<&Vec<Piece>> =
        cells.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, cell)| cell).collect();
    let mut entry = match line(cell, Site::Item, doubts) {
        Line::Entry(entry) => entry,
        Line::Other => return None,
        Line::Text => {
            let links = others.iter().flat_map(|cell| cell.iter());
            let (url, span) = links.filter_map(usable).next()?;
            let title = write::fold(&without_shortcodes(&plain(cell)));
            Entry { title, url: url.to_owned(), span, ..Entry::default() }
        }
    };
    for cell in &others {
        let parts = parts(cell);
        entry.parts.extend(parts.into_iter().filter(|part| part.url != entry.url));
    }
    // One cell can be a description, the others are figures.
    let words = |cell: &&&Vec<Piece>| plain(cell).split(' ').count();
    if let Some(longest) = others.iter().max_by_key(words).filter(|cell| words(cell) > 3) {
        entry.add_text(longest.to_vec());
    }
    Some(entry)
}

impl Entry {
    /// Adds what a further line says: its links as parts, its text to the description.
    pub(super) fn describe(&mut self, pieces: &[Piece]) {
        let url = &self.url;
        self.parts.extend(parts(pieces).into_iter().filter(|part| part.url != *url));
        self.add_text(without_forms(pieces));
    }

    fn add_text(&mut self, mut pieces: Vec<Piece>) {
        trim(&mut pieces);
        let text = plain(&pieces);
        if let Some(year) = year(&text).filter(|_| self.description.is_empty()) {
            self.year = Some(year);
            return;
        }
        if !has_words(&text) {
            return;
        }
        let blank = if self.description.is_empty() { "" } else { " " };
        self.description.extend([blank, &*markdown(&pieces)]);
    }
}

/// The pieces without links to forms of one thing, and without emphasis; texts that touch then are one.
fn without_forms(pieces: &[Piece]) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        match (&piece.kind, kept.last_mut().map(|last| &mut last.kind)) {
            (PieceKind::OpenEmphasis | PieceKind::CloseEmphasis | PieceKind::Image, _) => {}
            (PieceKind::Link { .. }, _) if is_form_link(pieces, at) => {}
            (PieceKind::Text(text), Some(PieceKind::Text(before))) => before.push_str(text),
            _ => kept.push(piece.clone()),
        }
    }
    kept
}

/// A text that is a year and nothing else: "(2019)".
fn year(text: &str) -> Option<i64> {
    let text = text.trim_matches(['(', ')', ',', '.', ' ']);
    let year: i64 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1500..2100).contains(&year).then_some(year)
}

/// Takes off the punctuation that parts a description from what stands before it, and what links that were
/// left out leave behind.
fn trim(pieces: &mut [Piece]) {
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | ':' | '：' | ',' | '、' | '|' | '·' | '•' | '/' | ';')
    };
    let mut at_start = true;
    for piece in pieces.iter_mut() {
        let PieceKind::Text(text) = &mut piece.kind else {
            at_start &= !matches!(piece.kind, PieceKind::Code(_) | PieceKind::Link { .. });
            continue;
        };
        for (left_behind, instead) in
            [("[]", ""), ("()", ""), ("[ ]", ""), ("( )", ""), (", .", "."), (" .", ".")]
        {
            *text = text.replace(left_behind, instead);
        }
        if at_start {
            *text = text.trim_start_matches(is_mark).to_owned();
            at_start = text.is_empty();
        }
    }
    for piece in pieces.iter_mut().rev() {
        match &mut piece.kind {
            PieceKind::Text(text) => {
                *text = text.trim_end_matches(is_mark).to_owned();
                if !text.is_empty() {
                    return;
                }
            }
            PieceKind::Code(_) | PieceKind::Link { .. } => return,
            _ => {}
        }
    }
}

/// The link that leads a line.
struct Lead<'p> {
    title: String,
    url: String,
    span: Range<usize>,
    label: String,
    /// Links before it that are nothing but an icon.
    icons: &'p [Piece],
    rest: &'p [Piece],
}

impl Lead<'_> {
    /// Whether the line is a sentence that happens to begin with a link.
    fn goes_on(&self) -> bool {
        let text = plain(self.rest);
        let by = text.split(' ').next().is_some_and(|word| BY.contains(&word));
        !by && text.starts_with(|c: char| c.is_lowercase()) && text.split(' ').count() > 4
    }
}

/// Finds the link that leads, or the text that does with a link to it.
fn lead<'p>(pieces: &'p [Piece], site: Site, doubts: &mut Vec<Doubt>) -> Option<Lead<'p>> {
    let mut before = String::new();
    // Emphasis before the link, which can be the title.
    let mut emphasized: Option<String> = None;
    let mut emphasis = None;
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::OpenEmphasis => emphasis = emphasis.or(Some(before.len())),
            PieceKind::CloseEmphasis => {
                let text = emphasis.take().map(|start| write::fold(&before[start..]));
                let is_title = |text: &String| has_letters(text) && meaning(text) == Meaning::Title;
                emphasized = emphasized.or(text.filter(is_title));
            }
            PieceKind::Text(text) => before.push_str(text),
            PieceKind::Code(code) if code.chars().count() <= MAX_LABEL => {}
            PieceKind::Code(code) => before.push_str(code),
            PieceKind::Break => before.push(' '),
            PieceKind::Image => {}
            PieceKind::Link { url, content } => {
                let text = plain(content);
                if urls::is_anchor(url) && has_words(&text) {
                    return None;
                }
                if !has_words(&text) {
                    continue;
                }
                let title = title_before(&before, &text, site);
                if title.is_none() && !can_precede(&before) {
                    return None;
                }
                if !is_resource(url, piece, doubts) {
                    return None;
                }
                let (joined, rest) = adjacent(url, text, &pieces[at + 1..]);
                let label = if title.is_some() { String::new() } else { before };
                let title =
                    title.map(|title| emphasized.or_else(|| quoted(&title)).unwrap_or(title));
                return Some(Lead {
                    title: title.unwrap_or(joined),
                    url: url.clone(),
                    span: piece.span.clone(),
                    label,
                    icons: &pieces[..at],
                    rest,
                });
            }
        }
    }
    icon_lead(pieces, site, doubts)
}

/// `[🔗](url) Title`: nothing but the picture is linked.
fn icon_lead<'p>(pieces: &'p [Piece], site: Site, doubts: &mut Vec<Doubt>) -> Option<Lead<'p>> {
    let at = pieces.iter().position(|piece| matches!(&piece.kind, PieceKind::Link { .. }))?;
    let PieceKind::Link { url, content } = &pieces[at].kind else { return None };
    let has_image = content.iter().any(|piece| matches!(piece.kind, PieceKind::Image));
    let title = plain(&pieces[at + 1..]);
    let is_title = !has_image && has_letters(&title) && title.chars().count() <= MAX_TITLE;
    if site != Site::Item || !is_title || !is_resource(url, &pieces[at], doubts) {
        return None;
    }
    let end = [" - ", " – ", " — ", ": "].iter().filter_map(|mark| title.find(mark)).min();
    let title = title[..end.unwrap_or(title.len())].trim().to_owned();
    Some(Lead {
        title,
        url: url.clone(),
        span: pieces[at].span.clone(),
        label: String::new(),
        icons: &[],
        rest: &[],
    })
}

/// Characters of a label, at most.
const MAX_LABEL: usize = 24;
/// Words of a label, at most.
const MAX_LABEL_WORDS: usize = 4;
/// Characters of a title that is not a link's text, at most.
const MAX_TITLE: usize = 300;

/// Whether a link leads its line with this before it: punctuation, numbers, a label.
fn can_precede(before: &str) -> bool {
    let before = without_shortcodes(before);
    let text = before.trim();
    let is_short = text.chars().count() <= MAX_LABEL && text.split(' ').count() <= MAX_LABEL_WORDS;
    let is_label = text.ends_with([':', '：', '-', '–', '—', '|', '→', '>']);
    let is_bracketed = text.starts_with(['[', '(', '【', '（', '「'])
        && text.ends_with([']', ')', '】', '）', '」']);
    !has_letters(text) || is_short && (is_label || is_bracketed)
}

/// Words that lead on to a link in a sentence: "see the [paper](…)".
const LEADING_ON: &[&str] = &[
    "a", "also", "an", "and", "as", "at", "by", "for", "from", "full", "her", "his", "in", "is",
    "its", "my", "of", "on", "or", "original", "our", "see", "the", "their", "this", "to", "via",
    "your",
];

/// The title that stands as text before links to its forms: `Title [[pdf]](…)`.
fn title_before(before: &str, link: &str, site: Site) -> Option<String> {
    let on_own_line = before.ends_with('\n');
    let before = write::fold(&without_shortcodes(before));
    let is_bracketed = before.ends_with('[') || link.starts_with('[');
    let is_form = is_bracketed || is_url(link) || meaning(link) != Meaning::Title;
    let names = has_letters(&before) && meaning(&before) == Meaning::Title;
    if !is_form || !names || before.chars().count() > MAX_TITLE || site == Site::Preamble {
        return None;
    }
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '’' | '?' | '!');
    let is_parted = on_own_line || before.ends_with(is_mark) || link.starts_with(['[', '(']);
    let title = before.trim_end_matches(is_mark).trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '*' | '[' | ':' | ',')
    });
    let is_title = match site {
        Site::Item => is_parted || meaning(link) != Meaning::Mere && !leads_on(title),
        _ => is_bracketed || is_parted && !title.contains(". "),
    };
    (is_title && has_letters(title)).then(|| title.to_owned())
}

/// The title in quotes in a reference: `Ada Miller. "On bread." Journal of Baking, 2001.`
fn quoted(text: &str) -> Option<String> {
    let pairs = [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')];
    let title = pairs.iter().find_map(|(open, close)| {
        let (_, rest) = text.split_once(*open)?;
        rest.split_once(*close).map(|(title, _)| title)
    })?;
    let title = title.trim_end_matches(['.', ',', ' ']);
    (title.contains(' ') && has_letters(title)).then(|| title.to_owned())
}

/// Whether a link's text is its URL.
pub(super) fn is_url(text: &str) -> bool {
    urls::bare(text).first().is_some_and(|url| url.len() == text.len())
}

/// Whether a link can be a resource's; one that should be and cannot is doubtful.
fn is_resource(url: &str, piece: &Piece, doubts: &mut Vec<Doubt>) -> bool {
    let message = match url::scheme(url) {
        _ if urls::is_anchor(url) || urls::is_about_repository(url) => return false,
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto") => return false,
        Some(scheme) if !url::is_allowed(url) => {
            format!("a page cannot link to `{scheme}:` URLs; this entry is left out")
        }
        _ if url.is_empty() => "this link leads nowhere; its entry is left out".to_owned(),
        _ => return true,
    };
    doubts.push(Doubt { span: piece.span.clone(), message });
    false
}

/// The URL of a link that can be a resource's.
fn usable(piece: &Piece) -> Option<(&str, Range<usize>)> {
    match &piece.kind {
        PieceKind::Link { url, content }
            if !only_image(content) && is_resource(url, piece, &mut Vec::new()) =>
        {
            Some((url, piece.span.clone()))
        }
        _ => None,
    }
}

fn has_link(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| usable(piece).is_some())
}

fn only_image(content: &[Piece]) -> bool {
    let is_image = |piece: &Piece| matches!(piece.kind, PieceKind::Image);
    content.iter().any(is_image) && !has_words(&plain(content))
}

/// Links side by side that lead to one URL are one: the whole text, and what follows.
fn adjacent<'p>(url: &str, mut text: String, mut rest: &'p [Piece]) -> (String, &'p [Piece]) {
    loop {
        let is_space = |piece: &Piece| match &piece.kind {
            PieceKind::Text(text) => text.trim().is_empty(),
            PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => true,
            _ => false,
        };
        let next = rest.iter().position(|piece| !is_space(piece));
        let Some((at, PieceKind::Link { url: other, content })) =
            next.map(|at| (at, &rest[at].kind)).filter(|_| next.is_some())
        else {
            return (text, rest);
        };
        if other != url {
            return (text, rest);
        }
        text = write::fold(&format!("{text} {}", plain(content)));
        rest = &rest[at + 1..];
    }
}

/// Whether a paragraph is a row of links: `[English](…) | [日本語](…)`.
fn is_navigation(lead: &Lead) -> bool {
    let mut between = String::new();
    let mut links = 0;
    for piece in lead.rest {
        match &piece.kind {
            PieceKind::Text(text) => between.push_str(text),
            PieceKind::Link { .. } => links += 1,
            _ => {}
        }
    }
    links > 0 && !has_words(&between) && between.contains(['|', '·', '•', '/', '｜'])
}

/// Links other than the one that leads.
fn parts(pieces: &[Piece]) -> Vec<Part> {
    let part = |piece: &Piece| {
        let (url, _) = usable(piece)?;
        let PieceKind::Link { content, .. } = &piece.kind else { return None };
        let text = plain(content);
        let title = text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | ':')).trim();
        let title = if title.is_empty() { url } else { title };
        Some(Part { title: title.to_owned(), url: url.to_owned() })
    };
    pieces.iter().filter_map(part).collect()
}

/// Whether a link says in which form something is to be had, which its part says too, and is not what a
/// sentence leads on to.
fn is_form_link(pieces: &[Piece], at: usize) -> bool {
    let PieceKind::Link { content, .. } = &pieces[at].kind else { return false };
    let text = plain(content);
    let is_form = !has_words(&text) || is_url(&text) || meaning(&text) != Meaning::Title;
    is_form && !leads_on(&plain(&pieces[..at]))
}

/// Whether a text goes on with the next word: "see the".
fn leads_on(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    LEADING_ON.contains(&&*last)
}

/// Takes "by NAME" or "by [NAME](url)" off the front of what follows a link.
fn authors(rest: &[Piece], authors: &mut Vec<Author>, doubts: &mut Vec<Doubt>) -> Vec<Piece> {
    let mut pieces = rest.to_vec();
    let Some(mut at) = after_by(&mut pieces) else { return pieces };
    loop {
        while matches!(
            pieces.get(at).map(|piece| &piece.kind),
            Some(PieceKind::OpenEmphasis | PieceKind::CloseEmphasis)
        ) {
            at += 1;
        }
        let Some(piece) = pieces.get_mut(at) else { break };
        match &mut piece.kind {
            PieceKind::Link { url, content } => {
                let name = plain(content);
                if meaning(&name) != Meaning::Title {
                    break;
                }
                let url = url::is_allowed(url).then(|| url.clone());
                let url = url.filter(|url| !url.is_empty() && !urls::is_anchor(url));
                authors.push(Author { name, url, affiliation: None });
                at += 1;
            }
            PieceKind::Text(text) if text.trim().is_empty() => at += 1,
            PieceKind::Text(text) if !authors.is_empty() => {
                // After one author, another one follows or the description does.
                let Some(more) = after_and(text) else { break };
                *text = more;
            }
            PieceKind::Text(text) => {
                let (names, more) = match broken_link(text) {
                    Some((name, more)) => {
                        let message = format!("the link of the author `{name}` is broken");
                        doubts.push(Doubt { span: piece.span.clone(), message });
                        (vec![name], more)
                    }
                    None => names(text),
                };
                if names.is_empty() {
                    break;
                }
                let author = |name| Author { name, url: None, affiliation: None };
                authors.extend(names.into_iter().map(author));
                *text = more;
                break;
            }
            _ => break,
        }
    }
    if authors.is_empty() { rest.to_vec() } else { pieces.split_off(at) }
}

/// Takes off "by", and says which piece follows.
fn after_by(pieces: &mut [Piece]) -> Option<usize> {
    let at = pieces.iter().position(|piece| match &piece.kind {
        PieceKind::Text(text) => !text.trim().is_empty(),
        PieceKind::OpenEmphasis | PieceKind::CloseEmphasis => false,
        _ => true,
    })?;
    let PieceKind::Text(text) = &mut pieces[at].kind else { return None };
    let start = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | ',' | '(')
    });
    let after = BY.iter().find_map(|by| {
        let head = start.get(..by.len()).filter(|head| head.to_lowercase() == *by)?;
        let after = &start[head.len()..];
        (after.is_empty() || after.starts_with([' ', ':', '\u{a0}'])).then_some(after)
    })?;
    *text = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':').to_owned();
    Some(at)
}

/// What follows "and", a comma or the like.
fn after_and(text: &str) -> Option<String> {
    let rest = text.trim_start();
    let ands = ["and ", "& ", ", and ", ", ", "، ", "、", "و "];
    let after =
        ands.iter().filter_map(|and| rest.strip_prefix(and)).min_by_key(|rest| rest.len())?;
    after.trim().is_empty().then(String::new)
}

/// `[NAME](no URL) …`: the name, and what follows.
fn broken_link(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.trim_start().strip_prefix('[')?.split_once("](")?;
    let (_, rest) = rest.split_once(')')?;
    Some((write::fold(name), rest.to_owned()))
}

/// The names that a text begins with, and what follows.
fn names(text: &str) -> (Vec<String>, String) {
    let end = ["\n", " - ", " – ", " — ", ". ", "(", ";", ": ", "|", " from ", " at "]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .unwrap_or(text.len());
    let mut names = Vec::new();
    let mut at = 0;
    for part in text[..end].split_inclusive(',') {
        let several: Vec<&str> =
            part.trim_end_matches(',').split(" and ").flat_map(|part| part.split(" & ")).collect();
        let several: Vec<&str> = several
            .iter()
            .map(|name| name.trim().trim_end_matches('.'))
            .map(|name| name.strip_prefix("and ").unwrap_or(name))
            .collect();
        if !several.iter().all(|name| is_name(name)) {
            break;
        }
        names.extend(several.iter().map(|name| write::fold(name)));
        at += part.len();
    }
    (names, text[at..].to_owned())
}

/// Whether a text looks like a person's or an institution's name.
fn is_name(text: &str) -> bool {
    let is_small = |word: &str| {
        matches!(
            word,
            "de" | "van" | "von" | "der" | "den" | "la" | "di" | "da" | "of" | "bin" | "al"
        )
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_proper = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
            || word.starts_with('@')
            || is_small(word)
    };
    (1..=5).contains(&words.len()) && words.iter().all(is_proper) && !is_small(words[0])
}

/// What is doubtful about an item among resources whose link does not lead it.
pub(super) fn not_leading(pieces: &[Piece]) -> Option<Doubt> {
    let (_, span) = pieces.iter().find_map(usable)?;
    let message = "this item is left out, because its link does not lead it".to_owned();
    Some(Doubt { span, message })
}
