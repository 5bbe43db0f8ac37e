//! What stands around a description and says nothing: marks, empty brackets, figures, emphasis that holds nothing.

use std::borrow::Cow;

use super::inline::{is_emoji, is_mark, says_something};
use super::tree::{Inline, InlineKind};

/// Takes off the marks around a description, what is no text at its beginning, and brackets without content.
pub(super) fn clear(inlines: &mut Vec<Inline>) {
    // "(**[pdf](…)**)" without its link is an empty bracket.
    if inlines.iter().any(Inline::is_emphasis) {
        balance(inlines);
        join(inlines);
    }
    for inline in inlines.iter_mut() {
        if let InlineKind::Text(text) = &mut inline.kind
            && (text.contains(['(', '[', '（', '【']) || text.contains(" .") || text.contains(" ,"))
            && let Some(cleaned) = without_empty_brackets(text)
        {
            *text = Cow::Owned(cleaned);
        }
    }
    let mut at_start = true;
    for inline in inlines
        .iter_mut()
        .take_while(|inline| matches!(inline.kind, InlineKind::Text(_)) || inline.is_emphasis())
    {
        let InlineKind::Text(text) = &mut inline.kind else { continue };
        if at_start {
            shorten_start(text);
            at_start = text.is_empty();
        }
    }
    for inline in inlines
        .iter_mut()
        .rev()
        .take_while(|inline| matches!(inline.kind, InlineKind::Text(_)) || inline.is_emphasis())
    {
        let InlineKind::Text(text) = &mut inline.kind else { continue };
        let is_end = |c: char| is_mark(c) && !matches!(c, '.' | '。') || is_emoji(c);
        let mut kept = text.trim_end_matches(is_end);
        // "Long - [Video](…).": the full stop belongs to the link.
        let before = kept.strip_suffix('.').filter(|before| before.ends_with(is_end));
        kept = before.map_or(kept, |before| before.trim_end_matches(is_end));
        let kept = kept.len();
        truncate(text, kept);
        if !text.is_empty() {
            break;
        }
    }
    balance(inlines);
}

/// Makes one text of those that follow each other.
fn join(inlines: &mut Vec<Inline>) {
    inlines.dedup_by(|next, before| match (&mut before.kind, &next.kind) {
        (InlineKind::Text(before), InlineKind::Text(next)) => {
            before.to_mut().push_str(next);
            true
        }
        _ => false,
    });
}

fn truncate(text: &mut Cow<str>, length: usize) {
    match text {
        Cow::Borrowed(text) => *text = &text[..length],
        Cow::Owned(text) => text.truncate(length),
    }
}

/// Takes off what stands at the beginning of a text and is no word of it.
fn shorten_start(text: &mut Cow<str>) {
    let mut rest: &str = text;
    loop {
        let start =
            rest.trim_start_matches(|c| is_mark(c) || matches!(c, ')' | ']' | '）' | '>' | '➤'));
        let after = without_figure(start).or_else(|| without_label(start));
        rest = start;
        match after {
            Some(after) => rest = after,
            None => break,
        }
    }
    let start = text.len() - rest.len();
    match text {
        Cow::Borrowed(text) => *text = &text[start..],
        Cow::Owned(text) => drop(text.drain(..start)),
    }
}

/// What follows "⭐ 2,407" and "(📥 300K / month · 📦 12)".
fn without_figure(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_prefix('(') {
        let (inner, after) = inner.split_once(')')?;
        let is_figure = inner.starts_with(is_emoji) && inner.contains(|c: char| c.is_ascii_digit());
        return is_figure.then_some(after);
    }
    let number = text.trim_start_matches(is_emoji);
    if number.len() == text.len() {
        return None;
    }
    let number = number.trim_start();
    let after = number.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ',' | '.' | 'k' | 'K' | 'M' | '+')
    });
    (after.len() < number.len() && !after.starts_with(char::is_alphanumeric)).then_some(after)
}

/// What follows "[name] -".
fn without_label(text: &str) -> Option<&str> {
    let (label, after) = text.strip_prefix('[')?.split_once(']')?;
    let after = after.trim_start();
    let is_label = label.chars().count() <= 40 && after.starts_with(['-', '–', '—', ':']);
    is_label.then_some(after)
}

/// The text without brackets that hold no word, and without blanks before a full stop or comma; `None` if it is so.
fn without_empty_brackets(text: &str) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    // Where the bracket begins in `kept` that has held no word so far.
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '（' | '【' => open = open.or(Some(kept.len())),
            ')' | ']' | '）' | '】' => {
                if let Some(start) = open.take() {
                    kept.truncate(start);
                    continue;
                }
            }
            c if c.is_whitespace() && kept.ends_with(['(', '[']) => continue,
            // Not the blank before "...", and not the one before ".NET".
            '.' | ','
                if kept.ends_with(' ')
                    && !text[at..].starts_with("..")
                    && !(c == '.'
                        && text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())) =>
            {
                kept.truncate(kept.trim_end().len());
                if c == '.' && kept.ends_with('.') {
                    continue;
                }
            }
            c if c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace() => open = None,
            _ => {}
        }
        kept.push(c);
    }
    (kept.len() < text.len()).then_some(kept)
}

/// Leaves out emphasis that is not opened or not closed, holds nothing, or goes around everything.
fn balance(inlines: &mut Vec<Inline>) {
    let mut open: Vec<usize> = Vec::new();
    let mut keep = vec![true; inlines.len()];
    // How many say something before each place, so that no stretch is read more than once.
    let mut said = vec![0; inlines.len() + 1];
    for (at, inline) in inlines.iter().enumerate() {
        said[at + 1] = said[at] + usize::from(says_something(std::slice::from_ref(inline)));
    }
    let says = |from: usize, to: usize| said[to] > said[from];
    for (at, inline) in inlines.iter().enumerate() {
        match inline.kind {
            InlineKind::Open(_) => open.push(at),
            InlineKind::Close(_) => {
                let start = open.pop();
                let is_empty = start.is_none_or(|start| !says(start, at));
                let has_all =
                    start.is_some_and(|start| !says(0, start) && !says(at, inlines.len()));
                if is_empty || has_all {
                    keep[at] = false;
                    if let Some(start) = start {
                        keep[start] = false;
                    }
                }
            }
            _ => {}
        }
    }
    for at in open {
        keep[at] = false;
    }
    let mut keep = keep.into_iter();
    inlines.retain(|_| keep.next().unwrap_or(true));
}
