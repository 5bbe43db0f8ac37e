//! Bounds of an author's own templates: the engine's parser calls itself for what is nested and for each operator.

use std::ops::Range;

/// Bytes of a template, at most; shipped ones have some 2,000.
const MAX_TEMPLATE: usize = 64 * 1024;

/// Bytes of a tag, `{{ … }}` or `{% … %}`, at most: an operator has one at least.
const MAX_TAG: usize = 1024;

/// Tags of a template, at most.
const MAX_TAGS: usize = 1000;

/// Error about a template that goes over a bound, with its place.
pub(super) type OverBound = (String, Range<usize>);

/// Looks whether a template is within the bounds, and makes no value of another one many times over: `[title] * 100000`.
///
/// # Errors
/// The first place that is not.
pub(super) fn check(template: &str) -> Result<(), OverBound> {
    if template.len() > MAX_TEMPLATE {
        return Err((format!("a template can have at most {MAX_TEMPLATE} bytes"), 0..0));
    }
    for (count, tag) in tags(template).enumerate() {
        let error = |message: String| Err((message, tag.clone()));
        if tag.len() > MAX_TAG {
            return error(format!("a tag can have at most {MAX_TAG} bytes"));
        }
        if count == MAX_TAGS {
            return error(format!("a template can have at most {MAX_TAGS} tags"));
        }
        if let Some((message, at)) = growth(&template[tag.clone()]) {
            return Err((message.to_owned(), tag.start + at..tag.start + at + 1));
        }
    }
    Ok(())
}

/// Tags that give a value a name.
const BINDERS: [&str; 3] = ["set", "with", "for"];

/// Sign in a tag by which a value could be made of another one many times over, and the message about it: the sizes of values
/// would double from tag to tag.
fn growth(tag: &str) -> Option<(&'static str, usize)> {
    let inside = tag[2..].trim_start_matches(['-', '+']).trim_start();
    let word = inside.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_binder = tag.starts_with("{%") && BINDERS.contains(&word);
    let mut before = ' ';
    let mut literals = 0_usize;
    // Signs at the ends of a tag say what becomes of blanks around it.
    for (at, c) in unquoted(tag).filter(|(at, _)| (3..tag.len().saturating_sub(3)).contains(at)) {
        match c {
            '*' => return Some(("a template cannot multiply", at)),
            '~' | '+' if is_binder => {
                return Some(("a value is joined of others by `{% set name %}…{% endset %}`", at));
            }
            '[' | '{' if literals > 0 || !(before.is_alphanumeric() || "_)]".contains(before)) => {
                literals += 1;
            }
            ']' | '}' => literals = literals.saturating_sub(1),
            c if literals > 0 && (c.is_alphabetic() || c == '_') => {
                return Some(("a list in a template has strings and numbers only", at));
            }
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

/// Places of tags that are no comments. What stands in `{% raw %}` is text.
fn tags(template: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + template[at..].find('{')?;
            let rest = &template[start..];
            let end = match rest.as_bytes().get(1)? {
                b'#' => {
                    at = rest.find("#}").map_or(template.len(), |end| start + end + 2);
                    continue;
                }
                b'{' => "}}",
                b'%' => "%}",
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            let closing = unquoted(rest).find(|(at, _)| rest[*at..].starts_with(end));
            let length = closing.map_or(rest.len(), |(at, _)| at + end.len());
            at = start + length;
            let word = rest[2..length].trim_matches(['-', '+', ' ', '%', '}']).trim();
            if end == "%}" && word == "raw" {
                let raw = template[at..].find("endraw").unwrap_or(template.len() - at);
                at += raw;
            }
            return Some(start..start + length);
        }
    })
}

/// Characters of a text that stand in no string, with their places.
fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut is_escaped = false;
    text.char_indices().filter(move |(_, c)| {
        let is_inside = quote.is_some();
        match (quote, *c) {
            (Some(_), '\\') if !is_escaped => {
                is_escaped = true;
                return false;
            }
            (Some(open), c) if c == open && !is_escaped => quote = None,
            (None, '"' | '\'') => quote = Some(*c),
            _ => {}
        }
        is_escaped = false;
        !is_inside
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn templates() {
        for (template, expected) in [
            ("**{{ title }}** * {# a * b #} {% raw %}{{ a * b }}{% endraw %} {{ '*' }}", None),
            ("{{ \"\\\"*\" }} {{ a }}", None),
            ("{{ a }}{{ b * 3 }}", Some(("a template cannot multiply", 12..13))),
            (
                "{% raw %}{{ a * b }}{% endraw %}{{ a ** b }}",
                Some(("a template cannot multiply", 37..38)),
            ),
            ("{{ a", None),
            ("{% if a in ['b', 1] %}{{ a[b] }}{% endif %}{{ a ~ '+' }}{%+ set c = a +%}", None),
            (
                "{% set a = [a, 1] %}",
                Some(("a list in a template has strings and numbers only", 12..13)),
            ),
            (
                "{% set a = a ~ a %}",
                Some(("a value is joined of others by `{% set name %}…{% endset %}`", 13..14)),
            ),
        ] {
            let expected = expected.map(|(message, place)| (message.to_owned(), place));
            assert_eq!(check(template).err(), expected, "{template}");
        }
        for (template, message) in [
            (format!("{{{{ 1{} }}}}", "+1".repeat(600)), "a tag can have"),
            ("{{a}}".repeat(1001), "a template can have at most 1000 tags"),
            (" ".repeat(70_000), "a template can have at most 65536 bytes"),
        ] {
            assert!(
                check(&template).is_err_and(|(found, _)| found.starts_with(message)),
                "{message}"
            );
        }
    }
}
