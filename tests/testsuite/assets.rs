//! `assets`: what it writes, and how a book is told that it has to be run again.

use serde_json::json;

use crate::support::{Folder, config, message, run, run_in};

const BOOK: &str = "[book]\ntitle = \"Bread\"\n\n[output.html]\nadditional-css = [\"own.css\"]\n";

const CHANGED: &str = "[book]\ntitle = \"Bread\"\n\n[output.html]\nadditional-css = [\"own.css\", \"resources.css\"]\nadditional-js = [\"resources.js\"]\n\n[preprocessor.resources]\nstyle = \"files\"\n";

const SAID: &str = "book.toml: new table `[preprocessor.resources]`
book.toml: new value `style = \"files\"`
book.toml: new entry `resources.css` in `output.html.additional-css`
book.toml: new entry `resources.js` in `output.html.additional-js`
resources.css: written by this version
resources.js: written by this version
";

/// A book that has both files.
fn with_assets() -> Folder {
    let folder = Folder::new();
    folder.write("book.toml", BOOK);
    folder.write("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    folder.write("src/one.md", "<<#resources all>>\n");
    let run = run_in(&folder, &["assets"]);
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), SAID, ""));
    folder
}

#[test]
fn it_writes_two_files_and_the_settings_that_name_them_once() {
    let folder = with_assets();
    assert_eq!(folder.read("book.toml"), CHANGED);
    let files = ["resources.css", "resources.js"].map(|name| folder.read(name));
    let nothing = "The files are as they should be: nothing was changed.\n";
    assert_eq!(run_in(&folder, &["assets"]).stdout, nothing);
    assert_eq!(["resources.css", "resources.js"].map(|name| folder.read(name)), files);
    let check = run_in(&folder, &["check"]);
    assert_eq!(check.code, Some(0), "{}", check.stderr);
}

#[test]
fn chapters_bring_neither_style_nor_script() {
    let folder = with_assets();
    let settings = json!({"style": "files"});
    let mut input =
        message(&folder.0, &config(&settings), &[("one.md", "<<#resources calculus>>\n")]);
    input[0]["config"]["output"] = json!({"html": {
        "additional-css": ["resources.css"],
        "additional-js": ["resources.js"],
    }});
    input[0]["config"]["book"]["title"] = "Bread".into();
    let run = run(input.to_string());
    assert_eq!((run.code, &*run.stderr), (Some(0), ""));
    assert!(run.stdout.contains("resources-progress"), "{}", run.stdout);
    assert!(!run.stdout.contains("<style>") && !run.stdout.contains("<script>"), "{}", run.stdout);
}

#[test]
fn a_file_of_other_settings_or_another_version_is_named_and_written_anew() {
    let folder = with_assets();
    folder.write("book.toml", CHANGED.replace("Bread", "Loaves"));
    folder.write("resources.css", folder.read("resources.css") + "/* older */\n");
    let stale = |name: &str| {
        format!(
            "warning[stale-assets]: `style = \"files\"`: `{name}` is not what these settings and this version need\n |\n = help: run `mdbook-resources assets`\n"
        )
    };
    let expected = [stale("resources.css"), stale("resources.js")].join("\n")
        + "\nmdbook-resources: 2 warnings\n";
    assert_eq!(run_in(&folder, &["check"]).stderr, expected);
    let written = "resources.css: written by this version\nresources.js: written by this version\n";
    assert_eq!(run_in(&folder, &["assets"]).stdout, written);
    assert_eq!(run_in(&folder, &["check"]).code, Some(0));
}

#[test]
fn a_file_of_the_author_is_left_alone() {
    let folder = Folder::new();
    folder.write("book.toml", BOOK);
    folder.write("resources.css", "p { color: red }\n");
    let run = run_in(&folder, &["assets"]);
    let expected =
        "error[unwritable-file]: this file is not one that `mdbook-resources assets` has written
--> resources.css
 = help: give it another name; it is not changed

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
    assert_eq!(folder.read("book.toml"), BOOK);
    assert_eq!(folder.read("resources.css"), "p { color: red }\n");
}

#[test]
fn wrong_settings_are_reported_and_nothing_is_written() {
    let folder = Folder::new();
    let book = "[preprocessor.resources]\nstile = \"full\"\n";
    folder.write("book.toml", book);
    let run = run_in(&folder, &["assets"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    assert!(run.stderr.starts_with("error[unknown-setting]"), "{}", run.stderr);
    assert_eq!(folder.read("book.toml"), book);
    assert!(!folder.0.join("resources.css").exists());
}
