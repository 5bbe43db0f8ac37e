//! TOML, in the order in which a catalogue is read.

use std::fmt::Write;

use super::document::{Document, Value};

/// The key whose tables get a line each.
const PARTS: &str = "parts";

/// Writes a document.
pub(super) fn write(document: &Document) -> String {
    let mut toml = String::new();
    table(document, "", &mut toml);
    toml.trim_start().to_owned()
}

/// The values of a table, and below them the tables that have a header.
fn table(fields: &Document, path: &str, toml: &mut String) {
    for (key, value) in &fields.0 {
        let value = match value {
            Value::Tables(_) => continue,
            Value::List(items) if *key == PARTS => {
                let lines = items.iter().map(|item| format!("    {},\n", inline(item)));
                format!("[\n{}]", lines.collect::<String>())
            }
            value => inline(value),
        };
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(toml, "{key} = {value}");
    }
    for (key, value) in &fields.0 {
        let Value::Tables(tables) = value else { continue };
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{key}");
        for fields in tables {
            let _ = writeln!(toml, "\n[[{path}]]");
            table(fields, &path, toml);
        }
    }
}

impl Value {
    /// The value on one line.
    pub(crate) fn to_toml(&self) -> String {
        inline(self)
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Text(text) => ::toml::Value::from(&**text).to_string(),
        Value::Number(number) => number.to_string(),
        Value::Day(date) => date.to_string(),
        Value::List(items) => format!("[{}]", listed(items.iter().map(inline))),
        Value::Table(fields) => inline_table(fields),
        Value::Tables(tables) => format!("[{}]", listed(tables.iter().map(inline_table))),
    }
}

fn inline_table(fields: &Document) -> String {
    let fields = fields.0.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
    format!("{{ {} }}", listed(fields))
}

fn listed(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}
