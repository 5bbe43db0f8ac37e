//! Resources that a book does not show, or shows although they are no longer there.

use crate::catalogue::{Catalogue, Origin, Resource};
use crate::coverage::Coverage;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::links::places::{self, UrlPlace};
use crate::setup::Setup;
use crate::suggest;
use crate::url;

/// Adds topics of which no chapter shows anything, resources that are missing from the others, and resources that
/// readers can no longer reach. What the built-in catalogue has and a book does not show is no mistake.
pub(super) fn check(
    setup: &Setup,
    catalogue: &Catalogue,
    coverage: &Coverage,
    findings: &mut Findings,
) {
    findings.extend_with(unshown(setup, catalogue, coverage));
    for resource in catalogue.resources().iter().filter(|resource| resource.is_dead()) {
        if resource.facts.archived.is_some() {
            continue;
        }
        let message = format!("`{}` is no longer online, and no copy of it is known", resource.id);
        let warning = Diagnostic::warning(Code::DeadLink, message)
            .help("say where one is: `archived = \"URL\"`, or remove the resource");
        match Origin::of("status", &resource.origins) {
            Some(Origin { layer, span, .. }) => {
                findings.add(&setup.catalogue_file(*layer), warning.at_known(span.clone()));
            }
            None => findings.add_general(warning),
        }
    }
}

/// Bytes behind the place of an entry in which its URL is looked for.
const NEAR: usize = 2000;

/// Warns of URLs with a blank or another character that no URL has: they work, encoded, but links to them elsewhere may not.
pub(super) fn check_encoding(setup: &Setup, catalogue: &Catalogue, findings: &mut Findings) {
    let sources = setup.catalogue_sources();
    for link in places::links(catalogue, |layer| &sources[layer]) {
        let source = &sources[link.layer];
        let Some(span) = link.place.span().filter(|_| link.url.contains('%')) else { continue };
        let end = (span.end + NEAR).min(source.text.len());
        let end = match link.place {
            UrlPlace::String(_) => span.end,
            UrlPlace::Entry(_) => (end..source.text.len())
                .find(|at| source.text.is_char_boundary(*at))
                .unwrap_or(source.text.len()),
        };
        let text = &source.text[span.start..end];
        let written = url::decoded(link.url);
        if !text.contains(link.url) && text.contains(&*written) {
            let message = format!("the URL of {} has characters that no URL has", link.what);
            let warning = Diagnostic::warning(Code::DoubtfulLink, message).at(span);
            findings.add(source, warning.help(format!("write `{}`", link.url)));
        }
    }
}

/// Number of resources of the built-in catalogue that no chapter shows.
pub(super) fn unshown_builtin(setup: &Setup, catalogue: &Catalogue, coverage: &Coverage) -> usize {
    let is_unshown = |(at, resource): &(usize, &Resource)| {
        !coverage.shows(*at) && is_builtin(setup, &resource.origins, "url")
    };
    catalogue.resources().iter().enumerate().filter(is_unshown).count()
}

fn unshown(
    setup: &Setup,
    catalogue: &Catalogue,
    coverage: &Coverage,
) -> impl Iterator<Item = Diagnostic> {
    let members = |topic: usize| {
        catalogue.topics_under(topic).flat_map(|topic| &catalogue.topics()[topic].resources)
    };
    let shown: Vec<bool> = (0..catalogue.topics().len())
        .map(|topic| members(topic).any(|resource| coverage.shows(*resource)))
        .collect();
    let topics: Vec<&str> = (0..catalogue.topics().len())
        .filter(|topic| members(*topic).next().is_some() && !shown[*topic])
        .map(|topic| &catalogue.topics()[topic])
        .filter(|topic| !is_builtin(setup, &topic.origins, "title"))
        .map(|topic| &*topic.id)
        .collect();
    let is_missing = |(at, resource): &(usize, &Resource)| {
        !coverage.shows(*at)
            && shown[resource.topic()]
            && !is_builtin(setup, &resource.origins, "url")
    };
    let resources = catalogue.resources().iter().enumerate().filter(is_missing);
    let resources: Vec<&str> = resources.map(|(_, resource)| &*resource.id).collect();
    let warning = |what: &str, names: &[&str]| {
        let plural = if names.len() == 1 { "" } else { "s" };
        let names = suggest::first_listed(names);
        let message = format!("no chapter shows the {what}{plural} {names}");
        Diagnostic::warning(Code::UnusedResource, message)
    };
    let warnings = [
        (!topics.is_empty()).then(|| warning("topic", &topics)),
        (!resources.is_empty()).then(|| warning("resource", &resources)),
    ];
    warnings.into_iter().flatten()
}

/// Returns whether it is the built-in catalogue that gives a field.
fn is_builtin(setup: &Setup, origins: &[Origin], field: &str) -> bool {
    Origin::of(field, origins).is_some_and(|origin| setup.is_builtin(origin.layer))
}
