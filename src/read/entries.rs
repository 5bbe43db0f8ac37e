//! Entries of other programs' files, and the draft of a catalogue that is made of them.
//!
//! Each reader hands its entries over as it finds them, with the folder that they are in. What is the same for all is
//! decided here: which URL an entry has, what it is called, how long a description may be.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::catalogue::{Author, Facts, Part, slug};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::{AuthorDraft, Draft, ResourceDraft, TopicDraft};
use crate::read::encoding::Encoding;
use crate::read::kinds;
use crate::read::values::doi;
use crate::text::collapse_whitespace;
use crate::url;
use crate::value::Spanned;
use crate::write::prose;

/// Characters of a description that is kept whole; of a longer one, such as a paper's abstract, the beginning is.
const MAX_DESCRIPTION: usize = 300;

/// Folders within folders, at most; what is nested deeper is put into the last of them.
pub(super) const MAX_DEPTH: usize = 32;

/// Entry of a file, in plain text.
#[derive(Default)]
pub(super) struct Entry {
    /// Name that another program gives it: a citation key.
    pub(super) id: Option<Spanned<String>>,
    pub(super) title: String,
    /// As written.
    pub(super) url: Option<Spanned<String>>,
    /// A digital object identifier, which is as good as a URL.
    pub(super) doi: Option<String>,
    pub(super) authors: Vec<Author>,
    /// Kind that the file gives.
    pub(super) kind: Option<String>,
    /// Kind if neither that nor the URL tells.
    pub(super) likely_kind: Option<&'static str>,
    pub(super) description: String,
    /// The description as inline Markdown, where it has links.
    pub(super) markdown: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) parts: Vec<Part>,
    /// Where it is in the file.
    pub(super) span: Range<usize>,
    /// All but the description, which is plain text above.
    pub(super) facts: Facts,
}

/// A folder of entries; the first one is the file itself.
#[derive(Default)]
struct Folder {
    draft: TopicDraft,
    parent: usize,
    depth: usize,
}

/// Values of one field that are none: the first, its place, and how many there are.
struct Unread {
    value: String,
    span: Range<usize>,
    count: usize,
}

/// The entries of a file, in their folders.
pub(super) struct Entries<'d> {
    /// The encoding that the file was once wrongly read as.
    encoding: Option<Encoding>,
    folders: Vec<Folder>,
    /// A folder by the one that it is in and its title.
    by_title: HashMap<(usize, String), usize>,
    /// Places of entries whose descriptions are cut.
    cut: Vec<Range<usize>>,
    ids: HashSet<String>,
    /// The title of the first entry of each URL.
    titles: HashMap<String, String>,
    /// By the names of fields.
    unread: BTreeMap<&'static str, Unread>,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

/// The folder that is the file itself.
pub(super) const ROOT: usize = 0;

impl<'d> Entries<'d> {
    pub(super) fn new(text: &str, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Entries {
            encoding: Encoding::detect(text, diagnostics),
            folders: vec![Folder::default()],
            by_title: HashMap::new(),
            cut: Vec::new(),
            ids: HashSet::new(),
            titles: HashMap::new(),
            unread: BTreeMap::new(),
            diagnostics,
        }
    }

    /// The folder of this title in another one. Two of one title are one.
    pub(super) fn folder(&mut self, parent: usize, title: &str, span: Range<usize>) -> usize {
        let title = self.repaired(collapse_whitespace(title).into_owned());
        let depth = self.folders[parent].depth + 1;
        if title.is_empty() || depth > MAX_DEPTH {
            return parent;
        }
        let at = self.folders.len();
        let known = *self.by_title.entry((parent, title.clone())).or_insert(at);
        if known == at {
            let draft =
                TopicDraft { title: Some(title), span: Some(span), ..TopicDraft::default() };
            self.folders.push(Folder { draft, parent, depth });
        }
        known
    }

    /// Says what a folder holds.
    pub(super) fn introduce(&mut self, folder: usize, text: &str) {
        if folder != ROOT {
            let text = prose::of_text(&self.repaired(text.to_owned()));
            self.folders[folder].draft.introduction = Some(text);
        }
    }

    /// A text with its original characters, if the file was once read in another encoding.
    fn repaired(&self, text: String) -> String {
        match self.encoding {
            Some(encoding) if !text.is_ascii() => encoding.repair(&text),
            _ => text,
        }
    }

    fn repair(&self, entry: &mut Entry) {
        if self.encoding.is_none() {
            return;
        }
        let texts = [&mut entry.title, &mut entry.description].into_iter();
        let texts = texts.chain(&mut entry.markdown).chain(&mut entry.tags);
        let names = entry.authors.iter_mut().map(|author| &mut author.name);
        for text in texts.chain(names) {
            *text = self.repaired(std::mem::take(text));
        }
    }

