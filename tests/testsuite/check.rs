//! `check`: what it finds in a book, where, and what it says if there is nothing to find.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, Run, run_at, run_in};

const OWN: &str = include_str!("../cases/catalogue.toml");

/// Twenty mistakes: the file, the line's number, what the line is replaced by, and the code.
const MISTAKES: &[(&str, usize, &str, &str)] = &[
    ("src/README.md", 1, "# <<#resources calculus>>", "misplaced-directive"),
    ("src/README.md", 3, "<<#resources calclus>>", "unknown-name"),
    ("src/README.md", 5, "- <<#resources calculus colour=red>>", "unknown-option"),
    ("src/understanding-mathematics.md", 3, "[<<#resources calculus>>](#x)", "misplaced-directive"),
    ("src/understanding-mathematics.md", 4, "and <<#resource calculus>>", "misspelt-directive"),
    ("src/mooc.md", 3, "<<#resources calculus heading=7>>", "unknown-value"),
    ("src/mooc.md", 5, "<<#resources calculus", "unclosed-directive"),
    ("src/linear-algebra.md", 3, "> a", ""),
    ("src/linear-algebra.md", 4, "<<#resources calculus>>", "misplaced-directive"),
    ("src/linear-algebra.md", 6, "<<#resources format=cardz calculus>>", "malformed-directive"),
    ("src/calculus.md", 3, "<<#resources calculus format=cardz>>", "unknown-format"),
    ("src/calculus.md", 5, "<<#resources kind=vidoe>>", "unknown-value"),
    ("src/calculus.md", 8, "<<#resources by=\"3Blue2Brown\">>", "unknown-value"),
    (
        "src/differential-equations.md",
        3,
        "<<#resources differential equations/differential equations>>",
        "ambiguous-name",
    ),
    ("src/differential-equations.md", 5, "<<#resources calculus limit=0>>", "unknown-value"),
    ("src/complex-numbers.md", 3, "<<#resources all tag=calculus kind=lectures>>", "empty-section"),
    (
        "src/complex-numbers.md",
        5,
        "<<#resources calculus group=none heading=2>>",
        "conflicting-options",
    ),
    (
        "src/statistics-probability.md",
        3,
        "<div><<#resources calculus>></div>",
        "unexpanded-directive",
    ),
    ("src/books.md", 3, "See <<#resources calculus format=list>>.", "misplaced-directive"),
    ("src/books.md", 15, "<<#resources >>", "malformed-directive"),
    ("src/youtube-channels.md", 3, "<<#resources ,calculus>>", "malformed-directive"),
];

#[test]
fn check_finds_every_mistake_at_its_line_and_nothing_else() {
    let folder = Folder::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("book"), &folder.0);
    let clean = run_in(&folder, &["check"]);
    assert_eq!((clean.code, &*clean.stdout), (Some(0), ""));
    assert!(clean.stderr.ends_with(" resources, no problems\n"), "{}", clean.stderr);
    for (file, number, line, _) in MISTAKES {
        let text = folder.read(file);
        let mut lines: Vec<&str> = text.lines().collect();
        lines[number - 1] = line;
        folder.write(file, lines.join("\n") + "\n");
    }
    let run = run_in(&folder, &["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    let mut found: Vec<(String, usize, String)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let line = usize::try_from(entry["line"].as_u64().unwrap()).unwrap();
            let text = |key: &str| entry[key].as_str().unwrap().to_owned();
            (text("file"), line, text("code"))
        })
        .collect();
    let mut expected: Vec<(String, usize, String)> = MISTAKES
        .iter()
        .filter(|(.., code)| !code.is_empty())
        .map(|(file, line, _, code)| ((*file).to_owned(), *line, (*code).to_owned()))
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!((run.code, expected.len()), (Some(1), 20));
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn check_says_what_no_chapter_shows() {
    let folder = Folder::new();
    folder.write(
        "b/book.toml",
        "[build]\nextra-watch-dirs = [\"own\"]\n[preprocessor.resources]\ncatalogue = \"own/own.toml\"\n",
    );
    folder.write("b/own/own.toml", OWN);
    folder.write(
        "b/src/SUMMARY.md",
        "# S\n\n- [A](a/README.md)\n  - [Missing](missing.md)\n- [Draft]()\n",
    );
    folder.write("b/src/a/README.md", "{{#include ../part.md}}\n\n<<#resources python>>\n");
    folder.write("b/src/part.md", "\n<<#resources limits>>\n");
    let run = run_in(&folder, &["check", "b"]);
    let expected = "\
warning[missing-chapter]: there is no chapter `src/missing.md`
 --> src/SUMMARY.md:4:5
  |
4 |   - [Missing](missing.md)
  |     ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: mdBook makes an empty chapter of it

warning[unused-resource]: no chapter shows the topic `statistics-probability`

warning[unused-resource]: no chapter shows the resource `slopes`

mdbook-resources: 3 warnings
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "", expected));
    folder.write("b/src/part.md", "\n<<#resources limis>>\n");
    let run = run_in(&folder, &["check", "b", "--format", "github"]);
    let expected = "\
::warning file=b/src/SUMMARY.md,line=4,endLine=4,col=5,endColumn=26,title=missing-chapter::there is no chapter `src/missing.md`%0AmdBook makes an empty chapter of it
::error file=b/src/part.md,line=2,endLine=2,col=14,endColumn=19,title=unknown-name::there is no topic or resource `limis`%0Adid you mean `limits`?
::warning title=unused-resource::no chapter shows the topics `calculus` and `statistics-probability`
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), expected, ""));
}

