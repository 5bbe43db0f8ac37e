//! Excerpts of real lists, read by hand, against what the program reads.
//!
//! `tests/lists/NAME.md` is an excerpt of a list. `tests/lists/NAME.txt` is what a person reads in it, entry by entry in
//! the list's order: the title, the authors with their affiliations, the kind (`website` if nothing tells) and the
//! description. `tests/lists/differences.txt` has the differences that are known; there can be no others.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use mdbook_resources::{Author, Catalogue, Resource};

use crate::support::compare;

const LISTS: [&str; 5] = [
    "awesome-math",
    "jreel-bookmarks",
    "ml-youtube-courses",
    "ossu-math",
    "papers-we-love-distsys",
];

/// Counts of authors: those that a person reads, those of them that the program reads, and all that it reads.
#[derive(Default)]
struct Authors {
    stated: usize,
    right: usize,
    read: usize,
}

#[test]
fn lists_are_read_as_a_person_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists");
    let mut authors = Authors::default();
    let mut differences = String::new();
    for name in LISTS {
        let list = fs::read_to_string(folder.join(name).with_extension("md")).unwrap();
        let expected = fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        let expected: Vec<&str> = expected.split("\n\n").map(str::trim_end).collect();
        let read: Vec<String> = readings(&Catalogue::from_markdown(&list).unwrap());
        assert_eq!(read.len(), expected.len(), "{name}: entries\n{}", read.join("\n\n"));
        for (read, expected) in read.iter().zip(expected) {
            authors.count(read, expected);
            if read != expected {
                write!(differences, "{name}, by hand:\n{expected}\nas read:\n{read}\n\n").unwrap();
            }
        }
    }
    compare(&folder.join("differences.txt"), &differences).unwrap();
    let Authors { stated, right, read } = authors;
    assert!(stated >= 30, "the lists state only {stated} authors");
    assert!(right * 100 >= stated * 97, "{right} of {stated} authors are read");
    assert!(right * 100 >= read * 98, "{right} of {read} authors that are read are right");
}

impl Authors {
    fn count(&mut self, read: &str, expected: &str) {
        let (read, expected) = (authors(read), authors(expected));
        self.stated += expected.len();
        self.read += read.len();
        self.right += read.iter().filter(|author| expected.contains(author)).count();
    }
}

fn authors(reading: &str) -> Vec<&str> {
    let line = reading.lines().find_map(|line| line.strip_prefix("authors: "));
    line.map(|line| line.split("; ").collect()).unwrap_or_default()
}

/// The resources of a catalogue in the order of their list.
fn readings(catalogue: &Catalogue) -> Vec<String> {
    catalogue.resources().iter().map(reading).collect()
}

fn reading(resource: &Resource) -> String {
    let mut text = format!("title: {}\n", resource.title);
    if !resource.authors.is_empty() {
        let authors: Vec<String> = resource.authors.iter().map(author).collect();
        writeln!(text, "authors: {}", authors.join("; ")).unwrap();
    }
    write!(text, "kind: {}", resource.kind.id).unwrap();
    if let Some(description) = &resource.facts.description {
        write!(text, "\ntext: {description}").unwrap();
    }
    text
}

fn author(author: &Author) -> String {
    match &author.affiliation {
        Some(affiliation) => format!("{} ({affiliation})", author.name),
        None => author.name.clone(),
    }
}
