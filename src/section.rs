//! The directive as written, with the book's defaults, becomes one complete [`Section`]: what
//! renderers see, and all that they see.
//!
//! To add an option: add it to [`OPTIONS`] and [`Options`], and describe it in
//! `book/src/directive.md`.

use std::collections::HashSet;

use crate::catalogue::slug::slug;
use crate::catalogue::{Catalogue, Hit, Miss, Resource, Topic};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::directive::{Directive, OptionWord, Word};
use crate::suggest;

/// The options a directive can have.
const OPTIONS: [&str; 4] = ["format", "group", "heading", "descriptions"];

/// What a section becomes on a line of text, whatever the book's default is.
pub(crate) const INLINE: &str = "inline";

/// What is shown and how, as far as options say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) format: String,
    /// Nothing: by topic where there is more than one.
    pub(crate) group: Option<GroupBy>,
    pub(crate) heading: Heading,
    pub(crate) descriptions: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            format: "list".to_owned(),
            group: None,
            heading: Heading::Auto,
            descriptions: true,
        }
    }
}

/// What resources are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupBy {
    Topic,
    None,
}

impl GroupBy {
    pub(crate) const ALL: [(&'static str, GroupBy); 2] =
        [("topic", GroupBy::Topic), ("none", GroupBy::None)];
}

/// Which headings groups get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// None for one group, otherwise one level below the author's.
    Auto,
    None,
    Level(u8),
}

impl Heading {
    pub(crate) const ALL: [(&'static str, Heading); 7] = [
        ("auto", Heading::Auto),
        ("none", Heading::None),
        ("2", Heading::Level(2)),
        ("3", Heading::Level(3)),
        ("4", Heading::Level(4)),
        ("5", Heading::Level(5)),
        ("6", Heading::Level(6)),
    ];
}

pub(crate) const DESCRIPTIONS: [(&str, bool); 2] = [("full", true), ("none", false)];

/// What takes a directive's place.
#[derive(Debug)]
pub(crate) struct Section<'c> {
    pub(crate) format: String,
    pub(crate) descriptions: bool,
    pub(crate) groups: Vec<Group<'c>>,
}

/// Resources that stand together.
#[derive(Debug)]
pub(crate) struct Group<'c> {
    pub(crate) title: Option<GroupTitle<'c>>,
    pub(crate) resources: Vec<&'c Resource>,
}

/// A heading of ours.
#[derive(Debug)]
pub(crate) struct GroupTitle<'c> {
    pub(crate) level: u8,
    pub(crate) topic: &'c Topic,
    /// The heading's id, where the renderer has ids.
    pub(crate) anchor: Option<String>,
}

/// Where a section will stand.
pub(crate) struct Setting<'c, 's> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) defaults: &'s Options,
    pub(crate) formats: &'s [String],
    pub(crate) inline: bool,
    /// Level of the author's heading above.
    pub(crate) heading: Option<u8>,
}

/// Completes a directive.
///
/// # Errors
/// All that it asks for and cannot have.
pub(crate) fn resolve<'c>(
    directive: &Directive,
    setting: &Setting<'c, '_>,
    anchors: Option<&mut Anchors>,
) -> Result<Section<'c>, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let options = options(directive, setting, &mut diagnostics);
    let selected = select(directive, setting.catalogue, &mut diagnostics);
    if !diagnostics.is_empty() {
        diagnostic::sort(&mut diagnostics);
        return Err(diagnostics);
    }
    let groups = group(setting, &options, &selected, anchors);
    Ok(Section { format: options.format, descriptions: options.descriptions, groups })
}

fn options(directive: &Directive, setting: &Setting, diagnostics: &mut Vec<Diagnostic>) -> Options {
    let mut options = setting.defaults.clone();
    if setting.inline {
        INLINE.clone_into(&mut options.format);
    }
    for option in &directive.options {
        let result = match option.key.text.as_str() {
            "format" => format(option, setting).map(|format| options.format = format),
            "group" => one_of(option, &GroupBy::ALL).map(|group| options.group = Some(group)),
            "heading" => one_of(option, &Heading::ALL).map(|heading| options.heading = heading),
            "descriptions" => {
                one_of(option, &DESCRIPTIONS).map(|shown| options.descriptions = shown)
            }
            unknown => Err(unknown_option(unknown, &option.key)),
        };
        diagnostics.extend(result.err());
    }
    options
}

fn unknown_option(name: &str, key: &Word) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::error(Code::UnknownOption, format!("there is no option `{name}`"))
            .at(key.span.clone());
    diagnostic.help = suggest::help(name, &OPTIONS);
    diagnostic
}

fn only_value(option: &OptionWord) -> Result<&Word, Diagnostic> {
    match &option.values[..] {
        [value] => Ok(value),
        values => {
            let span = values[1].span.start..values[values.len() - 1].span.end;
            let message = format!("the option `{}` takes one value", option.key.text);
            Err(Diagnostic::error(Code::MalformedDirective, message).at(span))
        }
    }
}

