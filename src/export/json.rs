//! JSON of the shape of a catalogue.

use serde::{Serialize, Serializer};

use super::document::{Document, Value};

/// Writes a document.
pub(super) fn write(document: &Document) -> String {
    // Texts and numbers can always be written.
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(number) => serializer.serialize_i64(*number),
            Value::Day(date) => serializer.collect_str(date),
            Value::List(items) => serializer.collect_seq(items),
            Value::Table(fields) => fields.serialize(serializer),
            Value::Tables(tables) => serializer.collect_seq(tables),
        }
    }
}
