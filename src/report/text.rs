//! A report as a person reads it: severity and code, the author's own file, line and column, the source line
//! with the place underlined, and a way out.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Report;
use crate::diagnostic::{Diagnostic, Finding, Mark, Severity, Source};
use crate::text::{counted, escaped, shown, shown_in_line};

/// Warnings with one code about one file that are shown in full, at most: a long list can have hundreds.
const MAX_ALIKE: usize = 12;

/// Errors about one file that are shown in full, at most: nobody mends more before the next run, and what is
/// wrong many thousand times is one thing that was done to all of the file.
const MAX_ERRORS: usize = 100;

/// Lines that are named of the findings that are not shown, at most.
const MAX_LINES: usize = 200;

/// Note on a place in a text that is not the author's own.
const APPROXIMATE: &str =
    "this place is approximate: another preprocessor changed the chapter first";

/// Counts of findings by file, and of warnings by code too.
type Counts<'r> = BTreeMap<(&'r str, Option<&'r str>), Count>;

#[derive(Default)]
struct Count {
    all: usize,
    /// The first lines of those that are not shown, from 1.
    lines: Vec<usize>,
}

impl Report {
    /// The whole report, closed by a line that counts.
    pub(super) fn text(&self, renderer: &Renderer) -> String {
        let mut text = String::new();
        let mut counts = Counts::new();
        for finding in &self.findings {
            let (code, most) = match finding.diagnostic().severity {
                Severity::Error => (None, MAX_ERRORS),
                Severity::Warning | Severity::Note => {
                    (Some(finding.diagnostic().code.as_str()), MAX_ALIKE)
                }
            };
            let count = counts.entry((finding.file().unwrap_or_default(), code)).or_default();
            count.all += 1;
            if count.all <= most {
                text.push_str(&renderer.render(&groups(finding)));
                text.push_str("\n\n");
            } else if count.lines.len() < MAX_LINES {
                count.lines.extend(line(finding));
            }
        }
        for group in counts.into_iter().filter_map(more) {
            text.push_str(&renderer.render(&[group]));
            text.push_str("\n\n");
        }
        text.push_str(&self.summary());
        text.push('\n');
        text
    }

    fn summary(&self) -> String {
        let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .filter(|severity| self.count(*severity) > 0)
            .map(|severity| counted(self.count(severity), severity.as_str()))
            .collect();
        let only_warnings = self.stops && self.count(Severity::Error) == 0;
        let reason = if only_warnings { ", and `fail-on` stops at warnings" } else { "" };
        format!("mdbook-resources: {}{reason}", counts.join(", "))
    }
}

/// Summary of the findings that are not shown, if there are any.
fn more<'r>(((file, code), count): ((&'r str, Option<&'r str>), Count)) -> Option<Group<'r>> {
    let (level, most, kind) = match code {
        None => (Level::ERROR, MAX_ERRORS, "more errors"),
        Some(_) => (Level::WARNING, MAX_ALIKE, "more of this kind"),
    };
    let left = count.all.checked_sub(most).filter(|left| *left > 0)?;
    let title = level.primary_title(format!("{left} {kind} in {}", shown_in_line(file)));
    let title = match code {
        None => title,
        Some(code) => title.id(code),
    };
    let help = "in a book, `mdbook-resources check --format json` lists all of them";
    let mut lines: Vec<String> = count.lines.iter().map(usize::to_string).collect();
    lines.dedup();
    let mut group = Group::with_title(title);
    if !lines.is_empty() {
        let rest = if count.lines.len() < left { ", …" } else { "" };
        let word = if lines.len() == 1 { "line" } else { "lines" };
        let message = format!("in {word} {}{rest}", lines.join(", "));
        group = group.element(Level::NOTE.message(message));
    }
    Some(group.element(Level::HELP.message(help)))
}

/// The line of its file in which a finding begins, from 1; `None` if it has no place there.
fn line(finding: &Finding) -> Option<usize> {
    let place = finding.diagnostic().place.as_ref().filter(|place| place.source.is_none())?;
    Some(finding.source()?.lines().at(place.span.start) + 1)
}

fn groups(finding: &Finding) -> [Group<'_>; 1] {
    let diagnostic = finding.diagnostic();
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = shown_in_line(&diagnostic.message);
    let title = level.primary_title(message).id(diagnostic.code.as_str());
    let mut group = match (finding.source(), finding.file()) {
        (Some(source), _) => title.element(snippet(source, &own_marks(diagnostic))),
        (None, Some(file)) => title.element(Origin::path(shown_in_line(file))),
        (None, None) => Group::with_title(title),
    };
    if let Some(Mark { source: Some(source), span, label }) = &diagnostic.related {
        group = group.element(snippet(source, &[(AnnotationKind::Context, span, label)]));
    }
    if finding.is_approximate() {
        group = group.element(Level::NOTE.message(APPROXIMATE));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(shown(help)));
    }
    [group]
}

