//! Words of human languages, a TOML file for each: the table `page` has those that are written on pages, the table
//! `list` those by which lists of links are read ([`list`]).
//!
//! The words of pages are chosen by the book's `language`, and changed key by key by `[preprocessor.resources.words]`.
//! To add one: add it to [`words!`] below, with its key and what it is for, and to each language that has a table `page`;
//! a test names those that are missing. `SNAPSHOTS=overwrite cargo test` names it in `book/src/manual/words.md`.
//!
//! To add a language: copy `en.toml`, translate it, and name it in [`LANGUAGES`].
//!
//! Languages count in different ways, and no plural rules are kept here. So a sentence says "done: 3 of 5", where
//! the number changes no word; [`Words::counted`] alone tells one from several.

pub(crate) mod list;

use std::borrow::Cow;

use ::toml::de::{DeTable, DeValue};

use crate::catalogue::{Access, Duration, Kind, Level, Role};

/// All languages by their codes, each with its file.
const LANGUAGES: [(&str, &str); 14] = [
    ("ar", include_str!("ar.toml")),
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fr", include_str!("fr.toml")),
    ("it", include_str!("it.toml")),
    ("ja", include_str!("ja.toml")),
    ("ko", include_str!("ko.toml")),
    ("nl", include_str!("nl.toml")),
    ("pl", include_str!("pl.toml")),
    ("pt", include_str!("pt.toml")),
    ("ru", include_str!("ru.toml")),
    ("tr", include_str!("tr.toml")),
    ("zh", include_str!("zh.toml")),
];

/// Language of pages in a book whose language has no words for pages.
const FALLBACK: &str = "en";

/// Line that parts the two tables of a file.
const BETWEEN: &str = "\n[list]\n";

/// Table of a file; empty if the file has none of this name.
///
/// # Panics
/// Never: a test reads all files.
fn table(text: &'static str, name: &str) -> DeTable<'static> {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}"));
    match table.into_inner().remove(name).map(::toml::Spanned::into_inner) {
        Some(DeValue::Table(table)) => table,
        _ => DeTable::new(),
    }
}

