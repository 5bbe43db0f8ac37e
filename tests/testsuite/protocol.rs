//! Messages from mdBook, replies to it, and messages that are no book at all.

use std::process::{Command, Stdio};

use serde_json::json;

use crate::support::{COMMAND, Folder, Run, config, message, run, run_in};

/// A book as no mdBook writes it: spread out, with fields that nobody knows, numbers and escapes of
/// every kind.
const STRANGE: &str = r#" [ {"root": "/nowhere", "config": {"x": 1.50, "y": 1e3, "book": {}}, "renderer": "pdf",
  "mdbook_version": "0.5.4", "later": [1, 2.0, null]},
{"__non_exhaustive" : null, "sections":[ "Separator", {"PartTitle": "P\u00e9"}, {"Unknown": [1, {}]},
 {"Chapter": {"extra": {"b": 1.0, "a": -0.0}, "name": "A \ud83e\udd80", "content": "no directive \u003c\/ \u0001", "number": null,
  "sub_items": [{"Chapter":{"name":"Draft","content":"","number":[1,1],"sub_items":[
    {"Chapter": {"name": "Deep", "content": CONTENT , "number": [1,1,1], "sub_items": [], "path": "d.md", "source_path": null, "parent_names": []}}
  ],"path":null,"source_path":null,"parent_names":["A"]}}, "Separator"],
  "path": "a.md", "source_path": "a.md", "parent_names": [ ] } } ] , "z" : 18446744073709551616 }
 ] "#;

fn book_of(input: &str) -> &str {
    let start = input.find("{\"__non").unwrap();
    input[start..].trim_end().strip_suffix(']').unwrap().trim_end()
}

