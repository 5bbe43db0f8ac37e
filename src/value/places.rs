//! JSON that was made from a TOML document, and the places it has there: mdBook sends `book.toml` as JSON.

use std::mem;

use super::{Key, Node, Table, Value};

impl Node {
    /// A JSON value, with the places of the same keys in a TOML document that it was made from. A value
    /// that is another than in the document has no place there.
    pub(crate) fn from_json(json: &serde_json::Value, written: Option<&Node>) -> Node {
        let value = match json {
            serde_json::Value::String(string) => Value::String(string.clone()),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Other("a number with a fraction"),
            },
            serde_json::Value::Array(items) => {
                let at = |index| match written.map(|node| &node.value) {
                    Some(Value::Array(nodes)) => nodes.get(index),
                    _ => None,
                };
                let nodes = items.iter().enumerate().map(|(i, item)| Node::from_json(item, at(i)));
                Value::Array(nodes.collect())
            }
            serde_json::Value::Object(map) => {
                let entry = |name: &str| match written.map(|node| &node.value) {
                    Some(Value::Table(table)) => table.entry(name),
                    _ => None,
                };
                let entries = map.iter().map(|(name, value)| {
                    let written = entry(name);
                    let span = written.and_then(|(key, _)| key.span.clone());
                    let node = Node::from_json(value, written.map(|(_, node)| node));
                    (Key { name: name.clone(), span }, node)
                });
                Value::Table(Table::new(entries.collect()))
            }
            serde_json::Value::Bool(boolean) => Value::Boolean(*boolean),
            serde_json::Value::Null => Value::Other("null"),
        };
        let written = written.filter(|node| match (&node.value, &value) {
            (Value::String(written), Value::String(value)) => written == value,
            (Value::Integer(written), Value::Integer(value)) => written == value,
            (Value::Boolean(written), Value::Boolean(value)) => written == value,
            (written, value) => mem::discriminant(written) == mem::discriminant(value),
        });
        Node { span: written.and_then(|node| node.span.clone()), value }
    }
}
