//! What a template is given, field by field. A value is made when a template asks for it, and not before.

use std::sync::{Arc, OnceLock};

use minijinja::value::{Enumerator, Object, Value};

use super::Page;
use crate::catalogue::{Access, Catalogue, Duration, Kind, Level, Resource, Role, slug};
use crate::coverage::Link;
use crate::format::Markup;
use crate::query::GroupBy;
use crate::section::{Group, GroupTitle, Section, Shown, StudyMap, TopicEntry};
use crate::settings::HtmlSettings;
use crate::url;
use crate::words::Words;
use crate::write::prose;

/// What the templates of a section are given.
pub(super) fn of_section(section: Section, page: Page, markup: Markup, bullet: char) -> Value {
    let scope = Scope {
        catalogue: section.catalogue.clone(),
        page,
        markup,
        descriptions: section.descriptions,
        grouped_by: section.grouped_by,
    };
    let map = OnceLock::new();
    Value::from_object(SectionContext { scope: Arc::new(scope), section, bullet, map })
}

/// All names that a template can ask for, for suggestions.
pub(super) fn names() -> Vec<&'static str> {
    [
        SectionContext::NAMES,
        GroupContext::NAMES,
        HeadingContext::NAMES,
        ResourceContext::NAMES,
        KindContext::NAMES,
        AuthorContext::NAMES,
        FactContext::NAMES,
        LinkContext::NAMES,
        TopicContext::NAMES,
        CountContext::NAMES,
        &map::names(),
    ]
    .concat()
}

/// Makes an object of a type, a row for each of its fields.
macro_rules! object {
    ($type:ident, $this:ident, { $($name:literal => $value:expr,)+ }) => {
        impl $type {
            const NAMES: &'static [&'static str] = &[$($name),+];
        }

        impl Object for $type {
            fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
                let $this = self;
                match key.as_str()? {
                    $($name => Some(Value::from($value)),)+
                    _ => None,
                }
            }

            fn enumerate(self: &Arc<Self>) -> Enumerator {
                Enumerator::Str(Self::NAMES)
            }
        }
    };
}

mod map;

/// What all values of a section depend on.
#[derive(Debug)]
struct Scope {
    catalogue: Catalogue,
    page: Page,
    markup: Markup,
    descriptions: bool,
    grouped_by: GroupBy,
}

impl Scope {
    fn url(&self, base: &str, written: &str) -> String {
        url::from_depth(base, written, self.page.depth)
    }

    /// A plain text, with curly quotes where mdBook would make them: in HTML it does not.
    fn words(&self, text: &str) -> String {
        let curls = self.markup == Markup::Html && self.page.smart_punctuation;
        self.page.without_math(if curls { prose::curled(text) } else { text.to_owned() })
    }

    fn icon(&self, icon: Option<&str>) -> Option<String> {
        icon.map(|icon| self.words(icon))
    }

    /// A description or introduction: `None` if descriptions are left out.
    fn prose(&self, base: &str, source: Option<&str>) -> Option<Value> {
        let source = source.filter(|_| self.descriptions)?;
        let place = Place { scope: self, base };
        Some(Value::from_safe_string(match self.markup {
            Markup::Markdown => prose::markdown(source, &place),
            Markup::Html => prose::html(source, self.page.smart_punctuation, &place),
        }))
    }
}

/// Where a description stands, and what its relative URLs are relative to.
struct Place<'s> {
    scope: &'s Scope,
    base: &'s str,
}

impl prose::Page for Place<'_> {
    fn url(&self, written: &str) -> String {
        self.scope.url(self.base, written)
    }

    fn plain(&self, text: String) -> String {
        self.scope.page.without_math(text)
    }
}

#[derive(Debug)]
struct SectionContext {
    scope: Arc<Scope>,
    section: Section,
    bullet: char,
    /// Drawn when a template asks for it.
    map: OnceLock<Arc<StudyMap>>,
}

