//! What resources have to be like to be selected.

use crate::catalogue::slug::fold;
use crate::catalogue::{Access, Level, Resource};

/// What resources have to be like: one of the values of each kind of filter that is given.
#[derive(Debug, Default)]
pub(super) struct Filter {
    /// Folded ids.
    pub(super) kinds: Option<Vec<String>>,
    /// Folded names.
    pub(super) authors: Option<Vec<String>>,
    /// Folded.
    pub(super) tags: Option<Vec<String>>,
    pub(super) access: Option<Vec<Access>>,
    pub(super) levels: Option<Vec<Level>>,
    /// Positions in the catalogue.
    pub(super) except: Option<Vec<usize>>,
}

impl Filter {
    pub(super) fn admits(&self, position: usize, resource: &Resource) -> bool {
        fn any(
            wanted: Option<&Vec<String>>,
            mut names: impl Iterator<Item = impl AsRef<str>>,
        ) -> bool {
            wanted.is_none_or(|wanted| names.any(|name| wanted.contains(&fold(name.as_ref()))))
        }
        fn given<T: PartialEq>(wanted: Option<&Vec<T>>, value: Option<T>) -> bool {
            wanted.is_none_or(|wanted| value.is_some_and(|value| wanted.contains(&value)))
        }
        any(self.kinds.as_ref(), std::iter::once(&resource.kind.id))
            && any(self.authors.as_ref(), resource.authors.iter().map(|author| &author.name))
            && any(self.tags.as_ref(), resource.tags.iter())
            && given(self.access.as_ref(), resource.access)
            && given(self.levels.as_ref(), resource.level)
            && self.except.as_ref().is_none_or(|except| !except.contains(&position))
    }

    pub(super) fn is_given(&self) -> bool {
        let Filter { kinds, authors, tags, access, levels, except } = self;
        [kinds, authors, tags].iter().any(|names| names.is_some())
            || access.is_some()
            || levels.is_some()
            || except.is_some()
    }
}
