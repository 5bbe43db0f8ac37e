//! Makes a tree of topics from the sections of a list.

use std::ops::Range;

use super::convention::{Conventions, Learned, Votes};
use super::description::markdown;
use super::doubtful;
use super::entry::{self, Entry};
use super::facts;
use super::guess;
use super::inline::{has_words, title_and_icon};
use super::lexicon::Lexicon;
use super::lines::Lines;
use super::links::is_url;
use super::section::ListSection;
use super::shape::{FurtherForm, Shape};
use super::words::{self, LinkText, SectionRole, link_text};
use crate::catalogue::Part;
use crate::catalogue::draft::{AuthorDraft, Draft, ResourceDraft, TopicDraft};
use crate::diagnostic::Diagnostic;

/// Fills a draft with what the sections say.
pub(super) fn arrange(
    mut sections: Vec<ListSection>,
    conventions: Conventions,
    lexicon: &Lexicon,
    draft: &mut Draft,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut list = Votes::default();
    for section in &sections {
        list.add_all(&section.votes);
    }
    if let Some(title) = take_title(&mut sections, diagnostics) {
        draft.title = Some(title);
    }
    let around = guess::Around::list(draft.title.as_deref().unwrap_or_default());
    let mut arranger = Arranger { draft, open: Vec::new(), around, diagnostics };
    // The level of the section about the list that is open, if one is.
    let mut about_the_list = None;
    let levels: Vec<u8> = sections.iter().map(|section| section.level).collect();
    for (at, section) in sections.into_iter().enumerate() {
        if about_the_list.is_some_and(|level| section.level > level) {
            continue;
        }
        about_the_list = (section.role == SectionRole::AboutList).then_some(section.level);
        while arranger.open.last().is_some_and(|open| open.level >= section.level) {
            arranger.close();
        }
        if section.role == SectionRole::Topic {
            let learned = Learned::new(conventions, section.votes, list, lexicon);
            let has_parts = levels.get(at + 1).is_some_and(|next| *next > section.level);
            arranger.section(section, has_parts, &learned);
        }
    }
    while !arranger.open.is_empty() {
        arranger.close();
    }
    guess::documents(draft);
}

/// Takes out the title of the document: a first-level heading before all others that has topics below it, or nothing
/// at all. Its own entries are then in no topic. If other first-level headings have topics too, it is one like them.
fn take_title(
    sections: &mut Vec<ListSection>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let is_topic = |section: &ListSection| section.level > 0 && section.role == SectionRole::Topic;
    // A list can have its title at a lower level: "## Free books about bread", and then "### Rye".
    let top =
        sections.iter().filter(|section| is_topic(section)).map(|section| section.level).min();
    let is_top = |section: &ListSection| is_topic(section) && Some(section.level) == top;
    let count = |sections: &[ListSection]| {
        sections.iter().map(|section| section.entries.len()).sum::<usize>()
    };
    let at = sections.iter().position(is_top)?;
    // Contents and a word of thanks can stand before it, but no topics.
    let before = sections[..at].iter().filter(|section| section.level > 0);
    let first = &sections[at];
    let next_top = sections[at + 1..].iter().position(is_top).map(|next| at + 1 + next);
    let below = count(&sections[at + 1..next_top.unwrap_or(sections.len())]);
    let own = first.entries.len();
    // A second title above a single link is none.
    let is_aside = |next: usize| {
        let beside = &sections[next..];
        count(beside) <= 1
            && beside.iter().all(|section| section.level == 1 || section.entries.is_empty())
    };
    let has_contents = sections[at + 1..next_top.unwrap_or(sections.len())]
        .iter()
        .any(|section| section.role == SectionRole::Contents);
    let is_alone = below == 0
        || has_contents
        || words::names_list(&first.title)
        || next_top.is_none_or(is_aside);
    let is_lower = top > Some(1);
    let is_below = |section: &&ListSection| section.entries.len() > 1;
    let can_be_lower = next_top.is_none()
        && own == 0
        && sections[at + 1..].iter().filter(is_below).count() >= ENOUGH_BELOW;
    let is_title = is_alone
        && (!is_lower || can_be_lower)
        && before.map(|section| section.entries.len()).sum::<usize>() <= MAX_BEFORE_TITLE
        && if own == 0 { first.link.is_none() || below > 0 } else { own * 10 <= below };
    if !is_title {
        return None;
    }
    let section = &mut sections[at];
    // What a list says of itself, in sentences, is left out; but a list of links is more than that.
    if own == 0 && below == 0 && next_top.is_some() {
        diagnostics.extend(without_entries(&section.title, section.first_listed.clone()));
    }
    let title = std::mem::take(&mut section.title);
    section.link = None;
    section.introduction.clear();
    if own == 0 {
        sections.remove(at);
    }
    Some(title)
}

