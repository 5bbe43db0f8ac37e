//! The files that settings name, read: what is set up before a chapter is looked at.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::catalogue::{Catalogue, DeadLink};
use crate::config::{BOOK_TOML, BookConfig, Build, Target};
use crate::context::BookContext;
use crate::diagnostic::{Code, Diagnostic, Finding, Findings, Source};
use crate::files;
use crate::links::places;
use crate::links::record::Record;
use crate::read::list::Shapes;
use crate::read::{self, BUILTIN_TOML, CatalogueFile, FileType, Reading};
use crate::render::{AssetFile, Assets, Renderer};
use crate::settings::{self, CatalogueReference, FileReference, Settings, Style, TemplateFile};
use crate::url;
use crate::value::Node;
use crate::write::Dollar;

/// Name of the catalogue that ships, in the setting `catalogue`.
pub(crate) const BUILTIN: &str = "builtin";

/// Context of an expansion, and the files that it was read from.
pub(crate) struct Setup {
    pub(crate) book: Arc<BookContext>,
    pub(crate) renderer: Renderer,
    /// True if the catalogue is the one that is meant: its files can be read, and no setting is misspelt. The context has the
    /// one that ships otherwise.
    has_catalogue: bool,
    /// The files of the catalogue, in their order; none for the one that ships alone.
    catalogue_files: Vec<Arc<Source>>,
    /// Shapes of the entries of lists, each with the name of its file.
    pub(crate) shapes: Vec<(String, Shapes)>,
}

impl Setup {
    /// Reads the files that the settings of a book name.
    pub(crate) fn new(build: &Build, settings: Settings, findings: &mut Findings) -> Self {
        Self::read(build, settings, FileReader::new(build.root, Some(build.config), findings))
    }

    fn read(build: &Build, settings: Settings, mut reader: FileReader) -> Self {
        let (mut catalogue, mut catalogue_files) = match &settings.catalogues[..] {
            [] => (Some(Catalogue::builtin().clone()), Vec::new()),
            files => reader.catalogue(files),
        };
        if let Some(links) = &settings.links {
            catalogue = reader.with_links(links, catalogue, &mut catalogue_files);
        }
        let resources = catalogue.as_ref().map_or(0, |catalogue| catalogue.resources().len());
        if build.target == Target::Html && settings.html.style == Style::Files {
            reader.check_assets(&settings, build.config);
        }
        let book = BookContext {
            target: build.target,
            dialect: build.config.dialect(build.mdbook_version),
            config: build.config.clone(),
            settings,
            catalogue: catalogue.clone().unwrap_or_else(|| Catalogue::builtin().clone()),
        };
        let renderer = reader.renderer(&book.settings.templates, resources, book.dollar());
        // With a setting that was meant to name one, directives would be blamed for another catalogue.
        let is_meant = !reader.findings.has_code(Code::UnknownSetting);
        if let Some(catalogue) = &catalogue {
            reader.check_hosts(catalogue, &catalogue_files);
        }
        let (has_catalogue, shapes) = (catalogue.is_some() && is_meant, reader.shapes);
        Setup { book: Arc::new(book), renderer, has_catalogue, catalogue_files, shapes }
    }

    /// Reads the book in a folder, if there is one; otherwise the defaults hold. `None` if its
    /// `book.toml` cannot be read.
    pub(crate) fn for_folder(root: &Path, target: Target, findings: &mut Findings) -> Option<Self> {
        let config = if files::exists(root, BOOK_TOML) {
            BookConfig::read(root, findings)?
        } else {
            BookConfig::default()
        };
        let build = Build { root, target, mdbook_version: None, config: &config };
        let settings = settings(&build, findings);
        Some(Setup::new(&build, settings, findings))
    }

