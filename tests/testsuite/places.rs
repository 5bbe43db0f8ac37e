//! The author's own file, line and column, whatever happened to the chapter on its way.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Folder, config, message, run, run_in};

/// Report on a chapter whose file is not the text that mdBook sent.
fn report(file: Option<&str>, received: &str) -> String {
    let folder = Folder::new();
    if let Some(file) = file {
        folder.write("src/a.md", file);
    }
    let run = run(message(&folder.0, &config(&json!({})), &[("a.md", received)]).to_string());
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    run.stderr
}

fn expected(place: &str, number: &str, line: &str, column: usize, note: &str) -> String {
    let gap = " ".repeat(number.len());
    let indent = " ".repeat(column - 1);
    format!(
        "error[unknown-name]: there is no topic or resource `calclus`\n{gap}--> src/a.md:{place}\n{gap} |\n\
         {number} | {line}\n{gap} | {indent}^^^^^^^\n{gap} |\n{note}{gap} = help: did you mean `calculus`?\n\n\
         mdbook-resources: 1 error\n"
    )
}

#[test]
fn a_chapter_as_its_file_has_it() {
    let text = "é\n\nsee <<#resources calclus>> é\n";
    assert_eq!(
        report(Some(text), text),
        expected("3:18", "3", "see <<#resources calclus>> é", 18, "")
    );
}

#[test]
fn a_byte_order_mark_counts_for_nothing() {
    assert_eq!(
        report(Some("\u{feff}<<#resources calclus>>\r\n"), "<<#resources calclus>>\r\n"),
        expected("1:14", "1", "<<#resources calclus>>", 14, "")
    );
}

#[test]
fn a_line_that_occurs_once_in_the_file_is_that_line() {
    let file = "# A\n\n{{#other b.md}}\n\nsee <<#resources calclus>>\n";
    let received = file.replace("{{#other b.md}}", "one\ntwo\nthree");
    assert_eq!(
        report(Some(file), &received),
        expected("5:18", "5", "see <<#resources calclus>>", 18, "")
    );
}

#[test]
fn otherwise_the_place_is_said_to_be_approximate() {
    let file = "# A\n\n{{#other b.md}}\n";
    let received = "# A\n\nsee <<#resources calclus>>\n";
    let note =
        "  = note: this place is approximate: another preprocessor changed the chapter first\n";
    assert_eq!(
        report(Some(file), received),
        expected("3:18", "3", "see <<#resources calclus>>", 18, note)
    );
}

#[test]
fn a_chapter_without_a_file_is_its_own_source() {
    let received = "<<#resources calclus>>";
    assert_eq!(report(None, received), expected("1:14", "1", received, 14, ""));
}

/// Files with one unknown name each, whose places are found through every kind of include.
const FILES: &[(&str, &str)] = &[
    ("src/SUMMARY.md", "- [A](a/one.md)\n"),
    (
        "src/a/one.md",
        "<<#resources in-chapter-1>>\n\n{{#include ../whole.md}}\n\n{{#include lines.md:2:3}}\n{{#include lines.md:5}}\n\n\
         {{ #include   anchors.md:wanted }}\n\n{{#include crlf.md}}\n\n\\{{#include ../whole.md}}\n\n{{#title T}}\n\
         {{#include missing.md}}\n{{#unknown x}}\n\n{{#rustdoc_include hidden.md:2}}\n\n{{#playground code.rs editable}}\n\n\
         {{#include lines.md::1}} {{#include lines.md:7:}}\n\n<<#resources in-chapter-2>>\n",
    ),
    ("src/whole.md", "é {{#include deep/inner.md}}\n<<#resources in-whole>>\n"),
    ("src/deep/inner.md", "\n\n> <<#resources\n> in-inner>>\n\n{{#include ../a/tail.md}}"),
    ("src/a/tail.md", "<<#resources in-tail>>"),
    ("src/a/lines.md", "one\n\n<<#resources in-lines>>\nfour\n\nsix\n<<#resources at-end>>\n"),
    (
        "src/a/anchors.md",
        "no\nANCHOR: wanted\n\n<<#resources in-anchor>>\nANCHOR: other\nANCHOR_END: other\n\nANCHOR_END: wanted\nno\n",
    ),
    ("src/a/crlf.md", "x\r\n\r\n<<#resources in-crlf>>\r\n"),
    ("src/a/hidden.md", "hidden\n<<#resources in-hidden>>\nhidden\n"),
    ("src/a/code.rs", "// <<#resources not-counted>>"),
];

