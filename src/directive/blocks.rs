//! Directives in fenced blocks that another preprocessor reads after us: `` ```admonish ``.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::OPENER;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Dialect;
use crate::markdown::parse::parse;

/// Errors about directives in blocks whose info string begins with the name of one of these preprocessors.
pub(crate) fn in_blocks_of(text: &str, names: &[String], dialect: Dialect) -> Vec<Diagnostic> {
    // Few books have one of these, and few chapters of them a directive in code.
    if names.is_empty() || !text.contains(OPENER) {
        return Vec::new();
    }
    let events = parse(text, dialect.options()).unwrap_or_default();
    let errors = events.into_iter().filter_map(|(event, range)| {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else { return None };
        let word = info.split([' ', ',', '\t']).next().unwrap_or_default();
        let name = names.iter().find(|name| **name == word)?;
        let start = range.start + text[range].find(&format!("{OPENER}{}", super::NAME))?;
        let message = format!(
            "a directive in a block of `{name}` is not expanded, because that preprocessor runs after this one"
        );
        let error = Diagnostic::error(Code::UnexpandedDirective, message);
        let help = format!("write `after = [\"{name}\"]` in `[preprocessor.resources]`");
        Some(error.at(start..start + OPENER.len() + super::NAME.len()).help(help))
    });
    errors.collect()
}
