//! The manual's chapter on diagnostics: written from the cases in `tests/cases/diagnostics/`, so that it says
//! what the program says.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use mdbook_resources::Code;
use serde_json::json;

use crate::support::{COMMAND, Folder, compare, config, message, run, run_in};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const INTRODUCTION: &str = "\
# Diagnostics

Each run reports everything that is wrong, on standard error, with the file, line and column. If the text
comes from an included file, that file is named. If another preprocessor changed the chapter first, the message says
that the place is approximate.

An error stops the build: nothing is written, the command exits with code 1, and mdBook with code 101. For mistakes
in chapters, [`fail-on`](settings.md#fail-on) can change this. [`mdbook-resources check`](commands.md#check) reports
the same without building.
";

/// Codes that no chapter or setting can cause, each with the cause that the manual shows.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "dead-link",
        "Of `check`, a warning: the catalogue says that a resource is no longer online, and does not say where a copy of it
is. Of [`links`](links.md), an error: a link checker found nothing there. With `--write`, it is a warning until a report of
another day says the same.",
        "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\nstatus = \"dead\"\n",
    ),
    (
        "doubtful-link",
        "A warning of [`links`](links.md): the server refuses programs, fails, or does not answer. Look at the page yourself. A\n\
         warning of `check`: a URL is written with a blank or another sign that no URL has. Write it encoded.",
        "$ mdbook-resources links doubtful.json --catalogue own.toml\n",
    ),
    (
        "invalid-links",
        "The report of a link checker cannot be read, or the file that [`links --write`](links.md) keeps.",
        "$ mdbook-resources links own.json\n",
    ),
    (
        "moved-link",
        "A warning of [`links`](links.md): a URL leads to another one for good. `links --fix` writes the new one into the
catalogue.",
        "$ mdbook-resources links moved.json --catalogue own.toml\n",
    ),
    (
        "missing-chapter",
        "`check` says that a chapter in `SUMMARY.md` has no file. mdBook makes an empty one. With
`build.create-missing = false` in `book.toml`, mdBook stops, and this is an error.",
        "# Summary\n\n- [One](one.md)\n- [Two](tow.md)\n",
    ),
    (
        "missing-include",
        "An error of `check`: a chapter includes a file that cannot be read. mdBook leaves the line on the page as it is
written.",
        "{{#include part.md}}\n",
    ),
    (
        "out-of-sync",
        "A warning of `import --check`: the list and the TOML that was made of it say different things. Change the one that is
not right.",
        "$ mdbook-resources import links.md --check links.toml\n",
    ),
    (
        "invalid-input",
        "Standard input is not a book. You do not need to run this program yourself: mdBook does.",
        "$ mdbook-resources </dev/null\n",
    ),
    (
        "invalid-summary",
        "An error of `check`: mdBook cannot read this `SUMMARY.md`.",
        "# Summary\n\n- [One](one.md)\n\n[End](end.md)\n\n- [Two](two.md)\n",
    ),
    (
        "missing-target",
        "A warning of `check`: a relative URL of a chapter or of the catalogue leads to no page of the book, and to no file
in its folder of chapters.",
        "[[resources]]\ntitle = \"Rye\"\nurl = \"files/rye.pdf\"\n",
    ),
    (
        "missing-table",
        "An error of `check` and `init`: without the table `[preprocessor.resources]`, mdBook does not run this program, and
directives stay on the pages as they are written. `mdbook-resources init` adds the table.",
        "[preprocessor.resource]\n",
    ),
    (
        "stale-assets",
        "A warning: with [`style = \"files\"`](pages.md#style-and-script-in-files), the file with the style or the script is
missing, not loaded, or of another version or other settings. `mdbook-resources assets` writes it.",
        "[preprocessor.resources]\nstyle = \"files\"\n",
    ),
    (
        "unwritable-file",
        "A file cannot be written. It has its old text still.",
        "$ mdbook-resources init\n",
    ),
    (
        "unused-resource",
        "A warning of `check`: no chapter shows these topics or resources of the catalogue.",
        "# The only chapter\n\n<<#resources all except=rye>>\n",
    ),
    (
        "unwatched-file",
        "A warning of `check`: `mdbook serve` does not rebuild the book when this catalogue or template changes.",
        "[preprocessor.resources]\ncatalogue = \"own.toml\"\n",
    ),
    (
        "untested-mdbook",
        "A warning: this version of mdBook is newer than the program. The build goes on. Look for a newer version of the
program.",
        "$ mdbook build\n",
    ),
];

#[test]
fn the_chapter_on_diagnostics_is_what_the_program_says() {
    let root = Path::new(ROOT);
    let mut page = INTRODUCTION.to_owned();
    for code in Code::ALL {
        let code = code.as_str();
        let case = fs::read_to_string(root.join(format!("tests/cases/diagnostics/{code}.case")));
        let (explanation, trigger, report) = match case {
            Ok(case) => from_case(&case),
            Err(_) => from_others(code),
        };
        assert!(report.contains(&format!("[{code}]")), "{code}: {report}");
        // mdBook takes the backslash away.
        let [trigger, report] = [trigger, report].map(|text| text.replace("{{#", "\\{{#"));
        let language = if trigger.starts_with('$') { "console" } else { "text" };
        // The source line stands above: of the report, the message and the help are left.
        let is_said =
            |line: &&str| line.starts_with(char::is_alphabetic) || line.contains("= help");
        let report: String =
            report.lines().filter(is_said).fold(String::new(), |text, line| text + line + "\n");
        write!(
            page,
            "\n## `{code}`\n\n{explanation}\n\n```{language}\n{trigger}```\n\n```text\n{report}```\n"
        )
        .unwrap();
    }
    let path = root.join("book/src/manual/diagnostics.md");
    compare(&path, &page).unwrap_or_else(|difference| panic!("{difference}"));
}

