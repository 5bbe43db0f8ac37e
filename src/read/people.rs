//! Names of authors as other programs write them.

use super::cells::bracketed;
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
        [last, first, suffix] if is_suffix(suffix) => named(&format!("{first} {last}, {suffix}")),
        [last, suffix, first] if !suffix.is_empty() => named(&format!("{first} {last}, {suffix}")),
        [last, _, first] => named(&format!("{first} {last}")),
        _ => named(name),
    }
}

/// The names in one value: a list in brackets, or parted by `;` or `|`, or else by commas and "and". Between `;`, and
/// where the family name comes first, "Miller, Ada" is one name.
pub(super) fn listed(names: &str, is_family_first: bool) -> Vec<Author> {
    if let Some(names) = bracketed(names) {
        return names.iter().filter_map(|name| named(name)).collect();
    }
    if names.trim().contains([';', '|', '\n']) {
        return names.split([';', '|', '\n']).filter_map(inverted).collect();
    }
    if is_family_first {
        return inverted(names).into_iter().collect();
    }
    let mut listed: Vec<Author> = Vec::new();
    for name in names.replace(" & ", " and ").split(" and ").flat_map(|names| names.split(',')) {
        match listed.last_mut() {
            Some(last) if is_suffix(name.trim()) => last.name.extend([", ", name.trim()]),
            _ => listed.extend(named(name)),
        }
    }
    listed
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
            ("King, Martin Luther, Jr.", "Martin Luther King, Jr."),
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
            ("Plato, Aristotle", "Plato|Aristotle"),
            ("Martin Luther King, Jr., Ada Miller", "Martin Luther King, Jr.|Ada Miller"),
            ("Ada Miller|Baker, Ben", "Ada Miller|Ben Baker"),
            (r#"["Simon and Schuster", "Miller, Ada"]"#, "Simon and Schuster|Miller, Ada"),
            ("3Blue1Brown", "3Blue1Brown"),
            ("Ada Miller & Ben Baker", "Ada Miller|Ben Baker"),
            ("", ""),
        ] {
            let found = listed(names, false).into_iter().map(|author| author.name);
            let found: Vec<String> = found.collect();
            assert_eq!(found.join("|"), expected, "{names}");
        }
        assert_eq!(listed("Miller, Ada", true)[0].name, "Ada Miller");
    }
}
