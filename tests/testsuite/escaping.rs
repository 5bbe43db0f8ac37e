//! Whatever a catalogue says comes out as it was said: titles, names, descriptions and URLs, in a list,
//! a heading, a table cell and a sentence, by both generations' parsers.

use mdbook_resources::{Catalogue, expand};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

use crate::nasty::{NASTY, URLS};
use crate::page::read;
use crate::support::{html_04, html_05};

struct Shown {
    text: String,
    links: Vec<String>,
}

/// A catalogue with one resource, and a description.
fn catalogue(topic: &str, title: &str, url: &str, author: &str) -> Catalogue {
    let quoted = |value: &str| serde_json::Value::from(value).to_string();
    let text = format!(
        "[[topics]]\nid = \"t\"\ntitle = {}\n[[topics.resources]]\ntitle = {}\nurl = {}\nkind = \"book\"\n\
         authors = [{{ name = {}, url = {} }}]\nparts = [{{ title = {}, url = {} }}]\n",
        quoted(topic),
        quoted(title),
        quoted(url),
        quoted(author),
        quoted(url),
        quoted(title),
        quoted(url),
    );
    Catalogue::from_toml(&text).unwrap_or_else(|errors| panic!("{text}\n{errors:?}"))
}

/// Text that a page shows of a chapter, in both generations.
fn shown(chapter: &str, catalogue: &Catalogue) -> [(Shown, String); 2] {
    let expansion = expand(chapter, catalogue);
    assert_eq!(expansion.diagnostics, [], "{chapter}");
    let markdown = expansion.text.unwrap();
    [html_04, html_05].map(|html| {
        let html = html(&markdown);
        let (text, links) = read(&html);
        (Shown { text, links }, format!("{markdown}\n---\n{html}"))
    })
}

/// Line ends of HTML are blanks to a reader.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(value: &str, url: &str) {
    let catalogue = catalogue(value, value, url, value);
    let value = &*words(value);
    let linked = |count: usize| vec![percent_decode_str(url).collect::<Vec<u8>>(); count];
    let cases = [
        ("<<#resources t>>\n".to_owned(), format!("{value} by {value} · 📖 book {value}"), 3),
        (
            "<<#resources t heading=2>>\n".to_owned(),
            format!("{value} {value} by {value} · 📖 book {value}"),
            3,
        ),
        (
            "- x\n  <<#resources t>>\n- y\n".to_owned(),
            format!("x {value} by {value} · 📖 book {value} y"),
            3,
        ),
        (
            "<<#resources t format=table>>\n".to_owned(),
            format!("Resource Kind About {value} by {value}: {value} 📖 book"),
            3,
        ),
        ("See <<#resources t>>.\n".to_owned(), format!("See {value} ({value})."), 1),
        ("|a|\n|-|\n|<<#resources t>>|\n".to_owned(), format!("a {value} ({value})"), 1),
    ];
    for (chapter, expected, links) in cases {
        for (shown, detail) in shown(&chapter, &catalogue) {
            assert_eq!(words(&shown.text), words(&expected), "{detail}");
            let found: Vec<_> = shown
                .links
                .iter()
                .map(|link| percent_decode_str(link).collect::<Vec<u8>>())
                .collect();
            assert_eq!(found, linked(links), "{detail}");
        }
    }
}

#[test]
fn nasty_texts_are_shown_as_they_are() {
    for text in NASTY {
        check(text, "https://x.example");
    }
}

#[test]
fn nasty_urls_are_linked_as_they_are() {
    for url in URLS {
        check("T", url);
    }
}

#[test]
fn nasty_descriptions_stay_inline() {
    for text in NASTY {
        let quoted = serde_json::Value::from(*text).to_string();
        let toml = format!(
            "[[topics]]\ntitle = \"T\"\n[[topics.resources]]\ntitle = \"One\"\nurl = \"u\"\ndescription = {quoted}\n\
             [[topics.resources]]\ntitle = \"Two\"\nurl = \"v\"\n"
        );
        let catalogue = Catalogue::from_toml(&toml).unwrap();
        let markdown = expand("<<#resources t>>\n", &catalogue).text.unwrap();
        for html in [html_04, html_05] {
            let html = html(&markdown);
            // Whatever it says, it is one line in the first of two items, and no tag of its own.
            assert_eq!(html.matches("<li>").count(), 2, "{markdown}\n---\n{html}");
            for block in ["<p>", "<h", "<pre", "<b>", "<blockquote", "<table", "<!--"] {
                assert!(!html.contains(block), "{markdown}\n---\n{html}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_are_shown_as_they_are(text in r"[!-~ a-z]{1,14}", tail in r"[-#*_`~|\\{}!&<>\[\]()=+.:]{1,4}") {
        let text = format!("{text}{tail}");
        prop_assume!(!text.trim().is_empty());
        check(text.trim(), "https://x.example");
    }

    #[test]
    fn random_urls_are_linked_as_they_are(path in "[!-$&-~]{0,12}") {
        check("T", &format!("https://x.example/{path}"));
    }
}
