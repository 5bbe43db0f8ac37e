//! Values in Markdown.
//!
//! Most characters with a meaning get a backslash. Those that could close something that the author has left open
//! before, where a backslash does not count, become character references: a code span ends at a backtick, a comment
//! and a tag end at `>`.

use crate::url;

/// A plain text as Markdown. A blank at either end stays: templates print those between values.
pub(crate) fn text(value: &str) -> String {
    let mut written = String::with_capacity(value.len() + 8);
    let mut before = None;
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match reference(c, rest.as_str()) {
            Some(reference) => written.push_str(reference),
            None => {
                if needs_backslash(c, before, rest.as_str(), value) {
                    written.push('\\');
                }
                written.push(c);
            }
        }
        before = Some(c);
    }
    written
}

/// The character reference that a character is written as, if a backslash does not serve.
fn reference(c: char, after: &str) -> Option<&'static str> {
    match c {
        '`' => Some("&#96;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        // Two would be one of mdBook's helpers, and one can begin the attributes of a heading.
        '{' => Some("&#123;"),
        // At the end of a table cell a backslash would take the cell's end along.
        '\\' if after.is_empty() => Some("&#92;"),
        '&' if begins_reference(after) => Some("&amp;"),
        _ => None,
    }
}

fn needs_backslash(c: char, before: Option<char>, after: &str, value: &str) -> bool {
    match c {
        '\\' | '*' | '_' | '[' | ']' | '~' | '|' | '$' | '^' => true,
        // A heading ends before a `#` behind a blank.
        '#' => before.is_none_or(|before| before == ' '),
        // The next thing that is printed can be a link.
        '!' => after.is_empty() || after.starts_with('['),
        // What would begin a list, a line under a heading, a definition.
        '-' | '+' | '=' => before.is_none() && !after.starts_with(char::is_alphanumeric),
        ':' => before.is_none(),
        '.' | ')' => is_list_number(value, after),
        _ => false,
    }
}

/// Returns whether a value begins with `1.` or `1)`, of which this is the mark.
fn is_list_number(value: &str, after: &str) -> bool {
    let number = &value[..value.len() - after.len() - 1];
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && (after.is_empty() || after.starts_with(' '))
}

/// Returns whether a `&` before this could begin a character reference.
fn begins_reference(after: &str) -> bool {
    after.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric())
}

/// A link with a plain text, to a URL that holds nothing that must be percent-encoded.
pub(crate) fn link(text: &str, url: &str) -> String {
    format!("[{}]({})", self::text(text), destination(url))
}

/// The destination of a link.
pub(crate) fn destination(url: &str) -> String {
    if url.is_empty() {
        return "<>".to_owned();
    }
    let is_balanced = has_balanced_parentheses(url);
    // What has to be percent-encoded is, for URLs come in like that; this is the last look.
    let url = url::encoded(url);
    let mut written = String::with_capacity(url.len() + 8);
    for (at, c) in url.char_indices() {
        match c {
            '(' | ')' if !is_balanced => written.extend(['\\', c]),
            '&' if begins_reference(&url[at + 1..]) => written.push_str("&amp;"),
            '$' => written.push_str("\\$"),
            c => written.push(c),
        }
    }
    written
}

/// Parentheses that a parser takes as a part of the destination; it allows 32 in one another.
fn has_balanced_parentheses(url: &str) -> bool {
    let mut depth = 0usize;
    for c in url.chars() {
        match c {
            '(' if depth < 32 => depth += 1,
            '(' => return false,
            ')' => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

/// Inline Markdown for a table cell, where a `|` ends the cell even in code.
pub(crate) fn cell(markdown: &str) -> String {
    let mut written = String::with_capacity(markdown.len());
    let mut escaped = false;
    for c in markdown.chars() {
        if c == '|' && !escaped {
            written.push('\\');
        }
        written.push(c);
        escaped = c == '\\' && !escaped;
    }
    written
}
