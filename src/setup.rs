//! The files that settings name, read: what is set up before a chapter is looked at.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;

use crate::catalogue::{self, BUILTIN_TOML, Catalogue, CatalogueFile, FileType, Gone, Reading};
use crate::config::{BOOK_TOML, Build, read_config, src};
use crate::diagnostic::{self, Code, Diagnostic, Finding, Findings, Source};
use crate::expand::{EPUB, Expander, HTML};
use crate::files;
use crate::format::{Formats, OwnTemplate};
use crate::links::record::Record;
use crate::markdown::Dialect;
use crate::query::Query;
use crate::read::list::Shapes;
use crate::render::{AssetFile, Assets, Renderer};
use crate::settings::{
    self, CatalogueReference, DefaultOption, Reference, Settings, Style, TemplateFile,
};
use crate::value::Node;

/// What `catalogue` calls the catalogue that ships.
pub(crate) const BUILTIN: &str = "builtin";

/// What chapters are expanded with.
pub(crate) struct Setup {
    pub(crate) settings: Settings,
    /// How the book's Markdown is read.
    pub(crate) dialect: Dialect,
    /// Whether pages run `MathJax`.
    mathjax: bool,
    /// `None` if one of its files cannot be read.
    catalogue: Option<Catalogue>,
    /// The files of the catalogue, in their order; none for the one that ships alone.
    catalogue_files: Vec<Arc<Source>>,
    pub(crate) formats: Formats,
    renderer: Renderer,
    /// What a directive without options asks for.
    pub(crate) defaults: Query,
    /// How the entries of lists are written, each with the name of its file.
    pub(crate) shapes: Vec<(String, Shapes)>,
}

impl Setup {
    /// What a book's settings say.
    pub(crate) fn for_build(build: &Build, findings: &mut Findings) -> Self {
        if let Some(warning) = build.untried() {
            findings.add_general(warning);
        }
        let (settings, book_toml, mut diagnostics) = placed(build);
        let mut in_files = Findings::default();
        let src = Some(src(build.config));
        let mut reader = Reader {
            root: build.root,
            src,
            book_toml,
            findings: &mut in_files,
            shapes: Vec::new(),
        };
        let (mut catalogue, mut catalogue_files) = match &settings.catalogues[..] {
            [] => (Some(Catalogue::builtin().clone()), Vec::new()),
            files => reader.catalogue(files),
        };
        if let Some(links) = &settings.links {
            catalogue = reader.with_links(links, catalogue, &mut catalogue_files);
        }
        let resources = catalogue.as_ref().map_or(0, |catalogue| catalogue.resources().len());
        let (formats, renderer) = reader.formats(&settings.templates, resources);
        if build.renderer == HTML && settings.html.style == Style::Files {
            reader.check_assets(&settings, build.config);
        }
        let defaults = defaults(&settings.defaults, &formats, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        for diagnostic in diagnostics {
            findings.push(in_settings(&reader.book_toml, diagnostic));
        }
        let shapes = std::mem::take(&mut reader.shapes);
        findings.extend(in_files);
        let (dialect, mathjax) = (build.dialect(), build.mathjax());
        Setup {
            settings,
            dialect,
            mathjax,
            catalogue,
            catalogue_files,
            formats,
            renderer,
            defaults,
            shapes,
        }
    }

    /// What the book in a folder says, if there is one; otherwise what holds without a book. `None` if its
    /// `book.toml` cannot be read.
    pub(crate) fn for_folder(root: &Path, findings: &mut Findings) -> Option<Self> {
        let config = match files::read(root, BOOK_TOML) {
            Ok(_) => read_config(root, findings)?,
            Err(_) => Json::Null,
        };
        let build = Build { root, renderer: "markdown", mdbook_version: None, config: &config };
        Some(Setup::for_build(&build, findings))
    }

    /// Catalogues without a book.
    pub(crate) fn with_catalogues(files: &[PathBuf], findings: &mut Findings) -> Self {
        let book_toml = Source::new("", "");
        let mut reader =
            Reader { root: Path::new(""), src: None, book_toml, findings, shapes: Vec::new() };
        let reference = |file: &PathBuf| {
            let path = file.to_string_lossy().into_owned();
            CatalogueReference::of_file(Reference { path, span: None })
        };
        let files: Vec<CatalogueReference> = files.iter().map(reference).collect();
        let formats = Formats::builtin();
        let (catalogue, catalogue_files) = reader.catalogue(&files);
        let shapes = reader.shapes;
        Setup {
            settings: Settings::default(),
            dialect: Dialect::default(),
            mathjax: false,
            catalogue,
            catalogue_files,
            defaults: Query::new(&formats),
            formats,
            renderer: Renderer::default(),
            shapes,
        }
    }

    pub(crate) fn catalogue(&self) -> Option<&Catalogue> {
        self.catalogue.as_ref()
    }

    /// The file of a layer of the catalogue.
    pub(crate) fn catalogue_file(&self, layer: usize) -> Arc<Source> {
        self.catalogue_files.get(layer).cloned().unwrap_or_else(builtin)
    }

    /// The files of all layers.
    pub(crate) fn catalogue_sources(&self) -> Vec<Arc<Source>> {
        (0..self.catalogue_files.len().max(1)).map(|layer| self.catalogue_file(layer)).collect()
    }

    /// Whether a layer of the catalogue is the one that ships.
    pub(crate) fn is_builtin(&self, layer: usize) -> bool {
        let is_builtin =
            |file: &Arc<Source>| file.name == BUILTIN_NAME && file.text == BUILTIN_TOML;
        self.catalogue_files.get(layer).is_none_or(is_builtin)
    }

    /// `None` without a catalogue.
    pub(crate) fn expander(&self, renderer: &str) -> Option<Expander<'_>> {
        Some(Expander {
            catalogue: self.catalogue()?,
            formats: &self.formats,
            renderer: &self.renderer,
            defaults: &self.defaults,
            dialect: self.dialect,
            mathjax: self.mathjax,
            html: (renderer == HTML).then_some(&self.settings.html),
            has_html_files: renderer == EPUB,
            words: &self.settings.words,
            language: self.settings.language.as_deref(),
        })
    }
}

