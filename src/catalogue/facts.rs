//! What can be said of a resource in one of a few words, or as a number or date.

/// What a resource costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Access {
    /// Nothing.
    Free,
    /// Money.
    Paid,
    /// Nothing to read along, money for exercises or a certificate.
    Audit,
}

impl Access {
    pub(crate) const ALL: [(&'static str, Access); 3] =
        [("free", Access::Free), ("paid", Access::Paid), ("audit", Access::Audit)];

    /// The word that a catalogue uses.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Access::Free => "free",
            Access::Paid => "paid",
            Access::Audit => "audit",
        }
    }

    /// What a reader sees.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Access::Free => "free",
            Access::Paid => "paid",
            Access::Audit => "free to audit",
        }
    }
}

/// Whom a resource is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// Newcomers to the topic.
    Introductory,
    /// Those who know its basics.
    Intermediate,
    /// Those who know it well.
    Advanced,
}

impl Level {
    pub(crate) const ALL: [(&'static str, Level); 3] = [
        ("introductory", Level::Introductory),
        ("intermediate", Level::Intermediate),
        ("advanced", Level::Advanced),
    ];

    /// What a reader sees.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Level::Introductory => "introductory",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        }
    }
}
