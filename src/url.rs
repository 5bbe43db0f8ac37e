//! Which URLs a page may link to, and how a relative one is written from a chapter's folder.

/// Whether a link may go there: http, https, mailto, or somewhere inside the book.
pub(crate) fn is_allowed(url: &str) -> bool {
    match scheme(url) {
        None => true,
        Some(scheme) => {
            ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
    }
}

/// Whether it depends on where it is written.
pub(crate) fn is_relative(url: &str) -> bool {
    scheme(url).is_none() && !url.starts_with(['/', '#', '?'])
}

/// A URL relative to the folder `base` in the book's `src`, as a chapter `depth` folders deep has to write
/// it.
pub(crate) fn from_depth(base: &str, url: &str, depth: usize) -> String {
    if is_relative(url) { format!("{}{base}{url}", "../".repeat(depth)) } else { url.to_owned() }
}

/// The scheme, as [RFC 3986, section 3.1](https://www.rfc-editor.org/rfc/rfc3986#section-3.1) has it.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    // Browsers drop these before they look for a scheme, so `java\tscript:` must not pass.
    let (scheme, _) = url.split_once(':')?;
    let mut chars = scheme.chars().filter(|c| !c.is_ascii_control() && *c != ' ').peekable();
    let starts = chars.peek().is_some_and(char::is_ascii_alphabetic);
    let valid = chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (starts && valid).then_some(scheme)
}
