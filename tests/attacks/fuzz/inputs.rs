//! Inputs: made of pieces that mean something, or of files of this checkout, and then spoilt.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::pieces::{BIBTEX, BOOKMARKS, CSV, DIRECTIVES, JINJA, KEYS, LISTS, MARKDOWN, PATTERN};
use super::random::Random;

/// Files of this checkout, and what is made of them.
pub(crate) struct Inputs {
    chapters: Vec<String>,
    lists: Vec<String>,
    tables: Vec<String>,
    templates: Vec<String>,
    imports: Vec<String>,
    payloads: Vec<String>,
}

fn read(folder: &Path, endings: &[&str], texts: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(&path, endings, texts);
        } else if endings
            .iter()
            .any(|ending| path.extension().is_some_and(|found| found == *ending))
        {
            texts.extend(fs::read_to_string(&path).ok());
        }
    }
}

impl Inputs {
    pub(crate) fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let of = |folders: &[&str], endings: &[&str]| {
            let mut texts = Vec::new();
            for folder in folders {
                read(&root.join(folder), endings, &mut texts);
            }
            texts
        };
        let groups: Map<String, Value> =
            serde_json::from_str(include_str!("../payloads.json")).unwrap();
        let payloads = groups.values().flat_map(|group| group.as_array().unwrap());
        Inputs {
            chapters: of(&["book/src", "examples", "tests/cases"], &["md", "case"]),
            lists: of(&["examples", "tests/cases/lists", "README.md"], &["md", "case"]),
            tables: of(&["examples", "src/catalogue", "tests/cases"], &["toml"]),
            imports: of(&["tests/cases/import"], &["case"]),
            templates: of(&["src/formats"], &["md", "html"]),
            payloads: payloads.map(|payload| payload.as_str().unwrap().to_owned()).collect(),
        }
    }

    /// An input for this target.
    pub(crate) fn make(&self, target: &str, random: &mut Random) -> Vec<u8> {
        match target {
            "chapter" => self.text(random, &[MARKDOWN, MARKDOWN, DIRECTIVES], &self.chapters),
            "structure" => {
                let marker = &[
                    crate::targets::MARKER,
                    "\n<<#resources marker>>\n",
                    "<<#resources marker>>\n\n",
                ];
                self.text(random, &[MARKDOWN, MARKDOWN, marker], &[])
            }
            "list" => self.text(random, &[LISTS, LISTS, MARKDOWN], &self.lists),
            "pattern" => {
                let pattern: String =
                    (0..1 + random.below(8)).map(|_| *random.pick(PATTERN)).collect();
                let list = self.text(random, &[LISTS, PATTERN], &self.lists);
                format!("{pattern}\n- {list}")
            }
            "bibtex" => self.text(random, &[BIBTEX], &self.imports),
            "bookmarks" => self.text(random, &[BOOKMARKS], &self.imports),
            "csv" => {
                let header: &&str = random.pick(&CSV[..6]);
                let rows = self.text(random, &[CSV], &self.imports);
                format!("{header}{rows}")
            }
            "book_toml" => (0..random.below(12)).map(|_| *random.pick(&BOOK_TOML)).collect(),
            "link_report" => {
                let made = report(random);
                self.spoilt(random, made)
            }
            "link_record" => {
                let made = record(random);
                self.spoilt(random, made)
            }
            "csl_json" => {
                let made = self.references(random);
                self.spoilt(random, made)
            }
            "template" => self.text(random, &[JINJA], &self.templates),
            "toml" if random.one_in(4) => self.text(
                random,
                &[KEYS, &["=", "\"", "[", "]", "[[", "]]", "\n", "{", "}", ","]],
                &self.tables,
            ),
            "toml" => {
                let made = table(&self.catalogue(random));
                self.spoilt(random, made)
            }
            "json" => {
                let made = self.catalogue(random).to_string();
                self.spoilt(random, made)
            }
            _ => {
                let made = self.message(random);
                self.spoilt(random, made)
            }
        }
        .into_bytes()
    }

    /// A value of a field, most often a nasty one.
    fn value(&self, random: &mut Random) -> String {
        match random.below(8) {
            0 => String::new(),
            1 => format!("Title {}", random.below(4)),
            2 => format!("https://x.example/{}", random.pick(&self.payloads)),
            3 => (0..random.below(6)).map(|_| *random.pick(MARKDOWN)).collect(),
            4 => format!("{}{}", random.pick(&self.payloads), random.pick(&self.payloads)),
            _ => random.pick(&self.payloads).clone(),
        }
    }

    /// Pieces, or lines of a file, spoilt.
    fn text(&self, random: &mut Random, pieces: &[&[&str]], files: &[String]) -> String {
        let mut text = String::new();
        if !files.is_empty() && random.one_in(3) {
            let file: &String = random.pick(files);
            let lines: Vec<&str> = file.split_inclusive('\n').collect();
            let start = random.below(lines.len().max(1));
            let count = 1 + random.below(20);
            text.extend(lines.iter().skip(start).take(count).copied());
            return self.spoilt(random, text);
        }
        for _ in 0..random.below(24) {
            let pieces = random.pick(pieces);
            let piece: &&str = random.pick(pieces);
            text.push_str(piece);
            if random.one_in(16) {
                text.push_str(random.pick(&self.payloads).as_str());
            }
        }
        text
    }

    /// A text with a few things taken out, doubled or put in.
    fn spoilt(&self, random: &mut Random, mut text: String) -> String {
        if random.one_in(2) {
            return text;
        }
        for _ in 0..=random.below(3) {
            let [from, to] = {
                let mut ends = [(); 2].map(|()| boundary(&text, random));
                ends.sort_unstable();
                ends
            };
            let to = boundary_after(&text, to.min(from + 40));
            match random.below(5) {
                // What nests or repeats, to find what grows too fast and what overflows.
                4 if random.one_in(8) => {
                    let part = text[from..to].repeat(1 + random.below(400));
                    text.insert_str(from, &part);
                }
                0 => text.replace_range(from..to, ""),
                1 => {
                    let part = text[from..to].to_owned();
                    text.insert_str(from, &part);
                }
                2 => text.insert_str(from, random.pick(&self.payloads).as_str()),
                _ => {
                    let piece: &&str = random.pick(MARKDOWN);
                    text.insert_str(from, piece);
                }
            }
        }
        text
    }

    /// A catalogue whose shape is right, most often.
    fn catalogue(&self, random: &mut Random) -> Value {
        let topics: Vec<Value> = (0..=random.below(2)).map(|_| self.topic(random, 0)).collect();
        let mut catalogue = json!({"title": self.value(random), "topics": topics});
        if random.one_in(3) {
            let kind = json!({"id": "sort", "label": self.value(random), "icon": self.value(random), "plural": self.value(random)});
            catalogue["kinds"] = json!([kind]);
        }
        if random.one_in(3) {
            catalogue["authors"] =
                json!([{"name": self.value(random), "url": "https://a.example"}]);
        }
        if random.one_in(4) {
            catalogue["resources"] = json!([self.resource(random)]);
        }
        catalogue
    }

    fn topic(&self, random: &mut Random, depth: usize) -> Value {
        let resources: Vec<Value> = (0..random.below(3)).map(|_| self.resource(random)).collect();
        let mut topic = json!({"title": self.value(random), "resources": resources});
        for key in ["icon", "introduction"] {
            if random.one_in(3) {
                topic[key] = self.value(random).into();
            }
        }
        if random.one_in(3) {
            topic["aliases"] = json!([self.value(random)]);
        }
        if depth < 3 && random.one_in(4) {
            topic["topics"] = json!([self.topic(random, depth + 1)]);
        }
        topic
    }

    fn resource(&self, random: &mut Random) -> Value {
        let mut resource = json!({"title": self.value(random), "url": format!("https://x.example/{}", random.below(9))});
        for key in ["url", "description", "language", "archived"] {
            if random.one_in(3) {
                resource[key] = self.value(random).into();
            }
        }
        if random.one_in(3) {
            resource["authors"] = json!([self.value(random), {"name": self.value(random), "url": self.value(random), "affiliation": self.value(random)}]);
        }
        if random.one_in(3) {
            resource["parts"] = json!([{"title": self.value(random), "url": self.value(random)}]);
        }
        if random.one_in(3) {
            resource["tags"] = json!([self.value(random)]);
        }
        if random.one_in(3) {
            resource["kind"] = (*random.pick(&["book", "video", "sort"])).into();
        }
        if random.one_in(4) {
            let years = [
                json!(2020),
                json!(-1),
                json!(i64::MIN),
                json!(u64::MAX),
                json!(1e300),
                json!("2020"),
            ];
            resource["year"] = random.pick(&years).clone();
        }
        if random.one_in(8) {
            resource[*random.pick(KEYS)] = self.value(random).into();
        }
        resource
    }

    /// References in CSL-JSON.
    fn references(&self, random: &mut Random) -> String {
        let mut references: Vec<Value> = Vec::new();
        for number in 0..random.below(4) {
            let mut reference = json!({"id": number, "type": *random.pick(&["book", "webpage", "article-journal", "x"]),
                "title": self.value(random), "URL": format!("https://x.example/{}", random.below(9))});
            for key in ["URL", "DOI", "abstract", "note", "keyword", "language", "license"] {
                if random.one_in(3) {
                    reference[key] = self.value(random).into();
                }
            }
            if random.one_in(2) {
                let name = json!({"family": self.value(random), "given": self.value(random), "suffix": self.value(random)});
                reference["author"] = json!([name, {"literal": self.value(random)}, 1]);
            }
            for key in ["issued", "accessed"] {
                let dates = [
                    json!({"date-parts": [["2020", 1, 2]]}),
                    json!({"date-parts": [[2020]]}),
                    json!({"date-parts": []}),
                    json!({"raw": self.value(random)}),
                    json!(2020),
                    json!([[1]]),
                ];
                reference[key] = random.pick(&dates).clone();
            }
            references.push(reference);
        }
        Value::Array(references).to_string()
    }

    /// What mdBook writes.
    fn message(&self, random: &mut Random) -> String {
        let mut items: Vec<Value> = Vec::new();
        for number in 0..random.below(4) {
            let content = self.text(random, &[MARKDOWN, DIRECTIVES], &self.chapters);
            let path = *random.pick(&["a.md", "b/c.md", "", "../x.md", "a\u{0}.md", "C:\\x.md"]);
            let chapter = json!({"name": self.value(random), "content": content, "number": [number], "sub_items": items.clone(),
                "path": path, "source_path": path, "parent_names": []});
            items = vec![
                json!({"Chapter": chapter}),
                "Separator".into(),
                json!({"PartTitle": self.value(random)}),
            ];
        }
        let settings = [
            json!({}),
            json!({"fail-on": "never"}),
            json!({"catalogue": "marker.toml"}),
            json!({"format": "table"}),
            json!({"heading": 9}),
            json!({"formats": {"own": "own.md"}}),
            json!({"catalogue": [1]}),
            json!({"style": "none", "sort": "-year"}),
            json!("x"),
            json!(null),
        ];
        let config = json!({"book": {"title": "T", "src": self.value(random)}, "preprocessor": {"resources": random.pick(&settings)},
            "output": {"html": {"mathjax-support": random.one_in(2), "smart-punctuation": random.one_in(2)}}});
        json!([{"root": "/nowhere", "config": config, "renderer": random.pick(&["html", "markdown"]), "mdbook_version": random.pick(&["0.4.52", "0.5.4", "x"])},
            {"items": items, "__non_exhaustive": null}])
        .to_string()
    }
}

