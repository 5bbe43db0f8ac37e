//! From a name in a directive to a topic or a resource.

use crate::catalogue::{Catalogue, Hit, Miss};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::Word;
use crate::suggest;

/// Target of a name in a selection, as a position in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    All,
    Topic(usize),
    Resource(usize),
}

/// Finds the target of a name in a selection.
///
/// # Errors
/// If it is unknown or ambiguous.
pub(super) fn target(name: &Word, catalogue: &Catalogue) -> Result<Target, Diagnostic> {
    if name.is_all() {
        return Ok(Target::All);
    }
    Ok(match find(name, catalogue)? {
        Hit::Topic(topic) => Target::Topic(topic),
        Hit::Resource(resource) => Target::Resource(resource),
    })
}

/// The topic or resource of a name.
///
/// # Errors
/// If it is unknown or ambiguous.
pub(crate) fn find(name: &Word, catalogue: &Catalogue) -> Result<Hit, Diagnostic> {
    catalogue.find(&name.text).map_err(|miss| missed(name, miss, catalogue))
}

/// Error about a name that is unknown or ambiguous.
fn missed(name: &Word, miss: Miss, catalogue: &Catalogue) -> Diagnostic {
    match miss {
        Miss::Unknown { nearest } => {
            let message = format!("there is no topic or resource `{}`", name.text);
            Diagnostic::error(Code::UnknownName, message)
                .at(name.span.clone())
                .help(unknown_help(name, nearest, catalogue))
        }
        Miss::Ambiguous { paths } => {
            let message = format!("`{}` is ambiguous", name.text);
            let help = match &paths[..] {
                [first, ..] if paths.len() > suggest::MAX_LISTED => {
                    format!("write the path of one, such as `{first}`: {}", suggest::SEE_ALL)
                }
                paths => format!("write one of {}", suggest::listed(paths)),
            };
            Diagnostic::error(Code::AmbiguousName, message).at(name.span.clone()).help(help)
        }
    }
}

fn unknown_help(name: &Word, nearest: Option<String>, catalogue: &Catalogue) -> String {
    let words: Vec<&str> = name.text.split(' ').collect();
    let are_names = words.len() > 1 && words.iter().all(|word| catalogue.find(word).is_ok());
    if are_names && !name.quoted {
        return format!("put commas between names: `{}`", words.join(", "));
    }
    if let Some(nearest) = nearest {
        return format!("did you mean `{nearest}`?");
    }
    if !(1..=suggest::MAX_LISTED).contains(&catalogue.topics().len()) {
        return suggest::SEE_ALL.to_owned();
    }
    let topics: Vec<&str> = catalogue.topics().iter().map(|topic| &*topic.id).collect();
    format!("the catalogue's topics are {}", suggest::listed(&topics))
}
