//! Diagnostics: errors, warnings and notes as data.
//!
//! The core collects [`Diagnostic`]s and never stops at the first. A diagnostic knows its place as a byte
//! range of the text it was found in. A [`Finding`] adds which text of which file that is; how findings are
//! shown is decided in [`crate::report`].

mod code;
mod finding;
mod lines;

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use code::Code;
pub(crate) use finding::{FailOn, Findings, Policy};
pub use finding::{Finding, Position, Source};

/// Seriousness of a diagnostic; `fail-on` decides which severity stops a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is wrong, and something could be said more exactly.
    Note,
    /// The page is built as it was asked for, and something about it looks unintended.
    Warning,
    /// The request cannot be done.
    Error,
}

impl Severity {
    /// The word for it in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One thing that went wrong.
///
/// ```
/// use mdbook_resources::{Catalogue, Code, expand};
///
/// let expansion = expand("<<#resources calclus>>\n", Catalogue::builtin());
/// let diagnostic = &expansion.diagnostics[0];
/// assert_eq!(diagnostic.code, Code::UnknownName);
/// assert_eq!(
///     diagnostic.to_string(),
///     "error[unknown-name]: there is no topic or resource `calclus` (did you mean `calculus`?)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// True if it stops the build.
    pub severity: Severity,
    /// Code of its kind.
    pub code: Code,
    /// Message in one clause without a full stop.
    pub message: String,
    /// The byte range it is about, and what to write under it.
    pub place: Option<Mark>,
    /// A second place that explains the first.
    pub related: Option<Mark>,
    /// A way out.
    pub help: Option<String>,
    /// Values or entries that it is about: one says it of several.
    pub(crate) count: usize,
}

/// A byte range of a text, and the words to write under it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// Byte offsets into the text.
    pub span: Range<usize>,
    /// Shown beside the underline; empty for none.
    pub label: String,
    /// The text, if it is not the one that the diagnostic was found in: for a directive, a template.
    pub source: Option<Arc<Source>>,
}

impl Diagnostic {
    /// Returns whether it is a warning of one of these codes.
    pub(crate) fn is_allowed(&self, codes: &[Code]) -> bool {
        self.severity < Severity::Error && codes.contains(&self.code)
    }

    pub(crate) fn error(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            related: None,
            help: None,
            count: 1,
        }
    }

    /// The same about several values or entries.
    pub(crate) fn counting(self, count: usize) -> Self {
        Diagnostic { count, ..self }
    }

    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    pub(crate) fn note(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, message) }
    }

    pub(crate) fn at(self, span: Range<usize>) -> Self {
        self.labelled(span, "")
    }

    /// The place, if there is one: what a file says can come from the environment instead.
    pub(crate) fn at_known(self, span: Option<Range<usize>>) -> Self {
        match span {
            Some(span) => self.at(span),
            None => self,
        }
    }

    /// The place, for a diagnostic that has none of its own.
    pub(crate) fn or_at(self, span: Range<usize>) -> Self {
        if self.place.is_some() { self } else { self.at(span) }
    }

    pub(crate) fn labelled(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.place = Some(Mark { span, label: label.into(), source: None });
        self
    }

    pub(crate) fn related(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.related = Some(Mark { span, label: label.into(), source: None });
        self
    }

    /// A second place in another text.
    pub(crate) fn related_in(
        mut self,
        source: &Arc<Source>,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Self {
        let source = Some(Arc::clone(source));
        self.related = Some(Mark { span, label: label.into(), source });
        self
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.help_known(Some(help.into()))
    }

    /// A way out, if one is known.
    pub(crate) fn help_known(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// The places in the text that it was found in.
    pub(crate) fn own_marks(&mut self) -> impl Iterator<Item = &mut Mark> {
        let marks = [&mut self.place, &mut self.related].into_iter().flatten();
        marks.filter(|mark| mark.source.is_none())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Diagnostic { severity, code, message, help, .. } = self;
        write!(formatter, "{}[{code}]: {message}", severity.as_str())?;
        match help {
            Some(help) => write!(formatter, " ({help})"),
            None => Ok(()),
        }
    }
}

impl Error for Diagnostic {}

/// Puts diagnostics of one text in the order of their places; those without one come first.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|mark| mark.span.start));
}
