//! Where a parser can begin to read a chapter: what stands before the heading above its first directive seldom matters.

use memchr::{memchr_iter, memmem};

/// The last heading before a place at which the parser can begin, and reads what follows as if it had begun at the
/// top. 0 if there is none.
///
/// Behind a blank line, a heading at the margin ends every block but code in fences and some kinds of HTML. Fences are
/// followed at the margin only; at any other, and at HTML, the search ends. A definition of a link, wherever it
/// stands, counts for the whole chapter.
pub(super) fn before(text: &str, place: usize) -> usize {
    let mut lines = Lines { heading: 0, fence: None, is_after_blank: false };
    let mut at = 0;
    for end in memchr_iter(b'\n', &text.as_bytes()[..place]) {
        if lines.line(&text[at..end], at).is_none() {
            break;
        }
        at = end + 1;
    }
    let heading = lines.heading;
    let has_definition = memmem::find(&text.as_bytes()[..heading], b"]:").is_some();
    if has_definition { 0 } else { heading }
}

struct Lines<'t> {
    /// Where the last heading begins that will do.
    heading: usize,
    /// The fence that is open.
    fence: Option<&'t str>,
    is_after_blank: bool,
}

impl<'t> Lines<'t> {
    /// Goes on to a line; `None` if it cannot be told what it opens.
    fn line(&mut self, line: &'t str, at: usize) -> Option<()> {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let content = line.trim_start_matches([' ', '\t']);
        let is_blank = content.is_empty();
        let is_after_blank = std::mem::replace(&mut self.is_after_blank, is_blank);
        let first = content.as_bytes().first();
        match (self.fence, first) {
            (Some(open), Some(b'`' | b'~')) => {
                let (run, rest) = run(content);
                let is_indented = line.len() - content.len() > 3 || line.starts_with('\t');
                let closes = run.starts_with(open) && rest.trim_matches([' ', '\t']).is_empty();
                if closes && !is_indented {
                    self.fence = None;
                }
            }
            (Some(_), _) => {}
            (None, Some(b'`' | b'~')) => {
                let (run, rest) = run(content);
                let opens = run.len() >= 3;
                if opens && (content.len() < line.len() || rest.contains('`')) {
                    return None;
                }
                self.fence = opens.then_some(run);
            }
            (None, Some(b'<')) => return None,
            (None, Some(b'#')) if is_after_blank && is_heading(line) => self.heading = at,
            _ => {}
        }
        // A parser takes it for a line end, wherever it stands.
        (!line.contains('\r')).then_some(())
    }
}

/// The run of one character that a line begins with, and the rest.
fn run(line: &str) -> (&str, &str) {
    let length =
        line.len() - line.trim_start_matches(line.chars().next().unwrap_or_default()).len();
    line.split_at(length)
}

fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    matches!(line.len() - title.len(), 1..=6)
        && (title.is_empty() || title.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::before;
    use crate::markdown::Dialect;
    use crate::markdown::structure::{surroundings, surroundings_from};

    /// What opens blocks, ends them, goes on in them, and what counts for the whole chapter.
    const LINES: [&str; 34] = [
        "", "", "", "", "# a", "# a", "## b", "  # a", "#a", "a", "*a", "`a", "- a", "  a", "1. a",
        "    a", "\ta", "> a", ">", "===", "```", "```", "````", "```rs`", "  ```", "- ```",
        "> ```", "~~~", "<!--", "-->", "<div>", "| a |", ": a", "[a]: b",
    ];

    const DIRECTIVE: &str = "<<#resources a>>";

    fn line() -> impl Strategy<Value = &'static str> {
        prop_oneof![
            9 => prop::sample::select(&LINES[..]),
            1 => prop::sample::select(&["[^1]: a", "[a][a] [^1]", "<pre>", "a\rb", "|---|", "---"][..]),
            1 => prop::sample::select(&[DIRECTIVE, "- <<#resources a>>", "[<<#resources a>>][a]"][..]),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_stands_before_changes_nothing(
            lines in prop::collection::vec(line(), 1..14),
            ending in prop::sample::select(&["\n", "\r\n"][..]),
            admonitions in any::<bool>(),
        ) {
            let text = format!("{}{ending}{DIRECTIVE}", lines.join(ending));
            let dialect = Dialect { admonitions, definition_lists: admonitions, ..Dialect::default() };
            let offsets: Vec<usize> = text.match_indices("<<#").map(|(at, _)| at).collect();
            prop_assert_eq!(
                surroundings(&text, &offsets, dialect),
                surroundings_from(&text, 0, &offsets, dialect),
                "{:?} from {}", text, before(&text, offsets[0])
            );
        }
    }
}
