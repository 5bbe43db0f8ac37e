//! What holds for every input: one function for each reader, which panics where it does not hold.
//!
//! `tests/attacks/fuzz` calls these.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::HashSet;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use std::sync::OnceLock;
use std::thread;

use mdbook_markdown::pulldown_cmark::Options;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};
use mdbook_resources::{Catalogue, CatalogueError, Code, Resources, Severity, expand, preprocess};
use percent_encoding::percent_decode_str;

use crate::html::{dangers, links};

/// Reads an input, and panics where something does not hold.
pub(crate) type Target = fn(&[u8]);

/// Each target with its name.
pub(crate) const TARGETS: [(&str, Target); 15] = [
    ("chapter", chapter),
    ("structure", structure),
    ("toml", toml),
    ("json", json),
    ("list", list),
    ("pattern", pattern),
    ("csl_json", csl_json),
    ("bibtex", bibtex),
    ("bookmarks", bookmarks),
    ("csv", csv),
    ("book_toml", book_toml),
    ("link_report", link_report),
    ("link_record", link_record),
    ("template", template),
    ("protocol", protocol),
];

/// The only directive in chapters whose structure is compared, and what it shows.
pub(crate) const MARKER: &str = "<<#resources marker>>";
const MARKER_CATALOGUE: &str = "[[topics]]\nid = \"marker\"\ntitle = \"M\"\n[[topics.resources]]\nid = \"x\"\n\
     title = \"MARKER\"\nurl = \"https://marker.example/\"\n";

/// The setting that names it.
const MARKED: &str = "catalogue = \"marker.toml\"";

/// Both generations, and what both kinds of renderers are given.
pub(crate) const BUILDS: [(&str, &str); 4] =
    [("0.4.52", "markdown"), ("0.5.4", "markdown"), ("0.4.52", "html"), ("0.5.4", "html")];

/// One directive for each format.
const SHOWN: &str = "<<#resources all group=none descriptions=none>>\n\n\
     <<#resources all format=table descriptions=none heading=2>>\n\n\
     <<#resources all format=cards group=kind descriptions=none>>\n\n\
     <<#resources all format=overview>>\n\n<<#resources all format=map>>\n\nSee <<#resources all format=inline>>.\n\n\
     > - <<#resources all group=author descriptions=none>>\n\n|a|\n|-|\n|<<#resources all>>|\n";

/// The same with what is inline Markdown.
const DESCRIBED: &str = "<<#resources all group=topic heading=2>>\n\n\
     <<#resources all format=table>>\n\n<<#resources all format=cards>>\n";

fn text(input: &[u8]) -> Option<&str> {
    std::str::from_utf8(input).ok()
}

/// A folder of this process, for what is only read from files.
pub(crate) fn root() -> &'static PathBuf {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root =
            std::env::temp_dir().join(format!("mdbook-resources-fuzz-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join("marker.toml"), MARKER_CATALOGUE).unwrap();
        root
    })
}

/// Removes what [`root`] has made.
pub(crate) fn clean() {
    let _ = fs::remove_dir_all(root());
}

/// A chapter expanded for a renderer of a generation; nothing where the build stops.
pub(crate) fn build(
    settings: &str,
    chapter: &str,
    (version, renderer): (&str, &str),
) -> Option<String> {
    let config = format!(
        "[preprocessor.resources]\nstyle = \"none\"\nprogress = false\ncontrols = \"off\"\n{settings}\n"
    );
    let mut context = PreprocessorContext::new(
        root().clone(),
        Config::from_str(&config).unwrap(),
        renderer.to_owned(),
    );
    version.clone_into(&mut context.mdbook_version);
    let chapter = Chapter::new("Chapter", chapter.to_owned(), "chapter.md", Vec::new());
    let book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
    // What is doubtful about random inputs would fill the log.
    let book = Resources::new().on_report(|_| ()).run(&context, book).ok()?;
    match book.items.into_iter().next() {
        Some(BookItem::Chapter(chapter)) => Some(chapter.content),
        _ => None,
    }
}

/// Markdown as this generation shows it.
pub(crate) fn render(markdown: &str, version: &str) -> String {
    if version.starts_with("0.4") {
        return mdbook::utils::render_markdown(markdown, false);
    }
    let mut options = mdbook_markdown::MarkdownOptions::default();
    options.smart_punctuation = false;
    let mut html = String::new();
    let parser = mdbook_markdown::new_cmark_parser(markdown, &options);
    mdbook_markdown::pulldown_cmark::html::push_html(&mut html, parser);
    html
}

