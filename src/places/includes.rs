//! mdBook's own includes, done again with a map of where each byte came from.
//!
//! A preprocessor receives chapters whose `{{#include}}`s are expanded already. This expands the file of a
//! chapter [as mdBook's `links` does][1], so that a place in the text that was received can be found in the
//! file it stands in: `include`, `rustdoc_include`, `playground` and `title`, with lines and anchors, one in
//! another, escaped ones and broken ones.
//!
//! [1]: https://rust-lang.github.io/mdBook/format/mdbook.html#including-files

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, LazyLock};

use regex::{Captures, Regex};

use crate::diagnostic::Source;
use crate::text::offset_in;

/// Includes in includes, at most; mdBook leaves out what is nested deeper.
const MAX_DEPTH: usize = 10;

/// Files that the includes of one chapter may insert, all depths together: one that includes itself three
/// times is 88,572 of them to mdBook. The includes that are left then stay as they are written.
const MAX_FILES: usize = 10_000;

/// Bytes that the includes of one chapter may read and write.
const MAX_BYTES: usize = 64 << 20;

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\\\{\{#.*\}\}|\{\{\s*#(?<kind>[A-Za-z0-9_]+)\s+(?<argument>[^}]+)\}\}")
});
static ANCHOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"ANCHOR:\s*(?<name>[\w_-]+)"));
static ANCHOR_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"ANCHOR_END:\s*(?<name>[\w_-]+)"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| panic!("a pattern of ours is broken: {error}"))
}

/// Reads a file by its path relative to the book's root.
pub(crate) type Read<'r> = dyn Fn(&str) -> Option<Arc<Source>> + 'r;

/// A chapter with its includes, and the files it is made of.
pub(crate) struct Replayed {
    sources: Vec<Arc<Source>>,
    mapped: Mapped,
    missing: Vec<Missing>,
}

impl Replayed {
    /// Expands the includes of a chapter's file, which stands in the book as `file` is named.
    pub(crate) fn new(file: Arc<Source>, read: &Read) -> Self {
        let text = Mapped::of_source(0, &file.text);
        let folder = parent(Path::new(&file.name));
        let mut replay = Replay {
            numbers: HashMap::from([(file.name.clone(), 0)]),
            sources: vec![file],
            read,
            unread: None,
            missing: Vec::new(),
            files_left: MAX_FILES,
            bytes_left: MAX_BYTES,
        };
        let mapped = replay.expand(&text, &folder, 0);
        Replayed { sources: replay.sources, mapped, missing: replay.missing }
    }

    pub(crate) fn text(&self) -> &str {
        &self.mapped.text
    }

    /// The includes of files that cannot be read: where each one stands, and the file's name.
    pub(crate) fn missing(&self) -> impl Iterator<Item = (&Arc<Source>, Range<usize>, &str)> {
        let missing = self.missing.iter();
        missing
            .map(|Missing { source, span, name }| (&self.sources[*source], span.clone(), &**name))
    }

    /// The file in which a place stands, and the place there; `None` if it begins and ends in different
    /// files.
    pub(crate) fn locate(&self, span: &Range<usize>) -> Option<(&Arc<Source>, Range<usize>)> {
        let (source, start) = self.mapped.origin(span.start)?;
        if span.is_empty() {
            return Some((&self.sources[source], start..start));
        }
        let (other, last) = self.mapped.origin(span.end - 1)?;
        (source == other && start <= last).then(|| (&self.sources[source], start..last + 1))
    }
}

/// An include of a file that cannot be read.
struct Missing {
    /// Number of the source in which it stands.
    source: usize,
    span: Range<usize>,
    /// The file, relative to the book's root.
    name: String,
}

/// A text, and where its pieces came from.
#[derive(Clone, Debug, Default)]
struct Mapped {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text; it reaches to the next piece.
    start: usize,
    /// Number of its source and offset there; `None` for what an include adds itself.
    origin: Option<(usize, usize)>,
}

impl Mapped {
    fn of_source(source: usize, text: &str) -> Self {
        let pieces = vec![Piece { start: 0, origin: Some((source, 0)) }];
        Mapped { text: text.to_owned(), pieces }
    }

    fn add(&mut self, text: &str) {
        self.pieces.push(Piece { start: self.text.len(), origin: None });
        self.text.push_str(text);
    }

