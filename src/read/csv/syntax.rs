//! Rows of values, as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has them, whatever separates the values.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};

/// A value and its place, with its quotes.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// The separator of a file: what comes most often in its first line, outside quotes.
pub(super) fn separator(line: &str) -> char {
    let mut is_quoted = false;
    let mut counts = [('\t', 0), ('|', 0), (';', 0), (',', 0)];
    for c in line.chars() {
        is_quoted ^= c == '"';
        for (separator, count) in &mut counts {
            *count += usize::from(c == *separator && !is_quoted);
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(',', |(separator, _)| separator)
}

/// The rows of a file. A line without anything on it is none.
pub(super) struct Rows<'t> {
    text: &'t str,
    separator: char,
    at: usize,
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        // Excel can say it in a line of its own: `sep=;`.
        let first = text.lines().next().unwrap_or_default();
        let said = first.strip_prefix("sep=").and_then(|rest| rest.chars().next());
        let at = said.map_or(0, |_| text.find('\n').map_or(text.len(), |end| end + 1));
        let head = text[at..].lines().next().unwrap_or_default();
        Rows { text, separator: said.unwrap_or_else(|| separator(head)), at }
    }

    /// The cells of the next row.
    ///
    /// # Errors
    /// If a quote is not closed: what follows would be one cell.
    pub(super) fn next(&mut self) -> Result<Option<Vec<Cell>>, Diagnostic> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        if self.at == self.text.len() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            let rest = &self.text[self.at..];
            if !rest.starts_with(self.separator) {
                return Ok(Some(cells));
            }
            self.at += self.separator.len_utf8();
        }
    }

    fn cell(&mut self) -> Result<Cell, Diagnostic> {
        let start = self.at;
        let mut text = String::new();
        if self.text[start..].starts_with('"') {
            self.quoted(&mut text)?;
        }
        // What follows a closing quote belongs to the value, as spreadsheets have it.
        let rest = &self.text[self.at..];
        let end = rest.find([self.separator, '\r', '\n']).unwrap_or(rest.len());
        text.push_str(&rest[..end]);
        self.at += end;
        Ok(Cell { text: without_formula(&text), span: start..self.at })
    }

    /// Reads what stands in quotes; two quotes are one. A row with a quote that is not closed ends with its line.
    fn quoted(&mut self, text: &mut String) -> Result<(), Diagnostic> {
        let start = self.at;
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                let line = self.text[start..].lines().next().unwrap_or_default();
                let message = "the quote that begins here is not closed; this row is left out";
                let warning = Diagnostic::warning(Code::DoubtfulEntry, message);
                self.at = start + line.len();
                return Err(warning
                    .at(start..start + line.len())
                    .help("a quote within a value is written twice: `\"\"`"));
            };
            text.push_str(&rest[..end]);
            self.at += end + 1;
            if !self.text[self.at..].starts_with('"') {
                return Ok(());
            }
            text.push('"');
            self.at += 1;
        }
    }
}

/// A value as it is meant: spreadsheets are told by `="0815"` that a number is a text, and by `'` that a text is no formula.
fn without_formula(text: &str) -> String {
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    let begins_formula =
        |text: &&str| text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
    let safe = text.strip_prefix('\'').filter(begins_formula);
    formula.or(safe).unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows() {
        let text = "a;\"b\"\"c\nd\";e\r\n\r\n;\"x\"y;\n";
        let mut rows = Rows::new(text);
        let mut found = Vec::new();
        while let Ok(Some(row)) = rows.next() {
            found.push(row.into_iter().map(|cell| cell.text).collect::<Vec<_>>());
        }
        assert_eq!(found, [["a", "b\"c\nd", "e"], ["", "xy", ""]]);
        let error = Rows::new("a,\"b\nc").next().err().and_then(|error| error.place);
        assert_eq!(error.map(|mark| mark.span), Some(2..4));
    }
}
