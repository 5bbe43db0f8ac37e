//! Queries: the options of a directive, with the book's defaults for those it does not give, become a
//! complete [`Query`], and a query selects resources.

mod filter;
mod lookup;
pub(crate) mod options;
mod select;
mod sort;
mod values;

use std::sync::Arc;

pub(crate) use lookup::{Target, find};
pub(crate) use select::Selected;
pub(crate) use sort::Sort;

use crate::catalogue::Catalogue;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::directive::{Directive, OptionWord, Site, Word};
use crate::format::{Format, Formats, Shape, Subject};
use crate::text::collapse_whitespace;
use filter::Filter;
use options::{OPTIONS, Read};

/// Which resources are asked for, and how they are to be shown.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    /// Targets of the selection; empty for the whole catalogue.
    pub(crate) targets: Vec<Target>,
    pub(crate) format: Arc<Format>,
    /// True if the section stands on a line of text, and in no block of its own.
    pub(crate) is_inline: bool,
    pub(crate) sort: Sort,
    /// `None`: by topic if there is more than one.
    pub(crate) group: Option<GroupBy>,
    pub(crate) heading: Heading,
    pub(crate) descriptions: bool,
    pub(crate) controls: Controls,
    /// Inline Markdown, shown with the one resource that is named.
    pub(crate) note: Option<String>,
    /// Warnings about names that lead somewhere else by now.
    pub(crate) warnings: Vec<Diagnostic>,
    filter: Filter,
    /// At most so many resources, over the whole section, after sorting.
    limit: Option<usize>,
}

/// Groupings of resources.
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

/// True if a page has controls to find something in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Controls {
    /// If the section has [many](Controls::MANY) resources.
    Auto,
    On,
    Off,
}

