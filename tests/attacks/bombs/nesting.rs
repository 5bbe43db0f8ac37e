//! Nesting of all kinds: what mdBook and the languages themselves bear has to pass, or there is a message.

use super::Expected::Bounded;
use super::Growing;
use super::job::{Job, book, catalogue, chapter, list, repeated};
use super::tables::template;

const ONE: &str = "<<#resources essence-of-calculus>>";

fn row(name: &'static str, sizes: [usize; 2], job: fn(usize) -> Job) -> Growing {
    Growing { name, sizes, job, expected: Bounded("error") }
}

pub(crate) fn rows() -> Vec<Growing> {
    [markdown(), toml(), json(), templates()].into_iter().flatten().collect()
}

fn markdown() -> Vec<Growing> {
    vec![
        row("quotes around a directive", [50, 20_000], |n| {
            chapter(&format!("{}{ONE}\n", "> ".repeat(n)))
        }),
        row("quotes before text", [50, 20_000], |n| {
            chapter(&format!("{}x\n\n{ONE}\n", "> ".repeat(n)))
        }),
        row("items around a directive", [50, 20_000], |n| {
            chapter(&format!("{}{ONE}\n", "- ".repeat(n)))
        }),
        row("items before text", [50, 20_000], |n| {
            chapter(&format!("{}x\n\n{ONE}\n", "- ".repeat(n)))
        }),
        row("numbered items around a directive", [50, 20_000], |n| {
            chapter(&format!("{}{ONE}\n", "1. ".repeat(n)))
        }),
        row("items and quotes by turns", [50, 20_000], |n| {
            chapter(&format!("{}{ONE}\n", "> - ".repeat(n)))
        }),
        row("lists in lists", [50, 1_000], |n| {
            chapter(&format!("{}\n{ONE}\n", repeated(n, |n| format!("{}- x\n", "  ".repeat(n)))))
        }),
        row("lists in lists, a directive at the end", [50, 1_000], |n| {
            chapter(&format!(
                "{}{}{ONE}\n",
                repeated(n, |n| format!("{}- x\n", "  ".repeat(n))),
                "  ".repeat(n)
            ))
        }),
        row("lists in lists, a directive in each", [50, 500], |n| {
            chapter(&repeated(n, |n| format!("{0}- x\n\n{0}  {ONE}\n\n", "  ".repeat(n))))
        }),
        row("lines of deep quotes", [50, 1_000], |n| {
            chapter(&format!("{}{ONE}\n", format!("{}x\n", ">".repeat(n)).repeat(20)))
        }),
        row("emphasis around a directive", [50, 20_000], |n| {
            chapter(&format!("{}x {ONE} x{}\n", "*a ".repeat(n), " b*".repeat(n)))
        }),
        row("brackets around a directive", [50, 20_000], |n| {
            chapter(&format!("{}x {ONE} x{}\n", "[".repeat(n), "]".repeat(n)))
        }),
        row("images around a directive", [50, 20_000], |n| {
            chapter(&format!("{}x {ONE} x{}\n", "![".repeat(n), "](u)".repeat(n)))
        }),
        row("tags around a directive", [50, 20_000], |n| {
            chapter(&format!("{}\n\n{ONE}\n\n{}\n", "<div>".repeat(n), "</div>".repeat(n)))
        }),
        row("footnotes in footnotes", [50, 20_000], |n| {
            chapter(&format!("{}x\n\n{ONE}\n", repeated(n, |n| format!("[^{n}]: "))))
        }),
    ]
}

fn toml() -> Vec<Growing> {
    vec![
        row("arrays in TOML", [50, 100_000], |n| {
            list("a.toml", &format!("x = {}{}\n", "[".repeat(n), "]".repeat(n)))
        }),
        row("tables in TOML", [50, 100_000], |n| {
            list("a.toml", &format!("x = {}1{}\n", "{a=".repeat(n), "}".repeat(n)))
        }),
        row("a dotted key in TOML", [50, 100_000], |n| {
            list("a.toml", &format!("{}a = 1\n", "a.".repeat(n)))
        }),
        row("a dotted header in TOML", [50, 100_000], |n| {
            list("a.toml", &format!("[{}a]\nx = 1\n", "a.".repeat(n)))
        }),
        row("open arrays in TOML", [50, 100_000], |n| {
            list("a.toml", &format!("x = {}", "[".repeat(n)))
        }),
        row("topics in topics in TOML", [5, 500], |n| {
            let each = |n: usize| format!("[[topics{}]]\ntitle = \"T{n}\"\n", ".topics".repeat(n));
            catalogue("a.toml", &repeated(n, each), "<<#resources all>>")
        }),
    ]
}

