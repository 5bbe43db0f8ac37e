//! Blocks and HTML in a text that should be one paragraph.

use pulldown_cmark::{Event, Parser, Tag};

use super::FIXED;

/// Names the first thing in a description that a paragraph of inline Markdown cannot have; `None` if there is none.
pub(crate) fn beyond_a_paragraph(text: &str) -> Option<&'static str> {
    // A list of one line, such as `- yes`, is a sentence with a dash.
    if !text.contains('<') && !text.trim().contains('\n') {
        return None;
    }
    let has_lines = text.trim().contains('\n');
    Parser::new_ext(text, FIXED).find_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) => Some("HTML"),
        Event::Start(Tag::List(_)) if has_lines => Some("a list"),
        Event::Start(Tag::Heading { .. }) if has_lines => Some("a heading"),
        Event::Start(Tag::CodeBlock(_)) if has_lines => Some("a code block"),
        Event::Start(Tag::BlockQuote(_)) if has_lines => Some("a quotation"),
        _ => None,
    })
}
