//! Ids made from titles, and names in the form in which they are compared.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The same text however its accents are typed: composed, as [Unicode's form C][1].
///
/// [1]: https://www.unicode.org/reports/tr15/
fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
}

/// The id that a title gives: letters and digits of any script in lower case, dashes between them.
///
/// A `+` or `#` that belongs to a word is spelt out, so that `C`, `C++` and `C#` stay apart.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    let mut in_word = false;
    for c in composed(title).chars() {
        match c {
            c if c.is_ascii_alphanumeric() && in_word => slug.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => {
                if !in_word && !slug.is_empty() {
                    slug.push('-');
                }
                // `İ` becomes an `i` with a mark.
                slug.extend(c.to_lowercase().filter(|c| !is_mark(*c)));
                in_word = true;
            }
            '+' if !slug.is_empty() && in_word => slug.push_str("-plus"),
            '#' if !slug.is_empty() && in_word => slug.push_str("-sharp"),
            // An apostrophe stands inside a word, and a mark belongs to the letter before it.
            '\'' | '’' => {}
            c if is_mark(c) => {}
            _ => in_word = false,
        }
    }
    slug
}

/// Returns whether a character is a mark on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The form in which two names are the same: any case; blanks, dashes and low lines alike.
pub(crate) fn normalise(name: &str) -> String {
    composed(name)
        .split(|c: char| c.is_whitespace() || c == '-' || c == '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::{normalise, slug};

    #[test]
    fn slugs() {
        let cases = [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("Learn C++ by Example", "learn-c-plus-plus-by-example"),
            ("Statistics & Probability", "statistics-probability"),
            ("  MIT 18.065: Matrix Methods ", "mit-18-065-matrix-methods"),
            ("Gödel, Escher, Bach", "gödel-escher-bach"),
            ("Go\u{308}del", "gödel"),
            ("İstanbul", "istanbul"),
            ("線形代数", "線形代数"),
            ("الجبر الخطي", "الجبر-الخطي"),
            ("Newton's laws", "newtons-laws"),
            ("A + B", "a-b"),
            ("+1 #2", "1-2"),
            ("…", ""),
        ];
        for (title, expected) in cases {
            assert_eq!(slug(title), expected, "{title}");
        }
    }

    #[test]
    fn normalised_names() {
        assert_eq!(normalise("Linear  Algebra"), normalise("linear-algebra"));
        assert_eq!(normalise("Go\u{308}del"), normalise("G\u{f6}del"));
        assert_ne!(normalise("linear algebra"), normalise("linearalgebra"));
        assert_eq!(normalise("Statistics & Probability"), "statistics-&-probability");
    }
}