/// Any chapter: nothing outside directives changes, and twice is once.
pub(crate) fn chapter(input: &[u8]) {
    let Some(chapter) = text(input) else { return };
    let once = expand(chapter, Catalogue::builtin());
    // A panic of ours is caught like one of the parser's.
    if once.diagnostics.iter().any(|found| found.code == Code::UnreadableChapter) {
        assert!(parser_panics(chapter), "a panic, and not the parser's");
    }
    for diagnostic in &once.diagnostics {
        for mark in [&diagnostic.place, &diagnostic.related].into_iter().flatten() {
            assert!(chapter.get(mark.span.clone()).is_some(), "not in the chapter: {diagnostic:?}");
        }
    }
    if !chapter.contains("<<#") {
        assert!(once.text.is_none(), "there is no directive");
    }
    let Some(expanded) = once.text else { return };
    // What is said in the place of a directive shows the directive, and may be long.
    if once.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return;
    }
    outside(chapter, &expanded);
    let twice = expand(&expanded, Catalogue::builtin());
    assert!(twice.text.is_none(), "expanded again: {expanded:?}");
}

/// Whether the parser itself panics on a text.
fn parser_panics(text: &str) -> bool {
    let parse = || mdbook_markdown::pulldown_cmark::Parser::new_ext(text, Options::all()).count();
    let mdbook = || render(text, "0.5.4").len();
    panic::catch_unwind(parse).is_err() || panic::catch_unwind(mdbook).is_err()
}

/// Lines that no directive stands on come back, in their order, and what stands after the last one as it is.
fn outside(chapter: &str, expanded: &str) {
    let first = chapter.find("<<#").unwrap_or(chapter.len());
    let before = chapter[..first].rfind('\n').map_or("", |end| &chapter[..=end]);
    assert!(expanded.starts_with(before), "before the first directive: {expanded:?}");
    let last = chapter.rfind(">>").unwrap_or(0);
    let after = chapter[last..].find('\n').map_or("", |end| &chapter[last + end + 1..]);
    assert!(expanded.ends_with(after), "after the last directive: {expanded:?}");
    let mut rest = expanded;
    let mut is_inside = false;
    for line in chapter.split_inclusive('\n') {
        let opens = line.rfind("<<#");
        let closes = line.rfind(">>");
        let was_inside = is_inside;
        is_inside = match (opens, closes) {
            (Some(opens), Some(closes)) => opens > closes,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => is_inside,
        };
        if was_inside || opens.is_some() {
            continue;
        }
        let Some(at) = rest.find(line) else { panic!("{line:?} is gone: {expanded:?}") };
        rest = &rest[at + line.len()..];
    }
}

/// A chapter whose directives all show one known link: in both generations, and for both kinds of
/// renderers, everything else parses as it did.
pub(crate) fn structure(input: &[u8]) {
    let Some(chapter) = text(input) else { return };
    if chapter.matches("<<#").count() != chapter.matches(MARKER).count()
        || chapter.contains("MARKER")
    {
        return;
    }
    for (number, (version, renderer)) in BUILDS.into_iter().enumerate() {
        let Some(expanded) = build(MARKED, chapter, (version, renderer)) else { continue };
        let [block, inline] = &sections()[number];
        let page = bare(&render(chapter, version));
        // Chapters are read with the newer parser. Where the older one finds other elements in what the author
        // wrote, most often behind a task box, a directive stands elsewhere for it.
        if tags(&page) != tags(&bare(&render(chapter, "0.5.4"))) {
            continue;
        }
        let before = without(&page, block, inline);
        let after = without(&bare(&render(&expanded, version)), block, inline);
        assert!(
            after == before,
            "structure {version} {renderer}: {expanded:?}\n  before {before}\n  after  {after}"
        );
    }
}

/// What [`MARKER`] shows alone, on a line of its own and in a sentence, for each of [`BUILDS`].
fn sections() -> &'static [[String; 2]; 4] {
    static SECTIONS: OnceLock<[[String; 2]; 4]> = OnceLock::new();
    SECTIONS.get_or_init(|| {
        BUILDS.map(|of| {
            let section = |chapter: &str| bare(&render(&build(MARKED, chapter, of).unwrap(), of.0));
            let inline = section(&format!("x {MARKER}"));
            [section(MARKER), inline.strip_prefix('x').unwrap().to_owned()]
        })
    })
}

