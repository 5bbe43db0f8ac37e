//! Joins the lines of a description or an introduction to one.

/// Lines joined to one text, in inline Markdown.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    /// Whether the last line ended with a colon, which the next one follows.
    leads_on: bool,
}

impl Lines {
    /// Adds a line without marks at its ends; `leads_on` says that it had a colon there.
    pub(super) fn add(&mut self, line: &str, leads_on: bool) {
        if line.is_empty() {
            return;
        }
        if self.leads_on {
            self.text.push_str(": ");
        } else if !self.text.is_empty() {
            let is_end = self.text.ends_with(|c: char| ENDS.contains(&c));
            self.text.push_str(if is_end { " " } else { "; " });
        }
        self.text.push_str(line);
        self.leads_on = leads_on;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// What a line ends with that needs no mark before the next one.
const ENDS: [char; 10] = ['.', '!', '?', ':', ';', ',', '…', '。', '！', '？'];