/// Where a character begins, or the end.
fn boundary(text: &str, random: &mut Random) -> usize {
    boundary_after(text, random.below(text.len() + 1))
}

fn boundary_after(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// A value as TOML has it, all on one line for each key.
fn table(value: &Value) -> String {
    let keys = value.as_object().unwrap().iter();
    keys.flat_map(|(key, value)| [key.clone(), " = ".to_owned(), inline(value), "\n".to_owned()])
        .collect()
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let keys: Vec<String> =
                keys.iter().map(|(key, value)| format!("{key:?} = {}", inline(value))).collect();
            format!("{{{}}}", keys.join(", "))
        }
        Value::Array(values) => {
            format!("[{}]", values.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        // Its escapes are those of JSON, but for this one.
        Value::String(text) => json!(text).to_string().replace('\u{7f}', "\\u007f"),
        other => other.to_string(),
    }
}

/// Pieces of a `book.toml`.
const BOOK_TOML: [&str; 24] = [
    "[book]\n",
    "title = \"x\" # title\n",
    "[build]\n",
    "build = { } # build\n",
    "build.create-missing = false\n",
    "extra-watch-dirs = [\n  \"a\", # one\n  # two\n]\n",
    "extra-watch-dirs = [\n  \"a\" # one\n]\n",
    "extra-watch-dirs = [\"a\"]\n",
    "extra-watch-dirs = [\"own\",]\n",
    "extra-watch-dirs = []\n",
    "[preprocessor]\n",
    "[preprocessor.resources] # ours\n",
    "[preprocessor.links]\n",
    "preprocessor = { links = {} }\n",
    "preprocessor.katex.after = []\n",
    "resources.sort = \"title\"\n",
    "catalogue = \"a.md\" # mine\n",
    "catalogue = [ # first\n \"a.md\" , # second\n]\n",
    "catalogue = { file = \"a.md\" }\n",
    "# comment\n",
    "text = '''\n# no comment\n'''\n",
    "[[output.x]]\n",
    "\n",
    "\r\n",
];

/// URLs of the built-in catalogue, and others.
const URLS: [&str; 4] = [
    "https://www.3blue1brown.com/topics/calculus",
    "https://www.deeplearningbook.org",
    "HTTPS://x.example:443/\u{e4} b",
    "javascript:alert(1)",
];

/// The report of a link checker.
fn report(random: &mut Random) -> String {
    let maps =
        ["fail_map", "error_map", "timeout_map", "success_map", "redirect_map", "suggestion_map"];
    let mut report = Map::new();
    for _ in 0..random.below(6) {
        let url = *random.pick(&URLS);
        let steps = [
            json!([url, "https://x.example/"]),
            json!([{"url": "https://x.example/", "code": 301}]),
            json!({"redirects": [{"url": url, "code": random.below(600)}]}),
            json!(7),
        ];
        let steps = random.pick(&steps).clone();
        let statuses = [
            json!({"text": "x", "code": random.below(1000), "redirects": steps}),
            json!("404 Not Found"),
            json!({"details": "No such host\u{1b}[2J"}),
            Value::Null,
        ];
        let status = random.pick(&statuses).clone();
        let entry = json!({
            "url": url, "origin": url, "original": url, "suggestion": *random.pick(&URLS),
            "status": status, "redirects": steps,
        });
        let map = report.entry(*random.pick(&maps)).or_insert_with(|| json!({"stdin": []}));
        map["stdin"].as_array_mut().unwrap().push(entry);
    }
    Value::Object(report).to_string()
}

/// What is kept of several reports.
fn record(random: &mut Random) -> String {
    let mut record = String::new();
    for _ in 0..random.below(6) {
        let word = |random: &mut Random, words: &[&str]| (*random.pick(words)).to_owned();
        let state = word(random, &["dead", "in-doubt", "moved", "x"]);
        let days = ["2026-11-20", "2026-11-26", "2026-11-31", "\"2026-11-27\"", "7"];
        let [since, last] = [(); 2].map(|()| word(random, &days));
        let [url, to, copy] = [(); 3].map(|()| word(random, &URLS));
        record += &format!(
            "[[links]]\nurl = \"{url}\"\nstate = \"{state}\"\nsince = {since}\nlast = {last}\nto = \"{to}\"\narchived = \"{copy}\"\n"
        );
    }
    record
}
