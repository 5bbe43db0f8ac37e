//! Catalogues that are Markdown lists.

use super::Expected::{Bounded, Done};
use super::Growing;
use super::job::{Job, import, repeated};

fn row(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Done }
}

fn bounded(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Bounded("error") }
}

pub(crate) fn rows() -> Vec<Growing> {
    [entries(), headings(), html(), marks()].into_iter().flatten().collect()
}

fn entries() -> Vec<Growing> {
    vec![
        row("entries of a list", [500, 50_000], |n| {
            import(&repeated(n, |n| format!("- [Title {n}](https://x.example/{n}) - Text.\n")))
        }),
        row("equal entries of a list", [500, 50_000], |n| {
            import(&"- [Title](https://x.example/) - Text.\n".repeat(n))
        }),
        row("entries of one title", [500, 50_000], |n| {
            import(&repeated(n, |n| format!("- [Title](https://x.example/{n}) - Text.\n")))
        }),
        row("fields of one item", [500, 50_000], |n| {
            import(&format!("- 2017 {}| [PDF](https://x.example)", "| Ada Miller ".repeat(n)))
        }),
        row("links of one entry", [500, 50_000], |n| {
            import(&format!(
                "- [A](https://x.example) {}",
                repeated(n, |n| format!("[B{n}](https://y.example/{n}) "))
            ))
        }),
        row("links of an entry that comes twice", [500, 50_000], |n| {
            import(&format!(
                "- [A](https://x.example) [B](https://y.example)\n- [A](https://x.example) {}",
                repeated(n, |n| format!("[B{n}](https://y.example/{n}) "))
            ))
        }),
        row("marked commas and links of one entry", [500, 50_000], |n| {
            import(&format!(
                "- [A](https://x.example) {}{}",
                "**,** ".repeat(n),
                repeated(n, |n| format!("[B{n}](https://y.example/{n}) "))
            ))
        }),
        row("authors of one entry", [500, 50_000], |n| {
            import(&format!(
                "- [A](https://x.example) by {}Ben",
                repeated(n, |n| format!("Ada {n}, "))
            ))
        }),
        row("letters of one entry", [1_000, 1_000_000], |n| {
            import(&format!("- [A](https://x.example) - {}", "text ".repeat(n / 5)))
        }),
        row("lines below one entry, with a pattern for them", [500, 50_000], |n| {
            let below = repeated(n, |n| format!("  Text {n}\n"));
            import(&format!("---\nbelow: '**names**'\n---\n- [A](https://x.example)\n{below}"))
        }),
        row("brackets and links of one entry", [500, 50_000], |n| {
            let links = repeated(n, |n| format!(" ([B{n}](https://y.example/{n}))"));
            import(&format!("- [A](https://x.example){links}{}", "(".repeat(n * 10)))
        }),
        row("entries that fit a pattern", [500, 200_000], |n| {
            let entries =
                repeated(n, |n| format!("- [Title {n}](https://x.example/{n}) Ada {n} - Text.\n"));
            import(&format!("---\nentry: '[title](url) names - description'\n---\n{entries}"))
        }),
        row("optional parts of a pattern", [10, 150], |n| {
            let entry = "- [A](https://x.example)".to_owned() + &" - x".repeat(n);
            import(&format!("---\nentry: '[title](url){}!'\n---\n{entry}\n", "{ - ...}".repeat(n)))
        }),
        row("linked authors of one entry", [500, 50_000], |n| {
            import(&format!(
                "- [A](https://x.example) by {}Ben",
                repeated(n, |n| format!("[Ada {n}](https://a.example/{n}), "))
            ))
        }),
        row("items below one entry", [500, 50_000], |n| {
            import(&format!(
                "- [A](https://x.example)\n{}",
                repeated(n, |n| format!("  - [B{n}](https://y.example/{n})\n"))
            ))
        }),
        row("paragraphs after one entry", [500, 50_000], |n| {
            import(&format!("[A](https://x.example)\n\n{}", "Some text here.\n\n".repeat(n)))
        }),
        row("rows of a table", [500, 50_000], |n| {
            import(&format!(
                "|a|b|\n|-|-|\n{}",
                repeated(n, |n| format!("|[A{n}](https://x.example/{n})|b|\n"))
            ))
        }),
        row("columns of a table", [100, 20_000], |n| {
            import(&format!(
                "{0}|\n{1}|\n{2}|\n",
                "|a".repeat(n),
                "|-".repeat(n),
                "|[A](https://x.example)".repeat(n)
            ))
        }),
        row("short rows below a wide head", [100, 1_000], |n| {
            import(&format!(
                "{0}|\n{1}|\n{2}",
                "|a".repeat(n),
                "|-".repeat(n),
                "|[A](https://x.example)|\n".repeat(n)
            ))
        }),
        bounded("entries that are doubtful", [500, 20_000], |n| {
            import(&repeated(n, |n| format!("- [Title {n}](No URL) - Text.\n")))
        }),
        bounded("entries with links that are not allowed", [500, 20_000], |n| {
            import(&repeated(n, |n| format!("- [Title {n}](javascript:{n}) - Text.\n")))
        }),
        row("links by reference", [500, 20_000], |n| {
            import(
                &repeated(n, |n| format!("- [Title {n}][{n}]\n"))
                    .chars()
                    .chain(repeated(n, |n| format!("\n[{n}]: https://x.example/{n}\n")).chars())
                    .collect::<String>(),
            )
        }),
        bounded("links by one reference", [500, 20_000], |n| {
            import(&format!(
                "{}\n[x]: https://x.example/{}\n",
                "- [x]\n".repeat(n),
                "y".repeat(100)
            ))
        }),
        row("lines of front matter", [500, 100_000], |n| {
            import(&format!("---\n{}---\n- [A](https://x.example)\n", "key: value\n".repeat(n)))
        }),
    ]
}

