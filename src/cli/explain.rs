//! `explain [CODE]`: what the manual says about a diagnostic.

use super::streams::print;

/// The manual's chapter, with a section for each code.
const CHAPTER: &str = include_str!("../../book/src/manual/diagnostics.md");

/// Prints the section of a code, or all codes with the first sentence of each.
pub(super) fn run(code: Option<&str>) -> anyhow::Result<bool> {
    let text = match code {
        Some(code) => sections().find(|(name, _)| *name == code).map(|(_, text)| text.to_owned()),
        None => Some(sections().map(|(name, text)| listed(name, text)).collect()),
    };
    // mdBook would take this for an include, so that the chapter has a backslash before it.
    print(&text.unwrap_or_default().replace("\\{{#", "{{#"))?;
    Ok(true)
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
