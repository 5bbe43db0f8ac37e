//! A report as annotations of GitHub's workflows.

use std::path::Path;

use super::Report;
use super::json::file;
use crate::diagnostic::Finding;
use crate::text::{shown, shown_in_line};

impl Report {
    /// [Workflow commands][1], one a line.
    ///
    /// [1]: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    pub(crate) fn github(&self, root: &Path) -> String {
        self.findings.iter().map(|finding| command(finding, root)).collect()
    }
}

fn command(finding: &Finding, root: &Path) -> String {
    let diagnostic = finding.diagnostic();
    let mut properties = Vec::new();
    if let Some(file) = file(finding, root) {
        properties.push(format!("file={}", property(&shown_in_line(&file))));
    }
    if let Some([start, end]) = finding.positions() {
        properties.push(format!("line={},endLine={}", start.line, end.line));
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!("title={}", diagnostic.code));
    let help = diagnostic.help.as_ref().map(|help| format!("\n{}", shown(help)));
    let message = format!("{}{}", shown_in_line(&diagnostic.message), help.unwrap_or_default());
    let severity = diagnostic.severity.as_str();
    format!("::{severity} {}::{}\n", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
