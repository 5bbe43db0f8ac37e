//! A page's HTML, taken apart: its text, and where its links go.

/// The text of an HTML fragment and the `href`s of its links.
pub(crate) fn read(html: &str) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut links = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&decode(&rest[..start]));
        let end = rest[start..].find('>').expect("a tag has an end") + start;
        let tag = &rest[start + 1..end];
        // Where a reader sees a gap, whatever stands in the source.
        if tag.starts_with("br") || tag.starts_with("/t") {
            text.push(' ');
        }
        if let Some((_, href)) = tag.split_once(" href=\"").filter(|_| tag.starts_with("a ")) {
            links.push(decode(href.split('"').next().unwrap()));
        }
        rest = &rest[end + 1..];
        // What no reader sees.
        for unread in ["style", "script"].into_iter().filter(|name| *name == tag) {
            let close = rest.find(&format!("</{unread}>")).expect("it has an end");
            rest = &rest[close..];
        }
    }
    text.push_str(&decode(rest));
    (text, links)
}

fn decode(text: &str) -> String {
    let mut decoded = text.to_owned();
    for (reference, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#36;", "$"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#123;", "{"),
        ("&amp;", "&"),
    ] {
        decoded = decoded.replace(reference, character);
    }
    decoded
}