/// What a book sets that asks for nothing: what is wrong is found without opening the files that settings name.
pub(crate) fn settings(build: &Build, findings: &mut Findings) -> Settings {
    if let Some(warning) = build.untried() {
        findings.add_general(warning);
    }
    let (settings, mut diagnostics) = settings::read(build.config, None);
    check_defaults(&settings, &mut diagnostics);
    if diagnostics.is_empty() {
        return settings;
    }
    let (settings, book_toml, mut diagnostics) = placed(build);
    check_defaults(&settings, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    for diagnostic in diagnostics {
        findings.push(in_settings(&book_toml, diagnostic));
    }
    settings
}

/// Adds what is wrong with the defaults, for which the author's own formats need no more than a name.
fn check_defaults(settings: &Settings, diagnostics: &mut Vec<Diagnostic>) {
    if settings.defaults.is_empty() {
        return;
    }
    let named = |template: &TemplateFile| OwnTemplate {
        format: template.format.clone(),
        markup: template.markup,
        source: None,
    };
    let own: Vec<OwnTemplate> = settings.templates.iter().map(named).collect();
    defaults(&settings.defaults, &Formats::with_own(&own), diagnostics);
}

/// The settings with their places in `book.toml`, and what is wrong with them.
fn placed(build: &Build) -> (Settings, Arc<Source>, Vec<Diagnostic>) {
    // mdBook has read the file already; without it, or with one that does not parse, places are lost.
    let book_toml =
        files::read(build.root, BOOK_TOML).unwrap_or_else(|_| Source::new(BOOK_TOML, ""));
    let written = Node::from_toml(&book_toml.text, Code::InvalidSetting).ok();
    let (settings, diagnostics) = settings::read(build.config, written.as_ref());
    (settings, book_toml, diagnostics)
}

/// What a directive without options asks for; what is wrong is added to the diagnostics.
fn defaults(
    options: &[DefaultOption],
    formats: &Formats,
    diagnostics: &mut Vec<Diagnostic>,
) -> Query {
    let mut defaults = Query::new(formats);
    for DefaultOption { option, span } in options {
        let errors = defaults.set_default(option, formats).err().unwrap_or_default();
        diagnostics.extend(errors.into_iter().map(|error| {
            let error = Diagnostic { code: Code::InvalidSetting, place: None, ..error };
            error.at_known(span.clone())
        }));
    }
    defaults
}

/// The catalogue that ships, as a file.
fn builtin() -> Arc<Source> {
    Source::new(BUILTIN_NAME, BUILTIN_TOML)
}

/// What messages call the file of the catalogue that ships.
const BUILTIN_NAME: &str = "builtin.toml";

/// What is wrong with a setting.
fn in_settings(book_toml: &Arc<Source>, diagnostic: Diagnostic) -> Finding {
    let note = diagnostic.place.is_none().then_some(
        "this is not in `book.toml`: look for an environment variable \
         `MDBOOK_PREPROCESSOR__RESOURCES__…`",
    );
    Finding::in_source(book_toml, diagnostic).noted(note)
}

/// Reads the files that settings name.
struct Reader<'r> {
    root: &'r Path,
    /// The book's folder of chapters; `None` without a book.
    src: Option<&'r str>,
    book_toml: Arc<Source>,
    findings: &'r mut Findings,
    shapes: Vec<(String, Shapes)>,
}

