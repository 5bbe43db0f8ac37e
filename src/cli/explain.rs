//! `explain [CODE]`: what the manual says about a diagnostic.

use super::streams::print;

/// The manual's chapter, with a section for each code.
const CHAPTER: &str = include_str!("../../book/src/manual/diagnostics.md");

/// Prints the section of a code, or all codes with the first sentence of each.
pub(super) fn run(code: Option<&str>) -> anyhow::Result<bool> {
    let text = match code {
        Some(code) => sections().find(|(name, _)| *name == code).map(|(_, text)| plain(text)),
        None => Some(sections().map(|(name, text)| listed(name, &plain(text))).collect()),
    };
    print(&text.unwrap_or_default())?;
    Ok(true)
}

/// The text for a terminal: blocks are indented, and of links the text is left.
fn plain(section: &str) -> String {
    let mut text = String::new();
    let mut is_block = false;
    for line in section.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if is_block {
            // mdBook would take this for an include, so that the chapter has a backslash before it.
            let line = format!("    {}", line.replace("\\{{#", "{{#"));
            text.extend([line.trim_end(), "\n"]);
        } else {
            text.extend([&*without_links(line), "\n"]);
        }
    }
    text
}

/// A line of Markdown without the targets of its links.
fn without_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let (start, title) = before.rsplit_once('[').unwrap_or(("", before));
        text.extend([start, title]);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// The codes and their texts.
fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let sections = CHAPTER.split("\n## `").skip(1);
    sections.filter_map(|section| {
        let (code, text) = section.split_once("`\n\n")?;
        Some((code, text.strip_suffix('\n').filter(|text| text.ends_with("```\n")).unwrap_or(text)))
    })
}

fn listed(code: &str, text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    format!("{code}\n    {paragraph}\n")
}
