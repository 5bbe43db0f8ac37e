//! Topics in templates.

use std::collections::HashSet;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::Scope;
use crate::catalogue::{Kind, Resource, Role, Topic};
use crate::coverage::Link;
use crate::section::TopicEntry;
use crate::url;

/// Topic in a template.
pub(super) fn of_topic(scope: Arc<Scope>, entry: TopicEntry) -> Value {
    Value::from_object(TopicContext { scope, entry })
}

/// All names that a template can ask a topic and its parts for.
pub(super) fn names() -> Vec<&'static str> {
    [TopicContext::NAMES, CountContext::NAMES].concat()
}

#[derive(Debug)]
struct TopicContext {
    scope: Arc<Scope>,
    entry: TopicEntry,
}

object!(TopicContext, this, {
    "id" => &*this.topic().id,
    "title" => this.scope.words(&this.topic().title),
    "icon" => this.scope.icon(this.topic().icon.as_deref()),
    "url" => this.entry.chapter.as_ref().map(|Link { path, .. }| this.scope.chapter_url(path)),
    "page" => this.entry.chapter.as_ref().map(|Link { path, .. }| url::of_path(&url::to_html(path))),
    "depth" => this.scope.catalogue().depth(this.entry.topic),
    "resources" => this.resources(|resource| resource.id.clone()),
    "tokens" => this.resources(|resource| this.scope.token(resource)),
    "titles" => this.resources(|resource| this.scope.words(&resource.title).into_owned()),
    "total" => this.scope.page.words().total(this.units()),
    "kinds" => this.kinds(),
    "after" => this.after(),
});

impl TopicContext {
    fn topic(&self) -> &Topic {
        &self.scope.catalogue().topics()[self.entry.topic]
    }

    /// Tokens of its resources in the section.
    fn resources(&self, say: impl Fn(&Resource) -> String) -> Vec<String> {
        let resources = self.scope.catalogue().resources();
        self.entry.resources.iter().map(|at| say(&resources[*at])).collect()
    }

    /// Number of its resources, as the script counts them: alternatives are one, and optional ones do not count beside others.
    fn units(&self) -> usize {
        let catalogue = self.scope.catalogue();
        let resources = || self.entry.resources.iter().map(|at| &catalogue.resources()[*at]);
        let unit = |resource: &Resource| {
            catalogue.alternatives(resource).unwrap_or_else(|| resource.id.clone())
        };
        let core = resources().filter(|resource| resource.role() != Role::Optional);
        let core: HashSet<String> = core.map(unit).collect();
        let all = || resources().map(unit).collect::<HashSet<_>>().len();
        if core.is_empty() { all() } else { core.len() }
    }

    fn kinds(&self) -> Vec<Value> {
        let kinds = self.scope.catalogue().kinds();
        let counted = self.entry.kinds.iter().map(|&(kind, count)| (kinds[kind].clone(), count));
        counted
            .map(|(kind, count)| {
                let scope = Arc::clone(&self.scope);
                Value::from_object(CountContext { scope, kind, count })
            })
            .collect()
    }

    fn after(&self) -> Vec<Value> {
        let topic = |entry: &TopicEntry| of_topic(Arc::clone(&self.scope), entry.clone());
        self.entry.after.iter().map(topic).collect()
    }
}

/// Number of resources of a kind.
#[derive(Debug)]
struct CountContext {
    scope: Arc<Scope>,
    kind: Kind,
    count: usize,
}

object!(CountContext, this, {
    "count" => this.count,
    "label" => {
        let (one, several) = this.scope.page.words().kind(&this.kind);
        this.scope.words(if this.count == 1 { one } else { several })
    },
    "text" => this.scope.words(&this.scope.page.words().counted(this.count, &this.kind)),
    "icon" => this.scope.icon(this.kind.icon.as_deref()),
});
