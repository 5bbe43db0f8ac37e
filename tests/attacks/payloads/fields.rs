//! Where a catalogue takes a value from outside.

use serde_json::{Value, json};

/// What a field is, and so what may become of a payload in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Shown as it is.
    Text,
    /// Where a link goes, or refused.
    Url,
    /// Inline Markdown, shown with its emphasis and its harmless links.
    Inline,
}

/// A field of a catalogue in TOML.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) sort: Sort,
    /// The keys and positions that lead to it, from the topic on.
    path: &'static [&'static str],
}

const fn field(name: &'static str, sort: Sort, path: &'static [&'static str]) -> Field {
    Field { name, sort, path }
}

pub(crate) const FIELDS: [Field; 30] = [
    field("title", Sort::Text, &["resource", "title"]),
    field("url", Sort::Url, &["resource", "url"]),
    field("url-path", Sort::Url, &["resource", "url", "https://x.example/"]),
    field("url-query", Sort::Url, &["resource", "url", "https://x.example/?x="]),
    field("url-relative", Sort::Url, &["resource", "url", "folder/"]),
    field("description", Sort::Inline, &["resource", "description"]),
    field("description-middle", Sort::Inline, &["resource", "description", "Some text, "]),
    field("author", Sort::Text, &["resource", "author"]),
    field("author-name", Sort::Text, &["resource", "authors", "name"]),
    field("author-url", Sort::Url, &["resource", "authors", "url"]),
    field("affiliation", Sort::Text, &["resource", "authors", "affiliation"]),
    field("year", Sort::Text, &["resource", "year"]),
    field("language", Sort::Text, &["resource", "language"]),
    field("duration", Sort::Text, &["resource", "duration"]),
    field("choice", Sort::Text, &["resource", "choice"]),
    field("license", Sort::Text, &["resource", "license"]),
    field("added", Sort::Text, &["resource", "added"]),
    field("tag", Sort::Text, &["resource", "tags"]),
    field("archived", Sort::Url, &["resource", "archived"]),
    field("archived-path", Sort::Url, &["resource", "archived", "https://x.example/"]),
    field("part-title", Sort::Text, &["resource", "parts", "title"]),
    field("part-url", Sort::Url, &["resource", "parts", "url"]),
    field("id", Sort::Text, &["resource", "id"]),
    field("topic-title", Sort::Text, &["topic", "title"]),
    field("icon", Sort::Text, &["topic", "icon"]),
    field("introduction", Sort::Inline, &["topic", "introduction"]),
    field("alias", Sort::Text, &["topic", "aliases"]),
    field("kind-label", Sort::Text, &["kind", "label"]),
    field("kind-icon", Sort::Text, &["kind", "icon"]),
    field("kind-plural", Sort::Text, &["kind", "plural"]),
];

impl Field {
    /// A value that does no harm.
    pub(crate) fn harmless(&self, number: usize) -> String {
        match (self.name, self.sort) {
            ("year", _) => "2020".to_owned(),
            ("duration", _) => "45m".to_owned(),
            ("added", _) => "2020-01-01".to_owned(),
            ("id", _) => format!("harmless-{number}"),
            (_, Sort::Url) if self.path.len() == 2 || self.is_nested() => {
                "https://harmless.example/".to_owned()
            }
            _ => "Harmless".to_owned(),
        }
    }

    /// A catalogue with a value in this field: TOML. The number tells it apart from others.
    pub(crate) fn catalogue(&self, value: &str, number: usize) -> String {
        let value =
            format!("{}{value}", self.path.get(2).filter(|_| !self.is_nested()).unwrap_or(&""));
        // The other values tell the fields apart.
        let mut resource = json!({"title": self.name, "url": "https://x.example/"});
        resource["id"] = format!("r-{}-{number}", self.name).into();
        let sort = format!("sort-{}-{number}", self.name);
        resource["kind"] = (&*sort).into();
        let mut topic = json!({"id": format!("t-{}-{number}", self.name), "title": format!("{} {number}", self.name)});
        let mut kind = json!({"id": sort, "label": "sort", "icon": "S", "plural": "sorts"});
        match self.path {
            ["resource", "author"] => resource["authors"] = value.into(),
            ["resource", "authors", key] => {
                resource["authors"] = json!([{"name": "Ada", "url": "https://a.example/"}]);
                resource["authors"][0][*key] = value.into();
            }
            ["resource", "parts", key] => {
                resource["parts"] = json!([{"title": "part", "url": "https://p.example/"}]);
                resource["parts"][0][*key] = value.into();
            }
            ["resource", "tags"] => resource["tags"] = json!([value]),
            ["resource", "year"] => {
                resource["year"] = value.parse::<i64>().map_or_else(|_| value.into(), Value::from);
            }
            ["resource", key, ..] => resource[*key] = value.into(),
            ["topic", "aliases"] => topic["aliases"] = json!([value]),
            ["topic", key, ..] => topic[*key] = value.into(),
            [_, key, ..] => kind[*key] = value.into(),
            _ => unreachable!("a field has a path"),
        }
        topic["resources"] = json!([resource]);
        toml::to_string(&json!({"kinds": [kind], "topics": [topic]})).unwrap()
    }

    fn is_nested(&self) -> bool {
        ["authors", "parts"].contains(&self.path[1])
    }
}

/// Lists of links with a payload where `PAYLOAD` stands.
pub(crate) const LISTS: [(&str, &str); 22] = [
    ("list-title", "- [PAYLOAD](https://x.example/)\n"),
    ("list-url", "- [T](PAYLOAD)\n"),
    ("list-url-path", "- [T](https://x.example/PAYLOAD)\n"),
    ("list-url-pointed", "- [T](<https://x.example/PAYLOAD>)\n"),
    ("list-link-title", "- [T](https://x.example/ \"PAYLOAD\")\n"),
    ("list-bare-url", "- T: https://x.example/PAYLOAD\n"),
    ("list-autolink", "- T: <https://x.example/PAYLOAD>\n"),
    ("list-description", "- [T](https://x.example/) - PAYLOAD\n"),
    ("list-description-link", "- [T](https://x.example/) - Text [y](PAYLOAD) and ![y](PAYLOAD).\n"),
    ("list-description-below", "- [T](https://x.example/)\n\n  Some text PAYLOAD\n"),
    ("list-author", "- [T](https://x.example/) by PAYLOAD\n"),
    ("list-author-name", "- [T](https://x.example/) by [PAYLOAD](https://a.example/)\n"),
    ("list-author-url", "- [T](https://x.example/) by [Ada](PAYLOAD)\n"),
    ("list-part", "- [T](https://x.example/) [PAYLOAD](https://p.example/) [p](PAYLOAD)\n"),
    ("list-tag", "- PAYLOAD\n  - [T](https://x.example/)\n"),
    ("list-heading", "# L\n\n## PAYLOAD\n\n- [T](https://x.example/)\n"),
    ("list-introduction", "# L\n\n## H\n\nText PAYLOAD\n\n- [T](https://x.example/)\n"),
    ("list-label", "- PAYLOAD: [T](https://x.example/)\n"),
    ("list-cell", "|a|b|\n|-|-|\n|[PAYLOAD](https://x.example/)|PAYLOAD|\n"),
    ("list-reference", "- [T][x]\n\n[x]: PAYLOAD \"PAYLOAD\"\n"),
    (
        "list-html",
        "<ul><li><a href=\"PAYLOAD\" title=\"PAYLOAD\">T</a> PAYLOAD</li><li><a href='https://x.example/'>PAYLOAD</a></li></ul>\n",
    ),
    (
        "list-front-matter",
        "---\ntitle: PAYLOAD\ndescription: PAYLOAD\n---\n\n- [T](https://x.example/)\n",
    ),
];