fn one_of<T: Copy>(option: &OptionWord, values: &[(&str, T)]) -> Result<T, Diagnostic> {
    let word = only_value(option)?;
    if let Some((_, value)) = values.iter().find(|(name, _)| *name == word.text) {
        return Ok(*value);
    }
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let message = format!("`{}` is no value of the option `{}`", word.text, option.key.text);
    let mut diagnostic = Diagnostic::error(Code::UnknownValue, message).at(word.span.clone());
    diagnostic.help = suggest::help(&word.text, &names);
    Err(diagnostic)
}

fn format(option: &OptionWord, setting: &Setting) -> Result<String, Diagnostic> {
    let word = only_value(option)?;
    if !setting.formats.contains(&word.text) {
        let names: Vec<&str> = setting.formats.iter().map(String::as_str).collect();
        let message = format!("there is no format `{}`", word.text);
        let mut diagnostic = Diagnostic::error(Code::UnknownFormat, message).at(word.span.clone());
        diagnostic.help = suggest::help(&word.text, &names);
        return Err(diagnostic);
    }
    Ok(word.text.clone())
}

/// Positions of the selected resources, in the catalogue's order.
fn select(
    directive: &Directive,
    catalogue: &Catalogue,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    if directive.selection.is_empty() {
        diagnostics.push(nothing_selected(directive));
    }
    let mut selected = Vec::new();
    for name in &directive.selection {
        if name.text == "all" && !name.quoted {
            selected.extend(0..catalogue.resources().len());
            continue;
        }
        match catalogue.find(&name.text) {
            Ok(Hit::Topic(topic)) => selected.extend(catalogue.resources_under(topic)),
            Ok(Hit::Resource(resource)) => selected.push(resource),
            Err(miss) => diagnostics.push(missed(name, miss, catalogue)),
        }
    }
    selected.sort_unstable();
    selected.dedup();
    selected
}

fn nothing_selected(directive: &Directive) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::MalformedDirective, "this directive does not say what to show")
            .help("name topics or resources, or write `all`: `<<#resources all>>`");
    match directive.options.first() {
        Some(option) => diagnostic.at(option.key.span.clone()),
        None => diagnostic,
    }
}

fn missed(name: &Word, miss: Miss, catalogue: &Catalogue) -> Diagnostic {
    match miss {
        Miss::Unknown { nearest } => {
            let message = format!("there is no topic or resource `{}`", name.text);
            let mut diagnostic =
                Diagnostic::error(Code::UnknownName, message).at(name.span.clone());
            let topics: Vec<&str> = catalogue.topics().iter().map(|topic| &*topic.id).collect();
            diagnostic.help = match nearest {
                Some(nearest) => Some(format!("did you mean `{nearest}`?")),
                None if topics.len() <= 20 => {
                    Some(format!("the catalogue's topics are {}", suggest::listed(&topics)))
                }
                None => None,
            };
            diagnostic
        }
        Miss::Ambiguous { paths } => {
            let message = format!("`{}` is the name of more than one", name.text);
            Diagnostic::error(Code::AmbiguousName, message)
                .at(name.span.clone())
                .help(format!("write one of {}", suggest::listed(&paths)))
        }
    }
}

fn group<'c>(
    setting: &Setting<'c, '_>,
    options: &Options,
    selected: &[usize],
    mut anchors: Option<&mut Anchors>,
) -> Vec<Group<'c>> {
    let catalogue = setting.catalogue;
    let resource = |position: &usize| &catalogue.resources()[*position];
    // Resources stand in the order of their topics, so those of one topic are side by side.
    let by_topic: Vec<&[usize]> =
        selected.chunk_by(|a, b| resource(a).topic == resource(b).topic).collect();
    let single = match options.group {
        None => by_topic.len() <= 1,
        Some(group) => group == GroupBy::None,
    };
    let level = match options.heading {
        Heading::None => None,
        Heading::Level(level) => Some(level),
        Heading::Auto if by_topic.len() <= 1 => None,
        Heading::Auto => Some(setting.heading.map_or(2, |above| (above + 1).min(6))),
    };
    let (Some(level), false) = (level, single && by_topic.len() != 1) else {
        return vec![Group { title: None, resources: selected.iter().map(resource).collect() }];
    };
    let mut titled = |positions: &[usize]| {
        let topic = &catalogue.topics()[resource(&positions[0]).topic];
        let anchor = anchors.as_mut().map(|anchors| anchors.take(&topic.id));
        Group {
            title: Some(GroupTitle { level, topic, anchor }),
            resources: positions.iter().map(resource).collect(),
        }
    };
    by_topic.into_iter().map(&mut titled).collect()
}

/// Ids of generated headings: `resources-CHAPTER-TOPIC`, no two alike in the whole book.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    chapter: String,
    taken: HashSet<String>,
}

impl Anchors {
    /// Goes on to the chapter with this path.
    pub(crate) fn enter(&mut self, path: &str) {
        self.chapter = slug(path.strip_suffix(".md").unwrap_or(path));
    }

    fn take(&mut self, topic: &str) -> String {
        let base = format!("resources-{}-{}", self.chapter, slug(topic));
        let mut anchor = base.clone();
        let mut count = 1;
        while !self.taken.insert(anchor.clone()) {
            count += 1;
            anchor = format!("{base}-{count}");
        }
        anchor
    }
}