    /// Adds an entry to a folder; one whose URL a page must not link to is left out, with a warning, and so is one
    /// with neither a title nor a URL.
    pub(super) fn add(&mut self, folder: usize, mut entry: Entry) {
        self.repair(&mut entry);
        if let Some((written, span)) = entry.url.take_if(|(url, _)| !can_be_url(url)) {
            self.unread("URL", &written, span.unwrap_or_else(|| entry.span.clone()));
        }
        let url = match url_of(&entry) {
            Ok(url) => url,
            Err(warning) => return self.diagnostics.push(warning),
        };
        let written = url.as_ref().map(|(url, _)| &**url);
        let title = match (collapse_whitespace(&entry.title), written) {
            (title, Some(url)) if title.is_empty() || title == url => {
                without_scheme(&url::encoded(url)).to_owned()
            }
            (title, None) if title.is_empty() => {
                self.warn(
                    entry.span,
                    "this entry has no title and no URL; it is left out".to_owned(),
                );
                return;
            }
            (title, _) => title.into_owned(),
        };
        let first = written.and_then(|url| self.titles.get(url)).cloned();
        if let Some(first) = first.as_ref().filter(|first| **first != title) {
            let message = format!("`{title}` has the URL of `{first}`: they are one resource");
            self.warn(entry.span.clone(), message);
        }
        let id = entry.id.take().filter(|_| first.is_none()).and_then(|id| self.id(id));
        let title = first.unwrap_or(title);
        self.titles.extend(written.map(|url| (url.to_owned(), title.clone())));
        let guess = || {
            let of_url = written.and_then(kinds::of_url);
            of_url.or(entry.likely_kind).map(str::to_owned)
        };
        let kind = entry.kind.clone().or_else(guess).map(|kind| (kind, None));
        let description = self.description(&entry);
        let authors = entry.authors.into_iter().map(AuthorDraft::Described).collect();
        let resource = ResourceDraft {
            id,
            title: Some(title),
            url,
            authors: Some(authors),
            kind,
            facts: Facts { description, ..entry.facts },
            tags: Some(entry.tags),
            parts: Some(entry.parts),
            span: Some(entry.span),
            ..ResourceDraft::default()
        };
        self.folders[folder].draft.resources.push(resource);
    }

    /// Id that a citation key gives; the first entry of a key has it.
    fn id(&mut self, (key, span): Spanned<String>) -> Option<Spanned<String>> {
        let id = slug(&key);
        if id.is_empty() {
            return None;
        }
        if !self.ids.insert(id.clone()) {
            let message = format!("another entry has the key `{key}` already; this one has none");
            self.warn(span.unwrap_or_default(), message);
            return None;
        }
        Some((id, span))
    }

    /// The text as inline Markdown. A long one is cut at the end of a sentence, or of a word.
    fn description(&mut self, entry: &Entry) -> Option<String> {
        let text = collapse_whitespace(&entry.description);
        let kept = beginning(&text);
        if kept.len() < text.len() {
            self.cut.push(entry.span.clone());
        }
        if kept.len() == text.len() && entry.markdown.is_some() {
            return entry.markdown.clone();
        }
        (!kept.is_empty()).then(|| {
            let mark = if kept.len() < text.len() && !ends_sentence(kept) { " …" } else { "" };
            prose::of_text(&format!("{kept}{mark}"))
        })
    }

    pub(super) fn warn(&mut self, span: Range<usize>, message: String) {
        self.diagnostics.push(Diagnostic::warning(Code::DoubtfulEntry, message).at(span));
    }

    /// Warns at the end that a value is none of a field, once for all values of the field.
    pub(super) fn unread(&mut self, field: &'static str, value: &str, span: Range<usize>) {
        let first = || Unread { value: collapse_whitespace(value).into_owned(), span, count: 0 };
        self.unread.entry(field).or_insert_with(first).count += 1;
    }

    /// The value that a text is read as; if it is none, [`unread`](Self::unread) tells, but for an empty text.
    pub(super) fn read<T>(
        &mut self,
        field: &'static str,
        text: &str,
        span: &Range<usize>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = text.trim();
        let value = read(text);
        if value.is_none() && !text.is_empty() {
            self.unread(field, text, span.clone());
        }
        value
    }

