//! From a name in a directive to resources.

use std::ops::Range;

use crate::catalogue::{Catalogue, Hit, Miss};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::Word;
use crate::suggest;

/// Positions of the resources that a name stands for: one, or those of a topic.
pub(super) fn look_up(name: &Word, catalogue: &Catalogue) -> Result<Range<usize>, Diagnostic> {
    match catalogue.find(&name.text) {
        Ok(Hit::Topic(topic)) => Ok(catalogue.resources_under(topic)),
        Ok(Hit::Resource(resource)) => Ok(resource..resource + 1),
        Err(miss) => Err(missed(name, miss, catalogue)),
    }
}

/// What is wrong with a name that stands for nothing, or for too much.
fn missed(name: &Word, miss: Miss, catalogue: &Catalogue) -> Diagnostic {
    match miss {
        Miss::Unknown { nearest } => {
            let message = format!("there is no topic or resource `{}`", name.text);
            let mut diagnostic =
                Diagnostic::error(Code::UnknownName, message).at(name.span.clone());
            let topics: Vec<&str> = catalogue.topics().iter().map(|topic| &*topic.id).collect();
            let words: Vec<&str> = name.text.split(' ').collect();
            let all_known =
                words.len() > 1 && words.iter().all(|word| catalogue.find(word).is_ok());
            diagnostic.help = match nearest {
                _ if all_known && !name.quoted => {
                    Some(format!("commas go between names: `{}`", words.join(", ")))
                }
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
