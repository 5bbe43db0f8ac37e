//! Repairs UTF-8 that was once read in another encoding and saved like that ("mojibake"): `‚Äô` for `’`.

use encoding_rs::{Encoding as Table, MACINTOSH, WINDOWS_1252};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::offset_in;

/// The encoding that a text was wrongly read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Encoding(&'static Table);

/// Runs of characters that have to be broken before a text counts as broken.
const ENOUGH: usize = 3;

impl Encoding {
    /// The encoding, if most of what is not ASCII becomes UTF-8 when it is written in it; a warning says so.
    pub(crate) fn detect(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Encoding> {
        let runs: Vec<&str> = runs(text).collect();
        let candidates = [MACINTOSH, WINDOWS_1252].map(Encoding);
        let found = candidates.into_iter().find(|encoding| {
            let broken = runs.iter().filter(|run| encoding.undo(run).is_some()).count();
            broken >= ENOUGH && broken * 10 >= runs.len() * 8
        });
        diagnostics.extend(found.map(|encoding| encoding.warning(text)));
        found
    }

    fn warning(self, text: &str) -> Diagnostic {
        let first = runs(text).next().unwrap_or_default();
        let start = offset_in(text, first);
        let message = format!("this file is UTF-8, but its text was once read as {}", self.name());
        Diagnostic::warning(Code::MisreadEncoding, message).at(start..start + first.len()).help(
            "the text is repaired when it is read; to repair the file, save it again from the original",
        )
    }

    fn name(self) -> &'static str {
        if self.0 == MACINTOSH { "Mac OS Roman" } else { "Windows-1252" }
    }

    /// The text with its original characters, where they can be recovered.
    pub(crate) fn repair(self, text: &str) -> String {
        let mut repaired = String::with_capacity(text.len());
        let mut at = 0;
        for run in runs(text) {
            let start = offset_in(text, run);
            repaired.push_str(&text[at..start]);
            repaired.push_str(self.undo(run).as_deref().unwrap_or(run));
            at = start + run.len();
        }
        repaired.push_str(&text[at..]);
        repaired
    }

    fn undo(self, run: &str) -> Option<String> {
        let (bytes, _, unmappable) = self.0.encode(run);
        String::from_utf8(bytes.into_owned()).ok().filter(|_| !unmappable)
    }
}

/// The runs of characters that are not ASCII.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty())
}
