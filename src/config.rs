//! A book's configuration, as mdBook sends it or as it stands in `book.toml`.

use std::path::Path;
use std::rc::Rc;

use serde_json::Value as Json;

use crate::diagnostic::Code;
use crate::files;
use crate::node::Node;
use crate::report::Report;

/// A book's configuration.
pub(crate) const BOOK_TOML: &str = "book.toml";

/// What mdBook says about a build.
pub(crate) struct Build<'b> {
    /// The folder of `book.toml`.
    pub(crate) root: &'b Path,
    pub(crate) renderer: &'b str,
    /// Nothing where no mdBook is involved.
    pub(crate) mdbook_version: Option<&'b str>,
    /// All of the book's configuration.
    pub(crate) config: &'b Json,
}

/// The book's folder of chapters, relative to its root.
pub(crate) fn src(config: &Json) -> &str {
    let src = config.get("book").and_then(|book| book.get("src"));
    src.and_then(Json::as_str).unwrap_or("src")
}

/// The configuration in `book.toml`, as mdBook would send it.
pub(crate) fn read_config(root: &Path, report: &mut Report) -> Option<Json> {
    let source = match files::read(root, BOOK_TOML) {
        Ok(source) => Rc::new(source),
        Err(diagnostic) => {
            report.add_for_file(BOOK_TOML, diagnostic);
            return None;
        }
    };
    if let Err(diagnostic) = Node::from_toml(&source.text, Code::InvalidSetting) {
        report.add(&source, diagnostic);
        return None;
    }
    let table: toml::Table = toml::from_str(&source.text).ok()?;
    serde_json::to_value(table).ok()
}
