//! Merging of entries over earlier ones, field by field.
//!
//! A field that an entry does not give, it does not change; an empty list or text takes away what was there, and another
//! one replaces it. There is no way to add to tags, authors or parts: two layers that are merged into one file could not
//! say it any more, and would give something else over a third. Entries of a list of links give nothing by leaving a
//! field empty.

use super::LayerSpan;
use crate::catalogue::fact_table::{FACTS, FactValue};
use crate::catalogue::{Origin, Resource};
use crate::draft::ResourceDraft;

/// The longest list to which entries of one file add: all that is added is compared with it.
const MAX_JOINED: usize = 100;

/// One entry on its way into a topic or resource.
pub(super) struct LayerEntry {
    /// Which entries have given the fields so far.
    pub(super) origins: Vec<Origin>,
    /// Where the entry stands.
    place: LayerSpan,
    /// Fields that an entry of the same file has given otherwise: the first one stays.
    pub(super) refused: Vec<&'static str>,
    /// True if the entry is of a list of links.
    is_list: bool,
}

impl LayerEntry {
    pub(super) fn new(origins: Vec<Origin>, place: LayerSpan, is_list: bool) -> Self {
        LayerEntry { origins, place, refused: Vec::new(), is_list }
    }

    /// Sets a field if the entry says it. Returns whether it does: of several entries in one file, the first.
    pub(super) fn set<T: PartialEq>(
        &mut self,
        field: &'static str,
        value: &mut T,
        new: Option<T>,
    ) -> bool {
        let Some(new) = new else { return false };
        let (layer, span) = self.place.clone();
        let known = self.origins.iter_mut().find(|origin| origin.field == field);
        match known {
            Some(origin) if origin.layer == layer => {
                if new != *value {
                    self.refused.push(field);
                }
                return false;
            }
            Some(origin) => *origin = Origin { field, layer, span },
            None => self.origins.push(Origin { field, layer, span }),
        }
        *value = new;
        true
    }

    /// Sets a list. Returns whether it does.
    pub(super) fn set_list<T: PartialEq>(
        &mut self,
        field: &'static str,
        value: &mut Vec<T>,
        new: Option<Vec<T>>,
    ) -> bool {
        let new = new.filter(|new| !(self.is_list && new.is_empty()));
        self.set(field, value, new)
    }

    /// Sets a value, or takes it away by an empty one. Returns whether it does.
    pub(super) fn set_or_clear<T: PartialEq>(
        &mut self,
        field: &'static str,
        value: &mut Option<T>,
        new: Option<T>,
        is_empty: fn(&T) -> bool,
    ) -> bool {
        let new = new.filter(|new| !(self.is_list && is_empty(new)));
        self.set(field, value, new.map(|new| Some(new).filter(|new| !is_empty(new))))
    }

    /// Sets a list. Further entries of the same file add to it.
    fn join_list<T: PartialEq>(
        &mut self,
        field: &'static str,
        value: &mut Vec<T>,
        new: Option<Vec<T>>,
    ) {
        let layer = self.place.0;
        let is_joined =
            self.origins.iter().any(|known| known.field == field && known.layer == layer);
        match new {
            Some(mut new) if is_joined && value.len() <= MAX_JOINED => {
                new.retain(|item| !value.contains(item));
                value.extend(new);
            }
            new => drop(self.set_list(field, value, new)),
        }
    }

    /// Notes a field to which every entry adds.
    pub(super) fn add(&mut self, field: &'static str) {
        self.origins.retain(|origin| origin.field != field);
        let (layer, span) = self.place.clone();
        self.origins.push(Origin { field, layer, span });
    }

    /// Sets everything that can be understood by itself.
    pub(super) fn set_facts(&mut self, resource: &mut Resource, draft: ResourceDraft) {
        // All fields, so that none can be forgotten: the first ones need more than the resource.
        let ResourceDraft {
            id: _,
            url: _,
            authors: _,
            kind: _,
            also: _,
            span: _,
            title,
            facts,
            tags,
            former_ids,
            parts,
        } = draft;
        self.set("title", &mut resource.title, title);
        for fact in FACTS {
            let mut value = (fact.get)(&resource.facts);
            let new = (fact.get)(&facts);
            if self.set_or_clear(fact.name, &mut value, new, FactValue::is_empty) {
                (fact.set)(&mut resource.facts, value);
            }
        }
        self.join_list("tags", &mut resource.tags, tags);
        self.set_list("was", &mut resource.former_ids, former_ids);
        self.join_list("parts", &mut resource.parts, parts);
    }
}
