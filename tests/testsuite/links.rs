//! `links`: reports that a real lychee wrote about a server on the loopback, which answered 200, 301, 302, 308, 403,
//! 404, 410, 429, 500 and not at all.

use std::path::Path;

use crate::support::{Folder, Run, compare, config, message, run, run_in};

const CATALOGUE: &str = include_str!("../reports/catalogue.toml");

/// A folder with the catalogue and the reports.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("own.toml", CATALOGUE);
    folder.write("verbose.json", include_str!("../reports/lychee-0.24.2-verbose.json"));
    folder.write("plain.json", include_str!("../reports/lychee-0.24.2.json"));
    folder.write("old.json", include_str!("../reports/lychee-0.15.1.json"));
    folder
}

fn links(folder: &Folder, arguments: &[&str]) -> Run {
    run_in(folder, &[&["links"], arguments, &["--catalogue", "own.toml"]].concat())
}

/// Compares with a file beside the reports.
fn kept(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports").join(name);
    compare(&path, actual).unwrap_or_else(|difference| panic!("{difference}"));
}

/// A part can have the URL of its resource; a redirect to a page of the same host's own, or to no page, is no new URL.
#[test]
fn each_place_of_a_url_is_changed_and_only_to_a_page() {
    let folder = Folder::new();
    let toml = "[[resources]]\ntitle = \"A\"\nurl = \"https://old.example/a\"\nparts = [\n    { title = \"One\", url = \"https://old.example/a\" },\n    { title = \"Two\", url = \"https://old.example/b\" },\n    { title = \"Three\", url = \"https://old.example/c\" },\n]\n";
    folder.write("own.toml", toml);
    let entry = |from: &str, to: &str| {
        format!(
            "{{\"origin\": \"https://old.example/{from}\", \"redirects\": [{{\"url\": \"{to}\", \"code\": 301}}]}}"
        )
    };
    let entries =
        [entry("a", "https://new.example/a"), entry("b", "/b"), entry("c", "mailto:a@x.example")];
    folder.write(
        "report.json",
        format!("{{\"fail_map\": {{}}, \"redirect_map\": {{\"x\": [{}]}}}}", entries.join(",")),
    );
    let run =
        run_in(&folder, &["links", "report.json", "--catalogue", "own.toml", "--fix", "--yes"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(
        folder.read("own.toml"),
        toml.replace("https://old.example/a", "https://new.example/a")
    );
}

#[test]
fn a_report_is_shown_at_the_lines_of_the_catalogue() {
    let folder = folder();
    let run = links(&folder, &["verbose.json"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    kept("verbose.txt", &run.stderr);
    let run = links(&folder, &["plain.json", "--format", "github"]);
    assert_eq!(run.code, Some(1));
    kept("plain.txt", &(run.stdout + &run.stderr));
    let run = links(&folder, &["old.json", "--format", "github"]);
    assert_eq!(run.code, Some(1));
    kept("old.txt", &(run.stdout + &run.stderr));
}

#[test]
fn a_link_is_dead_after_reports_of_two_days() {
    let folder = folder();
    let arguments = ["verbose.json", "--write", "links.toml", "--format", "github", "--date"];
    let on = |day: &str| links(&folder, &[&arguments[..], &[day]].concat());
    let first = on("2026-11-20");
    assert_eq!(first.code, Some(0));
    assert_eq!(first.stdout.matches("title=dead-link").count(), 3);
    assert!(!first.stdout.contains("::error"), "{}", first.stdout);
    kept("links.toml", &folder.read("links.toml"));
    let again = on("2026-11-20");
    assert_eq!((again.code, again.stdout), (Some(0), first.stdout));
    let second = on("2026-11-26");
    assert_eq!(second.code, Some(1));
    assert_eq!(second.stdout.matches("::error").count(), 3);
    let dead = "url = \"http://127.0.0.1:8765/410\"\nstate = \"dead\"\nsince = 2026-11-20\nlast = 2026-11-26\n";
    assert!(folder.read("links.toml").contains(dead), "{}", folder.read("links.toml"));
}

#[test]
fn the_record_lies_over_the_catalogue() {
    let folder = Folder::new();
    let own = "[[topics]]\ntitle = \"T\"\n[[topics.resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\n\
        [[topics.resources]]\ntitle = \"Oat\"\nurl = \"https://oat.example\"\n";
    folder.write("own.toml", own);
    folder.write(
        "book.toml",
        "[preprocessor.resources]\ncatalogue = \"own.toml\"\nlinks = \"links.toml\"\n",
    );
    let report = "{\"error_map\": {\"s\": [{\"url\": \"https://rye.example/\", \"status\": {\"code\": 404}}]},\
        \"suggestion_map\": {\"s\": [{\"original\": \"https://rye.example/\", \"suggestion\": \"https://web.archive.org/web/1/https://rye.example/\"}]}}";
    folder.write("report.json", report);
    for (day, mark) in [("2026-11-20", false), ("2026-11-21", true)] {
        let arguments = [
            "links",
            "report.json",
            "--write",
            "links.toml",
            "--date",
            day,
            "--catalogue",
            "own.toml",
        ];
        assert_eq!(run_in(&folder, &arguments).code, Some(i32::from(mark)));
        let settings = serde_json::json!({"catalogue": "own.toml", "links": "links.toml"});
        let input = message(&folder.0, &config(&settings), &[("a.md", "<<#resources t>>\n")]);
        let mut input = input;
        input[0]["renderer"] = "markdown".into();
        let content = run(input.to_string()).content();
        let shown = "- **[Rye](https://web.archive.org/web/1/https://rye.example/)** · 🌐 website · no longer online · [archived copy](https://web.archive.org/web/1/https://rye.example/)\n- **[Oat]";
        assert_eq!(content.starts_with(shown), mark, "{content}");
    }
    assert_eq!(folder.read("own.toml"), own);
    let explained = run_in(&folder, &["list", "--explain", "rye"]);
    assert!(
        explained.stdout.contains("status = \"dead\"  # links.toml:4\n"),
        "{}",
        explained.stdout
    );
    // A copy is known by now, so that there is nothing left to do.
    let run = run_in(&folder, &["links", "report.json"]);
    assert_eq!(
        (run.code, &*run.stderr),
        (Some(0), "mdbook-resources: 3 links: 1 dead, 2 not named in the report\n")
    );
    folder.write(
        "links.toml",
        "[[links]]\nurl = \"https://rye.example\"\nstate = \"gone\"\nsince = \"2026-02-30\"\n",
    );
    let run = run_in(&folder, &["list"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    assert_eq!(run.stderr.matches("error[invalid-links]").count(), 3, "{}", run.stderr);
    let run = run_in(&folder, &["links", "report.json", "--write", "links.toml"]);
    assert_eq!(run.code, Some(1));
    assert!(
        folder.read("links.toml").contains("gone"),
        "a file that cannot be read is not replaced"
    );
}

#[test]
fn what_has_moved_is_changed_in_place() {
    let folder = folder();
    folder.write("own.toml", "\u{feff}".to_owned() + &CATALOGUE.replace('\n', "\r\n"));
    let run = links(&folder, &["verbose.json", "--fix"]);
    assert!(run.stderr.contains("moved-link"), "nobody agreed: {}", run.stderr);
    let run = links(&folder, &["verbose.json", "--fix", "--yes"]);
    assert!(!run.stderr.contains("moved-link"), "{}", run.stderr);
    assert!(run.stderr.ends_with("; 3 URLs changed\n"), "{}", run.stderr);
    let fixed = CATALOGUE
        .replace("\"http://127.0.0.1:8765/301-author\"", "\"http://127.0.0.1:8765/200-from-301\"")
        .replace("\"http://127.0.0.1:8765/301\"", "\"http://127.0.0.1:8765/200-from-301\"")
        .replace("'http://127.0.0.1:8765/308' #", "\"http://127.0.0.1:8765/200-from-308\" #");
    assert_eq!(folder.read("own.toml"), "\u{feff}".to_owned() + &fixed.replace('\n', "\r\n"));
}

#[test]
fn only_toml_is_changed() {
    let folder = folder();
    let list = "- [Moved](http://127.0.0.1:8765/301)\n";
    folder.write("own.md", list);
    let arguments = ["links", "verbose.json", "--fix", "--yes", "--catalogue", "own.md"];
    let run = run_in(&folder, &arguments);
    let expected = "\
warning[moved-link]: `moved` has moved to http://127.0.0.1:8765/200-from-301
 --> own.md:1:3
  |
1 | - [Moved](http://127.0.0.1:8765/301)
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the new URL into the file

mdbook-resources: 1 warning
mdbook-resources: 1 link: 1 moved; 9 more in the report fail
";
    assert_eq!((run.code, &*run.stderr, &*folder.read("own.md")), (Some(0), expected, list));
}

#[test]
fn what_is_no_report_is_refused() {
    let folder = folder();
    for (report, message) in [
        ("", "error[invalid-links]: this is not JSON: EOF while parsing a value\n"),
        ("{\"total\": 1}", "error[invalid-links]: this is not the report of a link checker\n"),
        ("[]", "error[invalid-links]: this is not the report of a link checker\n"),
    ] {
        folder.write("bad.json", report);
        let run = links(&folder, &["bad.json", "--write", "links.toml"]);
        assert!(run.stderr.starts_with(message), "{}", run.stderr);
        assert_eq!((run.code, &*run.stdout), (Some(1), ""));
        assert!(!folder.0.join("links.toml").exists());
    }
    assert_eq!(links(&folder, &["none.json"]).code, Some(1));
    assert_eq!(links(&folder, &["plain.json", "--date", "2026-02-30"]).code, Some(2));
}
