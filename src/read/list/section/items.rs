//! List items: a resource, more of the one above, or the head of a group.

use super::SectionReader;
use crate::catalogue::fields::Field;
use crate::catalogue::slug::slug;
use crate::read::list::entry::{self, Form};
use crate::read::list::fill::{self, LABEL};
use crate::read::list::lines::Line;
use crate::read::list::links::resource_link;
use crate::read::list::names;
use crate::read::list::text::{Text, has_words, words};
use crate::words::list::is_form;

/// Meaning of a list item for the items and paragraphs in it.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Resource, by its index.
    Resource(usize),
    /// Text above resources: their tag, if it is short, or the title of the links below that only name a form.
    Group { tag: Option<String>, title: String },
    /// Text that says more of the resource above it.
    More,
}

impl SectionReader<'_, '_, '_, '_> {
    pub(super) fn item(&mut self, line: &Line, text: Text, is_above: bool) {
        let level = line.depth.saturating_sub(1);
        self.items.truncate(level);
        let before = self.last.filter(|_| level == 0);
        if before.is_some_and(|last| self.is_declared_below(last, text)) {
            self.items.push(Item::More);
            return;
        }
        let item = if let Some(parent) = self.parent() {
            self.below(parent, text, is_above)
        } else {
            let item = self.item_of(text);
            match (&item, before) {
                (Item::Group { .. }, Some(last)) if !is_above => {
                    self.add(last, text);
                    Item::Resource(last)
                }
                _ => {
                    self.last = None;
                    item
                }
            }
        };
        self.items.resize(level, Item::More);
        self.items.push(item);
    }

    /// The group that a text heads.
    fn group(text: Text) -> Item {
        // The links of a text that is left out are told already: those below are no links of it.
        let title = if resource_link(text).is_some() { String::new() } else { text.plain() };
        let title = title.trim_end_matches([':', '：']).to_owned();
        let tag = slug(&title);
        let is_short = words(&tag).count() <= LABEL;
        Item::Group { tag: Some(tag).filter(|tag| is_short && !tag.is_empty()), title }
    }

    /// The resource that a text is, or the group that it heads.
    pub(super) fn item_of(&mut self, text: Text) -> Item {
        if self.titles_by_group(text) {
            return Item::More;
        }
        let mut resources = self.resources(text, Form::Item);
        if resources.is_empty() {
            if let Some(link) = resource_link(text) {
                let place = text.of(&link).place();
                self.context
                    .warn(place, "this item is left out, because it does not begin with its link");
            }
            return Self::group(text);
        }
        for resource in &mut resources {
            for item in self.folded.iter().chain(&self.items) {
                if let Item::Group { tag: Some(tag), .. } = item {
                    resource.tags.get_or_insert_default().push(tag.clone());
                }
            }
        }
        self.found.resources.extend(resources);
        Item::Resource(self.found.resources.len() - 1)
    }

    /// Reads a text whose link only names a form, below a group without resources so far: the group has its title. Returns
    /// whether it is one.
    pub(super) fn titles_by_group(&mut self, text: Text) -> bool {
        let group =
            self.items.last_mut().or(self.folded.as_mut()).filter(|_| self.patterns.is_empty());
        let Some(group) = group else { return false };
        let Item::Group { title, .. } = group else { return false };
        let parts = entry::pointers(text);
        if !has_words(title) || !parts.first().is_some_and(|part| is_form(&part.title)) {
            return false;
        }
        let resource = fill::of_parts(title, parts, text.place());
        *group = Item::Resource(self.found.resources.len());
        self.found.resources.extend(resource);
        true
    }

    /// Reads an item below a resource: a resource of its own where it begins with a link, otherwise more of that one.
    fn below(&mut self, parent: usize, text: Text, is_above: bool) -> Item {
        if self.is_declared_below(parent, text) {
            return Item::More;
        }
        let is_authors = names::length_of_label(text.raw().trim_start(), Field::Authors).is_some();
        let links = text.links();
        let is_form = links.iter().all(|link| is_form(&text.of(link).raw()));
        if is_authors || is_form || self.found.resources[parent].url.is_none() {
            self.add(parent, text);
            return Item::More;
        }
        let mut resources = self.resources(text, Form::Item);
        if resources.is_empty() {
            self.add(parent, text);
            return if is_above { Self::group(text) } else { Item::More };
        }
        let tags = self.found.resources[parent].tags.clone();
        for resource in &mut resources {
            resource.tags = resource.tags.take().or_else(|| tags.clone());
        }
        self.found.resources.extend(resources);
        Item::Resource(self.found.resources.len() - 1)
    }
}
