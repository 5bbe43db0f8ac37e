//! The JSON Schema of catalogues says what the program says.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;

use crate::support::{Folder, run_in};

const SCHEMA: &str = include_str!("../../schema/catalogue.json");

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

/// TOML as editors check it: a date is a string.
fn toml(text: &str) -> Value {
    fn converted(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(converted).collect(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, item)| (key, converted(item))).collect()
            }
            other => serde_json::to_value(other).unwrap(),
        }
    }
    converted(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn the_command_prints_it() {
    assert_eq!(run_in(&Folder::new(), &["schema"]).stdout, SCHEMA);
}

#[test]
fn the_catalogue_that_ships_is_good() {
    let text = include_str!("../../src/catalogue/builtin.toml");
    let errors: Vec<String> =
        validator().iter_errors(&toml(text)).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
}

/// Rules that no schema can state: names that have to be there, or may be there once.
const BEYOND: [&str; 10] = [
    "two topics have the title",
    "there is no topic with the id",
    "after itself",
    "comes after the other",
    "is used twice",
    "is not JSON: the key",
    "is not a known `kind`",
    "but a name like it is",
    "and there is no folder",
    "the id that this title makes",
];

#[test]
fn it_accepts_and_refuses_what_the_program_does() {
    let validator = validator();
    let (mut good, mut broken) = (0, 0);
    for entry in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/catalogue")).unwrap()
    {
        let path = entry.unwrap().path();
        let case = fs::read_to_string(&path).unwrap();
        for section in case.split("\n=== ").skip(1) {
            let (name, text) = section.split_once('\n').unwrap();
            let catalogue = match name.rsplit_once('.') {
                Some(("own" | "more", "toml")) => {
                    text.parse::<toml::Table>().ok().map(|_| toml(text))
                }
                Some(("own" | "more", "json")) => serde_json::from_str(text).ok(),
                _ => None,
            };
            let Some(catalogue) = catalogue else { continue };
            let errors = case.split("\nerror[").skip(1).filter(|error| error.contains(name));
            let is_broken =
                errors.filter(|error| !BEYOND.iter().any(|known| error.contains(known))).count()
                    > 0;
            assert_eq!(validator.is_valid(&catalogue), !is_broken, "{}: {name}", path.display());
            *(if is_broken { &mut broken } else { &mut good }) += 1;
        }
    }
    assert!(good > 9 && broken > 5, "{good} good ones and {broken} broken ones");
}
