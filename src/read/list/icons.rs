//! Icons in a text: emoji and other pictures, and short codes such as `:rocket:`.

use super::text::one_line;

/// Returns whether a character is a picture, or joins or changes one.
pub(super) fn is_icon(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{27bf}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{fffc}' | '\u{1f000}'..='\u{1faff}')
}

/// The length of a short code, `:rocket:`, that a text begins with.
pub(super) fn short_code(text: &str) -> Option<usize> {
    let (name, _) = text.strip_prefix(':')?.split_once(':')?;
    let is_of_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b);
    (name.len() > 1 && name.len() <= 40 && name.bytes().all(is_of_name)).then_some(name.len() + 2)
}

/// The text without icons and short codes, and the icons.
pub(super) fn without_icons(text: &str) -> (String, String) {
    if text.is_ascii() && !text.contains(':') {
        return (one_line(text), String::new());
    }
    let (mut out, mut icons) = (String::with_capacity(text.len()), String::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code = short_code(rest);
        let length = code.unwrap_or(c.len_utf8());
        if code.is_none() {
            let target = if is_icon(c) { &mut icons } else { &mut out };
            target.push(c);
        }
        rest = &rest[length..];
    }
    (one_line(&out), icons)
}

/// The text without icons and short codes at its ends, and the icons.
pub(super) fn without_outer_icons(text: &str) -> (&str, String) {
    let mut icons = String::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let code = short_code(rest);
        if code.is_none() && !is_icon(first) {
            break;
        }
        icons.extend(Some(first).filter(|_| code.is_none()));
        rest = rest[code.unwrap_or(first.len_utf8())..].trim_start();
    }
    let words = rest.trim_end_matches(|c: char| is_icon(c) || c.is_whitespace());
    icons.extend(rest[words.len()..].chars().filter(|c| is_icon(*c)));
    let code = words.strip_suffix(':').and_then(|before| before.rfind(':'));
    let code = code.filter(|at| short_code(&words[*at..]) == Some(words.len() - at));
    (code.map_or(words, |at| words[..at].trim_end()), icons)
}
