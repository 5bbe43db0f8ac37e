//! Structured data of chapters, held against the vocabulary of schema.org.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::{Folder, config, message, run};

const FACTS: &str = include_str!("schema_org.txt");

/// Types and properties of schema.org.
struct Vocabulary {
    /// Each type, with the one that it is a kind of.
    types: HashMap<&'static str, Option<&'static str>>,
    /// Each property, with the types that can have it, and those of its values.
    properties: HashMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
}

impl Vocabulary {
    fn read() -> Self {
        let (mut types, mut properties) = (HashMap::new(), HashMap::new());
        for line in FACTS.lines() {
            if let Some(fact) = line.strip_prefix("type ") {
                let mut names = fact.split(' ');
                types.insert(names.next().unwrap(), names.next());
            } else if let Some(fact) = line.strip_prefix("property ") {
                let [name, domain, range]: [&str; 3] =
                    fact.split(" | ").collect::<Vec<_>>().try_into().unwrap();
                properties.insert(name, (domain.split(' ').collect(), range.split(' ').collect()));
            }
        }
        Vocabulary { types, properties }
    }

    /// A type, and all that it is a kind of.
    fn kinds(&self, name: &str) -> Vec<&'static str> {
        let (mut kinds, mut name) = (Vec::new(), self.types.get_key_value(name));
        while let Some((known, parent)) = name {
            kinds.push(*known);
            name = parent.and_then(|parent| self.types.get_key_value(parent));
        }
        kinds
    }

    /// Faults of a node; the properties that it has are added to `used`.
    fn check(&self, node: &Value, used: &mut BTreeSet<String>) -> Vec<String> {
        // A node without a type is a thing of which no more is known.
        let name = node["@type"].as_str().unwrap_or("Thing");
        let kinds = self.kinds(name);
        if kinds.is_empty() {
            return vec![format!("no type: {name}")];
        }
        let mut errors = Vec::new();
        for (property, value) in node.as_object().unwrap() {
            if property.starts_with('@') {
                continue;
            }
            used.insert(property.clone());
            let Some((domain, range)) = self.properties.get(&**property) else {
                errors.push(format!("no property: {property}"));
                continue;
            };
            if !kinds.iter().any(|kind| domain.contains(kind)) {
                errors.push(format!("{name} has no {property}"));
            }
            let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for value in values {
                if !range.iter().any(|wanted| self.is_of(value, wanted)) {
                    errors.push(format!("{property}: {value} is none of {range:?}"));
                }
                if value.is_object() {
                    errors.extend(self.check(value, used));
                }
            }
        }
        errors
    }

    fn is_of(&self, value: &Value, wanted: &str) -> bool {
        match (value, wanted) {
            (Value::String(_), "Text") | (Value::Bool(_), "Boolean") => true,
            (Value::String(text), "URL") => text.starts_with("https://") && !text.contains(' '),
            (Value::String(text), "Date") => text.len() == 4 && text.parse::<u16>().is_ok(),
            (Value::String(text), "Duration") => is_duration(text),
            (Value::Number(number), "Integer") => number.is_u64(),
            // Without a type, it can be any of them.
            (Value::Object(node), _) => match node.get("@type").and_then(Value::as_str) {
                Some(name) => self.kinds(name).contains(&wanted),
                None => self.types.contains_key(wanted),
            },
            _ => false,
        }
    }
}

/// Hours and minutes, as ISO 8601 has them: `PT3H20M`.
fn is_duration(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix("PT").filter(|rest| !rest.is_empty()) else {
        return false;
    };
    for unit in ['H', 'M'] {
        if let Some((number, after)) = rest.split_once(unit) {
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return false;
            }
            rest = after;
        }
    }
    rest.is_empty()
}

/// Resources with every fact, in every combination of its values.
fn catalogue() -> String {
    let mut catalogue = "[[topics]]\ntitle = \"All\"\n".to_owned();
    let mut number = 0;
    for level in ["introductory", "intermediate", "advanced"] {
        for access in ["free", "paid", "audit"] {
            for (duration, license) in [
                ("45m", "MIT"),
                ("2h", "CC-BY-SA-4.0"),
                ("3h 20m", "MIT OR Apache-2.0"),
                ("100h", "LicenseRef-own"),
            ] {
                number += 1;
                write!(
                    catalogue,
                    "[[topics.resources]]\ntitle = \"R {number}\"\nurl = \"https://r.example/{number}\"\n\
                     authors = [{{ name = \"A\", url = \"https://a.example\", affiliation = \"B\" }}, \"C\"]\n\
                     kind = \"course\"\ndescription = \"*Some* text\"\nyear = 2019\nlanguage = \"de\"\n\
                     access = \"{access}\"\nlevel = \"{level}\"\nduration = \"{duration}\"\nrole = \"start\"\n\
                     choice = \"one\"\nlicense = \"{license}\"\nadded = 2024-01-02\nchecked = 2024-02-03\n\
                     tags = [\"t\"]\narchived = \"https://web.example/{number}\"\n\
                     parts = [{{ title = \"P\", url = \"https://p.example\" }}]\n"
                )
                .unwrap();
            }
        }
    }
    catalogue + "[[topics.resources]]\ntitle = \"Bare\"\nurl = \"files/bare.pdf\"\n"
}

#[test]
fn each_property_fits_the_vocabulary() {
    let folder = Folder::new();
    folder.write("own.toml", catalogue());
    let config = config(&json!({ "catalogue": "own.toml", "structured-data": true }));
    let text = run(message(&folder.0, &config, &[("a.md", "<<#resources all>>\n")]).to_string());
    assert_eq!(text.code, Some(0), "{}", text.stderr);
    let content = text.content();
    let (_, rest) = content.split_once("<script type=\"application/ld+json\">\n").unwrap();
    let (json, _) = rest.split_once("\n</script>").unwrap();
    let list: Value = serde_json::from_str(json).unwrap();
    assert_eq!(list["@context"], "https://schema.org");
    assert_eq!(list["itemListElement"].as_array().unwrap().len(), 37);
    assert!(!json.contains("LicenseRef"), "it has no page");
    let vocabulary = Vocabulary::read();
    let mut used = BTreeSet::new();
    assert_eq!(vocabulary.check(&list, &mut used), Vec::<String>::new());
    // Each fact is needed, and a property that pages get has its fact.
    let known: BTreeSet<String> = vocabulary.properties.keys().map(ToString::to_string).collect();
    assert_eq!(used, known);
}

#[test]
fn what_does_not_fit_is_found() {
    let vocabulary = Vocabulary::read();
    for (node, error) in [
        (json!({ "@type": "Lesson" }), "no type: Lesson"),
        (json!({ "@type": "Person", "license": "https://a.example" }), "Person has no license"),
        (json!({ "@type": "LearningResource", "level": "x" }), "no property: level"),
        (
            json!({ "@type": "LearningResource", "timeRequired": "3h" }),
            "timeRequired: \"3h\" is none of [\"Duration\"]",
        ),
        (
            json!({ "@type": "LearningResource", "author": { "@type": "ItemList" } }),
            "author: {\"@type\":\"ItemList\"} is none of [\"Organization\", \"Person\"]",
        ),
    ] {
        assert_eq!(vocabulary.check(&node, &mut BTreeSet::new()), [error]);
    }
}
