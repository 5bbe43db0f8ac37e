//! Resources in templates.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use minijinja::value::{Enumerator, Object, Value};

use super::Scope;
use crate::catalogue::{Access, Author, Duration, Kind, Level, Part, Resource, Role};
use crate::query::GroupBy;
use crate::section::{Joined, Shown};
use crate::words::Words;

/// Resource in a template.
pub(super) fn of_resource(scope: Arc<Scope>, shown: Shown) -> Value {
    Value::from_object(ResourceContext { scope, shown, facts: OnceLock::new() })
}

/// All names that a template can ask a resource and its parts for.
pub(super) fn names() -> Vec<&'static str> {
    [ResourceContext::NAMES, KindContext::NAMES, AuthorContext::NAMES, FactContext::NAMES].concat()
}

#[derive(Debug)]
struct ResourceContext {
    scope: Arc<Scope>,
    shown: Shown,
    /// Put together when a template asks for them, which it can do twice: whether there are any, and which.
    facts: OnceLock<Value>,
}

object!(ResourceContext, this, {
    "id" => &*this.resource().id,
    "title" => this.scope.words(&this.resource().title),
    "url" => this.resource().url.as_deref().map(|url| this.url(url)),
    "href" => {
        let resource = this.resource();
        let copy = resource.facts.archived.as_deref().filter(|_| resource.is_dead());
        copy.or(resource.url.as_deref()).map(|url| this.url(url))
    },
    "authors" => this.authors(),
    "kind" => of_kind(&this.scope, &this.resource().kind),
    "description" => {
        let resource = this.resource();
        this.scope.prose(&resource.base, resource.facts.description.as_deref())
    },
    "note" => this.scope.note.as_deref().map(|note| this.scope.inline("", note)),
    "year" => this.resource().facts.year,
    "language" => this.resource().facts.language.as_deref().map(|text| this.scope.words(text)),
    "access" => this.resource().facts.access.map(|access| this.words().access(access).to_owned()),
    "level" => this.resource().facts.level.map(|level| this.words().level(level).to_owned()),
    "duration" => this.resource().facts.duration.map(|duration| this.words().duration(duration)),
    "role" => this.role().map(|role| this.words().role(role).to_owned()),
    "access_id" => this.resource().facts.access.map(Access::id),
    "level_id" => this.resource().facts.level.map(Level::id),
    "role_id" => this.role().map(Role::id),
    "minutes" => this.resource().facts.duration.map(Duration::minutes),
    "alternatives" => this.scope.catalogue().alternatives(this.resource()),
    "was" => Value::from_safe_string(this.resource().former_ids.join(" ")),
    "shares_url" => this.resource().shares_url,
    "foreign" => this.foreign(),
    "anchor" => this.shown.anchor.clone(),
    "facts" => this.facts.get_or_init(|| this.facts().into()).clone(),
    "joined" => this.shown.joined.map(|joined| match joined {
        Joined::First => "first",
        Joined::Next => "next",
    }),
    "choice" => this.resource().facts.choice.as_deref().map(|text| this.scope.words(text)),
    "license" => this.resource().facts.license.as_deref().map(|text| this.scope.words(text)),
    "added" => this.resource().facts.added.map(|date| date.to_string()),
    "checked" => this.resource().facts.checked.map(|date| date.to_string()),
    "tags" => this.resource().tags.iter().map(|tag| Value::from(this.scope.words(tag))).collect::<Vec<_>>(),
    "archived" => this.resource().facts.archived.as_ref().map(|url| this.url(url)),
    "dead" => this.resource().is_dead(),
    "parts" => this.parts(),
    "chapter" => this.shown.chapter.as_ref().map(|chapter| this.scope.chapter(chapter)),
});

impl ResourceContext {
    fn words(&self) -> &Words {
        self.scope.page.words()
    }

    fn resource(&self) -> &Resource {
        &self.scope.catalogue().resources()[self.shown.position]
    }

    fn url(&self, written: &str) -> String {
        self.scope.url(&self.resource().base, written)
    }

    /// Role, if it needs a word: core resources have none.
    fn role(&self) -> Option<Role> {
        Some(self.resource().role()).filter(|role| *role != Role::Core)
    }

    /// Its language, unless that is the book's.
    fn foreign(&self) -> Option<String> {
        let main = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase);
        let language = self.resource().facts.language.as_deref()?;
        let differs = main(&self.scope.page.book.config.language) != main(language);
        differs.then(|| self.scope.words(language).into_owned())
    }

    /// Facts in their order, without the one that the heading above says.
    fn facts(&self) -> Vec<Value> {
        let (resource, words) = (self.resource(), self.words());
        let kind = (self.scope.grouped_by != GroupBy::Kind).then(|| words.kind(&resource.kind).0);
        let archived = resource.facts.archived.as_ref().map(|_| &*words.archived);
        let texts: [(&str, Option<Cow<str>>); 12] = [
            ("kind", kind.map(Cow::from)),
            ("role", self.role().map(|role| words.role(role).into())),
            ("level", resource.facts.level.map(|level| words.level(level).into())),
            ("duration", resource.facts.duration.map(|duration| words.duration(duration).into())),
            ("year", resource.facts.year.map(|year| year.to_string().into())),
            ("access", resource.facts.access.map(|access| words.access(access).into())),
            ("language", self.foreign().map(Cow::from)),
            ("license", resource.facts.license.as_deref().map(Cow::from)),
            ("choice", resource.facts.choice.as_ref().map(|_| (&*words.alternative).into())),
            ("dead", resource.is_dead().then(|| (&*words.dead).into())),
            ("archived", archived.map(Cow::from)),
            ("chapter", self.shown.chapter.as_ref().map(|chapter| (&*chapter.title).into())),
        ];
        let fact = |(name, text): (&'static str, Option<Cow<str>>)| {
            let url = match name {
                "archived" => resource.facts.archived.as_ref().map(|url| self.url(url)),
                "chapter" => {
                    self.shown.chapter.as_ref().map(|link| self.scope.chapter_url(&link.path))
                }
                _ => None,
            };
            let text = self.scope.words(&text.filter(|text| !text.is_empty())?).into();
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

/// Kind in a template.
pub(super) fn of_kind(scope: &Arc<Scope>, kind: &Kind) -> Value {
    Value::from_object(KindContext { scope: Arc::clone(scope), kind: kind.clone() })
}

#[derive(Debug)]
struct KindContext {
    scope: Arc<Scope>,
    kind: Kind,
}

object!(KindContext, this, {
    "id" => &*this.kind.id,
    "label" => this.scope.words(this.scope.page.words().kind(&this.kind).0),
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
        let resource = &self.scope.catalogue().resources()[self.position];
        (resource, &resource.authors[self.at])
    }
}

/// Something that is known of a resource, as readers see it.
#[derive(Debug)]
struct FactContext {
    /// The field that says it.
    name: &'static str,
    text: Value,
    url: Option<String>,
}

object!(FactContext, this, {
    "name" => this.name,
    "text" => this.text.clone(),
    "url" => this.url.clone(),
});
