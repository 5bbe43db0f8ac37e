//! `links REPORT`: what a link checker has seen, at the catalogue's own lines.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::arguments::{CatalogueArgument, ReportFormat};
use super::streams::{ask, say, source_of};
use crate::catalogue::Date;
use crate::config::Target;
use crate::diagnostic::{Code, Diagnostic, Findings, Source};
use crate::files;
use crate::links::Seen;
use crate::links::places::{self, Link, UrlPlace};
use crate::links::record::{Record, RecordEntry};
use crate::links::report::LinkReport;
use crate::read::{FileType, dates};
use crate::report::Report;
use crate::setup::Setup;
use crate::text::counted;

/// Options of the command.
pub(super) struct Options {
    /// The file that keeps what several reports have said.
    pub(super) write: Option<PathBuf>,
    /// True if URLs that have moved are changed in the catalogue.
    pub(super) fix: bool,
    /// True if not to ask.
    pub(super) yes: bool,
    /// The day of the report; `None` for today.
    pub(super) date: Option<Date>,
    pub(super) format: ReportFormat,
}

/// Reports what a link checker has seen. Returns whether nothing is dead, and everything could be written.
pub(super) fn run(
    file: &str,
    options: &Options,
    catalogue: &CatalogueArgument,
) -> anyhow::Result<bool> {
    let mut findings = Findings::default();
    let (name, text) = source_of(file)?;
    let checked = match text {
        Ok(text) => LinkReport::read(&text.text).map_err(|error| findings.add(&text, error)).ok(),
        Err(error) => {
            findings.add_for_file(name, error);
            None
        }
    };
    let setup = catalogue.setup(Target::Markdown, &mut findings);
    let policy = setup.as_ref().map(|setup| setup.book.settings.policy.clone()).unwrap_or_default();
    let mut summary = None;
    if let (Some(checked), Some(setup)) = (checked, &setup) {
        let run = Run { checked, setup, options, root: catalogue.root(), findings: &mut findings };
        summary = run.finish()?;
    }
    let report = Report::new(findings, &policy);
    super::print_report(&report, options.format, &catalogue.root())?;
    if let Some(summary) = summary.filter(|_| options.format != ReportFormat::Json) {
        say(&format!("mdbook-resources: {summary}"))?;
    }
    Ok(!report.stops())
}

struct Run<'r> {
    checked: LinkReport,
    setup: &'r Setup,
    options: &'r Options,
    root: PathBuf,
    findings: &'r mut Findings,
}

