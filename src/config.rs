//! mdBook's configuration of a build, as mdBook sends it or as it stands in `book.toml`.

use std::path::Path;

use semver::Version;
use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::files;
use crate::markdown::Dialect;
use crate::value::Node;

/// A book's configuration.
pub(crate) const BOOK_TOML: &str = "book.toml";

/// The generations of mdBook that tests drive.
const TRIED: [(u64, u64); 2] = [(0, 4), (0, 5)];

/// What mdBook says about a build.
pub(crate) struct Build<'b> {
    /// The folder of `book.toml`.
    pub(crate) root: &'b Path,
    pub(crate) renderer: &'b str,
    /// `None` if no mdBook is involved.
    pub(crate) mdbook_version: Option<&'b str>,
    /// All of the book's configuration.
    pub(crate) config: &'b Json,
}

impl Build<'_> {
    /// A switch in `[output.html]`.
    fn html_switch(&self, key: &str) -> Option<bool> {
        let html = self.config.get("output").and_then(|output| output.get("html"))?;
        html.get(key).and_then(Json::as_bool)
    }

    /// Whether pages run `MathJax`.
    pub(crate) fn mathjax(&self) -> bool {
        self.html_switch("mathjax-support").unwrap_or(false)
    }

    /// How this mdBook reads the book's Markdown.
    pub(crate) fn dialect(&self) -> Dialect {
        let set = |key: &str| self.html_switch(key);
        if self.generation().is_some_and(|generation| generation < (0, 5)) {
            Dialect {
                smart_punctuation: set("smart-punctuation")
                    .or(set("curly-quotes"))
                    .unwrap_or(false),
                definition_lists: false,
                admonitions: false,
            }
        } else {
            Dialect {
                smart_punctuation: set("smart-punctuation").unwrap_or(true),
                definition_lists: set("definition-lists").unwrap_or(true),
                admonitions: set("admonitions").unwrap_or(true),
            }
        }
    }

    /// A warning about an mdBook of a generation that was not tried.
    pub(crate) fn untried(&self) -> Option<Diagnostic> {
        let mdbook_version = self.mdbook_version?;
        if self.generation().is_some_and(|generation| TRIED.contains(&generation)) {
            return None;
        }
        let tried = TRIED.map(|(major, minor)| format!("{major}.{minor}")).join(" and ");
        let message = format!(
            "mdbook-resources {} was not tested with mdBook {mdbook_version}",
            env!("CARGO_PKG_VERSION")
        );
        Some(Diagnostic::warning(Code::UntriedMdbook, message).help(format!(
            "it was tested with {tried}; the build goes on, but look for a newer mdbook-resources"
        )))
    }

    fn generation(&self) -> Option<(u64, u64)> {
        let version = Version::parse(self.mdbook_version?).ok()?;
        Some((version.major, version.minor))
    }
}

/// The book's folder of chapters, relative to its root.
pub(crate) fn src(config: &Json) -> &str {
    let src = config.get("book").and_then(|book| book.get("src"));
    src.and_then(Json::as_str).unwrap_or("src")
}

/// The configuration in `book.toml`, as mdBook would send it.
pub(crate) fn read_config(root: &Path, findings: &mut Findings) -> Option<Json> {
    let source = match files::read(root, BOOK_TOML) {
        Ok(source) => source,
        Err(diagnostic) => {
            findings.add_for_file(BOOK_TOML, diagnostic);
            return None;
        }
    };
    if let Err(diagnostic) = Node::from_toml(&source.text, Code::InvalidSetting) {
        findings.add(&source, diagnostic);
        return None;
    }
    config_of(&source.text)
}

/// What the text of a `book.toml` says; `None` if it does not parse.
pub(crate) fn config_of(text: &str) -> Option<Json> {
    let table: toml::Table = toml::from_str(text).ok()?;
    serde_json::to_value(table).ok()
}
