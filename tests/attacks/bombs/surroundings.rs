//! Surroundings that fail, numbers out of range, and what is no file.

use serde_json::json;

use super::Expected::{Bounded, Done, Refused};
use super::job::{Job, book, catalogue, chapter, check, list};
use super::tables::template;
use super::{Expected, Single};

const ONE: &str = "<<#resources essence-of-calculus>>\n";

/// Opens a pipe whose reader has gone, as `head` does when it has seen enough.
const CLOSED_PIPE: &str = "mkfifo pipe; (exec 4<pipe) & exec 3>pipe; wait";

fn row(name: &'static str, expected: Expected, job: fn() -> Job) -> Single {
    Single { name, job, expected }
}

pub(crate) fn rows() -> Vec<Single> {
    [streams(), files(), folders(), numbers(), templates()].into_iter().flatten().collect()
}

fn streams() -> Vec<Single> {
    vec![
        row("standard output full", Refused("standard output"), || {
            chapter(ONE).redirected(">/dev/full")
        }),
        row("standard output full, `expand`", Refused("standard output"), || {
            Job::arguments(&["expand"]).stdin(ONE).redirected(">/dev/full")
        }),
        row("standard output full, `list`", Refused("standard output"), || {
            Job::arguments(&["list"]).redirected(">/dev/full")
        }),
        row("standard output full, `schema`", Refused("standard output"), || {
            Job::arguments(&["schema"]).redirected(">/dev/full")
        }),
        row("standard output full, `check`", Refused("standard output"), || {
            let mut job = check("", ONE).redirected(">/dev/full");
            job.arguments.extend(["--format".to_owned(), "json".to_owned()]);
            job
        }),
        row("standard output full, `--help`", Refused(""), || {
            Job::arguments(&["--help"]).redirected(">/dev/full")
        }),
        row("standard output full, `--version`", Refused(""), || {
            Job::arguments(&["--version"]).redirected(">/dev/full")
        }),
        // Rust opens the null device in the place of a closed one before the program begins.
        row("standard output closed", Done, || chapter(ONE).redirected(">&-")),
        row("standard output closed, `list`", Done, || Job::arguments(&["list"]).redirected(">&-")),
        row("standard output closed, `expand`", Done, || {
            Job::arguments(&["expand"]).stdin(ONE).redirected(">&-")
        }),
        row("standard output a closed pipe", Refused("standard output"), || {
            chapter(ONE).before(CLOSED_PIPE).redirected(">&3")
        }),
        row("standard output a closed pipe, `list`", Done, || {
            Job::arguments(&["list"]).before(CLOSED_PIPE).redirected(">&3")
        }),
        row("standard output only to read", Refused("standard output"), || {
            chapter(ONE).redirected("1</dev/null")
        }),
        row("standard error full, nothing wrong", Done, || chapter(ONE).redirected("2>/dev/full")),
        row("standard error full, something wrong", Refused(""), || {
            Job::arguments(&["expand"]).stdin("<<#resources nope>>").redirected("2>/dev/full")
        }),
        row("standard error full, a broken message", Refused(""), || {
            Job::default().stdin("[").redirected("2>/dev/full")
        }),
        row("standard error full, a missing file", Refused(""), || {
            Job::arguments(&["list", "--catalogue", "none.toml"]).redirected("2>/dev/full")
        }),
        row("standard error closed, something wrong", Refused(""), || {
            Job::arguments(&["expand"]).stdin("<<#resources nope>>").redirected("2>&-")
        }),
        row("standard output and error full", Refused(""), || {
            Job::arguments(&["list"]).redirected(">/dev/full 2>/dev/full")
        }),
        row("standard input closed", Refused("error"), || Job::default().redirected("<&-")),
        row("standard input a folder", Refused("standard input"), || {
            Job::default().redirected("<.")
        }),
        row("standard input a folder, `expand`", Refused("standard input"), || {
            Job::arguments(&["expand"]).redirected("<.")
        }),
    ]
}

fn settings_catalogue(name: &str) -> Job {
    book(&json!({"catalogue": name}), &[("a.md", ONE)])
}

