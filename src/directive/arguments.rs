//! A directive's words as the arguments of a command.

use super::grammar::{malformed, names};
use super::{Directive, OptionWord, Word};
use crate::diagnostic::Diagnostic;

/// Reads arguments of a shell: each is names or one option, whatever blanks it holds. Returns the text that
/// the directive's spans point into as well.
pub(crate) fn from_arguments(arguments: &[String]) -> (String, Result<Directive, Diagnostic>) {
    let mut text = String::new();
    let mut directive = Ok(Directive { selection: Vec::new(), options: Vec::new() });
    for argument in arguments {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(argument);
        directive = directive.and_then(|directive| add(directive, argument, start));
    }
    (text, directive)
}

fn add(mut directive: Directive, argument: &str, start: usize) -> Result<Directive, Diagnostic> {
    let Some((key, value)) = argument.split_once('=').filter(|(key, _)| is_key(key)) else {
        directive.selection.extend(names(argument, start)?);
        return Ok(directive);
    };
    let span = start..start + key.len();
    let values = names(value, span.end + 1)?;
    if values.is_empty() {
        return Err(malformed(format!("the option `{key}` has no value"), span));
    }
    if directive.options.iter().any(|option| option.key.text == key) {
        return Err(malformed(format!("the option `{key}` is given twice"), span));
    }
    let key = Word { text: key.to_owned(), span, quoted: false };
    directive.options.push(OptionWord { key, values });
    Ok(directive)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}
