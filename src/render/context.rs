//! Values of templates, field by field. A value is made when a template asks for it, and not before.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use minijinja::value::{Enumerator, Object, Value};

use super::Page;
use crate::catalogue::{Catalogue, Resource, Role};
use crate::config::Target;
use crate::coverage::Link;
use crate::format::Markup;
use crate::query::GroupBy;
use crate::section::{Group, GroupTitle, Markers, Section, Shown, StudyMap, TopicEntry};
use crate::settings::{HtmlSettings, Style};
use crate::url;
use crate::words::Words;
use crate::write::{Dollar, prose};

/// Context of a section's templates.
pub(super) fn of_section(section: Section, page: Page, markup: Markup, markers: Markers) -> Value {
    let scope = Scope {
        page,
        markup,
        descriptions: section.selected.query.descriptions,
        grouped_by: section.grouped_by,
        note: section.selected.query.note.clone(),
    };
    let map = OnceLock::new();
    Value::from_object(SectionContext { scope: Arc::new(scope), section, markers, map })
}

/// All names that a template can ask for, for suggestions.
pub(super) fn names() -> Vec<&'static str> {
    [
        SectionContext::NAMES,
        GroupContext::NAMES,
        ColumnContext::NAMES,
        HeadingContext::NAMES,
        LinkContext::NAMES,
        &resource::names(),
        &topic::names(),
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
mod resource;
mod topic;

/// Scope of a section, which all its values depend on.
#[derive(Debug)]
struct Scope {
    page: Page,
    markup: Markup,
    descriptions: bool,
    grouped_by: GroupBy,
    note: Option<String>,
}

impl Scope {
    fn catalogue(&self) -> &Catalogue {
        &self.page.book.catalogue
    }

    /// Returns whether quotes and dashes become curly ones.
    fn curls(&self) -> bool {
        self.markup == Markup::Html && self.page.book.dialect.smart_punctuation
    }

    fn url(&self, base: &str, written: &str) -> String {
        let url = url::from_depth(base, written, self.page.depth);
        match self.page.book.target {
            Target::Html => url::to_index(&url).into_owned(),
            Target::Epub if url::is_relative(&url) => url::to_html(&url::to_index(&url)),
            _ => url,
        }
    }

    /// A plain text, with curly quotes where mdBook would make them: in HTML it does not.
    fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.page.without_math(if self.curls() { prose::curled(text) } else { text.into() })
    }

    fn icon<'t>(&self, icon: Option<&'t str>) -> Option<Cow<'t, str>> {
        icon.map(|icon| self.words(icon))
    }

    /// A description or introduction: `None` if descriptions are left out.
    fn prose(&self, base: &str, source: Option<&str>) -> Option<Value> {
        source.filter(|_| self.descriptions).map(|source| self.inline(base, source))
    }

    /// Inline Markdown.
    fn inline(&self, base: &str, source: &str) -> Value {
        let place = ProseContext { scope: self, base };
        Value::from_safe_string(match self.markup {
            Markup::Markdown => prose::markdown(source, &place),
            Markup::Html => prose::html(source, self.curls(), &place),
        })
    }
}

/// Where a description stands, and what its relative URLs are relative to.
struct ProseContext<'s> {
    scope: &'s Scope,
    base: &'s str,
}

impl prose::ProsePage for ProseContext<'_> {
    fn url(&self, written: &str) -> String {
        self.scope.url(self.base, written)
    }

    fn plain(&self, text: String) -> String {
        self.scope.page.without_math(text.into()).into_owned()
    }

    fn dollar(&self) -> Dollar {
        self.scope.page.book.dollar()
    }
}

#[derive(Debug)]
struct SectionContext {
    scope: Arc<Scope>,
    section: Section,
    markers: Markers,
    /// Drawn when a template asks for it.
    map: OnceLock<Arc<StudyMap>>,
}

object!(SectionContext, this, {
    "words" => Value::from_object(WordsContext(Arc::clone(&this.scope))),
    "chapter" => &*this.scope.page.chapter,
    // A Markdown template can be asked for mdBook's `html` too.
    "html" => this.scope.page.book.is_html(),
    "style" => this.html().is_some_and(|html| html.style != Style::None),
    "progress" => this.scope.markup == Markup::Html && this.html().is_some_and(|html| html.progress),
    "controls" => this.section.controls && this.scope.markup == Markup::Html && this.html().is_some(),
    "large" => this.section.is_large(),
    "next" => this.section.next.is_some(),
    "head" => this.section.has_head,
    "grouped_by" => GroupBy::ALL.iter().find(|(_, by)| *by == this.section.grouped_by).map(|(name, _)| *name),
    "bullet" => Value::from_safe_string(this.markers.bullet.to_string()),
    "delimiter" => Value::from_safe_string(this.markers.delimiter.to_string()),
    "descriptions" => this.section.selected.query.descriptions,
    "groups" => this.groups(),
    "resources" => this.resources(),
    "topics" => this.topics(),
    "study_path" => this.study_path(),
    "kinds" => this.kinds(),
    "columns" => this.columns(),
    "map" => this.map(),
});

impl SectionContext {
    fn html(&self) -> Option<&HtmlSettings> {
        self.scope.page.html()
    }

    fn groups(self: &Arc<Self>) -> Vec<Value> {
        let group = |at| Value::from_object(GroupContext { section: Arc::clone(self), at });
        (0..self.section.groups.len()).map(group).collect()
    }

