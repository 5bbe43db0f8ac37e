//! Catalogues in TOML and JSON, settings and templates.

use std::ops::Range;

use serde_json::json;

use super::Expected::{Bounded, Done, Refused};
use super::Growing;
use super::job::{Job, book, catalogue, list, repeated};

fn row(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Done }
}

fn wrong(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Refused("error") }
}

pub(crate) fn rows() -> Vec<Growing> {
    [mistakes(), topics(), resources(), layers(), shown(), settings()]
        .into_iter()
        .flatten()
        .collect()
}

/// A topic with a resource, and more to each.
fn toml(topic: &str, resource: &str) -> String {
    format!(
        "[[topics]]\ntitle = \"T\"\n{topic}\n[[topics.resources]]\ntitle = \"R\"\nurl = \"u\"\n{resource}\n"
    )
}

fn mistakes() -> Vec<Growing> {
    vec![
        wrong("unknown keys in TOML", [500, 50_000], |n| {
            list("a.toml", &toml("", &repeated(n, |n| format!("key{n} = 1\n"))))
        }),
        wrong("unknown keys in JSON", [500, 50_000], |n| {
            list(
                "a.json",
                &format!("{{{}\"title\": \"t\"}}", repeated(n, |n| format!("\"key{n}\": 1,\n"))),
            )
        }),
        wrong("unknown keys in JSON on one line", [500, 50_000], |n| {
            list(
                "a.json",
                &format!("{{{}\"title\": \"t\"}}", repeated(n, |n| format!("\"key{n}\": 1,"))),
            )
        }),
        wrong("one key of JSON many times", [500, 50_000], |n| {
            list("a.json", &format!("{{{}\"title\": \"t\"}}", "\"title\": \"t\", ".repeat(n)))
        }),
        wrong("one key of TOML many times", [500, 50_000], |n| {
            list("a.toml", &"title = \"t\"\n".repeat(n))
        }),
        wrong("values of the wrong kind", [500, 50_000], |n| {
            list("a.toml", &"[[topics]]\ntitle = 1\n".repeat(n))
        }),
        wrong("resources without a URL", [500, 50_000], |n| {
            list("a.toml", &toml("", &"[[topics.resources]]\ntitle = \"x\"\n".repeat(n)))
        }),
        wrong("URLs that are not allowed", [500, 50_000], |n| {
            list(
                "a.toml",
                &toml(
                    "",
                    &"[[topics.resources]]\ntitle = \"x\"\nurl = \"javascript:x\"\n".repeat(n),
                ),
            )
        }),
        wrong("unknown kinds", [500, 50_000], |n| {
            let each = |n| {
                format!("[[topics.resources]]\ntitle = \"x\"\nurl = \"u\"\nkind = \"vid{n}\"\n")
            };
            list("a.toml", &toml("", &repeated(n, each)))
        }),
        wrong("unknown kinds among many kinds", [250, 20_000], |n| {
            let kinds = repeated(n, |n| format!("[[kinds]]\nid = \"sort{n}\"\nlabel = \"x\"\n"));
            let each = |n| {
                format!("[[topics.resources]]\ntitle = \"x\"\nurl = \"u\"\nkind = \"sart{n}\"\n")
            };
            list("a.toml", &format!("{kinds}{}", toml("", &repeated(n, each))))
        }),
        wrong("one id many times", [500, 50_000], |n| {
            list("a.toml", &"[[topics]]\nid = \"t\"\ntitle = \"x\"\n".repeat(n))
        }),
        wrong("a line that is not TOML, far down", [500, 1_000_000], |n| {
            list("a.toml", &format!("{}=\n", "# x\n".repeat(n)))
        }),
        wrong("bytes that are not UTF-8, far down", [500, 4_000_000], |n| {
            let mut text = "# x\n".repeat(n).into_bytes();
            text.push(0xff);
            Job::arguments(&["list", "--catalogue", "a.toml"]).file("a.toml", text)
        }),
    ]
}

