//! A report as a person reads it: severity and code, the author's own file, line and column, the source line
//! with the place underlined, and a way out.

use std::collections::HashMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Report;
use crate::diagnostic::{Diagnostic, Finding, Mark, Severity, Source};

/// Warnings with one code about one file that are shown in full, at most: a long list can have hundreds.
const MAX_ALIKE: usize = 12;

impl Report {
    /// The whole report, closed by a line that counts.
    pub(super) fn text(&self, renderer: &Renderer) -> String {
        let mut text = String::new();
        let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
        for finding in &self.findings {
            if finding.diagnostic().severity == Severity::Warning {
                let code = finding.diagnostic().code.as_str();
                let count = counts.entry((code, finding.file().unwrap_or_default())).or_insert(0);
                *count += 1;
                if *count > MAX_ALIKE {
                    continue;
                }
            }
            text.push_str(&renderer.render(&groups(finding)));
            text.push_str("\n\n");
        }
        let mut more: Vec<_> = counts.iter().filter(|(_, count)| **count > MAX_ALIKE).collect();
        more.sort_unstable();
        for ((code, file), count) in more {
            let message = format!("{} more of this kind in {file}", count - MAX_ALIKE);
            let title = Level::WARNING.primary_title(message).id(*code);
            let help = "`mdbook-resources check --format json` lists all of them";
            let group = Group::with_title(title).element(Level::HELP.message(help));
            text.push_str(&renderer.render(&[group]));
            text.push_str("\n\n");
        }
        text.push_str(&self.summary());
        text.push('\n');
        text
    }

    fn summary(&self) -> String {
        let counted = |severity: Severity| match (self.count(severity), severity.as_str()) {
            (0, _) => None,
            (1, word) => Some(format!("1 {word}")),
            (n, word) => Some(format!("{n} {word}s")),
        };
        let counts: Vec<String> =
            [Severity::Error, Severity::Warning].into_iter().filter_map(counted).collect();
        let only_warnings = self.stops && self.count(Severity::Error) == 0;
        let reason = if only_warnings { ", and `fail-on` stops at warnings" } else { "" };
        format!("mdbook-resources: {}{reason}", counts.join(", "))
    }
}

fn groups(finding: &Finding) -> [Group<'_>; 1] {
    let diagnostic = finding.diagnostic();
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.as_str());
    let mut group = match (finding.source(), finding.file()) {
        (Some(source), _) => title.element(snippet(source, diagnostic)),
        (None, Some(file)) => title.element(Origin::path(file)),
        (None, None) => Group::with_title(title),
    };
    if let Some(Mark { source: Some(source), span, label }) = &diagnostic.related {
        let annotation = AnnotationKind::Context.span(span.clone()).label(labelled(label));
        let other = Snippet::source(&*source.text).path(&*source.name);
        group = group.element(other.annotation(annotation));
    }
    if let Some(note) = finding.note() {
        group = group.element(Level::NOTE.message(note));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    [group]
}

fn snippet<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Snippet<'a, Annotation<'a>> {
    let marks = [
        (AnnotationKind::Primary, &diagnostic.place),
        (AnnotationKind::Context, &diagnostic.related),
    ];
    let annotations = marks.into_iter().filter_map(|(kind, mark)| {
        let mark = mark.as_ref().filter(|mark| mark.source.is_none())?;
        Some(kind.span(mark.span.clone()).label(labelled(&mark.label)))
    });
    Snippet::source(&*source.text).path(&*source.name).annotations(annotations)
}

fn labelled(label: &str) -> Option<&str> {
    Some(label).filter(|label| !label.is_empty())
}
