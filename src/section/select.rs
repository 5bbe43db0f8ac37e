//! Which resources a directive asks for.

use crate::catalogue::slug::fold;
use crate::catalogue::{Access, Catalogue, Hit, Level, Miss, Resource};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{Directive, Word};
use crate::section::OVERVIEW;
use crate::suggest;

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
    fn admits(&self, position: usize, resource: &Resource) -> bool {
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

    fn is_given(&self) -> bool {
        let Filter { kinds, authors, tags, access, levels, except } = self;
        [kinds, authors, tags].iter().any(|names| names.is_some())
            || access.is_some()
            || levels.is_some()
            || except.is_some()
    }
}

/// Positions of the selected resources, in the catalogue's order.
pub(super) fn select(
    directive: &Directive,
    read: &super::options::Read,
    catalogue: &Catalogue,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let all = 0..catalogue.resources().len();
    let mut selected = Vec::new();
    if directive.selection.is_empty() {
        let whole =
            read.filter.is_given() || read.limit.is_some() || read.options.format == OVERVIEW;
        if whole {
            selected.extend(all.clone());
        } else {
            diagnostics.push(nothing_selected(directive));
        }
    }
    for name in &directive.selection {
        if is_all(name) {
            selected.extend(all.clone());
            continue;
        }
        match catalogue.find(&name.text) {
            Ok(Hit::Topic(topic)) => selected.extend(catalogue.resources_under(topic)),
            Ok(Hit::Resource(resource)) => selected.push(resource),
            Err(miss) => diagnostics.push(missed(name, miss, catalogue)),
        }
    }
    selected.sort_unstable();
    selected.dedup();
    selected.retain(|&position| read.filter.admits(position, &catalogue.resources()[position]));
    selected
}

/// Whether a name of a selection stands for the whole catalogue.
pub(crate) fn is_all(name: &Word) -> bool {
    name.text == "all" && !name.quoted
}

fn nothing_selected(directive: &Directive) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::MalformedDirective, "this directive does not say what to show")
            .help("name topics or resources, or write `all`: `<<#resources all>>`");
    match directive.options.first() {
        Some(option) => diagnostic.at(option.key.span.clone()),
        None => diagnostic,
    }
}

/// What is wrong with a name that stands for nothing, or for too much.
pub(super) fn missed(name: &Word, miss: Miss, catalogue: &Catalogue) -> Diagnostic {
    match miss {
        Miss::Unknown { nearest } => {
            let message = format!("there is no topic or resource `{}`", name.text);
            let mut diagnostic =
                Diagnostic::error(Code::UnknownName, message).at(name.span.clone());
            let topics: Vec<&str> = catalogue.topics().iter().map(|topic| &*topic.id).collect();
            diagnostic.help = match nearest {
                Some(nearest) => Some(format!("did you mean `{nearest}`?")),
                None if topics.len() <= 20 => {
                    Some(format!("the catalogue's topics are {}", suggest::listed(&topics)))
                }
                None => None,
            };
            diagnostic
        }
        Miss::Ambiguous { paths } => {
            let message = format!("`{}` is the name of more than one", name.text);
            Diagnostic::error(Code::AmbiguousName, message)
                .at(name.span.clone())
                .help(format!("write one of {}", suggest::listed(&paths)))
        }
    }
}
