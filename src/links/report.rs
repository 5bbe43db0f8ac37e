//! The report of a run of [lychee](https://lychee.cli.rs), as it writes it with `--format json`.
//!
//! Its versions use different keys: `fail_map` and `error_map`, and redirects in three forms. What is not known is
//! passed over.

use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;

use super::Seen;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::collapse_whitespace;
use crate::url;
use crate::value::{Node, Value};

/// Report of one run of a link checker.
#[derive(Debug, Default)]
pub(crate) struct LinkReport {
    /// By URLs in the form in which they are compared.
    seen: HashMap<String, Seen>,
    /// Archived copies that it suggests, in the same way.
    copies: HashMap<String, String>,
}

/// The maps of a report, each with the URLs of one kind of answer, grouped by the files they stand in.
const FAILED: [&str; 2] = ["fail_map", "error_map"];
const TIMED_OUT: &str = "timeout_map";
const SUCCEEDED: &str = "success_map";
const REDIRECTED: &str = "redirect_map";
const SUGGESTED: &str = "suggestion_map";

/// Status codes of redirects that are for good.
const FOR_GOOD: [i64; 2] = [301, 308];

/// Status codes of pages that are not there.
const NOT_THERE: [i64; 2] = [404, 410];

/// Phrases of messages about a host that does not exist, in lower case.
const NO_SUCH_HOST: [&str; 5] = [
    "dns resolution failed",
    "failed to lookup address",
    "nodename nor servname",
    "name or service not known",
    "no such host",
];

/// Characters of a reason that are shown, at most.
const MAX_REASON: usize = 120;

impl LinkReport {
    /// Reads a report.
    ///
    /// # Errors
    /// If it is not JSON, or not the report of a link checker.
    pub(crate) fn read(text: &str) -> Result<Self, Diagnostic> {
        if text.trim_start().starts_with('#') {
            let message = "this is a report in Markdown, which is not read";
            let help = "write one with `lychee --verbose --format json --output report.json`";
            return Err(Diagnostic::error(Code::InvalidLinks, message).at(0..0).help(help));
        }
        // Messages can stand before it, too.
        let lines =
            text.split_inclusive('\n').take_while(|line| !line.trim_start().starts_with('{'));
        let start = lines.map(str::len).sum::<usize>();
        let json = text.get(start..).filter(|json| !json.is_empty()).unwrap_or(text);
        // Blanks instead of the messages: places count from the beginning of the file.
        let json = " ".repeat(text.len() - json.len()) + &json[..length_of_json(json)];
        let node = Node::from_json_text(&json, Code::InvalidLinks)?;
        if FAILED.iter().all(|key| node.get(&[key]).is_none()) {
            let message = "this is not the report of a link checker";
            let help = "write one with `lychee --verbose --format json --output report.json`";
            return Err(Diagnostic::error(Code::InvalidLinks, message).help(help));
        }
        let mut report = LinkReport::default();
        for entry in entries(&node, SUCCEEDED) {
            report.add(entry, "url", moved(entry).map_or(Seen::Fine, Seen::Moved));
        }
        for entry in entries(&node, REDIRECTED) {
            let seen = moved(entry).map_or(Seen::Fine, Seen::Moved);
            report.add(entry, if text_of(entry, "url").is_some() { "url" } else { "origin" }, seen);
        }
        // What failed at the end of a redirect has failed.
        for entry in entries(&node, TIMED_OUT) {
            report.add(entry, "url", Seen::InDoubt("no answer in time".to_owned()));
        }
        for entry in FAILED.iter().flat_map(|key| entries(&node, key)) {
            report.add(entry, "url", failed(entry));
        }
        for entry in entries(&node, SUGGESTED) {
            if let [Some(url), Some(copy)] =
                ["original", "suggestion"].map(|key| text_of(entry, key))
                && let Some(copy) = link(copy)
            {
                report.copies.insert(url::comparable(url), copy);
            }
        }
        Ok(report)
    }

