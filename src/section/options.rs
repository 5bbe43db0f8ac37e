//! The options of a directive, and the book-wide defaults that some of them have.
//!
//! To add an option: add it to [`NAMES`], to [`Options`] or to the [`Filter`], read it in [`read`], and
//! describe it in `book/src/manual/directive.md`.

use crate::catalogue::slug::fold;
use crate::catalogue::{Access, Catalogue, Level};
use crate::diagnostic::{Code, Diagnostic};
use crate::directive::{Directive, INLINE, OptionWord, Word};
use crate::section::Setting;
use crate::section::filter::Filter;
use crate::section::lookup::look_up;
use crate::suggest;

/// The options a directive can have.
const NAMES: [&str; 12] = [
    "format",
    "sort",
    "group",
    "descriptions",
    "heading",
    "kind",
    "by",
    "tag",
    "access",
    "level",
    "except",
    "limit",
];

/// How a section is arranged and written. All of these take a book-wide default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) format: String,
    pub(crate) sort: Sort,
    /// Nothing: by topic where there is more than one.
    pub(crate) group: Option<GroupBy>,
    pub(crate) heading: Heading,
    pub(crate) descriptions: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            format: "list".to_owned(),
            sort: Sort { by: SortBy::Catalogue, reversed: false },
            group: None,
            heading: Heading::Auto,
            descriptions: true,
        }
    }
}

/// The order of resources within a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    pub(crate) by: SortBy,
    pub(crate) reversed: bool,
}

/// What resources are ordered by; what does not have it comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortBy {
    Catalogue,
    Title,
    /// The first author's name.
    Author,
    /// The catalogue's order of kinds.
    Kind,
    Year,
}

impl Sort {
    pub(crate) const ALL: [(&'static str, Sort); 10] = [
        ("catalogue", Sort { by: SortBy::Catalogue, reversed: false }),
        ("title", Sort { by: SortBy::Title, reversed: false }),
        ("author", Sort { by: SortBy::Author, reversed: false }),
        ("kind", Sort { by: SortBy::Kind, reversed: false }),
        ("year", Sort { by: SortBy::Year, reversed: false }),
        ("-catalogue", Sort { by: SortBy::Catalogue, reversed: true }),
        ("-title", Sort { by: SortBy::Title, reversed: true }),
        ("-author", Sort { by: SortBy::Author, reversed: true }),
        ("-kind", Sort { by: SortBy::Kind, reversed: true }),
        ("-year", Sort { by: SortBy::Year, reversed: true }),
    ];
}

/// What resources are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupBy {
    Topic,
    Kind,
    Author,
    None,
}

impl GroupBy {
    pub(crate) const ALL: [(&'static str, GroupBy); 4] = [
        ("topic", GroupBy::Topic),
        ("kind", GroupBy::Kind),
        ("author", GroupBy::Author),
        ("none", GroupBy::None),
    ];
}

/// Which headings groups get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// None for one group, otherwise one level below the author's.
    Auto,
    None,
    Level(u8),
}

impl Heading {
    pub(crate) const ALL: [(&'static str, Heading); 7] = [
        ("auto", Heading::Auto),
        ("none", Heading::None),
        ("2", Heading::Level(2)),
        ("3", Heading::Level(3)),
        ("4", Heading::Level(4)),
        ("5", Heading::Level(5)),
        ("6", Heading::Level(6)),
    ];
}

/// Whether descriptions and introductions are shown.
pub(crate) const DESCRIPTIONS: [(&str, bool); 2] = [("full", true), ("none", false)];

/// What a directive's options say, with the defaults for those it does not give.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) options: Options,
    pub(super) filter: Filter,
    /// At most so many resources, over the whole section.
    pub(super) limit: Option<usize>,
}