impl Controls {
    pub(crate) const ALL: [(&'static str, Controls); 3] =
        [("auto", Controls::Auto), ("on", Controls::On), ("off", Controls::Off)];

    /// Resources from which one has to look for something.
    const MANY: usize = 12;

    /// Returns whether a section of so many resources has controls.
    pub(crate) fn are_shown(self, resources: usize) -> bool {
        match self {
            Controls::Auto => resources >= Self::MANY,
            Controls::On => true,
            Controls::Off => false,
        }
    }
}

impl Query {
    /// Query of a directive without options, in a book without settings.
    pub(crate) fn new(formats: &Formats) -> Self {
        Query {
            targets: Vec::new(),
            format: Arc::clone(formats.default()),
            is_inline: false,
            sort: Sort::default(),
            group: None,
            heading: Heading::Auto,
            descriptions: true,
            controls: Controls::Auto,
            note: None,
            warnings: Vec::new(),
            filter: Filter::default(),
            limit: None,
        }
    }

    /// Sets what the book sets for all directives.
    ///
    /// # Errors
    /// The mistakes in the option.
    pub(crate) fn set_default(
        &mut self,
        option: &OptionWord,
        formats: &Formats,
    ) -> Result<(), Vec<Diagnostic>> {
        self.set(option, formats, None)
    }

    /// Reads the query of a directive.
    ///
    /// # Errors
    /// All that is wrong with its words.
    pub(crate) fn read(
        &self,
        directive: &Directive,
        site: &Site,
        formats: &Formats,
        catalogue: &Catalogue,
    ) -> Result<Query, Vec<Diagnostic>> {
        let mut query = self.clone();
        if site.is_inline() {
            query.format = Arc::clone(formats.inline());
        }
        let mut errors = query.set_all(directive, formats, catalogue);
        errors.extend(options::conflict(directive, &query));
        errors.extend(query.asks_for_nothing(directive));
        if errors.is_empty() && site.is_inline() && query.format.shape == Shape::Block {
            errors.push(not_inline(&query.format));
        }
        query.is_inline = site.is_inline() || query.format.shape == Shape::Inline;
        query.unless(errors)
    }

    /// Reads the query of the command `list`: everything, if its arguments name nothing.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub(crate) fn for_list(
        &self,
        arguments: &Directive,
        formats: &Formats,
        catalogue: &Catalogue,
    ) -> Result<Query, Vec<Diagnostic>> {
        let (kept, refused): (Vec<OptionWord>, Vec<OptionWord>) =
            arguments.options.iter().cloned().partition(options::is_for_list);
        let arguments = Directive { selection: arguments.selection.clone(), options: kept };
        let mut query = self.clone();
        let mut errors: Vec<Diagnostic> = refused.iter().map(options::only_for_pages).collect();
        errors.extend(query.set_all(&arguments, formats, catalogue));
        query.unless(errors)
    }

    /// Sets what the words of a directive say; returns what is wrong with them.
    fn set_all(
        &mut self,
        directive: &Directive,
        formats: &Formats,
        catalogue: &Catalogue,
    ) -> Vec<Diagnostic> {
        let mut errors = Vec::new();
        for option in &directive.options {
            errors.extend(self.set(option, formats, Some(catalogue)).err().unwrap_or_default());
        }
        for name in &directive.selection {
            match lookup::target(name, catalogue) {
                Ok(target) => {
                    self.targets.push(target);
                    self.warnings.extend(lookup::renamed(name, target, catalogue));
                }
                Err(error) => errors.push(meant_as_option(name, formats, error)),
            }
        }
        errors
    }

    fn unless(self, mut errors: Vec<Diagnostic>) -> Result<Query, Vec<Diagnostic>> {
        if errors.is_empty() {
            return Ok(self);
        }
        diagnostic::sort(&mut errors);
        Err(errors)
    }

    /// Sets what one option says; filters need a catalogue to look into.
    fn set(
        &mut self,
        option: &OptionWord,
        formats: &Formats,
        catalogue: Option<&Catalogue>,
    ) -> Result<(), Vec<Diagnostic>> {
        let row = OPTIONS.iter().find(|row| row.name == option.key.text);
        match (row.map(|row| &row.read), catalogue) {
            (Some(Read::Arrangement(read)), _) => read(self, option, formats).map_err(|e| vec![e]),
            (Some(Read::Text(read)), _) => {
                let text = values::only_value(option).map_err(|error| vec![error])?;
                read(self, collapse_whitespace(&text.text).into_owned());
                Ok(())
            }
            (Some(Read::Filter(read)), Some(catalogue)) => read(self, option, catalogue),
            _ => Err(vec![options::unknown(&option.key)]),
        }
    }

    /// Error about a directive that neither names nor filters anything.
    fn asks_for_nothing(&self, directive: &Directive) -> Option<Diagnostic> {
        let filters = directive.options.iter().any(options::is_filter);
        if !directive.selection.is_empty() || filters || self.format.subject == Subject::Topics {
            return None;
        }
        let error =
            Diagnostic::error(Code::MalformedDirective, "this directive does not say what to show")
                .help("name topics or resources, or write `all`: `<<#resources all>>`");
        let first = directive.options.first();
        Some(error.at_known(first.map(|option| option.key.span.clone())))
    }
}

/// The error about a name, with the option in its help that was meant: `format: table`.
fn meant_as_option(name: &Word, formats: &Formats, error: Diagnostic) -> Diagnostic {
    let words: Vec<&str> = name.text.split(' ').collect();
    let piped = || match words[..] {
        [.., "|", format] => formats.get(format).map(|_| format!("format={format}")),
        _ => None,
    };
    match options::as_elsewhere(&words).or_else(piped).filter(|_| !name.quoted) {
        Some(option) => error.help(format!("options are written with `=`: `{option}`")),
        None => error,
    }
}

/// Error about a format of blocks on a line of text.
pub(crate) fn not_inline(format: &Format) -> Diagnostic {
    let message = format!("the format `{}` cannot be used within a line of text", format.name);
    Diagnostic::error(Code::MisplacedDirective, message)
        .help("put the directive on a line of its own, or leave out `format=`")
}