#[test]
fn a_book_without_directives_comes_back_byte_for_byte() {
    let input = STRANGE.replace("CONTENT", r#""\u003c\u003cother \ud834\udd1e""#);
    let run = run(&input);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    assert_eq!(run.stdout, book_of(&input));
}

#[test]
fn only_the_content_of_a_chapter_with_a_directive_changes() {
    let content =
        r#""\u003c<#resources imaginary-numbers-are-real format=inline>> é \ud83e\udd80""#;
    let input = STRANGE.replace("CONTENT", content);
    let run = run(&input);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    let expanded = "[Imaginary Numbers are Real](https://www.youtube.com/playlist\
                    ?list=PLiaHhY2iBX9g6KIvZ_703G3KJXapKkNaF) (Welch Labs) é 🦀";
    let expected = book_of(&input).replace(content, &json!(expanded).to_string());
    assert_eq!(run.stdout, expected);
}

#[test]
fn what_is_no_book_is_refused() {
    let deep = format!(r#"[{},{{"items":{}"#, CONTEXT, r#"[{"Chapter":{"sub_items":"#.repeat(200));
    let nested = nested(42);
    let arrays = format!("[{CONTEXT},{}", "[".repeat(100_000));
    let not_a_book = "standard input is not a book as mdBook sends it: ";
    let cases: Vec<(&[u8], String)> = vec![
        (b"", "standard input is empty".into()),
        (b" \n", "standard input is empty".into()),
        (b"\xff\xfe", "standard input is not UTF-8: see byte 0".into()),
        (b"hello", format!("{not_a_book}expected value at line 1 column 1")),
        (b"[", format!("{not_a_book}EOF while parsing a list at line 1 column 1")),
        (
            b"{}",
            format!(
                "{not_a_book}invalid type: map, expected tuple struct Message at line 1 column 0"
            ),
        ),
        (
            b"[]",
            format!(
                "{not_a_book}invalid length 0, expected tuple struct Message with 2 elements at line 1 column 2"
            ),
        ),
        (b"[{}, {}]", format!("{not_a_book}missing field `root` at line 1 column 3")),
        (deep.as_bytes(), format!("{not_a_book}recursion limit exceeded at line 1 column 1117")),
        (
            arrays.as_bytes(),
            format!(
                "{not_a_book}invalid type: sequence, expected an item of a book at line 1 column 73"
            ),
        ),
        (nested.as_bytes(), format!("{not_a_book}recursion limit exceeded at line 1 column 4684")),
    ];
    for (input, message) in cases {
        let run = run(input);
        let start = String::from_utf8_lossy(&input[..input.len().min(40)]).into_owned();
        let expected = format!(
            "error[invalid-input]: {message}\n |\n = help: mdBook runs this program by itself: add \
             `[preprocessor.resources]` to `book.toml`, then run `mdbook build`\n\n\
             mdbook-resources: 1 error\n"
        );
        assert_eq!(run.stderr, expected, "{start}");
        assert_eq!((run.code, &*run.stdout), (Some(1), ""), "{start}");
    }
}

/// A book of one chapter, which has one inside it, and so on.
fn nested(levels: usize) -> String {
    let items = (0..levels).fold("[]".to_owned(), |inner, _| {
        let chapter = json!({"name": "n", "content": "", "number": null, "sub_items": [], "path": null,
            "source_path": null, "parent_names": []});
        let chapter = chapter.to_string().replace(r#""sub_items":[]"#, &format!(r#""sub_items":{inner}"#));
        format!(r#"[{{"Chapter":{chapter}}}]"#)
    });
    format!(r#"[{CONTEXT},{{"items":{items}}}]"#)
}

#[test]
fn chapters_can_be_as_deep_as_in_any_preprocessor() {
    for (levels, code) in [(41, 0), (42, 1)] {
        let input = nested(levels);
        assert_eq!(run(&input).code, Some(code));
        assert_eq!(mdbook_preprocessor::parse_input(input.as_bytes()).is_ok(), code == 0);
    }
}

#[test]
fn an_escape_hides_no_directive() {
    let directive = r"imaginary-numbers-are-real format=inline>>";
    for opener in [r"\u003c\u003c#resources", r"<\u003c\u0023resources", r"<<#\u0072\u0065sources"]
    {
        let content = format!(r#""{opener} {directive}""#);
        let run = run(STRANGE.replace("CONTENT", &content));
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        assert!(run.stdout.contains("[Imaginary Numbers are Real](https://"), "{content}");
    }
}

#[test]
fn a_chapter_can_come_after_those_inside_it() {
    let chapter = |name: &str, inner: &str| {
        format!(
            r#"{{"Chapter":{{"sub_items":[{inner}],"name":"{name}","content":"<<#resources {name} format=inline>>"}}}}"#
        )
    };
    let items = chapter("essence-of-calculus", &chapter("imaginary-numbers-are-real", ""));
    let run = run(format!(r#"[{CONTEXT},{{"items":[{items}]}}]"#));
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    let book: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let outer = &book["items"][0]["Chapter"];
    assert!(outer["content"].as_str().unwrap().contains("[Essence of calculus]("), "{outer}");
    let inner = &outer["sub_items"][0]["Chapter"];
    assert!(inner["content"].as_str().unwrap().contains("[Imaginary Numbers are Real]("));
}

#[test]
fn what_is_no_content_is_refused() {
    for (content, message) in [
        ("1", "invalid type: a value that is no string, expected a string at line 1 column 115"),
        (r#""\ud800""#, "unexpected end of hex escape at line 1 column 8"),
    ] {
        let input = format!(
            r#"[{CONTEXT},{{"items":[{{"Chapter":{{"name":"n","content":{content}}}}}]}}]"#
        );
        let run = run(input);
        assert_eq!((run.code, &*run.stdout), (Some(1), ""));
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn a_book_without_directives_opens_no_file_and_check_does() {
    let folder = Folder::new();
    folder.write("book.toml", "[preprocessor.resources]\ncatalogue = \"none.toml\"\n");
    folder.write("src/SUMMARY.md", "- [A](a.md)\n");
    folder.write("src/a.md", "x");
    let config = config(&json!({"catalogue": "none.toml"}));
    let input = message(&folder.0, &config, &[("a.md", "x")]);
    let built = run(input.to_string());
    assert_eq!((built.code, &*built.stderr), (Some(0), ""));
    let checked = run_in(&folder, &["check"]);
    assert_eq!(checked.code, Some(1));
    assert!(checked.stderr.contains("`none.toml`: there is no such file"), "{}", checked.stderr);
    let input = message(&folder.0, &config, &[("a.md", "<<#resources all>>")]);
    assert_eq!(run(input.to_string()).code, Some(1));
}

const CONTEXT: &str = r#"{"root":"/x","config":{},"renderer":"html","mdbook_version":"0.5.4"}"#;

#[test]
fn a_book_that_is_cut_short_anywhere_is_refused() {
    let input = STRANGE.replace("CONTENT", r#""é <<#resources calculus>>""#);
    let bytes = input.trim().as_bytes();
    for end in (0..bytes.len()).step_by(7) {
        let run = run(&bytes[..end]);
        assert_eq!((run.code, &*run.stdout), (Some(1), ""), "cut at {end}");
        assert!(run.stderr.starts_with("error[invalid-input]: standard input is "), "cut at {end}");
    }
}

#[test]
fn other_generations_are_served_with_one_warning() {
    let folder = Folder::new();
    let mut input = message(&folder.0, &config(&json!({})), &[("a.md", "x"), ("b.md", "y")]);
    for (version, known) in
        [("0.4.1", true), ("0.5.0", true), ("0.6.0", false), ("1.0.0-beta", false), ("?", false)]
    {
        input[0]["mdbook_version"] = version.into();
        let Run { code, stdout, stderr } = run(input.to_string());
        let expected = format!(
            "warning[untested-mdbook]: mdbook-resources {} was not tested with mdBook {version}\n |\n = help: it was \
             tested with 0.4 and 0.5; the build goes on, but look for a newer mdbook-resources\n\n\
             mdbook-resources: 1 warning\n",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(stderr, if known { "" } else { &expected });
        assert_eq!((code, stdout), (Some(0), input[1].to_string()));
    }
}

#[test]
fn every_renderer_is_supported() {
    for renderer in ["html", "markdown", "test", "anything"] {
        let output = Command::new(COMMAND)
            .args(["supports", renderer])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!((output.stdout, output.stderr), (vec![], vec![]));
    }
}

/// The renderer for EPUB makes HTML files of chapters, and leaves links as they are.
#[test]
fn links_to_chapters_of_an_epub_name_its_files() {
    let folder = Folder::new();
    let chapters =
        [("index.md", "<<#resources format=overview>>"), ("a/b.md", "<<#resources calculus>>")];
    for (renderer, link) in [("epub", "[Calculus](a/b.html)"), ("markdown", "[Calculus](a/b.md)")] {
        let mut input = message(&folder.0, &config(&json!({})), &chapters);
        input[0]["renderer"] = renderer.into();
        let run = run(input.to_string());
        assert!(run.stdout.contains(link), "{renderer}: {}", run.stdout);
    }
}

#[test]
fn a_setting_from_the_environment_has_no_line() {
    let folder = Folder::new();
    folder.write("book.toml", "[preprocessor.resources]\n");
    let input = message(&folder.0, &config(&json!({"fail-on": "nevr"})), &[("a.md", "x")]);
    let run = run(input.to_string());
    let expected = "\
error[invalid-setting]: `nevr` is not a known `fail-on` of `[preprocessor.resources]`
--> book.toml
 = help: did you mean `never`? this is not in `book.toml`: look for an environment variable `MDBOOK_PREPROCESSOR__RESOURCES__…`

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
}