fn topics() -> Vec<Growing> {
    vec![
        row("topics, each after the one before", [100, 50_000], |n| {
            let after = |n: usize| {
                if n > 0 { format!("after = [\"t{}\"]\n", n - 1) } else { String::new() }
            };
            let each = |n| format!("[[topics]]\nid = \"t{n}\"\ntitle = \"T{n}\"\n{}", after(n));
            catalogue("a.toml", &repeated(n, each), "<<#resources all format=overview>>")
        }),
        row("topics, each after the next one", [100, 50_000], |n| {
            let each = |n| {
                format!("[[topics]]\nid = \"t{n}\"\ntitle = \"T{n}\"\nafter = [\"t{}\"]\n", n + 1)
            };
            let last = format!("[[topics]]\nid = \"t{n}\"\ntitle = \"T\"\n");
            let resource = "[[topics.resources]]\ntitle = \"r\"\nurl = \"u\"\n";
            let text = repeated(n, |n| each(n) + resource) + &last + resource;
            catalogue("a.toml", &text, "<<#resources all format=overview>>")
        }),
        row("topics, each after all before", [20, 2_000], |n| {
            let each = |n| {
                let after = repeated(n, |n| format!("\"t{n}\","));
                format!(
                    "[[topics]]\nid = \"t{n}\"\ntitle = \"T{n}\"\nafter = [{after}]\n\
                         [[topics.resources]]\ntitle = \"r\"\nurl = \"u\"\n"
                )
            };
            catalogue("a.toml", &repeated(n, each), "<<#resources all format=overview>>")
        }),
        row("a map of topics, each after the one before", [100, 20_000], |n| {
            map(n, |k| k.saturating_sub(1)..k)
        }),
        row("a map of topics, each after the forty before", [50, 10_000], |n| {
            map(n, |k| k.saturating_sub(40)..k)
        }),
        row("a map of topics, each after all before", [20, 2_000], |n| map(n, |k| 0..k)),
        row("a map of topics, all after the first", [100, 20_000], |n| map(n, |k| 0..k.min(1))),
        row("a map of topics, the last after all others", [100, 20_000], |n| {
            map(n, |k| if k + 1 == n { 0..k } else { 0..0 })
        }),
        row("a map of two halves, each topic after one of the other", [100, 20_000], |n| {
            map(n, |k| if k < n / 2 { 0..0 } else { k - n / 2..k - n / 2 + 1 })
        }),
        wrong("topics after each other in a ring", [100, 50_000], |n| {
            let each = |k| {
                format!(
                    "[[topics]]\nid = \"t{k}\"\ntitle = \"T\"\nafter = [\"t{}\"]\n",
                    (k + 1) % n
                )
            };
            list("a.toml", &repeated(n, each))
        }),
        wrong("topics after unknown ones", [100, 20_000], |n| {
            let each =
                |n| format!("[[topics]]\nid = \"t{n}\"\ntitle = \"T\"\nafter = [\"u{n}\"]\n");
            list("a.toml", &repeated(n, each))
        }),
        row("topics of one title", [500, 50_000], |n| {
            let each = |k| {
                format!(
                    "[[topics]]\nid = \"x{k}\"\ntitle = \"T\"\n[[topics.resources]]\ntitle = \"r\"\nurl = \"u{k}\"\n"
                )
            };
            list("a.toml", &repeated(n, each))
        }),
        row("aliases", [500, 100_000], |n| {
            list(
                "a.toml",
                &toml(&format!("aliases = [{}]", repeated(n, |n| format!("\"a{n}\","))), ""),
            )
        }),
        row("topics side by side", [500, 100_000], |n| {
            list("a.toml", &repeated(n, |n| format!("[[topics]]\ntitle = \"T{n}\"\n")))
        }),
    ]
}

fn resources() -> Vec<Growing> {
    vec![
        row("authors listed, and as many who are not", [250, 50_000], |n| {
            let listed = repeated(n, |n| format!("[[authors]]\nname = \"Author Number {n}\"\n"));
            let names = |k| {
                format!(
                    "[[topics.resources]]\ntitle = \"r{k}\"\nurl = \"u{k}\"\nauthors = \"Somebody Else {k}\"\n"
                )
            };
            list("a.toml", &format!("{listed}{}", toml("", &repeated(n, names))))
        }),
        wrong("authors listed, and as many slips", [250, 50_000], |n| {
            let listed = repeated(n, |n| {
                format!("[[authors]]\nname = \"Author Number {}\"\n", 10_000_000 + n)
            });
            let name = |k| {
                format!(
                    "[[topics.resources]]\ntitle = \"r{k}\"\nurl = \"u{k}\"\nauthors = \"Auhtor Number {}\"\n",
                    10_000_000 + k
                )
            };
            list("a.toml", &format!("{listed}{}", toml("", &repeated(n, name))))
        }),
        row("long names of authors", [100, 2_000], |n| {
            let [one, other] = ["x", "y"].map(|letter| letter.repeat(n * 10));
            let name = |k| {
                format!(
                    "[[topics.resources]]\ntitle = \"r{k}\"\nurl = \"u{k}\"\nauthors = \"{other}\"\n"
                )
            };
            list(
                "a.toml",
                &format!("[[authors]]\nname = \"{one}\"\n{}", toml("", &repeated(10, name))),
            )
        }),
        row("authors of one resource", [500, 50_000], |n| {
            list(
                "a.toml",
                &toml("", &format!("authors = [{}]", repeated(n, |n| format!("\"Ada {n}\",")))),
            )
        }),
        row("resources of one title", [500, 50_000], |n| {
            let each = |k| format!("[[topics.resources]]\ntitle = \"R\"\nurl = \"u{k}\"\n");
            list("a.toml", &toml("", &repeated(n, each)))
        }),
        row("resources of titles that end alike", [500, 50_000], |n| {
            let each = |k| {
                format!(
                    "[[topics.resources]]\ntitle = \"R-{k}\"\nurl = \"u{k}\"\n[[topics.resources]]\ntitle = \"R\"\nurl = \"v{k}\"\n"
                )
            };
            list("a.toml", &toml("", &repeated(n, each)))
        }),
        row("resources in no topic", [500, 50_000], |n| {
            list(
                "a.toml",
                &repeated(n, |k| format!("[[resources]]\ntitle = \"R{k}\"\nurl = \"u{k}\"\n")),
            )
        }),
        row("parts", [500, 50_000], |n| {
            let each =
                |k| format!("[[topics.resources.parts]]\ntitle = \"P{k}\"\nurl = \"u{k}\"\n");
            list("a.toml", &toml("", &repeated(n, each)))
        }),
        row("tags", [500, 100_000], |n| {
            list(
                "a.toml",
                &toml("", &format!("tags = [{}]", repeated(n, |n| format!("\"t{n}\",")))),
            )
        }),
    ]
}

