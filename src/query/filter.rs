//! Filters of resources.

use std::collections::HashSet;

use super::select::Scope;
use crate::catalogue::{Access, Catalogue, Level};

/// Filter: resources have one of the values of each field that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Normalised ids.
    pub(super) kinds: Option<HashSet<String>>,
    /// Normalised names.
    pub(super) authors: Option<HashSet<String>>,
    /// Normalised.
    pub(super) tags: Option<HashSet<String>>,
    pub(super) access: Option<HashSet<String>>,
    pub(super) levels: Option<HashSet<String>>,
    /// Normalised; the first parts of a tag stand for all of it.
    pub(super) languages: Option<HashSet<String>>,
    /// Normalised.
    pub(super) licenses: Option<HashSet<String>>,
    pub(super) roles: Option<HashSet<String>>,
    pub(super) years: Option<Vec<Years>>,
    /// Topics and resources that are left out: a resource in several topics only if all of them are.
    pub(super) except: Scope,
}

impl Filter {
    pub(super) fn admits(&self, position: usize, catalogue: &Catalogue) -> bool {
        let Filter {
            kinds,
            authors,
            tags,
            access,
            levels,
            languages,
            licenses,
            roles,
            years,
            except,
        } = self;
        let resource = &catalogue.resources()[position];
        let folded = || &catalogue.folded()[position];
        has_one_of(kinds.as_ref(), || std::slice::from_ref(&folded().kind))
            && has_one_of(authors.as_ref(), || &folded().authors)
            && has_one_of(tags.as_ref(), || &folded().tags)
            && is_one_of(access.as_ref(), resource.facts.access.map(Access::id))
            && is_one_of(levels.as_ref(), resource.facts.level.map(Level::id))
            && languages.as_ref().is_none_or(|wanted| is_in(wanted, folded().language.as_deref()))
            && has_one_of(licenses.as_ref(), || folded().license.as_slice())
            && is_one_of(roles.as_ref(), Some(resource.role().id()))
            && years.as_ref().is_none_or(|wanted| {
                resource
                    .facts
                    .year
                    .is_some_and(|year| wanted.iter().any(|years| years.contains(year)))
            })
            && !except.has_resource(position)
    }

    pub(super) fn is_given(&self) -> bool {
        *self != Filter::default()
    }
}

/// From the first to the last year of a span, where these are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Years(Option<i64>, Option<i64>);

impl Years {
    /// `2015`, `2015..`, `..2020` or `2015..2020`; `None` for everything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let year = |text: &str| match text {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        };
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let years = Years(year(first)?, year(last)?);
        match years {
            Years(None, None) => None,
            Years(Some(first), Some(last)) if first > last => None,
            years => Some(years),
        }
    }

    fn contains(self, year: i64) -> bool {
        self.0.is_none_or(|first| first <= year) && self.1.is_none_or(|last| year <= last)
    }
}

/// Returns whether a language is one of the wanted ones: `de` stands for `de-at` too.
fn is_in(wanted: &HashSet<String>, language: Option<&str>) -> bool {
    language.is_some_and(|language| with_prefixes(language).any(|tag| wanted.contains(tag)))
}

/// `de` and `de-at` for `de-at`.
pub(super) fn with_prefixes(tag: &str) -> impl Iterator<Item = &str> {
    let ends = tag.match_indices([' ', '-']).map(|(at, _)| at);
    ends.chain([tag.len()]).map(|end| &tag[..end])
}

fn has_one_of<'n>(wanted: Option<&HashSet<String>>, names: impl FnOnce() -> &'n [String]) -> bool {
    wanted.is_none_or(|wanted| names().iter().any(|name| wanted.contains(name)))
}

fn is_one_of(wanted: Option<&HashSet<String>>, word: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| word.is_some_and(|word| wanted.contains(word)))
}