#[test]
fn check_says_which_relative_urls_lead_nowhere() {
    let folder = Folder::new();
    folder.write(
        "b/book.toml",
        "[build]\nextra-watch-dirs = [\"own.toml\"]\n[preprocessor.resources]\ncatalogue = [\"own.toml\", \"src/links/list.md\"]\n",
    );
    folder.write("b/src/SUMMARY.md", "# S\n\n- [A](a/README.md)\n- [B](b%20c.md)\n");
    folder.write("b/src/a/README.md", "<<#resources all>>\n");
    folder.write("b/src/b c.md", "");
    folder.write("b/src/unlisted.md", "");
    folder.write("b/src/files/there.pdf", "");
    folder.write(
        "b/src/links/list.md",
        "- [There](../files/there.pdf)\n- [Gone](../files/gone.pdf)\n",
    );
    let urls = [
        "a/README.md",
        "a/index.html",
        "b%20c.md",
        "b%20c.html#x",
        "files/there.pdf",
        "./files/there.pdf?x",
        "a/",
        "#x",
        "../above.pdf",
        "unlisted.md",
        "unlisted.html",
        "files/gone.pdf",
        "a/gone.html",
    ];
    let mut own = String::new();
    for (number, url) in urls.iter().enumerate() {
        writeln!(own, "[[resources]]\ntitle = \"R{number}\"\nurl = \"{url}\"").unwrap();
    }
    folder.write("b/own.toml", own);
    let run = run_in(&folder, &["check", "b", "--format", "github"]);
    let places: Vec<&str> =
        run.stdout.lines().map(|line| line.split_once("file=").unwrap().1).collect();
    let warning = |line: usize, url: &str, what: &str| {
        format!(
            "b/own.toml,line={line},endLine={line},col=1,endColumn=14,title=missing-target::`{url}` is not a {what}"
        )
    };
    let mut expected = vec![
        warning(28, "unlisted.md", "page of the book"),
        warning(31, "unlisted.html", "page of the book"),
        warning(34, "files/gone.pdf", "file in `src`"),
        warning(37, "a/gone.html", "page of the book"),
    ];
    expected.push("b/src/links/list.md,line=2,endLine=2,col=3,endColumn=28,title=missing-target::`../files/gone.pdf` is not a file in `src`".to_owned());
    assert_eq!(places, expected);
}

