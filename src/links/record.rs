//! Record of several reports, in a file of its own: the setting `links` lays it over the catalogue.
//!
//! A URL is dead after reports of two different days said so: servers are down for an hour, and networks for a night.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::Seen;
use super::report::LinkReport;
use crate::catalogue::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::url;
use crate::value::{Codes, Fields, Node};

const CODES: Codes = Codes { invalid: Code::InvalidLinks, unknown_key: Code::InvalidLinks };

/// Last state of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Dead,
    InDoubt,
    Moved,
}

impl State {
    const WORDS: [(&'static str, State); 3] =
        [("dead", State::Dead), ("in-doubt", State::InDoubt), ("moved", State::Moved)];

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, state)| *state == self).map_or("", |(word, _)| word)
    }
}

/// Entry of a URL that is not fine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordEntry {
    state: State,
    /// The first day on which it was seen so.
    since: Date,
    /// The last one.
    last: Date,
    /// Why, in a few words.
    reason: Option<String>,
    /// Where it has moved to.
    to: Option<String>,
    /// An archived copy.
    pub(crate) archived: Option<String>,
    /// Where it stands in the file.
    pub(crate) span: Option<Range<usize>>,
}

impl RecordEntry {
    fn new(state: State, day: Date) -> Self {
        let (reason, to, archived, span) = (None, None, None, None);
        RecordEntry { state, since: day, last: day, reason, to, archived, span }
    }

    /// Returns whether reports of two different days found nothing there.
    pub(crate) fn is_dead(&self) -> bool {
        self.state == State::Dead && self.since < self.last
    }
}

/// Record of a catalogue's URLs that are not fine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record(BTreeMap<String, RecordEntry>);

impl Record {
    /// Reads the file; what is wrong with it is added to the diagnostics.
    pub(crate) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut record = Record::default();
        let node = match Node::from_toml(text, Code::InvalidLinks) {
            Ok(node) => node,
            Err(error) => {
                diagnostics.push(error);
                return record;
            }
        };
        let mut links = Vec::new();
        if let Some(mut fields) = Fields::of("a record of links", &node, CODES, diagnostics) {
            links = fields.items("links");
            fields.finish();
        }
        for node in links {
            if let Some((url, entry)) = entry(node, diagnostics) {
                record.0.insert(url, entry);
            }
        }
        record
    }

    /// Entry of a URL, as a catalogue writes it.
    pub(crate) fn get(&self, url: &str) -> Option<&RecordEntry> {
        self.0.get(url)
    }

    /// Record after a report of this day on these URLs of a catalogue. URLs that the report does not name
    /// keep what is known of them; those that the catalogue does not have are left out.
    pub(crate) fn updated<'u>(
        &self,
        report: &LinkReport,
        urls: impl Iterator<Item = &'u str>,
        day: Date,
    ) -> Self {
        let entry = |url: &'u str| {
            let known = self.get(url);
            let mut entry = next(known, report.seen(url), day)?;
            if let Some(copy) = report.copy(url) {
                entry.archived = Some(copy.to_owned());
            }
            Some((url.to_owned(), entry))
        };
        Record(urls.filter_map(entry).collect())
    }

    /// The file.
    pub(crate) fn to_toml(&self) -> String {
        let mut toml = HEADER.to_owned();
        for (url, entry) in &self.0 {
            let RecordEntry { state, since, last, reason, to, archived, span: _ } = entry;
            let state = state.word();
            // Writing to a string cannot fail, here and below.
            let _ = write!(
                toml,
                "\n[[links]]\nurl = {}\nstate = \"{state}\"\nsince = {since}\nlast = {last}\n",
                quoted(url)
            );
            for (key, value) in [("reason", reason), ("to", to), ("archived", archived)] {
                if let Some(value) = value {
                    let _ = writeln!(toml, "{key} = {}", quoted(value));
                }
            }
        }
        toml
    }
}

const HEADER: &str = "\
# What reports of link checks have said of the catalogue's URLs; `mdbook-resources links REPORT --write` keeps it.
# A URL is dead if `since` and `last` are different days. URLs that are fine are not here.
";