    /// Catalogues without a book.
    pub(crate) fn with_catalogues(
        files: &[PathBuf],
        target: Target,
        findings: &mut Findings,
    ) -> Self {
        let reference = |file: &PathBuf| {
            let path = file.to_string_lossy().into_owned();
            CatalogueReference::of_file(FileReference { path, span: None })
        };
        let config = BookConfig::default();
        let mut settings = Settings::new(&config.language);
        settings.catalogues = files.iter().map(reference).collect();
        let root = Path::new("");
        let build = Build { root, target, mdbook_version: None, config: &config };
        Self::read(&build, settings, FileReader::new(root, None, findings))
    }

    /// The catalogue; `None` if one of its files cannot be read.
    pub(crate) fn catalogue(&self) -> Option<&Catalogue> {
        self.has_catalogue.then_some(&self.book.catalogue)
    }

    /// The file of a layer of the catalogue.
    pub(crate) fn catalogue_file(&self, layer: usize) -> Arc<Source> {
        self.catalogue_files.get(layer).cloned().unwrap_or_else(builtin)
    }

    /// The files of all layers.
    pub(crate) fn catalogue_sources(&self) -> Vec<Arc<Source>> {
        (0..self.catalogue_files.len().max(1)).map(|layer| self.catalogue_file(layer)).collect()
    }

    /// Returns whether a layer of the catalogue is the one that ships.
    pub(crate) fn is_builtin(&self, layer: usize) -> bool {
        let is_builtin =
            |file: &Arc<Source>| file.name == BUILTIN_NAME && file.text == BUILTIN_TOML;
        self.catalogue_files.get(layer).is_none_or(is_builtin)
    }
}

/// The settings of a book; what is wrong with them is added to the findings, at its place in `book.toml`.
pub(crate) fn settings(build: &Build, findings: &mut Findings) -> Settings {
    if let Some(warning) = build.untested() {
        findings.add_general(warning);
    }
    let book_toml = book_toml(build.root);
    let written = Node::from_toml(&book_toml.text, Code::InvalidSetting).ok();
    let (settings, diagnostics) = settings::read(build.config, written.as_ref());
    for diagnostic in diagnostics {
        findings.push(in_settings(&book_toml, diagnostic));
    }
    settings
}

/// The file of the settings. mdBook has read it already; without it, or with one that does not parse, places are lost.
fn book_toml(root: &Path) -> Arc<Source> {
    files::read(root, BOOK_TOML).unwrap_or_else(|_| Source::new(BOOK_TOML, ""))
}

/// The catalogue that ships, as a file.
fn builtin() -> Arc<Source> {
    Source::new(BUILTIN_NAME, BUILTIN_TOML)
}

/// Name of the file of the catalogue that ships, in messages.
const BUILTIN_NAME: &str = "builtin.toml";

/// Finding about a setting.
fn in_settings(book_toml: &Arc<Source>, mut diagnostic: Diagnostic) -> Finding {
    if diagnostic.place.is_none() {
        let variable = "this is not in `book.toml`: look for an environment variable \
                        `MDBOOK_PREPROCESSOR__RESOURCES__…`";
        let beside = |help: String| {
            let end = if help.ends_with('?') { " " } else { "; " };
            help + end
        };
        diagnostic.help = Some(diagnostic.help.map(beside).unwrap_or_default() + variable);
    }
    Finding::in_source(book_toml, diagnostic)
}

/// Reads the files that settings name.
struct FileReader<'r> {
    root: &'r Path,
    /// `None` without a book.
    config: Option<&'r BookConfig>,
    findings: &'r mut Findings,
    shapes: Vec<(String, Shapes)>,
}

impl<'r> FileReader<'r> {
    fn new(root: &'r Path, config: Option<&'r BookConfig>, findings: &'r mut Findings) -> Self {
        FileReader { root, config, findings, shapes: Vec::new() }
    }

