//! Configuration of a book, as mdBook sends it or as it stands in `book.toml`, with mdBook's own defaults.

use std::collections::BTreeSet;
use std::path::Path;

use semver::Version;
use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::files;
use crate::markdown::Dialect;
use crate::url;
use crate::value::Node;

/// File of a book's configuration.
pub(crate) const BOOK_TOML: &str = "book.toml";

/// The generations of mdBook that tests drive.
const TRIED: [(u64, u64); 2] = [(0, 4), (0, 5)];

/// Renderer that a build is for, as far as sections differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Target {
    /// mdBook's own pages: sections have HTML of their own.
    Html,
    /// mdbook-epub, which makes HTML files of chapters, and leaves links to chapters as they are.
    Epub,
    #[default]
    Markdown,
}

impl Target {
    /// The target of a renderer, as mdBook calls it.
    pub(crate) fn of(renderer: &str) -> Self {
        match renderer {
            "html" => Target::Html,
            "epub" => Target::Epub,
            _ => Target::Markdown,
        }
    }
}

/// Configuration of a book.
#[derive(Clone, Debug)]
pub(crate) struct BookConfig {
    /// Empty for a book without one.
    pub(crate) title: String,
    /// Tag of BCP 47.
    pub(crate) language: String,
    /// Folder of the chapters, relative to the root; empty for the root itself.
    pub(crate) src: String,
    /// True if mdBook makes an empty chapter where a file is missing, instead of stopping.
    pub(crate) creates_missing: bool,
    /// Further files and folders that `mdbook serve` looks at.
    pub(crate) extra_watch_dirs: Vec<String>,
    /// True if mdBook builds its own pages.
    pub(crate) builds_pages: bool,
    pub(crate) html: HtmlConfig,
    /// Folder of the build, relative to the root.
    pub(crate) build_dir: String,
    /// Preprocessors in the order in which they run.
    pub(crate) preprocessors: Vec<String>,
    /// The table `[preprocessor.resources]`.
    pub(crate) resources: Option<Json>,
}

/// The table `[output.html]`.
#[derive(Clone, Debug, Default)]
pub(crate) struct HtmlConfig {
    /// True if pages run `MathJax`.
    pub(crate) mathjax: bool,
    /// Styles and scripts that all pages load.
    pub(crate) additional: Vec<String>,
    /// Pages that lead to others, relative to `src`.
    pub(crate) redirects: Vec<String>,
    /// Markdown extensions; the defaults of what is not set differ between mdBook's generations.
    smart_punctuation: Option<bool>,
    definition_lists: Option<bool>,
    admonitions: Option<bool>,
}

impl BookConfig {
    pub(crate) fn new(config: &Json) -> Self {
        let text = |path: &str| config.pointer(path).and_then(Json::as_str);
        let is = |path: &str| config.pointer(path).and_then(Json::as_bool);
        let texts = |path: &str| {
            let items = config.pointer(path).and_then(Json::as_array).into_iter().flatten();
            items.filter_map(Json::as_str).map(str::to_owned)
        };
        let redirects = config.pointer("/output/html/redirect").and_then(Json::as_object);
        let redirects = redirects.into_iter().flat_map(|redirects| redirects.keys());
        let output = config.get("output");
        BookConfig {
            title: text("/book/title").unwrap_or_default().to_owned(),
            language: text("/book/language").unwrap_or("en").to_owned(),
            src: folder(text("/book/src").unwrap_or("src")),
            creates_missing: is("/build/create-missing").unwrap_or(true),
            extra_watch_dirs: texts("/build/extra-watch-dirs").collect(),
            // Without any output, mdBook builds pages.
            builds_pages: output.is_none_or(|output| output.get("html").is_some()),
            html: HtmlConfig {
                mathjax: is("/output/html/mathjax-support").unwrap_or(false),
                additional: texts("/output/html/additional-css")
                    .chain(texts("/output/html/additional-js"))
                    .collect(),
                redirects: redirects.map(|path| path.trim_start_matches('/').to_owned()).collect(),
                smart_punctuation: is("/output/html/smart-punctuation")
                    .or(is("/output/html/curly-quotes")),
                definition_lists: is("/output/html/definition-lists"),
                admonitions: is("/output/html/admonitions"),
            },
            build_dir: folder(text("/build/build-dir").unwrap_or("book")),
            preprocessors: order(config),
            resources: config.pointer("/preprocessor/resources").cloned(),
        }
    }

    /// Reads `book.toml` of a folder.
    pub(crate) fn read(root: &Path, findings: &mut Findings) -> Option<Self> {
        let source = match files::read(root, BOOK_TOML) {
            Ok(source) => source,
            Err(mut diagnostic) => {
                if !files::exists(root, BOOK_TOML) {
                    let help = format!(
                        "`{}` is no folder of a book: name the one with `{BOOK_TOML}`, or begin a book with `mdbook init`",
                        root.display()
                    );
                    diagnostic = diagnostic.help(help);
                }
                findings.add_for_file(BOOK_TOML, diagnostic);
                return None;
            }
        };
        if let Err(diagnostic) = Node::from_toml(&source.text, Code::InvalidSetting) {
            findings.add(&source, diagnostic);
            return None;
        }
        Self::of_toml(&source.text)
    }

