//! `import` and `export`: what goes out comes in again, and what a format cannot say is what the manual says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use mdbook_resources::Catalogue;
use proptest::prelude::*;

use crate::support::{COMMAND, Folder, Run, run_in};

/// `import` with this on standard input.
fn import(arguments: &[&str], input: &str) -> Run {
    let mut child = Command::new(COMMAND)
        .args(["import", "-"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const RYE: &str = "[[resources]]\ntitle = \"Rye\"\nid = \"rye\"\nurl = \"https://rye.example\"\n";

#[test]
fn the_type_of_standard_input_is_named() {
    for (file_type, input) in [
        ("toml", RYE),
        ("toml", "\u{feff}# c\n\n[[resources]]\ntitle = 'Rye'\nurl = 'https://rye.example'\n"),
        ("json", "{\"resources\": [{\"title\": \"Rye\", \"url\": \"https://rye.example\"}]}"),
        ("csl-json", "[{\"title\": \"Rye\", \"URL\": \"https://rye.example\"}]"),
        ("bibtex", "@misc{rye, title = {Rye}, url = {https://rye.example}}"),
        (
            "bookmarks",
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF=\"https://rye.example\">Rye</A></DL>",
        ),
        ("csv", "Title;URL\nRye;https://rye.example\n"),
        ("tsv", "\u{feff}url\ttitle\r\nhttps://rye.example\tRye\r\n"),
    ] {
        let run = import(&["--from", file_type], input);
        let read = "mdbook-resources: 1 resource read\n";
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), RYE, read), "{input}");
    }
    // What is no UTF-8 is read in the encoding that it names.
    let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let books: [(&str, Vec<u8>); 4] = [
        (
            "bookmarks",
            latin(
                "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=ISO-8859-1\">\n<DL><p><DT><A HREF=\"https://rye.example\">Bröd</A></DL>",
            ),
        ),
        (
            "bibtex",
            latin("% Encoding: ISO8859_1\n@misc{b, title = {Bröd}, url = {https://rye.example}}"),
        ),
        ("csv", wide("\u{feff}title,url\r\nBröd,https://rye.example\r\n")),
        ("csv", wide("title,url\nBröd,https://rye.example\n")),
    ];
    for (file_type, bytes) in books {
        let folder = Folder::new();
        std::fs::write(folder.0.join("file"), bytes).unwrap();
        let run = run_in(&folder, &["import", "file", "--from", file_type]);
        assert!(
            run.stdout.contains("title = \"Bröd\"\n"),
            "{file_type}: {}{}",
            run.stdout,
            run.stderr
        );
    }
    // How a list is read is told.
    let run = import(&["--from", "markdown"], "- [Rye](https://rye.example)\n");
    assert_eq!((run.code, &*run.stdout), (Some(0), RYE));
    assert!(run.stderr.starts_with("standard input: 1 entry as read\n"), "{}", run.stderr);
    let run = import(&[], RYE);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    assert!(run.stderr.contains("`import - --from markdown`"), "{}", run.stderr);
}