    fn add(&mut self, entry: &Node, key: &str, seen: Seen) {
        if let Some(url) = text_of(entry, key) {
            self.seen.insert(url::comparable(url), seen);
        }
    }

    /// State of a URL; `None` if the report does not name it.
    pub(crate) fn seen(&self, url: &str) -> Option<&Seen> {
        self.seen.get(&url::comparable(url))
    }

    /// An archived copy that it suggests.
    pub(crate) fn copy(&self, url: &str) -> Option<&str> {
        self.copies.get(&url::comparable(url)).map(String::as_str)
    }

    /// Number of failing URLs that it names besides these.
    pub(crate) fn failures_besides<'u>(&self, urls: impl Iterator<Item = &'u str>) -> usize {
        let known: HashSet<String> = urls.map(url::comparable).collect();
        let fails = |seen: &Seen| matches!(seen, Seen::Dead(_) | Seen::InDoubt(_));
        self.seen.iter().filter(|(url, seen)| fails(seen) && !known.contains(*url)).count()
    }
}

/// Length of the JSON that a text begins with: on a terminal, messages follow. All of it, if there is none.
fn length_of_json(text: &str) -> usize {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next().filter(Result::is_ok).map_or(text.len(), |_| values.byte_offset())
}

/// The entries of a map, whatever files they stand in.
fn entries<'n>(report: &'n Node, map: &str) -> impl Iterator<Item = &'n Node> {
    let files = match report.get(&[map]).map(|node| &node.value) {
        Some(Value::Table(table)) => Some(table.entries()),
        _ => None,
    };
    files.into_iter().flatten().flat_map(|(_, entries)| items(entries))
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        _ => &[],
    }
}

fn text_of<'n>(entry: &'n Node, key: &str) -> Option<&'n str> {
    match &entry.get(&[key])?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn integer_of(node: &Node, key: &str) -> Option<i64> {
    match node.get(&[key])?.value {
        Value::Integer(integer) => Some(integer),
        _ => None,
    }
}

/// A URL as a catalogue can have it; `None` if a page must not link to it.
fn link(url: &str) -> Option<String> {
    let url = url::encoded(url.trim());
    let is_page = url::scheme(&url).is_some_and(|scheme| matches!(scheme, "http" | "https"));
    (url::is_allowed(&url) && is_page).then(|| url.into_owned())
}

/// Where an entry leads for good; `None` if it leads nowhere else, or only for now.
fn moved(entry: &Node) -> Option<String> {
    let redirects = entry.get(&["redirects"]).or_else(|| entry.get(&["status", "redirects"]))?;
    let steps = items(redirects.get(&["redirects"]).unwrap_or(redirects));
    let is_for_good =
        |step: &Node| integer_of(step, "code").is_none_or(|code| FOR_GOOD.contains(&code));
    let last = match &steps.last()?.value {
        Value::String(url) => Some(&**url),
        _ => text_of(steps.last()?, "url"),
    };
    last.filter(|_| steps.iter().all(is_for_good)).and_then(link)
}

/// Seriousness of an entry's failure.
fn failed(entry: &Node) -> Seen {
    let status = entry.get(&["status"]);
    let text = status.and_then(|status| match &status.value {
        Value::String(text) => Some(&**text),
        _ => text_of(status, "details").or_else(|| text_of(status, "text")),
    });
    let text = collapse_whitespace(text.unwrap_or("it failed"));
    let whole = status.and_then(|status| match status.value {
        Value::Integer(code) => Some(code).filter(|code| (100..600).contains(code)),
        _ => integer_of(status, "code"),
    });
    let code = whole.or_else(|| code_in(&text));
    let lower = text.to_lowercase();
    if let Some(code) = code {
        let reason = format!("status {code}");
        return if NOT_THERE.contains(&code) { Seen::Dead(reason) } else { Seen::InDoubt(reason) };
    }
    let reason: String = text.chars().take(MAX_REASON).collect();
    if NO_SUCH_HOST.iter().any(|words| lower.contains(words)) {
        Seen::Dead(reason)
    } else {
        Seen::InDoubt(reason)
    }
}

