//! mdBook's own includes, done again with a map of where each byte came from.
//!
//! A preprocessor receives chapters whose `{{#include}}`s are expanded already. This expands the file of a
//! chapter [as mdBook's `links` does][1], so that a place in the text that was received can be found in the
//! file it stands in: `include`, `rustdoc_include`, `playground` and `title`, with lines and anchors, one in
//! another, escaped ones and broken ones.
//!
//! [1]: https://rust-lang.github.io/mdBook/format/mdbook.html#including-files

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::diagnostic::Source;

/// Includes in includes, at most; mdBook leaves out what is nested deeper.
const MAX_DEPTH: usize = 10;

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
}

impl Replayed {
    /// Expands the includes of a chapter's file, which stands in the book as `file` is named.
    pub(crate) fn new(file: Arc<Source>, read: &Read) -> Self {
        let folder = parent(Path::new(&file.name));
        let text = file.text.clone();
        let mut replay = Replay { sources: vec![file], read };
        let mapped = replay.expand(&Mapped::of_source(0, &text), &folder, 0);
        Replayed { sources: replay.sources, mapped }
    }

    pub(crate) fn text(&self) -> &str {
        &self.mapped.text
    }

    /// The file in which a place stands, and the place there; nothing where it stands in several.
    pub(crate) fn locate(&self, span: &Range<usize>) -> Option<(&Arc<Source>, Range<usize>)> {
        let (source, start) = self.mapped.origin(span.start)?;
        if span.is_empty() {
            return Some((&self.sources[source], start..start));
        }
        let (other, last) = self.mapped.origin(span.end - 1)?;
        (source == other && start <= last).then(|| (&self.sources[source], start..last + 1))
    }
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
    /// Number of its source and offset there; nothing for what an include adds itself.
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
        let start = self.text.as_ptr() as usize;
        self.text.lines().map(move |line| {
            let at = line.as_ptr() as usize - start;
            at..at + line.len()
        })
    }
}

/// Which part of a file is wanted.
enum Part {
    Lines(Range<usize>),
    Anchor(String),
}

struct Replay<'r> {
    sources: Vec<Arc<Source>>,
    read: &'r Read<'r>,
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
            }
        }
        expanded.copy(text, at..text.text.len());
        expanded
    }

    /// What takes the place of a link; nothing where that stays as it is.
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
            unescaped.copy(text, range.start + 1..range.end);
            return Some(unescaped);
        };
        let mut words = argument.as_str().split_whitespace();
        let included = match kind.as_str() {
            "title" => return Some(Mapped::default()),
            "include" => self.file(folder, words.next()?, take),
            "rustdoc_include" => self.file(folder, words.next()?, hide_rest),
            "playground" | "playpen" => {
                let path = words.next()?;
                let attributes: Vec<&str> = words.collect();
                self.read_file(folder, path).map(|file| (fenced(&file, &attributes), path))
            }
            _ => return None,
        };
        let (included, path) = included?;
        if depth >= MAX_DEPTH {
            return Some(Mapped::default());
        }
        Some(self.expand(&included, &parent(&folder.join(path)), depth + 1))
    }

    fn file<'p>(
        &mut self,
        folder: &Path,
        path: &'p str,
        taken: fn(&Mapped, &Part) -> Mapped,
    ) -> Option<(Mapped, &'p str)> {
        let (path, part) = path.split_once(':').unwrap_or((path, ""));
        let file = self.read_file(folder, path)?;
        Some((taken(&file, &Part::parse(part)), path))
    }

    fn read_file(&mut self, folder: &Path, path: &str) -> Option<Mapped> {
        let name = normalized(&folder.join(path));
        let known = self.sources.iter().position(|source| source.name == name);
        let number = match known {
            Some(number) => number,
            None => {
                self.sources.push((self.read)(&name)?);
                self.sources.len() - 1
            }
        };
        Some(Mapped::of_source(number, &self.sources[number].text))
    }
}

impl Part {
    /// `5`, `5:`, `:5`, `5:7`, an anchor's name, or nothing for the whole file.
    fn parse(text: &str) -> Part {
        let mut parts = text.splitn(3, ':');
        let first = parts.next().unwrap_or_default();
        let start = match first.parse::<usize>() {
            Ok(line) => Some(line.saturating_sub(1)),
            Err(_) if first.is_empty() => None,
            Err(_) => return Part::Anchor(first.to_owned()),
        };
        let end = parts.next().map(|end| end.parse::<usize>().unwrap_or(usize::MAX));
        Part::Lines(match (start, end) {
            (Some(start), Some(end)) => start..end,
            (Some(start), None) => start..start + 1,
            (None, end) => 0..end.unwrap_or(usize::MAX),
        })
    }
}

/// The lines wanted, and nothing else.
fn take(file: &Mapped, part: &Part) -> Mapped {
    let lines: Vec<Range<usize>> = match part {
        Part::Lines(wanted) => {
            file.lines().skip(wanted.start).take(wanted.end.saturating_sub(wanted.start)).collect()
        }
        Part::Anchor(name) => anchored(file, name)
            .into_iter()
            .filter_map(|(line, inside)| inside.then_some(line))
            .collect(),
    };
    join(file, lines.into_iter().map(|line| (line, true)))
}

/// All lines, those that are not wanted hidden from readers as rustdoc does it.
fn hide_rest(file: &Mapped, part: &Part) -> Mapped {
    match part {
        Part::Lines(wanted) => {
            let lines = file.lines().enumerate();
            join(file, lines.map(|(number, line)| (line, wanted.contains(&number))))
        }
        Part::Anchor(name) => join(file, anchored(file, name).into_iter()),
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