fn files() -> Vec<Single> {
    vec![
        row("a catalogue that is missing", Refused("no such file"), || {
            settings_catalogue("a.toml")
        }),
        row("a catalogue that is a folder", Refused("not a file"), || {
            settings_catalogue("a.toml").before("mkdir a.toml")
        }),
        row("a catalogue that is a pipe", Refused("not a file"), || {
            settings_catalogue("a.toml").before("mkfifo a.toml")
        }),
        row("a catalogue that is a device", Refused("not a file"), || {
            settings_catalogue("a.toml").before("ln -s /dev/zero a.toml")
        }),
        row("a catalogue that links to itself", Refused("cannot be read"), || {
            settings_catalogue("a.toml").before("ln -s a.toml a.toml")
        }),
        row("a catalogue that links to nothing", Refused("no such file"), || {
            settings_catalogue("a.toml").before("ln -s none a.toml")
        }),
        row("a catalogue without a name's ending", Refused("error"), || {
            settings_catalogue("a").file("a", "")
        }),
        row("a catalogue with no name", Refused("error"), || settings_catalogue("")),
        row("a catalogue of a name with a null byte", Refused("error"), || {
            settings_catalogue("a\0.toml")
        }),
        row("a catalogue of a name too long", Refused("error"), || {
            settings_catalogue(&format!("{}.toml", "x".repeat(5000)))
        }),
        row("a catalogue that is no UTF-8", Refused("not UTF-8"), || {
            settings_catalogue("a.toml").file("a.toml", b"title = \"\xff\"")
        }),
        row("a catalogue in UTF-16", Refused("not UTF-8"), || {
            settings_catalogue("a.toml").file("a.toml", b"\xff\xfet\0i\0")
        }),
        row("a catalogue with a byte order mark", Done, || {
            let text = "\u{feff}[[topics]]\ntitle = \"T\"\n[[topics.resources]]\ntitle = \"Essence of calculus\"\nurl = \"u\"\n";
            settings_catalogue("a.toml").file("a.toml", text)
        }),
        row("a catalogue in a folder that may not be read", Refused("cannot be read"), || {
            settings_catalogue("a.toml/b.toml").file("a.toml", "")
        }),
        row("a sparse catalogue of a terabyte", Refused("error"), || {
            settings_catalogue("a.toml").before("truncate -s 1T a.toml")
        }),
        row("a sparse list of eight gigabytes", Refused("error"), || {
            Job::arguments(&["import", "a.md"]).before("truncate -s 8G a.md")
        }),
        row("a sparse chapter of eight gigabytes", Refused("error"), || {
            Job::arguments(&["expand", "a.md"]).before("truncate -s 8G a.md")
        }),
        row("a line of 256 MB", Done, || {
            let line = "head -c 268435456 /dev/zero | tr '\\0' x >a.md";
            Job::arguments(&["expand", "a.md"]).before(line)
        }),
        row("a template that is a device", Refused("not a file"), || {
            template("").before("rm own.md; ln -s /dev/zero own.md")
        }),
        row("a template that is a pipe", Refused("not a file"), || {
            template("").before("rm own.md; mkfifo own.md")
        }),
        row("`expand` of a pipe", Refused("not a file"), || {
            Job::arguments(&["expand", "a.md"]).before("mkfifo a.md")
        }),
        row("`import` of a device", Refused("unreadable-file"), || {
            Job::arguments(&["import", "/dev/zero"])
        }),
        row("`list` of a folder", Refused("unreadable-file"), || {
            Job::arguments(&["list", "--catalogue", "."])
        }),
    ]
}

fn folders() -> Vec<Single> {
    vec![
        row("`check` without a book", Refused("error"), || Job::arguments(&["check", "none"])),
        row("`check` of a file", Refused("error"), || {
            Job::arguments(&["check", "x"]).file("x", "")
        }),
        row("`check` where book.toml is a folder", Refused("not a file"), || {
            Job::arguments(&["check"]).before("mkdir book.toml")
        }),
        row("`check` where book.toml is a pipe", Refused("not a file"), || {
            Job::arguments(&["check"]).before("mkfifo book.toml")
        }),
        row("`list` where book.toml is a pipe", Bounded("not a file"), || {
            Job::arguments(&["list"]).before("mkfifo book.toml")
        }),
        row("`check` where a chapter is a pipe", Done, || {
            check("", "").before("rm src/chapter.md; mkfifo src/chapter.md")
        }),
        row("`check` where a chapter is a device", Done, || {
            check("", "").before("rm src/chapter.md; ln -s /dev/zero src/chapter.md")
        }),
        row("`check` where a chapter is a folder", Done, || {
            check("", "").before("rm src/chapter.md; mkdir src/chapter.md")
        }),
        row("`check` where a chapter is no UTF-8", Bounded("UTF-8"), || {
            check("", "").file("src/chapter.md", b"\xff")
        }),
        row("`check` where a chapter includes a device", Bounded("not a file"), || {
            check("", "{{#include /dev/zero}}\n")
        }),
        row("`check` where a chapter includes a pipe", Bounded("not a file"), || {
            check("", "{{#include p}}\n").before("mkfifo src/p")
        }),
        row("`check` where a chapter includes itself", Done, || {
            check("", "{{#include chapter.md}}\n")
        }),
        row("`check` where a chapter includes itself thrice", Done, || {
            check("", &"{{#include chapter.md}}\n".repeat(3))
        }),
        row("`check` where chapters include each other", Done, || {
            check("", &"{{#include a.md}}\n".repeat(3))
                .file("src/a.md", "{{#include chapter.md}}\n".repeat(3))
        }),
        row("`check` where the summary names itself", Bounded("error"), || {
            check("", "").file(
                "src/SUMMARY.md",
                "# Summary\n\n- [S](SUMMARY.md)\n- [S](../src/SUMMARY.md)\n",
            )
        }),
        row("`check` where `src` links to itself", Refused("error"), || {
            check("", "").before("rm -r src; ln -s src src")
        }),
        row("`check` where the summary is a device", Refused("not a file"), || {
            check("", "").before("rm src/SUMMARY.md; ln -s /dev/zero src/SUMMARY.md")
        }),
        row("`check`: a chapter that the parser panics on", Bounded("chapter.md"), || {
            check("", "- [ ] \\\n  - \n\n<<#resources calculus>>\n")
        }),
        row("a chapter that the parser panics on", Bounded("chapter.md"), || {
            chapter("- [ ] \\\n  - \n\n<<#resources calculus>>\n")
        }),
        row("`expand` of what the parser panics on", Bounded("error"), || {
            Job::arguments(&["expand"]).stdin("- [ ] \\\n  - \n\n<<#resources calculus>>\n")
        }),
        row("a list that the parser panics on", Bounded("error"), || {
            Job::arguments(&["import", "a.md"])
                .file("a.md", "- [ ] \\\n  - \n\n- [A](https://x.example)\n")
        }),
    ]
}

