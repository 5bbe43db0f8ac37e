//! `list` and `expand`, as a person or a script calls them.

use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use serde_json::Value;

use crate::support::{COMMAND, Folder, compare_folder, config, message, run, run_in};

const OWN: &str = include_str!("../cases/catalogue.toml");

#[test]
fn list_is_kept_as_it_is() {
    let folder = Folder::new();
    let lists = ["text", "json", "urls"].map(|format| {
        let run = run_in(&folder, &["list", "--format", format]);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        (format!("list.{format}"), run.stdout)
    });
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testsuite/snapshots");
    compare_folder(&kept, &lists).unwrap_or_else(|difference| panic!("{difference}"));
}

#[test]
fn list_in_json_fits_its_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../schema/list.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let folder = Folder::new();
    folder.write("own.toml", OWN);
    folder.write(
        "rich.toml",
        "description = \"D\"\n[[topics]]\ntitle = \"T\"\n[[topics.resources]]\ntitle = \"R\"\nurl = \"u\"\nstatus = \"dead\"\narchived = \
         \"a\"\nlanguage = \"en\"\naccess = \"audit\"\nauthors = [{ name = \"N\", affiliation = \"A\" }]\n",
    );
    for arguments in [
        &["list", "--format", "json"][..],
        &["list", "--format", "json", "--catalogue", "own.toml"],
        &["list", "--format", "json", "--catalogue", "rich.toml"],
        &["list", "--format", "json", "kind=book", "limit=1"],
    ] {
        let run = run_in(&folder, arguments);
        let value: Value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<String> =
            schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{arguments:?}");
    }
    let broken: Value = serde_json::json!({"version": 1, "title": "", "topics": [{"id": "x"}]});
    assert!(!schema.is_valid(&broken));
}

