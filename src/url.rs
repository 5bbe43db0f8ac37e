//! URLs: which of them a page may link to, how they are written, and what they are made of.

use std::borrow::Cow;
use std::fmt::Write;

/// Schemes that a link can have; without one, it leads to somewhere inside the book.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Why a book has no link to a URL.
pub(crate) enum Refusal<'u> {
    Empty,
    /// `https//host` and the like.
    WithoutColon {
        meant: String,
    },
    /// `//host`, `www.host`: a page takes it for something else.
    WithoutScheme {
        meant: String,
    },
    /// `https://`, `https:///path`.
    WithoutHost,
    Scheme(&'u str),
}

impl Refusal<'_> {
    pub(crate) fn message(&self) -> String {
        match self {
            Refusal::Empty => "this URL is empty".to_owned(),
            Refusal::WithoutColon { .. } => "this URL has no `://`".to_owned(),
            Refusal::WithoutScheme { .. } => "this URL has no scheme".to_owned(),
            Refusal::WithoutHost => "this URL has no host".to_owned(),
            Refusal::Scheme(scheme) => format!("links to `{scheme}:` URLs are not allowed"),
        }
    }

    pub(crate) fn help(&self) -> String {
        match self {
            Refusal::WithoutColon { meant } | Refusal::WithoutScheme { meant } => {
                format!("write `{meant}`")
            }
            Refusal::WithoutHost => "write a whole URL, such as `https://example.com/`".to_owned(),
            Refusal::Empty | Refusal::Scheme(_) => {
                "URLs are http, https, mailto, or relative to the book's `src` folder".to_owned()
            }
        }
    }
}

/// Adds a character, percent-encoded.
fn push_encoded(url: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string cannot fail.
        let _ = write!(url, "%{byte:02X}");
    }
}

/// Returns whether a link can go there.
pub(crate) fn check(url: &str) -> Result<(), Refusal<'_>> {
    if url.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some(meant) = with_colon(url) {
        return Err(Refusal::WithoutColon { meant });
    }
    match scheme(url) {
        None if is_host(url) || url.starts_with("www.") => {
            let meant = format!("https://{}", url.trim_start_matches(['/', '\\']));
            Err(Refusal::WithoutScheme { meant })
        }
        Some(scheme) if !SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Err(Refusal::Scheme(scheme))
        }
        Some(scheme) if has_no_host(&url[scheme.len()..]) => Err(Refusal::WithoutHost),
        _ => Ok(()),
    }
}

/// Returns whether a link can go there.
pub(crate) fn is_allowed(url: &str) -> bool {
    check(url).is_ok()
}

/// Corrects `https//host`, `https:/host` and `https:host`.
fn with_colon(url: &str) -> Option<String> {
    let rest = url.strip_prefix("http")?;
    let (scheme, rest) = match rest.strip_prefix('s') {
        Some(rest) => ("https", rest),
        None => ("http", rest),
    };
    let rest = match rest.strip_prefix("://") {
        Some(_) => return None,
        None => rest.strip_prefix("//").or_else(|| rest.strip_prefix(':'))?,
    };
    let host = Some(rest.trim_start_matches('/')).filter(|host| !host.is_empty());
    Some(format!("{scheme}://{}", host.unwrap_or("…")))
}

/// Returns whether what follows a scheme is `://` and no host.
fn has_no_host(rest: &str) -> bool {
    let host = rest.strip_prefix("://");
    host.is_some_and(|host| host.is_empty() || host.starts_with(['/', '?', '#', ':']))
}

/// Returns whether it leads to a host without saying how: `//host/`, and the spellings that browsers take for it.
fn is_host(url: &str) -> bool {
    let mut chars = url.chars().filter(|c| !c.is_control() && *c != ' ');
    let is_slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    is_slash(chars.next()) && is_slash(chars.next())
}

/// The URL with everything percent-encoded that [RFC 3986][1] does not allow in one. Letters of any script stay, as
/// browsers show them; so does a `%`, which is most likely an encoding already.
///
/// [1]: https://www.rfc-editor.org/rfc/rfc3986#section-2
pub(crate) fn encoded(url: &str) -> Cow<'_, str> {
    // Most URLs are of these characters alone.
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    if url.bytes().all(is_plain) {
        return Cow::Borrowed(url);
    }
    let mut encoded = String::with_capacity(url.len());
    // Only a host can be in brackets: `http://[::1]/`.
    let host = url.find("://").map_or(0, |at| at + 3);
    let path = url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at);
    for (at, c) in url.char_indices() {
        let is_special = matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
            || matches!(c, '[' | ']') && (host == 0 || at >= path);
        if is_special || c.is_control() || c.is_whitespace() || is_invisible(c) {
            push_encoded(&mut encoded, c);
        } else {
            encoded.push(c);
        }
    }
    Cow::Owned(encoded)
}

/// Characters without a shape, such as those that turn the direction of writing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns whether it depends on where it is written.
pub(crate) fn is_relative(url: &str) -> bool {
    scheme(url).is_none() && !is_host(url) && !url.starts_with(['/', '#', '?'])
}