    fn copy(&mut self, other: &Mapped, range: Range<usize>) {
        let first = other.pieces.partition_point(|piece| piece.start <= range.start).max(1) - 1;
        let pieces = other.pieces[first..].iter().take_while(|piece| piece.start < range.end);
        for piece in pieces {
            let from = piece.start.max(range.start);
            let origin = piece.origin.map(|(source, at)| (source, at + from - piece.start));
            self.pieces.push(Piece { start: self.text.len() + from - range.start, origin });
        }
        self.text.push_str(&other.text[range]);
    }

    fn origin(&self, at: usize) -> Option<(usize, usize)> {
        let piece = self.pieces[..self.pieces.partition_point(|piece| piece.start <= at)].last()?;
        piece.origin.map(|(source, offset)| (source, offset + at - piece.start))
    }

    /// Lines without their ends, as ranges of the text.
    fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        self.text.lines().map(move |line| {
            let at = offset_in(&self.text, line);
            at..at + line.len()
        })
    }
}

/// The lines of a file that an include asks for.
enum Excerpt {
    Lines(Range<usize>),
    Anchor(String),
}

struct Replay<'r> {
    /// The chapter's own file is the first.
    sources: Vec<Arc<Source>>,
    /// The sources by name.
    numbers: HashMap<String, usize>,
    read: &'r Read<'r>,
    /// The file that the last include asked for, if it cannot be read.
    unread: Option<String>,
    missing: Vec<Missing>,
    files_left: usize,
    bytes_left: usize,
}

impl Replay<'_> {
    fn expand(&mut self, text: &Mapped, folder: &Path, depth: usize) -> Mapped {
        let mut expanded = Mapped::default();
        let mut at = 0;
        for link in LINK.captures_iter(&text.text) {
            let range = link.get_match().range();
            if let Some(included) = self.included(text, &link, folder, depth) {
                expanded.copy(text, at..range.start);
                expanded.copy(&included, 0..included.text.len());
                at = range.end;
            } else if let (Some(name), Some((source, start))) =
                (self.unread.take(), text.origin(range.start))
            {
                let span = start..start + range.len();
                self.missing.push(Missing { source, span, name });
            }
        }
        expanded.copy(text, at..text.text.len());
        expanded
    }

    /// Returns whether so many bytes may still be read or written.
    fn spend(&mut self, bytes: usize) -> bool {
        let left = self.bytes_left.checked_sub(bytes);
        self.bytes_left = left.unwrap_or(0);
        left.is_some()
    }

    /// Expands a link; `None` if it stays as it is.
    fn included(
        &mut self,
        text: &Mapped,
        link: &Captures,
        folder: &Path,
        depth: usize,
    ) -> Option<Mapped> {
        let (Some(kind), Some(argument)) = (link.name("kind"), link.name("argument")) else {
            let mut unescaped = Mapped::default();
            let range = link.get_match().range();
            if depth < MAX_DEPTH {
                unescaped.copy(text, range.start + 1..range.end);
            }
            return Some(unescaped);
        };
        if kind.as_str() == "title" {
            return Some(Mapped::default());
        }
        let (included, path) = self.requested(kind.as_str(), argument.as_str(), folder)?;
        if depth >= MAX_DEPTH {
            return Some(Mapped::default());
        }
        Some(self.expand(&included, &parent(&folder.join(path)), depth + 1))
    }

    /// Reads the excerpt that a link asks for; returns it with the path of its file.
    fn requested<'p>(
        &mut self,
        kind: &str,
        argument: &'p str,
        folder: &Path,
    ) -> Option<(Mapped, &'p str)> {
        let mut words = argument.split_whitespace();
        let (included, path) = match kind {
            "include" => self.file(folder, words.next()?, take)?,
            "rustdoc_include" => self.file(folder, words.next()?, hide_rest)?,
            "playground" | "playpen" => {
                let path = words.next()?;
                let attributes: Vec<&str> = words.collect();
                (fenced(&self.read_file(folder, path)?, &attributes), path)
            }
            _ => return None,
        };
        self.spend(included.text.len()).then_some((included, path))
    }

    fn file<'p>(
        &mut self,
        folder: &Path,
        path: &'p str,
        taken: fn(&Mapped, &Excerpt) -> Mapped,
    ) -> Option<(Mapped, &'p str)> {
        let (path, excerpt) = path.split_once(':').unwrap_or((path, ""));
        let file = self.read_file(folder, path)?;
        Some((taken(&file, &Excerpt::parse(excerpt)), path))
    }

    /// A whole file; `None` if it cannot be read, or if the chapter has included enough.
    fn read_file(&mut self, folder: &Path, path: &str) -> Option<Mapped> {
        self.files_left = self.files_left.checked_sub(1)?;
        let name = normalized(&folder.join(path));
        let number = match self.numbers.get(&name) {
            Some(number) => *number,
            None => {
                let Some(source) = (self.read)(&name) else {
                    self.unread = Some(name);
                    return None;
                };
                self.sources.push(source);
                self.numbers.insert(name, self.sources.len() - 1);
                self.sources.len() - 1
            }
        };
        let source = Arc::clone(&self.sources[number]);
        self.spend(source.text.len()).then(|| Mapped::of_source(number, &source.text))
    }
}