/// Declares the words, each with its key in `book.toml`; templates have `_` for each `-` of a key.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $field:ident $key:literal,)+) => {
        /// The words of a language, or of a book.
        #[derive(Clone, Debug)]
        pub(crate) struct Words {
            $($(#[doc = $doc])+ pub(crate) $field: Cow<'static, str>,)+
        }

        impl Words {
            /// All keys, in the order of the manual.
            pub(crate) const KEYS: &'static [&'static str] = &[$($key),+];

            /// Purpose of each word, as the manual has it.
            #[cfg(test)]
            const PURPOSES: &'static [&'static str] = &[$(concat!($($doc),+)),+];

            /// `None` if a word is missing.
            fn of_table(table: &DeTable<'static>) -> Option<Self> {
                let word = |key| match table.get(key)?.get_ref() {
                    DeValue::String(word) => Some(word.clone()),
                    _ => None,
                };
                Some(Words { $($field: word($key)?,)+ })
            }

            /// The word of a key.
            pub(crate) fn get(&self, key: &str) -> Option<&str> {
                match key {
                    $($key => Some(&self.$field),)+
                    _ => None,
                }
            }

            fn get_mut(&mut self, key: &str) -> Option<&mut Cow<'static, str>> {
                match key {
                    $($key => Some(&mut self.$field),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// Before the names of authors.
    by "by",
    /// Before the topics to study first.
    after "after",
    /// Before the chapter that presents a resource.
    in_chapter "in-chapter",
    /// Between names.
    comma "comma",
    /// The heading of resources without an author.
    no_author "no-author",
    /// In the place of a section without resources.
    nothing "nothing",
    /// Beside the number 1; with a capital letter, the head of a table's column.
    resource "resource",
    /// Beside other numbers.
    resources "resources",
    /// The head of a table's column.
    time "time",
    /// The head of a table's column.
    year "year",
    /// The heading of topics that can be studied after those of earlier steps, in a map that is a list.
    step "step",
    /// The heading of topics that are in no order, in a map that is a list.
    any_time "any-time",
    /// The head of a table's column.
    kind "kind",
    /// The head of a table's column.
    about "about",
    /// Before the number of a resource's parts.
    parts "parts",
    /// Above resources of which one is enough.
    choice "choice",
    /// Beside one of them that stands apart.
    alternative "alternative",
    /// Beside a resource whose original is gone.
    dead "dead",
    /// The link to a copy.
    archived "archived",
    /// A level.
    introductory "introductory",
    /// A level.
    intermediate "intermediate",
    /// A level.
    advanced "advanced",
    /// An access.
    free "free",
    /// An access.
    paid "paid",
    /// An access.
    audit "audit",
    /// A role.
    start "start",
    /// A role, in filters only.
    core "core",
    /// A role.
    optional "optional",
    /// A time in hours.
    hours "hours",
    /// A time in minutes.
    minutes "minutes",
    /// Number of resources of a kind.
    counted "counted",
    /// Kinds: one, and several.
    video "video",
    /// Kinds: one, and several.
    videos "videos",
    /// Kinds: one, and several.
    playlist "playlist",
    /// Kinds: one, and several.
    playlists "playlists",
    /// Kinds: one, and several.
    course "course",
    /// Kinds: one, and several.
    courses "courses",
    /// Kinds: one, and several.
    lectures "lectures",
    /// Kinds: one, and several.
    lecture_series "lecture-series",
    /// Kinds: one, and several.
    book "book",
    /// Kinds: one, and several.
    books "books",
    /// Kinds: one, and several.
    article "article",
    /// Kinds: one, and several.
    articles "articles",
    /// Kinds: one, and several.
    paper "paper",
    /// Kinds: one, and several.
    papers "papers",
    /// Kinds: one, and several.
    website "website",
    /// Kinds: one, and several.
    websites "websites",
    /// Kinds: one, and several.
    tool "tool",
    /// Kinds: one, and several.
    tools "tools",
    /// Kinds: one, and several.
    channel "channel",
    /// Kinds: one, and several.
    channels "channels",
    /// Kinds: one, and several.
    podcast "podcast",
    /// Kinds: one, and several.
    podcasts "podcasts",
    /// Kinds: one, and several.
    repository "repository",
    /// Kinds: one, and several.
    repositories "repositories",
    /// A resource that the reader has finished; also the name of its box.
    done "done",
    /// A resource that the reader has begun.
    doing "doing",
    /// A resource that the reader leaves out.
    skipped "skipped",
    /// The button that shows what else can be said of a resource.
    more "more",
    /// Number of resources that are finished.
    progress "progress",
    /// Number of optional resources that are finished.
    progress_optional "progress-optional",
    /// The time that the rest takes.
    left "left",
    /// The time that all of it takes.
    estimate "estimate",
    /// The number of resources that this time leaves out, because nobody knows how long they take.
    without_time "without-time",
    /// Above the resource to go on with.
    next "next",
    /// Above the resource that the reader has begun.
    go_on "continue",
    /// The link to that resource.
    open "open",
    /// Above the resource to go on with, where a topic is done.
    topic_done "topic-done",
    /// In its place, where all is done.
    finished "finished",
    /// The menu of the reader's progress.
    tools_of_progress "your-progress",
    /// In that menu.
    kept_here "kept-here",
    /// In that menu.
    save "save",
    /// In that menu.
    load "load",
    /// In that menu.
    copy_progress "copy-progress",
    /// Beside a resource.
    copy_link "copy-link",
    /// After a link was copied.
    copied "copied",
    /// In that menu.
    reset_section "reset-section",
    /// In that menu.
    reset_book "reset-book",
    /// Asked before the progress of a chapter is reset.
    ask_reset_section "ask-reset-section",
    /// Asked before the progress of the book is reset.
    ask_reset_book "ask-reset-book",
    /// After that.
    was_reset "was-reset",
    /// The button that takes it back.
    undo "undo",
    /// Before the choice of states that are shown.
    show "show",
    /// All states.
    all "all",
    /// Neither done nor skipped.
    to_do "to-do",
    /// After progress was loaded.
    loaded "loaded",
    /// After a file was chosen that holds no progress.
    not_loaded "not-loaded",
    /// Asked before a link adds its progress.
    ask_link "ask-link",
    /// Asked before a file of another book adds its progress.
    ask_other_book "ask-other-book",
    /// If the browser keeps nothing.
    not_kept "not-kept",
    /// The field to search a section with.
    find "find",
    /// The menu of filters.
    filter "filter",
    /// A group of filters.
    level "level",
    /// A group of filters.
    access "access",
    /// A group of filters.
    language "language",
    /// A group of filters.
    role "role",
    /// A group of filters.
    author "author",
    /// A group of filters.
    tag "tag",
    /// The list of orders.
    order "order",
    /// An order: as in the book.
    order_given "order-given",
    /// An order.
    order_title "order-title",
    /// An order: newest first.
    order_year "order-year",
    /// Number of resources that fit.
    shown "shown",
    /// If no resource fits.
    none_fits "none-fits",
    /// The button that takes all filters back.
    clear "clear",
}

impl Default for Words {
    fn default() -> Self {
        Words::of_language("")
    }
}

impl Words {
    /// The words of a language, given as a tag such as `de` or `pt-BR`; English for one that has none.
    ///
    /// # Panics
    /// Never: a test reads the words of all languages.
    pub(crate) fn of_language(tag: &str) -> Self {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        let words = |code: &str| {
            let (_, text) = LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code))?;
            let end = text.find(BETWEEN).unwrap_or(text.len());
            Words::of_table(&table(&text[..end], "page"))
        };
        words(code).or_else(|| words(FALLBACK)).unwrap_or_else(|| panic!("a word is missing"))
    }

    /// Changes the word of a key.
    ///
    /// # Errors
    /// The placeholder that the new word lacks or has too many, such as `{count}`.
    pub(crate) fn set(&mut self, key: &str, word: String) -> Result<(), String> {
        let Some(old) = self.get_mut(key) else { return Ok(()) };
        let (wanted, given) = (placeholders(old), placeholders(&word));
        let differs = |name: &&&str| !wanted.contains(name) || !given.contains(name);
        if let Some(name) = wanted.iter().chain(&given).find(differs) {
            return Err((*name).to_owned());
        }
        *old = word.into();
        Ok(())
    }

    /// The word for one resource of a kind, and for several.
    pub(crate) fn kind<'w>(&'w self, kind: &'w Kind) -> (&'w str, &'w str) {
        if kind.has_own_words() {
            return (&kind.label, &kind.plural);
        }
        let several = if kind.id == "lectures" { "lecture-series" } else { &*kind.plural };
        let of = |key| self.get(key);
        (of(&kind.id).unwrap_or(&kind.label), of(several).unwrap_or(&kind.plural))
    }

    /// Number of resources of a kind: "3 videos".
    pub(crate) fn counted(&self, count: usize, kind: &Kind) -> String {
        self.numbered(count, self.kind(kind))
    }

    /// A number of resources: "3 resources".
    pub(crate) fn total(&self, count: usize) -> String {
        self.numbered(count, (&self.resource, &self.resources))
    }

    /// A number with the word for one, or for several.
    fn numbered(&self, count: usize, (one, several): (&str, &str)) -> String {
        let word = if count == 1 { one } else { several };
        self.counted.replace("{count}", &count.to_string()).replace("{kind}", word)
    }

    pub(crate) fn level(&self, level: Level) -> &str {
        match level {
            Level::Introductory => &self.introductory,
            Level::Intermediate => &self.intermediate,
            Level::Advanced => &self.advanced,
        }
    }

    pub(crate) fn access(&self, access: Access) -> &str {
        match access {
            Access::Free => &self.free,
            Access::Paid => &self.paid,
            Access::Audit => &self.audit,
        }
    }

    pub(crate) fn role(&self, role: Role) -> &str {
        match role {
            Role::Start => &self.start,
            Role::Core => &self.core,
            Role::Optional => &self.optional,
        }
    }

    /// A time: "3 h 20 min".
    pub(crate) fn duration(&self, duration: Duration) -> String {
        let (hours, minutes) = (duration.minutes() / 60, duration.minutes() % 60);
        // A number stays beside its unit.
        let part = |pattern: &str, number: u32| {
            pattern.replace("{count}", &number.to_string()).replace(' ', "\u{202f}")
        };
        match (hours, minutes) {
            (0, minutes) => part(&self.minutes, minutes),
            (hours, 0) => part(&self.hours, hours),
            _ => format!("{}\u{202f}{}", part(&self.hours, hours), part(&self.minutes, minutes)),
        }
    }
}

