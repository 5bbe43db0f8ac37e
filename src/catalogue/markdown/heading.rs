//! Headings: their titles and icons, and what they stand above.

use super::inline::{has_words, plain, title_and_icon};
use super::tree::{Inline, InlineKind};
use crate::catalogue::slug;
use crate::url;

/// The title of a heading and its icon, without its own anchors: "Books [↑](#top)", "Books [¶](#books)", "Books {#books}".
pub(super) fn title(content: &[Inline]) -> (String, Option<String>) {
    let (title, icon) = written_title(content);
    match title.strip_suffix('}').and_then(|title| title.rsplit_once('{')) {
        Some((before, attributes)) if attributes.starts_with(['#', '.']) && has_words(before) => {
            title_and_icon(before.trim_end())
        }
        _ => (title, icon),
    }
}

fn written_title(content: &[Inline]) -> (String, Option<String>) {
    let is_anchor = |inline: &Inline| matches!(&inline.kind, InlineKind::Link { url, .. } if url::is_anchor(url));
    if !content.iter().any(is_anchor) {
        let (mut title, icon) = title_and_icon(&plain(content));
        title.truncate(title.trim_end_matches([':', '：', ' ']).len());
        return (title, icon);
    }
    let kept: Vec<Inline> = content.iter().filter(|inline| !is_anchor(inline)).cloned().collect();
    let text = plain(&kept);
    if !has_words(&text) {
        return title_and_icon(&plain(content));
    }
    let is_bracket = |c: char| matches!(c, '(' | ')' | '[' | ']' | ' ' | '|' | '-' | '·');
    let trimmed = text.trim_end_matches(|c: char| is_bracket(c) && c != ')').trim_end();
    let trimmed =
        trimmed.strip_suffix("()").or_else(|| trimmed.strip_suffix("( )")).unwrap_or(trimmed);
    title_and_icon(trimmed.trim_start_matches(is_bracket))
}

/// The tag that the name of a group gives its entries; `None` if the text is no name.
pub(super) fn tag(content: &[Inline]) -> Option<String> {
    let (name, _) = title(content);
    // "Blogs - what people write": a tag is no sentence.
    let is_long = name.chars().count() > MAX_GROUP;
    let marks = [" - ", " – ", " — ", ": ", ". "].iter().filter(|_| is_long);
    let end = marks.filter_map(|mark| name.find(mark)).min();
    let name = &name[..end.unwrap_or(name.len())];
    let is_name = has_words(name) && name.chars().count() <= MAX_GROUP;
    Some(slug(name)).filter(|tag| is_name && !tag.is_empty())
}

/// The longest name of a group, in characters: long text is not a name.
const MAX_GROUP: usize = 50;