#[test]
fn the_type_of_a_file_can_be_named() {
    let run = import(&["--from", "csv"], "https://x.example,url\nx,https://rye.example\n");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("url = \"https://rye.example\""), "{}", run.stdout);
    let folder = Folder::new();
    folder.write("links.txt", "- [Rye](https://rye.example)\n");
    let run = run_in(&folder, &["import", "links.txt", "--from", "markdown"]);
    assert_eq!((run.code, &*run.stdout), (Some(0), RYE));
    let run = run_in(&folder, &["import", "links.txt"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    assert!(run.stderr.contains("`import --from csv`"), "{}", run.stderr);
    let run = run_in(&folder, &["import", "links.txt", "--from", "yaml"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn a_list_and_its_toml_are_compared() {
    let list = "# Bread\n\n## Sourdough\n\n- [Loaf](https://loaf.example) by Ada Miller - In an hour.\n\
                - [Rye](https://rye.example) - Sour.\n- [New](https://new.example)\n";
    let folder = Folder::new();
    folder.write("list.md", list);
    let toml = run_in(&folder, &["import", "list.md"]).stdout;
    folder.write("list.toml", &toml);
    let run = run_in(&folder, &["import", "list.md", "--check", "list.toml"]);
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "", ""));
    // The TOML may say more.
    let more = toml.replace("title = \"Rye\"", "title = \"Rye\"\nyear = 1999");
    folder.write("list.toml", &more);
    assert_eq!(run_in(&folder, &["import", "list.md", "--check", "list.toml"]).code, Some(0));
    let drifted = more
        .replace("In an hour.", "In two hours.")
        .replace("description = \"Sour.\"\n", "")
        .replace(
            "title = \"New\"\nid = \"new\"\nurl = \"https://new.example\"",
            "title = \"Old\"\nid = \"old\"\nurl = \"https://old.example\"",
        );
    folder.write("list.toml", drifted);
    let run = run_in(&folder, &["import", "list.md", "--check", "list.toml"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
    let heads =
        run.stderr.lines().filter(|line| line.starts_with("warning") || line.contains("--> "));
    let heads: Vec<&str> = heads.map(str::trim).collect();
    let expected = [
        "warning[out-of-sync]: the `description` of `Loaf` is different in list.toml",
        "--> list.md:5:3",
        "warning[out-of-sync]: the `description` of `Rye` is missing in list.toml",
        "--> list.md:6:3",
        "warning[out-of-sync]: `New` is not in list.toml",
        "--> list.md:7:3",
        "warning[out-of-sync]: `Old` is not in list.md",
        "--> list.toml:20:1",
    ];
    assert_eq!(heads, expected, "{}", run.stderr);
    let run = run_in(&folder, &["import", "list.md", "--check", "none.toml"]);
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_part_of_a_catalogue_goes_out() {
    let folder = Folder::new();
    folder.write(
        "own.toml",
        "[[topics]]\ntitle = \"A\"\n[[topics.resources]]\ntitle = \"One\"\nurl = \"https://1.example\"\nkind = \"book\"\n\
         [[topics.topics]]\ntitle = \"B\"\nafter = [\"c\"]\n[[topics.topics.resources]]\ntitle = \"Two\"\n\
         url = \"https://2.example\"\n[[topics.topics.resources]]\ntitle = \"Three\"\nurl = \"https://3.example\"\n\
         kind = \"book\"\nalso = [\"c\"]\n[[topics]]\ntitle = \"C\"\n[[topics.resources]]\ntitle = \"Four\"\n\
         url = \"https://4.example\"\n",
    );
    let export = |words: &[&str]| {
        let run = run_in(
            &folder,
            &[&["export", "--format", "toml", "--catalogue", "own.toml"], words].concat(),
        );
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{words:?}");
        run.stdout
    };
    assert_eq!(
        export(&["b", "kind=book"]),
        "[[topics]]\ntitle = \"A\"\nid = \"a\"\n\n[[topics.topics]]\ntitle = \"B\"\nid = \"b\"\n\n[[topics.topics.resources]]\n\
         title = \"Three\"\nid = \"three\"\nurl = \"https://3.example\"\nkind = \"book\"\n"
    );
    assert_eq!(
        export(&["c"]),
        "[[topics]]\ntitle = \"C\"\nid = \"c\"\n\n[[topics.resources]]\ntitle = \"Four\"\nid = \"four\"\nurl = \"https://4.example\"\n\n\
         [[topics.resources]]\ntitle = \"Three\"\nid = \"three\"\nurl = \"https://3.example\"\nkind = \"book\"\n"
    );
    // What is written is read as the same, with every topic.
    for words in [&["all"][..], &["all", "kind=book"], &["all", "sort=-title"], &["a,c", "limit=2"]]
    {
        let toml = export(words);
        assert_eq!(Catalogue::from_toml(&toml).unwrap().to_toml(), toml, "{words:?}");
    }
    assert_eq!(export(&["all"]), export(&[]));
    let run = run_in(&folder, &["export", "--format", "json", "none", "--catalogue", "own.toml"]);
    assert_eq!((run.code, &*run.stdout), (Some(1), ""));
}

/// Keys of a catalogue, of its topic and of the topic's resource, each with a value. Text in place of a key says more
/// of what is tried.
const KEYS: [(&str, [&str; 3]); 34] = [
    ("title", ["title = \"T\"", "", ""]),
    ("description of the catalogue", ["description = \"Words here.\"", "", ""]),
    ("kinds", ["[[kinds]]\nid = \"score\"", "", ""]),
    ("icon", ["", "icon = \"🍞\"", ""]),
    ("introduction", ["", "introduction = \"Words to begin with.\"", ""]),
    ("aliases", ["", "aliases = \"t\"", ""]),
    ("after", ["", "after = \"other\"", ""]),
    ("topics", ["", "[[topics.topics]]\ntitle = \"Part\"", ""]),
    (
        "resources in no topic",
        ["[[resources]]\ntitle = \"Loose\"\nurl = \"https://l.example\"", "", ""],
    ),
    ("books on paper", ["[[resources]]\ntitle = \"Paper\"", "", ""]),
    ("id", ["", "", "id = \"own\""]),
    ("authors", ["", "", "authors = [\"Ada Miller\", \"Ben Baker\"]"]),
    ("authors with a comma or \"and\" in a name", ["", "", "authors = \"Ada and Ben\""]),
    (
        "url of an author",
        ["", "", "authors = [{ name = \"Ada Miller\", url = \"https://ada.example\" }]"],
    ),
    ("affiliation", ["", "", "authors = [{ name = \"Ada Miller\", affiliation = \"MIT\" }]"]),
    ("kind", ["", "", "kind = \"podcast\""]),
    ("description", ["", "", "description = \"Some words of text.\""]),
    (
        "links in a description",
        ["", "", "description = \"Words with [a link](https://l.example) inside.\""],
    ),
    ("year", ["", "", "year = 1999"]),
    ("language", ["", "", "language = \"de\""]),
    ("access", ["", "", "access = \"free\""]),
    ("level", ["", "", "level = \"advanced\""]),
    ("duration", ["", "", "duration = \"2h\""]),
    ("role", ["", "", "role = \"start\""]),
    ("choice", ["", "", "choice = \"one\""]),
    ("license", ["", "", "license = \"MIT\""]),
    ("added", ["", "", "added = 2026-01-02"]),
    ("checked", ["", "", "checked = 2026-01-02"]),
    ("also", ["", "", "also = \"later\""]),
    ("also of an earlier topic", ["", "", "also = \"other\""]),
    ("tags", ["", "", "tags = \"t\""]),
    ("archived", ["", "", "archived = \"https://a.example\""]),
    ("status", ["", "", "status = \"dead\""]),
    ("parts", ["", "", "parts = [{ title = \"Part one\", url = \"https://p.example\" }]"]),
];

/// Returns whether the catalogue that a row of [`KEYS`] makes is the same when it has been a list.
fn is_kept([catalogue, topic, resource]: [&str; 3]) -> bool {
    let (part, topic) = if topic.starts_with('[') { (topic, "") } else { ("", topic) };
    let part = if part.is_empty() {
        String::new()
    } else {
        format!(
            "{part}\n[[topics.topics.resources]]\ntitle = \"Inner\"\nurl = \"https://i.example\"\n"
        )
    };
    let toml = format!(
        "{catalogue}\n[[topics]]\ntitle = \"Other\"\n[[topics.resources]]\ntitle = \"Second\"\n\
         url = \"https://s.example\"\n[[topics]]\ntitle = \"Topic\"\n{topic}\n[[topics.resources]]\n\
         title = \"First\"\nurl = \"https://f.example\"\n{resource}\n{part}[[topics]]\ntitle = \"Later\"\n\
         [[topics.resources]]\ntitle = \"Last\"\nurl = \"https://z.example\"\n"
    );
    let catalogue = Catalogue::from_toml(&toml).unwrap_or_else(|errors| panic!("{errors}\n{toml}"));
    let list = catalogue.to_markdown();
    let again = Catalogue::from_markdown(&list).unwrap_or_else(|errors| panic!("{errors}\n{list}"));
    again.to_toml() == catalogue.to_toml()
}

#[test]
fn the_manual_says_what_markdown_cannot_say() {
    let manual = include_str!("../../book/src/manual/commands.md");
    let (_, rest) = manual.split_once("cannot say:\n").unwrap();
    let list = rest.trim_start().split("\n\n").next().unwrap();
    let items = list.lines().filter_map(|line| line.strip_prefix("- "));
    let listed: BTreeSet<&str> =
        items.map(|item| item.split(':').next().unwrap().trim_matches('`')).collect();
    let not_kept = KEYS.iter().filter(|(_, row)| !is_kept(*row)).map(|(key, _)| *key);
    assert_eq!(listed, not_kept.collect());
}

/// Words that no reader takes for anything else.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Bread", "Dough", "Ovens", "Heat", "Flour", "Salt", "Crumb", "Crust", "Yeast", "Steam",
        "Loaf", "Grain",
    ])
    .prop_map(str::to_owned)
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), count).prop_map(|words| words.join(" "))
}