/// The topics below a heading of a lower level from which on it is the title of the document.
const ENOUGH_BELOW: usize = 3;

/// Entries that can stand above the title of a document.
const MAX_BEFORE_TITLE: usize = 2;

/// A topic that further sections can belong to.
struct OpenTopic {
    level: u8,
    topic: TopicDraft,
    /// What its heading, and those above it, say of all below.
    around: guess::Around,
}

struct Arranger<'a> {
    draft: &'a mut Draft,
    /// The topics that are open, the innermost last.
    open: Vec<OpenTopic>,
    /// What is said of the whole list.
    around: guess::Around,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Arranger<'_> {
    fn section(&mut self, mut section: ListSection, has_parts: bool, learned: &Learned) {
        let shapes = std::mem::take(&mut section.entries);
        if shapes.is_empty() && section.link.is_none() {
            let link = section.first_link.clone().filter(|_| section.level > 0);
            self.diagnostics.extend(without_entries(&section.title, link));
        } else {
            self.diagnostics.append(&mut section.left_out);
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(shapes.len());
        for shape in shapes {
            entries.push(entry::read(shape, learned, self.diagnostics));
        }
        let link = section.link.take();
        let is_single = link.is_some() && entries.is_empty() && !has_parts;
        let single = match link {
            Some(link) => {
                let more =
                    if is_single { std::mem::take(&mut section.introduction) } else { Vec::new() };
                let mut link = entry::read(Shape { more, ..link }, learned, self.diagnostics);
                link.title = title_and_icon(&link.title).0;
                if is_single {
                    Some(link)
                } else {
                    entries.insert(0, link);
                    None
                }
            }
            None if !has_parts && is_one(&section, &entries) => {
                Some(as_one(&mut section, std::mem::take(&mut entries), learned, self.diagnostics))
            }
            None => None,
        };
        if let Some(single) = single {
            let resource = resource(single, self.around_here());
            self.resources().push(resource);
            return;
        }
        let around = self.around_here().below(&section.title);
        // "## 2019", "## May 2019"
        let year = facts::year_or_date(&section.title);
        let of_section = |entry| {
            let resource = resource(entry, around);
            ResourceDraft { year: resource.year.or(year), ..resource }
        };
        let resources: Vec<ResourceDraft> = entries.into_iter().map(of_section).collect();
        // What stands before all headings, or under one without words, opens no topic.
        if section.title.is_empty() {
            self.resources().extend(resources);
            return;
        }
        let mut introduction = Lines::default();
        for line in section.introduction.iter().filter(|line| line.form != FurtherForm::Point) {
            let text = markdown(line.content);
            let leads_on = text.ends_with([':', '：']);
            let words = text.trim_end_matches([':', '：']);
            introduction.add(if has_words(words) { words } else { "" }, leads_on);
        }
        let introduction = Some(introduction).filter(|lines| !lines.is_empty());
        let topic = TopicDraft {
            title: Some(section.title),
            icon: section.icon,
            introduction: introduction.map(Lines::into_text),
            resources,
            span: Some(section.span),
            ..TopicDraft::default()
        };
        self.open.push(OpenTopic { level: section.level, topic, around });
    }

    /// What is said of all in the innermost open topic.
    fn around_here(&self) -> guess::Around {
        self.open.last().map_or(self.around, |open| open.around)
    }

    /// The resources of the innermost open topic.
    fn resources(&mut self) -> &mut Vec<ResourceDraft> {
        match self.open.last_mut() {
            Some(open) => &mut open.topic.resources,
            None => &mut self.draft.resources,
        }
    }

    /// Ends the innermost open topic and adds it to the one around it.
    fn close(&mut self) {
        let Some(OpenTopic { topic, .. }) = self.open.pop() else { return };
        if topic.resources.is_empty() && topic.topics.is_empty() {
            return;
        }
        match self.open.last_mut() {
            Some(parent) => parent.topic.topics.push(topic),
            None => self.draft.topics.push(topic),
        }
    }
}

