//! Lists of names in BibTeX: "Last, First and First Last and {An Institution}".

use std::ops::Range;

use super::latex::{self, Unknown};
use crate::catalogue::Author;
use crate::read::people;

/// The persons and institutions that a value names.
pub(super) fn people(value: &str, span: &Range<usize>, unknown: &mut Unknown) -> Vec<Author> {
    let mut people = Vec::new();
    for name in parted(value) {
        let name = name.trim();
        // "and others" says that there are more.
        if name.is_empty() || name == "others" {
            continue;
        }
        let text = latex::text(name, span, unknown);
        people.extend(if is_in_braces(name) {
            people::named(&text)
        } else {
            people::inverted(&text)
        });
    }
    people
}

/// The names between the words "and" that stand outside braces.
fn parted(value: &str) -> Vec<&str> {
    let (mut names, mut start, mut depth) = (Vec::new(), 0, 0i64);
    let mut at = 0;
    for word in value.split_inclusive(char::is_whitespace) {
        if depth == 0 && word.trim() == "and" {
            names.push(&value[start..at]);
            start = at + word.len();
        }
        for byte in word.bytes() {
            depth += i64::from(byte == b'{') - i64::from(byte == b'}');
        }
        at += word.len();
    }
    names.push(&value[start..]);
    names
}

/// Returns whether braces hold a name together: it is that of an institution then.
fn is_in_braces(name: &str) -> bool {
    let Some(inner) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
        return false;
    };
    let mut depth = 0i64;
    inner.bytes().all(|byte| {
        depth += i64::from(byte == b'{') - i64::from(byte == b'}');
        depth >= 0
    })
}
