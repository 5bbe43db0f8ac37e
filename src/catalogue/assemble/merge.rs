//! What an entry says of a topic or resource, put over what earlier entries have said, field by field.
//!
//! What an entry does not say, it does not change; a list that is empty says nothing.

use super::Place;
use crate::catalogue::Origin;

/// One entry on its way into a topic or resource.
pub(super) struct Entry<'s> {
    /// Which entries have given the fields so far.
    origins: &'s mut Vec<Origin>,
    /// Where the entry stands.
    place: Place,
    /// Fields that an entry of the same file has given otherwise: the first one stays.
    pub(super) refused: Vec<&'static str>,
    /// Lists that it gives without anything in them, where there is something.
    pub(super) emptied: Vec<&'static str>,
}

impl<'s> Entry<'s> {
    pub(super) fn new(origins: &'s mut Vec<Origin>, place: Place) -> Self {
        Entry { origins, place, refused: Vec::new(), emptied: Vec::new() }
    }

    /// Sets a field if the entry says it. Returns whether that changes it.
    pub(super) fn set<T: PartialEq>(
        &mut self,
        field: &'static str,
        value: &mut T,
        new: Option<T>,
    ) -> bool {
        let Some(new) = new else { return false };
        let (layer, span) = self.place.clone();
        let known = self.origins.iter_mut().find(|source| source.field == field);
        match known {
            Some(_) if new == *value => return false,
            Some(source) if source.layer == layer => {
                self.refused.push(field);
                return false;
            }
            Some(source) => *source = Origin { field, layer, span },
            None => self.origins.push(Origin { field, layer, span }),
        }
        *value = new;
        true
    }

    /// Sets a list, unless it is empty. Returns whether that changes it.
    pub(super) fn set_list<T: PartialEq>(
        &mut self,
        field: &'static str,
        value: &mut Vec<T>,
        new: Option<Vec<T>>,
    ) -> bool {
        if new.as_ref().is_some_and(Vec::is_empty) {
            if !value.is_empty() {
                self.emptied.push(field);
            }
            return false;
        }
        self.set(field, value, new)
    }
}
