//! Chapters: directives in numbers, and what stands around them.

use super::Expected::{Bounded, Done, Refused};
use super::Growing;
use super::job::{Job, book, chapter, check, list, repeated, strict};

const ONE: &str = "<<#resources essence-of-calculus>>";

fn row(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Done }
}

pub(crate) fn rows() -> Vec<Growing> {
    [directives(), mistakes(), words(), around(), includes()].into_iter().flatten().collect()
}

fn directives() -> Vec<Growing> {
    vec![
        row("directives each on a line of its own", [500, 250_000], |n| {
            chapter(&repeated(n, |_| format!("{ONE}\n\n")))
        }),
        row("directives on adjoining lines", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("{ONE}\n")))
        }),
        row("directives in one sentence", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("and {ONE} ")))
        }),
        row("directives in one line of a list item", [500, 100_000], |n| {
            chapter(&format!("- {}", repeated(n, |_| format!("x {ONE} "))))
        }),
        row("directives each in an item of a list", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("- {ONE}\n")))
        }),
        row("directives in one HTML block", [500, 100_000], |n| {
            chapter(&format!("<div>\n{}</div>\n", repeated(n, |_| format!("{ONE}\n"))))
        }),
        row("directives in comments on one line", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("<!-- {ONE} --> ")))
        }),
        row("directives in code spans", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("`{ONE}` ")))
        }),
        row("directives in one code block", [500, 100_000], |n| {
            chapter(&format!("```\n{}```\n", repeated(n, |_| format!("{ONE}\n"))))
        }),
        row("directives in cells of one table", [500, 100_000], |n| {
            chapter(&format!("|a|\n|-|\n{}", repeated(n, |_| format!("|{ONE}|\n"))))
        }),
        row("directives in cells of one row", [500, 100_000], |n| {
            let cells = |cell: &str| format!("{}|\n", format!("|{cell}").repeat(n));
            chapter(&format!("{}{}{}", cells("a"), cells("-"), cells(ONE)))
        }),
        row("directives in a quote", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("> {ONE}\n>\n")))
        }),
        row("directives in headings", [500, 100_000], |n| {
            chapter(&repeated(n, |_| format!("# {ONE}\n\n")))
        }),
        row("directives in footnotes", [500, 100_000], |n| {
            chapter(&repeated(n, |n| format!("[^{n}]: {ONE}\n\nx[^{n}]\n\n")))
        }),
        row("directives with headings, all of one topic", [100, 10_000], |n| {
            chapter(&repeated(n, |_| "<<#resources calculus heading=2>>\n\n".to_owned()))
        }),
        row("chapters with a directive each", [100, 30_000], |n| {
            let names: Vec<String> = (0..n).map(|n| format!("{n}.md")).collect();
            let chapters: Vec<_> =
                names.iter().map(|name| (&**name, "<<#resources calculus>>\n")).collect();
            book(&serde_json::json!({}), &chapters)
        }),
        row("chapters without one", [100, 100_000], |n| {
            let names: Vec<String> = (0..n).map(|n| format!("{n}.md")).collect();
            let chapters: Vec<_> = names.iter().map(|name| (&**name, "text\n")).collect();
            book(&serde_json::json!({}), &chapters)
        }),
    ]
}

