//! Front matter: metadata between two lines `---` or `+++`, at the very beginning of a file and nowhere else.

use std::ops::Range;

use super::convention::{AfterTitle, Conventions};
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;
use crate::text::{collapse_whitespace, offset_in};

/// The metadata of a list, as text in YAML or TOML.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrontMatter<'t> {
    text: &'t str,
    /// Where it stands.
    start: usize,
}

/// The front matter of a file, and where the list begins.
pub(super) fn split(text: &str) -> (Option<FrontMatter<'_>>, usize) {
    let marks = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = marks.lines().next().unwrap_or_default();
    if !matches!(first.trim_end(), "---" | "+++") {
        return (None, 0);
    }
    let start = offset_in(text, marks) + first.len() + 1;
    let Some(rest) = text.get(start..) else { return (None, 0) };
    // A line across the page has an empty line or a text below it, metadata a field.
    let has_field =
        rest.lines().next().is_some_and(|line| line.contains([':', '=']) || line.starts_with('#'));
    if !has_field {
        return (None, 0);
    }
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == first.trim_end() || line.trim_end() == "..." {
            let front_matter = FrontMatter { text: &text[start..at], start };
            return (Some(front_matter), at + line.len());
        }
        at += line.len();
    }
    (None, 0)
}

/// What YAML has in place of a value that stands in the lines below.
const BLOCK_SCALARS: [&str; 6] = ["|", "|-", "|+", ">", ">-", ">+"];

impl<'t> FrontMatter<'t> {
    /// A field with its place in the file.
    fn value(&self, name: &str) -> Option<(&'t str, Range<usize>)> {
        let value = self.text.lines().find_map(|line| {
            let rest = line.strip_prefix(name)?.trim_start();
            rest.strip_prefix([':', '='])
        })?;
        let value = value.trim();
        let quoted =
            |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
        let start = self.start + offset_in(self.text, value);
        Some((value, start..start + value.len()))
    }

    pub(super) fn field(&self, name: &str) -> Option<String> {
        let (value, span) = self.value(name)?;
        let is_folded = BLOCK_SCALARS.contains(&value);
        let value = if is_folded { self.indented(span.end) } else { value };
        Some(collapse_whitespace(value).into_owned()).filter(|value| !value.is_empty())
    }

    /// The indented lines that follow the line which ends here.
    fn indented(&self, end: usize) -> &'t str {
        let rest = self.text[end - self.start..].trim_start_matches([' ', '\r']);
        let rest = rest.strip_prefix('\n').unwrap_or(rest);
        let is_indented = |line: &&str| line.starts_with([' ', '\t']) || line.trim().is_empty();
        let length = rest.split_inclusive('\n').take_while(is_indented).map(str::len).sum();
        &rest[..length]
    }

    /// What the list says of how it is written; what it leaves open stays as it was.
    pub(super) fn conventions(
        &self,
        mut conventions: Conventions,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Conventions {
        if let Some((value, span)) = self.value("after-title") {
            match AfterTitle::parse(value) {
                Some(after_title) => conventions.after_title = Some(after_title),
                None => {
                    let known = AfterTitle::ALL.map(|(word, _)| word);
                    let message = format!("`{value}` is not a known `after-title` of a list");
                    let mut error = Diagnostic::error(Code::InvalidCatalogue, message).at(span);
                    error.help = suggest::help(value, &known);
                    diagnostics.push(error);
                }
            }
        }
        conventions
    }
}
