//! `init`: what it changes in a `book.toml`, and what it leaves alone.

use std::fs;

use crate::support::{Folder, Run, run_at, run_in};

const NEXT: &str = "`mdbook-resources list` shows what there is to write, and `mdbook-resources check` what is wrong.\n";

fn next(topic: &str) -> String {
    format!(
        "\nNext: write `<<#resources {topic}>>` on a line of its own in a chapter, and run `mdbook build`.\n{NEXT}"
    )
}

/// Runs `init` twice: the second time changes nothing.
fn init(before: &str, arguments: &[&str]) -> (Folder, Run) {
    let folder = Folder::new();
    folder.write("book.toml", before);
    let arguments = [&["init"], arguments].concat();
    let first = run_in(&folder, &arguments);
    let once = folder.read("book.toml");
    let second = run_in(&folder, &arguments);
    assert_eq!(folder.read("book.toml"), once);
    if first.code == Some(0) {
        assert_eq!(second.code, Some(0), "{}", second.stderr);
        let nothing = "This book has all of it already: nothing was changed.\n";
        assert!(second.stdout.starts_with(nothing), "{}", second.stdout);
        let check = |text: &str| toml::from_str::<toml::Table>(text).unwrap();
        assert!(check(&once)["preprocessor"]["resources"].is_table());
    } else {
        assert_eq!((once.as_str(), second.code), (before, Some(1)));
        assert_eq!(second.stderr, first.stderr);
    }
    (folder, first)
}

#[test]
fn the_table_goes_to_the_end_and_all_else_stays() {
    let (folder, run) = init("[book]\ntitle = 'x' # c\n\n[output.html]\n# foo = 1\n", &[]);
    let expected =
        "[book]\ntitle = 'x' # c\n\n[output.html]\n# foo = 1\n\n[preprocessor.resources]\n";
    assert_eq!(folder.read("book.toml"), expected);
    let said = "book.toml: new table `[preprocessor.resources]`\n".to_owned() + &next("calculus");
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), &*said, ""));
}

/// Texts before and after `init --example`.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "[preprocessor.admonish]\n",
        "[preprocessor.admonish]\n\n[build]\nextra-watch-dirs = [\"catalogue\"]\n\n[preprocessor.resources]\ncatalogue = \"catalogue/resources.toml\"\nafter = [\"admonish\"]\n",
    ),
    (
        "",
        "[build]\nextra-watch-dirs = [\"catalogue\"]\n\n[preprocessor.resources]\ncatalogue = \"catalogue/resources.toml\"\n",
    ),
    (
        "[book]\n# last\n",
        "[book]\n# last\n\n[build]\nextra-watch-dirs = [\"catalogue\"]\n\n[preprocessor.resources]\ncatalogue = \"catalogue/resources.toml\"\n",
    ),
    (
        "[build]\nextra-watch-dirs = [\n  \"a\", # one\n  \"b\", # two\n]\n",
        "[build]\nextra-watch-dirs = [\n  \"a\", # one\n  \"b\", # two\n  \"catalogue\",\n]\n\n[preprocessor.resources]\ncatalogue = \"catalogue/resources.toml\"\n",
    ),
    (
        "[build]\nextra-watch-dirs = [\n  \"a\" # one\n]\n[preprocessor.resources]\n# mine\nsort = \"title\"\n[output.html]\n",
        "[build]\nextra-watch-dirs = [\n  \"a\", # one\n  \"catalogue\"\n]\n[preprocessor.resources]\n# mine\nsort = \"title\"\ncatalogue = \"catalogue/resources.toml\"\n[output.html]\n",
    ),
    (
        "[build]\r\nextra-watch-dirs = [\"./catalogue/\"]\r\n[preprocessor]\r\nlinks = {}",
        "[build]\r\nextra-watch-dirs = [\"./catalogue/\"]\r\n[preprocessor]\r\nlinks = {}\r\n\r\n[preprocessor.resources]\r\ncatalogue = \"catalogue/resources.toml\"\r\n",
    ),
    (
        "preprocessor = { links = {} }\nbuild = { extra-watch-dirs = [\"catalogue\"] }\n",
        "preprocessor = { links = {} , resources = { catalogue = \"catalogue/resources.toml\" } }\nbuild = { extra-watch-dirs = [\"catalogue\"] }\n",
    ),
    (
        "preprocessor.katex.after = [\"links\"]\nbuild.extra-watch-dirs = [\".\"]\n",
        "preprocessor.katex.after = [\"links\"]\nbuild.extra-watch-dirs = [\".\"]\n\n[preprocessor.resources]\ncatalogue = \"catalogue/resources.toml\"\n",
    ),
];