    /// The catalogue that the entries make.
    pub(super) fn finish(mut self) -> Draft {
        if let Some(first) = self.cut.first().cloned() {
            let message = match self.cut.len() {
                1 => "this description is long; its beginning is kept".to_owned(),
                count => format!(
                    "this description and {} more are long; their beginnings are kept",
                    count - 1
                ),
            };
            let warning = Diagnostic::warning(Code::DoubtfulEntry, message).at(first);
            self.diagnostics.push(warning.counting(self.cut.len()));
        }
        for (field, Unread { value, span, count }) in std::mem::take(&mut self.unread) {
            let others = match count {
                1 => String::new(),
                2 => "; so is 1 more of this field".to_owned(),
                count => format!("; so are {} more of this field", count - 1),
            };
            let message = format!("`{value}` is read as no {field}, and left out{others}");
            let warning = Diagnostic::warning(Code::DoubtfulEntry, message).at(span);
            self.diagnostics.push(warning.counting(count));
        }
        let is_empty = self.folders.iter().all(|folder| folder.draft.resources.is_empty());
        let has_error =
            self.diagnostics.iter().any(|d| d.severity == crate::diagnostic::Severity::Error);
        if is_empty && !has_error {
            let message = "there are no entries with a title or a URL in this file";
            self.diagnostics.push(Diagnostic::error(Code::InvalidCatalogue, message));
        }
        // Each folder comes after the one that it is in.
        while self.folders.len() > 1 {
            let Some(Folder { mut draft, parent, .. }) = self.folders.pop() else { break };
            draft.topics.reverse();
            if !(draft.resources.is_empty() && draft.topics.is_empty()) {
                self.folders[parent].draft.topics.push(draft);
            }
        }
        let root = self.folders.pop().unwrap_or_default().draft;
        let mut topics = root.topics;
        topics.reverse();
        Draft { is_list: true, resources: root.resources, topics, ..Draft::default() }
    }
}

/// Returns whether a text can be a URL: it has a scheme, begins with "www.", is an identifier or empty, or leads to a file or a
/// folder of the book: `n/a` does not.
fn can_be_url(text: &str) -> bool {
    let text = text.trim();
    let last = text.rsplit('/').next().unwrap_or_default();
    let is_relative = !text.contains(char::is_whitespace)
        && !text.contains(['(', '=', '\\'])
        && (last.is_empty() || last.contains(['.', '#']) || text.starts_with('/'));
    text.is_empty()
        || url::scheme(text).is_some()
        || text.starts_with("www.")
        || doi(text).is_some()
        || is_relative
}

/// The URL of an entry, or that of its identifier, or none, as a book on paper has.
///
/// # Errors
/// The warning about a URL that is refused.
fn url_of(entry: &Entry) -> Result<Option<Spanned<String>>, Diagnostic> {
    let place = Some(entry.span.clone());
    let written = entry.url.as_ref().filter(|(url, _)| !url.trim().is_empty());
    let Some((written, span)) = written else {
        return Ok(entry.doi.as_deref().and_then(doi).map(|url| (url, place)));
    };
    let written = written.trim();
    let span = span.clone().or(place);
    if written.starts_with("www.") {
        return Ok(Some((format!("https://{written}"), span)));
    }
    if let Some(url) = doi(written) {
        return Ok(Some((url, span)));
    }
    match url::check(written) {
        Ok(()) => Ok(Some((written.to_owned(), span))),
        Err(refusal) => {
            let message = format!("{}; this entry is left out", refusal.message());
            Err(Diagnostic::warning(Code::DoubtfulEntry, message)
                .at(span.unwrap_or_default())
                .help(refusal.help()))
        }
    }
}

/// Title of a URL that has no other.
fn without_scheme(url: &str) -> &str {
    let name = url.split_once("://").map_or(url, |(_, rest)| rest);
    let name = name.strip_prefix("www.").unwrap_or(name).trim_end_matches('/');
    if name.is_empty() { url } else { name }
}

/// As much of a text as a description may have: whole sentences, or whole words.
fn beginning(text: &str) -> &str {
    let Some((limit, _)) = text.char_indices().nth(MAX_DESCRIPTION) else { return text };
    let text = &text[..limit];
    let sentence = text.char_indices().filter(|(at, c)| {
        let after = &text[at + c.len_utf8()..];
        matches!(c, '.' | '!' | '?') && after.starts_with(' ') || matches!(c, '。' | '！' | '？')
    });
    // What is shorter than this is most likely an abbreviation.
    let end = sentence.map(|(at, c)| at + c.len_utf8()).rfind(|end| *end > 40);
    let word = || text.rfind(' ').unwrap_or(limit);
    text[..end.unwrap_or_else(word)].trim_end()
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn descriptions_end_at_a_sentence_or_a_word() {
        let sentences = "All work and no play makes Jack a dull boy. ".repeat(20);
        assert_eq!(beginning(&sentences), sentences[..263].trim_end());
        let words = "work ".repeat(100);
        assert_eq!(beginning(&words).len(), 299);
        let letters = "é".repeat(400);
        assert_eq!(beginning(&letters).chars().count(), 300);
        assert_eq!(beginning("Short."), "Short.");
    }
}