fn mistakes() -> Vec<Growing> {
    let wrong = |name, sizes, job| Growing { name, sizes, job, expected: Refused("error") };
    vec![
        row("unknown names, a line each, on the page", [500, 50_000], |n| {
            chapter(&"<<#resources nope>>\n\n".repeat(n))
        }),
        row("unknown names in one line, on the page", [500, 50_000], |n| {
            chapter(&"<<#resources nope>> ".repeat(n))
        }),
        wrong("unknown names, a line each, refused", [2000, 50_000], |n| {
            strict(&"<<#resources nope>>\n\n".repeat(n))
        }),
        wrong("unknown names in one line, refused", [500, 50_000], |n| {
            strict(&"<<#resources nope>> ".repeat(n))
        }),
        wrong("unknown names in a chapter that `check` reads", [500, 50_000], |n| {
            check("", &"<<#resources nope>>\n\n".repeat(n))
        }),
        wrong("unknown names below a title that mdBook took", [500, 50_000], |n| {
            strict(&"<<#resources nope>>\n\n".repeat(n)).file(
                "src/chapter.md",
                format!("{{{{#title x}}}}{}", "<<#resources nope>>\n\n".repeat(n)),
            )
        }),
        row("unclosed directives on one line", [500, 100_000], |n| {
            chapter(&"<<#resources x ".repeat(n))
        }),
        row("unclosed directives, a line each", [500, 100_000], |n| {
            chapter(&"<<#resources x\n".repeat(n))
        }),
        row("unclosed directives in paragraphs", [500, 100_000], |n| {
            chapter(&"<<#resources x\n\n".repeat(n))
        }),
        row("openings only", [500, 100_000], |n| chapter(&"<<#".repeat(n))),
        row("escaped directives", [500, 100_000], |n| chapter(&format!(r"\{ONE} ").repeat(n))),
        row("backslashes and a directive", [500, 1_000_000], |n| {
            chapter(&format!("{}{ONE}", r"\".repeat(n)))
        }),
        row("directives with an open quote on one line", [500, 100_000], |n| {
            chapter(&"<<#resources \"x>> ".repeat(n))
        }),
        row("misspelt directives", [500, 100_000], |n| {
            chapter(&"<<#resource calculus>>\n\n".repeat(n))
        }),
        row("empty directives", [500, 100_000], |n| chapter(&"<<#resources>>\n\n".repeat(n))),
    ]
}

fn words() -> Vec<Growing> {
    let bounded = |name, sizes, job| Growing { name, sizes, job, expected: Bounded("error") };
    vec![
        row("names in one directive", [500, 100_000], |n| {
            chapter(&format!("<<#resources {}>>", "essence-of-calculus, ".repeat(n) + "calculus"))
        }),
        row("unknown names in one directive", [500, 100_000], |n| {
            chapter(&format!("<<#resources {}x>>", repeated(n, |n| format!("nope{n}, "))))
        }),
        row("one option many times", [500, 100_000], |n| {
            chapter(&format!("<<#resources calculus {}>>", "sort=year ".repeat(n)))
        }),
        row("unknown options", [500, 100_000], |n| {
            chapter(&format!("<<#resources calculus {}>>", repeated(n, |n| format!("x{n}=y "))))
        }),
        row("values of one filter", [500, 100_000], |n| {
            chapter(&format!("<<#resources calculus kind={}video>>", "video,".repeat(n)))
        }),
        row("exceptions", [500, 100_000], |n| {
            chapter(&format!("<<#resources all except={}calculus>>", "calculus,".repeat(n)))
        }),
        row("lines of one directive", [500, 100_000], |n| {
            chapter(&format!("<<#resources\n{}calculus>>", "calculus,\n".repeat(n)))
        }),
        row("lines of one directive in a quote", [500, 100_000], |n| {
            chapter(&format!("> <<#resources\n{}> calculus>>", "> calculus,\n".repeat(n)))
        }),
        row("a long name", [500, 4_000_000], |n| {
            chapter(&format!("<<#resources {}>>", "x".repeat(n)))
        }),
        row("a long quoted name", [500, 4_000_000], |n| {
            chapter(&format!("<<#resources \"{}\">>", r#"\""#.repeat(n)))
        }),
        row("blanks in a directive", [500, 4_000_000], |n| {
            chapter(&format!("<<#resources calculus{}>>", " ".repeat(n)))
        }),
        row("blank lines in a directive", [500, 1_000_000], |n| {
            chapter(&format!("<<#resources calculus{}>>", "\n".repeat(n)))
        }),
        row("a path of many slashes", [500, 1_000_000], |n| {
            chapter(&format!("<<#resources {}>>", "a/".repeat(n)))
        }),
        bounded("digits of a limit", [500, 1_000_000], |n| {
            chapter(&format!("<<#resources all limit={}>>", "9".repeat(n)))
        }),
        bounded("words of `list` as arguments", [100, 10_000], |n| {
            let words: Vec<String> = (0..n).map(|_| "calculus,".to_owned()).collect();
            let mut job = list("a.toml", "[[topics]]\ntitle = \"Calculus\"\n");
            job.arguments.splice(1..1, words);
            job
        }),
    ]
}

fn around() -> Vec<Growing> {
    vec![
        row("directives before open brackets", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n[x\n").repeat(n))
        }),
        row("directives before open footnotes", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n[^x\n").repeat(n))
        }),
        row("directives before references", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n[x]: y\n").repeat(n))
        }),
        row("directives before footnote definitions", [100, 30_000], |n| {
            chapter(&repeated(n, |n| format!("{ONE}\n[^{n}]: y\n")))
        }),
        row("directives before table lines", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n|a|\n|-|\n").repeat(n))
        }),
        row("directives before underlines", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n---\n").repeat(n))
        }),
        row("directives before open comments", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n<!--\n").repeat(n))
        }),
        row("directives before open tags", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n<a href=\"\n").repeat(n))
        }),
        row("directives before backticks", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n`\n").repeat(n))
        }),
        row("directives before emphasis", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n*a **b _c\n").repeat(n))
        }),
        row("directives before definitions", [100, 30_000], |n| {
            chapter(&format!("{ONE}\n: x\n").repeat(n))
        }),
        row("directives before deeper items", [100, 30_000], |n| {
            chapter(&format!("- x\n  {ONE}\n  - y\n").repeat(n))
        }),
        row("open brackets before directives", [100, 30_000], |n| {
            chapter(&format!("[{ONE} ").repeat(n))
        }),
        row("images before directives", [100, 30_000], |n| chapter(&format!("!{ONE} ").repeat(n))),
        row("references before directives", [100, 30_000], |n| {
            chapter(&format!("[a]{ONE} ").repeat(n))
        }),
        row("footnotes before directives", [100, 30_000], |n| {
            chapter(&format!("[^a]{ONE} ").repeat(n))
        }),
        row("backticks before directives", [100, 30_000], |n| {
            chapter(&format!("`{ONE} ").repeat(n))
        }),
        row("growing backticks before directives", [20, 2_000], |n| {
            chapter(&repeated(n, |n| format!("{}{ONE} ", "`".repeat(n + 1))))
        }),
        row("open tags before directives", [100, 30_000], |n| {
            chapter(&format!("<a b=\"{ONE} ").repeat(n))
        }),
        row("open comments before directives", [100, 30_000], |n| {
            chapter(&format!("x <!-- {ONE} ").repeat(n))
        }),
        row("processing instructions before directives", [100, 30_000], |n| {
            chapter(&format!("x <?{ONE} <![CDATA[ <!A ").repeat(n))
        }),
        row("dollars before directives", [100, 30_000], |n| {
            chapter(&format!("$$ {ONE} $ ").repeat(n))
        }),
        row("references, used", [100, 30_000], |n| {
            chapter(&format!("{}{ONE}", repeated(n, |n| format!("[{n}]: x\n\n[{n}]\n\n"))))
        }),
        row("one long line", [1000, 8_000_000], |n| chapter(&format!("{} {ONE}", "x".repeat(n)))),
        row("one long line without a directive", [1000, 16_000_000], |n| chapter(&"x".repeat(n))),
        row("short lines", [1000, 4_000_000], |n| chapter(&format!("{}\n{ONE}", "x\n".repeat(n)))),
        row("line ends of all kinds", [1000, 1_000_000], |n| {
            chapter(&format!("{}{ONE}", "a\r\nb\rc\n".repeat(n)))
        }),
    ]
}

