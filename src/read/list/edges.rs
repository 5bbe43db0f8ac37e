//! Ends of a description: links, signs and brackets there that are no words of it.

use std::ops::Range;

use super::icons::{is_icon, short_code};
use super::text::{Text, has_words};
use crate::words::list::is_form;

/// Bytes of a text without the links at its ends that a sign parts from the words, or that name a form.
pub(super) fn without_outer_links(text: Text) -> Range<usize> {
    let raw = text.raw();
    let links = text.links();
    let is_part = |at: usize, is_apart: bool| {
        let title = &raw[links[at].range.clone()];
        is_apart || !has_words(title) || is_form(title)
    };
    let (mut start, mut end) = (0, raw.len());
    let mut at = 0;
    while at < links.len() && !has_words(&raw[start..links[at].range.start]) {
        let behind = raw[links[at].range.end..].trim_start();
        if !is_part(at, !behind.starts_with(char::is_alphanumeric)) {
            break;
        }
        start = links[at].range.end;
        at += 1;
    }
    for last in (at..links.len()).rev() {
        let before = raw[start..links[last].range.start].trim_end();
        let is_in_sentence = before.ends_with(char::is_alphanumeric);
        if has_words(&raw[links[last].range.end..end]) || is_in_sentence {
            break;
        }
        end = links[last].range.start;
    }
    start..end
}

/// The range without blanks, icons, short codes and signs that part a text from others.
pub(super) fn trimmed(raw: &str, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while let Some(c) = raw[start..end].chars().next() {
        let rest = &raw[start..end];
        let length = match short_code(rest) {
            Some(length) => length,
            None if c.is_whitespace()
                || is_icon(c)
                || ",.:;-–—|)]>\\：，、”»’\u{200e}\u{200f}".contains(c) =>
            {
                c.len_utf8()
            }
            None => break,
        };
        start += length;
    }
    let is_sign =
        |c: char| c.is_whitespace() || is_icon(c) || "([-–—,|：，、“«\u{200e}\u{200f}".contains(c);
    end = start + raw[start..end].trim_end_matches(is_sign).len();
    start..end
}

/// Bracket at an end of a text, and the text without it.
pub(super) struct Outer {
    pub(super) bracket: Range<usize>,
    pub(super) rest: Range<usize>,
}

/// The bracket at an end of a range that holds nothing but a year or a form, or no words: "(2019)", "[video]".
pub(super) fn outer_bracket(raw: &str, range: &Range<usize>) -> Option<Outer> {
    let text = &raw[range.clone()];
    let says_little = |inside: &str| {
        !has_words(inside) || year_in_brackets(&format!("({inside})")).is_some() || is_form(inside)
    };
    if text.starts_with(['(', '[']) {
        let end = text.find([')', ']'])?;
        let bracket = range.start + 1..range.start + end;
        return says_little(&raw[bracket.clone()])
            .then_some(Outer { bracket, rest: range.start + end + 1..range.end });
    }
    if text.ends_with([')', ']']) {
        let start = range.start + text.rfind(['(', '['])?;
        let bracket = start + 1..range.end - 1;
        return says_little(&raw[bracket.clone()])
            .then_some(Outer { bracket, rest: range.start..start });
    }
    None
}

/// The year that a text begins with: "(2017)", "(2017-05)". A bracket with words says more than a year.
pub(super) fn year_in_brackets(text: &str) -> Option<i64> {
    let inside = text.strip_prefix('(')?;
    let is_of_date = |c: char| c.is_ascii_digit() || "-/. ".contains(c);
    let end = inside.find(|c| !is_of_date(c)).filter(|end| inside[*end..].starts_with(')'))?;
    year(&inside[..end])
}

/// The last number of four digits in a text that can be a year: "2017", "May 2017", "WS2017-18".
pub(super) fn year(text: &str) -> Option<i64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).rfind(|year| (1800..2100).contains(year))
}