object!(SectionContext, this, {
    "words" => Value::from_object(WordsContext(Arc::clone(&this.scope.page.words))),
    "chapter" => &*this.scope.page.chapter,
    // A Markdown template can be asked for mdBook's `html` too.
    "html" => this.scope.page.html.is_some(),
    "style" => this.html().is_some_and(|html| html.style),
    "progress" => this.scope.markup == Markup::Html && this.html().is_some_and(|html| html.progress),
    "controls" => this.section.controls && this.scope.markup == Markup::Html && this.html().is_some(),
    "suggest" => this.html().and_then(|html| html.suggest.clone()),
    "large" => this.section.is_large(),
    "next" => this.section.is_last,
    "grouped_by" => GroupBy::ALL.iter().find(|(_, by)| *by == this.section.grouped_by).map(|(name, _)| *name),
    "bullet" => Value::from_safe_string(this.bullet.to_string()),
    "descriptions" => this.section.descriptions,
    "groups" => this.groups(),
    "resources" => this.resources(),
    "topics" => this.topics(),
    "map" => this.map(),
});

impl SectionContext {
    fn html(&self) -> Option<&HtmlSettings> {
        self.scope.page.html.as_deref()
    }

    fn groups(self: &Arc<Self>) -> Vec<Value> {
        let group = |at| Value::from_object(GroupContext { section: Arc::clone(self), at });
        (0..self.section.groups.len()).map(group).collect()
    }

    fn resources(&self) -> Vec<Value> {
        self.section.groups.iter().flat_map(|group| resources(&self.scope, group)).collect()
    }

    fn topics(&self) -> Vec<Value> {
        let topics = self.section.topics().into_iter();
        topics
            .map(|entry| Value::from_object(TopicContext { scope: Arc::clone(&self.scope), entry }))
            .collect()
    }
}

impl SectionContext {
    fn map(&self) -> Value {
        let map = self.map.get_or_init(|| Arc::new(self.section.map()));
        map::of_map(Arc::clone(&self.scope), Arc::clone(map))
    }
}

fn resources(scope: &Arc<Scope>, group: &Group) -> Vec<Value> {
    let resource = |shown: &Shown| {
        Value::from_object(ResourceContext { scope: Arc::clone(scope), shown: shown.clone() })
    };
    group.resources.iter().map(resource).collect()
}

#[derive(Debug)]
struct GroupContext {
    section: Arc<SectionContext>,
    /// Its number in the section.
    at: usize,
}

object!(GroupContext, this, {
    "heading" => this.heading(),
    "introduction" => this.introduction(),
    "resources" => resources(&this.section.scope, this.group()),
});

impl GroupContext {
    fn group(&self) -> &Group {
        &self.section.section.groups[self.at]
    }

    fn heading(&self) -> Option<Value> {
        let scope = Arc::clone(&self.section.scope);
        let title = self.group().title.clone()?;
        Some(Value::from_object(HeadingContext { scope, title }))
    }

    fn introduction(&self) -> Option<Value> {
        self.section.scope.prose("", self.group().introduction.as_deref())
    }
}

#[derive(Debug)]
struct HeadingContext {
    scope: Arc<Scope>,
    title: GroupTitle,
}

