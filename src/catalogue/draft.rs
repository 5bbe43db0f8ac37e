//! What one catalogue file says, before ids are given and names looked up.
//!
//! Every file format is read into a [`Draft`]; [`super::assemble`] makes one catalogue of one or several.
//! What the file does not say is `None`, so that a later catalogue can change a part of a resource.

use std::borrow::Cow;
use std::ops::Range;

use super::{Access, Author, Date, Duration, Level, Part, Role};
use crate::text::collapse_whitespace;
use crate::url;
use crate::value::Spanned;

/// A catalogue file.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Whether entries of one URL are one resource, and headings of one text one topic: in lists of links, but not
    /// in what an author has written with ids.
    pub(super) is_list: bool,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) kinds: Vec<KindDraft>,
    pub(super) authors: Vec<AuthorEntry>,
    /// Resources without a topic.
    pub(super) resources: Vec<ResourceDraft>,
    pub(super) topics: Vec<TopicDraft>,
}

#[derive(Debug)]
pub(super) struct KindDraft {
    pub(super) id: Spanned<String>,
    pub(super) label: Option<String>,
    pub(super) plural: Option<String>,
    pub(super) icon: Option<String>,
}

/// An author whom resources can name.
#[derive(Debug)]
pub(super) struct AuthorEntry {
    /// Given, or made from the name.
    pub(super) id: Spanned<String>,
    pub(super) author: Author,
}

#[derive(Debug, Default)]
pub(super) struct TopicDraft {
    pub(super) id: Option<Spanned<String>>,
    pub(super) title: Option<String>,
    pub(super) icon: Option<String>,
    pub(super) aliases: Option<Vec<String>>,
    pub(super) after: Option<Vec<Spanned<String>>>,
    pub(super) introduction: Option<String>,
    pub(super) resources: Vec<ResourceDraft>,
    pub(super) topics: Vec<TopicDraft>,
    pub(super) span: Option<Range<usize>>,
}

#[derive(Debug, Default)]
pub(super) struct ResourceDraft {
    pub(super) id: Option<Spanned<String>>,
    pub(super) title: Option<String>,
    pub(super) url: Option<Spanned<String>>,
    pub(super) authors: Option<Vec<AuthorDraft>>,
    pub(super) kind: Option<Spanned<String>>,
    pub(super) description: Option<String>,
    pub(super) year: Option<i64>,
    pub(super) language: Option<String>,
    pub(super) access: Option<Access>,
    pub(super) level: Option<Level>,
    pub(super) duration: Option<Duration>,
    pub(super) role: Option<Role>,
    pub(super) choice: Option<String>,
    pub(super) license: Option<String>,
    pub(super) added: Option<Date>,
    pub(super) checked: Option<Date>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) was: Option<Vec<String>>,
    pub(super) archived: Option<String>,
    pub(super) dead: Option<bool>,
    pub(super) parts: Option<Vec<Part>>,
    /// Ids of other topics that it stands in.
    pub(super) also: Option<Vec<Spanned<String>>>,
    pub(super) span: Option<Range<usize>>,
}

/// An author of a resource.
#[derive(Debug)]
pub(super) enum AuthorDraft {
    /// One of the catalogue's own, or nobody but a name.
    Named(Spanned<String>),
    Described(Author),
}

/// Values are put right here, once, for every kind of file: a text has no line end or control character, and a URL
/// nothing that must be percent-encoded.
trait Clean {
    fn clean(&mut self);
}

impl Clean for String {
    fn clean(&mut self) {
        if let Cow::Owned(collapsed) = collapse_whitespace(self) {
            *self = collapsed;
        }
    }
}

impl<T: Clean> Clean for Option<T> {
    fn clean(&mut self) {
        self.iter_mut().for_each(Clean::clean);
    }
}

impl<T: Clean> Clean for Vec<T> {
    fn clean(&mut self) {
        self.iter_mut().for_each(Clean::clean);
    }
}

impl<T: Clean> Clean for Spanned<T> {
    fn clean(&mut self) {
        self.0.clean();
    }
}

fn clean_url(url: &mut String) {
    let trimmed = url.trim();
    match url::encoded(trimmed) {
        Cow::Borrowed(_) if trimmed.len() == url.len() => {}
        encoded => *url = encoded.into_owned(),
    }
}

impl Clean for KindDraft {
    fn clean(&mut self) {
        let KindDraft { id: _, label, plural, icon } = self;
        [label, plural, icon].into_iter().for_each(Clean::clean);
    }
}

impl Clean for Author {
    fn clean(&mut self) {
        let Author { name, url, affiliation } = self;
        name.clean();
        affiliation.clean();
        url.iter_mut().for_each(clean_url);
    }
}

impl Clean for AuthorEntry {
    fn clean(&mut self) {
        self.author.clean();
    }
}

impl Clean for AuthorDraft {
    fn clean(&mut self) {
        match self {
            AuthorDraft::Named(name) => name.clean(),
            AuthorDraft::Described(author) => author.clean(),
        }
    }
}

impl Clean for Part {
    fn clean(&mut self) {
        self.title.clean();
        clean_url(&mut self.url);
    }
}

impl Clean for TopicDraft {
    fn clean(&mut self) {
        let TopicDraft { title, icon, aliases, after, introduction, resources, topics, .. } = self;
        [title, icon, introduction].into_iter().for_each(Clean::clean);
        aliases.clean();
        after.clean();
        resources.clean();
        topics.clean();
    }
}

impl Clean for ResourceDraft {
    fn clean(&mut self) {
        // All fields, so that none can be forgotten here; the rest are no texts.
        let ResourceDraft {
            id: _,
            title,
            url,
            authors,
            kind,
            description,
            year: _,
            language,
            access: _,
            level: _,
            duration: _,
            role: _,
            choice,
            license,
            added: _,
            checked: _,
            tags,
            was: _,
            archived,
            dead: _,
            parts,
            also,
            span: _,
        } = self;
        [title, description, language, choice, license].into_iter().for_each(Clean::clean);
        kind.clean();
        authors.clean();
        let urls = [url.as_mut().map(|url| &mut url.0), archived.as_mut()];
        urls.into_iter().flatten().for_each(clean_url);
        tags.clean();
        parts.clean();
        also.clean();
    }
}

/// How many resources some topics have.
fn count_in(topics: &[TopicDraft]) -> usize {
    topics.iter().map(|topic| topic.resources.len() + count_in(&topic.topics)).sum()
}

impl Draft {
    /// Whether it has neither topics nor resources.
    pub(super) fn has_no_topics(&self) -> bool {
        self.topics.is_empty() && self.resources.is_empty()
    }

    /// Whether it says nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        let Draft { is_list: _, title, description, kinds, authors, .. } = self;
        let has_text = title.is_some() || description.is_some();
        self.has_no_topics() && !has_text && kinds.is_empty() && authors.is_empty()
    }

    /// How many resources it has, in topics and in none.
    pub(super) fn count_resources(&self) -> usize {
        self.resources.len() + count_in(&self.topics)
    }

    /// Puts every value right.
    pub(super) fn clean(&mut self) {
        let Draft { is_list: _, title, description, kinds, authors, resources, topics } = self;
        [title, description].into_iter().for_each(Clean::clean);
        kinds.clean();
        authors.clean();
        resources.clean();
        topics.clean();
    }
}
