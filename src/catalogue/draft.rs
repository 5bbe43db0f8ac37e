//! What one catalogue file says, before ids are given and names looked up.
//!
//! Every file format is read into a [`Draft`]; [`super::assemble`] makes one catalogue of one or several.
//! What the file does not say is nothing here, so that a later catalogue can change a part of a resource.

use std::ops::Range;

use super::{Access, Author, Level, Part};
use crate::value::Spanned;

/// A catalogue file.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) kinds: Vec<KindDraft>,
    pub(super) authors: Vec<AuthorEntry>,
    /// Resources that stand in no topic.
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
    pub(super) tags: Option<Vec<String>>,
    pub(super) archived: Option<String>,
    pub(super) dead: Option<bool>,
    pub(super) parts: Option<Vec<Part>>,
    pub(super) span: Option<Range<usize>>,
}

/// An author of a resource.
#[derive(Debug)]
pub(super) enum AuthorDraft {
    /// One of the catalogue's own, or nobody but a name.
    Named(Spanned<String>),
    Described(Author),
}