fn headings() -> Vec<Growing> {
    vec![
        row("headings of one title", [500, 50_000], |n| {
            import(&repeated(n, |n| format!("## Title\n\n- [A](https://x.example/{n})\n\n")))
        }),
        row("headings with one entry each", [500, 50_000], |n| {
            import(&repeated(n, |n| format!("## Title {n}\n\n- [A](https://x.example/{n})\n\n")))
        }),
        row("headings, each below the one before", [500, 50_000], |n| {
            import(&repeated(n, |n| {
                format!("{} Title {n}\n\n- [A](https://x.example/{n})\n\n", "#".repeat(n % 6 + 1))
            }))
        }),
        bounded("headings without entries", [500, 50_000], |n| {
            import(&repeated(n, |n| format!("## Title {n}\n\n")))
        }),
        row("headings below tags", [500, 50_000], |n| {
            import(&repeated(n, |n| {
                format!("<a name=\"{n}\" />\n\n## Title {n}\n\n- [A](https://x.example/{n})\n\n")
            }))
        }),
        row("headings without blanks", [500, 50_000], |n| {
            import(&"##Title\n- [A](https://x.example)\n```\n##code\n```\n".repeat(n))
        }),
        bounded("headings in one HTML block", [500, 50_000], |n| {
            import(&format!("<div>\n{}", "<b>\n# Title\n- [A](https://x.example)\n".repeat(n)))
        }),
    ]
}

fn html() -> Vec<Growing> {
    vec![
        row("entries of an HTML list", [500, 50_000], |n| {
            let items =
                repeated(n, |n| format!("<li><a href=\"https://x.example/{n}\">A{n}</a></li>\n"));
            import(&format!("<ul>\n{items}</ul>\n"))
        }),
        bounded("rows of an HTML table", [500, 50_000], |n| {
            let rows = repeated(n, |n| {
                format!("<tr><td><a href=\"https://x.example/{n}\">A{n}</a></td></tr>\n")
            });
            import(&format!("<table>\n{rows}</table>\n"))
        }),
        bounded("open tags in a list", [500, 50_000], |n| {
            import(&"- <a href=\"https://x.example\">x\n".repeat(n))
        }),
        bounded("unclosed tags on one line", [500, 50_000], |n| {
            import(&format!("x {}", "<a b=\"".repeat(n)))
        }),
        bounded("lesser-than signs", [500, 100_000], |n| {
            import(&format!("<div>\n{}", "<".repeat(n)))
        }),
        bounded("closing tags of nothing", [500, 100_000], |n| {
            import(&"</b></a></li></td>".repeat(n))
        }),
        bounded("attributes of one tag", [500, 100_000], |n| {
            import(&format!("<a {} href=\"https://x.example\">A</a>\n", "x=\"y\" ".repeat(n)))
        }),
        bounded("open comments", [500, 50_000], |n| import(&"<!-- ".repeat(n))),
        bounded("comments", [500, 50_000], |n| {
            import(&"<!-- x -->\n- [A](https://x.example)\n".repeat(n))
        }),
        bounded("character references", [500, 100_000], |n| {
            import(&format!("- [{}](https://x.example)", "&amp;".repeat(n)))
        }),
    ]
}