/// Reads all options of a directive.
pub(super) fn read(
    directive: &Directive,
    setting: &Setting,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read {
    let mut read =
        Read { options: setting.defaults.clone(), filter: Filter::default(), limit: None };
    if setting.inline {
        INLINE.clone_into(&mut read.options.format);
    }
    for option in &directive.options {
        let result = read.option(option, setting, diagnostics);
        diagnostics.extend(result.err());
    }
    read
}

impl Read {
    fn option(
        &mut self,
        option: &OptionWord,
        setting: &Setting,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let catalogue = setting.catalogue;
        let options = &mut self.options;
        let filter = &mut self.filter;
        match option.key.text.as_str() {
            "format" => options.format = format(option, setting.formats)?,
            "sort" => options.sort = one_of(option, &Sort::ALL)?,
            "group" => options.group = Some(one_of(option, &GroupBy::ALL)?),
            "descriptions" => options.descriptions = one_of(option, &DESCRIPTIONS)?,
            "heading" => options.heading = one_of(option, &Heading::ALL)?,
            "access" => filter.access = Some(each(option, diagnostics, &Access::ALL)),
            "level" => filter.levels = Some(each(option, diagnostics, &Level::ALL)),
            "kind" => {
                let kinds = catalogue.kinds().iter().map(|kind| &*kind.id);
                filter.kinds = Some(names(option, diagnostics, kinds));
            }
            "by" => filter.authors = Some(names(option, diagnostics, catalogue.author_names())),
            "tag" => filter.tags = Some(names(option, diagnostics, catalogue.tags())),
            "except" => {
                filter.except = Some(exceptions(option, diagnostics, catalogue));
            }
            "limit" => self.limit = Some(number(option)?),
            unknown => return Err(unknown_option(unknown, &option.key)),
        }
        Ok(())
    }
}

/// What is wrong with an option where no page is written.
pub(super) fn only_for_pages(option: &OptionWord) -> Option<Diagnostic> {
    let name = &*option.key.text;
    let message = format!("the option `{name}` is about pages, not about what is selected");
    matches!(name, "format" | "group" | "heading" | "descriptions").then(|| {
        Diagnostic::error(Code::ConflictingOptions, message)
            .at(option.key.span.clone())
            .help("leave it out here")
    })
}

fn unknown_option(name: &str, key: &Word) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::error(Code::UnknownOption, format!("there is no option `{name}`"))
            .at(key.span.clone());
    diagnostic.help = suggest::help(name, &NAMES);
    diagnostic
}

fn only_value(option: &OptionWord) -> Result<&Word, Diagnostic> {
    match &option.values[..] {
        [value] => Ok(value),
        values => {
            let span = values[1].span.start..values[values.len() - 1].span.end;
            let message = format!("the option `{}` takes one value", option.key.text);
            Err(Diagnostic::error(Code::MalformedDirective, message).at(span))
        }
    }
}

fn unknown_value(option: &OptionWord, word: &Word, known: &[&str]) -> Diagnostic {
    let message = format!("`{}` is not a value of the option `{}`", word.text, option.key.text);
    let mut diagnostic = Diagnostic::error(Code::UnknownValue, message).at(word.span.clone());
    diagnostic.help = suggest::help(&word.text, known);
    diagnostic
}

fn find<T: Copy>(option: &OptionWord, word: &Word, values: &[(&str, T)]) -> Result<T, Diagnostic> {
    let found = values.iter().find(|(name, _)| *name == word.text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        unknown_value(option, word, &names)
    })
}

fn one_of<T: Copy>(option: &OptionWord, values: &[(&str, T)]) -> Result<T, Diagnostic> {
    find(option, only_value(option)?, values)
}

/// One or more of a few words; those that are unknown are reported and left out.
fn each<T: Copy>(
    option: &OptionWord,
    diagnostics: &mut Vec<Diagnostic>,
    values: &[(&str, T)],
) -> Vec<T> {
    let mut found = Vec::new();
    for word in &option.values {
        match find(option, word, values) {
            Ok(value) => found.push(value),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    found
}

/// One or more names that the catalogue uses, folded.
fn names<'n>(
    option: &OptionWord,
    diagnostics: &mut Vec<Diagnostic>,
    known: impl Iterator<Item = &'n str>,
) -> Vec<String> {
    let known: Vec<&str> = known.collect();
    for word in &option.values {
        if !known.iter().any(|name| fold(name) == fold(&word.text)) {
            diagnostics.push(unknown_value(option, word, &known));
        }
    }
    option.values.iter().map(|word| fold(&word.text)).collect()
}

fn exceptions(
    option: &OptionWord,
    diagnostics: &mut Vec<Diagnostic>,
    catalogue: &Catalogue,
) -> Vec<usize> {
    let mut positions = Vec::new();
    for word in &option.values {
        match look_up(word, catalogue) {
            Ok(found) => positions.extend(found),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    positions
}

fn number(option: &OptionWord) -> Result<usize, Diagnostic> {
    let word = only_value(option)?;
    let number = word.text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| {
        let message = format!("`{}` is not a value of the option `{}`", word.text, option.key.text);
        Diagnostic::error(Code::UnknownValue, message)
            .at(word.span.clone())
            .help("it is a number from 1 on")
    })
}

fn format(option: &OptionWord, formats: &[String]) -> Result<String, Diagnostic> {
    let word = only_value(option)?;
    if !formats.contains(&word.text) {
        let names: Vec<&str> = formats.iter().map(String::as_str).collect();
        let message = format!("there is no format `{}`", word.text);
        let mut diagnostic = Diagnostic::error(Code::UnknownFormat, message).at(word.span.clone());
        diagnostic.help = suggest::help(&word.text, &names);
        return Err(diagnostic);
    }
    Ok(word.text.clone())
}