    /// One catalogue of these files, the later ones on top, and the files.
    fn catalogue(&mut self, files: &[CatalogueReference]) -> (Option<Catalogue>, Vec<Arc<Source>>) {
        let sources: Vec<Option<_>> = files.iter().map(|file| self.catalogue_file(file)).collect();
        // Without one of them, the others would be blamed for what it says.
        let sources: Option<Vec<(FileType, Arc<Source>)>> = sources.into_iter().collect();
        let Some(sources) = sources else { return (None, Vec::new()) };
        let read: Vec<CatalogueFile> = sources
            .iter()
            .zip(files)
            .map(|((file_type, source), file)| CatalogueFile {
                file_type: *file_type,
                text: &source.text,
                declared: file.declared.clone(),
                base: self.base(*file_type, &source.name),
            })
            .collect();
        let Reading { catalogue, diagnostics, shapes } = read::read(&read, true);
        self.shapes = sources
            .iter()
            .zip(shapes)
            .filter_map(|((_, source), shapes)| Some((source.name.clone(), shapes?)))
            .collect();
        for (((_, source), file), diagnostics) in sources.iter().zip(files).zip(diagnostics) {
            for diagnostic in diagnostics.into_iter().filter(|d| !d.is_allowed(&file.allowed)) {
                self.findings.add(source, diagnostic);
            }
        }
        (catalogue, sources.into_iter().map(|(_, source)| source).collect())
    }

    /// The catalogue with what link checks have found out about it; their file becomes one more of the files.
    fn with_links(
        &mut self,
        links: &FileReference,
        catalogue: Option<Catalogue>,
        files: &mut Vec<Arc<Source>>,
    ) -> Option<Catalogue> {
        let source = self.read(links)?;
        let mut errors = Vec::new();
        let record = Record::read(&source.text, &mut errors);
        for error in errors {
            self.findings.add(&source, error);
        }
        if files.is_empty() {
            files.push(builtin());
        }
        files.push(source);
        let gone = |url: &str| {
            let entry = record.get(url).filter(|entry| entry.is_dead())?;
            Some(DeadLink { archived: entry.archived.as_deref(), span: entry.span.clone() })
        };
        catalogue.map(|catalogue| catalogue.with_dead_links(files.len() - 1, gone))
    }

    fn catalogue_file(&mut self, given: &CatalogueReference) -> Option<(FileType, Arc<Source>)> {
        let file = &given.file;
        if file.path == BUILTIN {
            return Some((FileType::Toml, builtin()));
        }
        if file.path.eq_ignore_ascii_case(BUILTIN) {
            let error = Diagnostic::error(Code::UnreadableFile, "there is no such catalogue");
            self.blame(file, error.help(format!("did you mean `{BUILTIN}`?")));
            return None;
        }
        let file_type = given.file_type.map_or_else(|| FileType::of_name(&file.path), Ok);
        let file_type = file_type.map_err(|error| self.blame(file, error)).ok()?;
        let source = self.read(file)?;
        if file_type != FileType::Markdown && self.in_src(&file.path).is_some() {
            let warning = Diagnostic::warning(
                Code::InvalidSetting,
                "this catalogue is in the folder of the chapters, so mdBook publishes it",
            );
            self.blame(
                file,
                warning.help("move it next to `book.toml`, or into a folder of its own"),
            );
        }
        Some((file_type, source))
    }

    /// Path from the book's `src` to the folder that a file's relative URLs are relative to.
    fn base(&self, file_type: FileType, path: &str) -> String {
        let folder = |path: &str| path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
        match (file_type, self.config, self.in_src(path)) {
            (FileType::Markdown, Some(_), Some(inside)) => folder(inside),
            (FileType::Markdown, Some(BookConfig { src, .. }), None) => {
                self.root_from_src(src) + &folder(path)
            }
            _ => String::new(),
        }
    }

    /// Path from the book's `src` to its root, which `src` can lie outside of: `../text`.
    fn root_from_src(&self, src: &str) -> String {
        let root = std::path::absolute(self.root).unwrap_or_default();
        let mut names: Vec<&OsStr> = root.iter().collect();
        let mut path = String::new();
        for part in src.split('/').filter(|part| !part.is_empty()) {
            if part == ".." {
                path += &names.pop().unwrap_or_default().to_string_lossy();
                path.push('/');
            } else {
                path.insert_str(0, "../");
            }
        }
        path
    }

