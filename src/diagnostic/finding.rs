//! Diagnostics of a run with the files they are about, and whether they stop it.

use std::sync::{Arc, OnceLock};

use super::lines::LineIndex;
use super::{Code, Diagnostic, Severity};

/// A text of the author's and the name to show for it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Source {
    /// The path as the author would write it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Made when the first place is asked for.
    lines: OnceLock<LineIndex>,
}

impl Source {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let (name, text) = (name.into(), text.into());
        Arc::new(Source { name, text, lines: OnceLock::new() })
    }

    pub(crate) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::of(&self.text))
    }

    /// The line and column of a byte offset, from 1.
    pub(crate) fn position(&self, at: usize) -> Position {
        let lines = self.lines();
        let column = lines.characters_before(at, &self.text) + 1;
        Position { line: lines.at(at) + 1, column }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text) == (&other.name, &other.text)
    }
}

impl Eq for Source {}

/// A place as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A diagnostic, and which file it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    diagnostic: Diagnostic,
    origin: Origin,
    /// True if a chapter is wrong, and not what was set up for it.
    in_chapter: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// The text that the diagnostic's spans point into; approximate if that is not the author's own.
    Text { source: Arc<Source>, is_approximate: bool },
    /// A file as a whole.
    File(String),
    /// No file of the author's.
    Program,
}

impl Finding {
    fn new(origin: Origin, diagnostic: Diagnostic) -> Self {
        Finding { diagnostic, origin, in_chapter: false }
    }

    /// Finding in `source`.
    pub(crate) fn in_source(source: &Arc<Source>, diagnostic: Diagnostic) -> Self {
        let origin = match diagnostic.place {
            Some(_) => Origin::Text { source: Arc::clone(source), is_approximate: false },
            None => Origin::File(source.name.clone()),
        };
        Finding::new(origin, diagnostic)
    }

    /// Finding in a chapter as it was received, which is not the author's own text.
    pub(crate) fn in_received(source: &Arc<Source>, diagnostic: Diagnostic) -> Self {
        let mut finding = Finding::in_source(source, diagnostic);
        if let Origin::Text { is_approximate, .. } = &mut finding.origin {
            *is_approximate = true;
        }
        finding
    }

    /// The same finding as one that `fail-on` is about.
    pub(crate) fn in_chapter(self) -> Self {
        Finding { in_chapter: true, ..self }
    }

    /// The diagnostic.
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    /// The file, relative to the book's folder; `None` if no file is at fault.
    pub fn file(&self) -> Option<&str> {
        match &self.origin {
            Origin::Text { source, .. } => Some(&source.name),
            Origin::File(name) => Some(name),
            Origin::Program => None,
        }
    }

    /// The text that the diagnostic's places are in; `None` if no place is known.
    pub fn source(&self) -> Option<&Source> {
        match &self.origin {
            Origin::Text { source, .. } => Some(source),
            Origin::File(_) | Origin::Program => None,
        }
    }

    /// Where the diagnostic's place begins and ends; `None` if no place is known.
    pub fn positions(&self) -> Option<[Position; 2]> {
        let (source, mark) = (self.source()?, self.diagnostic.place.as_ref()?);
        Some([mark.span.start, mark.span.end].map(|at| source.position(at)))
    }

    /// Returns whether the place is only about right, because the chapter was changed on its way.
    pub fn is_approximate(&self) -> bool {
        matches!(self.origin, Origin::Text { is_approximate: true, .. })
    }
}

/// All that one run found, in the order in which it was found.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds what was found in `source`.
    pub(crate) fn add(&mut self, source: &Arc<Source>, diagnostic: Diagnostic) {
        self.push(Finding::in_source(source, diagnostic));
    }

    /// Adds what concerns a file as a whole.
    pub(crate) fn add_for_file(&mut self, name: impl Into<String>, diagnostic: Diagnostic) {
        self.push(Finding::new(Origin::File(name.into()), diagnostic));
    }

    /// Adds what concerns no file of the author's.
    pub(crate) fn add_general(&mut self, diagnostic: Diagnostic) {
        self.push(Finding::new(Origin::Program, diagnostic));
    }

    /// Adds what concerns no file of the author's.
    pub(crate) fn extend_with(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.add_general(diagnostic));
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Returns whether one of them is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.diagnostic.severity == Severity::Error)
    }

    /// Returns whether one of them has a code.
    pub(crate) fn has_code(&self, code: Code) -> bool {
        self.0.iter().any(|finding| finding.diagnostic.code == code)
    }

    pub(crate) fn extend(&mut self, other: Findings) {
        self.0.extend(other.0);
    }
}

/// Policy for findings: the settings `fail-on` and `allow`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Policy {
    pub(crate) fail_on: FailOn,
    /// The codes of warnings that are not reported.
    pub(crate) allowed: Vec<Code>,
}

impl Policy {
    /// The findings to report, and whether they stop the run.
    pub(crate) fn apply(&self, mut findings: Findings) -> (Vec<Finding>, bool) {
        findings.0.retain(|finding| !finding.diagnostic.is_allowed(&self.allowed));
        let stops = self.fail_on.stops(&findings);
        (findings.0, stops)
    }
}

/// Which diagnostics stop a run: the setting `fail-on`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FailOn {
    #[default]
    Error,
    Warning,
    Never,
}

impl FailOn {
    pub(crate) const ALL: [(&'static str, FailOn); 3] =
        [("error", FailOn::Error), ("warning", FailOn::Warning), ("never", FailOn::Never)];

    /// Returns whether these findings stop the run. Nothing else decides it.
    ///
    /// Errors in the catalogue, a template or `book.toml` stop it whatever is set: there is nothing to go on
    /// with.
    fn stops(self, findings: &Findings) -> bool {
        findings.0.iter().any(|finding| match finding.diagnostic.severity {
            Severity::Error => self != FailOn::Never || !finding.in_chapter,
            Severity::Note => false,
            // A newer mdBook is nothing that the author could mend in the book.
            Severity::Warning => {
                self == FailOn::Warning && finding.diagnostic.code != Code::UntestedMdbook
            }
        })
    }
}
