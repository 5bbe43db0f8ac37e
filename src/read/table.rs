//! Catalogues as tables: TOML, and JSON of the same shape.
//!
//! Fields of catalogues are described in `book/src/manual/catalogue.md` and, for editors, in
//! `schema/catalogue.json`.

use crate::catalogue::fact_table::{FACTS, Fact, FactValue, Form};
use crate::catalogue::slug::slug;
use crate::catalogue::{Access, Author, Date, Duration, Facts, Level, Part, Role};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::{AuthorDraft, AuthorEntry, Draft, KindDraft, ResourceDraft, TopicDraft};
use crate::markdown::blocks;
use crate::text::collapse_whitespace;
use crate::url;
use crate::value::{Codes, Fields, Node, Spanned, Value, placed};
use crate::words::list;

pub(super) const CODES: Codes =
    Codes { invalid: Code::InvalidCatalogue, unknown_key: Code::InvalidCatalogue };

/// Reads a catalogue's root.
pub(super) fn read(root: &Node, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let mut draft = Draft::default();
    let Some(mut fields) = Fields::of("a catalogue", root, CODES, diagnostics) else {
        return draft;
    };
    // Editors look here for the schema.
    fields.node("$schema");
    draft.title = text(&mut fields, "title");
    draft.description = text(&mut fields, "description");
    draft.kinds = each(&mut fields, "kinds", kind);
    draft.authors = each(&mut fields, "authors", author_entry);
    draft.resources = each(&mut fields, "resources", resource);
    draft.topics = each(&mut fields, "topics", topic);
    let loose = hardly_loose(&draft);
    fields.diagnostics.extend(loose);
    fields.finish();
    draft
}

/// A warning, if resources stand below topics that have none: they were hardly meant to be in no topic.
fn hardly_loose(draft: &Draft) -> Option<Diagnostic> {
    let are_bare = |topic: &TopicDraft| topic.resources.is_empty() && topic.topics.is_empty();
    let first_topic = draft.topics.first()?.span.as_ref()?.start;
    let loose = draft.resources.first()?;
    let span = loose.span.clone().filter(|span| span.start > first_topic)?;
    if !draft.topics.iter().all(are_bare) || loose.title.is_none() {
        return None;
    }
    let message = "this resource is in no topic, and no topic has resources";
    let warning = Diagnostic::warning(Code::InvalidCatalogue, message);
    Some(warning.at(span).help("to put it into the topic above, write `[[topics.resources]]`"))
}

/// Reads each table in a list.
fn each<T>(
    fields: &mut Fields,
    name: &'static str,
    read: fn(&Node, &mut Vec<Diagnostic>) -> Option<T>,
) -> Vec<T> {
    let items = fields.items(name);
    items.into_iter().filter_map(|node| read(node, fields.diagnostics)).collect()
}