/// A URL relative to the folder `base` in the book's `src`, as a chapter `depth` folders deep has to write
/// it.
pub(crate) fn from_depth(base: &str, url: &str, depth: usize) -> String {
    if is_relative(url) { format!("{}{base}{url}", "../".repeat(depth)) } else { url.to_owned() }
}

/// The HTML file of a chapter, given by its Markdown file; what stands behind `#` or `?` stays.
pub(crate) fn to_html(path: &str) -> String {
    let (file, rest) = path.split_at(path.find(['#', '?']).unwrap_or(path.len()));
    file.strip_suffix(".md").map_or_else(|| path.to_owned(), |file| format!("{file}.html{rest}"))
}

/// The page of a README, which mdBook makes the `index` of its folder; another URL as it is.
pub(crate) fn to_index(url: &str) -> Cow<'_, str> {
    let (file, rest) = url.split_at(url.find(['#', '?']).unwrap_or(url.len()));
    let (folder, name) = file.split_at(file.rfind('/').map_or(0, |at| at + 1));
    let is_readme = name.eq_ignore_ascii_case("readme.md") && is_relative(url);
    if is_readme { format!("{folder}index.md{rest}").into() } else { url.into() }
}

/// The path of a file as a URL: signs that would end the path are percent-encoded.
pub(crate) fn of_path(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    for c in path.chars() {
        if matches!(c, '%' | '?' | '#' | ' ') {
            push_encoded(&mut url, c);
        } else {
            url.push(c);
        }
    }
    url
}

/// The first segment of a relative URL that is written like a host: `miller.example/loaf`.
pub(crate) fn written_host(url: &str) -> Option<&str> {
    let (first, _) = url.split_once('/').filter(|_| is_relative(url))?;
    let is_name = first.split('.').count() > 1 && first.split('.').all(|part| !part.is_empty());
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    (is_name && first.chars().all(is_host)).then_some(first)
}

/// The scheme, as [RFC 3986, section 3.1](https://www.rfc-editor.org/rfc/rfc3986#section-3.1) has it.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    // Browsers look for a scheme in what is left, so `java\tscript:` must not pass.
    let end = url.bytes().position(|b| !is_of_scheme(b) && !is_dropped(b))?;
    let scheme = url[..end].bytes().find(|b| !is_dropped(*b))?;
    (url.as_bytes()[end] == b':' && scheme.is_ascii_alphabetic()).then(|| &url[..end])
}

fn is_of_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// Characters that browsers leave out of a URL.
fn is_dropped(byte: u8) -> bool {
    byte.is_ascii_control() || byte == b' '
}

/// The host of an absolute URL, without `www.`; empty for another.
pub(crate) fn host(url: &str) -> &str {
    let rest = behind_scheme(url).unwrap_or_default();
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The host of a URL and all behind it.
fn behind_scheme(url: &str) -> Option<&str> {
    url.split_once(':')?.1.strip_prefix("//")
}

/// The path of a URL, without what is asked for behind it.
pub(crate) fn path(url: &str) -> &str {
    let rest = behind_scheme(url).unwrap_or(url);
    let path = match scheme(url) {
        Some(_) => rest.find('/').map_or("", |at| &rest[at..]),
        None => rest,
    };
    path.split(['?', '#']).next().unwrap_or_default()
}

/// A path with what is percent-encoded in it decoded, as far as that is UTF-8.
pub(crate) fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// A relative path without `.` and `..`; `None` if it leads out of its folder.
pub(crate) fn normalised(path: &str) -> Option<String> {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop()?;
            }
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

/// Returns whether it stays on the page.
pub(crate) fn is_anchor(url: &str) -> bool {
    url.trim_start_matches("./").starts_with('#')
}

/// The form in which URLs of different programs are compared: scheme and host in lower case, without the port that
/// goes without saying, with a path, and with everything percent-encoded that is not ASCII.
pub(crate) fn comparable(url: &str) -> String {
    let url = url.trim();
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let scheme = scheme.to_ascii_lowercase();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    let host = host.to_lowercase();
    let port = if scheme == "http" { ":80" } else { ":443" };
    let host = host.strip_suffix(port).unwrap_or(&host);
    let slash = if rest.starts_with('/') { "" } else { "/" };
    let mut comparable = format!("{scheme}://{host}{slash}");
    for c in encoded(rest).chars() {
        if c.is_ascii() {
            comparable.push(c);
        } else {
            push_encoded(&mut comparable, c);
        }
    }
    comparable
}

#[cfg(test)]
mod tests {
    use super::comparable;

    #[test]
    fn urls_that_are_one() {
        for (one, other) in [
            ("https://x.example", "https://x.example/"),
            ("HTTPS://X.example:443?q", "https://x.example/?q"),
            ("http://x.example:80/ä b", "http://x.example/%C3%A4%20b"),
            ("http://x.example/A#B", "http://x.example/A#B"),
        ] {
            assert_eq!(comparable(one), comparable(other));
        }
        assert_ne!(comparable("http://x.example/a"), comparable("http://x.example/A"));
    }
}