/// The names in braces of a word: what is written in their place is not known before.
fn placeholders(word: &str) -> Vec<&str> {
    let opened = word.split('{').skip(1);
    opened.filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics fails")]
mod tests {
    use std::fmt::Write;

    use super::{LANGUAGES, Words, placeholders, table};

    #[test]
    fn each_language_has_all_words_with_the_same_placeholders() {
        let english = Words::of_language("en");
        for (code, text) in LANGUAGES {
            let page = table(text, "page");
            if page.is_empty() {
                continue;
            }
            let unknown = page.keys().find(|key| !Words::KEYS.contains(&key.get_ref().as_ref()));
            assert_eq!(unknown, None, "{code}");
            let missing = Words::KEYS.iter().find(|key| !page.contains_key(**key));
            assert_eq!(missing, None, "{code}");
            let words = Words::of_language(code);
            for key in Words::KEYS {
                let mut here = placeholders(words.get(key).unwrap());
                let mut there = placeholders(english.get(key).unwrap());
                here.sort_unstable();
                there.sort_unstable();
                assert_eq!(here, there, "{code}: {key}");
                assert!(!words.get(key).unwrap().is_empty(), "{code}: {key}");
            }
        }
    }

    #[test]
    fn the_code_before_the_dash_decides() {
        for (tag, by) in
            [("de", "von"), ("DE-at", "von"), ("pt_BR", "de"), ("xx", "by"), ("", "by")]
        {
            assert_eq!(Words::of_language(tag).by, by, "{tag}");
        }
    }

    /// The manual lists the words, each purpose once above those that share it.
    #[test]
    fn the_list_of_the_manual_is_that_of_the_words() {
        const HEAD: &str = "```toml\n[preprocessor.resources.words]\n";
        let english = Words::of_language("en");
        let mut lines = String::new();
        let mut last = "";
        for (key, purpose) in Words::KEYS.iter().zip(Words::PURPOSES) {
            if *purpose != last {
                writeln!(lines, "#{purpose}").unwrap();
            }
            last = purpose;
            writeln!(lines, "{key} = \"{}\"", english.get(key).unwrap()).unwrap();
        }
        lines.push_str("```\n");
        crate::manual::check_table("book/src/manual/words.md", HEAD, &lines);
    }
}
