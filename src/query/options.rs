//! The options of a directive, a row each.
//!
//! To add an option:
//!
//! 1. Add a row to [`OPTIONS`], a filter's between `kind` and `except`. The messages, the book-wide default and what `list`
//!    takes follow from it. Readers of values are in `query/values.rs`.
//! 2. Add what it sets to [`Query`], or to [`Filter`] and what that admits, in `query/filter.rs`; names that people write are
//!    compared as `catalogue/folded.rs` has them. What templates have to know goes on through [`Section`] to
//!    `render/context.rs`.
//! 3. Describe it in the text of `book/src/manual/directive.md`. An option that takes a book-wide default is also
//!    named in `book/src/manual/settings.md`.
//! 4. Add a case to `tests/cases/options/`, and run `SNAPSHOTS=overwrite cargo test`: it writes the case's report, the table of
//!    the manual, and `tests/testsuite/public.txt`, to which names may be added.
//!
//! [`Section`]: crate::section::Section
//! [`Filter`]: super::filter::Filter

use super::filter::{Years, with_prefixes};
use super::select::Scope;
use super::values::{
    collect, names, number, one_of, only_value, sort, unknown_format, unknown_value,
};
use super::{Controls, GroupBy, Heading, Query, Target, lookup};
use crate::catalogue::{Access, Catalogue, Folded, Level, Resource};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{Directive, OptionWord, Word};
use crate::format::{Formats, Subject};
use crate::suggest;

/// An option of a directive.
pub(crate) struct OptionRow {
    pub(crate) name: &'static str,
    /// Names that are tried in its place.
    synonyms: &'static [&'static str],
    /// Its values, as the manual has them.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test writes the manual's table"))]
    values: &'static str,
    /// Default, as the manual has it.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test writes the manual's table"))]
    default: &'static str,
    /// Reader of its values.
    pub(super) read: Read,
    /// True if the command `list` takes it, which writes no page.
    list: bool,
    /// Why it has no effect beside what else the directive says, if that is so.
    conflict: Option<fn(&Directive, &Query) -> Option<String>>,
}

/// Reader of an option's values into a query.
pub(super) enum Read {
    /// Arrangement and form of resources: takes a book-wide default.
    Arrangement(fn(&mut Query, &OptionWord, &Formats) -> Result<(), Diagnostic>),
    /// A text for this place.
    Text(fn(&mut Query, String)),
    /// Which resources are selected.
    Filter(fn(&mut Query, &OptionWord, &Catalogue) -> Result<(), Vec<Diagnostic>>),
}

/// True if descriptions and introductions are shown.
const DESCRIPTIONS: [(&str, bool); 2] = [("full", true), ("none", false)];