    /// The configuration in the text of a `book.toml`; `None` if it does not parse.
    pub(crate) fn of_toml(text: &str) -> Option<Self> {
        let table: toml::Table = toml::from_str(text).ok()?;
        serde_json::to_value(table).ok().map(|config| Self::new(&config))
    }

    /// Preprocessors that run after this one.
    pub(crate) fn behind_us(&self) -> &[String] {
        let own = self.preprocessors.iter().position(|name| name == OWN);
        own.map_or(&[], |own| &self.preprocessors[own + 1..])
    }

    /// The path of a file in `src`, relative to the root.
    pub(crate) fn in_src(&self, path: &str) -> String {
        if self.src.is_empty() { path.to_owned() } else { format!("{}/{path}", self.src) }
    }

    /// The Markdown that this mdBook reads; the newest one's without a version.
    pub(crate) fn dialect(&self, mdbook_version: Option<&str>) -> Dialect {
        let HtmlConfig { smart_punctuation, definition_lists, admonitions, .. } = self.html;
        let is_old = generation(mdbook_version).is_some_and(|generation| generation < (0, 5));
        Dialect {
            smart_punctuation: smart_punctuation.unwrap_or(!is_old),
            definition_lists: !is_old && definition_lists.unwrap_or(true),
            admonitions: !is_old && admonitions.unwrap_or(true),
        }
    }
}

impl Default for BookConfig {
    fn default() -> Self {
        BookConfig::new(&Json::Null)
    }
}

/// Name of our table.
const OWN: &str = "resources";

/// Preprocessors in the order in which mdBook runs them: those that wait for no other, by name, then those that waited for
/// these, and so on.
fn order(config: &Json) -> Vec<String> {
    let tables = config.get("preprocessor").and_then(Json::as_object);
    let tables: Vec<(&String, &Json)> = tables.into_iter().flatten().collect();
    let uses_default = config.pointer("/build/use-default-preprocessors").and_then(Json::as_bool);
    let built_in = ["index", "links"].into_iter().filter(|_| uses_default.unwrap_or(true));
    let mut left: BTreeSet<&str> =
        tables.iter().map(|(name, _)| &***name).chain(built_in).collect();
    let named = |table: &'_ Json, key: &str| -> Vec<String> {
        let names = table.get(key).and_then(Json::as_array).into_iter().flatten();
        names.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    // Pairs of which the first runs before the second.
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, table) in &tables {
        pairs.extend(named(table, "before").into_iter().map(|other| ((*name).clone(), other)));
        pairs.extend(named(table, "after").into_iter().map(|other| (other, (*name).clone())));
    }
    let mut order = Vec::new();
    while !left.is_empty() {
        let waits = |name: &&str| {
            pairs.iter().any(|(before, after)| after == name && left.contains(&**before))
        };
        let free: Vec<&str> = left.iter().copied().filter(|name| !waits(name)).collect();
        // mdBook refuses a circle.
        let free = if free.is_empty() { left.iter().copied().collect() } else { free };
        left.retain(|name| !free.contains(name));
        order.extend(free.into_iter().map(str::to_owned));
    }
    order
}

/// A folder as mdBook finds it: `src`, `src/` and `./src` are the same.
fn folder(path: &str) -> String {
    let path = path.trim_end_matches('/');
    url::normalised(path).unwrap_or_else(|| path.to_owned())
}

/// One build of a book.
pub(crate) struct Build<'b> {
    /// The folder of `book.toml`.
    pub(crate) root: &'b Path,
    pub(crate) target: Target,
    /// `None` if no mdBook is involved.
    pub(crate) mdbook_version: Option<&'b str>,
    pub(crate) config: &'b BookConfig,
}

impl Build<'_> {
    /// A warning about an mdBook of a generation that was not tried.
    pub(crate) fn untested(&self) -> Option<Diagnostic> {
        let mdbook_version = self.mdbook_version?;
        let generation = generation(self.mdbook_version);
        if generation.is_some_and(|generation| TRIED.contains(&generation)) {
            return None;
        }
        let tried = TRIED.map(|(major, minor)| format!("{major}.{minor}")).join(" and ");
        let message = format!(
            "mdbook-resources {} was not tested with mdBook {mdbook_version}",
            env!("CARGO_PKG_VERSION")
        );
        Some(Diagnostic::warning(Code::UntestedMdbook, message).help(format!(
            "it was tested with {tried}; the build goes on, but look for a newer mdbook-resources"
        )))
    }
}

/// Major and minor of a version of mdBook.
fn generation(version: Option<&str>) -> Option<(u64, u64)> {
    let version = Version::parse(version?).ok()?;
    Some((version.major, version.minor))
}
