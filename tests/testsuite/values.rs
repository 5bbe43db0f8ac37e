//! TOML and JSON that is well formed and yet no catalogue, and JSON that is not well formed.

use std::fmt::Write;

use mdbook_resources::{Catalogue, CatalogueError};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Report on a catalogue that cannot be read.
fn messages(read: fn(&str) -> Result<Catalogue, CatalogueError>, text: &str) -> Vec<String> {
    let found = read(text).unwrap_err();
    found.into_iter().map(|diagnostic| diagnostic.message).collect()
}

#[test]
fn twenty_thousand_unknown_keys_are_counted() {
    let mut toml = String::new();
    let mut keys = serde_json::Map::new();
    for number in 0..20_000 {
        writeln!(toml, "unknown-{number:05} = 1").unwrap();
        keys.insert(format!("unknown-{number:05}"), 1.into());
    }
    let toml = messages(Catalogue::from_toml, &toml);
    let json = messages(Catalogue::from_json, &Value::Object(keys).to_string());
    assert_eq!(toml, json);
    assert_eq!((toml.len(), &*toml[0]), (21, "`unknown-00000` is not a known key of a catalogue"));
    assert_eq!(toml[20], "`unknown-00020` and 19979 more are not known keys of a catalogue");
}

#[test]
fn nothing_is_too_deep_to_be_refused() {
    let lists = "[".repeat(100_000) + &"]".repeat(100_000);
    let topics = r#"{"topics":["#.repeat(10_000) + &"]}".repeat(10_000);
    // Each is as deep as TOML's own parser allows, in one another.
    let key = vec!["topics"; 79].join(".");
    let dotted = format!("{key} = {{").repeat(70) + &"}".repeat(70);
    let expected = ["this is nested more than 64 levels deep"];
    for json in [format!(r#"{{"topics":{lists}}}"#), topics, lists.clone()] {
        assert_eq!(messages(Catalogue::from_json, &json), expected);
    }
    let header = format!("[[{}]]\ntitle = \"T\"\n", vec!["topics"; 10_000].join("."));
    for toml in [format!("topics = {lists}"), header, dotted.clone()] {
        assert_eq!(messages(Catalogue::from_toml, &toml), expected);
    }
    let broken = messages(Catalogue::from_toml, &(dotted + "\nx y\n"));
    assert_eq!(broken, ["this is not TOML: key with no value, expected `=`"]);
}

#[test]
fn thirty_topics_in_one_another_are_read() {
    let mut topic =
        json!({"title": "T", "resources": [{"title": "R", "url": "https://r.example"}]});
    for _ in 1..30 {
        topic = json!({"title": "T", "topics": [topic]});
    }
    let catalogue = Catalogue::from_json(&json!({"topics": [topic]}).to_string()).unwrap();
    assert_eq!(catalogue.topics().len(), 30);
}

/// A JSON value of every kind.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_is_refused_as_such_only_when_it_is_not_json(text in r#"[\[\]{}",: \n\\tu0-9a-f.eE-]{0,24}"#) {
        let expected = serde_json::from_str::<Value>(&text).map_err(|error| error.to_string());
        // A number is not JSON to `serde_json` if it is too large for it.
        prop_assume!(!expected.as_ref().is_err_and(|error| error.contains("out of range")));
        let found = Catalogue::from_json(&text).unwrap_err();
        let is_twice = found.diagnostics()[0].message.ends_with("is there twice");
        let is_refused = found.diagnostics()[0].message.starts_with("this is not JSON: ") && !is_twice;
        prop_assert_eq!(expected.is_ok(), !is_refused, "{:?}", found);
    }

    #[test]
    fn what_stands_after_any_value_is_read(before in value(), is_pretty: bool, title in "[a-z]{1,8}") {
        let catalogue = json!({
            "$schema": before,
            "topics": [{"title": title, "resources": [{"title": "R", "url": "https://r.example"}]}],
        });
        let text = if is_pretty { format!("{catalogue:#}") } else { catalogue.to_string() };
        let read = Catalogue::from_json(&text).unwrap();
        prop_assert_eq!(&*read.topics()[0].title, &*title);
    }
}
