//! TOML.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::{Key, MAX_DEPTH, Node, Table, Value, slips, too_deep};
use crate::diagnostic::{Code, Diagnostic};

impl Node {
    /// A TOML document.
    ///
    /// # Errors
    /// The parser's message with its place, or that it is nested too deeply.
    pub(crate) fn from_toml(text: &str, code: Code) -> Result<Node, Diagnostic> {
        // What has been read comes back with errors too, so that it is dropped here and not by the parser.
        let (document, errors) = DeTable::parse_recoverable(text);
        let span = document.span();
        let mut left = Vec::new();
        let value = value(DeValue::Table(document.into_inner()), span.start, 0, &mut left);
        let deepest = left.iter().map(|value| value.span().start).min();
        drop_flat(left);
        if let Some(error) = first_of_first_line(text, &errors) {
            let span = error.span().unwrap_or(0..0);
            // The parser has a bound of its own above ours, and no other name for it.
            if error.message().contains("recurs") {
                return Err(too_deep(code, span.start));
            }
            let message = format!("this is not TOML: {}", error.message());
            let help = slips::in_toml(text, span.start);
            return Err(Diagnostic::error(code, message).at(span).help_known(help));
        }
        match deepest {
            Some(start) => Err(too_deep(code, start)),
            None => Ok(Node { span: Some(span), value }),
        }
    }
}

/// The error to report: the parser goes on behind one, and does not come back to lines in their order.
fn first_of_first_line<'e>(
    text: &str,
    errors: &'e [::toml::de::Error],
) -> Option<&'e ::toml::de::Error> {
    let start = |error: &::toml::de::Error| error.span().map_or(0, |span| span.start);
    let first = errors.iter().map(start).min()?;
    let end = memchr::memchr(b'\n', &text.as_bytes()[first..]).map_or(text.len(), |at| first + at);
    errors.iter().find(|error| start(error) <= end)
}

/// The value that begins at `start`, inside `depth` others. Lists and tables inside too many others are
/// left out, and added to `left`.
fn value<'t>(
    value: DeValue<'t>,
    start: usize,
    depth: usize,
    left: &mut Vec<Spanned<DeValue<'t>>>,
) -> Value {
    match value {
        DeValue::Array(_) | DeValue::Table(_) if depth == MAX_DEPTH => {
            left.push(Spanned::new(start..start, value));
            Value::Other("a list or table")
        }
        DeValue::String(string) => Value::String(string.into_owned()),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or(Value::Other("a number out of range"), Value::Integer),
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|item| node(item, depth + 1, left)).collect())
        }
        DeValue::Table(table) => {
            let entries = table.into_iter().map(|(key, item)| {
                let key = Key { span: Some(key.span()), name: key.into_inner().into_owned() };
                (key, node(item, depth + 1, left))
            });
            Value::Table(Table::new(entries.collect()))
        }
        DeValue::Float(_) => Value::Other("a number with a fraction"),
        DeValue::Boolean(boolean) => Value::Boolean(boolean),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
    }
}

fn node<'t>(
    item: Spanned<DeValue<'t>>,
    depth: usize,
    left: &mut Vec<Spanned<DeValue<'t>>>,
) -> Node {
    let span = item.span();
    Node { value: value(item.into_inner(), span.start, depth, left), span: Some(span) }
}

/// Drops values level by level: dotted keys in inline tables reach depths at which a drop that calls
/// itself would overflow the stack.
fn drop_flat(mut values: Vec<Spanned<DeValue>>) {
    while let Some(value) = values.pop() {
        match value.into_inner() {
            DeValue::Array(items) => values.extend(items),
            DeValue::Table(table) => values.extend(table.into_iter().map(|(_, item)| item)),
            _ => {}
        }
    }
}
