//! A rendered fragment of HTML, taken apart strictly: what a page may hold where a section stands.

#![allow(dead_code, reason = "each test binary uses a part of it")]

/// What stands in a fragment, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Open { name: String, attributes: Vec<(String, String)> },
    Close(String),
    Comment(String),
}

/// Elements that end themselves.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "path", "wbr"];

const ELEMENTS: [&str; 42] = [
    "a",
    "br",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "path",
    "pre",
    "span",
    "strong",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "th",
    "thead",
    "tr",
    "ul",
    "wbr",
    "blockquote",
    "b",
    "i",
    "bdi",
    "small",
];

const ATTRIBUTES: [&str; 53] = [
    "aria-hidden",
    "aria-label",
    "class",
    "d",
    "data-access",
    "data-after",
    "data-authors",
    "data-boxes",
    "data-choice",
    "data-depth",
    "data-icon",
    "data-id",
    "data-ids",
    "data-kind",
    "data-language",
    "data-level",
    "data-minutes",
    "data-role",
    "data-shared",
    "data-sort",
    "data-step",
    "data-tags",
    "data-title",
    "data-titles",
    "data-topic",
    "data-url",
    "data-was",
    "data-year",
    "dir",
    "fill",
    "focusable",
    "height",
    "href",
    "hreflang",
    "id",
    "lang",
    "opacity",
    "overflow",
    "preserveaspectratio",
    "rel",
    "role",
    "scope",
    "start",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "style",
    "title",
    "translate",
    "vector-effect",
    "viewbox",
    "width",
];

/// The styles that our own templates write.
const STYLES: [&str; 1] = ["--links: var(--fg); text-decoration: underline"];

/// Whether a style is one of our templates': those, or lengths that a map has in variables.
fn is_our_style(style: &str) -> bool {
    let is_length = |declaration: &str| {
        let value = declaration.strip_prefix("--").and_then(|rest| rest.split_once(':'));
        value.is_some_and(|(name, value)| {
            let number = value.trim_end_matches("px").trim_end_matches('%');
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                && number.parse::<f64>().is_ok()
        })
    };
    STYLES.contains(&style) || style.split(';').all(is_length)
}

/// Takes a fragment apart as a browser does.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let Some((piece, after)) = markup(tag) else {
            text.push('<');
            rest = &tag[1..];
            continue;
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(decode(&std::mem::take(&mut text))));
        }
        rest = after;
        if let Piece::Open { name, .. } = &piece
            && ["script", "style"].contains(&&**name)
        {
            let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            pieces.push(piece.clone());
            pieces.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
            continue;
        }
        pieces.push(piece);
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Piece::Text(decode(&text)));
    }
    pieces
}

/// The tag or comment at the beginning of a text, and what follows.
fn markup(text: &str) -> Option<(Piece, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        let (comment, rest) = comment.split_once("-->").unwrap_or((comment, ""));
        return Some((Piece::Comment(comment.to_owned()), rest));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        let (declaration, rest) = text.split_once('>').unwrap_or((text, ""));
        return Some((Piece::Comment(declaration.to_owned()), rest));
    }
    let (inside, closes) =
        text[1..].strip_prefix('/').map_or((&text[1..], false), |text| (text, true));
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = inside
        .find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')
        .unwrap_or(inside.len());
    let name = inside[..end].to_ascii_lowercase();
    let (attributes, rest) = attributes(&inside[end..]);
    Some((if closes { Piece::Close(name) } else { Piece::Open { name, attributes } }, rest))
}

/// Attributes up to the end of their tag, and what follows.
fn attributes(text: &str) -> (Vec<(String, String)>, &str) {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(rest) = rest.strip_prefix('>') {
            return (attributes, rest);
        }
        if rest.is_empty() {
            return (attributes, rest);
        }
        let skip = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[skip..]
            .find(|c: char| c.is_ascii_whitespace() || "=/>".contains(c))
            .map_or(rest.len(), |end| end + skip);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let value = match rest.strip_prefix('=').map(str::trim_start) {
            None => "",
            Some(value) => {
                let quote = value.chars().next().filter(|c| "\"'".contains(*c));
                let (value, after) = match quote {
                    Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    None => {
                        let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>');
                        value.split_at(end.unwrap_or(value.len()))
                    }
                };
                rest = after;
                value
            }
        };
        attributes.push((name, decode(value)));
    }
}

