//! From a name in a directive to a topic or a resource.

use std::ops::Range;

use crate::catalogue::{Catalogue, Hit, Miss};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::Word;
use crate::suggest;

use super::options;

/// What a name in a selection stands for, as a position in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    All,
    Topic(usize),
    Resource(usize),
}

impl Target {
    /// Positions of its resources.
    pub(super) fn resources(self, catalogue: &Catalogue) -> Range<usize> {
        match self {
            Target::All => 0..catalogue.resources().len(),
            Target::Topic(topic) => catalogue.resources_under(topic),
            Target::Resource(resource) => resource..resource + 1,
        }
    }
}

/// What a name stands for.
pub(super) fn target(name: &Word, catalogue: &Catalogue) -> Result<Target, Diagnostic> {
    if name.is_all() {
        return Ok(Target::All);
    }
    match catalogue.find(&name.text) {
        Ok(Hit::Topic(topic)) => Ok(Target::Topic(topic)),
        Ok(Hit::Resource(resource)) => Ok(Target::Resource(resource)),
        Err(miss) => Err(missed(name, miss, catalogue)),
    }
}

/// What is wrong with a name that is unknown or ambiguous.
fn missed(name: &Word, miss: Miss, catalogue: &Catalogue) -> Diagnostic {
    match miss {
        Miss::Unknown { nearest } => {
            let message = format!("there is no topic or resource `{}`", name.text);
            Diagnostic::error(Code::UnknownName, message)
                .at(name.span.clone())
                .help_known(unknown_help(name, nearest, catalogue))
        }
        Miss::Ambiguous { paths } => {
            let message = format!("`{}` is ambiguous", name.text);
            Diagnostic::error(Code::AmbiguousName, message)
                .at(name.span.clone())
                .help(format!("write one of {}", suggest::listed(&paths)))
        }
    }
}

fn unknown_help(name: &Word, nearest: Option<String>, catalogue: &Catalogue) -> Option<String> {
    let words: Vec<&str> = name.text.split(' ').collect();
    let are_names = words.len() > 1 && words.iter().all(|word| catalogue.find(word).is_ok());
    if are_names && !name.quoted {
        return Some(format!("put commas between names: `{}`", words.join(", ")));
    }
    if let Some(option) = options::with_colon(&words).filter(|_| !name.quoted) {
        return Some(format!("options are written with `=`: `{option}`"));
    }
    if let Some(nearest) = nearest {
        return Some(format!("did you mean `{nearest}`?"));
    }
    let topics: Vec<&str> = catalogue.topics().iter().map(|topic| &*topic.id).collect();
    if topics.is_empty() || topics.len() > suggest::MAX_LISTED {
        return Some(suggest::SEE_ALL.to_owned());
    }
    Some(format!("the catalogue's topics are {}", suggest::listed(&topics)))
}
