//! Messages from mdBook: JSON that is large, and JSON that is no book.

use super::Expected::{Done, Refused};
use super::Growing;
use super::job::{Job, chapter, repeated};

const CONTEXT: &str = r#"{"root":"/","config":{},"renderer":"html","mdbook_version":"0.5.4"}"#;

pub(crate) fn rows() -> Vec<Growing> {
    let row = |name, sizes, job| Growing { name, sizes, job, expected: Done };
    let wrong = |name, sizes, job| Growing { name, sizes, job, expected: Refused("error") };
    vec![
        row("items that nobody knows", [500, 200_000], |n| items(&"{\"X\":[1]},".repeat(n))),
        row("separators", [500, 500_000], |n| items(&"\"Separator\",".repeat(n))),
        row("escapes in a chapter", [500, 1_000_000], |n| {
            let content = r"\u003c\n\t\ud83e\udd80".repeat(n);
            items(&format!(
                "{{\"Chapter\":{{\"name\":\"n\",\"content\":\"{content}\",\"path\":\"a.md\",\"sub_items\":[]}}}},"
            ))
        }),
        row("blanks between items", [500, 4_000_000], |n| items(&" ".repeat(n))),
        row("keys of a configuration", [500, 200_000], |n| {
            let keys = repeated(n, |n| format!("\"key{n}\":1,"));
            let context =
                CONTEXT.replace("\"config\":{}", &format!("\"config\":{{{keys}\"x\":1}}"));
            Job::default().stdin(format!("[{context},{{\"items\":[]}}]"))
        }),
        row("bytes that are null", [500, 1_000_000], |n| chapter(&"\0".repeat(n))),
        wrong("a book cut off", [500, 4_000_000], |n| {
            Job::default().stdin(format!("[{CONTEXT},{{\"items\":[\"{}", "x".repeat(n)))
        }),
        wrong("no JSON at all", [500, 4_000_000], |n| Job::default().stdin("x".repeat(n))),
        wrong("blanks only", [500, 4_000_000], |n| Job::default().stdin(" ".repeat(n))),
        wrong("a renderer with a long name and no book", [500, 4_000_000], |n| {
            Job::default().stdin(format!(
                "[{}]",
                CONTEXT.replace("\"html\"", &format!("\"{}\"", "x".repeat(n)))
            ))
        }),
    ]
}

fn items(items: &str) -> Job {
    Job::default().stdin(format!("[{CONTEXT},{{\"items\":[{items}\"Separator\"]}}]"))
}
