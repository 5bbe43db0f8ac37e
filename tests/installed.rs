//! The command under installed mdBooks of both generations, whose paths are in `MDBOOK_0_4` and
//! `MDBOOK_0_5`. `.ci/run` installs them and calls `cargo test --test installed`.

#[path = "testsuite/nasty.rs"]
mod nasty;
#[path = "testsuite/page.rs"]
mod page;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nasty::NASTY;
use support::{COMMAND, Folder};

/// Both generations, oldest first.
fn mdbooks() -> [PathBuf; 2] {
    ["MDBOOK_0_4", "MDBOOK_0_5"].map(|name| {
        let path = std::env::var_os(name);
        PathBuf::from(path.unwrap_or_else(|| panic!("{name} is not the path of an mdbook")))
    })
}

/// Runs `mdbook build` from the folder of this checkout, as the README says.
fn build(mdbook: &Path, book: &Path, output: &Path, variables: &[(&str, &str)]) -> Output {
    Command::new(mdbook)
        .arg("build")
        .arg(book)
        .arg("--dest-dir")
        .arg(output)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

/// The text and links of a page's own part, with the quotes and dashes that were typed.
fn read(page: &Path) -> (String, Vec<String>) {
    let html =
        fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let main = &html[html.find("<main>").unwrap()..html.find("</main>").unwrap()];
    let (text, links) = page::read(main);
    (words(&typed(&text)), links)
}

fn typed(text: &str) -> String {
    let curly =
        [("’", "'"), ("‘", "'"), ("“", "\""), ("”", "\""), ("—", "---"), ("–", "--"), ("…", "...")];
    curly.iter().fold(text.to_owned(), |text, (curly, typed)| text.replace(curly, typed))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_study_guide_is_the_same_in_both() {
    is_the_same_in_both("book", 14, 100);
}

#[test]
fn a_book_on_another_subject_is_too() {
    is_the_same_in_both("examples/music", 5, 10);
}

/// Builds a book of this checkout with so many chapters in its outermost folder, and links between them.
fn is_the_same_in_both(book: &str, chapters: usize, links: usize) {
    let [old, new] = mdbooks().map(|mdbook| {
        let folder = Folder::new();
        let output = build(&mdbook, Path::new(book), &folder.0, &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder
    });
    for folder in [&old, &new] {
        let followed = check_links(&folder.0);
        assert!(followed >= links, "{followed}");
    }
    let mut pages = 0;
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join(book).join("src");
    for chapter in fs::read_dir(src).unwrap() {
        let name = chapter.unwrap().file_name().into_string().unwrap();
        let Some(name) = name.strip_suffix(".md").filter(|name| *name != "SUMMARY") else {
            continue;
        };
        let name = if name == "README" { "index" } else { name };
        let [old, new] = [&old, &new].map(|folder| read(&folder.0.join(format!("{name}.html"))));
        assert!(!new.0.contains("<<#resources"), "{name}: {}", new.0);
        assert!(!new.1.is_empty(), "{name}");
        assert_eq!(old, new, "{name}");
        pages += 1;
    }
    assert_eq!(pages, chapters);
}

/// Follows the links of the book's chapters to pages of its own, and to places on them; returns their number.
fn check_links(book: &Path) -> usize {
    let mut folders = vec![book.to_owned()];
    let mut followed = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            if !name.ends_with(".html") || ["print.html", "404.html", "toc.html"].contains(&name) {
                continue;
            }
            let (_, links) = read(&path);
            for link in links.iter().filter(|link| !link.contains("//")) {
                let (file, id) = link.split_once('#').unwrap_or((link, ""));
                let target = if file.is_empty() { path.clone() } else { folder.join(file) };
                let page = fs::read_to_string(&target)
                    .unwrap_or_else(|error| panic!("{}: {link}: {error}", path.display()));
                // HTML itself knows `#top`.
                let is_there = matches!(id, "" | "top") || page.contains(&format!("id=\"{id}\""));
                assert!(is_there, "{}: {link}", path.display());
                followed += 1;
            }
        }
    }
    followed
}

#[test]
fn every_title_comes_out_as_it_is() {
    let quoted = |value: &str| serde_json::Value::from(value).to_string();
    let folder = Folder::new();
    let table = format!("catalogue = \"own.toml\"\ncommand = {}\n", quoted(COMMAND));
    folder.write("book.toml", format!("[preprocessor.resources]\n{table}"));
    let mut summary = String::new();
    let mut catalogue = String::new();
    for (number, title) in NASTY.iter().enumerate() {
        let title = quoted(title);
        summary += &format!("- [{number}]({number}.md)\n");
        catalogue += &format!(
            "[[topics]]\nid = \"t{number}\"\ntitle = {title}\n[[topics.resources]]\ntitle = {title}\n\
             url = \"u.html\"\nauthors = [{{ name = {title} }}]\n"
        );
        let directive = format!("<<#resources t{number}");
        folder.write(
            &format!("src/{number}.md"),
            format!(
                "# One\n\n{directive} heading=3>>\n\n- a {directive}>>\n\n|a|\n|-|\n|{directive}>>|\n\nSee \
                 {directive}>>.\n\n{directive} format=table>>\n"
            ),
        );
    }
    folder.write("src/SUMMARY.md", summary);
    folder.write("own.toml", catalogue);
    for mdbook in mdbooks() {
        let output = build(&mdbook, &folder.0, &folder.0.join("out"), &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for (number, title) in NASTY.iter().enumerate() {
            let (text, links) = read(&folder.0.join(format!("out/{number}.html")));
            let title = words(&typed(title));
            let expected = format!(
                "One {title} {title} by {title} website a {title} ({title}) a {title} ({title}) See \
                 {title} ({title}). Resource Kind {title} by {title} website"
            );
            assert_eq!(text, words(&expected), "{}", mdbook.display());
            let own = links.iter().filter(|link| *link == "u.html").count();
            assert_eq!(own, 5, "{links:?}");
        }
    }
}

#[test]
fn a_mistake_ends_the_build_and_names_its_place() {
    for mdbook in mdbooks() {
        let folder = Folder::new();
        let command = serde_json::Value::from(COMMAND);
        folder.write("book.toml", format!("[preprocessor.resources]\ncommand = {command}\n"));
        folder.write("src/SUMMARY.md", "- [One](a/README.md)\n");
        folder.write("src/a/README.md", "# One\n\n{{#include b.txt}}\n\n<<#resources calclus>>\n");
        folder.write("src/a/b.txt", "1\n2\n3\n");
        let output = build(&mdbook, &folder.0, &folder.0.join("out"), &[]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(101), "{stderr}");
        let expected = "\
error[unknown-name]: there is no topic or resource `calclus`
 --> src/a/README.md:5:14
  |
5 | <<#resources calclus>>
  |              ^^^^^^^
  |
  = help: did you mean `calculus`?
";
        assert!(stderr.contains(expected), "{stderr}");

        let never = [("MDBOOK_PREPROCESSOR__RESOURCES__FAIL_ON", "never")];
        let output = build(&mdbook, &folder.0, &folder.0.join("out"), &never);
        assert!(output.status.success());
        let (text, _) = read(&folder.0.join("out/a/index.html"));
        assert!(
            text.ends_with("⚠ <<#resources calclus>> (there is no topic or resource `calclus`)"),
            "{text}"
        );
    }
}

#[test]
fn on_a_terminal_the_command_shows_its_help() {
    let output = Command::new("script")
        .args(["-qec", COMMAND, "/dev/null"])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Usage: mdbook-resources [COMMAND]"), "{text}");
    assert!(output.status.success());
}

/// `init` asks before it changes a book, and takes no for an answer.
#[test]
fn on_a_terminal_init_asks() {
    for (answer, after) in [("n", "[book]\n"), ("y", "[book]\n\n[preprocessor.resources]\n")] {
        let folder = Folder::new();
        folder.write("book.toml", "[book]\n");
        let command = format!("echo {answer} | script -qec '{COMMAND} init' /dev/null");
        let output =
            Command::new("sh").args(["-c", &command]).current_dir(&folder.0).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Make these changes? [Y/n]"), "{text}");
        assert_eq!(folder.read("book.toml"), after, "{text}");
    }
}
