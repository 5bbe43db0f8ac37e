//! What resources have to be like to be selected.

use std::collections::HashSet;

use crate::catalogue::{Access, Level, Resource, normalise};

/// What resources have to be like: they have one of the values of each filter that is given.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// Normalised ids.
    pub(super) kinds: Option<HashSet<String>>,
    /// Normalised names.
    pub(super) authors: Option<HashSet<String>>,
    /// Normalised.
    pub(super) tags: Option<HashSet<String>>,
    pub(super) access: Option<Vec<Access>>,
    pub(super) levels: Option<Vec<Level>>,
    /// Positions in the catalogue.
    pub(super) except: Option<HashSet<usize>>,
}

impl Filter {
    pub(super) fn admits(&self, position: usize, resource: &Resource) -> bool {
        let Filter { kinds, authors, tags, access, levels, except } = self;
        has_one_of(kinds.as_ref(), std::iter::once(&*resource.kind.id))
            && has_one_of(authors.as_ref(), resource.authors.iter().map(|author| &*author.name))
            && has_one_of(tags.as_ref(), resource.tags.iter().map(String::as_str))
            && is_one_of(access.as_ref(), resource.access)
            && is_one_of(levels.as_ref(), resource.level)
            && !except.as_ref().is_some_and(|except| except.contains(&position))
    }

    pub(super) fn is_given(&self) -> bool {
        let Filter { kinds, authors, tags, access, levels, except } = self;
        [kinds, authors, tags].iter().any(|names| names.is_some())
            || access.is_some()
            || levels.is_some()
            || except.is_some()
    }
}

fn has_one_of<'n>(
    wanted: Option<&HashSet<String>>,
    mut names: impl Iterator<Item = &'n str>,
) -> bool {
    wanted.is_none_or(|wanted| names.any(|name| wanted.contains(&normalise(name))))
}

fn is_one_of<T: PartialEq>(wanted: Option<&Vec<T>>, value: Option<T>) -> bool {
    wanted.is_none_or(|wanted| value.is_some_and(|value| wanted.contains(&value)))
}