#[test]
fn errors_of_one_file_are_counted_beyond_a_hundred() {
    let folder = Folder::new();
    folder.write("book.toml", "[preprocessor.resources]\n");
    folder.write("src/SUMMARY.md", "# S\n\n- [A](a.md)\n- [B](b.md)\n- [C](c.md)\n");
    folder.write("src/a.md", "<<#resources limis>>\n\n".repeat(350));
    folder.write("src/b.md", "<<#resources limis>>\n\n".repeat(100));
    folder.write("src/c.md", format!("<<#resources all>>\n{}\n", "<<#resources x>> ".repeat(120)));
    let run = run_in(&folder, &["check"]);
    assert_eq!(run.code, Some(1));
    let shown = |file: &str| run.stderr.matches(&format!("--> {file}:")).count();
    assert_eq!([shown("src/a.md"), shown("src/b.md"), shown("src/c.md")], [100, 100, 100]);
    let lines: Vec<String> = (101..=300).map(|nth| (2 * nth - 1).to_string()).collect();
    let last = format!(
        "\
error: 250 more errors in src/a.md
 |
 = note: in lines {}, …
 = help: in a book, `mdbook-resources check --format json` lists all of them

error: 20 more errors in src/c.md
 |
 = note: in line 2
 = help: in a book, `mdbook-resources check --format json` lists all of them

mdbook-resources: 570 errors
",
        lines.join(", ")
    );
    let end = &run.stderr[run.stderr.find("error: ").unwrap()..];
    assert_eq!(end, last);
    let run = run_in(&folder, &["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 570);
    assert_eq!(found[349]["line"], 699);
}

/// A character that no URL has is encoded on pages, and told.
#[test]
fn urls_with_blanks_are_told() {
    let folder = Folder::new();
    folder.write("book.toml", "[build]\nextra-watch-dirs = [\"c\"]\n[preprocessor.resources]\ncatalogue = [\"c/a.toml\", \"c/b.csv\"]\n");
    folder.write("src/SUMMARY.md", "- [A](a.md)\n");
    folder.write("src/a.md", "<<#resources all>>\n");
    folder.write("c/a.toml", "[[resources]]\ntitle = \"A\"\nurl = \"https://a.example/x y\"\nparts = [{ title = \"P\", url = \"https://a.example/{p}\" }]\n");
    folder.write("c/b.csv", "title,url\nB,https://b.example/x|y\nC,https://c.example/x%20y\n");
    let run = run_in(&folder, &["check"]);
    let heads: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("warning") || line.contains("= help"))
        .map(str::trim)
        .collect();
    assert_eq!(
        heads,
        [
            "warning[doubtful-link]: the URL of `a` has characters that no URL has",
            "= help: write `https://a.example/x%20y`",
            "warning[doubtful-link]: the URL of the part `P` of `a` has characters that no URL has",
            "= help: write `https://a.example/%7Bp%7D`",
            "warning[doubtful-link]: the URL of `b` has characters that no URL has",
            "= help: write `https://b.example/x%7Cy`",
        ],
        "{}",
        run.stderr
    );
}

#[test]
fn check_needs_a_book() {
    let folder = Folder::new();
    let run = run_in(&folder, &["check", "none"]);
    let expected = "\
error[unreadable-file]: there is no such file
--> book.toml
 = help: `none` is no folder of a book: name the one with `book.toml`, or begin a book with `mdbook init`

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
    folder.write("book.toml", "[book\n");
    assert_eq!(run_in(&folder, &["check"]).code, Some(1));
    folder.write("book.toml", "");
    folder.write("src/SUMMARY.md", "# S\n\n- [A](a.md)\n\n[End](end.md)\n\n- [B](b.md)\n");
    let run = run_in(&folder, &["check"]);
    assert!(
        run.stderr.starts_with("error[invalid-summary]: mdBook cannot read this: "),
        "{}",
        run.stderr
    );
}

/// A book with this table, this summary's only chapter, and a catalogue whose only resource it can show.
fn book(table: &str, chapter: impl AsRef<[u8]>) -> Folder {
    let folder = Folder::new();
    folder.write("book.toml", format!("[build]\nextra-watch-dirs = [\"own.toml\"]\n{table}"));
    folder.write("own.toml", "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\n");
    folder.write("src/SUMMARY.md", "# S\n\n- [A](a.md)\n");
    folder.write("src/a.md", chapter);
    folder
}

const TABLE: &str = "[preprocessor.resources]\ncatalogue = \"own.toml\"\n";

fn check(folder: &Folder) -> Run {
    run_in(folder, &["check"])
}

#[test]
fn a_book_without_problems_says_what_was_read() {
    let folder = book(TABLE, "<<#resources rye>>\n");
    let expected = "mdbook-resources: 1 chapter, 1 directive, 1 resource, no problems\n";
    for (place, arguments) in [
        ("", &["check"][..]),
        ("src", &["check"]),
        ("", &["check", "."]),
        ("", &["check", "book.toml"]),
        ("src", &["check", "../book.toml"]),
        ("", &["check", "--format", "github"]),
    ] {
        let run = run_at(&folder.0.join(place), arguments);
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "", expected));
    }
    let run = run_in(&folder, &["check", "--format", "json"]);
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "[]\n", ""));
    let folder = book("[preprocessor.resources]\n", "<<#resources calculus>>\n");
    let expected = "mdbook-resources: 1 chapter, 1 directive, 34 resources (32 of the built-in catalogue are not shown), no problems\n";
    assert_eq!((check(&folder).code, check(&folder).stderr), (Some(0), expected.to_owned()));
}

