//! Reports for programs: JSON, and the annotations of GitHub's workflows.

use std::path::Path;

use serde_json::{Value, json};

use super::{Entry, Origin, Report};
use crate::diagnostic::Severity;

/// A place as editors count it: lines and columns from 1, columns in characters.
struct Place {
    line: usize,
    column: usize,
}

impl Report {
    /// A JSON array with an object for each entry; files are named from the working directory when `root`
    /// is the book's folder seen from there. A place that is not known is left out.
    pub(crate) fn json(&self, root: &Path) -> String {
        let entries: Vec<Value> = self.entries.iter().map(|entry| entry.json(root)).collect();
        format!("{:#}\n", Value::from(entries))
    }

    /// [Workflow commands][1], one a line.
    ///
    /// [1]: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    pub(crate) fn github(&self, root: &Path) -> String {
        self.entries.iter().map(|entry| entry.github(root)).collect()
    }
}

impl Entry {
    fn severity(&self) -> &'static str {
        match self.diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    fn file(&self, root: &Path) -> Option<String> {
        let name = match &self.source {
            Origin::Text(source) => &source.name,
            Origin::File(name) => name,
            Origin::Nowhere => return None,
        };
        let path = root.strip_prefix(".").unwrap_or(root).join(name);
        Some(path.to_string_lossy().replace('\\', "/"))
    }

    fn place(&self) -> Option<[Place; 2]> {
        let (Origin::Text(source), Some(mark)) = (&self.source, &self.diagnostic.place) else {
            return None;
        };
        Some([mark.span.start, mark.span.end].map(|at| {
            let before = &source.text[..at];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            Place {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
            }
        }))
    }

    fn json(&self, root: &Path) -> Value {
        let mut object = json!({
            "severity": self.severity(),
            "code": self.diagnostic.code.as_str(),
            "message": self.diagnostic.message,
        });
        if let Some(file) = self.file(root) {
            object["file"] = file.into();
        }
        if let Some([start, end]) = self.place() {
            object["line"] = start.line.into();
            object["column"] = start.column.into();
            object["end_line"] = end.line.into();
            object["end_column"] = end.column.into();
            object["approximate"] = self.note.is_some().into();
        }
        if let Some(help) = &self.diagnostic.help {
            object["help"] = help.as_str().into();
        }
        object
    }

    fn github(&self, root: &Path) -> String {
        let mut properties = Vec::new();
        if let Some(file) = self.file(root) {
            properties.push(format!("file={}", property(&file)));
        }
        if let Some([start, end]) = self.place() {
            properties.push(format!("line={},endLine={}", start.line, end.line));
            if start.line == end.line {
                properties.push(format!("col={},endColumn={}", start.column, end.column));
            }
        }
        properties.push(format!("title={}", self.diagnostic.code.as_str()));
        let help = self.diagnostic.help.as_ref().map(|help| format!("\n{help}"));
        let message = format!("{}{}", self.diagnostic.message, help.unwrap_or_default());
        format!("::{} {}::{}\n", self.severity(), properties.join(","), data(&message))
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
