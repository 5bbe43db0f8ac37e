//! Layers of catalogues as an algebra: merging is associative, an empty layer and a layer over itself change nothing,
//! and what any layer says is there or has a diagnostic.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Folder, run_in};

/// Content of one layer: for each resource its topics and its fields.
type Layer = BTreeMap<usize, (Vec<usize>, BTreeMap<&'static str, Value>)>;

const RESOURCES: usize = 4;
const TOPICS: usize = 3;

/// The bottom layer, in which every topic and resource is there.
fn bottom() -> Layer {
    let resource = |at: usize| {
        let fields = [
            ("title", json!(format!("Resource {at}"))),
            ("url", json!(format!("https://example.com/{at}"))),
            ("tags", json!(["first"])),
        ];
        (at, (vec![at % TOPICS], BTreeMap::from(fields)))
    };
    (0..RESOURCES).map(resource).collect()
}

fn field() -> impl Strategy<Value = (&'static str, Value)> {
    prop_oneof![
        "[a-c]{1,3}".prop_map(|text| ("title", json!(text))),
        "[a-c]{1,3}".prop_map(|text| ("description", json!(text))),
        "[a-c]{1,3}".prop_map(|path| ("url", json!(format!("https://example.org/{path}")))),
        (1990..2030).prop_map(|year| ("year", json!(year))),
        prop::sample::select(vec!["start", "core", "optional"])
            .prop_map(|role| ("role", json!(role))),
        prop::sample::select(vec!["alive", "dead"]).prop_map(|word| ("status", json!(word))),
        prop::collection::vec("[a-c]", 1..3).prop_map(|tags| ("tags", json!(tags))),
        prop::collection::vec("[A-C]", 1..3).prop_map(|names| ("authors", json!(names))),
        (1..600).prop_map(|minutes| ("duration", json!(format!("{minutes}m")))),
    ]
}

fn layer() -> impl Strategy<Value = Layer> {
    let topics = prop::collection::vec(0..TOPICS, 0..3);
    let fields =
        prop::collection::vec(field(), 0..5).prop_map(|fields| fields.into_iter().collect());
    prop::collection::btree_map(0..RESOURCES, (topics, fields), 0..4)
}

/// The model: what a later layer says, put over an earlier one.
fn merged(mut earlier: Layer, later: Layer) -> Layer {
    for (resource, (topics, fields)) in later {
        let entry = earlier.entry(resource).or_default();
        entry.0.extend(topics);
        entry.1.extend(fields);
    }
    earlier
}

/// A layer as a file. A resource that stands in several topics names all but the first.
fn written(layer: &Layer) -> String {
    let mut loose = Vec::new();
    let mut topics: Vec<Value> = (0..TOPICS)
        .map(|at| json!({"id": format!("t{at}"), "title": format!("Topic {at}"), "resources": []}))
        .collect();
    for (resource, (places, fields)) in layer {
        let mut entry = json!({"id": format!("r{resource}")});
        for (name, value) in fields {
            entry[*name] = value.clone();
        }
        if places.len() > 1 {
            entry["also"] = places[1..].iter().map(|topic| format!("t{topic}")).collect();
        }
        match places.first() {
            Some(topic) => topics[*topic]["resources"].as_array_mut().unwrap().push(entry),
            None => loose.push(entry),
        }
    }
    json!({"topics": topics, "resources": loose}).to_string()
}

/// The catalogue of these files, in JSON, and what is said of them.
fn catalogue(files: &[String]) -> (String, String) {
    let folder = Folder::new();
    let mut arguments = vec!["list".to_owned(), "--format".to_owned(), "json".to_owned()];
    for (number, text) in files.iter().enumerate() {
        let ending = if text.starts_with('-') { "md" } else { "json" };
        let name = format!("{number}.{ending}");
        folder.write(&name, text);
        arguments.extend(["--catalogue".to_owned(), name]);
    }
    let run = run_in(&folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    (run.stdout, run.stderr)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_associative(a in layer(), b in layer(), c in layer()) {
        let a = merged(bottom(), a);
        let one_by_one = catalogue(&[&a, &b, &c].map(written)).0;
        let (ab, bc) = (merged(a.clone(), b.clone()), merged(b, c.clone()));
        prop_assert_eq!(&catalogue(&[&ab, &c].map(written)).0, &one_by_one);
        prop_assert_eq!(&catalogue(&[&a, &bc].map(written)).0, &one_by_one);
        prop_assert_eq!(&catalogue(&[written(&merged(a, bc))]).0, &one_by_one);
    }

    #[test]
    fn a_layer_over_itself_changes_nothing(a in layer()) {
        let a = written(&merged(bottom(), a));
        let twice = catalogue(&[a.clone(), a.clone()]);
        prop_assert_eq!(&twice.0, &catalogue(&[a]).0);
        // All that is said twice is the same; two resources can have one URL.
        let said = twice.1.matches("warning[").count();
        prop_assert_eq!(said, twice.1.matches("warning[duplicate-url]").count(), "{}", twice.1);
    }

    #[test]
    fn a_list_over_itself_changes_nothing(urls in prop::collection::vec((0..3, 0..3, 0..3), 1..8)) {
        let mut list = String::new();
        for (topic, title, url) in urls {
            let _ = writeln!(list, "- Topic {topic}\n  - [T{title}](https://example.com/{url}) - Text {topic}.");
        }
        let twice = catalogue(&[list.clone(), list.clone()]).0;
        prop_assert_eq!(twice, catalogue(&[list]).0);
    }
}

#[test]
fn an_empty_layer_changes_nothing() {
    let [lower, upper] =
        [bottom(), Layer::from([(1, (vec![2], BTreeMap::from([("year", json!(1999))])))])];
    let [lower, upper] = [&lower, &upper].map(written);
    let alone = catalogue(&[lower.clone(), upper.clone()]).0;
    let empty = "{}".to_owned();
    for files in [
        [lower.clone(), upper.clone(), empty.clone()],
        [lower.clone(), empty.clone(), upper.clone()],
        [empty, lower, upper],
    ] {
        let (found, said) = catalogue(&files);
        assert_eq!(found, alone);
        assert!(said.contains("this catalogue is empty"), "{said}");
    }
}
