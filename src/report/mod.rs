//! Diagnostics as a person reads them: severity and code, the author's own file, line and column,
//! the source line with the place underlined, and a way out.
//!
//! This is the one place that writes to standard error.

mod machine;

use std::collections::HashMap;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};

/// A text of the author's and the name to show for it.
#[derive(Debug)]
pub(crate) struct Source {
    /// The path as the author would write it.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A diagnostic and the text that its spans point into.
#[derive(Debug)]
struct Entry {
    source: Origin,
    diagnostic: Diagnostic,
    note: Option<&'static str>,
}

#[derive(Debug)]
enum Origin {
    Text(Rc<Source>),
    /// A file of which no place is known.
    File(String),
    Nowhere,
}

/// All that one run found, in the order in which it was found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    entries: Vec<Entry>,
    /// Whether it is the book's `fail-on` that makes warnings as grave as errors.
    stopped_by_warnings: bool,
}

impl Report {
    /// Says in the closing line that warnings have stopped the build.
    pub(crate) fn stop_at_warnings(&mut self) {
        self.stopped_by_warnings = true;
    }

    /// Adds what was found in `source`.
    pub(crate) fn add(&mut self, source: &Rc<Source>, diagnostic: Diagnostic) {
        self.add_noted(source, diagnostic, None);
    }

    /// Adds what was found in `source`, with a remark on how its place is meant.
    pub(crate) fn add_noted(
        &mut self,
        source: &Rc<Source>,
        diagnostic: Diagnostic,
        note: Option<&'static str>,
    ) {
        let source = match diagnostic.place {
            Some(_) => Origin::Text(Rc::clone(source)),
            None => Origin::File(source.name.clone()),
        };
        self.entries.push(Entry { source, diagnostic, note });
    }

    /// Adds what concerns a file as a whole.
    pub(crate) fn add_for_file(&mut self, name: impl Into<String>, diagnostic: Diagnostic) {
        self.entries.push(Entry { source: Origin::File(name.into()), diagnostic, note: None });
    }

    /// Adds what concerns no file of the author's.
    pub(crate) fn add_general(&mut self, diagnostic: Diagnostic) {
        self.entries.push(Entry { source: Origin::Nowhere, diagnostic, note: None });
    }

    pub(crate) fn extend(&mut self, other: Report) {
        self.entries.extend(other.entries);
        self.stopped_by_warnings |= other.stopped_by_warnings;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The severity of the gravest entry.
    pub(crate) fn worst(&self) -> Option<Severity> {
        self.entries.iter().map(|entry| entry.diagnostic.severity).max()
    }

    fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.diagnostic.severity == severity).count()
    }

    /// The whole report, closed by a line that counts.
    pub(crate) fn render(&self, renderer: &Renderer) -> String {
        let mut text = String::new();
        let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
        for entry in &self.entries {
            if entry.diagnostic.severity == Severity::Warning {
                let count = counts.entry(entry.kind()).or_insert(0);
                *count += 1;
                if *count > MOST_OF_A_KIND {
                    continue;
                }
            }
            text.push_str(&renderer.render(&[entry.group()]));
            text.push_str("\n\n");
        }
        let mut more: Vec<_> =
            counts.iter().filter(|(_, count)| **count > MOST_OF_A_KIND).collect();
        more.sort_unstable();
        for ((code, file), count) in more {
            let count = count - MOST_OF_A_KIND;
            let message = format!("{count} more of this kind in {file}");
            let title = Level::WARNING.primary_title(message).id(*code);
            let help = "`mdbook-resources check --format json` lists all of them";
            let group = Group::with_title(title).element(Level::HELP.message(help));
            text.push_str(&renderer.render(&[group]));
            text.push_str("\n\n");
        }
        text.push_str(&self.summary());
        text.push('\n');
        text
    }

    fn summary(&self) -> String {
        let counted = |severity, word: &str| match self.count(severity) {
            0 => None,
            1 => Some(format!("1 {word}")),
            n => Some(format!("{n} {word}s")),
        };
        let counts = [counted(Severity::Error, "error"), counted(Severity::Warning, "warning")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let reason =
            if self.stopped_by_warnings { ", and `fail-on` stops at warnings" } else { "" };
        format!("mdbook-resources: {}{reason}", counts.join(", "))
    }

    /// Writes the report to standard error, in colour where that is a terminal that wants it.
    pub(crate) fn print(&self) {
        if !self.is_empty() {
            #[allow(clippy::print_stderr, reason = "this is where reports are printed")]
            {
                anstream::eprint!("{}", self.render(&Renderer::styled()));
            }
        }
    }
}

/// Warnings with one code about one file that are shown in full, at most: a long list can have hundreds.
const MOST_OF_A_KIND: usize = 12;

impl Entry {
    /// Its code and its file.
    fn kind(&self) -> (&str, &str) {
        let file = match &self.source {
            Origin::Text(source) => &source.name,
            Origin::File(name) => name.as_str(),
            Origin::Nowhere => "",
        };
        (self.diagnostic.code.as_str(), file)
    }

    fn group(&self) -> Group<'_> {
        let diagnostic = &self.diagnostic;
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.as_str());
        let mut group = match &self.source {
            Origin::Text(source) => title.element(snippet(source, diagnostic)),
            Origin::File(name) => title.element(annotate_snippets::Origin::path(&**name)),
            Origin::Nowhere => Group::with_title(title),
        };
        if let Some(note) = self.note {
            group = group.element(Level::NOTE.message(note));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(&**help));
        }
        group
    }
}

fn snippet<'a>(
    source: &'a Source,
    diagnostic: &'a Diagnostic,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let marks = [
        (AnnotationKind::Primary, &diagnostic.place),
        (AnnotationKind::Context, &diagnostic.related),
    ];
    let annotations = marks.into_iter().filter_map(|(kind, mark)| {
        let mark = mark.as_ref()?;
        let label = Some(&*mark.label).filter(|label| !label.is_empty());
        Some(kind.span(mark.span.clone()).label(label))
    });
    Snippet::source(&*source.text).path(&*source.name).annotations(annotations)
}
