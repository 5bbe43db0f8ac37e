//! Values that other programs write: notes, licences, languages and digital object identifiers.

use crate::text::collapse_whitespace;
use crate::words::list;

/// Names of fields for which Zotero has no place, in small letters and without signs between: it keeps them in notes, a line
/// each. Its [manual](https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra) has the rule.
const IN_NOTES: &str = "\
    accepted adsbibcode archive arxiv bibcode citationkey citationkeyalias citations collectiontitle conferencename \
    containertitle doi edition eprint eventdate eventlocation eventplace eventtitle genre googlebooksid gscc hal \
    imdbid isbn issn issue issued jstor jurisdiction lastmodified lccn medium mr number numberofpages oclc \
    originaldate originalpublisher originalpublisherplace originaltitle page pages pageversionid place pmcid pmid \
    publicationtitle publisher publisherplace publishingdate qid reviewedauthor reviewedtitle section shorttitle \
    standardid status submitted type version volume volumetitle zbl zscc";

/// A note without the lines in which Zotero keeps fields that it has no place for: `PMID: 123`, `arXiv:1706.03762`.
pub(super) fn note(note: &str) -> String {
    let is_field = |line: &str| {
        let Some((key, _)) = line.split_once(':') else { return false };
        let signs = [' ', '-', '_', '.'];
        let key = key.trim().replace(signs, "").to_lowercase();
        IN_NOTES.split(' ').any(|known| known == key) || line.trim().starts_with("tex.")
    };
    let lines: Vec<&str> = note.lines().filter(|line| !is_field(line)).collect();
    lines.join(" ")
}

/// Licences without a number in their name.
const LICENSES: [&str; 6] = ["MIT", "ISC", "Unlicense", "WTFPL", "Zlib", "0BSD"];

/// The SPDX identifier of a licence, if a note on rights is nothing but one: `CC BY 4.0`.
pub(crate) fn license(rights: &str) -> Option<String> {
    let name = collapse_whitespace(rights);
    let name = if name.starts_with("CC ") { name.replace(' ', "-") } else { name.into_owned() };
    let is_identifier = name.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c));
    let has_number = name.contains('-') && name.contains(|c: char| c.is_ascii_digit());
    (is_identifier && has_number || LICENSES.contains(&&*name)).then_some(name)
}

/// Names that LaTeX has for languages, and those of languages in which no lists are read.
const LANGUAGES: [(&str, &str); 50] = [
    ("acadian", "fr-CA"),
    ("american", "en-US"),
    ("ara", "ar"),
    ("australian", "en-AU"),
    ("austrian", "de-AT"),
    ("brazil", "pt-BR"),
    ("brazilian", "pt-BR"),
    ("british", "en-GB"),
    ("bulgarian", "bg"),
    ("canadian", "en-CA"),
    ("canadien", "fr-CA"),
    ("catalan", "ca"),
    ("chi", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("deu", "de"),
    ("dutch", "nl"),
    ("finnish", "fi"),
    ("fra", "fr"),
    ("francais", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hungarian", "hu"),
    ("ita", "it"),
    ("italian", "it"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("latin", "la"),
    ("mexican", "es-MX"),
    ("naustrian", "de-AT"),
    ("newzealand", "en-NZ"),
    ("ngerman", "de"),
    ("nld", "nl"),
    ("norsk", "nb"),
    ("norwegian", "no"),
    ("nswissgerman", "de-CH"),
    ("nynorsk", "nn"),
    ("por", "pt"),
    ("romanian", "ro"),
    ("rus", "ru"),
    ("spa", "es"),
    ("swedish", "sv"),
    ("swissgerman", "de-CH"),
    ("ukenglish", "en-GB"),
    ("ukrainian", "uk"),
    ("usenglish", "en-US"),
    ("zho", "zh"),
];

/// The tag of a language, if the text is one or names one.
pub(super) fn language(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let named = || LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text));
    let known = list::language(&text).or_else(|| named().map(|(_, tag)| *tag));
    known.map(str::to_owned).or_else(|| {
        let first = text.split('-').next().unwrap_or_default();
        let is_tag = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic());
        is_tag.then(|| text.clone())
    })
}

/// The URL of a digital object identifier, however it is written: by itself, behind "doi:", or behind a host that resolves it.
pub(super) fn doi(written: &str) -> Option<String> {
    let written = written.trim();
    let at = written.find("10.")?;
    let before = written[..at].trim_end().to_ascii_lowercase();
    let host = before.split_once("://").and_then(|(_, rest)| rest.strip_suffix('/'));
    let is_host = host.is_some_and(|host| {
        !host.contains('/') && matches!(host.split('.').next(), Some("doi" | "dx"))
    });
    let doi = written[at..].split(char::is_whitespace).next()?;
    let digits = doi[3..].bytes().take_while(u8::is_ascii_digit).count();
    let is_doi =
        digits >= 4 && doi.contains('/') && (before.is_empty() || before == "doi:" || is_host);
    is_doi.then(|| format!("https://doi.org/{doi}"))
}

#[cfg(test)]
mod tests {
    use super::doi;

    #[test]
    fn identifiers() {
        for (written, expected) in [
            ("10.1000/x", Some("https://doi.org/10.1000/x")),
            ("doi: 10.1000/x", Some("https://doi.org/10.1000/x")),
            ("https://dx.doi.org/10.1000/x", Some("https://doi.org/10.1000/x")),
            (
                "http://doi.acm.org/10.1145/1182475.1182529",
                Some("https://doi.org/10.1145/1182475.1182529"),
            ),
            ("ISBN 10.5", None),
            ("https://x.example/10.1000/x", None),
            ("https://publisher.example/doi/10.1002/spe.4380/full", None),
            ("https://www.doing.example/10.2345/page", None),
            ("", None),
        ] {
            assert_eq!(doi(written).as_deref(), expected, "{written}");
        }
    }
}