    fn resources(&self) -> Vec<Value> {
        self.section.groups.iter().flat_map(|group| resources(&self.scope, group)).collect()
    }

    fn topics(&self) -> Vec<Value> {
        self.of_entries(self.section.topics(self.scope.catalogue()))
    }

    fn study_path(&self) -> Vec<Value> {
        self.of_entries(self.section.next.clone().unwrap_or_default())
    }

    /// Kinds of the resources of the study path, or else of the section's topics.
    fn kinds(&self) -> Vec<Value> {
        let catalogue = self.scope.catalogue();
        let entries = self.section.next.clone();
        let entries = entries.unwrap_or_else(|| self.section.topics(catalogue));
        let kinds = entries.iter().flat_map(|entry| &entry.kinds).map(|(kind, _)| *kind);
        let kind = |at: usize| resource::of_kind(&self.scope, &catalogue.kinds()[at]);
        kinds.collect::<BTreeSet<_>>().into_iter().map(kind).collect()
    }

    /// Facts that have a column of a table, as far as a resource of the section has them.
    fn columns(&self) -> Vec<Value> {
        let words = self.scope.page.words();
        let by_kind = self.scope.grouped_by == GroupBy::Kind;
        let resources = self.scope.catalogue().resources();
        let shown = self.section.groups.iter().flat_map(|group| &group.resources);
        let facts = || shown.clone().map(|shown| &resources[shown.position].facts);
        let columns = [
            ("kind", &words.kind, !by_kind),
            ("level", &words.level, facts().any(|facts| facts.level.is_some())),
            ("duration", &words.time, facts().any(|facts| facts.duration.is_some())),
            ("year", &words.year, facts().any(|facts| facts.year.is_some())),
            ("access", &words.access, facts().any(|facts| facts.access.is_some())),
        ];
        let column = |(name, title, _): (_, &Cow<str>, _)| {
            let title = self.scope.words(title).into_owned();
            Value::from_object(ColumnContext { name, title })
        };
        columns.into_iter().filter(|(.., is_used)| *is_used).map(column).collect()
    }

    fn of_entries(&self, topics: Vec<TopicEntry>) -> Vec<Value> {
        let topic = |entry| topic::of_topic(Arc::clone(&self.scope), entry);
        topics.into_iter().map(topic).collect()
    }
}

impl SectionContext {
    fn map(&self) -> Value {
        let map = self.map.get_or_init(|| Arc::new(self.section.map(self.scope.catalogue())));
        map::of_map(Arc::clone(&self.scope), Arc::clone(map))
    }
}

fn resources(scope: &Arc<Scope>, group: &Group) -> Vec<Value> {
    let resource = |shown: &Shown| resource::of_resource(Arc::clone(scope), shown.clone());
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

/// A column of a table.
#[derive(Debug)]
struct ColumnContext {
    /// The fact in it.
    name: &'static str,
    title: String,
}

object!(ColumnContext, this, {
    "name" => this.name,
    "title" => &*this.title,
});

object!(HeadingContext, this, {
    "level" => this.title.level,
    "hashes" => Value::from_safe_string("#".repeat(this.title.level.into())),
    "icon" => this.scope.icon(this.title.icon.as_deref()),
    "kind" => this.title.kind.as_ref().map(|kind| resource::of_kind(&this.scope, kind)),
    "title" => this.scope.words(&this.title.title),
    "id" => this.title.anchor.clone(),
    "anchor" => {
        let anchor = this.title.anchor.as_ref().map(|id| format!(" {{#{id}}}"));
        Value::from_safe_string(anchor.unwrap_or_default())
    },
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
    /// Token of a resource for scripts: `ID,ROLE,MINUTES,ALTERNATIVES,KIND,WAS…`.
    fn token(&self, resource: &Resource) -> String {
        let role = if resource.role() == Role::Core { "" } else { resource.role().id() };
        let minutes = resource.facts.duration.map(|duration| duration.minutes().to_string());
        let alternatives = self.catalogue().alternatives(resource);
        let mut parts = vec![
            &*resource.id,
            role,
            minutes.as_deref().unwrap_or(""),
            alternatives.as_deref().unwrap_or(""),
            &resource.kind.id,
        ];
        parts.extend(resource.former_ids.iter().map(String::as_str));
        parts.join(",")
    }

    /// Where a chapter is, given by its path relative to `src`.
    fn chapter_url(&self, path: &str) -> String {
        self.url("", &url::of_path(path))
    }

    fn chapter(&self, Link { title, path }: &Link) -> Value {
        let (title, url) = (self.words(title).into_owned(), self.chapter_url(path));
        Value::from_object(LinkContext { title, url })
    }

    fn link(&self, base: &str, title: &str, url: &str) -> Value {
        Value::from_object(LinkContext {
            title: self.words(title).into_owned(),
            url: self.url(base, url),
        })
    }
}

/// The words of the book, with `_` for each `-` of a key.
#[derive(Debug)]
struct WordsContext(Arc<Scope>);

impl Object for WordsContext {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        let words = self.0.page.words();
        let word =
            if name.contains('_') { words.get(&name.replace('_', "-")) } else { words.get(name) };
        word.map(Value::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = Words::KEYS.iter().map(|key| Value::from(key.replace('-', "_")));
        Enumerator::Values(names.collect())
    }
}
