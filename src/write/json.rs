//! Texts in JSON.

use memchr::memchr3_iter;

/// Adds a text as a string, with its quotes.
pub(crate) fn push_string(json: &mut Vec<u8>, text: &str) {
    if has_rare_escape(text) {
        // Memory takes whatever is written to it.
        let _ = serde_json::to_writer(json, text);
        return;
    }
    let bytes = text.as_bytes();
    let mut written = 0;
    json.push(b'"');
    for at in memchr3_iter(b'\n', b'"', b'\\', bytes) {
        json.extend_from_slice(&bytes[written..at]);
        json.extend_from_slice(if bytes[at] == b'\n' { b"\\n" } else { b"\\" });
        written = if bytes[at] == b'\n' { at + 1 } else { at };
    }
    json.extend_from_slice(&bytes[written..]);
    json.push(b'"');
}

/// Whether a text holds a character that JSON escapes, and that few chapters have.
fn has_rare_escape(text: &str) -> bool {
    let is_rare = |byte| u8::from(byte < b' ' && byte != b'\n');
    // Not `any`: without a way out of the loop, many bytes are looked at together.
    text.bytes().fold(0, |found, byte| found | is_rare(byte)) > 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::push_string;

    proptest! {
        #[test]
        fn strings_are_written_as_serde_json_writes_them(text in "([a-ü\"\\\\\n]{0,9}|\\PC|[\0-\u{ff}]){0,9}") {
            let mut json = Vec::new();
            push_string(&mut json, &text);
            prop_assert_eq!(json, serde_json::to_vec(&text).unwrap_or_default());
        }
    }
}