/// Any value of a catalogue.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![words(1..4), "[^\\p{C}\\p{Z}]{1,12}", Just("a\"b\\c'd\u{1f35e}".to_owned())]
}

/// Names and words with the signs that part them in a cell.
fn cell() -> impl Strategy<Value = String> {
    let signs = [
        "A and B",
        "a;b",
        "a|b",
        "Miller, Ada",
        "King, Jr.",
        "[x]",
        "=1+1",
        "'-x",
        "@x",
        "\"",
        "A & B",
    ];
    prop_oneof![words(1..3), prop::sample::select(signs.to_vec()).prop_map(str::to_owned)]
}

/// A resource in TOML, with each field now and then.
fn resource(number: usize) -> impl Strategy<Value = String> {
    let texts = prop::collection::vec(prop::option::of(text()), 4);
    let facts = prop::sample::subsequence(
        vec![
            "kind = \"video\"",
            "year = 1999",
            "language = \"pt-BR\"",
            "access = \"audit\"",
            "level = \"advanced\"",
            "duration = \"1h 5m\"",
            "role = \"optional\"",
            "license = \"CC-BY-4.0\"",
            "added = 2026-01-02",
            "checked = \"2026-02-03\"",
            "status = \"dead\"",
            "archived = \"https://archive.example\"",
            "parts = [{ title = \"P\", url = \"p.pdf\" }, { title = \"Q\", url = \"https://q.example\" }]",
            "also = [\"last\"]",
        ],
        0..=14,
    );
    (text(), texts, facts, any::<bool>()).prop_map(move |(title, texts, facts, has_id)| {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut toml = format!("title = {}\nurl = \"https://{number}.example\"\n", quoted(&title));
        if has_id {
            let _ = writeln!(toml, "id = \"own-{number}\"");
        }
        let author =
            texts[1].as_ref().map(|name| format!("{{ name = {}, url = \"a.md\" }}", quoted(name)));
        for (key, value) in [
            ("description", texts[0].as_deref().map(quoted)),
            ("authors", author),
            ("tags", texts[2].as_deref().map(|tag| format!("[{}, \"t\"]", quoted(tag)))),
            ("choice", texts[3].as_deref().map(quoted)),
        ] {
            if let Some(value) = value {
                let _ = writeln!(toml, "{key} = {value}");
            }
        }
        facts.iter().fold(toml, |toml, fact| toml + fact + "\n")
    })
}

