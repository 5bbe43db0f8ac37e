//! The `CommonMark` specification's examples as chapters.
//!
//! They are in the package of the parser, which is a dependency, so that nobody has to copy them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use mdbook_resources::{Catalogue, expand};
use serde_json::Value;

use crate::support::{html_04, html_05};

fn examples() -> Vec<String> {
    let cargo = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let host = String::from_utf8(cargo.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // Packages for other platforms are not there.
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let manifest = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| package["name"] == "pulldown-cmark")
        .find(|package| package["version"].as_str().unwrap().starts_with("0.13"))
        .map(|package| package["manifest_path"].as_str().unwrap())
        .unwrap();
    let file = Path::new(manifest).with_file_name("tests").join("suite/spec.rs");
    let tests = fs::read_to_string(file).unwrap();
    let examples: Vec<String> = tests
        .split("let original = r##\"")
        .skip(1)
        .map(|test| test.split("\"##;").next().unwrap().to_owned())
        .collect();
    assert_eq!(examples.len(), 652);
    examples
}

const DIRECTIVE: &str = "<<#resources imaginary-numbers-are-real>>";

#[test]
fn chapters_without_directives_are_left_alone() {
    for example in examples() {
        let expansion = expand(&example, Catalogue::builtin());
        assert_eq!((expansion.text, expansion.diagnostics), (None, vec![]), "{example}");
    }
}

#[test]
fn a_directive_as_the_last_paragraph_changes_nothing_but_that_paragraph() {
    let mut untouched = BTreeSet::new();
    for (number, example) in examples().into_iter().enumerate() {
        let chapter = format!("{example}\n{DIRECTIVE}\n");
        let expansion = expand(&chapter, Catalogue::builtin());
        let Some(text) = expansion.text else {
            untouched.insert(number + 1);
            continue;
        };
        assert_eq!(expansion.diagnostics, [], "{chapter}");
        assert!(text.starts_with(&format!("{example}\n")), "{chapter}\n---\n{text}");
        for html in [html_04, html_05] {
            let paragraph = html(DIRECTIVE);
            let section = text.strip_prefix(&format!("{example}\n")).unwrap();
            let before = html(&chapter);
            assert_eq!(before.matches(&paragraph).count(), 1, "{before}");
            assert_eq!(
                html(&text),
                before.replace(&paragraph, &html(section)),
                "{chapter}\n---\n{text}"
            );
        }
    }
    // These end inside an open fence or an open block of HTML, which reaches to the chapter's end.
    assert_eq!(untouched, BTreeSet::from([126, 127, 137, 139, 173, 237]));
}

#[test]
fn a_directive_on_any_line_leaves_the_blocks_around_it_as_they_are() {
    let list = expand(DIRECTIVE, Catalogue::builtin()).text.unwrap();
    let inline = expand(&format!("x {DIRECTIVE}"), Catalogue::builtin()).text.unwrap();
    let escaped = html_05(DIRECTIVE);
    let escaped = escaped.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned();
    // A section parts a paragraph in two, which is its job, and a line break before it means nothing.
    let bare = |html: &str| -> String {
        let html = ["<p>", "</p>", "<br />", "<!-- -->"]
            .iter()
            .fold(html.to_owned(), |html, tag| html.replace(tag, ""));
        html.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let mut expanded = 0;
    for example in examples() {
        let lines: Vec<&str> = example.split_inclusive('\n').collect();
        for at in 0..=lines.len() {
            let chapter = format!("{}{DIRECTIVE}\n{}", lines[..at].concat(), lines[at..].concat());
            let expansion = expand(&chapter, Catalogue::builtin());
            let (Some(text), true) = (expansion.text, expansion.diagnostics.is_empty()) else {
                continue;
            };
            expanded += 1;
            for html in [html_04, html_05] {
                let (list, inline) = (html(&list), html(&inline));
                let inline = inline.trim().trim_start_matches("<p>x ").trim_end_matches("</p>");
                let after = bare(
                    &html(&text).replace(&list, "").replace(list.trim(), "").replace(inline, ""),
                );
                let before = bare(&html(&chapter).replace(&escaped, ""));
                assert_eq!(
                    after,
                    before,
                    "{chapter}\n---\n{text}\n---\n{}\n---\n{}",
                    html(&chapter),
                    html(&text)
                );
            }
        }
    }
    assert!(expanded > 1000, "{expanded}");
}