/// HTML without blanks and the tags that only tell how far apart lines stand, and without the anchors of resources,
/// which are numbered. A line break at the end of a line is none at the end of a paragraph, where a section may put it.
fn bare(html: &str) -> String {
    let mut parts = html.split(" id=\"resource-");
    let first = parts.next().unwrap_or_default().to_owned();
    let html =
        parts.fold(first, |html, part| html + part.split_once('"').map_or("", |(_, rest)| rest));
    let html = html.replace("<br />", "");
    let tight: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    tight.replace("<p>", "").replace("</p>", "").replace("<!---->", "")
}

/// The names of all tags, and how many directives are text.
fn tags(html: &str) -> (Vec<&str>, usize) {
    let names = html.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ', '"']).next());
    (names.collect(), html.matches(AS_TEXT).count())
}

/// A directive that stays as text, on a page without blanks.
const AS_TEXT: &str = "&lt;&lt;#resourcesmarker&gt;&gt;";

/// What is left where sections and directives are taken out.
fn without(html: &str, block: &str, inline: &str) -> String {
    [block, inline, AS_TEXT, "<<#resourcesmarker>>"]
        .iter()
        .fold(html.to_owned(), |html, part| html.replace(part, ""))
}

/// The text of a file, without the byte order mark that is taken off where files are read.
fn file(input: &[u8]) -> Option<&str> {
    text(input).map(|text| text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// What one of a catalogue's readers makes of a file: a catalogue that can be shown, or errors that stand in it.
fn read(input: &[u8], name: &str, reader: fn(&str) -> Result<Catalogue, CatalogueError>) {
    let Some(text) = file(input) else { return };
    match reader(text) {
        Ok(catalogue) => shown(&catalogue, name, text),
        Err(errors) => placed(errors.diagnostics(), text),
    }
}

/// A catalogue in TOML.
pub(crate) fn toml(input: &[u8]) {
    read(input, "catalogue.toml", Catalogue::from_toml);
}

/// A catalogue in JSON.
pub(crate) fn json(input: &[u8]) {
    read(input, "catalogue.json", Catalogue::from_json);
}

/// A list of links.
pub(crate) fn list(input: &[u8]) {
    read(input, "catalogue.md", Catalogue::from_markdown);
}

/// A list of links below the pattern that its first line is.
pub(crate) fn pattern(input: &[u8]) {
    let Some((pattern, list)) = text(input).and_then(|text| text.split_once('\n')) else { return };
    let pattern = pattern.replace('\'', "''");
    let list = format!("---\nentry: '{pattern}'\nbelow: '{pattern}'\n---\n{list}");
    read(list.as_bytes(), "catalogue.md", Catalogue::from_markdown);
}

/// References in CSL-JSON.
pub(crate) fn csl_json(input: &[u8]) {
    let Some(text) = file(input) else { return };
    match Catalogue::from_csl_json(text) {
        // Only a list is taken for references where the name of the file does not tell.
        Ok(catalogue) if text.trim_start().starts_with('[') => {
            shown(&catalogue, "references.json", text);
        }
        Ok(_) => {}
        Err(errors) => placed(errors.diagnostics(), text),
    }
}

/// References in BibTeX.
pub(crate) fn bibtex(input: &[u8]) {
    read(input, "references.bib", Catalogue::from_bibtex);
}

/// Bookmarks of a browser.
pub(crate) fn bookmarks(input: &[u8]) {
    read(input, "bookmarks.html", Catalogue::from_bookmarks);
}

/// A table.
pub(crate) fn csv(input: &[u8]) {
    read(input, "table.csv", Catalogue::from_csv);
}

/// A `book.toml` to which `init` adds a catalogue: what it says stays, its comments too, and twice is once.
pub(crate) fn book_toml(input: &[u8]) {
    const CATALOGUE: &str = "own/list.toml";
    let Some(text) = text(input) else { return };
    let Some(once) = book_toml_with(text, CATALOGUE) else { return };
    let [before, after] = [text, &once].map(|text| {
        let table: ::toml::Table = ::toml::from_str(text)
            .unwrap_or_else(|error| panic!("it is no longer TOML: {error}\n{text}"));
        without_ours(table)
    });
    assert_eq!(before, after, "what is not ours has changed: {once}");
    for line in text.lines().map(str::trim).filter(|line| line.starts_with('#')) {
        assert!(once.contains(line), "a comment is lost: {line}\n{once}");
    }
    assert_eq!(book_toml_with(&once, CATALOGUE).as_ref(), Some(&once), "twice is another");
}

/// What `init` makes of a `book.toml`; `None` if it refuses.
fn book_toml_with(text: &str, catalogue: &str) -> Option<String> {
    let folder = folder("book");
    fs::create_dir_all(folder.join(catalogue).parent().unwrap()).unwrap();
    fs::write(folder.join(catalogue), "").unwrap();
    fs::write(folder.join("book.toml"), text).unwrap();
    let (succeeds, _) = command(&folder, &["init", "--yes", "--catalogue", catalogue]);
    succeeds.then(|| fs::read_to_string(folder.join("book.toml")).unwrap())
}

/// A folder for the command, one for each name and thread.
fn folder(name: &str) -> PathBuf {
    let thread = format!("{:?}", thread::current().id());
    let name = format!("mdbook-resources-{name}-{}-{thread}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Whether the command succeeds in a folder, and what it reports.
fn command(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let command = env!("CARGO_BIN_EXE_mdbook-resources");
    let output = Command::new(command).args(arguments).current_dir(folder).output().unwrap();
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(!report.contains("this is a bug"), "{report}");
    (output.status.success(), report)
}

/// A `book.toml` without what `init` adds.
fn without_ours(mut book: ::toml::Table) -> ::toml::Table {
    for (path, key) in [
        (&["preprocessor", "resources"][..], "catalogue"),
        (&["preprocessor"], "resources"),
        (&[], "preprocessor"),
        (&["build"], "extra-watch-dirs"),
        (&[], "build"),
    ] {
        let table =
            path.iter().try_fold(&mut book, |table, key| table.get_mut(*key)?.as_table_mut());
        let Some(table) = table else { continue };
        let is_ours = ["catalogue", "extra-watch-dirs"].contains(&key);
        let is_empty =
            |value: &::toml::Value| value.as_table().is_some_and(::toml::Table::is_empty);
        if is_ours || table.get(key).is_some_and(is_empty) {
            table.remove(key);
        }
    }
    book
}

/// The report of a link checker.
pub(crate) fn link_report(input: &[u8]) {
    let Some(report) = text(input) else { return };
    recorded("", report);
}

/// What is kept of several reports.
pub(crate) fn link_record(input: &[u8]) {
    let Some(record) = text(input) else { return };
    recorded(record, "{\"error_map\": {}}");
}

/// What is kept after a report reads back as it was written; a record that cannot be read stays as it is.
fn recorded(record: &str, report: &str) {
    let folder = folder("links");
    let after = |record: &str, report: &str| {
        fs::write(folder.join("links.toml"), record).unwrap();
        fs::write(folder.join("report.json"), report).unwrap();
        let day = ["--date", "2026-11-26", "--write", "links.toml"];
        let (_, report) = command(&folder, &[&["links", "report.json"], &day[..]].concat());
        (fs::read_to_string(folder.join("links.toml")).unwrap(), report)
    };
    let (kept, report) = after(record, report);
    if report.contains("[invalid-links]") {
        assert_eq!(kept, record, "a file that cannot be read is written: {report}");
    } else {
        let again = after(&kept, "{\"error_map\": {}}");
        assert_eq!(again.0, kept, "it reads back as another: {}", again.1);
    }
}

/// What is written in other formats is read again.
fn exported(catalogue: &Catalogue) {
    let json = catalogue.to_json();
    match Catalogue::from_json(&json) {
        Ok(again) => assert!(again.to_json() == json, "JSON reads back as another: {json}"),
        Err(errors) => panic!("the JSON does not read back: {errors:?}\n{json}"),
    }
    let list = catalogue.to_markdown();
    if let Err(errors) = Catalogue::from_markdown(&list) {
        placed(errors.diagnostics(), &list);
    }
}

fn placed(errors: &[mdbook_resources::Diagnostic], text: &str) {
    if errors.iter().any(|error| error.message.starts_with("the Markdown parser fails")) {
        assert!(parser_panics(text), "a panic, and not the parser's");
    }
    assert!(!errors.is_empty(), "refused without a word");
    for mark in errors.iter().flat_map(|error| [&error.place, &error.related]).flatten() {
        assert!(text.get(mark.span.clone()).is_some(), "not in the file: {mark:?}");
    }
}

/// What a catalogue shows is its links, and nothing of its values is markup; and it reads back.
fn shown(catalogue: &Catalogue, name: &str, text: &str) {
    let written = catalogue.to_toml();
    match Catalogue::from_toml(&written) {
        Ok(again) => assert!(
            again.to_toml() == written,
            "reads back as another: {written}\n{}",
            again.to_toml()
        ),
        Err(errors) => panic!("does not read back: {errors:?}\n{written}"),
    }
    exported(catalogue);
    for mark in catalogue.warnings().iter().flat_map(|found| [&found.place, &found.related]) {
        let is_inside = mark.as_ref().is_none_or(|mark| text.get(mark.span.clone()).is_some());
        assert!(is_inside, "not in the file: {mark:?}");
    }
    fs::write(root().join(name), text).unwrap();
    let settings = format!("catalogue = \"{name}\"");
    let known = urls(catalogue);
    let count = catalogue.resources().iter().filter(|resource| resource.url.is_some()).count();
    for (version, renderer) in BUILDS {
        let Some(markdown) = build(&settings, SHOWN, (version, renderer)) else { continue };
        let html = render(&markdown, version);
        assert!(
            dangers(&html).is_empty(),
            "{version} {renderer} shows: {:?}\n{markdown}\n---\n{html}",
            dangers(&html)
        );
        // A heading of ours leads to itself.
        let is_heading = |link: &String| link.starts_with("#resources-");
        let found: Vec<String> =
            links(&html).into_iter().filter(|link| !is_heading(link)).collect();
        for link in &found {
            let link = path(link);
            assert!(
                known.contains(&link),
                "{version} {renderer}, an unknown link: {:?}: {markdown}",
                String::from_utf8_lossy(&link)
            );
        }
        assert!(
            found.len() >= count,
            "{version} {renderer}: links are missing: {markdown}\n---\n{html}"
        );
        let Some(markdown) = build(&settings, DESCRIBED, (version, renderer)) else { continue };
        let html = render(&markdown, version);
        assert!(
            dangers(&html).is_empty(),
            "{version} {renderer} shows: {:?}\n{markdown}\n---\n{html}",
            dangers(&html)
        );
    }
}

/// Where the links of a catalogue may go.
fn urls(catalogue: &Catalogue) -> HashSet<Vec<u8>> {
    let mut urls = HashSet::from([path("chapter.md")]);
    for resource in catalogue.resources() {
        let authors = resource.authors.iter().filter_map(|author| author.url.as_deref());
        let parts = resource.parts.iter().map(|part| &*part.url);
        let own = resource.url.as_deref().into_iter().chain(resource.facts.archived.as_deref());
        urls.extend(own.chain(authors).chain(parts).map(path));
    }
    urls
}

/// A URL but for how its characters are written, and without what leads to its folder. mdBook 0.4 makes `.html`
/// of `.md`, and drops what follows.
fn path(url: &str) -> Vec<u8> {
    let url = percent_decode_str(url).decode_utf8_lossy().replace(".md", ".html");
    let url = url.find(".html").map_or(&*url, |at| &url[..at]);
    let url: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    url.trim_start_matches("../").trim_start_matches("./").as_bytes().to_vec()
}

/// A template for Markdown and for HTML, over a small catalogue.
pub(crate) fn template(input: &[u8]) {
    let Some(text) = text(input) else { return };
    for name in ["own.md", "own.html"] {
        fs::write(root().join(name), text).unwrap();
        let settings = format!("catalogue = \"marker.toml\"\nformats.own = \"{name}\"");
        let chapter = "before\n\n<<#resources marker format=own>>\n\nafter\n";
        for renderer in ["html", "markdown"] {
            let Some(expanded) = build(&settings, chapter, ("0.5.4", renderer)) else { continue };
            let is_kept = expanded.starts_with("before\n\n") && expanded.ends_with("\n\nafter\n");
            assert!(is_kept, "{expanded:?}");
        }
    }
}

/// What mdBook writes: a book comes back with as many chapters, or there is an error.
pub(crate) fn protocol(input: &[u8]) {
    let (book, report) = preprocess(input);
    assert_eq!(book.is_none(), report.stops(), "{report}");
    let Some(book) = book else { return };
    serde_json::from_slice::<serde_json::Value>(&book).unwrap();
    let Ok((_, sent)) = parse_input(input) else { return };
    if let Ok(book) = serde_json::from_slice::<Book>(&book) {
        assert_eq!(book.chapters().count(), sent.chapters().count());
    }
}
