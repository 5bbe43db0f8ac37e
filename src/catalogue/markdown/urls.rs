//! URLs in lists of links: bare ones in a text, and those that are about the list itself.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::name::is_unspaced;

/// The places of the bare URLs in a text, as [GitHub's autolinks][1] find them.
///
/// [1]: https://github.github.com/gfm/#autolinks-extension-
pub(super) fn bare(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in starts(text) {
        let begins_word = text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| !is_of_word(c) && !matches!(c, '/' | '@' | '.'));
        let is_inside = found.last().is_some_and(|last| start < last.end);
        if is_inside || !begins_word {
            continue;
        }
        let ends = |c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '「' | '」' | '、' | '。' | '，')
        };
        let rest = &text[start..];
        let end = start + trimmed(&rest[..rest.find(ends).unwrap_or(rest.len())]);
        if text[start..end].contains('.') {
            found.push(start..end);
        }
    }
    found
}

/// Whether a URL after this character would begin within a word.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

/// Where a URL can begin.
fn starts(text: &str) -> Vec<usize> {
    static SCHEME: LazyLock<Finder> = LazyLock::new(|| Finder::new("://"));
    static HOST: LazyLock<Finder> = LazyLock::new(|| Finder::new("www."));
    let schemes = SCHEME.find_iter(text.as_bytes()).filter_map(|at| {
        let scheme = ["https", "http"].iter().find(|scheme| text[..at].ends_with(**scheme))?;
        Some(at - scheme.len())
    });
    let hosts = HOST.find_iter(text.as_bytes());
    let mut starts: Vec<usize> = schemes.chain(hosts).collect();
    starts.sort_unstable();
    starts
}

/// The length of a URL without the punctuation that belongs to the sentence around it.
fn trimmed(url: &str) -> usize {
    let count = |bracket: char| url.matches(bracket).count();
    // An opening bracket ends the loop, so that only closing ones have to be counted down.
    let (round_open, square_open) = (count('('), count('['));
    let (mut round_closed, mut square_closed) = (count(')'), count(']'));
    let mut length = url.len();
    for c in url.chars().rev() {
        match c {
            ')' if round_closed > round_open => round_closed -= 1,
            ']' if square_closed > square_open => square_closed -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '’' | '”' | '）'
            | '】' | '|' => {}
            _ => break,
        }
        length -= c.len_utf8();
    }
    length
}

/// Files about a repository: how to contribute, the licence.
const ABOUT: &[&str] = &[
    "code_of_conduct",
    "code-of-conduct",
    "contribute",
    "contributing",
    "contributors",
    "contribution",
    "copying",
    "licence",
    "license",
];
/// Folders with the same list in other languages.
const TRANSLATIONS: &[&str] = &["i18n", "translation", "translations"];
/// Files about a repository, if they are in the same folder as the list.
const BESIDE: &[&str] = &["authors", "changelog", "credits", "faq", "help", "readme", "security"];

/// Whether a URL leads to a file about the repository: `CONTRIBUTING.md`, `LICENSE`, `README_ja.md`.
pub(super) fn is_about_repository(url: &str) -> bool {
    if url.contains("://github.com/sponsors/") {
        return true;
    }
    let in_repository = crate::url::scheme(url).is_none() || url.contains("/blob/");
    if !in_repository {
        return false;
    }
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let (stem, ending) = name.split_once('.').unwrap_or((&name, "md"));
    let is_one_of = |known: &[&str]| {
        known
            .iter()
            .filter_map(|known| stem.strip_prefix(known))
            .any(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    };
    let is_translation = || path.split('/').any(|folder| TRANSLATIONS.contains(&folder));
    matches!(ending.rsplit('.').next(), Some("md" | "txt" | "rst"))
        && (is_one_of(ABOUT) || is_translation() || !path.contains('/') && is_one_of(BESIDE))
}
