//! Catalogues in the formats of other programs, and exports.

use super::Expected::{Bounded, Done};
use super::Growing;
use super::job::{Job, repeated};

fn row(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Done }
}

/// Input with a mistake in it, or with a bound.
fn bounded(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Bounded("error") }
}

pub(crate) fn rows() -> Vec<Growing> {
    [bibtex(), csl_json(), bookmarks(), tables(), exports()].into_iter().flatten().collect()
}

fn import(name: &str, text: &str) -> Job {
    Job::arguments(&["import", name]).file(name, text)
}

fn bib(text: &str) -> Job {
    import("a.bib", text)
}

fn html(text: &str) -> Job {
    import("a.html", text)
}

fn csv(text: &str) -> Job {
    import("a.csv", text)
}

/// An entry of BibTeX with a number and more fields.
fn entry(n: usize, fields: &str) -> String {
    format!(
        "@misc{{k{n},\n title = {{Title {n}}},\n url = {{https://x.example/{n}}},\n {fields}\n}}\n"
    )
}

fn bibtex() -> Vec<Growing> {
    vec![
        row("entries of BibTeX", [500, 50_000], |n| bib(&repeated(n, |n| entry(n, "year = 1999")))),
        row("entries of BibTeX on one line", [500, 50_000], |n| {
            bib(&repeated(n, |n| entry(n, "").replace('\n', " ")))
        }),
        bounded("entries of BibTeX that are not closed", [500, 50_000], |n| {
            bib(&repeated(n, |n| format!("@misc{{k{n}, title = {{A\n")))
        }),
        bounded("entries that are not closed on one line", [500, 50_000], |n| {
            bib(&repeated(n, |n| format!("@misc{{k{n}, title = {{A ")))
        }),
        bounded("comments that are not closed", [500, 50_000], |n| bib(&"@comment{ ".repeat(n))),
        bounded("at signs", [500, 200_000], |n| bib(&"@".repeat(n))),
        bounded("beginnings of entries", [500, 100_000], |n| bib(&"@misc{\n".repeat(n))),
        row("names in one field", [500, 50_000], |n| {
            bib(&entry(1, &format!("author = {{{}Last, First}}", "Last, First and ".repeat(n))))
        }),
        row("braces in a title", [500, 200_000], |n| {
            bib(&entry(1, &format!("note = {{{}x{}}}", "{".repeat(n), "}".repeat(n))))
        }),
        row("accents in a title", [500, 100_000], |n| {
            bib(&entry(1, &format!("subtitle = {{{}}}", r#"{\"o}"#.repeat(n))))
        }),
        row("commands that are not known", [500, 100_000], |n| {
            bib(&entry(
                1,
                &format!("subtitle = {{{}}}", repeated(n, |n| format!("\\a{} x", letters(n)))),
            ))
        }),
        row("accents without a letter", [500, 100_000], |n| {
            bib(&entry(1, &format!("subtitle = {{x{}}}", r#"\"\'"#.repeat(n))))
        }),
        row("links that hide their target", [500, 100_000], |n| {
            bib(&entry(1, &format!("subtitle = {{x{}y{}}}", r"\href{".repeat(n), "}".repeat(n))))
        }),
        row("fields of one entry", [500, 50_000], |n| {
            bib(&entry(1, &repeated(n, |n| format!("field{n} = {{value}},\n"))))
        }),
        bounded("abbreviations that double", [50, 20_000], |n| {
            let doubled = repeated(n, |n| format!("@string{{s{} = s{n} # s{n}}}\n", n + 1));
            bib(&format!(
                "@string{{s0 = \"xxxxxxxx\"}}\n{doubled}{}",
                entry(1, &format!("note = s{n}"))
            ))
        }),
        row("an abbreviation many times", [500, 50_000], |n| {
            let many = format!("note = s{}", " # s".repeat(n));
            bib(&format!("@string{{s = \"{}\"}}\n{}", "word ".repeat(40), entry(1, &many)))
        }),
    ]
}

/// A number in letters.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

fn csl_json() -> Vec<Growing> {
    vec![
        row("references in CSL-JSON", [500, 50_000], |n| {
            let items = repeated(n, |n| {
                format!(
                    "{{\"id\": {n}, \"title\": \"Title {n}\", \"URL\": \"https://x.example/{n}\"}},\n"
                )
            });
            import(
                "a.json",
                &format!("[{items}{{\"title\": \"T\", \"URL\": \"https://y.example\"}}]"),
            )
        }),
        row("authors of one reference", [500, 50_000], |n| {
            let names = "{\"family\": \"A\", \"given\": \"B\"},".repeat(n);
            import(
                "a.json",
                &format!(
                    "[{{\"title\": \"T\", \"URL\": \"https://y.example\", \"author\": [{names} {{\"literal\": \"X\"}}]}}]"
                ),
            )
        }),
        row("tags in an abstract", [500, 100_000], |n| {
            import(
                "a.json",
                &format!(
                    "[{{\"title\": \"T\", \"URL\": \"https://y.example\", \"abstract\": \"{}\"}}]",
                    "<i>x<".repeat(n)
                ),
            )
        }),
        bounded("lists in a list of references", [50, 50_000], |n| {
            import("a.json", &format!("{}{}", "[".repeat(n), "]".repeat(n)))
        }),
        bounded("references that are no tables", [500, 50_000], |n| {
            import("a.json", &format!("[{}1]", "1,".repeat(n)))
        }),
    ]
}

/// A bookmark with a number and more attributes.
fn bookmark(n: usize, attributes: &str) -> String {
    format!("<DT><A HREF=\"https://x.example/{n}\" {attributes}>Title {n}</A>\n")
}

fn bookmarks() -> Vec<Growing> {
    vec![
        row("bookmarks", [500, 50_000], |n| {
            let items = repeated(n, |n| bookmark(n, "ADD_DATE=\"1700000000\" TAGS=\"a,b\""));
            html(&format!("<DL><p>{items}</DL>"))
        }),
        row("equal bookmarks", [500, 50_000], |n| html(&bookmark(1, "").repeat(n))),
        row("folders of bookmarks", [500, 50_000], |n| {
            html(&repeated(n, |n| format!("<H3>Folder {n}</H3><DL><p>{}</DL>", bookmark(n, ""))))
        }),
        row("folders of one name", [500, 50_000], |n| {
            html(&repeated(n, |n| format!("<H3>Folder</H3><DL><p>{}</DL>", bookmark(n, ""))))
        }),
        row("folders in folders", [50, 50_000], |n| {
            html(&repeated(n, |n| format!("<H3>Folder {n}</H3><DL>{}", bookmark(n, ""))))
        }),
        row("lists in lists without a name", [50, 50_000], |n| {
            html(&format!("{}{}", "<DL>".repeat(n), bookmark(1, "")))
        }),
        row("attributes of one bookmark", [500, 100_000], |n| {
            html(&bookmark(1, &repeated(n, |n| format!("a{n}=\"x\" "))))
        }),
        row("attributes without a value", [500, 100_000], |n| html(&bookmark(1, &"a/ ".repeat(n)))),
        row("a picture of a bookmark", [500, 1_000_000], |n| {
            html(&bookmark(1, &format!("ICON=\"data:image/png;base64,{}\"", "a/=+".repeat(n))))
        }),
        row("character references in a bookmark", [500, 100_000], |n| {
            html(&format!("<A HREF=\"https://x.example\">{}</A>", "&amp;x".repeat(n)))
        }),
        row("a long description", [500, 200_000], |n| {
            html(&format!("{}<DD>{}", bookmark(1, ""), "word. ".repeat(n)))
        }),
        bounded("tags that are not closed", [500, 100_000], |n| html(&"<A HREF=\"".repeat(n))),
        bounded("comments in bookmarks that are not closed", [500, 100_000], |n| {
            html(&"<!-- ".repeat(n))
        }),
        bounded("signs that begin no tag", [500, 200_000], |n| html(&"< ".repeat(n))),
        bounded("ends of nothing", [500, 100_000], |n| html(&"</DL></A></H3>".repeat(n))),
        bounded("bookmarks that are no links", [500, 20_000], |n| {
            html(&repeated(n, |n| format!("<A HREF=\"javascript:{n}\">A</A>\n")))
        }),
    ]
}

fn tables() -> Vec<Growing> {
    vec![
        row("rows of CSV", [500, 50_000], |n| {
            csv(&format!("title,url\n{}", repeated(n, |n| format!("T{n},https://x.example/{n}\n"))))
        }),
        row("columns of CSV", [500, 50_000], |n| {
            csv(&format!("url{}\nhttps://x.example\n", repeated(n, |n| format!(",column{n}"))))
        }),
        row("columns of one meaning", [500, 50_000], |n| {
            csv(&format!("url{}\nhttps://x.example{}\n", ",tags".repeat(n), ",a".repeat(n)))
        }),
        row("short rows below a wide header", [100, 1_000], |n| {
            csv(&format!("url{}\n{}", ",tags".repeat(n), "https://x.example\n".repeat(n)))
        }),
        row("a cell with quotes in it", [500, 500_000], |n| {
            csv(&format!("url,note\nhttps://x.example,\"{}\"\n", "\"\"a".repeat(n)))
        }),
        bounded("quotes that are not closed", [500, 100_000], |n| {
            csv(&format!("url\n{}", "\"https://x.example\n".repeat(2 * n + 1)))
        }),
        row("folders in a path", [50, 50_000], |n| {
            csv(&format!("url,topic\nhttps://x.example,{}T\n", repeated(n, |n| format!("T{n} / "))))
        }),
        row("rows with a path each", [500, 20_000], |n| {
            let rows = repeated(n, |n| format!("https://x.example/{n},A{n} / B / C / D\n"));
            csv(&format!("url,topic\n{rows}"))
        }),
        row("parts of one row", [500, 50_000], |n| {
            let parts = repeated(n, |n| format!("P{n} <https://p.example/{n}>\n"));
            csv(&format!("url,parts\nhttps://x.example,\"{parts}\"\n"))
        }),
        bounded("rows without a URL", [500, 20_000], |n| {
            csv(&format!("url,title\n{}", repeated(n, |n| format!(",T{n}\n"))))
        }),
        row("empty lines", [500, 500_000], |n| {
            csv(&format!("url\n{}https://x.example\n", "\n".repeat(n)))
        }),
    ]
}

/// A catalogue of `n` resources in as many topics.
fn export(format: &'static str, n: usize) -> Job {
    let topics = repeated(n, |n| {
        format!(
            "[[topics]]\ntitle = \"T{n}\"\n[[topics.resources]]\ntitle = \"R{n}\"\n\
             url = \"https://www.youtube.com/channel/UC{n:022}\"\nkind = \"channel\"\nadded = 2026-01-02\n\
             description = \"Some *words*.\"\n"
        )
    });
    let arguments = ["export", "--format", format, "--catalogue", "a.toml", "all", "kind=channel"];
    Job::arguments(&arguments).file("a.toml", topics)
}

fn exports() -> Vec<Growing> {
    vec![
        row("an export to JSON", [500, 20_000], |n| export("json", n)),
        row("an export to CSL-JSON", [500, 20_000], |n| export("csl-json", n)),
        row("an export to CSV", [500, 20_000], |n| export("csv", n)),
        row("an export to Markdown", [500, 20_000], |n| export("markdown", n)),
        row("a list and its TOML", [500, 20_000], |n| {
            let list = repeated(n, |n| format!("- [Title-{n}](https://x.example/{n}) - Text.\n"));
            let toml = repeated(n, |n| {
                format!(
                    "[[resources]]\ntitle = \"Title-{n}\"\nurl = \"https://x.example/{n}\"\ndescription = \"Text.\"\n"
                )
            });
            Job::arguments(&["import", "a.md", "--check", "a.toml"])
                .file("a.md", list)
                .file("a.toml", toml)
        }),
    ]
}
