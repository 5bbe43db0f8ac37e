//! The author's own file, line and column, whatever happened to the chapter on its way.

use serde_json::json;

use crate::support::{Folder, config, message, run};

/// What is reported for a chapter whose file is not the text that mdBook sent.
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
    let file = "# A\n\n{{#include b.md}}\n\nsee <<#resources calclus>>\n";
    let received = file.replace("{{#include b.md}}", "one\ntwo\nthree");
    assert_eq!(
        report(Some(file), &received),
        expected("5:18", "5", "see <<#resources calclus>>", 18, "")
    );
}

#[test]
fn otherwise_the_place_is_said_to_be_approximate() {
    let file = "# A\n\n{{#include b.md}}\n";
    let received = "# A\n\nsee <<#resources calclus>>\n";
    let note =
        "  = note: the line is that of the chapter after its includes and other preprocessors\n";
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