/// All options, in the order of the manual.
pub(crate) const OPTIONS: &[OptionRow] = &[
    OptionRow {
        name: "format",
        synonyms: &["style", "layout", "template", "view"],
        values: "`list`, `table`, `cards`, `overview`, `map`, `inline`, or [one of your own](formats.md)",
        default: "`list`",
        read: Read::Arrangement(|query, option, formats| {
            let word = only_value(option)?;
            let found = formats.get(&word.text).ok_or_else(|| unknown_format(word, formats))?;
            query.format = found.clone();
            Ok(())
        }),
        list: false,
        conflict: None,
    },
    OptionRow {
        name: "sort",
        synonyms: &["order", "order-by", "sort-by"],
        values: "`catalogue`, `title`, `author`, `kind`, `year`; `-year` for the reverse order",
        default: "`catalogue`",
        read: Read::Arrangement(|query, option, _| {
            query.sort = sort(option, only_value(option)?)?;
            Ok(())
        }),
        list: true,
        conflict: Some(|_, query| without_resources(query)),
    },
    OptionRow {
        name: "group",
        synonyms: &["group-by", "groups"],
        values: "`topic`, `kind`, `author`, `none`",
        default: "`topic` if there is more than one topic, otherwise `none`",
        read: Read::Arrangement(|query, option, _| {
            query.group = Some(one_of(option, &GroupBy::ALL)?);
            Ok(())
        }),
        list: false,
        conflict: Some(|_, query| {
            (query.group != Some(GroupBy::None)).then(|| without_groups(query))?
        }),
    },
    OptionRow {
        name: "descriptions",
        synonyms: &["description"],
        values: "`full`, `none`",
        default: "`full`",
        read: Read::Arrangement(|query, option, _| {
            query.descriptions = one_of(option, &DESCRIPTIONS)?;
            Ok(())
        }),
        list: false,
        conflict: Some(|_, query| without_resources(query)),
    },
    OptionRow {
        name: "heading",
        synonyms: &["headings"],
        values: "`auto`, `none`, `2` … `6`",
        default: "`auto`: no heading for a single group, otherwise one level below the heading above",
        read: Read::Arrangement(|query, option, _| {
            query.heading = one_of(option, &Heading::ALL)?;
            Ok(())
        }),
        list: false,
        conflict: Some(|directive, query| {
            if !matches!(query.heading, Heading::Level(_)) {
                return None;
            }
            let is_flat = directive.option("group").is_some() && query.group == Some(GroupBy::None);
            let flat = || is_flat.then(|| "with `group=none` there are no headings".to_owned());
            without_groups(query).or_else(flat)
        }),
    },
    OptionRow {
        name: "controls",
        synonyms: &["control", "search", "facets"],
        values: "`auto`, `on`, `off`: whether the page has a field, filters and an order for this section",
        default: "`auto`: from 12 resources",
        read: Read::Arrangement(|query, option, _| {
            query.controls = one_of(option, &Controls::ALL)?;
            Ok(())
        }),
        list: false,
        conflict: Some(|_, query| {
            let (format, is_wanted) = (&query.format, query.controls == Controls::On);
            let reason = || format!("the format `{}` has no controls", format.name);
            (is_wanted && !format.has_groups()).then(reason)
        }),
    },
    OptionRow {
        name: "kind",
        synonyms: &["type", "types", "kinds"],
        values: "only these kinds: `kind=video,course`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let is_used = |name: &str| any(catalogue, |folded| folded.kind == name);
            let given = || given(catalogue, |r| Some(&*r.kind.id));
            query.filter.kinds = Some(names(option, is_used, given)?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "by",
        synonyms: &["author", "authors", "from"],
        values: "only by these authors: `by=\"Khan Academy\"`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let is_used = |name: &str| any(catalogue, |folded| has(&folded.authors, name));
            query.filter.authors = Some(names(option, is_used, || catalogue.author_names())?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "tag",
        synonyms: &["tags", "keyword"],
        values: "only with one of these tags: `tag=linear-algebra`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let is_used = |name: &str| any(catalogue, |folded| has(&folded.tags, name));
            query.filter.tags = Some(names(option, is_used, || catalogue.tags())?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "access",
        synonyms: &["price", "cost"],
        values: "`free`, `paid`, `audit`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let given = || given(catalogue, |r| r.facts.access.map(Access::id));
            query.filter.access = Some(names(option, |name| given().any(|id| id == name), given)?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "level",
        synonyms: &["difficulty", "levels"],
        values: "`introductory`, `intermediate`, `advanced`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let given = || given(catalogue, |r| r.facts.level.map(Level::id));
            query.filter.levels = Some(names(option, |name| given().any(|id| id == name), given)?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "language",
        synonyms: &["lang", "languages"],
        values: "only in these languages: `language=en`; `de` stands for `de-AT` too",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let tags = || {
                let languages = catalogue.folded().iter().filter_map(|f| f.language.as_deref());
                languages.flat_map(with_prefixes)
            };
            let is_used = |name: &str| tags().any(|tag| tag == name);
            query.filter.languages = Some(names(option, is_used, tags)?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "role",
        synonyms: &["roles", "importance"],
        values: "`start`, `core`, `optional`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let given = || given(catalogue, |r| Some(r.role().id()));
            query.filter.roles = Some(names(option, |name| given().any(|id| id == name), given)?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "year",
        synonyms: &["years", "date"],
        values: "only from these years: `year=2015`, `year=2015..`, `year=..2020`, `year=2015..2020`",
        default: "all",
        read: Read::Filter(|query, option, _| {
            query.filter.years = Some(collect(option.values.iter().map(|word| {
                Years::parse(&word.text).ok_or_else(|| {
                    unknown_value(option, word)
                        .help("write a year or a span of years: `year=2015`, `year=2015..2020`")
                })
            }))?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "license",
        synonyms: &["licence", "licenses", "licences"],
        values: "only under one of these licenses: `license=CC-BY-4.0`",
        default: "all",
        read: Read::Filter(|query, option, catalogue| {
            let is_used = |name: &str| any(catalogue, |f| f.license.as_deref() == Some(name));
            query.filter.licenses = Some(names(option, is_used, || catalogue.licenses())?);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "except",
        synonyms: &["exclude", "without", "not"],
        values: "leave out these topics and resources",
        default: "none",
        read: Read::Filter(|query, option, catalogue| {
            let targets = option.values.iter().map(|word| lookup::target(word, catalogue));
            query.filter.except = Scope::new(&collect(targets)?, catalogue);
            Ok(())
        }),
        list: true,
        conflict: None,
    },
    OptionRow {
        name: "limit",
        synonyms: &["max", "count", "first", "top"],
        values: "at most this many, counted after sorting: `limit=5`",
        default: "no limit",
        read: Read::Filter(|query, option, _| {
            query.limit = Some(number(option).map_err(|error| vec![error])?);
            Ok(())
        }),
        list: true,
        conflict: Some(|_, query| without_resources(query)),
    },
    OptionRow {
        name: "note",
        synonyms: &["comment", "remark", "hint"],
        values: "a sentence for this place, shown with the one resource that the directive names: `note=\"Chapters 2 and 3 only.\"`",
        default: "none",
        read: Read::Text(|query, text| query.note = Some(text)),
        list: false,
        conflict: Some(|directive, query| {
            let is_one = matches!(query.targets[..], [Target::Resource(_)]);
            let is_narrowed = directive.options.iter().any(is_filter);
            let reason = "a note is for one resource that is named, without a filter or `limit`";
            let narrowed = || (!is_one || is_narrowed).then(|| reason.to_owned());
            without_resources(query).or_else(narrowed)
        }),
    },
];

/// The options that take a book-wide default.
pub(crate) fn with_default() -> impl Iterator<Item = &'static str> {
    OPTIONS.iter().filter(|row| matches!(row.read, Read::Arrangement(_))).map(|row| row.name)
}

/// Returns whether it says which resources are selected, or is unknown and may have been meant to.
pub(super) fn is_filter(option: &OptionWord) -> bool {
    let is_row = |row: &&OptionRow| row.name == option.key.text;
    OPTIONS.iter().find(is_row).is_none_or(|row| matches!(row.read, Read::Filter(_)))
}

/// Returns whether the command `list` can do anything with it, if only say that it is unknown.
pub(super) fn is_for_list(option: &OptionWord) -> bool {
    OPTIONS.iter().all(|row| row.name != option.key.text || row.list)
}

/// Error about an option of pages in the command `list`.
pub(super) fn only_for_pages(option: &OptionWord) -> Diagnostic {
    let message = format!("the option `{}` has no effect on `list`", option.key.text);
    Diagnostic::error(Code::ConflictingOptions, message)
        .at(option.key.span.clone())
        .help("leave it out: it is about pages")
}

pub(super) fn unknown(key: &Word) -> Diagnostic {
    let names: Vec<&str> = OPTIONS.iter().map(|row| row.name).collect();
    let word = &*key.text;
    let help = match OPTIONS.iter().find(|row| row.synonyms.contains(&word)) {
        Some(row) => Some(format!("did you mean `{}`?", row.name)),
        // As some keyboards and word processors write.
        None if word.contains('\u{a0}') => {
            Some(format!("write a plain blank for the no-break space: `{}`", word.replace('\u{a0}', " ")))
        }
        None if SELECTION.contains(&word) => Some(
            "write names of topics and resources first, without an option: `<<#resources calculus>>`"
                .into(),
        ),
        None => suggest::help(word, &names),
    };
    Diagnostic::error(Code::UnknownOption, format!("there is no option `{word}`"))
        .at(key.span.clone())
        .help_known(help)
}

/// Words that are tried as options, and are the selection.
const SELECTION: &[&str] =
    &["topic", "topics", "resource", "resources", "id", "ids", "name", "title"];

/// `format: table` and `--format table`, as the option that was meant.
pub(super) fn as_elsewhere(words: &[&str]) -> Option<String> {
    words.iter().enumerate().find_map(|(at, word)| {
        let dashed = || Some((word.strip_prefix("--")?, ""));
        let (key, value) = word.split_once(':').or_else(dashed)?;
        let value = if value.is_empty() { words.get(at + 1)? } else { value };
        OPTIONS.iter().any(|row| row.name == key).then(|| format!("{key}={value}"))
    })
}

/// An option that has no effect beside the others of its directive: the last one in the order of the rows.
pub(super) fn conflict(directive: &Directive, query: &Query) -> Option<Diagnostic> {
    OPTIONS.iter().rev().find_map(|row| {
        let option = directive.option(row.name)?;
        let reason = row.conflict?(directive, query)?;
        let message = format!("the option `{}` has no effect here: {reason}", row.name);
        let diagnostic = Diagnostic::error(Code::ConflictingOptions, message);
        Some(diagnostic.at(option.key.span.clone()).help("leave out one of the two"))
    })
}

fn without_groups(query: &Query) -> Option<String> {
    let format = &query.format;
    (!format.has_groups()).then(|| format!("the format `{}` has no groups", format.name))
}

fn without_resources(query: &Query) -> Option<String> {
    let format = &query.format;
    let reason = || format!("the format `{}` shows topics, and no resources", format.name);
    (format.subject == Subject::Topics).then(reason)
}

/// Words of a field that resources have.
fn given(
    catalogue: &Catalogue,
    of: impl Fn(&Resource) -> Option<&str>,
) -> impl Iterator<Item = &str> {
    catalogue.resources().iter().filter_map(of)
}

/// Returns whether this is so of any resource's names.
fn any(catalogue: &Catalogue, is_so: impl Fn(&Folded) -> bool) -> bool {
    catalogue.folded().iter().any(is_so)
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics fails")]
mod tests {
    use std::fmt::Write;

    use super::{DESCRIPTIONS, OPTIONS, Read};
    use crate::catalogue::{Access, Level, Role};
    use crate::directive::{OptionWord, Word};
    use crate::format::Formats;
    use crate::manual;
    use crate::query::sort::SortBy;
    use crate::query::{Controls, GroupBy, Heading, Query};

    /// The manual has the table that the rows make.
    #[test]
    fn the_tables_of_options_are_those_of_the_rows() {
        const HEAD: &str = "| option | values | default |\n|---|---|---|\n";
        let mut rows = String::new();
        for row in OPTIONS {
            writeln!(rows, "| `{}` | {} | {} |", row.name, row.values, row.default).unwrap();
        }
        manual::check_table("book/src/manual/directive.md", HEAD, &rows);
    }

    /// Values and defaults of the rows are those that are read.
    #[test]
    fn rows_say_what_is_read() {
        fn names<T>(values: &[(&'static str, T)]) -> Vec<&'static str> {
            values.iter().map(|(name, _)| *name).collect()
        }
        let row = |name: &str| OPTIONS.iter().find(|row| row.name == name).unwrap();
        let formats = Formats::builtin();
        let formats: Vec<&str> = formats.names().collect();
        for (name, words) in [
            ("format", formats),
            ("sort", names(&SortBy::ALL)),
            ("group", names(&GroupBy::ALL)),
            ("descriptions", names(&DESCRIPTIONS)),
            ("heading", names(&Heading::ALL)),
            ("controls", names(&Controls::ALL)),
            ("access", names(Access::ALL)),
            ("level", names(Level::ALL)),
            ("role", names(Role::ALL)),
        ] {
            let values = row(name).values.replace(" … ", "`, `3`, `4`, `5`, ");
            for word in words {
                assert!(values.contains(&format!("`{word}`")), "{name}: {word}");
            }
        }
        for row in OPTIONS {
            let Read::Arrangement(read) = row.read else { continue };
            let word = |text: &str| Word { text: text.to_owned(), span: 0..0, quoted: false };
            let default = row.default.split('`').nth(1).unwrap();
            let formats = Formats::builtin();
            let mut query = Query::new(&formats);
            let option = OptionWord { key: word(row.name), values: vec![word(default)] };
            read(&mut query, &option, &formats).unwrap();
            // The default of `group` depends on what is selected.
            if row.name != "group" {
                assert_eq!(
                    format!("{query:?}"),
                    format!("{:?}", Query::new(&formats)),
                    "{}",
                    row.name
                );
            }
        }
    }
}
