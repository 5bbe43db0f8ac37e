//! Values in scripts.

use serde_json::Value;

/// A value as JSON that can stand in a script: neither HTML nor mdBook's helpers nor mathematics find anything of theirs
/// in it.
pub(crate) fn json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace("{{", "{\\u007b").replace('$', "\\u0024")
}