#[test]
fn places_in_includes_are_exact_in_both_generations() {
    let names = [
        ("src/a/one.md:1:14", "in-chapter-1"),
        ("src/deep/inner.md:4:3", "in-inner"),
        ("src/a/tail.md:1:14", "in-tail"),
        ("src/whole.md:2:14", "in-whole"),
        ("src/a/lines.md:3:14", "in-lines"),
        ("src/a/anchors.md:4:14", "in-anchor"),
        ("src/a/crlf.md:3:14", "in-crlf"),
        ("src/a/hidden.md:2:14", "in-hidden"),
        ("src/a/lines.md:7:14", "at-end"),
        ("src/a/one.md:24:14", "in-chapter-2"),
    ];
    for build in [build_04, build_05] {
        let folder = Folder::new();
        // The chapter as mdBook hands it over, by its own renderer of Markdown.
        folder.write("book.toml", "[book]\ntitle = \"T\"\n\n[output.markdown]\n");
        for (name, text) in FILES {
            folder.write(name, text);
        }
        let received = build(&folder);
        let input = message(&folder.0, &config(&json!({})), &[("a/one.md", &received)]);
        let stderr = run(input.to_string()).stderr;
        assert_eq!(found(&stderr), names, "{stderr}\n---\n{received}");
        assert!(!stderr.contains("approximate"), "{stderr}");
    }
}

/// The place and the unknown name of each report.
fn found(stderr: &str) -> Vec<(&str, &str)> {
    let reports = stderr.split("\n\n").filter_map(|report| {
        let name = report.split('`').nth(1)?;
        let place = report.split("--> ").nth(1)?.lines().next()?;
        Some((place, name))
    });
    reports.collect()
}

fn build_04(folder: &Folder) -> String {
    mdbook::MDBook::load(&folder.0).unwrap().build().unwrap();
    folder.read("book/a/one.md")
}

fn build_05(folder: &Folder) -> String {
    mdbook_driver::MDBook::load(&folder.0).unwrap().build().unwrap();
    folder.read("book/a/one.md")
}

/// After 0.5.4, mdBook puts the text before an include on its line before each included line.
#[test]
fn an_include_after_other_text_on_its_line() {
    let folder = Folder::new();
    for (name, text) in [
        ("book.toml", "[output.markdown]\n"),
        ("src/SUMMARY.md", "- [A](a/one.md)\n"),
        ("src/a/quoted.md", "é\n\n<<#resources in-quoted>>\n"),
        ("src/a/nested.md", "1. {{#include quoted.md}}\n\n<<#resources in-nested>>\n"),
        ("src/a/crlf.md", "x\r\n\r\n<<#resources in-crlf>>\r\n"),
        ("src/a/code.rs", "fn main() {}\n"),
        (
            "src/a/one.md",
            "> {{#include quoted.md}}\n\n- {{#include nested.md}} <<#resources after>>\n\n\
             <<#resources before>> {{#include crlf.md}}\n\n  {{#playground code.rs}}\n",
        ),
    ] {
        folder.write(name, text);
    }
    let prefixed = "> é\n> \n> <<#resources in-quoted>>\n\n\
                    - 1. é\n- 1. \n- 1. <<#resources in-quoted>>\n- \n- <<#resources in-nested>> <<#resources after>>\n\n\
                    <<#resources before>> x\n<<#resources before>> \n<<#resources before>> <<#resources in-crlf>>\n\n\
                    \x20 ```rust\n  fn main() {}\n  ```\n";
    let place = |name: &str| match name {
        "in-quoted" => "src/a/quoted.md:3:14",
        "in-nested" => "src/a/nested.md:3:14",
        "in-crlf" => "src/a/crlf.md:3:14",
        "before" => "src/a/one.md:5:14",
        _ => "src/a/one.md:3:39",
    };
    // A directive before an include is there once for each line: only the first line is one of the file.
    for (received, exact, approximate) in [(build_05(&folder), 6, 0), (prefixed.to_owned(), 5, 3)] {
        let input = message(&folder.0, &config(&json!({})), &[("a/one.md", &received)]);
        let stderr = run(input.to_string()).stderr;
        let found = found(&stderr);
        assert!(found[..exact].iter().all(|(found, name)| *found == place(name)), "{stderr}");
        assert_eq!(found.len(), exact + approximate, "{stderr}");
        assert_eq!(stderr.matches("approximate").count(), approximate, "{stderr}");
    }
}

#[test]
fn a_chapter_that_includes_itself_too_often_is_given_up() {
    let folder = Folder::new();
    let itself = "a {{#include a.md}}{{#include a.md}}{{#include a.md}}\n";
    folder.write("book.toml", "[preprocessor.resources]\n");
    folder.write("src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n");
    folder.write("src/a.md", itself);
    folder.write("src/b.md", "<<#resources calclus>>\n");
    let start = Instant::now();
    let checked = run_in(&folder, &["check"]);
    assert!(checked.stderr.contains("--> src/b.md:1:14\n"), "{}", checked.stderr);
    // What mdBook makes of the chapter is another text, so that a place in it is not certain.
    let received = "a <<#resources calclus>> a\n";
    let input = message(&folder.0, &config(&json!({})), &[("a.md", received)]);
    assert!(run(input.to_string()).stderr.contains("= note: this place is approximate"));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
