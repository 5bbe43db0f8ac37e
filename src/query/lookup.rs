//! From a name in a directive to a topic or a resource.

use crate::catalogue::{Catalogue, Hit, Miss};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::Word;
use crate::format::Formats;
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

/// Warning about a name that is an id which the resource had before.
pub(super) fn renamed(name: &Word, target: Target, catalogue: &Catalogue) -> Option<Diagnostic> {
    let Target::Resource(position) = target else { return None };
    let id = catalogue.renamed(&name.text, Hit::Resource(position))?;
    let path = name.text.rsplit_once('/').map_or("", |(path, _)| path);
    let id = if path.is_empty() { id.to_owned() } else { format!("{path}/{id}") };
    let message = format!("`{}` is called `{id}` now", name.text);
    let warning = Diagnostic::warning(Code::RenamedResource, message).at(name.span.clone());
    Some(warning.help(format!("write `{id}`")))
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

/// Names that stand between signs, if there are several, and all are known.
fn several<'n>(name: &'n Word, sign: &str, catalogue: &Catalogue) -> Option<Vec<&'n str>> {
    let names: Vec<&str> = name.text.split(sign).map(str::trim).collect();
    let are_known = names.len() > 1 && names.iter().all(|name| catalogue.find(name).is_ok());
    (are_known && !name.quoted).then_some(names)
}

fn unknown_help(name: &Word, nearest: Option<String>, catalogue: &Catalogue) -> String {
    let names = [" ", ";", " and ", " & "].iter().find_map(|sign| several(name, sign, catalogue));
    if let Some(names) = names {
        return format!("put commas between names: `{}`", names.join(", "));
    }
    if Formats::builtin().get(&name.text).is_some() {
        return format!("did you mean `format={}`?", name.text);
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
