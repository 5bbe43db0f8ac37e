//! The command under the real libraries of both generations of mdBook, and the library beside it.

use std::fs;
use std::path::Path;

use crate::support::{COMMAND, Folder};

const CHAPTERS: &[(&str, &str)] = &[
    (
        "SUMMARY.md",
        "# Summary\n\n[Preface](preface.md)\n\n# Part\n\n- [One](one.md)\n  - [Draft]()\n    - [Deep](a/b/README.md)\n- [Two](two.md)\n\n---\n\n[End](end.md)\n",
    ),
    ("preface.md", "# Preface\r\n\r\nSee <<#resources essence-of-calculus>>.\r\n"),
    ("one.md", "# One\n\nWatch and practise:\n<<#resources calculus>>\n\n{{#include part.txt}}\n"),
    ("part.txt", "Included: <<#resources complex-numbers>>\n"),
    ("a/b/README.md", "# Deep\n\n- a\n  <<#resources all>>\n- b\n\n`<<#resources calculus>>`\n"),
    ("two.md", "# Two\n\nNothing here: \\<<#resources calculus>>\n"),
    ("end.md", "# End\n\n| a |\n|---|\n| <<#resources stats>> |\n"),
];

fn book(table: &str) -> Folder {
    let folder = Folder::new();
    folder.write(
        "book.toml",
        format!("[book]\ntitle = \"Test\"\n\n[output.html]\n\n[output.markdown]\n\n[preprocessor.resources]\n{table}"),
    );
    for (name, text) in CHAPTERS {
        folder.write(&format!("src/{name}"), text);
    }
    folder
}

fn with_command(extra: &str) -> Folder {
    book(&format!("command = {}\n{extra}", serde_json::Value::from(COMMAND)))
}

fn build_04(folder: &Folder) -> bool {
    mdbook::MDBook::load(&folder.0).unwrap().build().is_ok()
}

fn build_05(folder: &Folder) -> bool {
    mdbook_driver::MDBook::load(&folder.0).unwrap().build().is_ok()
}

/// Every file of an output folder with this ending, by name.
fn output(folder: &Folder, renderer: &str, ending: &str) -> Vec<(String, String)> {
    let root = folder.0.join("book").join(renderer);
    let mut files = Vec::new();
    collect(&root, &root, ending, &mut files);
    files.sort();
    files
}

