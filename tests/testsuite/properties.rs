//! What holds for every chapter.

use mdbook_resources::{Catalogue, Severity, expand};
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
        let chapter = format!("{before}\n\n<<#resources calculus>>\n\n{after}");
        let text = expand(&chapter, Catalogue::builtin()).text.unwrap();
        let starts = text.starts_with(&format!("{before}\n\n- **["));
        let ends = text.ends_with(&format!(".\n\n{after}"));
        prop_assert!(starts && ends, "{:?}", text);
    }
}
