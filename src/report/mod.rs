//! Reports of a run: text for a person ([`text`]), JSON and annotations for programs
//! ([`json`], [`github`]).

mod github;
mod json;
mod text;

use std::fmt;
use std::io::{self, ErrorKind, Write};

use annotate_snippets::Renderer;

use crate::diagnostic::{Finding, Findings, Policy, Severity};

/// All that one run found, in the order in which it was found, and whether that stops the run.
///
/// It is displayed as the command reports it, without colours.
#[derive(Debug)]
pub struct Report {
    findings: Vec<Finding>,
    stops: bool,
}

impl Report {
    /// Closes a run.
    pub(crate) fn new(findings: Findings, policy: &Policy) -> Self {
        let (findings, stops) = policy.apply(findings);
        Report { findings, stops }
    }

    /// All findings, in the order in which they were found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns whether the book's `fail-on` stops the run for these findings.
    pub fn stops(&self) -> bool {
        self.stops
    }

    /// Returns whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.diagnostic().severity == severity).count()
    }

    /// Writes the report to standard error, in colour where that is a terminal that wants it. A reader that has
    /// seen enough is no error.
    ///
    /// # Errors
    /// Where standard error cannot be written.
    pub(crate) fn print(&self) -> io::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let mut stderr = anstream::stderr().lock();
        match write!(stderr, "{}", self.text(&Renderer::styled())) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if self.is_empty() {
            return Ok(());
        }
        formatter.write_str(&self.text(&Renderer::plain()))
    }
}
