//! Values that leave: in reports, lists and exports they are data, for a terminal, for GitHub's runner, for mdBook and for a spreadsheet.

use mdbook_resources::Catalogue;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::support::{Folder, Run, run_in};

/// Values that a terminal, a runner or an editor would obey.
const PAYLOADS: [&str; 12] = [
    "x\n::error::y",
    "x\r\n  ::stop-commands::z",
    "::add-mask::y",
    "##[error]y",
    "x\u{1b}]0;title\u{7}y",
    "x\u{1b}[31my",
    "x\u{85}::error::y",
    "x\u{9b}31my",
    "x\u{2028}::error::y",
    "x\u{202e}gnp.exe",
    "x\u{2066}y\u{2069}",
    "x\u{200e}\u{feff}\u{ad}y",
];

const FIELDS: [&str; 26] = [
    "title",
    "id",
    "url",
    "authors",
    "kind",
    "description",
    "year",
    "language",
    "access",
    "level",
    "duration",
    "role",
    "choice",
    "license",
    "added",
    "checked",
    "also",
    "tags",
    "was",
    "archived",
    "status",
    "parts",
    "icon",
    "introduction",
    "after",
    "aliases",
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f")
}

/// A catalogue of which one resource and one topic have the payload in each field.
fn catalogue(payload: &str) -> String {
    let value = quoted(payload);
    let of = |field: &str| {
        let rest = if field == "title" { "url = \"https://x.example\"" } else { "title = \"T\"" };
        format!(
            "[[topics]]\ntitle = {value}\n[[topics]]\ntitle = \"A {field}\"\n{field} = {value}\n[[topics.resources]]\n{rest}\n{field} = {value}\n"
        )
    };
    FIELDS.map(of).concat().replace("[[topics]]\ntitle = \"A title\"\ntitle", "[[topics]]\ntitle")
        + &format!("[[topics]]\ntitle = \"B\"\n{value} = 1\n")
}

/// Fails if a line would be obeyed; commands of ours alone may begin lines of annotations.
fn assert_harmless(run: &Run, commands: &[&str], what: &str) {
    for text in [&run.stdout, &run.stderr] {
        let is_unseen = |c: char| {
            c.is_control() && !matches!(c, '\n' | '\t')
                || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        let unseen = text.find(is_unseen);
        assert_eq!(unseen, None, "{what}: {text:?}");
        for line in text.lines() {
            let line = line.trim_start();
            let is_ours = commands.iter().any(|command| line.starts_with(command));
            assert!(is_ours || !line.starts_with("::"), "{what}: {line}");
            assert!(!line.contains("##["), "{what}: {line}");
        }
    }
}

#[test]
fn reports_and_lists_hold_no_command() {
    for payload in PAYLOADS {
        let folder = Folder::new();
        folder.write(
            "book.toml",
            "[book]\ntitle = \"T\"\n[preprocessor.resources]\ncatalogue = \"own.toml\"\n",
        );
        folder.write("own.toml", catalogue(payload));
        folder.write("src/SUMMARY.md", format!("- [{}](a.md)\n", payload.replace('\n', " ")));
        folder.write(
            "src/a.md",
            format!("<<#resources \"{payload}\">>\n\n<<#resources all tag=\"{payload}\">>\n"),
        );
        folder.write(
            "a.csv",
            format!("title,level,added,\"{payload}\"\nT,\"{payload}\",\"{payload}\",x\n"),
        );
        folder.write(
            "a.bib",
            format!(
                "@misc{{k, title = {{{payload}}}, urldate = {{{payload}}}, author = {payload}}}\n"
            ),
        );
        folder.write(
            "a.json",
            format!("[{{\"title\": {0}, \"issued\": {0}, {0}: 1, {0}: 2}}]", quoted(payload)),
        );
        folder.write(
            "a.md",
            format!("# L\n\n- [T](https://x.example) {payload}\n- [U]({payload})\n"),
        );
        folder.write("a.html", format!("<DL><DT><A HREF=\"{payload}\">{payload}</A></DL>"));
        for words in [
            &["check"][..],
            &["list", "--catalogue", "own.toml"],
            &["list", payload],
            &["list", "--explain", payload],
            &["export", "--format", "toml", payload],
            &["import", "a.csv", "--output", "new/a.toml"],
            &["import", "a.bib", "--output", "new/b.toml"],
            &["import", "a.json", "--output", "new/j.toml"],
            &["import", "a.md", "--output", "new/m.toml"],
            &["import", "a.html", "--output", "new/h.toml"],
            &["import", payload],
            &["import", "a.md", "--entry", payload],
        ] {
            assert_harmless(&run_in(&folder, words), &[], &format!("{words:?}"));
        }
        let run = run_in(&folder, &["check", "--format", "github"]);
        assert_harmless(&run, &["::error ", "::warning ", "::notice "], payload);
        // What can be read is listed.
        folder.write("own.toml", format!("[[topics]]\ntitle = {0}\n[[topics.resources]]\ntitle = {0}\nauthors = {0}\ndescription = {0}\ntags = {0}\nchoice = {0}\n", quoted(payload)));
        let run = run_in(&folder, &["list"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_harmless(&run, &[], payload);
    }
}

/// A name of a file is a value, too.
#[cfg(unix)]
#[test]
fn names_of_files_hold_no_command() {
    for name in ["::error::a.md", "a\n::error::b.md", "a\u{1b}[31m.md", "a\u{202e}b.md"] {
        let folder = Folder::new();
        folder.write(name, "- [T](https://x.example) - A\n- [T](https://y.example) - B\n");
        for words in [
            &["import", name][..],
            &["list", "--catalogue", name],
            &["links", name],
            &["expand", name],
            &["check", name],
        ] {
            let run = run_in(&folder, words);
            assert_harmless(&Run { stdout: String::new(), ..run }, &[], &format!("{words:?}"));
        }
    }
}

#[test]
fn a_list_in_markdown_holds_nothing_but_text() {
    let payloads = [
        "<script>boom()</script>",
        "<img src=x onerror=boom()>",
        "[x](javascript:boom())",
        "![x](https://evil.example/x.png)",
        "{{#include ../secret.txt}}",
    ];
    for payload in payloads {
        let value = quoted(payload);
        let toml = format!(
            "title = {value}\ndescription = {value}\n[[topics]]\ntitle = {value}\nicon = {value}\nintroduction = {value}\n[[topics.resources]]\ntitle = {value}\nauthors = {value}\ndescription = {value}\nparts = [{{ title = {value}, url = \"https://p.example\" }}]\n"
        );
        let list = Catalogue::from_toml(&toml).unwrap().to_markdown();
        assert!(!list.contains("{{#"), "{list}");
        for event in Parser::new_ext(&list, Options::all()) {
            let is_danger = match &event {
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => true,
                Event::Start(Tag::Link { dest_url, .. }) => !dest_url.starts_with("https://"),
                _ => false,
            };
            assert!(!is_danger, "{event:?}: {list}");
        }
    }
}

#[test]
fn a_cell_begins_no_formula() {
    for payload in ["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "\t=1"] {
        let toml = format!(
            "[[topics]]\ntitle = {0}\n[[topics.resources]]\ntitle = {0}\nauthors = {0}\ndescription = {0}\ntags = {0}\nchoice = {0}\n",
            quoted(payload)
        );
        let csv = Catalogue::from_toml(&toml).unwrap().to_csv();
        let mut cells = csv.lines().skip(1).flat_map(|line| line.split(','));
        assert!(
            cells.all(|cell| !cell.trim_start_matches('"').starts_with(['=', '+', '-', '@'])),
            "{csv}"
        );
    }
}