/// A resource with this year.
fn year(year: &str) -> Job {
    let text = format!(
        "[[topics]]\ntitle = \"T\"\n[[topics.resources]]\ntitle = \"R\"\nurl = \"u\"\nyear = {year}\n"
    );
    catalogue("a.toml", &text, "<<#resources t>>")
}

fn numbers() -> Vec<Single> {
    vec![
        row("a year beyond 64 bits", Refused("error"), || year("99999999999999999999")),
        row("the least year", Bounded("year"), || year("-9223372036854775808")),
        row("a year that is a fraction", Refused("error"), || year("1e400")),
        row("a year that is infinite", Refused("error"), || year("inf")),
        row("a year that is no number", Refused("error"), || year("nan")),
        row("a year in JSON beyond all", Refused("error"), || {
            list(
                "a.json",
                "{\"topics\":[{\"title\":\"T\",\"resources\":[{\"title\":\"R\",\"url\":\"u\",\"year\":1e999}]}]}",
            )
        }),
        row("a limit beyond 64 bits", Bounded("error"), || {
            chapter("<<#resources all limit=99999999999999999999>>")
        }),
        row("a limit below nothing", Bounded("error"), || chapter("<<#resources all limit=-1>>")),
        row("a limit of nothing", Bounded("error"), || chapter("<<#resources all limit=0>>")),
        row("a heading of level 99999999999999999999", Bounded("error"), || {
            chapter("<<#resources all heading=99999999999999999999>>")
        }),
        row("a list that begins at 999999999", Done, || chapter(&format!("999999999. {ONE}"))),
        row("a cycle of topics", Refused("error"), || {
            list(
                "a.toml",
                "[[topics]]\nid = \"a\"\ntitle = \"A\"\nafter = \"b\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\nafter = \"a\"\n",
            )
        }),
        row("a topic after itself", Refused("error"), || {
            list("a.toml", "[[topics]]\nid = \"a\"\ntitle = \"A\"\nafter = \"a\"\n")
        }),
    ]
}

fn templates() -> Vec<Single> {
    vec![
        row("a template that loops for ever", Bounded("error"), || {
            template(
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}x",
            )
        }),
        row("a template that writes for ever", Bounded("error"), || {
            template(
                "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
            )
        }),
        row("a template that multiplies a string", Bounded("error"), || {
            template("{% set a = 'x' * 99999 %}{% set b = a * 99999 %}{{ b }}")
        }),
        row("a template that doubles a string", Bounded("error"), || {
            template(&format!(
                "{{% set a = 'xxxxxxxx' %}}{}{{{{ a }}}}",
                "{% set a = a ~ a %}".repeat(40)
            ))
        }),
        // The engine joins lists without paying for it: forty times would run for ever, and is the author's own.
        row("a template that doubles a list", Bounded("error"), || {
            template(&format!(
                "{{% set a = [1] %}}{}{{{{ a | length }}}}",
                "{% set a = a + a %}".repeat(16)
            ))
        }),
        row("a template that replaces", Bounded("error"), || {
            template(&format!(
                "{{% set a = 'x' %}}{}{{{{ a }}}}",
                "{% set a = a | replace('x', 'xx') %}".repeat(40)
            ))
        }),
        row("a template with a macro that calls itself", Bounded("error"), || {
            template("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
        }),
        row("a template that includes itself", Bounded("error"), || {
            template("{% include 'own.md' %}")
        }),
        row("a template that extends itself", Bounded("error"), || {
            template("{% extends 'own.md' %}")
        }),
        row("a template that indents by a million", Bounded("error"), || {
            template("{{ ('a\\n' * 1000) | indent(1000000) }}")
        }),
        row("a template with a range of all numbers", Bounded("error"), || {
            template("{{ range(9223372036854775807) | list | length }}")
        }),
        row("a template that divides by nothing", Bounded("error"), || {
            template("{{ 1 // 0 }}{{ 1 % 0 }}")
        }),
        row("a template beyond 64 bits", Bounded("error"), || {
            template("{{ 9223372036854775807 ** 99 }}")
        }),
        row("a template that is not closed", Bounded("error"), || template("{% for a in b %}")),
    ]
}