/// A catalogue in TOML: resources in no topic, in topics, and in topics in them.
fn catalogue() -> impl Strategy<Value = String> {
    let resources: Vec<_> = (0..5).map(resource).collect();
    (resources, prop::collection::vec(text(), 3), prop::option::of(text())).prop_map(
        |(resources, topics, title)| {
            let quoted = |text: &str| toml::Value::from(text).to_string();
            let mut toml = String::new();
            if let Some(title) = title {
                let _ = writeln!(toml, "title = {}\ndescription = \"D\"", quoted(&title));
            }
            let _ = writeln!(toml, "[[resources]]\n{}", resources[0]);
            let path = ["topics", "topics.topics", "topics"];
            let ids =
                ["id = \"one\"", "id = \"two\"\nafter = \"one\"", "id = \"last\"\nicon = \"🍞\""];
            for (at, title) in topics.iter().enumerate() {
                let _ = writeln!(toml, "[[{}]]\ntitle = {}\n{}", path[at], quoted(title), ids[at]);
                let _ = writeln!(toml, "[[{}.resources]]\n{}", path[at], resources[at + 1]);
            }
            let _ = writeln!(toml, "[[topics.resources]]\n{}", resources[4]);
            toml
        },
    )
}

/// A catalogue of plain words, of what Markdown can say.
fn list() -> impl Strategy<Value = String> {
    let resource = (words(2..4), prop::option::of(words(3..8)), prop::option::of(words(2..3)));
    let topic = (words(1..3), prop::option::of(words(3..6)), prop::collection::vec(resource, 1..4));
    (words(1..3), prop::collection::vec(topic, 1..4)).prop_map(|(title, topics)| {
        let mut toml = format!("title = \"{title} and all\"\n");
        let mut number = 0;
        for (at, (title, introduction, resources)) in topics.iter().enumerate() {
            let path = if at % 2 == 1 { "topics.topics" } else { "topics" };
            let _ = writeln!(toml, "[[{path}]]\ntitle = \"{title} {at}\"");
            if let Some(introduction) = introduction {
                let _ = writeln!(toml, "introduction = \"{introduction}.\"");
            }
            for (title, description, author) in resources {
                number += 1;
                let _ = writeln!(toml, "[[{path}.resources]]\ntitle = \"{title}\"");
                let _ = writeln!(toml, "url = \"https://x.example/{number}\"");
                if let Some(description) = description {
                    let _ = writeln!(toml, "description = \"It has {description}.\"");
                }
                if let Some(author) = author {
                    let _ = writeln!(toml, "authors = [{{ name = \"{author}\", url = \"https://{number}.example\" }}]");
                }
                if number % 3 == 0 {
                    let _ = writeln!(toml, "parts = [{{ title = \"Part {number}\", url = \"https://p.example/{number}\" }}]");
                }
            }
        }
        toml
    })
}

