//! Topics on their way into the tree.

use std::ops::Range;

use super::merge::LayerEntry;
use super::{Assembly, TopicNode, folded};
use crate::catalogue::Topic;
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::TopicDraft;
use crate::value::repeated;

impl Assembly {
    pub(super) fn add_topic(&mut self, mut draft: TopicDraft, parent: usize) {
        let resources = std::mem::take(&mut draft.resources);
        let parts = std::mem::take(&mut draft.topics);
        let Some(at) = self.same_topic(&draft, parent).or_else(|| self.new_topic(&draft, parent))
        else {
            return;
        };
        self.merge_topic(at, draft);
        for resource in resources {
            self.add_resource(resource, at);
        }
        for part in parts {
            self.add_topic(part, at);
        }
    }

    fn merge_topic(&mut self, at: usize, draft: TopicDraft) {
        // All fields, so that none can be forgotten here.
        let TopicDraft {
            id: _,
            title,
            icon,
            aliases,
            prerequisites,
            introduction,
            resources: _,
            topics: _,
            span,
        } = draft;
        let place = |span| (self.layer, span);
        let TopicNode { topic, prerequisites: places, .. } = &mut self.nodes[at];
        let origins = std::mem::take(&mut topic.origins);
        let mut entry = LayerEntry::new(origins, place(span.clone()), self.is_list);
        entry.set("title", &mut topic.title, title);
        entry.set_or_clear("icon", &mut topic.icon, icon, String::is_empty);
        entry.set_list("aliases", &mut topic.aliases, aliases);
        let ids = prerequisites.as_ref();
        let ids = ids.map(|ids| ids.iter().map(|(id, _)| id.clone()).collect());
        if entry.set_list("after", &mut topic.prerequisites, ids) {
            let named = prerequisites.into_iter().flatten();
            *places = named.map(|(id, span)| (id, place(span))).collect();
        }
        let text = &mut topic.introduction;
        entry.set_or_clear("introduction", text, introduction, String::is_empty);
        let LayerEntry { origins, refused, .. } = entry;
        topic.origins = origins;
        let id = topic.id.clone();
        self.warn_of_refused(&id, &refused, span);
    }

    /// The topic that this entry adds to.
    fn same_topic(&mut self, draft: &TopicDraft, parent: usize) -> Option<usize> {
        let (title, span) = (draft.title.as_ref(), draft.span.clone());
        let key = title.map(|title| (parent, folded(title)));
        let first = key.clone().and_then(|key| self.titles.insert(key, span));
        if let Some((id, _)) = &draft.id {
            return self.topic_ids.get(id).filter(|at| self.nodes[*at].layer < self.layer);
        }
        if let Some(first) = first {
            self.report_twice(draft, first);
        }
        let found = self.by_title.get(&key?).copied()?;
        (self.is_list || self.nodes[found].layer < self.layer).then_some(found)
    }

    /// Reports a topic that stands twice in one file.
    fn report_twice(&mut self, draft: &TopicDraft, first: Option<Range<usize>>) {
        let title = draft.title.as_deref().unwrap_or_default();
        let message = format!("two topics have the title `{title}`");
        let diagnostic = if self.is_list {
            Diagnostic::warning(Code::DoubtfulEntry, message).help("both are read as one topic")
        } else {
            Diagnostic::error(Code::DuplicateId, message)
                .help("put their resources under one of them, or give the second an `id`")
        };
        self.report(repeated(diagnostic, draft.span.clone(), first));
    }

    fn new_topic(&mut self, draft: &TopicDraft, parent: usize) -> Option<usize> {
        let Some(title) = &draft.title else {
            self.incomplete("a topic", "title", draft.id.as_ref(), draft.span.clone());
            return None;
        };
        let at = self.nodes.len();
        let id = self.topic_ids.take(draft.id.as_ref(), title, "topic", at);
        self.by_title.entry((parent, folded(title))).or_insert(at);
        self.nodes[parent].parts.push(at);
        self.nodes.push(TopicNode {
            layer: self.layer,
            topic: Topic::named(id, String::new()),
            prerequisites: Vec::new(),
            resources: Vec::new(),
            parts: Vec::new(),
        });
        Some(at)
    }
}