/// Entry of a URL after one more report.
fn next(known: Option<&RecordEntry>, seen: Option<&Seen>, day: Date) -> Option<RecordEntry> {
    let Some(seen) = seen else { return known.cloned() };
    // A report that comes late changes nothing but the first day.
    let is_late = known.is_some_and(|known| day < known.last);
    let (state, reason, to) = match seen {
        Seen::Fine if is_late => return known.cloned(),
        Seen::Fine => return None,
        Seen::Moved(to) => (State::Moved, None, Some(to.clone())),
        Seen::InDoubt(reason) => (State::InDoubt, Some(reason.clone()), None),
        Seen::Dead(reason) => (State::Dead, Some(reason.clone()), None),
    };
    let mut entry = match known {
        // A server that is too busy to answer does not bring a page back.
        Some(known) if known.state == State::Dead && state == State::InDoubt => {
            return Some(known.clone());
        }
        Some(known) if known.state != state && is_late => return Some(known.clone()),
        Some(known) if known.state == state => known.clone(),
        _ => RecordEntry::new(state, day),
    };
    entry.since = entry.since.min(day);
    entry.last = entry.last.max(day);
    Some(RecordEntry { reason, to, ..entry })
}

/// One link of the file.
fn entry(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<(String, RecordEntry)> {
    let mut fields = Fields::of("a link", node, CODES, diagnostics)?;
    let url = fields.required("url");
    let state = fields.word("state", &State::WORDS);
    let [since, last] = ["since", "last"].map(|name| day(name, &mut fields));
    let [reason, to, archived] =
        ["reason", "to", "archived"].map(|name| fields.string(name).map(|(text, _)| text));
    let archived = archived.map(|archived| url::encoded(archived.trim()).into_owned());
    if let Some(Err(refusal)) = archived.as_deref().map(url::check) {
        fields.error_with_help(refusal.message(), node.span.clone(), Some(refusal.help()));
    }
    fields.finish();
    let (url, _) = url?;
    let span = node.span.clone();
    let entry =
        RecordEntry { state: state?, since: since?, last: last?, reason, to, archived, span };
    Some((url, entry))
}

fn day(name: &'static str, fields: &mut Fields) -> Option<Date> {
    if fields.node(name).is_none() {
        fields.error(format!("a link has no `{name}`"), None);
    }
    Date::of_field(fields, name)
}

fn quoted(text: &str) -> String {
    ::toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{LinkReport, Record};
    use crate::catalogue::Date;

    const URL: &str = "https://a.example/";

    /// A report that says this of the URL.
    fn report(word: &str) -> LinkReport {
        let entry =
            |status: &str| format!("{{\"s\": [{{\"url\": \"{URL}\", \"status\": {status}}}]}}");
        let maps = match word {
            "dead" => format!("\"error_map\": {}", entry("{\"code\": 404}")),
            "busy" => format!("\"error_map\": {}", entry("{\"code\": 429}")),
            "fine" => format!("\"error_map\": {{}}, \"success_map\": {}", entry("{}")),
            _ => "\"error_map\": {}".to_owned(),
        };
        LinkReport::read(&format!("{{{maps}}}")).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_url_is_dead_after_two_days() {
        for (days, is_dead) in [
            ("1 dead", false),
            ("1 dead, 1 dead", false),
            ("1 dead, 2 dead", true),
            ("2 dead, 1 dead", true),
            ("1 dead, 2 busy, 3 dead", true),
            ("1 dead, 2 silence, 3 dead", true),
            ("1 dead, 2 fine, 3 dead", false),
            ("1 dead, 2 dead, 3 fine", false),
            ("1 dead, 3 dead, 2 fine", true),
            ("1 busy, 2 dead", false),
        ] {
            let mut record = Record::default();
            for step in days.split(", ") {
                let (day, word) = step.split_once(' ').unwrap_or_default();
                let Some(day) = Date::parse(&format!("2026-11-0{day}")) else { panic!("{step}") };
                record = record.updated(&report(word), [URL].into_iter(), day);
                let mut diagnostics = Vec::new();
                let again = Record::read(&record.to_toml(), &mut diagnostics);
                assert_eq!((again.to_toml(), diagnostics), (record.to_toml(), Vec::new()));
            }
            let found = record.get(URL).is_some_and(super::RecordEntry::is_dead);
            assert_eq!(found, is_dead, "{days}: {}", record.to_toml());
        }
    }
}
