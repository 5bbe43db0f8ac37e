//! The codes of diagnostics.
//!
//! To add a code:
//!
//! 1. Add a row to the list below, in alphabetical order.
//! 2. Add `tests/cases/diagnostics/CODE.case`. Its first lines say what is wrong and what to do, its last file shows
//!    an example. For what no chapter or setting can cause, add a row to `OTHERS` in `tests/testsuite/manual.rs`.
//! 3. Run `SNAPSHOTS=overwrite cargo test`: it writes the report into the case, and both into the chapter
//!    `book/src/manual/diagnostics.md`.

use std::fmt;

/// Defines [`Code`] from one row for each code, so that none can be forgotten in one of its parts.
macro_rules! codes {
    ($($variant:ident => $word:literal,)+) => {
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
    AmbiguousName => "ambiguous-name",
    ConflictingOptions => "conflicting-options",
    DeadLink => "dead-link",
    DoubtfulEntry => "doubtful-entry",
    DoubtfulLink => "doubtful-link",
    OutOfSync => "out-of-sync",
    DuplicateId => "duplicate-id",
    DuplicateUrl => "duplicate-url",
    EmptySection => "empty-section",
    InvalidCatalogue => "invalid-catalogue",
    InvalidInput => "invalid-input",
    InvalidLinks => "invalid-links",
    InvalidSetting => "invalid-setting",
    InvalidSummary => "invalid-summary",
    InvalidTemplate => "invalid-template",
    MalformedDirective => "malformed-directive",
    MisplacedDirective => "misplaced-directive",
    MisreadEncoding => "misread-encoding",
    MissingChapter => "missing-chapter",
    MissingInclude => "missing-include",
    MissingTable => "missing-table",
    MissingTarget => "missing-target",
    MisspeltDirective => "misspelt-directive",
    MovedLink => "moved-link",
    PossibleAuthors => "possible-authors",
    StaleAssets => "stale-assets",
    UnclosedDirective => "unclosed-directive",
    UnexpandedDirective => "unexpanded-directive",
    UnknownFormat => "unknown-format",
    UnknownName => "unknown-name",
    UnknownOption => "unknown-option",
    UnknownSetting => "unknown-setting",
    UnknownValue => "unknown-value",
    UnreadableChapter => "unreadable-chapter",
    UnreadableFile => "unreadable-file",
    UnusedResource => "unused-resource",
    UntestedMdbook => "untested-mdbook",
    UnusedOverride => "unused-override",
    UnwatchedFile => "unwatched-file",
    UnwritableFile => "unwritable-file",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