/// Character references that stand for a character of markup, and all numeric ones.
pub(crate) fn decode(text: &str) -> String {
    const NAMED: [(&str, char); 6] =
        [("lt", '<'), ("gt", '>'), ("quot", '"'), ("amp", '&'), ("apos", '\''), ("NewLine", '\n')];
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let reference = rest.find(';').filter(|end| *end < 12).map(|end| &rest[..end]);
        let character = reference.and_then(|reference| match reference.strip_prefix('#') {
            Some(number) => {
                let hex = number.strip_prefix(['x', 'X']);
                let code = hex
                    .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
                code.and_then(char::from_u32)
            }
            None => {
                NAMED.iter().find(|(name, _)| *name == reference).map(|(_, character)| *character)
            }
        });
        match (character, reference) {
            (Some(character), Some(reference)) => {
                decoded.push(character);
                rest = &rest[reference.len() + 1..];
            }
            _ => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    decoded
}

/// The address of a link as a browser reads it: nothing of its scheme may be hidden.
pub(crate) fn is_harmless(url: &str) -> bool {
    if url.chars().any(|c| c.is_control() || c == ' ') {
        return false;
    }
    let slashes = url.chars().take_while(|c| matches!(c, '/' | '\\')).count();
    if slashes >= 2 || url.contains('\\') {
        return false;
    }
    let scheme = url.split(['/', '?', '#']).next().unwrap_or_default().split_once(':');
    match scheme {
        None => true,
        Some((scheme, _)) => {
            let scheme = scheme.to_ascii_lowercase();
            // A colon after a character that no scheme holds is one of a path.
            let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
            !is_scheme || ["http", "https", "mailto"].contains(&&*scheme)
        }
    }
}

/// What a fragment must not hold, with the reason.
pub(crate) fn dangers(html: &str) -> Vec<String> {
    let mut dangers = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(_) => {}
            Piece::Comment(comment) if comment.trim().is_empty() => {}
            Piece::Comment(comment) => dangers.push(format!("a comment: {comment:?}")),
            Piece::Close(name) => {
                if open.pop().as_deref() != Some(&*name) {
                    dangers.push(format!("</{name}> closes nothing"));
                }
            }
            Piece::Open { name, attributes } => {
                if !ELEMENTS.contains(&&*name) {
                    dangers.push(format!("<{name}>"));
                }
                for (attribute, value) in &attributes {
                    let is_known = ATTRIBUTES.contains(&&**attribute)
                        && (attribute != "style" || is_our_style(value));
                    if !is_known {
                        dangers.push(format!("<{name} {attribute}={value:?}>"));
                    }
                    if attribute == "href" && !is_harmless(value) {
                        dangers.push(format!("a link to {value:?}"));
                    }
                }
                if !VOID.contains(&&*name) {
                    open.push(name);
                }
            }
        }
    }
    dangers.extend(open.into_iter().map(|name| format!("<{name}> is not closed")));
    dangers
}

/// Where the links of a fragment go.
pub(crate) fn links(html: &str) -> Vec<String> {
    pieces(html)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Open { name, attributes } if name == "a" => {
                attributes.into_iter().find(|(name, _)| name == "href").map(|(_, url)| url)
            }
            _ => None,
        })
        .collect()
}

/// Elements and their attributes' names, without texts and values.
pub(crate) fn skeleton(html: &str) -> String {
    let mut skeleton = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(_) => {}
            Piece::Comment(_) => skeleton.push_str("<!>"),
            Piece::Close(name) => skeleton.extend(["</", &name, ">"]),
            Piece::Open { name, attributes } => {
                skeleton.extend(["<", &name]);
                skeleton.extend(attributes.iter().flat_map(|(name, _)| [" ", name]));
                skeleton.push('>');
            }
        }
    }
    skeleton
}