    /// Reports relative URLs that begin as a host does, where no folder has that name: `miller.example/loaf`.
    fn check_hosts(&mut self, catalogue: &Catalogue, files: &[Arc<Source>]) {
        let Some(config) = self.config else { return };
        let no_folder = |base: &str, url: &str| {
            let host = url::written_host(url)?.to_owned();
            (!self.root.join(config.in_src(&format!("{base}{host}"))).is_dir()).then_some(host)
        };
        let urls = catalogue
            .resources()
            .iter()
            .flat_map(|resource| resource.urls().map(|written| (written.url, &resource.base)));
        let hosts: HashMap<&str, String> =
            urls.filter_map(|(url, base)| Some((url, no_folder(base, url)?))).collect();
        if hosts.is_empty() {
            return;
        }
        let file = |layer: usize| files.get(layer).cloned().unwrap_or_else(builtin);
        let sources: Vec<Arc<Source>> = (0..files.len().max(1)).map(file).collect();
        for link in places::links(catalogue, |layer| &*sources[layer]) {
            let (Some(host), file) = (hosts.get(link.url), &sources[link.layer]) else { continue };
            let message = format!(
                "`{}` leads to a file of the book, and there is no folder `{host}`",
                link.url
            );
            let found = if FileType::of_name(&file.name) == Ok(FileType::Markdown) {
                Diagnostic::warning(Code::DoubtfulEntry, message)
            } else {
                Diagnostic::error(Code::InvalidCatalogue, message)
            };
            let found = found.help(format!("write `https://{}`", link.url));
            self.findings.add(file, found.at_known(link.place.span()));
        }
    }

    /// The rest of a path that leads into the book's folder of chapters.
    fn in_src<'p>(&self, path: &'p str) -> Option<&'p str> {
        let path = path.strip_prefix("./").unwrap_or(path);
        match &*self.config?.src {
            "" => Some(path),
            src => path.strip_prefix(src)?.strip_prefix('/'),
        }
    }

    fn renderer(
        &mut self,
        templates: &[TemplateFile],
        resources: usize,
        dollar: Dollar,
    ) -> Renderer {
        let own = templates.iter().filter_map(|TemplateFile { format, markup, file }| {
            Some((markup.template(format), self.read(file)?))
        });
        let own: BTreeMap<String, Arc<Source>> = own.collect();
        let (renderer, errors) = Renderer::new(own, resources, dollar);
        for (source, error) in errors {
            self.findings.add(&source, error);
        }
        renderer
    }

    /// Warns of the files with style and script if they are not there, not as this version writes them, or not loaded.
    fn check_assets(&mut self, settings: &Settings, config: &BookConfig) {
        let files = Assets::new(&config.title, settings).files();
        for file in files {
            let AssetFile { name, setting, .. } = file;
            let written = files::read(self.root, name);
            let is_current = written.is_ok_and(|written| file.is_current(&written.text));
            let message = if !is_current {
                format!(
                    "`style = \"files\"`: `{name}` is not what these settings and this version need"
                )
            } else if !config.html.additional.iter().any(|file| file == name) {
                format!("`style = \"files\"`: `output.html.{setting}` does not name `{name}`")
            } else {
                continue;
            };
            let warning = Diagnostic::warning(Code::StaleAssets, message);
            self.findings.add_general(warning.help("run `mdbook-resources assets`"));
        }
    }

    /// The file's text; `None`, and a finding, if it cannot be read.
    fn read(&mut self, file: &FileReference) -> Option<Arc<Source>> {
        files::read_foreign(self.root, &file.path).map_err(|error| self.blame(file, error)).ok()
    }

    /// Reports what is wrong with a file at the setting that names it.
    fn blame(&mut self, file: &FileReference, diagnostic: Diagnostic) {
        match &file.span {
            Some(span) => {
                let message = format!("`{}`: {}", file.path, diagnostic.message);
                let diagnostic = Diagnostic { message, ..diagnostic };
                self.findings.add(&book_toml(self.root), diagnostic.at(span.clone()));
            }
            None => self.findings.add_for_file(&*file.path, diagnostic),
        }
    }
}
