//! Lists of names in BibTeX: "Last, First and First Last and {An Institution}".

use super::latex::{self, Unknown};
use super::syntax::Field;
use crate::catalogue::Author;
use crate::read::entries::Entries;
use crate::read::people;

/// The persons and institutions that a field names.
pub(super) fn people(field: &Field, unknown: &mut Unknown, entries: &mut Entries) -> Vec<Author> {
    let mut people = Vec::new();
    for name in parted(&field.value) {
        let name = name.trim();
        // "and others" says that there are more.
        if name.is_empty() || matches!(name, "others" | "et al." | "{et al.}") {
            continue;
        }
        if name.starts_with("xdata=") {
            entries.unread("authors", name, field.span.clone());
            continue;
        }
        let mut text = |name: &str| latex::text(name, &field.span, unknown);
        let inside = name.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        people.extend(match in_parts(inside.filter(|_| is_in_braces(name)).unwrap_or(name)) {
            Some(name) => people::named(&text(&name)),
            None if is_in_braces(name) => people::named(&text(name)),
            None => people::inverted(without_number(&text(name))),
        });
    }
    people
}

/// The names between the words "and" that stand outside braces.
fn parted(value: &str) -> Vec<&str> {
    let (mut names, mut start, mut depth) = (Vec::new(), 0, 0i64);
    let mut at = 0;
    for word in value.split_inclusive(char::is_whitespace) {
        if depth == 0 && word.trim().eq_ignore_ascii_case("and") {
            names.push(&value[start..at]);
            start = at + word.len();
        }
        depth += word.bytes().map(level).sum::<i64>();
        at += word.len();
    }
    names.push(&value[start..]);
    names
}

fn level(byte: u8) -> i64 {
    i64::from(byte == b'{') - i64::from(byte == b'}')
}

/// The name of which all parts are named, as [biblatex][1] has them: `family=Hasel, given=Hado P., prefix=van`.
///
/// [1]: https://ctan.org/pkg/biblatex
fn in_parts(name: &str) -> Option<String> {
    let [mut given, mut prefix, mut family, mut suffix] = [const { String::new() }; 4];
    let (mut depth, mut is_quoted) = (0i64, false);
    let parts = name.split(|c: char| {
        depth += u8::try_from(c).map_or(0, level);
        is_quoted ^= c == '"' && depth == 0;
        c == ',' && depth == 0 && !is_quoted
    });
    for part in parts {
        let part = part.trim().trim_matches('"');
        let inside = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let (key, value) = inside.unwrap_or(part).split_once('=')?;
        let value = value.trim().trim_matches('"').to_owned();
        match &*key.trim().to_ascii_lowercase() {
            "given" => given = value,
            "prefix" => prefix = value,
            "family" => family = value,
            "suffix" => suffix = value,
            // Initials, and what sorting asks for.
            key if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') => {}
            _ => return None,
        }
    }
    let name = [given, prefix, family].join(" ");
    let comma = if suffix.is_empty() { "" } else { ", " };
    (!name.trim().is_empty()).then(|| format!("{name}{comma}{suffix}"))
}

/// A name without the number by which DBLP tells two persons of one name: "Ada Miller 0001".
fn without_number(name: &str) -> &str {
    let number = name.trim_end().rsplit_once(' ');
    let number =
        number.filter(|(_, last)| last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit()));
    number.map_or(name, |(name, _)| name)
}

/// Returns whether braces hold a name together: it is that of an institution then.
fn is_in_braces(name: &str) -> bool {
    let Some(inner) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
        return false;
    };
    let mut depth = 0i64;
    inner.bytes().all(|byte| {
        depth += level(byte);
        depth >= 0
    })
}

#[cfg(test)]
mod tests {
    use super::{Unknown, people};
    use crate::read::bibtex::syntax::Field;
    use crate::read::entries::Entries;

    #[test]
    fn names() {
        for (value, expected) in [
            (
                "family=Hasel, given=Hado P., prefix=van, useprefix=true and Miller, Ada",
                "Hado P. van Hasel|Ada Miller",
            ),
            ("given={Jean, Paul}, given-i=J, family={de la Fontaine}", "Jean, Paul de la Fontaine"),
            ("\"family=King\", given=Martin, suffix=Jr", "Martin King, Jr"),
            ("{Barnes and Noble} and Ada Miller 0001 and others", "Barnes and Noble|Ada Miller"),
            (
                "{{family=UNESCO}} and {family=de la Vega}, given=Jos{\\'e} AND Baker, Ben",
                "UNESCO|José de la Vega|Ben Baker",
            ),
            ("A = B, Ada", "Ada A = B"),
        ] {
            let (name, span) = ("author".to_owned(), 0..0);
            let field = Field { name, value: value.to_owned(), span, missing: Vec::new() };
            let mut diagnostics = Vec::new();
            let mut entries = Entries::new("", &mut diagnostics);
            let found = people(&field, &mut Unknown::default(), &mut entries);
            let found: Vec<String> = found.into_iter().map(|author| author.name).collect();
            assert_eq!(found.join("|"), expected, "{value}");
        }
    }
}
