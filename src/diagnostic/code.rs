//! The codes of diagnostics.
//!
//! To add a code:
//!
//! 1. Raise it where the fault is seen: `Diagnostic::error(Code::…, …)`; `places` finds the file and the line.
//! 2. Add a row to the list below, in alphabetical order, with the mildest severity that it comes with.
//! 3. Add `tests/cases/diagnostics/CODE.case`. Its first lines say what is wrong and what to do, its last file shows
//!    an example. For what no chapter or setting can cause, add a row to `OTHERS` in `tests/testsuite/manual.rs`.
//! 4. Run `SNAPSHOTS=overwrite cargo test`: it writes the report into the case, and both into the chapter
//!    `book/src/manual/diagnostics.md`.

use std::fmt;

use super::Severity;

/// Defines [`Code`] from one row for each code, so that none can be forgotten in one of its parts.
macro_rules! codes {
    ($($variant:ident => $word:literal, $least:ident;)+) => {
        /// Code of a diagnostic: the word in brackets that one can look up in the manual.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the manual describes each code")]
        #[non_exhaustive]
        pub enum Code {
            $($variant,)+
        }

        impl Code {
            /// All codes, in alphabetical order.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The mildest severity that it comes with: what is always an error cannot be allowed.
            pub(crate) fn least(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$least,)+
                }
            }

            /// The code as it is shown.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$variant => $word,)+
                }
            }
        }
    };
}

codes! {
    AmbiguousName => "ambiguous-name", Error;
    ConflictingOptions => "conflicting-options", Error;
    DeadLink => "dead-link", Warning;
    DoubtfulEntry => "doubtful-entry", Warning;
    DoubtfulLink => "doubtful-link", Warning;
    DuplicateId => "duplicate-id", Error;
    DuplicateUrl => "duplicate-url", Warning;
    EmptySection => "empty-section", Warning;
    InvalidCatalogue => "invalid-catalogue", Warning;
    InvalidInput => "invalid-input", Error;
    InvalidLinks => "invalid-links", Error;
    InvalidSetting => "invalid-setting", Warning;
    InvalidSummary => "invalid-summary", Error;
    InvalidTemplate => "invalid-template", Error;
    MalformedDirective => "malformed-directive", Error;
    MisplacedDirective => "misplaced-directive", Error;
    MisreadEncoding => "misread-encoding", Warning;
    MissingChapter => "missing-chapter", Warning;
    MissingInclude => "missing-include", Error;
    MissingTable => "missing-table", Error;
    MissingTarget => "missing-target", Warning;
    MisspeltDirective => "misspelt-directive", Warning;
    MovedLink => "moved-link", Warning;
    OutOfSync => "out-of-sync", Warning;
    PossibleAuthors => "possible-authors", Warning;
    RenamedResource => "renamed-resource", Warning;
    StaleAssets => "stale-assets", Warning;
    UnclosedDirective => "unclosed-directive", Error;
    UnexpandedDirective => "unexpanded-directive", Warning;
    UnknownFormat => "unknown-format", Error;
    UnknownName => "unknown-name", Error;
    UnknownOption => "unknown-option", Error;
    UnknownSetting => "unknown-setting", Error;
    UnknownValue => "unknown-value", Error;
    UnreadableChapter => "unreadable-chapter", Error;
    UnreadableFile => "unreadable-file", Error;
    UntestedMdbook => "untested-mdbook", Warning;
    UnusedOverride => "unused-override", Warning;
    UnusedResource => "unused-resource", Warning;
    UnwatchedFile => "unwatched-file", Warning;
    UnwritableFile => "unwritable-file", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
