//! Properties of every chapter.

use mdbook_resources::{Catalogue, Resource, Severity, expand};
use proptest::prelude::*;

/// Pieces of Markdown that mean something, and directives.
fn chapter() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "<<#resources calculus>>", "<<#resources", ">>", "<<#", "\\<<#resources x>>", "\\",
            "<<#resources stats heading=3>>", "<<#resources calc format=inline>>", "<<#resource x>>",
            "<<#resources nothing>>", "<<#resources \"", "\"", "=", ",", "all", "resources",
        ]),
        6 => prop::sample::select(vec![
            "\n", "\n\n", "\r\n", "\r", " ", "  ", "    ", "\t", "- ", "* ", "1. ", "10) ", "> ", ">", "# ",
            "```", "~~~", "`", "*", "**", "_", "[", "](u)", "![", "[^x]: ", "[^x]", ": ", "|", "|---|",
            "- [ ] ", "<div>", "</div>", "<!--", "-->", "<b a=\"", "---", "===", "&lt;", "é", "🦀", "text",
            "\u{feff}", "[x]: u", "[!NOTE]",
        ]),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Pieces of lists of links, in Markdown and HTML.
fn list() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => prop::sample::select(vec![
            "[A](https://a.example)", "[B](b.pdf)", "[[pdf]](https://p.example)", "[](x)", "[C][c]", "[c]: u",
            "<https://d.example>", "https://e.example/f_g).", "www.h.example", "[#](#x)", "![i](j.png)",
            "[![k](l)](https://m.example)", "[Download here](n)", " by ", "[Ada](https://ada.example)", "Ben Baker",
            "*by Cem*", "[Nobody](No URL)", "Title", ": ", " - ", "(2019)", "**", "`code`", ":book:", "🍞",
            "[x](ftp://y)", "[js](javascript:z)", "‚Äô", "é",
        ]),
        4 => prop::sample::select(vec![
            "\n", "\n\n", "  \n", "- ", "  - ", "1. ", "# ", "## ", "### ", "---\n", "===\n", "> ", "```\n",
            "| ", " | ", "\n|---|---|\n", "## License\n", "## Contents\n", "- [ ] ", "\t", "    ",
            "---\ntitle: T\n---\n",
        ]),
        2 => prop::sample::select(vec![
            "<ul>", "<li>", "</li>", "</ul>", "<a href=\"https://q.example\">", "</a>", "<b>", "<br>", "<table>",
            "<tr>", "<td>", "</td>", "</tr>", "</table>", "<h2>", "</h2>", "<details>", "<summary>", "<!--", "-->",
            "<p>", "<img src=x>", "<pre>", "</pre>", "<", "<a", "&amp;",
        ]),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Text behind `[Title N](url)` in an item of a list.
fn behind_link() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        " by Ada Miller",
        " by",
        " - ",
        ": ",
        ", ",
        " Text here",
        ".",
        " (2019)",
        " [video]",
        " Ada Miller",
        " `code`",
        " *free*",
        " and",
        " :book:",
        " 🍞",
        " | ",
        " [PDF](p.pdf)",
        " [Slides](s.pdf)",
        "(",
        ")",
        " is a text",
        "\n  Text below.",
        "\n  - by Ben Baker",
        "\n  - Text below",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_entry_is_read_the_same_among_others(behind in prop::collection::vec(behind_link(), 1..12)) {
        let entry = |(at, behind): (usize, &String)| format!("- [Title {at}](https://x.example/{at}){behind}\n");
        let read = |entries: &str| {
            let list = format!("---\nentry: '[title](url), names'\n---\n# List\n\n## Topic\n\n{entries}");
            let catalogue = Catalogue::from_markdown(&list).unwrap();
            let said = |r: &Resource| {
                format!("{:?}", (&r.title, &r.url, &r.authors, &r.kind, &r.facts.description, r.facts.year, &r.parts, &r.tags))
            };
            catalogue.resources().iter().map(said).collect::<Vec<String>>()
        };
        let entries: Vec<String> = behind.iter().enumerate().map(entry).collect();
        let alone: Vec<String> = entries.iter().flat_map(|entry| read(entry)).collect();
        prop_assert_eq!(read(&entries.concat()), alone);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn expanding_never_panics_and_twice_is_once(chapter in chapter()) {
        let once = expand(&chapter, Catalogue::builtin());
        for diagnostic in &once.diagnostics {
            for mark in [&diagnostic.place, &diagnostic.related].into_iter().flatten() {
                prop_assert!(chapter.get(mark.span.clone()).is_some(), "{diagnostic:?}");
            }
        }
        let failed = once.diagnostics.iter().any(|found| found.severity == Severity::Error);
        if let (Some(text), false) = (once.text, failed) {
            let twice = expand(&text, Catalogue::builtin());
            prop_assert_eq!(twice.text, None, "{:?}", text);
        }
    }

    #[test]
    fn what_stands_outside_directives_comes_back(before in "[a-z .\n]{0,40}", after in "[a-z][a-z .\n]{0,40}") {
        let chapter = format!("{before}\n\n<<#resources multivariable-calculus>>\n\n{after}");
        let text = expand(&chapter, Catalogue::builtin()).text.unwrap();
        let starts = text.starts_with(&format!("{before}\n\n- **["));
        let ends = text.ends_with(&format!(".\n\n{after}"));
        prop_assert!(starts && ends, "{:?}", text);
    }

    #[test]
    fn a_list_says_the_same_in_toml(list in list()) {
        if let Ok(catalogue) = Catalogue::from_markdown(&list) {
            let toml = catalogue.to_toml();
            let again = Catalogue::from_toml(&toml);
            prop_assert!(again.is_ok(), "{}\n{:?}", toml, again.err());
            let again = again.unwrap();
            prop_assert_eq!(again.to_toml(), toml);
            let ids = |catalogue: &Catalogue| -> Vec<String> {
                catalogue.resources().iter().map(|resource| resource.id.clone()).collect()
            };
            prop_assert_eq!(ids(&again), ids(&catalogue));
        }
    }

    #[test]
    fn what_is_wrong_with_a_catalogue_has_a_place_in_it(text in "\\PC{0,60}|[\\[\\]{}\"=,:a-z\n]{0,60}") {
        for errors in [Catalogue::from_toml(&text).err(), Catalogue::from_json(&text).err()] {
            for mark in errors.into_iter().flatten().filter_map(|error| error.place) {
                prop_assert!(text.get(mark.span.clone()).is_some(), "{:?}", mark);
            }
        }
    }
}