#[test]
fn list_reads_arguments_as_the_directive_reads_words() {
    let folder = Folder::new();
    folder.write("book.toml", "[preprocessor.resources]\ncatalogue = \"own.toml\"\n");
    folder.write("own.toml", OWN);
    let titles = |arguments: &[&str]| -> Vec<String> {
        let arguments = [&["list", "--format", "json"], arguments].concat();
        let run = run_in(&folder, &arguments);
        assert_eq!(run.stderr, "", "{arguments:?}");
        let value: Value = serde_json::from_str(&run.stdout).unwrap();
        let topics = value["topics"].as_array().unwrap().iter();
        let resources = topics.flat_map(|topic| topic["resources"].as_array().unwrap());
        resources.map(|resource| resource["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&["statistics & probability"]), ["Dice"]);
    assert_eq!(titles(&["limits,dice"]), ["Limits", "Dice"]);
    assert_eq!(titles(&["\"limits\"", "kind=video, tool"]), ["Limits"]);
    assert_eq!(titles(&["by=Ada"]), ["Limits"]);
    assert_eq!(titles(&["python/courses", "sort=-title"]), ["Python", "Again", "Again"]);
    assert_eq!(titles(&["tcp/ip"]), ["TCP/IP"]);
    assert_eq!(titles(&[]).len(), 7);
}

#[test]
fn list_explains_which_file_gives_a_field() {
    let folder = Folder::new();
    folder.write("own.toml", OWN);
    folder
        .write("more.md", "## Calculus\n\n- [Slopes of curves](https://s.example) - How steep.\n");
    let explain = |name| {
        let files = ["--catalogue", "own.toml", "--catalogue", "more.md"];
        run_in(&folder, &[&["list", "--explain", name][..], &files].concat())
    };
    assert_eq!(
        explain("slopes").stdout,
        "# calculus/slopes\n\
         title = \"Slopes of curves\"  # more.md:3\n\
         id = \"slopes\"\n\
         url = \"https://s.example\"  # more.md:3\n\
         kind = \"book\"  # own.toml:23\n\
         description = \"How steep.\"  # more.md:3\n"
    );
    assert!(explain("Calculus").stdout.contains("title = \"Calculus\"  # more.md:1\n"));
    let unknown = explain("slops");
    assert_eq!((unknown.code, &*unknown.stdout), (Some(1), ""));
    assert!(unknown.stderr.contains("did you mean `slopes`?"), "{}", unknown.stderr);
}

#[test]
fn list_says_what_it_cannot_read() {
    let folder = Folder::new();
    let run = run_in(&folder, &["list", "calclus", "kind=vidoe", "format=table", "sort="]);
    let expected = "\
error[malformed-directive]: the option `sort` has no value
 --> the command's arguments:1:33
  |
1 | calclus kind=vidoe format=table sort=
  |                                 ^^^^

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
    let run = run_in(&folder, &["list", "--catalogue", "none.toml"]);
    let expected = "\
error[unreadable-file]: there is no such file
--> none.toml
 = help: it was expected at `none.toml`

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(COMMAND)
        .args(["list", "--format", "json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]));
}

/// A program that says it has written what it has not would leave an empty file behind a green build.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    use std::fs::File;

    let folder = Folder::new();
    folder.write("good.md", "<<#resources calculus>>\n");
    folder.write("bad.md", "<<#resources calclus>>\n");
    folder.write("book.toml", "[preprocessor.resources]\n");
    folder.write("src/SUMMARY.md", "# S\n\n- [A](a.md)\n");
    folder.write("src/a.md", "<<#resources calclus>>\n");
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let only_to_read = || File::open("/dev/null").unwrap();
    let run = |arguments: &[&str], stdout: Stdio, stderr: Stdio| {
        let mut command = Command::new(COMMAND);
        command.args(arguments).current_dir(&folder.0).stdin(Stdio::null());
        let child = command.stdout(stdout).stderr(stderr).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let to_standard_output: [&[&str]; 6] = [
        &["--help"],
        &["--version"],
        &["schema"],
        &["list"],
        &["expand", "good.md"],
        &["check", "--format", "json"],
    ];
    for arguments in to_standard_output {
        let (code, message) = run(arguments, full().into(), Stdio::piped());
        assert_eq!(code, Some(1), "{arguments:?}");
        assert!(message.contains("standard output cannot be written"), "{arguments:?}: {message}");
    }
    for arguments in &to_standard_output[2..] {
        let (code, message) = run(arguments, only_to_read().into(), Stdio::piped());
        assert_eq!(code, Some(1), "{arguments:?}");
        assert!(message.contains("standard output cannot be written"), "{arguments:?}: {message}");
    }
    let to_standard_error: [&[&str]; 5] =
        [&["expand", "bad.md"], &["list", "calclus"], &["import", "none.md"], &["check"], &[]];
    for arguments in to_standard_error {
        let (code, _) = run(arguments, Stdio::null(), full().into());
        assert_eq!(code, Some(1), "{arguments:?}");
    }
}

#[test]
fn expand_needs_no_book() {
    let folder = Folder::new();
    folder.write("own.toml", OWN);
    folder.write("a.md", "Text\r\n<<#resources stats>>\r\n");
    folder.write("plain.md", "no directive\r\n");
    folder.write("bad.md", "x <<#resources statts>>\n");
    let run = run_in(&folder, &["expand", "a.md", "--catalogue", "own.toml"]);
    let expected = "Text\r\n\r\n- **[Dice](https://d.example)** · 🛠️ tool\r\n";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), expected, ""));
    let run = run_in(&folder, &["expand", "plain.md"]);
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "no directive\r\n", ""));
    let run = run_in(&folder, &["expand", "bad.md", "--catalogue", "own.toml"]);
    let expected = "\
error[unknown-name]: there is no topic or resource `statts`
 --> bad.md:1:16
  |
1 | x <<#resources statts>>
  |                ^^^^^^
  |
  = help: did you mean `stats`?

mdbook-resources: 1 error
";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(1), "", expected));
}

