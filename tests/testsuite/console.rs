//! Every command in the README and the manual runs as it is written, in a folder that has the files it names.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{COMMAND, Folder, run_in};

/// Beginnings of the commands of other programs.
const OTHERS: [&str; 8] = [
    "cargo ",
    "cd ",
    "MDBOOK_PREPROCESSOR__RESOURCES__FAIL_ON=never mdbook ",
    "mdbook ",
    "lychee ",
    "gh ",
    "git ",
    "npx ",
];

/// A pipe from or into another program, of which only our part is run.
const PIPES: [(&str, &str); 3] = [
    (" | lychee -", ""),
    ("curl -s https://example.com/list.md | mdbook-resources", "< links.md mdbook-resources"),
    (" | head", ""),
];

const CSL_JSON: &str =
    "[{\"id\": \"rye\", \"type\": \"book\", \"title\": \"Rye\", \"URL\": \"https://rye.example\"}]";

fn folder() -> Folder {
    let folder = Folder::new();
    for book in ["", "path/to/book/"] {
        folder.write(&format!("{book}book.toml"), "[preprocessor.resources]\n");
        folder.write(&format!("{book}src/SUMMARY.md"), "# Summary\n\n- [One](one.md)\n");
        folder.write(&format!("{book}src/one.md"), "<<#resources calculus>>\n");
    }
    let toml =
        "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\nadded = 2026-01-02\n";
    for file in ["more.toml", "catalogue/main.toml"] {
        folder.write(file, toml);
    }
    folder.write("links.md", "# Bread\n\n- [Rye](https://rye.example) - A loaf.\n");
    folder.write("README.md", "# Bread\n\n- [Rye](https://rye.example) - A loaf.\n");
    folder.write("examples/music/catalogue/listening.md", "- [Rag](https://rag.example)\n");
    folder.write("chapter.md", "<<#resources calculus>>\n");
    let bib = "@book{hartley_turn_2011, title = {Rye}, url = {https://rye.example}}\n";
    folder.write("catalogue/zotero.bib", bib);
    folder.write("report.json", "{\"error_map\": {}}");
    folder.write("refs.txt", CSL_JSON);
    let bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF=\"https://rye.example\">Rye</A>\n</DL>\n";
    folder.write("bookmarks.html", bookmarks);
    for empty in [
        "templates",
        ".zfunc",
        ".config/fish/completions",
        ".local/share/bash-completion/completions",
    ] {
        fs::create_dir_all(folder.0.join(empty)).unwrap();
    }
    folder
}

/// The commands of a page: lines with a prompt, in blocks of a console.
fn commands(page: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut is_console = false;
    for line in page.lines().map(str::trim) {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            commands.push(command);
        }
    }
    commands
}

/// Runs a command as a shell would.
fn run(command: &str) {
    let folder = folder();
    if !command.contains("--output") {
        folder.write("catalogue/links.toml", run_in(&folder, &["import", "links.md"]).stdout);
    }
    let programs = Path::new(COMMAND).parent().unwrap().to_str().unwrap();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(&folder.0)
        .envs([("PATH", &*path), ("HOME", folder.0.to_str().unwrap())])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_command_of_the_readme_and_the_manual_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = fs::read_dir(root.join("book/src/manual")).unwrap();
    let pages = manual.map(|entry| entry.unwrap().path());
    // The commands of `diagnostics.md` are those that fail; the test that writes the chapter runs them.
    let is_page = |path: &std::path::PathBuf| {
        path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("diagnostics.md")
    };
    let mut count = 0;
    for page in pages.filter(is_page).chain([root.join("README.md")]) {
        for command in commands(&fs::read_to_string(&page).unwrap()) {
            if OTHERS.iter().any(|other| command.starts_with(other)) {
                continue;
            }
            let ours = PIPES
                .iter()
                .fold(command.to_owned(), |command, (pipe, ours)| command.replace(pipe, ours));
            assert!(ours.contains("mdbook-resources "), "{}: {command}", page.display());
            run(&ours);
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn the_examples_in_the_help_run() {
    let help = run_in(&Folder::new(), &["--help"]).stdout;
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = commands.lines().filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        let help = run_in(&Folder::new(), &[name, "--help"]).stdout;
        for line in help.split("\nExample").nth(1).unwrap().lines() {
            let Some(command) = line.strip_prefix("  mdbook-resources ") else { continue };
            let command = format!("mdbook-resources {command}");
            let ours = command.split(" | lychee").next().unwrap();
            run(ours);
        }
    }
}