/// The status code that a text names: it begins with it, or has it behind a colon or a bracket: `Rejected status code: 404 Not
/// Found`, `Not Found (404)`.
fn code_in(text: &str) -> Option<i64> {
    let parts =
        text.split([':', '(']).filter_map(|part| part.trim_start().split([' ', ')']).next());
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    parts.map(|word| word.trim_end_matches([',', '.'])).find(is_code)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{LinkReport, Seen};

    fn seen(entry: &str, map: &str) -> Option<Seen> {
        let text = format!("{{\"fail_map\": {{}}, \"{map}\": {{\"stdin\": [{entry}]}}}}");
        let report = LinkReport::read(&text).unwrap_or_else(|error| panic!("{error}"));
        report.seen("https://a.example/x").cloned()
    }

    #[test]
    fn failures_of_all_versions() {
        let url = "\"url\": \"https://A.example:443/x\"";
        let dead = |reason: &str| Some(Seen::Dead(reason.to_owned()));
        let in_doubt = |reason: &str| Some(Seen::InDoubt(reason.to_owned()));
        for (status, expected) in [
            (
                "{\"text\": \"Rejected status code: 404 Not Found\", \"code\": 404}",
                dead("status 404"),
            ),
            ("{\"text\": \"Failed: Network error\", \"code\": 410}", dead("status 410")),
            ("\"404 Not Found\"", dead("status 404")),
            ("\"Rejected status code: 404 Not Found\"", dead("status 404")),
            ("\"Network error: 410\"", dead("status 410")),
            ("\"Network error: 443 in use\"", in_doubt("status 443")),
            ("{\"text\": \"\", \"code\": 999}", in_doubt("status 999")),
            (
                "{\"text\": \"Failed: Network error\", \"details\": \"certificate\\n expired\"}",
                in_doubt("certificate expired"),
            ),
            (
                "{\"text\": \"e\", \"details\": \"DNS resolution failed. Check\"}",
                dead("DNS resolution failed. Check"),
            ),
            ("7", in_doubt("it failed")),
        ] {
            let entry = format!("{{{url}, \"status\": {status}}}");
            assert_eq!(seen(&entry, "error_map"), expected, "{status}");
        }
        let entry = format!("{{{url}, \"status\": {{\"text\": \"Timeout\"}}}}");
        assert_eq!(seen(&entry, "timeout_map"), in_doubt("no answer in time"));
        assert_eq!(seen(&entry, "success_map"), Some(Seen::Fine));
        assert_eq!(seen(&entry, "excluded_map"), None);
    }

    #[test]
    fn redirects_of_all_versions() {
        let origin = "\"origin\": \"https://a.example/x\"";
        let step = |code: u16| format!("{{\"url\": \"https://b.example/\", \"code\": {code}}}");
        let moved = Some(Seen::Moved("https://b.example/".to_owned()));
        for (entry, expected) in [
            (format!("{{{origin}, \"redirects\": [{}]}}", step(308)), moved.clone()),
            (format!("{{{origin}, \"redirects\": [{}, {}]}}", step(301), step(302)), Some(Seen::Fine)),
            (format!("{{{origin}, \"redirects\": []}}"), Some(Seen::Fine)),
            (
                "{\"url\": \"https://a.example/x\", \"status\": {\"redirects\": [\"https://a.example/x\", \"https://b.example/\"]}}".to_owned(),
                moved.clone(),
            ),
            (
                "{\"url\": \"https://a.example/x\", \"status\": {\"redirects\": [\"javascript:alert()\"]}}".to_owned(),
                Some(Seen::Fine),
            ),
        ] {
            assert_eq!(seen(&entry, "redirect_map"), expected, "{entry}");
        }
    }
}