/// The warning about a section that has a link and no entry.
fn without_entries(title: &str, link: Option<Range<usize>>) -> Option<Diagnostic> {
    let message = match title {
        "" => "no resource is read in this section, which has links".to_owned(),
        title => format!("no resource is read in `{title}`, which has links"),
    };
    let help = "a resource is a link at the beginning of a list item, a paragraph or a table row";
    Some(doubtful(link?, message).help(help))
}

/// Makes a resource of an entry, and guesses its kind.
fn resource(entry: Entry, around: guess::Around) -> ResourceDraft {
    let kind = guess::kind(&entry, &around);
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let Entry { title, url, span, authors, description, parts, tags, facts, .. } = entry;
    ResourceDraft {
        title: Some(title),
        url: Some((url, Some(span.clone()))),
        authors: Some(authors.into_iter().map(AuthorDraft::Described).collect()),
        kind: kind.map(|kind| (kind.to_owned(), None)),
        description: some(description),
        year: facts.year,
        language: facts.language,
        access: facts.access,
        level: facts.level,
        duration: facts.duration,
        license: facts.license,
        tags: Some(tags.iter().cloned().chain(facts.tags).collect()),
        parts: Some(parts),
        span: Some(span),
        ..ResourceDraft::default()
    }
}

/// Whether all links of a section have texts such as "download here", so that the heading is the title.
fn is_one(section: &ListSection, entries: &[Entry]) -> bool {
    let text_of = |entry: &Entry| link_text(&entry.title);
    let is_bare = matches!(entries, [only] if is_url(&only.title));
    let are_forms = entries.iter().all(|entry| text_of(entry) != LinkText::Title);
    let is_generic = entries.first().map(text_of) == Some(LinkText::Generic);
    // "### On bread", "[Paper](…) [Code](…)"
    let is_small = !section.is_list || section.level > 2 && entries.len() <= MAX_FORMS;
    let are_of_heading = are_forms && (is_generic || is_small && !entries.is_empty());
    !section.title.is_empty() && (are_of_heading || is_bare && !section.is_list)
}

/// The most forms of what a heading names, as items of a list.
const MAX_FORMS: usize = 4;

/// The one resource that a whole section describes.
fn as_one(
    section: &mut ListSection,
    entries: Vec<Entry>,
    learned: &Learned,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let mut entries = entries.into_iter();
    let mut one = entries.next().unwrap_or_default();
    one.link_text = std::mem::take(&mut one.title);
    let title = std::mem::take(&mut section.title);
    let description = std::mem::take(&mut one.description);
    let mut one = entry::headed(one, &title, &section.introduction, learned, diagnostics);
    if !description.is_empty() {
        let blank = if one.description.is_empty() { "" } else { " " };
        one.description.extend([blank, &*description]);
    }
    for entry in entries {
        one.parts.push(Part { title: entry.title, url: entry.url });
        one.parts.extend(entry.parts);
    }
    one
}