#[test]
fn each_case_of_a_diagnostic_has_its_code() {
    for entry in fs::read_dir(ROOT.to_owned() + "/tests/cases/diagnostics").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let has_code = Code::ALL.iter().any(|code| code.as_str() == name);
        assert!(has_code, "{} is stale: there is no such code", path.display());
    }
}

/// The description, the last file before the report, and the report without its closing count.
fn from_case(case: &str) -> (String, String, String) {
    let mut sections = case.split("\n=== ");
    let explanation = sections.next().unwrap().trim().to_owned();
    let mut trigger = "";
    for section in sections {
        let (name, text) = section.split_once('\n').unwrap();
        if name == "report" {
            return (explanation, trigger.to_owned(), shown(text));
        }
        trigger = text;
    }
    panic!("the case has no report: {case}");
}

fn shown(report: &str) -> String {
    let end = report.find("\n\nmdbook-resources: ").unwrap();
    let report = report[..end].replace("ROOT/", "");
    report.lines().fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

fn from_others(code: &str) -> (String, String, String) {
    let (_, explanation, cause) = OTHERS.iter().find(|(other, ..)| *other == code).unwrap();
    let folder = Folder::new();
    let stderr = match code {
        "invalid-input" => run("").stderr,
        "out-of-sync" => {
            folder.write("links.md", "- [Rye](https://rye.example)\n");
            let toml = "[[resources]]\ntitle = \"Rye bread\"\nurl = \"https://rye.example\"\n";
            folder.write("links.toml", toml);
            let words = cause.trim_end().trim_start_matches("$ mdbook-resources ");
            run_in(&folder, &words.split(' ').collect::<Vec<_>>()).stderr
        }
        "unwritable-file" => {
            folder.write("book.toml", "[book]\n");
            let path = folder.0.join("book.toml");
            let mut permissions = fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(true);
            fs::set_permissions(&path, permissions).unwrap();
            run_in(&folder, &["init"]).stderr
        }
        "doubtful-link" | "invalid-links" | "moved-link" => {
            let own = "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\n";
            let entry = "\"url\": \"https://rye.example/\"";
            let status = format!("{{{entry}, \"status\": {{\"code\": 503}}}}");
            let moved = format!("{{{entry}, \"redirects\": [\"https://rye.example/new\"]}}");
            folder.write("own.toml", own);
            folder.write("own.json", "{\"resources\": []}\n");
            folder.write("doubtful.json", format!("{{\"error_map\": {{\"s\": [{status}]}}}}"));
            folder.write(
                "moved.json",
                format!("{{\"error_map\": {{}}, \"redirect_map\": {{\"s\": [{moved}]}}}}"),
            );
            let words = cause.trim_end().trim_start_matches("$ mdbook-resources ");
            run_in(&folder, &words.split(' ').collect::<Vec<_>>()).stderr
        }
        "untested-mdbook" => {
            let mut input = message(&folder.0, &config(&json!({})), &[]);
            input[0]["mdbook_version"] = "1.0.0".into();
            run(input.to_string()).stderr
        }
        _ => {
            let plain = "# Summary\n\n- [One](one.md)\n";
            let table = "[preprocessor.resources]\n";
            let is_settings = matches!(code, "missing-table" | "unwatched-file" | "stale-assets");
            folder.write("book.toml", if is_settings { cause } else { table });
            folder.write(
                "src/SUMMARY.md",
                if matches!(code, "invalid-summary" | "missing-chapter") { cause } else { plain },
            );
            folder.write(
                "src/one.md",
                if matches!(code, "unused-resource" | "missing-include") {
                    cause
                } else {
                    "<<#resources all>>\n"
                },
            );
            if matches!(code, "dead-link" | "missing-target" | "unused-resource") {
                let watched = "catalogue = \"catalogue/own.toml\"\n[build]\nextra-watch-dirs = [\"catalogue\"]\n";
                folder.write("book.toml", format!("{table}{watched}"));
            }
            let own = "[[resources]]\ntitle = \"Rye\"\nurl = \"https://rye.example\"\n[[resources]]\ntitle = \"Wheat\"\nurl = \"https://wheat.example\"\n";
            let own = if matches!(code, "dead-link" | "missing-target") { cause } else { own };
            folder.write("own.toml", own);
            folder.write("catalogue/own.toml", own);
            let output = Command::new(COMMAND).arg("check").arg(&folder.0).output().unwrap();
            String::from_utf8(output.stderr).unwrap()
        }
    };
    ((*explanation).to_owned(), (*cause).to_owned(), shown(&stderr))
}
