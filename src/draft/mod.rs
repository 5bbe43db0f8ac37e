//! Drafts: the content of one catalogue file, before ids are given and names looked up.
//!
//! Every file format is read into a [`Draft`]; [`assemble()`] makes one catalogue of one or several.
//! Fields that the file does not give are `None`, so that a later catalogue can change a part of a resource.

mod assemble;
pub(crate) mod authors;
mod ids;

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use assemble::assemble;

use crate::catalogue::Facts;
use crate::catalogue::fact_table::{FACTS, FactValue, Form};
use crate::catalogue::resource::{Author, Part};
use crate::text::collapse_whitespace;
use crate::url;
use crate::value::Spanned;

/// A catalogue file.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// True if entries of one URL are one resource, and headings of one text one topic: in lists of links, but not
    /// in what an author has written with ids.
    pub(crate) is_list: bool,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) kinds: Vec<KindDraft>,
    pub(crate) authors: Vec<AuthorEntry>,
    /// Resources without a topic.
    pub(crate) resources: Vec<ResourceDraft>,
    pub(crate) topics: Vec<TopicDraft>,
}

#[derive(Debug)]
pub(crate) struct KindDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) label: Option<String>,
    pub(crate) plural: Option<String>,
    pub(crate) icon: Option<String>,
}

/// An author whom resources can name.
#[derive(Debug)]
pub(crate) struct AuthorEntry {
    /// Given, or made from the name.
    pub(crate) id: Spanned<String>,
    pub(crate) author: Author,
}

#[derive(Debug, Default)]
pub(crate) struct TopicDraft {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) icon: Option<String>,
    pub(crate) aliases: Option<Vec<String>>,
    pub(crate) prerequisites: Option<Vec<Spanned<String>>>,
    pub(crate) introduction: Option<String>,
    pub(crate) resources: Vec<ResourceDraft>,
    pub(crate) topics: Vec<TopicDraft>,
    pub(crate) span: Option<Range<usize>>,
}

#[derive(Debug, Default)]
pub(crate) struct ResourceDraft {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) url: Option<Spanned<String>>,
    pub(crate) authors: Option<Vec<AuthorDraft>>,
    pub(crate) kind: Option<Spanned<String>>,
    pub(crate) facts: Facts,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) former_ids: Option<Vec<String>>,
    pub(crate) parts: Option<Vec<Part>>,
    /// Ids of other topics that it stands in.
    pub(crate) also: Option<Vec<Spanned<String>>>,
    pub(crate) span: Option<Range<usize>>,
}

/// An author of a resource.
#[derive(Debug)]
pub(crate) enum AuthorDraft {
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
        let TopicDraft {
            title, icon, aliases, prerequisites, introduction, resources, topics, ..
        } = self;
        [title, icon, introduction].into_iter().for_each(Clean::clean);
        aliases.clean();
        prerequisites.clean();
        resources.clean();
        topics.clean();
    }
}

impl Clean for Facts {
    fn clean(&mut self) {
        for fact in FACTS {
            if let Some(FactValue::String(mut text)) = (fact.get)(self) {
                if fact.form == Form::Url {
                    clean_url(&mut text);
                } else {
                    text.clean();
                }
                (fact.set)(self, Some(text.into()));
            }
        }
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
            facts,
            tags,
            former_ids: _,
            parts,
            also,
            span: _,
        } = self;
        title.clean();
        if let Some((url, _)) = url {
            clean_url(url);
        }
        authors.clean();
        kind.clean();
        facts.clean();
        tags.clean();
        parts.clean();
        also.clean();
    }
}

/// Number of resources of some topics.
fn count_in(topics: &[TopicDraft]) -> usize {
    topics.iter().map(|topic| topic.resources.len() + count_in(&topic.topics)).sum()
}

impl Draft {
    /// Returns whether it has neither topics nor resources.
    pub(crate) fn has_no_topics(&self) -> bool {
        self.topics.is_empty() && self.resources.is_empty()
    }

    /// Returns whether it says nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        let Draft { is_list: _, title, description, kinds, authors, .. } = self;
        let has_text = title.is_some() || description.is_some();
        self.has_no_topics() && !has_text && kinds.is_empty() && authors.is_empty()
    }

    /// Number of its resources, in topics and in none.
    pub(crate) fn count_resources(&self) -> usize {
        self.resources.len() + count_in(&self.topics)
    }

    /// Puts every value right.
    pub(crate) fn clean(&mut self) {
        let Draft { is_list: _, title, description, kinds, authors, resources, topics } = self;
        [title, description].into_iter().for_each(Clean::clean);
        kinds.clean();
        authors.clean();
        resources.clean();
        topics.clean();
    }
}