fn kind(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<KindDraft> {
    let mut fields = Fields::of("a kind", node, CODES, diagnostics)?;
    fields.required("id");
    let id = checked_id(&mut fields);
    let label = text(&mut fields, "label");
    let plural = text(&mut fields, "plural");
    let icon = text(&mut fields, "icon");
    fields.finish();
    Some(KindDraft { id: id?, label, plural, icon })
}

fn author_entry(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<AuthorEntry> {
    let mut fields = Fields::of("an author", node, CODES, diagnostics)?;
    let id = checked_id(&mut fields);
    let (author, span) = author(&mut fields)?;
    fields.finish();
    Some(AuthorEntry { id: id.unwrap_or_else(|| (slug(&author.name), span)), author })
}

/// An author's fields, and where the name stands.
fn author(fields: &mut Fields) -> Option<Spanned<Author>> {
    let name = fields.required("name");
    let url = checked_url(fields, "url").map(|url| url.0);
    let affiliation = text(fields, "affiliation");
    let (name, span) = name?;
    Some((Author { name, url, affiliation }, span))
}

fn topic(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<TopicDraft> {
    let mut fields = Fields::of("a topic", node, CODES, diagnostics)?;
    let draft = TopicDraft {
        id: checked_id(&mut fields),
        title: named(&mut fields),
        icon: text(&mut fields, "icon"),
        aliases: given(&mut fields, "aliases", Fields::strings).map(plain),
        prerequisites: given(&mut fields, "after", Fields::strings),
        introduction: prose(&mut fields, "introduction"),
        resources: each(&mut fields, "resources", resource),
        topics: each(&mut fields, "topics", topic),
        span: node.span.clone(),
    };
    fields.finish();
    Some(draft)
}

fn resource(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<ResourceDraft> {
    let mut fields = Fields::of("a resource", node, CODES, diagnostics)?;
    let draft = ResourceDraft {
        id: checked_id(&mut fields),
        title: named(&mut fields),
        url: linked(&mut fields),
        authors: given(&mut fields, "authors", |fields, name| each(fields, name, author_draft)),
        kind: fields.string("kind"),
        facts: facts(&mut fields),
        tags: given(&mut fields, "tags", Fields::strings).map(plain),
        former_ids: given(&mut fields, "was", former_ids),
        parts: given(&mut fields, "parts", |fields, name| each(fields, name, part)),
        also: given(&mut fields, "also", Fields::strings),
        span: node.span.clone(),
    };
    fields.finish();
    Some(draft)
}

/// Facts by the forms of their values.
fn facts(fields: &mut Fields) -> Facts {
    let mut facts = Facts::default();
    for Fact { name, form, set, .. } in FACTS {
        let value = match form {
            Form::Prose => prose(fields, name).map(FactValue::String),
            Form::Text => text(fields, name).map(FactValue::String),
            Form::Language => language(fields, name).map(FactValue::String),
            Form::License => license(fields, name).map(FactValue::String),
            Form::Url => checked_url(fields, name).map(|url| FactValue::String(url.0)),
            Form::Year => year(fields, name).map(FactValue::Year),
            Form::Duration => duration(fields, name).map(FactValue::Duration),
            Form::Date => Date::of_field(fields, name).map(FactValue::Date),
            Form::Access => {
                let meaning = |text: &str| list::access(text).map(Access::id);
                word(fields, name, Access::ALL, meaning).map(FactValue::Access)
            }
            Form::Level => {
                let meaning = |text: &str| list::level(text).map(Level::id);
                word(fields, name, Level::ALL, meaning).map(FactValue::Level)
            }
            Form::Role => fields.word(name, Role::ALL).map(FactValue::Role),
            Form::Status => {
                fields.word(name, &[("alive", false), ("dead", true)]).map(FactValue::Dead)
            }
        };
        set(&mut facts, value);
    }
    facts
}

/// An author as a string, or as a table.
fn author_draft(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<AuthorDraft> {
    if let Value::String(name) = &node.value {
        return Some(AuthorDraft::Named((name.clone(), node.span.clone())));
    }
    let mut fields = Fields::of("an author", node, CODES, diagnostics)?;
    let author = author(&mut fields);
    fields.finish();
    Some(AuthorDraft::Described(author?.0))
}

fn part(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Part> {
    if let Value::String(url) = &node.value {
        let message = "a part must be a table, not a string".to_owned();
        let help = format!("give it a title: `{{ title = \"…\", url = \"{url}\" }}`");
        let error = Diagnostic::error(Code::InvalidCatalogue, message).help(help);
        diagnostics.push(placed(error, node.span.clone()));
        return None;
    }
    let mut fields = Fields::of("a part", node, CODES, diagnostics)?;
    let title = fields.required("title");
    fields.required("url");
    let url = checked_url(&mut fields, "url");
    fields.finish();
    Some(Part { title: title?.0, url: url?.0 })
}

/// Reads a key that is there.
fn given<'n, 'd, T>(
    fields: &mut Fields<'n, 'd>,
    name: &'static str,
    read: impl FnOnce(&mut Fields<'n, 'd>, &'static str) -> T,
) -> Option<T> {
    let is_there = fields.node(name).is_some();
    is_there.then(|| read(fields, name))
}

fn plain(values: Vec<Spanned<String>>) -> Vec<String> {
    values.into_iter().map(|value| value.0).collect()
}

fn text(fields: &mut Fields, name: &'static str) -> Option<String> {
    fields.string(name).map(|value| value.0)
}

/// A year; one of two digits is read as it is, but hardly meant so.
fn year(fields: &mut Fields, name: &'static str) -> Option<i64> {
    let (year, span) = fields.integer(name)?;
    if (0..100).contains(&year) {
        let meant = if year < 50 { 2000 + year } else { 1900 + year };
        let message = format!("the {name} {year} has fewer than four digits");
        let warning = Diagnostic::warning(Code::InvalidCatalogue, message);
        let warning = warning.help(format!("write `{name} = {meant}`"));
        fields.diagnostics.push(placed(warning, span));
    }
    Some(year)
}

/// One paragraph of inline Markdown. What is more than that is shown as text.
fn prose(fields: &mut Fields, name: &'static str) -> Option<String> {
    let (text, span) = fields.string(name)?;
    if let Some(block) = blocks::beyond_a_paragraph(&text) {
        let message = format!("the `{name}` has {block}, which is shown as text");
        let warning = Diagnostic::warning(Code::InvalidCatalogue, message)
            .help("write one paragraph, with emphasis, code and links of Markdown");
        fields.diagnostics.push(placed(warning, span));
    }
    Some(text)
}

/// A time such as `3h 20m`.
fn duration(fields: &mut Fields, name: &'static str) -> Option<Duration> {
    if let Some(Node { value: Value::Integer(minutes), span }) = fields.node(name) {
        let message = format!("the `{name}` of a resource has a unit");
        fields.error_with_help(message, span.clone(), Some(format!("write `\"{minutes}m\"`")));
        return None;
    }
    let (text, span) = fields.string(name)?;
    let duration = Duration::parse(&text);
    if duration.is_none() {
        let help = "write hours and minutes: `45m`, `6h` or `3h 20m`".to_owned();
        fields.error_with_help(format!("`{text}` is not a duration"), span, Some(help));
    }
    duration
}

/// One of a few words; for another one that means the same, such as `beginner`, the help has it.
fn word<T: Copy>(
    fields: &mut Fields,
    name: &'static str,
    words: &[(&str, T)],
    meaning: impl Fn(&str) -> Option<&'static str>,
) -> Option<T> {
    if let Some(Node { value: Value::String(text), span }) = fields.node(name)
        && words.iter().all(|(word, _)| word != text)
        && let Some(id) = meaning(&text.to_lowercase())
    {
        let message = format!("`{text}` is not a known `{name}` of a resource");
        let help = format!("write `{name} = \"{id}\"`");
        fields.error_with_help(message, span.clone(), Some(help));
        return None;
    }
    fields.word(name, words)
}

/// A tag of BCP 47; the English name of a language is none.
fn language(fields: &mut Fields, name: &'static str) -> Option<String> {
    let (text, span) = fields.string(name)?;
    if let Some(tag) = list::language(&text.to_lowercase()).filter(|_| text.len() > 3) {
        let message = format!("`{text}` is the name of a language, and no tag");
        fields.error_with_help(message, span, Some(format!("write `{name} = \"{tag}\"`")));
        return None;
    }
    Some(text)
}

/// An expression of SPDX's identifiers; their list changes, so only its form is checked.
fn license(fields: &mut Fields, name: &'static str) -> Option<String> {
    let (text, span) = fields.string(name)?;
    let is_known = |c: char| c.is_ascii_alphanumeric() || ".-+:() ".contains(c);
    let words = || text.split([' ', '(', ')']).filter(|word| !word.is_empty());
    let is_joined = |(at, word)| (at % 2 == 1) == ["AND", "OR", "WITH"].contains(&word);
    let is_expression = words().count() % 2 == 1 && words().enumerate().all(is_joined);
    if !is_expression || !text.chars().all(is_known) {
        let help =
            "write an SPDX identifier, such as `CC-BY-4.0` or `MIT`: https://spdx.org/licenses";
        let message = format!("`{text}` is not the identifier of a license");
        fields.error_with_help(message, span, Some(help.to_owned()));
        return None;
    }
    Some(text)
}

/// Returns whether an entry can do without this key: one with an `id` can, for it may change another.
fn may_miss(fields: &mut Fields, name: &'static str) -> bool {
    fields.node(name).is_none() && fields.node("id").is_some()
}

/// The title of a topic or resource; empty if that is an error already.
fn named(fields: &mut Fields) -> Option<String> {
    let title = (!may_miss(fields, "title")).then(|| fields.required("title"))?;
    Some(title.map(|title| title.0).unwrap_or_default())
}

/// The URL of a resource, if there is one; one that is given has characters.
fn linked(fields: &mut Fields) -> Option<Spanned<String>> {
    let (url, span) = fields.string("url")?;
    if collapse_whitespace(&url).is_empty() {
        let help = "a book on paper has no `url`: leave it out".to_owned();
        fields.error_with_help("the `url` of a resource is empty".to_owned(), span, Some(help));
        return None;
    }
    checked_url(fields, "url")
}

/// Ids that a resource had before.
fn former_ids(fields: &mut Fields, name: &'static str) -> Vec<String> {
    let given = fields.strings(name);
    given.into_iter().filter_map(|id| valid_id(fields, id)).map(|(id, _)| id).collect()
}

/// An id of the author's own.
fn checked_id(fields: &mut Fields) -> Option<Spanned<String>> {
    let id = fields.string("id")?;
    valid_id(fields, id)
}

/// The id, if it is one.
fn valid_id(fields: &mut Fields, (id, span): Spanned<String>) -> Option<Spanned<String>> {
    let slug = slug(&id);
    if slug == id && !id.is_empty() {
        return Some((id, span));
    }
    let message = format!("`{id}` is not a valid id");
    let instead = if slug.is_empty() { String::new() } else { format!(": `{slug}`") };
    let help = format!("an id has lower-case letters, digits and dashes{instead}");
    fields.error_with_help(message, span, Some(help));
    None
}

fn checked_url(fields: &mut Fields, name: &'static str) -> Option<Spanned<String>> {
    let (written, span) = fields.string(name)?;
    let written = written.trim().to_owned();
    match url::check(&written) {
        Ok(()) => Some((written, span)),
        Err(refusal) => {
            fields.error_with_help(refusal.message(), span, Some(refusal.help()));
            None
        }
    }
}
