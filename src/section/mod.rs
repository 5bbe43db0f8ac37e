//! The directive as written, with the book's defaults, becomes one complete [`Section`]: what renderers
//! see, and all that they see.
//!
//! Options are read ([`options`]), resources selected ([`select`]) and arranged ([`group`]).

mod filter;
mod group;
mod lookup;
pub(crate) mod options;
mod overview;
mod select;

pub(crate) use group::Anchors;
pub(crate) use overview::TopicEntry;

use crate::catalogue::{Catalogue, Resource};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::directive::{Directive, INLINE, OVERVIEW};
use crate::presented::{Link, Presented};
use options::{GroupBy, Heading, Options, Read};

/// What takes a directive's place.
#[derive(Debug)]
pub(crate) struct Section<'c> {
    pub(crate) format: String,
    pub(crate) descriptions: bool,
    pub(crate) groups: Vec<Group<'c>>,
    /// The topics of these resources, in an order one can study in.
    pub(crate) topics: Vec<TopicEntry<'c>>,
}

impl Section<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.resources.is_empty())
    }
}

/// Resources that stand together.
#[derive(Debug)]
pub(crate) struct Group<'c> {
    pub(crate) title: Option<GroupTitle<'c>>,
    pub(crate) resources: Vec<Shown<'c>>,
}

/// A heading of ours.
#[derive(Debug)]
pub(crate) struct GroupTitle<'c> {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) icon: Option<&'c str>,
    pub(crate) introduction: Option<&'c str>,
    /// The heading's id, where the renderer has ids.
    pub(crate) anchor: Option<String>,
}

/// A resource in a group.
#[derive(Debug)]
pub(crate) struct Shown<'c> {
    pub(crate) resource: &'c Resource,
    /// In an index: the chapter that presents it.
    pub(crate) chapter: Option<Link>,
}

/// Where a section will stand.
pub(crate) struct Setting<'c, 's> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) defaults: &'s Options,
    pub(crate) formats: &'s [String],
    /// Which chapters present what, in a book.
    pub(crate) presented: Option<&'s Presented>,
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
    let read = options::read(directive, setting, &mut diagnostics);
    diagnostics.extend(conflict(directive, &read));
    let mut selected = select::select(directive, &read, setting.catalogue, &mut diagnostics);
    if !diagnostics.is_empty() {
        diagnostic::sort(&mut diagnostics);
        return Err(diagnostics);
    }
    group::order(setting.catalogue, &read, &mut selected);
    let groups = group::arrange(setting, &read.options, &selected, anchors);
    let topics = overview::topics(setting, &selected);
    let Options { format, descriptions, .. } = read.options;
    Ok(Section { format, descriptions, groups, topics })
}

/// What a directive's words select, by topic: all topics where nothing is left out, otherwise those that
/// hold something.
///
/// # Errors
/// All that it asks for and cannot have.
pub(crate) fn list(
    directive: &Directive,
    catalogue: &Catalogue,
    defaults: &Options,
) -> Result<Vec<(usize, Vec<usize>)>, Vec<Diagnostic>> {
    let setting = Setting {
        catalogue,
        defaults,
        formats: &[],
        presented: None,
        inline: false,
        heading: None,
    };
    let mut diagnostics: Vec<Diagnostic> =
        directive.options.iter().filter_map(options::only_for_pages).collect();
    let mut asked = directive.clone();
    asked.options.retain(|option| options::only_for_pages(option).is_none());
    let whole = asked.selection.is_empty() && asked.options.iter().all(|o| o.key.text == "sort");
    let read = options::read(&asked, &setting, &mut diagnostics);
    let mut selected = if whole {
        (0..catalogue.resources().len()).collect()
    } else {
        select::select(&asked, &read, catalogue, &mut diagnostics)
    };
    if !diagnostics.is_empty() {
        diagnostic::sort(&mut diagnostics);
        return Err(diagnostics);
    }
    group::order(catalogue, &read, &mut selected);
    let mut members = group::members(catalogue, &selected);
    let topics = 0..catalogue.topics().len();
    let groups = topics.map(|topic| (topic, members.remove(&topic).unwrap_or_default()));
    Ok(groups.filter(|(_, members)| whole || !members.is_empty()).collect())
}

/// Two options of one directive that cannot both be had.
fn conflict(directive: &Directive, read: &Read) -> Option<Diagnostic> {
    let given = |key: &str| directive.options.iter().find(|option| option.key.text == key);
    let options = &read.options;
    let (heading, group) = (given("heading"), given("group"));
    let wants_heading = heading.filter(|_| matches!(options.heading, Heading::Level(_)));
    let wants_group = group.filter(|_| options.group != Some(GroupBy::None));
    let flat = matches!(&*options.format, INLINE | OVERVIEW);
    let (option, reason) = if let (true, Some(option)) = (flat, wants_heading.or(wants_group)) {
        (option, format!("the format `{}` has no groups", options.format))
    } else if let (Some(option), Some(_), Some(GroupBy::None)) =
        (wants_heading, group, options.group)
    {
        (option, "`group=none` leaves nothing that could have a heading".to_owned())
    } else {
        return None;
    };
    let message = format!("the option `{}` has no effect here: {reason}", option.key.text);
    let diagnostic = Diagnostic::error(Code::ConflictingOptions, message);
    Some(diagnostic.at(option.key.span.clone()).help("leave out one of the two"))
}