fn includes() -> Vec<Growing> {
    let wrong = |name, sizes, job| Growing { name, sizes, job, expected: Refused("error") };
    vec![
        wrong("includes of a file, an unknown name", [100, 30_000], |n| {
            check("", &format!("{}<<#resources nope>>\n", "{{#include a.md}}\n".repeat(n)))
                .file("src/a.md", "text\n")
        }),
        wrong("includes of a file with an unknown name", [100, 10_000], |n| {
            check("", &"{{#include a.md}}\n".repeat(n)).file("src/a.md", "<<#resources nope>>\n\n")
        }),
        wrong("a chapter that includes itself n times", [1, 3], |n| {
            check("", &format!("{}<<#resources nope>>\n", "{{#include chapter.md}}\n".repeat(n)))
        }),
        wrong("includes of lines", [100, 10_000], |n| {
            let text = "line\n".repeat(n);
            check("", &format!("{}<<#resources nope>>\n", "{{#include a.md:2:3}}\n".repeat(n)))
                .file("src/a.md", text)
        }),
        wrong("includes of an anchor", [100, 10_000], |n| {
            check("", &format!("{}<<#resources nope>>\n", "{{#include a.md:x}}\n".repeat(100)))
                .file("src/a.md", format!("{}ANCHOR: x\n", "line\n".repeat(n)))
        }),
        wrong("open includes on one line", [100, 100_000], |n| {
            check("", &format!("{}\n\n<<#resources nope>>\n", "{{#include ".repeat(n)))
        }),
        row("chapters of a summary", [100, 20_000], |n| {
            let lines = repeated(n, |n| format!("- [C{n}](c{n}.md)\n"));
            check("", "")
                .file("src/SUMMARY.md", format!("# Summary\n\n- [Chapter](chapter.md)\n{lines}"))
        }),
        Growing {
            name: "a summary nested",
            sizes: [50, 1_500],
            job: |n| {
                let lines = repeated(n, |n| format!("{}- [C](c.md)\n", "    ".repeat(n)));
                check("", "").file("src/SUMMARY.md", format!("# Summary\n\n{lines}"))
            },
            expected: Bounded("error"),
        },
    ]
}