impl Run<'_> {
    /// Returns what was read, in a few words; `None` without a catalogue.
    fn finish(mut self) -> anyhow::Result<Option<String>> {
        let Some(catalogue) = self.setup.catalogue() else { return Ok(None) };
        let sources: Vec<Arc<Source>> = self.setup.catalogue_sources();
        let links = places::links(catalogue, |layer| &sources[layer]);
        let record = self.record(&links);
        let fixed = if self.options.fix { self.fix(&links, &sources)? } else { 0 };
        let mut counts = Counts::default();
        for link in &links {
            counts.add(self.checked.seen(link.url));
            if fixed == 0 || self.fixed(link, &sources).is_none() {
                self.report(link, &sources, record.as_ref());
            }
        }
        let urls = links.iter().map(|link| link.url);
        let others = self.checked.failures_besides(urls);
        Ok(Some(counts.summary(fixed, others)))
    }

    /// Where a URL can be changed in place, and into which one it has moved.
    fn fixed(&self, link: &Link, sources: &[Arc<Source>]) -> Option<(Range<usize>, &str)> {
        let (UrlPlace::String(span), Some(Seen::Moved(to))) =
            (&link.place, self.checked.seen(link.url))
        else {
            return None;
        };
        let is_toml = FileType::of_name(&sources[link.layer].name) == Ok(FileType::Toml);
        let can_change = is_toml && !self.setup.is_builtin(link.layer);
        can_change.then(|| (span.clone(), &**to))
    }

    /// Keeps what the report says in the file for it. Returns all that is known; `None` if nothing is kept.
    fn record(&mut self, links: &[Link]) -> Option<Record> {
        let path = self.options.write.as_deref()?;
        let name = path.to_string_lossy().into_owned();
        let mut known = Record::default();
        let old = match files::read(Path::new(""), &name) {
            Ok(old) => Some(old),
            Err(_) if !path.exists() => None,
            Err(error) => {
                self.findings.add_for_file(name, error);
                return None;
            }
        };
        if let Some(old) = &old {
            let mut errors = Vec::new();
            known = Record::read(&old.text, &mut errors);
            if !errors.is_empty() {
                // Writing it anew would lose what it says.
                for error in errors {
                    self.findings.add(old, error);
                }
                return None;
            }
        }
        let date = self.options.date.or_else(today)?;
        let record = known.updated(&self.checked, links.iter().map(|link| link.url), date);
        let text = record.to_toml();
        let written = match &old {
            Some(old) if old.text == text => Ok(()),
            Some(old) => files::write::replace(path, &old.text, &text),
            None => files::write::create(path, &text),
        };
        written.map_err(|error| self.findings.add_for_file(name, error)).ok()?;
        Some(record)
    }

    /// Writes the new URLs of what has moved into TOML files. Returns how many.
    fn fix(&mut self, links: &[Link], sources: &[Arc<Source>]) -> anyhow::Result<usize> {
        let mut changes: HashMap<usize, Vec<(Range<usize>, String)>> = HashMap::new();
        let mut question = String::new();
        let mut count = 0;
        for link in links {
            let Some((span, to)) = self.fixed(link, sources) else { continue };
            let line = sources[link.layer].position(span.start).line;
            let name = &sources[link.layer].name;
            // Writing to a string cannot fail.
            let _ = writeln!(question, "{name}:{line}: {} → {to}", link.url);
            changes.entry(link.layer).or_default().push((span, to.to_owned()));
            count += 1;
        }
        if count == 0 {
            return Ok(0);
        }
        let _ = write!(question, "Change {}?", counted(count, "URL"));
        if !self.options.yes && !ask(&question)?.unwrap_or(false) {
            return Ok(0);
        }
        let mut written = 0;
        for (layer, changes) in changes {
            let source = &sources[layer];
            let count = changes.len();
            let new = changed(source, changes);
            match files::write::replace(&self.root.join(&source.name), &source.text, &new) {
                Ok(()) => written += count,
                Err(error) => self.findings.add_for_file(&*source.name, error),
            }
        }
        Ok(written)
    }

    /// Adds what the report says of a link, at its place.
    fn report(&mut self, link: &Link, sources: &[Arc<Source>], record: Option<&Record>) {
        let what = &link.what;
        let copy = self.checked.copy(link.url).map(|copy| format!("a copy is at {copy}"));
        let diagnostic = match self.checked.seen(link.url) {
            None | Some(Seen::Fine) => return,
            Some(Seen::Dead(_)) if link.has_copy => return,
            Some(Seen::Moved(to)) => {
                let can_fix = self.fixed(link, sources).is_some();
                let by = if can_fix { "`--fix` writes" } else { "write" };
                Diagnostic::warning(Code::MovedLink, format!("{what} has moved to {to}"))
                    .help(format!("{by} the new URL into the file"))
            }
            Some(Seen::InDoubt(reason)) => {
                let message = format!("it is in doubt whether {what} is there: {reason}");
                Diagnostic::warning(Code::DoubtfulLink, message).help_known(copy)
            }
            Some(Seen::Dead(reason)) => {
                let message = format!("{what} is no longer there: {reason}");
                let entry = record.map(|record| record.get(link.url));
                if entry.is_none_or(|entry| entry.is_some_and(RecordEntry::is_dead)) {
                    let help = copy.unwrap_or_else(|| remedy(link).to_owned());
                    Diagnostic::error(Code::DeadLink, message).help(help)
                } else {
                    let help = "it counts as dead when a report of another day says so, too";
                    Diagnostic::warning(Code::DeadLink, message).help(help)
                }
            }
        };
        self.findings.add(&sources[link.layer], diagnostic.at_known(link.place.span()));
    }
}

/// Help for a dead link.
fn remedy(link: &Link) -> &'static str {
    if link.is_own {
        "write `status = \"dead\"`, and where a copy is: `archived = \"URL\"`; or remove the resource"
    } else {
        "write another URL, or remove it"
    }
}

/// A file with other URLs at these places.
fn changed(source: &Source, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(span, _)| span.start);
    let mut text = String::with_capacity(source.text.len());
    let mut at = 0;
    for (span, url) in changes {
        text.push_str(&source.text[at..span.start]);
        // A URL that is encoded holds nothing that a string of TOML would have to escape.
        text.extend(["\"", &url, "\""]);
        at = span.end;
    }
    text.push_str(&source.text[at..]);
    text
}

/// Today, as Greenwich has it.
fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    dates::since_1970(i64::try_from(seconds).ok()?)
}

/// Counts links by state.
#[derive(Default)]
struct Counts {
    fine: usize,
    moved: usize,
    in_doubt: usize,
    dead: usize,
    unnamed: usize,
}

impl Counts {
    fn add(&mut self, seen: Option<&Seen>) {
        *match seen {
            None => &mut self.unnamed,
            Some(Seen::Fine) => &mut self.fine,
            Some(Seen::Moved(_)) => &mut self.moved,
            Some(Seen::InDoubt(_)) => &mut self.in_doubt,
            Some(Seen::Dead(_)) => &mut self.dead,
        } += 1;
    }

    /// `14 links: 3 moved, 2 dead, 9 not in the report`
    fn summary(&self, fixed: usize, others: usize) -> String {
        let Counts { fine, moved, in_doubt, dead, unnamed } = *self;
        let counts = [
            (fine, "fine"),
            (moved, "moved"),
            (in_doubt, "in doubt"),
            (dead, "dead"),
            (unnamed, "not named in the report"),
        ];
        let all: usize = counts.iter().map(|(count, _)| count).sum();
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some.map(|(count, word)| format!("{count} {word}")).collect();
        let mut summary = format!("{}: {}", counted(all, "link"), some.join(", "));
        // Writing to a string cannot fail.
        if fixed > 0 {
            let _ = write!(summary, "; {} changed", counted(fixed, "URL"));
        }
        if others > 0 {
            let fail = if others == 1 { "fails" } else { "fail" };
            let _ = write!(summary, "; {others} more in the report {fail}");
        }
        summary
    }
}