/// Words of a directive that are all right one by one.
fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let selection =
        prop::sample::select(vec!["all", "calculus", "books,calc", "stats", "essence-of-calculus"]);
    let option = prop::sample::subsequence(
        vec![
            "kind=book,course,playlist",
            "by=\"Gilbert Strang\",Khan-Academy",
            "tag=calculus,neural-networks",
            "access=free",
            "level=introductory,advanced",
            "except=deep-learning,mooc",
            "limit=3",
            "sort=-year",
        ],
        0..=4,
    );
    (selection, option).prop_map(|(selection, mut options)| {
        options.insert(0, selection);
        options
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_list_selects_is_what_the_book_shows(words in words()) {
        let folder = Folder::new();
        let listed = run_in(&folder, &[&["list", "--format", "json"], &words[..]].concat());
        let listed: Value = serde_json::from_str(&listed.stdout).unwrap();
        let topics = listed["topics"].as_array().unwrap().iter();
        let listed: Vec<&str> = topics
            .flat_map(|topic| topic["resources"].as_array().unwrap())
            .map(|resource| resource["url"].as_str().unwrap())
            .collect();
        let chapter = format!("<<#resources {} descriptions=none>>\n", words.join(" "));
        let mut input = message(&folder.0, &config(&serde_json::json!({})), &[("a.md", &chapter)]);
        input[0]["renderer"] = "markdown".into();
        let content = run(input.to_string()).content();
        let items = content.lines().filter_map(|line| line.strip_prefix("- **["));
        let shown: Vec<&str> = items
            .map(|line| line.split("](").nth(1).unwrap().split(")**").next().unwrap())
            .collect();
        prop_assert_eq!(listed, shown, "{}", content);
    }
}

#[test]
fn catalogues_that_cannot_be_read_are_named() {
    let folder = Folder::new();
    folder.write("latin.toml", b"title = \"Caf\xe9\"\n");
    folder.write("nothing.toml", "");
    folder.write("nothing.md", "");
    folder.write("nothing.json", "");
    folder.write("folder.md/list.md", "");
    let pipe = Command::new("mkfifo").arg(folder.0.join("pipe.md")).status();
    let files =
        ["latin.toml", "nothing.toml", "nothing.md", "nothing.json", "folder.md", "none.toml"];
    // Not every system has pipes with names.
    let pipe = pipe.is_ok_and(|status| status.success()).then_some("pipe.md");
    let mut reports = String::new();
    for file in files.into_iter().chain(pipe) {
        let run = run_in(&folder, &["list", "--catalogue", file]);
        assert_eq!((run.code, &*run.stdout), (Some(1), ""), "{file}");
        assert!(run.stderr.contains(file), "{}", run.stderr);
        let message = run.stderr.lines().next().unwrap();
        reports.extend([file, ": ", message, "\n"]);
    }
    let expected = "\
latin.toml: error[unreadable-file]: line 1 of this file is not UTF-8
nothing.toml: error[invalid-catalogue]: this catalogue is empty
nothing.md: error[invalid-catalogue]: there are no resources in this list
nothing.json: error[invalid-catalogue]: this is not JSON: EOF while parsing a value
folder.md: error[unreadable-file]: this is not a file
none.toml: error[unreadable-file]: there is no such file
pipe.md: error[unreadable-file]: this is not a file
";
    assert!(expected.starts_with(&reports) && reports.lines().count() > 5, "{reports}");
}

#[test]
fn catalogues_on_the_command_line_lie_on_top_of_one_another() {
    let folder = Folder::new();
    folder.write("own.toml", OWN);
    folder.write("more.md", "## Calculus\n\n- [Integrals](https://i.example)\n");
    let arguments = [
        "list",
        "calculus",
        "--format",
        "urls",
        "--catalogue",
        "own.toml",
        "--catalogue",
        "more.md",
    ];
    let run = run_in(&folder, &arguments);
    let expected = "https://l.example\nhttps://ada.example\nhttps://s.example\nhttps://i.example\n";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), expected, ""));
}

#[test]
fn list_shows_resources_that_stand_in_no_topic() {
    let folder = Folder::new();
    folder.write("loose.md", "- [Rye](https://rye.example)\n");
    let run = run_in(&folder, &["list", "--catalogue", "loose.md"]);
    let expected = "Resources (no-topic)\n  Rye (rye)\n    website\n    https://rye.example\n";
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), expected, ""));
}