fn layers() -> Vec<Growing> {
    vec![
        row("URLs as `list --format urls` has them", [500, 50_000], |n| {
            let each = |k| format!("[[topics.resources]]\ntitle = \"R{k}\"\nurl = \"u{k}\"\n");
            let mut job = list("a.toml", &toml("", &repeated(n, each)));
            job.arguments.extend(["--format".to_owned(), "urls".to_owned()]);
            job
        }),
        row("resources on top of resources", [500, 50_000], |n| {
            let below = repeated(n, |k| {
                format!("[[topics.resources]]\ntitle = \"R{k}\"\nurl = \"u{k}\"\n")
            });
            let above =
                repeated(n, |k| format!("[[resources]]\nid = \"r{k}\"\ndescription = \"d\"\n"));
            let mut job = list("a.toml", &toml("", &below)).file("b.toml", above);
            job.arguments.extend(["--catalogue".to_owned(), "b.toml".to_owned()]);
            job
        }),
        row("topics on top of topics", [500, 20_000], |n| {
            let text = repeated(n, |k| {
                format!(
                    "[[topics]]\ntitle = \"T{k}\"\n[[topics.resources]]\ntitle = \"R{k}\"\nurl = \"u\"\n"
                )
            });
            let mut job =
                list("a.toml", &text).file("b.toml", text.replace("url = \"u\"", "url = \"v\""));
            job.arguments.extend(["--catalogue".to_owned(), "b.toml".to_owned()]);
            job
        }),
        row("catalogues", [10, 1_000], |n| {
            let mut job = list("a.toml", &toml("", ""));
            for k in 0..n {
                job = job.file(
                    &format!("{k}.toml"),
                    toml("", "").replace("\"R\"", &format!("\"R{k}\"")),
                );
                job.arguments.extend(["--catalogue".to_owned(), format!("{k}.toml")]);
            }
            job
        }),
    ]
}

