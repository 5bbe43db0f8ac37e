//! Functions for any text.

use std::borrow::Cow;
use std::ops::Range;

/// Where `part`, a slice of `text`, begins in it, in bytes.
pub(crate) fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Line ends, control characters and runs of blanks become one blank: a value never breaks a line.
pub(crate) fn collapse_whitespace(value: &str) -> Cow<'_, str> {
    if is_collapsed(value) {
        return Cow::Borrowed(value);
    }
    let mut collapsed = String::with_capacity(value.len());
    let words = value.split(is_break);
    for word in words.filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

/// Returns whether a text has single blanks between its words and no line end: most values are so.
fn is_collapsed(value: &str) -> bool {
    let mut before = b' ';
    let fits = |byte| {
        let fits = match byte {
            b' ' => before != b' ',
            byte => byte.is_ascii_graphic() || !byte.is_ascii(),
        };
        before = byte;
        fits
    };
    let is_collapsed = value.bytes().all(fits) && (before != b' ' || value.is_empty());
    is_collapsed && (value.is_ascii() || !value.contains(|c: char| !c.is_ascii() && is_break(c)))
}

/// Characters that part words, or cannot be seen.
fn is_break(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Runs of blanks become one blank; those at the ends stay, one of each.
pub(crate) fn squeeze_blanks(value: &str) -> Cow<'_, str> {
    if !value.contains("  ") {
        return value.into();
    }
    let mut squeezed = String::with_capacity(value.len());
    for c in value.chars() {
        if !(c == ' ' && squeezed.ends_with(' ')) {
            squeezed.push(c);
        }
    }
    squeezed.into()
}

/// Line ends and control characters become blanks: for a text whose own blanks matter.
pub(crate) fn without_line_ends(value: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !value.contains(breaks) {
        return value.into();
    }
    value.chars().map(|c| if breaks(c) { ' ' } else { c }).collect::<String>().into()
}

/// A text as it leaves in a report: [`escaped`], and no line of it is taken for a command (`::error::`) by GitHub's runner.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let text = escaped(text);
    if !text.lines().any(|line| line.trim_start().starts_with("::")) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let command = line.trim_start();
        if command.starts_with("::") {
            shown.extend([&line[..line.len() - command.len()], "\\u{3a}", &command[1..]]);
        } else {
            shown.push_str(line);
        }
    }
    shown.into()
}

/// A text of one line as it leaves in a report: [`shown`], with its line ends as escapes, too.
pub(crate) fn shown_in_line(text: &str) -> Cow<'_, str> {
    let shown = shown(text);
    if shown.contains('\n') { shown.replace('\n', "\\n").into() } else { shown }
}

/// Sign of an older command of GitHub's runner, wherever it stands in a line.
const OLD_COMMAND: &str = "##[";

/// A text with an escape for each control and format character but line ends and tabs: a terminal would obey it.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) && !text.contains(OLD_COMMAND) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unseen(c) {
            escaped.extend(c.escape_default());
        } else {
            escaped.push(c);
        }
    }
    escaped.replace(OLD_COMMAND, "\\u{23}#[").into()
}

/// Returns whether a character is seen by nobody, and obeyed by a terminal or an editor: of Unicode's categories Cc and Cf, and
/// its line ends. Joiners are letters of some scripts, and of emoji.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' | '\u{200c}' | '\u{200d}' => false,
        '\u{ad}'
        | '\u{600}'..='\u{605}'
        | '\u{61c}'
        | '\u{6dd}'
        | '\u{70f}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8e2}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{110bd}'
        | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// The byte offset of a line and a column, both from 1; columns are bytes. Places beyond the text are its end.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.max(1) - 1).map(str::len).sum();
    let mut at = (before + column.max(1) - 1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of a line, from 1, without its line end.
pub(crate) fn line_span(text: &str, line: usize) -> Range<usize> {
    let start = offset_of(text, line, 1);
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

/// The rest of the line that holds a byte, from there on, without its line end.
pub(crate) fn line_of(text: &str, at: usize) -> Range<usize> {
    let length = text[at..].lines().next().map_or(0, |line| line.trim_end().len());
    at..at + length
}

/// `1 word`, `2 words`
pub(crate) fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// Text with a capital letter at its beginning.
pub(crate) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
