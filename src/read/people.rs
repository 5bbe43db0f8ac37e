//! Names of authors as other programs write them.

use crate::catalogue::Author;
use crate::text::collapse_whitespace;

/// Someone of whom no more is known than the name.
pub(super) fn named(name: &str) -> Option<Author> {
    let name = collapse_whitespace(name).into_owned();
    (!name.is_empty()).then_some(Author { name, url: None, affiliation: None })
}

/// Words behind a name and a comma that are no first names.
const SUFFIXES: [&str; 9] = ["Jr", "Sr", "II", "III", "IV", "PhD", "Ph.D", "MD", "Inc"];

/// Returns whether a text stands behind a name and a comma, and is no name: "Jr.", "M.D.".
pub(crate) fn is_suffix(text: &str) -> bool {
    SUFFIXES.contains(&text.trim_end_matches('.'))
}

/// A name with the family name first, or as it is spoken: "Last, First", "von Last, Jr, First", "First von Last".
pub(super) fn inverted(name: &str) -> Option<Author> {
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    match parts[..] {
        [_, suffix] if is_suffix(suffix) => named(name),
        [last, first] => named(&format!("{first} {last}")),
        [last, suffix, first] if !suffix.is_empty() => named(&format!("{first} {last}, {suffix}")),
        [last, _, first] => named(&format!("{first} {last}")),
        _ => named(name),
    }
}

/// The names in one value: semicolons part them, or "and", or commas between whole names.
pub(super) fn listed(names: &str) -> Vec<Author> {
    if names.contains(';') {
        return names.split(';').filter_map(inverted).collect();
    }
    let names = names.replace(" & ", " and ");
    let parted = names.split(" and ");
    parted.flat_map(of_commas).collect()
}

/// Names between commas, or one name that has a comma: "Miller, Ada".
fn of_commas(names: &str) -> Vec<Author> {
    let is_whole = |name: &str| name.trim().contains(' ');
    if names.split(',').filter(|name| !name.trim().is_empty()).all(is_whole) {
        names.split(',').filter_map(named).collect()
    } else {
        inverted(names).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{inverted, listed};

    #[test]
    fn family_names_first() {
        for (name, expected) in [
            ("Knuth, Donald E.", "Donald E. Knuth"),
            ("van der Berg, Jan", "Jan van der Berg"),
            ("King, Jr., Martin Luther", "Martin Luther King, Jr."),
            ("Donald Knuth", "Donald Knuth"),
            ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
            ("Plato", "Plato"),
            ("A, B, C, D", "A, B, C, D"),
        ] {
            assert_eq!(inverted(name).map(|author| author.name).as_deref(), Some(expected));
        }
    }

    #[test]
    fn several_names() {
        for (names, expected) in [
            ("Knuth, Donald; Miller, Ada", "Donald Knuth|Ada Miller"),
            ("Ada Miller, Ben Baker and Cem Demir", "Ada Miller|Ben Baker|Cem Demir"),
            ("Miller, Ada", "Ada Miller"),
            ("3Blue1Brown", "3Blue1Brown"),
            ("Miller, Ada & Baker, Ben", "Ada Miller|Ben Baker"),
            ("", ""),
        ] {
            let found: Vec<String> = listed(names).into_iter().map(|author| author.name).collect();
            assert_eq!(found.join("|"), expected, "{names}");
        }
    }
}
