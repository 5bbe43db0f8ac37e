//! What goes wrong, as data.
//!
//! The core collects [`Diagnostic`]s and never stops at the first. A diagnostic knows its place as a
//! byte range of the text it was found in; which file that is, and on which line, is worked out in
//! [`crate::report`] when it is shown.

use std::ops::Range;

/// How much a diagnostic weighs; `fail-on` draws its line between these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The page is built as it was asked for, and something about it looks unintended.
    Warning,
    /// What was asked for cannot be done.
    Error,
}

/// What kind of thing went wrong: the word in brackets that one can look up in the manual.
///
/// To add a code: add it here, to [`Code::ALL`] and to [`Code::as_str`], and describe it with an example in
/// `tests/cases/diagnostics/`, from which the manual's chapter is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the manual describes each code")]
pub enum Code {
    AmbiguousName,
    ConflictingOptions,
    DoubtfulEntry,
    DuplicateId,
    DuplicateUrl,
    EmptySection,
    InvalidCatalogue,
    InvalidInput,
    InvalidSetting,
    InvalidSummary,
    InvalidTemplate,
    MalformedDirective,
    MisplacedDirective,
    MisreadEncoding,
    MisspeltDirective,
    UnclosedDirective,
    UnexpandedDirective,
    UnknownFormat,
    UnknownName,
    UnknownOption,
    UnknownSetting,
    UnknownValue,
    UnreadableFile,
    Unshown,
    UntriedMdbook,
    UnusedOverride,
    Unwatched,
}

impl Code {
    /// All codes, in the order of the alphabet.
    pub const ALL: [Code; 27] = [
        Code::AmbiguousName,
        Code::ConflictingOptions,
        Code::DoubtfulEntry,
        Code::DuplicateId,
        Code::DuplicateUrl,
        Code::EmptySection,
        Code::InvalidCatalogue,
        Code::InvalidInput,
        Code::InvalidSetting,
        Code::InvalidSummary,
        Code::InvalidTemplate,
        Code::MalformedDirective,
        Code::MisplacedDirective,
        Code::MisreadEncoding,
        Code::MisspeltDirective,
        Code::UnclosedDirective,
        Code::UnexpandedDirective,
        Code::UnknownFormat,
        Code::UnknownName,
        Code::UnknownOption,
        Code::UnknownSetting,
        Code::UnknownValue,
        Code::UnreadableFile,
        Code::Unshown,
        Code::UntriedMdbook,
        Code::UnusedOverride,
        Code::Unwatched,
    ];

    /// The code as it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::AmbiguousName => "ambiguous-name",
            Code::ConflictingOptions => "conflicting-options",
            Code::DoubtfulEntry => "doubtful-entry",
            Code::DuplicateId => "duplicate-id",
            Code::DuplicateUrl => "duplicate-url",
            Code::EmptySection => "empty-section",
            Code::InvalidCatalogue => "invalid-catalogue",
            Code::InvalidInput => "invalid-input",
            Code::InvalidSetting => "invalid-setting",
            Code::InvalidSummary => "invalid-summary",
            Code::InvalidTemplate => "invalid-template",
            Code::MalformedDirective => "malformed-directive",
            Code::MisplacedDirective => "misplaced-directive",
            Code::MisreadEncoding => "misread-encoding",
            Code::MisspeltDirective => "misspelt-directive",
            Code::UnclosedDirective => "unclosed-directive",
            Code::UnexpandedDirective => "unexpanded-directive",
            Code::UnknownFormat => "unknown-format",
            Code::UnknownName => "unknown-name",
            Code::UnknownOption => "unknown-option",
            Code::UnknownSetting => "unknown-setting",
            Code::UnknownValue => "unknown-value",
            Code::UnreadableFile => "unreadable-file",
            Code::Unshown => "unshown",
            Code::UntriedMdbook => "untried-mdbook",
            Code::UnusedOverride => "unused-override",
            Code::Unwatched => "unwatched",
        }
    }
}

/// One thing that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// What kind of thing it is.
    pub code: Code,
    /// What is wrong, in one clause without a full stop.
    pub message: String,
    /// Where: a byte range of the text it was found in, and what to write under it.
    pub place: Option<Mark>,
    /// A second place that explains the first.
    pub related: Option<Mark>,
    /// A way out.
    pub help: Option<String>,
}

/// A byte range of a text and the words to write under it, which can be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Byte offsets into the text.
    pub span: Range<usize>,
    /// Shown beside the underline.
    pub label: String,
}

impl Diagnostic {
    pub(crate) fn error(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            related: None,
            help: None,
        }
    }

    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    pub(crate) fn at(self, span: Range<usize>) -> Self {
        self.labelled(span, "")
    }

    pub(crate) fn labelled(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.place = Some(Mark { span, label: label.into() });
        self
    }

    pub(crate) fn related(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.related = Some(Mark { span, label: label.into() });
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Puts diagnostics of one text in the order of their places; those without one come first.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|mark| mark.span.start));
}