fn json() -> Vec<Growing> {
    vec![
        row("lists in JSON", [50, 100_000], |n| {
            list("a.json", &format!("{{\"x\": {}{}}}", "[".repeat(n), "]".repeat(n)))
        }),
        row("open lists in JSON", [50, 100_000], |n| list("a.json", &"[".repeat(n))),
        row("objects in JSON", [50, 100_000], |n| {
            list("a.json", &format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n)))
        }),
        row("topics in topics in JSON", [5, 20_000], |n| {
            let resources = r#""resources":[{"title":"R","url":"u"}]"#;
            let open = format!("{{\"title\":\"T\",{resources},\"topics\":[");
            let text = format!("{{\"topics\":[{}{}]}}", open.repeat(n), "]}".repeat(n));
            catalogue("a.json", &text, "<<#resources all>>")
        }),
        row("lists in a configuration", [50, 100_000], |n| {
            let deep = format!("{}{}", "[".repeat(n), "]".repeat(n));
            let sent = format!(
                r#"[{{"root":"/","config":{{"x":{deep}}},"renderer":"html","mdbook_version":"0.5.4"}},{{"items":[]}}]"#
            );
            Job::default().stdin(sent)
        }),
        row("chapters in chapters", [5, 100_000], |n| {
            let open = format!(
                r#"[{{"Chapter":{{"name":"n","content":"{ONE}","path":"a.md","sub_items":"#
            );
            let deep = format!("{}[]{}", open.repeat(n), "}}]".repeat(n));
            let sent = format!(
                r#"[{{"root":"/","config":{{}},"renderer":"html","mdbook_version":"0.5.4"}},{{"items":{deep}}}]"#
            );
            Job::default().stdin(sent)
        }),
        row("lists in an item that nobody knows", [50, 100_000], |n| {
            let deep = format!("{}{}", "[".repeat(n), "]".repeat(n));
            let sent = format!(
                r#"[{{"root":"/","config":{{}},"renderer":"html","mdbook_version":"0.5.4"}},{{"items":[{{"X":{deep}}}]}}]"#
            );
            Job::default().stdin(sent)
        }),
        row("a setting of lists", [50, 60], |n| {
            let deep = (0..n).fold(serde_json::json!([]), |inner, _| serde_json::json!([inner]));
            book(&serde_json::json!({"catalogue": deep}), &[("a.md", ONE)])
        }),
    ]
}

fn templates() -> Vec<Growing> {
    vec![
        row("brackets in a template", [50, 50_000], |n| {
            template(&format!("{{{{ {}1{} }}}}", "(".repeat(n), ")".repeat(n)))
        }),
        row("lists in a template", [50, 50_000], |n| {
            template(&format!("{{{{ {}{} }}}}", "[".repeat(n), "]".repeat(n)))
        }),
        row("conditions in a template", [50, 50_000], |n| {
            template(&format!("{}x{}", "{% if true %}".repeat(n), "{% endif %}".repeat(n)))
        }),
        row("loops in loops of a template", [2, 30], |n| {
            template(&format!("{}{}x", "{% for i in [1,2] %}".repeat(n), "{% endfor %}".repeat(n)))
        }),
        row("filters in a template", [50, 50_000], |n| {
            template(&format!("{{{{ 'a'{} }}}}", "|upper".repeat(n)))
        }),
        row("negations in a template", [50, 50_000], |n| {
            template(&format!("{{{{ {}true }}}}", "not ".repeat(n)))
        }),
        row("signs in a template", [50, 50_000], |n| {
            template(&format!("{{{{ {}1 }}}}", "-".repeat(n)))
        }),
        row("operators in a template", [50, 50_000], |n| {
            template(&format!("{{{{ 1{} }}}}", "+1".repeat(n)))
        }),
        row("attributes in a template", [50, 50_000], |n| {
            template(&format!("{{{{ {{}}{} }}}}", ".a".repeat(n)))
        }),
    ]
}
