//! Settings written into the text of a `book.toml`. Comments and formatting stay.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::watch::{self, EXTRA_WATCH_DIRS};
use crate::config::BookConfig;
use crate::diagnostic::{Code, Diagnostic};
use crate::setup::BUILTIN;

/// A text after it was edited.
pub(super) struct Edited {
    pub(super) before: String,
    pub(super) text: String,
    /// New settings, some words for each; none if the text has all of them already.
    pub(super) changes: Vec<String>,
}

/// Preprocessors with blocks of their own for text of chapters: a directive in them is only found behind them.
const WITH_BLOCKS: [&str; 1] = ["admonish"];

/// Where tables stand that go to the end of a file.
const LAST: isize = isize::MAX;

/// The text of a `book.toml` with the table `[preprocessor.resources]`, and with this catalogue in it, if one is
/// given. `config` is what the text says.
///
/// # Errors
/// If the text has something else where the table or a list has to be.
pub(super) fn book_toml(
    text: &str,
    config: &BookConfig,
    catalogue: Option<&str>,
) -> Result<Edited, Diagnostic> {
    let mut book = Editor::of(text)?;
    let file = catalogue.filter(|file| *file != BUILTIN);
    if let Some(catalogue) = file.filter(|file| !watch::is_watched(config, file)) {
        book.watch(&watch::to_add(config, catalogue))?;
    }
    let resources = book.resources()?;
    if let Some(catalogue) = catalogue {
        let change = set_catalogue(resources, catalogue)?;
        book.changes.extend(change);
    }
    for name in WITH_BLOCKS.iter().filter(|name| config.preprocessors.iter().any(|it| it == *name))
    {
        book.run_after(name)?;
    }
    Ok(book.edited(text))
}

/// The text of a `book.toml` in which all pages load these files, each given with the setting of `[output.html]` that
/// names it, and sections bring neither style nor script.
///
/// # Errors
/// If the text has something else where a table or a list has to be.
pub(super) fn book_toml_with_assets(
    text: &str,
    files: &[(&str, &str)],
) -> Result<Edited, Diagnostic> {
    let mut book = Editor::of(text)?;
    let resources = book.resources()?;
    if resources.get("style").and_then(Item::as_str) != Some("files") {
        resources.insert("style", toml_edit::value("files"));
        book.changes.push("new value `style = \"files\"`".to_owned());
    }
    for (file, setting) in files {
        let list = book.html_list(setting)?;
        if !list.iter().any(|value| value.as_str() == Some(file)) {
            push(list, file);
            book.changes.push(format!("new entry `{file}` in `output.html.{setting}`"));
        }
    }
    Ok(book.edited(text))
}

struct Editor {
    document: DocumentMut,
    changes: Vec<String>,
}

impl Editor {
    fn of(text: &str) -> Result<Self, Diagnostic> {
        let invalid = |message: &str| Diagnostic::error(Code::InvalidSetting, message);
        let document =
            text.parse().map_err(|error: toml_edit::TomlError| invalid(error.message()))?;
        Ok(Editor { document, changes: Vec::new() })
    }

    /// The text, and what is new in it compared with the `original`.
    fn edited(self, original: &str) -> Edited {
        let Editor { document, changes } = self;
        if changes.is_empty() {
            return Edited { before: original.to_owned(), text: original.to_owned(), changes };
        }
        let text = document.to_string();
        let text = if original.trim().is_empty() { text.trim_start() } else { &*text };
        let text = with_line_ends_of(original, text);
        Edited { before: original.to_owned(), text, changes }
    }

    /// A list in `[output.html]`, added if it is missing.
    fn html_list(&mut self, key: &str) -> Result<&mut Array, Diagnostic> {
        if !self.document.contains_key("output") {
            let mut table = Table::new();
            table.set_implicit(true);
            self.document.insert("output", Item::Table(table));
        }
        if self.document["output"].get("html").is_none() {
            let table = Item::Table(self.last_table(LAST));
            table_in(&mut self.document["output"], "output")?.insert("html", table);
        }
        let html = table_in(&mut self.document["output"]["html"], "output.html")?;
        let list = html.entry(key).or_insert_with(|| Item::from(Array::new()));
        list.as_array_mut().ok_or_else(|| wrong(&format!("output.html.{key}")))
    }

    /// Makes our table run after another preprocessor, if neither says its order.
    fn run_after(&mut self, name: &str) -> Result<(), Diagnostic> {
        let resources = self.resources()?;
        let is_set = ["after", "before"].iter().any(|key| resources.get(key).is_some());
        if !is_set {
            let mut names = Array::new();
            names.push(name);
            resources.insert("after", toml_edit::value(names));
            self.changes.push(format!(
                "new value `after = [\"{name}\"]`: directives can stand in its blocks"
            ));
        }
        Ok(())
    }