impl Excerpt {
    /// `5`, `5:`, `:5`, `5:7` or an anchor's name; empty for the whole file.
    fn parse(text: &str) -> Excerpt {
        let mut parts = text.splitn(3, ':');
        let first = parts.next().unwrap_or_default();
        let start = match first.parse::<usize>() {
            Ok(line) => Some(line.saturating_sub(1)),
            Err(_) if first.is_empty() => None,
            Err(_) => return Excerpt::Anchor(first.to_owned()),
        };
        let end = parts.next().map(|end| end.parse::<usize>().unwrap_or(usize::MAX));
        Excerpt::Lines(match (start, end) {
            (Some(start), Some(end)) => start..end,
            (Some(start), None) => start..start + 1,
            (None, end) => 0..end.unwrap_or(usize::MAX),
        })
    }
}

/// The lines wanted, and nothing else.
fn take(file: &Mapped, excerpt: &Excerpt) -> Mapped {
    let lines: Vec<Range<usize>> = match excerpt {
        Excerpt::Lines(wanted) => {
            file.lines().skip(wanted.start).take(wanted.end.saturating_sub(wanted.start)).collect()
        }
        Excerpt::Anchor(name) => anchored(file, name)
            .into_iter()
            .filter_map(|(line, inside)| inside.then_some(line))
            .collect(),
    };
    join(file, lines.into_iter().map(|line| (line, true)))
}

/// All lines, those that are not wanted hidden from readers as rustdoc does it.
fn hide_rest(file: &Mapped, excerpt: &Excerpt) -> Mapped {
    match excerpt {
        Excerpt::Lines(wanted) => {
            let lines = file.lines().enumerate();
            join(file, lines.map(|(number, line)| (line, wanted.contains(&number))))
        }
        Excerpt::Anchor(name) => join(file, anchored(file, name).into_iter()),
    }
}

/// Lines without those that set anchors, and whether each stands inside the anchor of this name.
fn anchored(file: &Mapped, name: &str) -> Vec<(Range<usize>, bool)> {
    let named = |found: Option<Captures>| found.is_some_and(|found| &found["name"] == name);
    let mut inside = false;
    let mut lines = Vec::new();
    for range in file.lines() {
        let line = &file.text[range.clone()];
        if inside && named(ANCHOR_END.captures(line)) {
            inside = false;
        } else if !inside && named(ANCHOR.captures(line)) {
            inside = true;
        } else if !ANCHOR.is_match(line) && !ANCHOR_END.is_match(line) {
            lines.push((range, inside));
        }
    }
    lines
}

fn join(file: &Mapped, lines: impl Iterator<Item = (Range<usize>, bool)>) -> Mapped {
    let mut joined = Mapped::default();
    for (number, (line, shown)) in lines.enumerate() {
        if number > 0 {
            joined.add("\n");
        }
        if !shown {
            joined.add("# ");
        }
        joined.copy(file, line);
    }
    joined
}

/// A whole file as a runnable block of code.
fn fenced(file: &Mapped, attributes: &[&str]) -> Mapped {
    let comma = if attributes.is_empty() { "" } else { "," };
    let mut block = Mapped::default();
    block.add(&format!("```rust{comma}{}\n", attributes.join(",")));
    block.copy(file, 0..file.text.len());
    if !file.text.ends_with('\n') {
        block.add("\n");
    }
    block.add("```\n");
    block
}

fn parent(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The path without `.` and `..`, as messages show it.
fn normalized(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if parts.last().is_some_and(|part| part != "..") => {
                parts.pop();
            }
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.join("/")
}