#[test]
fn an_example_is_written_named_and_watched() {
    for (before, after) in EXAMPLES {
        let (folder, run) = init(before, &["--example"]);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        assert_eq!(folder.read("book.toml"), *after);
        assert!(run.stdout.contains(
            "\ncatalogue/resources.toml: new file, a catalogue to start from\n\
             catalogue/schema.json: new file, by which editors check it\n\nNext: write `<<#resources sourdough>>`"
        ), "{}", run.stdout);
        let schema = run_in(&folder, &["schema"]);
        assert_eq!(folder.read("catalogue/schema.json"), schema.stdout);
        let list = run_in(&folder, &["list", "sourdough"]);
        assert_eq!((list.code, &*list.stderr), (Some(0), ""));
        assert!(list.stdout.contains("The first loaf"), "{}", list.stdout);
    }
}

#[test]
fn the_example_never_replaces_a_file() {
    let folder = Folder::new();
    folder.write("book.toml", "");
    folder.write("mine/own.toml", "[[topics]]\ntitle = \"T\"\n");
    let run = run_in(&folder, &["init", "--example", "--catalogue", "mine/own.toml", "--yes"]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    assert_eq!(folder.read("mine/own.toml"), "[[topics]]\ntitle = \"T\"\n");
    let run = run_in(&folder, &["init", "--example"]);
    let expected = "\
error[invalid-setting]: this book has a catalogue already: `mine/own.toml`
 |
 = help: to add one more, name its file: `--example --catalogue more.toml`

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
}

#[test]
fn a_catalogue_is_added_to_those_that_are_there() {
    let folder = Folder::new();
    for file in ["b/one.md", "b/two.toml", "b/src/three.md"] {
        folder.write(file, "");
    }
    let set = |catalogue: &str| {
        let run = run_in(&folder, &["install", "b/book.toml", "--catalogue", catalogue]);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        folder.read("b/book.toml")
    };
    folder.write("b/book.toml", "[preprocessor.resources]\ncatalogue = \"one.md\" # mine\n");
    let expected = "[preprocessor.resources]\ncatalogue = [\"one.md\", \"two.toml\"] # mine\n\n[build]\nextra-watch-dirs = [\"two.toml\"]\n";
    assert_eq!(set("./two.toml"), expected);
    let expected = expected.replace("two.toml\"] #", "two.toml\", \"src/three.md\"] #");
    assert_eq!(set("src/three.md"), expected);
    let expected = expected.replace("three.md\"] #", "three.md\", \"builtin\"] #");
    assert_eq!(set("builtin"), expected);
    folder.write(
        "b/book.toml",
        "[preprocessor.resources]\ncatalogue = [{ file = \"one.md\", allow = [] }]\n[build]\nextra-watch-dirs = [\"one.md\"]\n",
    );
    let before = folder.read("b/book.toml");
    assert_eq!(set("one.md"), before);
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_changes() {
    let cases: &[(&str, &[&str], &str)] = &[
        (
            "[book]\n[preprocessor.resource]\n",
            &[],
            "error[missing-table]: mdBook does not know the table `[preprocessor.resource]`\n --> book.toml:2:1\n",
        ),
        ("[preprocessors.resources]\n", &[], "error[missing-table]: mdBook does not know"),
        ("[book\n", &[], "error[invalid-setting]: this is not TOML: unclosed table"),
        (
            "",
            &["--catalogue", "none.toml"],
            "error[unreadable-file]: there is no catalogue `none.toml` in the book's folder\n",
        ),
        ("", &["--catalogue", "a.yaml"], "error[unreadable-file]: `a.yaml`: YAML is not read\n"),
        (
            "",
            &["--example", "--catalogue", "a.md"],
            "error[unreadable-file]: a catalogue to start from is written in TOML\n",
        ),
        (
            "preprocessor = 1\n",
            &[],
            "error[invalid-setting]: `preprocessor` in `book.toml` is something else",
        ),
        (
            "build.extra-watch-dirs = \"x\"\n",
            &["--example"],
            "error[invalid-setting]: `build.extra-watch-dirs` in `book.toml` is something else",
        ),
    ];
    for (before, arguments, message) in cases {
        let (folder, run) = init(before, arguments);
        assert_eq!((run.code, &*run.stdout), (Some(1), ""));
        assert!(run.stderr.starts_with(message), "{}", run.stderr);
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left behind");
    }
    let folder = Folder::new();
    let run = run_in(&folder, &["init", "none"]);
    let expected = "error[unreadable-file]: there is no book: `none/book.toml` is missing\n";
    assert!(run.stderr.starts_with(expected), "{}", run.stderr);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    use super::*;
    use crate::support::COMMAND;

    #[test]
    fn a_read_only_book_stays() {
        let folder = Folder::new();
        folder.write("book.toml", "[book]\n");
        let path = folder.0.join("book.toml");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let run = run_in(&folder, &["init"]);
        let expected = "\
error[unwritable-file]: this file cannot be written: the file is read-only
--> book.toml

mdbook-resources: 1 error
";
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
        assert_eq!(folder.read("book.toml"), "[book]\n");
    }

    #[test]
    fn links_permissions_and_byte_order_marks_stay() {
        let folder = Folder::new();
        folder.write("real.toml", "\u{feff}[book]\n");
        let path = folder.0.join("real.toml");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.toml", folder.0.join("book.toml")).unwrap();
        let run = run_in(&folder, &["init"]);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        assert_eq!(folder.read("real.toml"), "\u{feff}[book]\n\n[preprocessor.resources]\n");
        assert!(fs::symlink_metadata(folder.0.join("book.toml")).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    /// A file that cannot grow is what a full disk looks like.
    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let folder = Folder::new();
        let before = "[book]\ntitle = \"kept\"\n";
        folder.write("book.toml", before);
        let script = format!("trap '' XFSZ; ulimit -f 0; exec '{COMMAND}' init");
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&folder.0)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("error[unwritable-file]"), "{message}");
        assert_eq!((output.status.code(), output.stdout), (Some(1), vec![]));
        assert_eq!(folder.read("book.toml"), before);
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left behind");
    }
}

#[test]
fn commands_find_the_book_above_the_current_folder() {
    let folder = Folder::new();
    folder.write("book.toml", "");
    folder.write("src/deep/a.md", "<<#resources sourdough>>\n");
    folder.write("src/SUMMARY.md", "- [A](deep/a.md)\n");
    let above = |arguments: &[&str]| {
        let run = run_at(&folder.0.join("src/deep"), arguments);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{arguments:?}");
        run.stdout
    };
    assert!(above(&["init", "--example"]).starts_with("book.toml: new entry `catalogue`"));
    assert!(above(&["list"]).contains("The first loaf"));
    assert!(above(&["expand", "a.md"]).contains("The first loaf"));
    assert!(above(&["export", "--format", "json"]).contains("The first loaf"));
}

/// A folder above the book holds the build folder: `mdbook serve` would never end to build.
#[test]
fn a_catalogue_outside_of_the_book_is_watched_itself() {
    let folder = Folder::new();
    folder.write("more.toml", "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\n");
    folder.write("b/book.toml", "");
    folder.write("b/src/SUMMARY.md", "- [A](a.md)\n");
    folder.write("b/src/a.md", "<<#resources rye>>\n");
    let run = run_in(&folder, &["init", "b", "--yes", "--catalogue", "../more.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let expected = "[build]\nextra-watch-dirs = [\"../more.toml\"]\n\n[preprocessor.resources]\ncatalogue = \"../more.toml\"\n";
    assert_eq!(folder.read("b/book.toml"), expected);
    assert!(run_in(&folder, &["check", "b"]).stderr.ends_with("no problems\n"));
    folder.write("b/book.toml", expected.replace("../more.toml\"]", "..\"]"));
    let checked = run_in(&folder, &["check", "b"]).stderr;
    assert!(checked.contains("`..` holds the build folder"), "{checked}");
}