    /// The table `[preprocessor.resources]`, added if it is missing.
    fn resources(&mut self) -> Result<&mut dyn TableLike, Diagnostic> {
        if !self.document.contains_key("preprocessor") {
            let mut table = Table::new();
            table.set_implicit(true);
            self.document.insert("preprocessor", Item::Table(table));
        }
        let is_inline = self.document["preprocessor"].is_inline_table();
        let is_missing = self.document["preprocessor"].get("resources").is_none();
        if is_missing {
            let table = if is_inline {
                Item::Value(Value::InlineTable(InlineTable::new()))
            } else {
                Item::Table(self.last_table(LAST))
            };
            let parent = table_in(&mut self.document["preprocessor"], "preprocessor")?;
            parent.insert("resources", table);
            self.changes.push("new table `[preprocessor.resources]`".to_owned());
        }
        let resources = &mut self.document["preprocessor"]["resources"];
        table_in(resources, "preprocessor.resources")
    }

    /// Lets `mdbook serve` look at a folder or file.
    fn watch(&mut self, path: &str) -> Result<(), Diagnostic> {
        if !self.document.contains_key("build") {
            let table = self.last_table(LAST - 1);
            self.document.insert("build", Item::Table(table));
        }
        let build = table_in(&mut self.document["build"], "build")?;
        let list = build.entry(EXTRA_WATCH_DIRS).or_insert_with(|| Item::from(Array::new()));
        let Some(list) = list.as_array_mut() else { return Err(wrong("build.extra-watch-dirs")) };
        push(list, path);
        self.changes.push(format!(
            "new entry `{path}` in `build.{EXTRA_WATCH_DIRS}`, so that `mdbook serve` notices changes"
        ));
        Ok(())
    }

    /// A table for the end of the file. The comments there belong to what stands before them.
    fn last_table(&mut self, position: isize) -> Table {
        let mut table = Table::new();
        table.set_position(Some(position));
        let trailing = self.document.trailing().as_str().unwrap_or_default().to_owned();
        self.document.set_trailing("");
        table.decor_mut().set_prefix(trailing + "\n");
        table
    }
}

/// Adds a catalogue to those that the table names. Returns what is new, if anything.
fn set_catalogue(
    resources: &mut dyn TableLike,
    catalogue: &str,
) -> Result<Option<String>, Diagnostic> {
    let Some(item) = resources.get_mut("catalogue") else {
        resources.insert("catalogue", toml_edit::value(catalogue));
        return Ok(Some(format!("new setting `catalogue = \"{catalogue}\"`")));
    };
    let Some(value) = item.as_value_mut() else { return Err(wrong("catalogue")) };
    if let Value::Array(list) = value {
        if list.iter().any(|value| file(value) == Some(catalogue)) {
            return Ok(None);
        }
        push(list, catalogue);
    } else if file(value) == Some(catalogue) {
        return Ok(None);
    } else {
        let decor = value.decor().clone();
        let mut list = Array::new();
        let mut first = value.clone();
        first.decor_mut().clear();
        list.push_formatted(first);
        push(&mut list, catalogue);
        *list.decor_mut() = decor;
        *value = Value::Array(list);
    }
    Ok(Some(format!("new entry `{catalogue}` in `catalogue`")))
}

/// The file that a value of `catalogue` names.
fn file(value: &Value) -> Option<&str> {
    let file = value.as_inline_table().and_then(|table| table.get("file")).unwrap_or(value);
    file.as_str()
}

/// Adds a string to the end of a list, on a line of its own if the last one has one.
fn push(list: &mut Array, string: &str) {
    let mut value = Value::from(string);
    let before = list.len().checked_sub(1).and_then(|at| list.get_mut(at));
    let Some(decor) = before.map(Value::decor_mut) else { return list.push_formatted(value) };
    let prefix = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    let Some(indentation) = prefix.rfind('\n').map(|at| &prefix[at..]) else {
        value.decor_mut().set_prefix(" ");
        return list.push_formatted(value);
    };
    // What stands before the bracket: a comment there belongs to the value before it.
    let suffix = decor.suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
    let tail = if list.trailing_comma() {
        list.trailing().as_str().unwrap_or_default().to_owned()
    } else {
        suffix
    };
    let (comment, line_end) = tail.split_at(tail.trim_end().len());
    value.decor_mut().set_prefix(format!("{comment}{indentation}"));
    if list.trailing_comma() {
        list.set_trailing(line_end);
    } else {
        value.decor_mut().set_suffix(line_end);
        if let Some(last) = list.len().checked_sub(1).and_then(|at| list.get_mut(at)) {
            last.decor_mut().set_suffix("");
        }
    }
    list.push_formatted(value);
}

fn table_in<'i>(item: &'i mut Item, name: &str) -> Result<&'i mut dyn TableLike, Diagnostic> {
    item.as_table_like_mut().ok_or_else(|| wrong(name))
}

fn wrong(name: &str) -> Diagnostic {
    let message = format!("`{name}` in `book.toml` is something else than mdBook expects there");
    Diagnostic::error(Code::InvalidSetting, message)
}

/// A text with the line ends of another, as far as that has only one kind of them.
fn with_line_ends_of(original: &str, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let is_crlf = original.lines().count() > 0 && !original.replace("\r\n", "").contains('\n');
    if is_crlf && original.contains('\n') { text.replace('\n', "\r\n") } else { text }
}
