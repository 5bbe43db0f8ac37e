//! Values of which one cell or attribute holds several.

use crate::text::collapse_whitespace;

/// Words of a list in brackets, or parted by line ends, or else by `|`, or else by `;`, or else by commas.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.trim();
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let separator = ['\n', '|', ';'].into_iter().find(|sign| text.contains(*sign)).unwrap_or(',');
    let parted = || inside.split(separator).map(str::to_owned).collect();
    let words = bracketed(text).unwrap_or_else(parted);
    let words = words.iter().map(|word| collapse_whitespace(word).into_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// Texts of a list in brackets, as JSON or Python writes it: `["a", "b"]`, `['a', 'b']`.
pub(super) fn bracketed(cell: &str) -> Option<Vec<String>> {
    let cell = cell.trim();
    let inside = cell.strip_prefix('[')?.strip_suffix(']')?;
    serde_json::from_str(cell).ok().or_else(|| quoted(inside.trim()))
}

/// Texts in quotes of either kind, with commas between.
fn quoted(mut rest: &str) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let mut text = String::new();
        let mut chars = rest[1..].char_indices();
        let end = loop {
            match chars.next()? {
                (_, '\\') => text.push(chars.next()?.1),
                (at, c) if c == quote => break at,
                (_, c) => text.push(c),
            }
        };
        texts.push(text);
        rest = rest[end + 2..].trim_start();
        rest = match rest.strip_prefix(',') {
            Some(rest) => rest.trim_start(),
            None if rest.is_empty() => rest,
            None => return None,
        };
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn lists_in_a_cell() {
        for (cell, expected) in [
            ("sour|slow rise", "sour/slow rise"),
            ("a; b, c", "a/b, c"),
            ("a, b,", "a/b"),
            (r#"["dough", "rye; dark"]"#, "dough/rye; dark"),
            (r"['dough', 'baker\'s']", "dough/baker's"),
            ("[]", ""),
            ("[dough, rye]", "dough/rye"),
            ("a\nb, c", "a/b, c"),
            ("['dough", "['dough"),
        ] {
            assert_eq!(words(cell).join("/"), expected, "{cell}");
        }
    }
}