#[test]
fn a_map_shows_topics_and_no_resources() {
    let folder = book(TABLE, "<<#resources all format=map>>\n");
    folder.write(
        "own.toml",
        "[[topics]]\ntitle = \"Bread\"\n[[topics.resources]]\ntitle = \"Rye\"\n",
    );
    let run = check(&folder);
    assert!(run.stderr.contains("no chapter shows the topic `bread`"), "{}", run.stderr);
}

#[test]
fn directives_without_a_table_are_an_error() {
    for (table, message) in [
        (
            "",
            "error[missing-table]: there is no table `[preprocessor.resources]`, so 2 directives stay on the pages as they are written\n--> book.toml\n = help: `mdbook-resources init` adds it\n",
        ),
        (
            "[preprocessor.resource]\n",
            "error[missing-table]: mdBook does not know the table `[preprocessor.resource]`, so 2 directives stay on the pages as they are written\n --> book.toml:3:1\n",
        ),
        (
            "[preprocessors.resources]\n",
            "error[missing-table]: mdBook does not know the table `[preprocessors.resources]`",
        ),
        (
            "[preprocessor.mdbook-resources]\n",
            "error[missing-table]: mdBook does not know the table `[preprocessor.mdbook-resources]`",
        ),
        (
            "[output.resources]\n",
            "error[missing-table]: mdBook does not know the table `[output.resources]`",
        ),
        ("[resources]\n", "error[missing-table]: mdBook does not know the table `[resources]`"),
    ] {
        let run = check(&book(table, "<<#resources rye>>\n\n<<#resources rye>>\n"));
        assert!(run.stderr.starts_with(message), "{}", run.stderr);
        assert!(run.stderr.ends_with("\nmdbook-resources: 1 error\n"), "{}", run.stderr);
        assert_eq!(run.code, Some(1));
    }
    let run = check(&book("[preprocessor.resource]\n", "No directive.\n"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn files_that_are_missing_or_no_text_are_named_at_their_places() {
    let folder =
        book(TABLE, "<<#resources rye>>\n\n{{#include part.md}}\n\n\\{{#include escaped.md}}\n");
    folder.write("src/part.md", "One\n{{#include gone.md:3:5}} {{#rustdoc_include latin.rs}}\n");
    folder.write("src/latin.rs", b"// Caf\xe9\n");
    folder.write("src/bad.md", b"One\n\nCaf\xe9\n");
    folder.write("src/SUMMARY.md", "# S\n\n- [A](a.md)\n- [B](bad.md)\n- [C](c%20d.md)\n");
    let run = check(&folder);
    let expected = "\
error[missing-include]: `src/gone.md` is not included: there is no such file
 --> src/part.md:2:1
  |
2 | {{#include gone.md:3:5}} {{#rustdoc_include latin.rs}}
  | ^^^^^^^^^^^^^^^^^^^^^^^^

error[missing-include]: `src/latin.rs` is not included: line 1 of this file is not UTF-8
 --> src/part.md:2:26
  |
2 | {{#include gone.md:3:5}} {{#rustdoc_include latin.rs}}
  |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

error[unreadable-file]: line 3 of this file is not UTF-8
--> src/bad.md
 = help: save it as UTF-8 in your editor

warning[missing-chapter]: there is no chapter `src/c d.md`
 --> src/SUMMARY.md:5:3
  |
5 | - [C](c%20d.md)
  |   ^^^^^^^^^^^^^
  |
  = help: mdBook makes an empty chapter of it

mdbook-resources: 3 errors, 1 warning
";
    assert_eq!((run.code, &*run.stderr), (Some(1), expected));
    folder.write(
        "book.toml",
        format!("build = {{ create-missing = false, extra-watch-dirs = [\"own.toml\"] }}\n{TABLE}"),
    );
    let run = check(&folder);
    assert!(run.stderr.contains("error[missing-chapter]: there is no chapter `src/c d.md`\n"));
}

#[test]
fn links_of_chapters_that_lead_nowhere_are_warnings() {
    let chapter = "<<#resources rye>>\n\n[a](b.md) [b](sub/c.md#x) ![c](there.png) [d](index.html)\n\
        [e](#x) [f](https://x.example/y.md) [g](old.html) <mail@x.example> [h](/abs.md)\n\n\
        {{#include part.md}}\n";
    let folder =
        book(&(TABLE.to_owned() + "[output.html.redirect]\n\"/old.html\" = \"a.html\"\n"), chapter);
    folder.write(
        "src/SUMMARY.md",
        "# S\n\n- [A](./a.md)\n- [R](r/README.md)\n- [B](b.md)\n- [C](sub/c.md)\n",
    );
    folder.write("src/b.md", "[r](r/README.md) [i](r/index.md) [f](r)\n");
    folder.write("src/r/README.md", "");
    folder.write("src/sub/c.md", "[up](../a.md) [wrong](a.md)\n");
    folder.write("src/there.png", "");
    folder.write("src/part.md", "x\n[n](no.md)\n\n![p][ref]\n\n[ref]: no.png\n");
    let run = run_in(&folder, &["check", "--format", "github"]);
    let expected = "\
::warning file=src/part.md,line=2,endLine=2,col=1,endColumn=11,title=missing-target::`no.md` is not a page of the book
::warning file=src/part.md,line=4,endLine=4,col=1,endColumn=10,title=missing-target::`no.png` is not a file in `src`
::warning file=src/b.md,line=1,endLine=1,col=1,endColumn=17,title=missing-target::`r/README.md` is not a page of the book%0AmdBook makes `index.html` of a README: link to `index.md`
::warning file=src/sub/c.md,line=1,endLine=1,col=15,endColumn=28,title=missing-target::`a.md` is not a page of the book
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), expected, ""));
}

#[test]
fn a_preprocessor_that_does_not_run_for_pages_is_noticed() {
    let without = TABLE.to_owned() + "renderers = [\"epub\"]\n";
    let run = check(&book(&without, "<<#resources rye>>\n"));
    let expected = "\
warning[unexpanded-directive]: directives stay on mdBook's pages as they are written: `html` is not among these
 --> book.toml:5:13
  |
5 | renderers = [\"epub\"]
  |             ^^^^^^^^

mdbook-resources: 1 warning
";
    assert_eq!((run.code, &*run.stderr), (Some(0), expected));
    for rest in ["renderers = [\"html\"]\n", "renderers = [\"epub\"]\n[output.epub]\n"] {
        let run = check(&book(&(TABLE.to_owned() + rest), "<<#resources rye>>\n"));
        assert!(run.stderr.ends_with("no problems\n"), "{}", run.stderr);
    }
}

#[test]
fn what_is_unwatched_is_only_what_is_there() {
    let folder = book("", "<<#resources rye format=mine>>\n");
    folder.write("book.toml", "[preprocessor.resources]\ncatalogue = [\"own.toml\", \"gone.toml\"]\nformats.mine = \"t/mine.md\"\n");
    folder.write("t/mine.md", "x");
    let run = check(&folder);
    let expected = "warning[unwatched-file]: `mdbook serve` does not notice changes to `own.toml` and `t/mine.md`\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert!(run.stderr.contains("`gone.toml`: there is no such file"), "{}", run.stderr);
}

#[test]
fn a_dead_resource_needs_a_copy() {
    let folder = book(TABLE, "<<#resources all>>\n");
    let dead = "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\nstatus = \"dead\"\n";
    folder.write("own.toml", dead);
    let run = check(&folder);
    let expected = "\
warning[dead-link]: `rye` is no longer online, and no copy of it is known
 --> own.toml:1:1
  |
1 | [[resources]]
  | ^^^^^^^^^^^^^
  |
  = help: say where one is: `archived = \"URL\"`, or remove the resource

mdbook-resources: 1 warning
";
    assert_eq!((run.code, &*run.stderr), (Some(0), expected));
    folder.write("own.toml", dead.to_owned() + "archived = \"https://a.example\"\n");
    assert!(check(&folder).stderr.ends_with("no problems\n"));
}