impl Reader<'_> {
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
        let Reading { catalogue, diagnostics, shapes } = catalogue::read(&read, true);
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
        links: &Reference,
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
            Some(Gone { archived: entry.archived.as_deref(), span: entry.span.clone() })
        };
        catalogue.map(|catalogue| catalogue.with_gone(files.len() - 1, gone))
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

    /// What leads from the book's `src` to the folder that a file's relative URLs are relative to.
    fn base(&self, file_type: FileType, path: &str) -> String {
        let folder = |path: &str| path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
        match (file_type, self.src, self.in_src(path)) {
            (FileType::Markdown, Some(_), Some(inside)) => folder(inside),
            (FileType::Markdown, Some(src), None) => {
                let depth = src.split('/').filter(|part| !matches!(*part, "" | ".")).count();
                "../".repeat(depth) + &folder(path)
            }
            _ => String::new(),
        }
    }

    /// The rest of a path that leads into the book's folder of chapters.
    fn in_src<'p>(&self, path: &'p str) -> Option<&'p str> {
        let path = path.strip_prefix("./").unwrap_or(path);
        path.strip_prefix(self.src?)?.strip_prefix('/')
    }

    fn formats(&mut self, templates: &[TemplateFile], resources: usize) -> (Formats, Renderer) {
        let own = |template: &TemplateFile| OwnTemplate {
            format: template.format.clone(),
            markup: template.markup,
            source: self.read(&template.file),
        };
        let own: Vec<OwnTemplate> = templates.iter().map(own).collect();
        let formats = Formats::with_own(&own);
        let (renderer, errors) = Renderer::new(&formats, resources);
        for (source, error) in errors {
            self.findings.add(&source, error);
        }
        (formats, renderer)
    }

    /// Warns of the files with style and script if they are not there, not as this version writes them, or not loaded.
    fn check_assets(&mut self, settings: &Settings, config: &Json) {
        let files = Assets::new(&settings.html, &settings.words).files();
        for file in files {
            let AssetFile { name, setting, .. } = file;
            let written = files::read(self.root, name);
            let is_current = written.is_ok_and(|written| file.is_current(&written.text));
            let loaded = config.pointer(&format!("/output/html/{setting}"));
            let mut loaded = loaded.and_then(Json::as_array).into_iter().flatten();
            let message = if !is_current {
                format!(
                    "`style = \"files\"`: `{name}` is not what these settings and this version need"
                )
            } else if !loaded.any(|file| file == name) {
                format!("`style = \"files\"`: `output.html.{setting}` does not name `{name}`")
            } else {
                continue;
            };
            let warning = Diagnostic::warning(Code::StaleAssets, message);
            self.findings.add_general(warning.help("run `mdbook-resources assets`"));
        }
    }

    /// The file's text; `None`, and a finding, if it cannot be read.
    fn read(&mut self, file: &Reference) -> Option<Arc<Source>> {
        files::read(self.root, &file.path).map_err(|error| self.blame(file, error)).ok()
    }

    /// Reports what is wrong with a file at the setting that names it.
    fn blame(&mut self, file: &Reference, diagnostic: Diagnostic) {
        match &file.span {
            Some(span) => {
                let message = format!("`{}`: {}", file.path, diagnostic.message);
                let diagnostic = Diagnostic { message, ..diagnostic };
                self.findings.add(&self.book_toml, diagnostic.at(span.clone()));
            }
            None => self.findings.add_for_file(&*file.path, diagnostic),
        }
    }
}