fn marks() -> Vec<Growing> {
    // Some are no list at all, and are told so.
    vec![
        row("`)` after a bare URL", [500, 100_000], |n| {
            import(&format!("- https://x.example/{}\n", ")".repeat(n)))
        }),
        row("`(` and `)` after a bare URL", [500, 100_000], |n| {
            import(&format!("- https://x.example/{}{}\n", "(".repeat(n), ")".repeat(n)))
        }),
        row("dots after a bare URL", [500, 100_000], |n| {
            import(&format!("- https://x.example/{}\n", ".".repeat(n)))
        }),
        row("`;` after a bare URL", [500, 100_000], |n| {
            import(&format!("- https://x.example/{}\n", "&a;".repeat(n)))
        }),
        row("bare URLs in one line", [500, 100_000], |n| {
            import(&format!("- A: {}\n", "https://x.example/ ".repeat(n)))
        }),
        bounded("`www.` in one line", [500, 100_000], |n| {
            import(&format!("- {}\n", "www.".repeat(n)))
        }),
        bounded("`http://` in one line", [500, 100_000], |n| {
            import(&format!("- {}\n", "http://".repeat(n)))
        }),
        bounded("open brackets in a list", [500, 50_000], |n| {
            import(&format!("- {}\n", "[".repeat(n)))
        }),
        bounded("open links in a list", [500, 50_000], |n| {
            import(&format!("- {}\n", "[a](".repeat(n)))
        }),
        bounded("stars in a list", [500, 50_000], |n| {
            import(&format!("- {}\n", "*a **b _c ".repeat(n)))
        }),
        row("emoji in a heading", [500, 50_000], |n| {
            import(&format!("# {}\n\n- [A](https://x.example)\n", "🍞".repeat(n)))
        }),
        row("short codes in a heading", [500, 50_000], |n| {
            import(&format!("# {}\n\n- [A](https://x.example)\n", ":book: ".repeat(n)))
        }),
        bounded("labels before a link", [500, 50_000], |n| {
            import(&format!("- {}[A](https://x.example)\n", "Video: ".repeat(n)))
        }),
        row("badges before a link", [500, 50_000], |n| {
            import(&format!(
                "- {}[A](https://x.example)\n",
                "[![a](b)](https://c.example) ".repeat(n)
            ))
        }),
        row("task boxes before a link", [500, 50_000], |n| {
            import(&format!("- {}[A](https://x.example)\n", "[ ] ".repeat(n)))
        }),
        row("blanks in a title", [500, 1_000_000], |n| {
            import(&format!("- [A{}B](https://x.example)\n", " ".repeat(n)))
        }),
        row("a long title in a list", [500, 1_000_000], |n| {
            import(&format!("- [{}](https://x.example)\n", "a-".repeat(n)))
        }),
        bounded("a list in a list", [50, 1_000], |n| {
            import(&repeated(n, |n| format!("{}- [A{n}](https://x.example/{n})\n", "  ".repeat(n))))
        }),
        bounded("lists begun on one line", [50, 20_000], |n| {
            import(&format!("{}[A](https://x.example)\n", "- ".repeat(n)))
        }),
        bounded("quotes begun on one line", [50, 20_000], |n| {
            import(&format!("{}[A](https://x.example)\n", "> ".repeat(n)))
        }),
        bounded("HTML lists in a list", [50, 20_000], |n| {
            import(&format!("{}<a href=\"https://x.example\">A</a>\n", "<ul><li>".repeat(n)))
        }),
        bounded("emphasis in emphasis", [50, 20_000], |n| {
            import(&format!("- {}[A](https://x.example){}\n", "*_".repeat(n), "_*".repeat(n)))
        }),
        bounded("images in images", [50, 20_000], |n| {
            import(&format!("- [A](https://x.example) {}x{}\n", "![".repeat(n), "](u)".repeat(n)))
        }),
    ]
}
