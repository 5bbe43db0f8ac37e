//! Slips that are made when a table is written by hand: what the parser says of them names the place, not the cause.

/// Help for YAML, which has many readings and no parser here.
pub(crate) const INSTEAD_OF_YAML: &str =
    "make JSON of it, which has the same structure: `yq -o json links.yaml > links.json`";

/// Bytes of a line, at most.
const MAX_LINE: usize = 200;

/// The quotation marks of word processors.
const CURLY: [char; 4] = ['“', '”', '„', '‟'];

/// Guesses the meaning of a line of TOML that the parser refuses at a byte offset; `None` if it is not clear.
pub(super) fn in_toml(text: &str, at: usize) -> Option<String> {
    if let Some(help) = unclosed(text, at) {
        return Some(help);
    }
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default().trim();
    // The help repeats the line.
    if line.len() > MAX_LINE {
        return None;
    }
    if line.contains(CURLY) {
        return Some(format!("write straight quotation marks: `{}`", line.replace(CURLY, "\"")));
    }
    header(&text[..start], line).or_else(|| yaml(text, start, line)).or_else(|| value(line))
}

/// Help for a text of several lines that is open at the end of the file.
fn unclosed(text: &str, at: usize) -> Option<String> {
    let is_end = text[at..].trim().is_empty();
    let open = ["\"\"\"", "'''"].into_iter().filter(|marks| text.matches(marks).count() % 2 == 1);
    let (start, marks) = open.filter_map(|marks| Some((text.rfind(marks)?, marks))).max()?;
    let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1;
    is_end.then(|| format!("the text that begins on line {line} has no `{marks}` at its end"))
}

/// Help for a header with one bracket that stands in the file before: one more of a list has two.
fn header(above: &str, line: &str) -> Option<String> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let is_again = above.lines().any(|above| above.trim().trim_matches(['[', ']']) == name);
    is_again.then(|| format!("each of several has two brackets: `[[{name}]]`"))
}

/// Help for a line that YAML has and TOML does not; it begins at a byte offset.
fn yaml(text: &str, start: usize, line: &str) -> Option<String> {
    if line == "---" || line.starts_with("- ") {
        return Some(looks_like_yaml());
    }
    let (key, rest) = key(line)?;
    let value = rest.strip_prefix(':')?.trim();
    let is_first = text[..start].lines().all(|line| line.is_empty() || line.starts_with('#'));
    Some(if is_first || value.is_empty() {
        looks_like_yaml()
    } else {
        format!("a key and its value have `=` between them: `{key} = {}`", quoted(value))
    })
}

fn looks_like_yaml() -> String {
    format!("this looks like YAML, which is not read; {INSTEAD_OF_YAML}")
}

/// Help for a text without its quotation marks.
fn value(line: &str) -> Option<String> {
    let (key, rest) = key(line)?;
    let value = rest.strip_prefix('=')?.trim();
    match value.chars().next()? {
        mark @ ('"' | '\'') if !value[1..].contains(mark) => Some(format!(
            "a text ends on its line: `{key} = {value}{mark}`; one of several lines stands between \
             `\"\"\"` and `\"\"\"`"
        )),
        first if first.is_alphabetic() && !value.contains(['"', '\'', '#', '=']) => {
            Some(format!("a text has quotation marks: `{key} = {}`", quoted(value)))
        }
        _ => None,
    }
}

/// The key at the beginning of a line, and what follows it.
fn key(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    (end > 0).then(|| (&line[..end], line[end..].trim_start()))
}

/// A value as TOML has it: words become a text.
fn quoted(value: &str) -> String {
    let is_toml = value.starts_with(['"', '\'', '[', '{']) || value.parse::<i64>().is_ok();
    if is_toml || ["true", "false"].contains(&value) {
        value.to_owned()
    } else {
        toml::Value::from(value).to_string()
    }
}

/// Guesses the meaning of JSON that the parser refuses at a byte offset; `None` if it is not clear.
pub(super) fn in_json(text: &str, at: usize) -> Option<String> {
    // The parser stops at the bracket or behind it.
    let at = match text[at..].chars().next() {
        Some(']' | '}') => at,
        _ => text[..at].char_indices().next_back().filter(|(_, c)| "]}".contains(*c))?.0,
    };
    let bracket = text[at..].chars().next()?;
    let has_comma = text[..at].trim_end().ends_with(',');
    has_comma.then(|| format!("JSON has no comma before `{bracket}`: leave it out"))
}
