//! A report as JSON.

use std::path::Path;

use serde_json::{Value, json};

use super::Report;
use crate::diagnostic::Finding;

impl Report {
    /// A JSON array with an object for each finding; files are named from the working directory when `root`
    /// is the book's folder seen from there. A place that is not known is left out.
    pub(crate) fn json(&self, root: &Path) -> String {
        let findings: Vec<Value> =
            self.findings.iter().map(|finding| object(finding, root)).collect();
        format!("{:#}\n", Value::from(findings))
    }
}

/// A finding's file, as seen from the working directory.
pub(super) fn file(finding: &Finding, root: &Path) -> Option<String> {
    let path = root.strip_prefix(".").unwrap_or(root).join(finding.file()?);
    Some(path.to_string_lossy().replace('\\', "/"))
}

fn object(finding: &Finding, root: &Path) -> Value {
    let diagnostic = finding.diagnostic();
    let mut object = json!({
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
    });
    if let Some(file) = file(finding, root) {
        object["file"] = file.into();
    }
    if let Some([start, end]) = finding.positions() {
        object["line"] = start.line.into();
        object["column"] = start.column.into();
        object["end_line"] = end.line.into();
        object["end_column"] = end.column.into();
        object["approximate"] = finding.is_approximate().into();
    }
    if let Some(help) = &diagnostic.help {
        object["help"] = help.as_str().into();
    }
    object
}
