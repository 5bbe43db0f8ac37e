//! What a template is given of a resource.

use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::Scope;
use crate::catalogue::{Access, Author, Duration, Kind, Level, Part, Resource, Role};
use crate::query::GroupBy;
use crate::section::Shown;
use crate::words::Words;

/// What a resource is to a template.
pub(super) fn of_resource(scope: Arc<Scope>, shown: Shown) -> Value {
    Value::from_object(ResourceContext { scope, shown })
}

/// All names that a template can ask a resource and its parts for.
pub(super) fn names() -> Vec<&'static str> {
    [ResourceContext::NAMES, KindContext::NAMES, AuthorContext::NAMES, FactContext::NAMES].concat()
}

#[derive(Debug)]
struct ResourceContext {
    scope: Arc<Scope>,
    shown: Shown,
}

object!(ResourceContext, this, {
    "id" => &*this.resource().id,
    "title" => this.scope.words(&this.resource().title),
    "url" => this.url(&this.resource().url),
    "href" => this.url(match (&this.resource().archived, this.resource().dead) {
        (Some(archived), true) => archived,
        _ => &this.resource().url,
    }),
    "authors" => this.authors(),
    "kind" => {
        let (scope, kind) = (Arc::clone(&this.scope), this.resource().kind.clone());
        Value::from_object(KindContext { scope, kind })
    },
    "description" => {
        let resource = this.resource();
        this.scope.prose(&resource.base, resource.description.as_deref())
    },
    "year" => this.resource().year,
    "language" => this.resource().language.as_deref().map(|text| this.scope.words(text)),
    "access" => this.resource().access.map(|access| this.words().access(access).to_owned()),
    "level" => this.resource().level.map(|level| this.words().level(level).to_owned()),
    "duration" => this.resource().duration.map(|duration| this.words().duration(duration)),
    "role" => this.role().map(|role| this.words().role(role).to_owned()),
    "access_id" => this.resource().access.map(Access::id),
    "level_id" => this.resource().level.map(Level::id),
    "role_id" => this.role().map(Role::id),
    "minutes" => this.resource().duration.map(Duration::minutes),
    "alternatives" => this.scope.alternatives(this.resource()),
    "was" => Value::from_safe_string(this.resource().was.join(" ")),
    "foreign" => this.foreign(),
    "anchor" => this.shown.anchor.clone(),
    "facts" => this.facts(),
    "choice" => this.resource().choice.as_deref().map(|text| this.scope.words(text)),
    "license" => this.resource().license.as_deref().map(|text| this.scope.words(text)),
    "added" => this.resource().added.map(|date| date.to_string()),
    "checked" => this.resource().checked.map(|date| date.to_string()),
    "tags" => this.resource().tags.iter().map(|tag| this.scope.words(tag)).collect::<Vec<_>>(),
    "archived" => this.resource().archived.as_ref().map(|url| this.url(url)),
    "dead" => this.resource().dead,
    "parts" => this.parts(),
    "chapter" => this.shown.chapter.as_ref().map(|chapter| this.scope.chapter(chapter)),
});

impl ResourceContext {
    fn words(&self) -> &Words {
        &self.scope.page.words
    }

    fn resource(&self) -> &Resource {
        &self.scope.catalogue.resources()[self.shown.position]
    }

    fn url(&self, written: &str) -> String {
        self.scope.url(&self.resource().base, written)
    }

    /// What it says of its role: what is neither to begin with nor optional needs no word.
    fn role(&self) -> Option<Role> {
        Some(self.resource().role).filter(|role| *role != Role::Core)
    }

    /// Its language, unless that is the book's.
    fn foreign(&self) -> Option<String> {
        let main = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase);
        let language = self.resource().language.as_deref()?;
        let differs = self.scope.page.language.as_deref().and_then(main) != main(language);
        differs.then(|| self.scope.words(language))
    }

    /// What a line of facts says, in its order; what the heading above says is left out.
    fn facts(&self) -> Vec<Value> {
        let (resource, words) = (self.resource(), self.words());
        let kind = (self.scope.grouped_by != GroupBy::Kind).then(|| words.kind(&resource.kind).0);
        let archived = resource.archived.as_ref().map(|_| &*words.archived);
        let texts = [
            ("kind", kind.map(str::to_owned)),
            ("role", self.role().map(|role| words.role(role).to_owned())),
            ("level", resource.level.map(|level| words.level(level).to_owned())),
            ("duration", resource.duration.map(|duration| words.duration(duration))),
            ("year", resource.year.map(|year| year.to_string())),
            ("access", resource.access.map(|access| words.access(access).to_owned())),
            ("language", self.foreign()),
            ("license", resource.license.clone()),
            ("choice", resource.choice.as_ref().map(|_| words.choice.to_string())),
            ("dead", resource.dead.then(|| words.dead.to_string())),
            ("archived", archived.map(str::to_owned)),
            ("chapter", self.shown.chapter.as_ref().map(|chapter| chapter.title.clone())),
        ];
        let fact = |(name, text): (&'static str, Option<String>)| {
            // The title of what is gone leads to the copy already.
            let url = match name {
                "archived" if !resource.dead => resource.archived.as_ref().map(|url| self.url(url)),
                "chapter" => {
                    self.shown.chapter.as_ref().map(|link| self.scope.chapter_url(&link.path))
                }
                _ => None,
            };
            let text = self.scope.words(&text.filter(|text| !text.is_empty())?);
            Some(Value::from_object(FactContext { name, text, url }))
        };
        texts.into_iter().filter_map(fact).collect()
    }

    fn authors(&self) -> Vec<Value> {
        let authors = 0..self.resource().authors.len();
        let author = |at| {
            let scope = Arc::clone(&self.scope);
            Value::from_object(AuthorContext { scope, position: self.shown.position, at })
        };
        authors.map(author).collect()
    }

    fn parts(&self) -> Vec<Value> {
        let resource = self.resource();
        let link = |part: &Part| self.scope.link(&resource.base, &part.title, &part.url);
        resource.parts.iter().map(link).collect()
    }
}

#[derive(Debug)]
struct KindContext {
    scope: Arc<Scope>,
    kind: Kind,
}

object!(KindContext, this, {
    "id" => &*this.kind.id,
    "label" => this.scope.words(this.scope.page.words.kind(&this.kind).0),
    "icon" => this.scope.icon(this.kind.icon.as_deref()),
    "drawing" => this.kind.drawing(),
});

#[derive(Debug)]
struct AuthorContext {
    scope: Arc<Scope>,
    /// The resource's position.
    position: usize,
    /// The author's number among those of the resource.
    at: usize,
}

object!(AuthorContext, this, {
    "name" => this.scope.words(&this.author().1.name),
    "url" => {
        let (resource, author) = this.author();
        author.url.as_ref().map(|url| this.scope.url(&resource.base, url))
    },
    "affiliation" => this.author().1.affiliation.as_deref().map(|text| this.scope.words(text)),
});

impl AuthorContext {
    fn author(&self) -> (&Resource, &Author) {
        let resource = &self.scope.catalogue.resources()[self.position];
        (resource, &resource.authors[self.at])
    }
}

/// Something that is known of a resource, as readers see it.
#[derive(Debug)]
struct FactContext {
    /// The field that says it.
    name: &'static str,
    text: String,
    url: Option<String>,
}

object!(FactContext, this, {
    "name" => this.name,
    "text" => &*this.text,
    "url" => this.url.clone(),
});