/// A text with its differences from another one's lines.
fn assert_same(kept: &str, read: &str, written: &str) -> Result<(), TestCaseError> {
    prop_assert!(kept == read, "--- before\n{kept}\n--- after\n{read}\n--- written\n{written}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn toml_and_json_say_all_that_a_catalogue_says(toml in catalogue()) {
        // Two topics of one title are an error, and authors whose names are near one another.
        let catalogue = Catalogue::from_toml(&toml);
        prop_assume!(catalogue.is_ok());
        let catalogue = catalogue.unwrap();
        let written = catalogue.to_toml();
        let again = Catalogue::from_toml(&written);
        prop_assert!(again.is_ok(), "{}\n{:?}", written, again.err());
        assert_same(&written, &again.unwrap().to_toml(), &written)?;
        let json = catalogue.to_json();
        let again = Catalogue::from_json(&json);
        prop_assert!(again.is_ok(), "{}\n{:?}", json, again.err());
        assert_same(&written, &again.unwrap().to_toml(), &json)?;
    }

    #[test]
    fn csv_keeps_each_value_apart(
        title in text(), topic in text(), authors in prop::collection::vec(cell(), 0..3), tags in prop::collection::vec(cell(), 0..3),
    ) {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let listed = |texts: &[String]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
        let toml = format!(
            "[[topics]]\ntitle = {}\n[[topics.resources]]\ntitle = {}\nauthors = [{}]\ntags = [{}]\n",
            quoted(&format!("{topic} / {topic}")), quoted(&title), listed(&authors), listed(&tags),
        );
        let catalogue = Catalogue::from_toml(&toml);
        prop_assume!(catalogue.is_ok());
        let catalogue = catalogue.unwrap();
        let csv = catalogue.to_csv();
        let again = Catalogue::from_csv(&csv);
        prop_assert!(again.is_ok(), "{}\n{:?}", csv, again.err());
        assert_same(&catalogue.to_toml(), &again.unwrap().to_toml(), &csv)?;
    }

    #[test]
    fn markdown_says_what_a_list_can_say(toml in list()) {
        let catalogue = Catalogue::from_toml(&toml).unwrap();
        let markdown = catalogue.to_markdown();
        let again = Catalogue::from_markdown(&markdown);
        prop_assert!(again.is_ok(), "{}\n{:?}", markdown, again.err());
        assert_same(&catalogue.to_toml(), &again.unwrap().to_toml(), &markdown)?;
    }
}

#[test]
fn import_writes_a_new_file_as_a_whole_or_not_at_all() {
    let folder = Folder::new();
    folder.write("links.md", "- [One](https://one.example)\n");
    folder.write("broken.md", "---\nentry: 'nothing'\n---\n\n- [One](https://one.example)\n");
    let import = |list, output| run_in(&folder, &["import", list, "--output", output]);
    let written = import("links.md", "new/folder/links.toml");
    assert_eq!((written.code, &*written.stdout), (Some(0), ""), "{}", written.stderr);
    let toml = "[[resources]]\ntitle = \"One\"\nid = \"one\"\nurl = \"https://one.example\"\n";
    assert_eq!(folder.read("new/folder/links.toml"), toml);
    folder.write("new/folder/links.toml", "mine");
    assert_eq!(import("links.md", "new/folder/links.toml").code, Some(1));
    assert_eq!(folder.read("new/folder/links.toml"), "mine");
    assert_eq!(import("broken.md", "other/links.toml").code, Some(1));
    assert!(!folder.0.join("other").exists());
}