object!(HeadingContext, this, {
    "level" => this.title.level,
    "hashes" => Value::from_safe_string("#".repeat(this.title.level.into())),
    "icon" => this.scope.icon(this.title.icon.as_deref()),
    "title" => this.scope.words(&this.title.title),
    "id" => this.title.anchor.clone(),
    "anchor" => {
        let anchor = this.title.anchor.as_ref().map(|id| format!(" {{#{id}}}"));
        Value::from_safe_string(anchor.unwrap_or_default())
    },
});

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
            let text = self.scope.words(&text?);
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
        let link =
            |part: &crate::catalogue::Part| self.scope.link(&resource.base, &part.title, &part.url);
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
    fn author(&self) -> (&Resource, &crate::catalogue::Author) {
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

/// A title and where it leads.
#[derive(Debug)]
struct LinkContext {
    title: String,
    url: String,
}

object!(LinkContext, this, {
    "title" => &*this.title,
    "url" => &*this.url,
});

impl Scope {
    /// What the alternatives of a topic have in common, and no other resource; `None` if there are none.
    fn alternatives(&self, resource: &Resource) -> Option<String> {
        let choice = resource.choice.as_deref()?;
        let topic = &self.catalogue.topics()[resource.topic()];
        Some(format!("{}/{}", topic.id, slug(choice)))
    }

    /// What a script has to know of a resource, as one word: `ID,ROLE,MINUTES,ALTERNATIVES,WAS…`.
    fn token(&self, resource: &Resource) -> String {
        let role = if resource.role == Role::Core { "" } else { resource.role.id() };
        let minutes = resource.duration.map(|duration| duration.minutes().to_string());
        let alternatives = self.alternatives(resource);
        let mut parts = vec![
            &*resource.id,
            role,
            minutes.as_deref().unwrap_or(""),
            alternatives.as_deref().unwrap_or(""),
        ];
        parts.extend(resource.was.iter().map(String::as_str));
        while parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
        parts.join(",")
    }

    /// Where a chapter is, given by its path relative to `src`.
    fn chapter_url(&self, path: &str) -> String {
        let url = self.url("", path);
        match url.strip_suffix(".md") {
            Some(rest) if self.page.has_html_files => format!("{rest}.html"),
            _ => url,
        }
    }

    fn chapter(&self, Link { title, path }: &Link) -> Value {
        let (title, url) = (self.words(title), self.chapter_url(path));
        Value::from_object(LinkContext { title, url })
    }

    fn link(&self, base: &str, title: &str, url: &str) -> Value {
        Value::from_object(LinkContext { title: self.words(title), url: self.url(base, url) })
    }
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
    "depth" => this.scope.catalogue.depth(this.entry.topic),
    "resources" => this.resources(|resource| resource.id.clone()),
    "tokens" => this.resources(|resource| this.scope.token(resource)),
    "titles" => this.resources(|resource| this.scope.words(&resource.title)),
    "kinds" => this.kinds(),
    "after" => this.after(),
});

impl TopicContext {
    fn topic(&self) -> &crate::catalogue::Topic {
        &self.scope.catalogue.topics()[self.entry.topic]
    }

    /// What is said of each of its resources in the section.
    fn resources(&self, say: impl Fn(&Resource) -> String) -> Vec<String> {
        let resources = self.scope.catalogue.resources();
        self.entry.resources.iter().map(|at| say(&resources[*at])).collect()
    }

    fn kinds(&self) -> Vec<Value> {
        let kinds = self.scope.catalogue.kinds();
        let counted = self.entry.kinds.iter().map(|&(kind, count)| (kinds[kind].clone(), count));
        counted
            .map(|(kind, count)| {
                let scope = Arc::clone(&self.scope);
                Value::from_object(CountContext { scope, kind, count })
            })
            .collect()
    }

    fn after(&self) -> Vec<Value> {
        let topic = |entry: &TopicEntry| {
            Value::from_object(TopicContext {
                scope: Arc::clone(&self.scope),
                entry: entry.clone(),
            })
        };
        self.entry.after.iter().map(topic).collect()
    }
}

/// The words of the book, with `_` for each `-` of a key.
#[derive(Debug)]
struct WordsContext(Arc<Words>);

impl Object for WordsContext {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        let word =
            if name.contains('_') { self.0.get(&name.replace('_', "-")) } else { self.0.get(name) };
        word.map(Value::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = Words::KEYS.iter().map(|key| Value::from(key.replace('-', "_")));
        Enumerator::Values(names.collect())
    }
}

/// How many resources are of a kind.
#[derive(Debug)]
struct CountContext {
    scope: Arc<Scope>,
    kind: Kind,
    count: usize,
}

object!(CountContext, this, {
    "count" => this.count,
    "label" => {
        let (one, several) = this.scope.page.words.kind(&this.kind);
        this.scope.words(if this.count == 1 { one } else { several })
    },
    "text" => this.scope.words(&this.scope.page.words.counted(this.count, &this.kind)),
    "icon" => this.scope.icon(this.kind.icon.as_deref()),
});