fn shown() -> Vec<Growing> {
    vec![
        row("resources as a list", [500, 20_000], |n| many(n, "")),
        row("resources as a table", [500, 20_000], |n| many(n, "format=table")),
        row("resources as cards", [500, 20_000], |n| many(n, "format=cards")),
        row("resources in a sentence", [500, 20_000], |n| many(n, "format=inline")),
        row("resources by author", [500, 20_000], |n| many(n, "group=author")),
        row("resources by kind", [500, 20_000], |n| many(n, "group=kind")),
        row("resources by title, from the end", [500, 20_000], |n| many(n, "sort=-title")),
        row("topics as an overview", [500, 20_000], |n| {
            let each = |k| {
                format!(
                    "[[topics]]\ntitle = \"T{k}\"\n[[topics.resources]]\ntitle = \"R\"\nurl = \"u\"\n"
                )
            };
            catalogue("a.toml", &repeated(n, each), "<<#resources all format=overview>>")
        }),
        row("topics, a directive each", [100, 5_000], |n| {
            let each = |k| {
                format!(
                    "[[topics]]\ntitle = \"T{k}\"\n[[topics.resources]]\ntitle = \"R\"\nurl = \"u\"\n"
                )
            };
            catalogue(
                "a.toml",
                &repeated(n, each),
                &repeated(n, |n| format!("<<#resources t{n}>>\n\n")),
            )
        }),
        wrong("topics, an unknown name each", [100, 5_000], |n| {
            let each = |k| {
                format!(
                    "[[topics]]\ntitle = \"Topic number {k}\"\n[[topics.resources]]\ntitle = \"R\"\nurl = \"u\"\n"
                )
            };
            catalogue(
                "a.toml",
                &repeated(n, each),
                &repeated(n, |n| format!("<<#resources topik-number-{n}>>\n\n")),
            )
        }),
        row("a long title", [1000, 1_000_000], |n| long("title", &"x ".repeat(n))),
        row("a long title of marks", [1000, 200_000], |n| long("title", &"*_[`<".repeat(n))),
        row("a long description of stars", [1000, 200_000], |n| {
            long("description", &"*a ".repeat(n))
        }),
        row("a long description of brackets", [1000, 200_000], |n| {
            long("description", &"[a](".repeat(n))
        }),
        row("a long description of images", [1000, 200_000], |n| {
            long("description", &"![a](b) ".repeat(n))
        }),
        row("a long description of links", [1000, 200_000], |n| {
            long("description", &"[a](b) ".repeat(n))
        }),
        row("a long description of backticks", [100, 3_000], |n| {
            long("description", &repeated(n, |n| "`".repeat(n + 1) + " "))
        }),
        row("a long description of references", [1000, 200_000], |n| {
            long("description", &"&#10; &amp; ".repeat(n))
        }),
        row("a long description of tags", [1000, 200_000], |n| {
            long("description", &"<b a='".repeat(n))
        }),
        row("a long URL", [1000, 1_000_000], |n| long("url", &"(".repeat(n))),
    ]
}

/// A map of so many topics, each after some of the others.
fn map(n: usize, after: impl Fn(usize) -> Range<usize>) -> Job {
    let each = |k| {
        let after = after(k).fold(String::new(), |ids, k| ids + &format!("\"t{k}\","));
        format!(
            "[[topics]]\nid = \"t{k}\"\ntitle = \"T{k}\"\nafter = [{after}]\n\
             [[topics.resources]]\ntitle = \"r\"\nurl = \"u\"\n"
        )
    };
    catalogue("a.toml", &repeated(n, each), "<<#resources all format=map>>")
}

/// So many resources, in one directive.
fn many(n: usize, options: &str) -> Job {
    let each = |k| {
        format!(
            "[[topics.resources]]\ntitle = \"R{k}\"\nurl = \"u{k}\"\nyear = {k}\nauthors = \"A{k}\"\nkind = \"book\"\n"
        )
    };
    catalogue("a.toml", &toml("", &repeated(n, each)), &format!("<<#resources all {options}>>"))
}

/// A resource with one long value.
fn long(field: &str, value: &str) -> Job {
    let mut resource = json!({"title": "R", "url": "u"});
    resource[field] = value.into();
    let text = json!({"topics": [{"title": "T", "resources": [resource]}]}).to_string();
    catalogue(
        "a.json",
        &text,
        "<<#resources t>>\n\n<<#resources t format=table>>\n\nx <<#resources t>>",
    )
}

fn settings() -> Vec<Growing> {
    vec![
        wrong("unknown settings", [500, 20_000], |n| {
            let settings = (0..n).map(|n| (format!("key{n}"), n.into()));
            book(&serde_json::Value::Object(settings.collect()), &[("a.md", "")])
        }),
        wrong("unknown settings in a file", [500, 20_000], |n| {
            super::job::check(&repeated(n, |n| format!("key{n} = 1\n")), "")
        }),
        row("formats", [10, 2_000], |n| {
            let formats = (0..n).map(|n| (format!("f{n}"), "f.md".into()));
            book(&json!({"formats": serde_json::Value::Object(formats.collect())}), &[("a.md", "")])
                .file("f.md", "x")
        }),
        Growing {
            name: "a long template",
            sizes: [1000, 100_000],
            job: |n| template(&"{{ bullet }} x\n".repeat(n)),
            expected: Bounded("error"),
        },
        Growing {
            name: "loops of a template",
            sizes: [1000, 10_000_000],
            job: |n| template(&format!("{{% for i in range({n}) %}}{{% endfor %}}x")),
            expected: Bounded("error"),
        },
    ]
}

/// A format of the book's own, and a directive with it.
pub(crate) fn template(text: &str) -> Job {
    let chapter = "<<#resources calculus format=own>>\n";
    book(&json!({"formats": {"own": "own.md"}}), &[("a.md", chapter)]).file("own.md", text)
}