/// A place in a text, and the words to write under it.
type Annotated<'a> = (AnnotationKind, &'a Range<usize>, &'a str);

/// The places that are in the diagnostic's own text.
fn own_marks(diagnostic: &Diagnostic) -> Vec<Annotated<'_>> {
    let marks = [
        (AnnotationKind::Primary, &diagnostic.place),
        (AnnotationKind::Context, &diagnostic.related),
    ];
    let own = marks.into_iter().filter_map(|(kind, mark)| {
        let Mark { span, label, .. } = mark.as_ref().filter(|mark| mark.source.is_none())?;
        Some((kind, span, &**label))
    });
    own.collect()
}

/// Places in their lines. The renderer reads all that it is given, and it would be given a whole file for each
/// finding in it.
fn snippet<'a>(source: &'a Source, places: &[Annotated<'a>]) -> Snippet<'a, Annotation<'a>> {
    let spans = places.iter().map(|(_, span, _)| (*span).clone());
    let Excerpt { text, first_line, spans } = Excerpt::of(source, spans.collect());
    let annotations = places.iter().zip(spans).map(|((kind, _, label), span)| {
        kind.span(span).label(Some(shown_in_line(label)).filter(|label| !label.is_empty()))
    });
    let path = shown_in_line(&source.name);
    Snippet::source(text).line_start(first_line + 1).path(path).annotations(annotations)
}

/// The lines of a text around some places; the lines between them are empty.
struct Excerpt {
    text: String,
    /// From 0.
    first_line: usize,
    /// Where the places are in the excerpt.
    spans: Vec<Range<usize>>,
}

impl Excerpt {
    fn of(source: &Source, spans: Vec<Range<usize>>) -> Self {
        let (text, lines) = (&source.text, source.lines());
        // A place at the end of a text belongs to the line before, one that ends where a line does to the next.
        let around =
            |span: &Range<usize>| lines.at(span.start).saturating_sub(1)..lines.at(span.end) + 2;
        let mut shown: Vec<Range<usize>> = spans.iter().map(around).collect();
        shown.sort_unstable_by_key(|lines| lines.start);
        let first_line = shown.first().map_or(0, |lines| lines.start);
        let mut excerpt = Excerpt { text: String::new(), first_line, spans };
        // For each stretch of lines its beginning in the text and in the excerpt.
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        let mut next = first_line;
        for shown in shown {
            let start = shown.start.max(next);
            excerpt.text.extend(std::iter::repeat_n('\n', start - next));
            let [from, to] = [start, shown.end.max(start)].map(|line| lines.start(line, text));
            stretches.push((from, excerpt.text.len()));
            excerpt.text.push_str(&text[from..to]);
            next = shown.end.max(start);
        }
        for span in &mut excerpt.spans {
            let [start, end] = [span.start, span.end].map(|at| {
                let before = stretches.iter().rfind(|(from, _)| *from <= at);
                before.map_or(at, |(from, to)| at - from + to)
            });
            *span = start..end;
        }
        excerpt.escaped()
    }

    /// The excerpt with escapes for characters that a terminal would obey.
    fn escaped(mut self) -> Self {
        let lines = |text: &str| text.split("\r\n").map(escaped).collect::<Vec<_>>().join("\r\n");
        let written = lines(&self.text);
        if written == self.text {
            return self;
        }
        let place = |at: usize| {
            let is_in_line_end =
                self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n');
            let before = at - usize::from(is_in_line_end);
            (lines(&self.text[..before]).len() + at - before).min(written.len())
        };
        self.spans = self.spans.iter().map(|span| place(span.start)..place(span.end)).collect();
        self.text = written;
        self
    }
}

#[cfg(test)]
mod tests {
    use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
    use proptest::prelude::*;

    use super::{Annotated, snippet};
    use crate::diagnostic::Source;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_excerpt_looks_like_the_whole(
            text in "([aé\t ]{0,3}\r?\n){0,12}[aé]{0,3}",
            at in prop::collection::vec(any::<prop::sample::Index>(), 4),
            count in 1usize..3,
        ) {
            let ends: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let mut at: Vec<usize> = at.iter().map(|at| *at.get(&ends)).collect();
            at[..2].sort_unstable();
            at[2..].sort_unstable();
            let spans = [at[0]..at[1], at[2]..at[3]];
            let places: [Annotated; 2] =
                [(AnnotationKind::Primary, &spans[0], "one"), (AnnotationKind::Context, &spans[1], "")];
            let places = &places[..count];
            let source = Source::new("a.md", &*text);
            let annotations = places.iter().map(|(kind, span, label)| {
                kind.span((*span).clone()).label(Some(*label).filter(|label| !label.is_empty()))
            });
            let whole = Snippet::source(&*text).path("a.md").annotations(annotations);
            let renderer = Renderer::plain();
            let [excerpt, whole] = [snippet(&source, places), whole]
                .map(|snippet| renderer.render(&[Level::ERROR.primary_title("x").element(snippet)]));
            prop_assert_eq!(excerpt, whole);
        }
    }
}