fn collect(root: &Path, folder: &Path, ending: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, ending, files);
        } else if path.to_str().unwrap().ends_with(ending) {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn both_generations_and_the_library_give_the_same_chapters() {
    let old = with_command("");
    assert!(build_04(&old));
    let new = with_command("");
    assert!(build_05(&new));
    let embedded = book("");
    let mut mdbook = mdbook_driver::MDBook::load(&embedded.0).unwrap();
    mdbook.with_preprocessor(mdbook_resources::Resources::new());
    mdbook.build().unwrap();

    let chapters = output(&new, "markdown", ".md");
    let named = |name: &str| {
        let found = chapters.iter().find(|(found, _)| found == name);
        &*found.unwrap_or_else(|| panic!("no {name}")).1
    };
    assert!(
        named("one.md").starts_with("# One\n\nWatch and practise:\n\nLearning is going downhill")
    );
    assert!(named("one.md").contains("Included: [Imaginary Numbers are Real]("));
    assert!(named("preface.md").ends_with(" (3Blue1Brown).\r\n"));
    assert!(named("two.md").ends_with("Nothing here: \\<<#resources calculus>>\n"));
    assert_eq!(output(&old, "markdown", ".md"), chapters);
    assert_eq!(output(&embedded, "markdown", ".md"), chapters);
}

/// A book three folders deep, with an overview and indexes at every depth.
const DEEP: &[(&str, &str)] = &[
    (
        "SUMMARY.md",
        "# S\n\n- [Top](README.md)\n- [A b](a%20b/README.md)\n  - [One](a%20b/one.md)\n    - [Deep](a%20b/c/d/deep.md)\n    - [Index](a%20b/c/index-by-kind.md)\n- [Last](last.md)\n",
    ),
    ("README.md", "# Top\n\n<<#resources format=overview>>\n\n## Calculus\n\n<<#resources all>>\n"),
    ("a b/README.md", "# Calculus\n\n<<#resources calculus heading=2>>\n\n## Calculus\n"),
    ("a b/one.md", "# One\n\n<<#resources all group=author>>\n"),
    (
        "a b/c/d/deep.md",
        "# Deep\n\n## Books\n\n<<#resources linear-algebra, books>>\n\n<<#resources format=overview>>\n",
    ),
    (
        "a b/c/index-by-kind.md",
        "# Index\n\n<<#resources all group=kind>>\n\n<<#resources calculus>>\n",
    ),
    (
        "last.md",
        "# Last\n\nSee <<#resources stats>>.\n\n<<#resources stats format=table>>\n\n<<#resources 3blue1brown>>\n",
    ),
];

fn deep_book() -> Folder {
    let folder = with_command("");
    fs::remove_dir_all(folder.0.join("src")).unwrap();
    for (name, text) in DEEP {
        folder.write(&format!("src/{name}"), text);
    }
    folder
}

#[test]
fn links_between_chapters_lead_there_from_any_depth() {
    for build in [build_04, build_05] {
        let folder = deep_book();
        assert!(build(&folder));
        let root = folder.0.join("book/html");
        let mut followed = 0;
        for (name, page) in output(&folder, "html", ".html") {
            if ["print.html", "404.html", "toc.html"].contains(&&*name) {
                continue;
            }
            let main = &page[page.find("<main>").unwrap()..page.find("</main>").unwrap()];
            let (_, links) = crate::page::read(main);
            let own = links.iter().filter(|link| !link.contains("//") && !link.starts_with('#'));
            for link in own {
                let path = link.split('#').next().unwrap().replace("%20", " ");
                let target = root.join(&name).parent().unwrap().join(path);
                assert!(target.is_file(), "{name}: {link}");
                followed += 1;
            }
        }
        // Two overviews, two indexes: each topic or resource that a chapter presents.
        assert!(followed > 60, "{followed}");
    }
}

#[test]
fn headings_of_the_author_keep_their_anchors() {
    let anchors = |page: &str| -> Vec<String> {
        let main = &page[page.find("<main>").unwrap()..page.find("</main>").unwrap()];
        main.split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    for build in [build_04, build_05] {
        let with = deep_book();
        assert!(build(&with));
        let without = deep_book();
        without.write("book.toml", "[book]\ntitle = \"T\"\n\n[output.html]\n\n[output.markdown]\n");
        assert!(build(&without));
        let mut all = Vec::new();
        for (name, page) in output(&without, "html", ".html") {
            if ["print.html", "404.html", "toc.html", "index.html"].contains(&&*name) {
                continue;
            }
            let ours = fs::read_to_string(with.0.join("book/html").join(&name)).unwrap();
            let generated: Vec<String> = anchors(&ours);
            let (generated, kept): (Vec<String>, Vec<String>) =
                generated.into_iter().partition(|id| id.starts_with("resource"));
            assert_eq!(kept, anchors(&page), "{name}");
            all.extend(generated);
        }
        let count = all.len();
        assert!(count > 20, "{count}");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "an id is there twice");
    }
}

#[test]
fn generated_headings_have_ids_of_their_own_in_html() {
    for build in [build_04, build_05] {
        let folder = with_command("");
        assert!(build(&folder));
        let pages = output(&folder, "html", "a/b/index.html");
        let (_, page) = &pages[0];
        assert!(
            page.contains("<h2 class=\"resources-heading\" id=\"resources-a-b-index-calculus\">"),
            "{page}"
        );
        assert!(!page.contains("<h2 id=\"calculus\">"));
    }
}

#[test]
#[cfg(unix)]
fn a_mistake_stops_the_build_unless_the_book_says_otherwise() {
    // The report goes into a file: tests that pass print no error.
    let with_report = |table: &str| {
        let folder = Folder::new();
        let [script, report] = ["run.sh", "report.txt"].map(|name| folder.0.join(name));
        folder.write("run.sh", format!("exec '{COMMAND}' \"$@\" 2>>'{}'\n", report.display()));
        let command = serde_json::Value::from(format!("sh '{}'", script.display()));
        let written = book(&format!("command = {command}\n{table}"));
        written.write("src/two.md", "<<#resources calclus>>\n");
        (written, folder)
    };
    for build in [build_04, build_05] {
        let (folder, scripts) = with_report("");
        assert!(!build(&folder));
        let report = fs::read_to_string(scripts.0.join("report.txt")).unwrap();
        assert!(report.starts_with("error[unknown-name]: "), "{report}");
        let (folder, _scripts) = with_report("fail-on = \"never\"\n");
        assert!(build(&folder));
        let pages = output(&folder, "html", "two.html");
        let notice =
            "⚠ &lt;&lt;#resources calclus&gt;&gt; (there is no topic or resource `calclus`)";
        assert!(pages[0].1.contains(notice), "{}", pages[0].1);
    }
}
