//! The directive's grammar, over its logical text.
//!
//! ```text
//! directive = "<<#resources" { blank } [ selection ] { option } ">>"
//! selection = name { "," name }
//! option    = key "=" value { "," value }
//! name      = quoted | bare { blank bare }
//! value     = quoted | bare
//! ```
//!
//! Blanks around commas do not matter, around `=` there are none; a quote is a `"` where a name or a
//! value begins, and holds everything up to the next `"`, with `\"` and `\\` for these two.

use std::ops::Range;

use super::{CLOSER, Directive, OptionWord, Word};
use crate::diagnostic::{Code, Diagnostic};

/// Where the text of a directive stops, in a text that begins after its name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At this `>>`.
    At(usize),
    /// Nowhere: the quote that opens here is never closed.
    InQuote(usize),
    /// Nowhere.
    Missing,
}

/// Finds the first `>>` outside quotes.
pub(super) fn find_end(text: &str) -> End {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut token_start = true;
    while at < bytes.len() {
        match bytes[at] {
            b'"' if token_start => match quoted(&text[at..]) {
                Some((_, length)) => at += length - 1,
                None => return End::InQuote(at),
            },
            _ if text[at..].starts_with(CLOSER) => return End::At(at),
            _ => {}
        }
        token_start = is_separator(bytes[at]) || bytes[at] == b'=';
        at += 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    End::Missing
}

/// Reads what stands between the directive's name and its end; spans are those of `text`.
pub(super) fn parse(text: &str) -> Result<Directive, Diagnostic> {
    let tokens = tokens(text)?;
    let mut parser =
        Parser { directive: Directive { selection: vec![], options: vec![] }, comma: None, text };
    for token in tokens {
        parser.token(token)?;
    }
    parser.finish()
}

#[derive(Debug)]
enum Token {
    Word(Word),
    Comma(usize),
    /// A word, the `=` after it, and the value that follows at once.
    Option(Word, Word),
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_separator(byte: u8) -> bool {
    is_blank(byte) || byte == b','
}

/// The value of a quoted string at the start of `text` and its length with both quotes.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, at + 1)),
            '\\' => match chars.next()? {
                (_, escaped @ ('"' | '\\')) => value.push(escaped),
                (_, other) => value.extend(['\\', other]),
            },
            _ => value.push(c),
        }
    }
    None
}

pub(super) fn malformed(message: impl Into<String>, span: Range<usize>) -> Diagnostic {
    Diagnostic::error(Code::MalformedDirective, message).at(span)
}

/// Names or values between commas, at `start` of a longer text: what a shell's argument holds, where blanks
/// are a part of names.
pub(super) fn names(text: &str, start: usize) -> Result<Vec<Word>, Diagnostic> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let blanks = text[at..].len() - text[at..].trim_start().len();
        at += blanks;
        let (name, length) = if text[at..].starts_with('"') {
            quoted(&text[at..]).ok_or_else(|| unclosed_quote(start + at..start + at + 1))?
        } else {
            let length = text[at..].find(',').unwrap_or(text.len() - at);
            (text[at..at + length].trim_end().to_owned(), length)
        };
        let span = start + at..start + at + length;
        if name.is_empty() {
            return Err(malformed(
                "there is nothing before this comma",
                span.start..span.start + 1,
            ));
        }
        names.push(Word { quoted: text[at..].starts_with('"'), text: name, span });
        at += length;
        at += text[at..].find(',').map_or(text.len() - at, |comma| comma + 1);
    }
    Ok(names)
}

fn tokens(text: &str) -> Result<Vec<Token>, Diagnostic> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            byte if is_blank(byte) => at += 1,
            b',' => {
                tokens.push(Token::Comma(at));
                at += 1;
            }
            _ => {
                let word = word(text, at)?;
                at = word.span.end;
                if bytes.get(at) != Some(&b'=') {
                    tokens.push(Token::Word(word));
                    continue;
                }
                let value = option_value(text, &word, tokens.last())?;
                at = value.span.end;
                tokens.push(Token::Option(word, value));
            }
        }
    }
    Ok(tokens)
}

/// A name, value or key that begins at `start`: quoted, or up to a separator or `=`.
fn word(text: &str, start: usize) -> Result<Word, Diagnostic> {
    let rest = &text[start..];
    if let Some(curly) = rest.chars().next().filter(|c| matches!(c, '“' | '”' | '„' | '‘'))
    {
        return Err(malformed("this is a curly quote", start..start + curly.len_utf8())
            .help("write names and values with straight quotes: `\"`"));
    }
    if rest.starts_with('"') {
        let (value, length) = quoted(rest).ok_or_else(|| unclosed_quote(start..start + 1))?;
        let end = start + length;
        if text[end..].bytes().next().is_some_and(|byte| !is_separator(byte)) {
            let message = "a space or a comma must follow the closing quote";
            return Err(
                malformed(message, end - 1..end).help("inside quotes, write `\\\"` for a quote")
            );
        }
        return Ok(Word { text: value, span: start..end, quoted: true });
    }
    let length =
        rest.bytes().position(|byte| is_separator(byte) || byte == b'=').unwrap_or(rest.len());
    Ok(Word { text: rest[..length].to_owned(), span: start..start + length, quoted: false })
}

pub(super) fn unclosed_quote(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(Code::UnclosedDirective, "this quote is not closed")
        .at(span)
        .help("close it with `\"`, in the same paragraph or table cell")
}

/// The value of an option, which follows the `=` after its key at once.
fn option_value(text: &str, key: &Word, before: Option<&Token>) -> Result<Word, Diagnostic> {
    let equals = key.span.end;
    let value = equals + 1;
    // `format = table`: what was meant as its key and its value.
    let meant_key = match before {
        Some(Token::Word(word)) if key.text.is_empty() => &*word.text,
        _ => &*key.text,
    };
    let meant_value =
        text[value..].split(|c: char| c.is_whitespace() || c == ',').find(|w| !w.is_empty());
    let spaced = match meant_value {
        Some(meant) if !meant_key.is_empty() && !meant.contains('=') => {
            format!("write no spaces around `=`: `{meant_key}={meant}`")
        }
        _ => "write the value directly after `=`: `format=list`".to_owned(),
    };
    if key.text.is_empty() {
        let message = "this `=` must come directly after the name of an option";
        return Err(malformed(message, equals..equals + 1).help(spaced));
    }
    if text[value..].bytes().next().is_none_or(is_separator) {
        let message = format!("the option `{}` has no value", key.text);
        return Err(malformed(message, key.span.start..value).help(spaced));
    }
    let word = word(text, value)?;
    if text[word.span.end..].starts_with('=') {
        let message = "a value with `=` in it needs quotes";
        let span = key.span.start..word.span.end + 1;
        let end = text[value..].find(char::is_whitespace).map_or(text.len(), |at| value + at);
        let help = format!("write `{}=\"{}\"`", key.text, &text[value..end]);
        return Err(malformed(message, span).help(help));
    }
    Ok(word)
}

struct Parser<'t> {
    directive: Directive,
    /// The comma that waits for another name or value.
    comma: Option<usize>,
    text: &'t str,
}

impl Parser<'_> {
    fn token(&mut self, token: Token) -> Result<(), Diagnostic> {
        match token {
            Token::Comma(at) => self.comma(at),
            Token::Option(key, value) => self.option(key, value),
            Token::Word(word) if self.directive.options.is_empty() => self.name(word),
            Token::Word(word) => self.value(word),
        }
    }

    fn comma(&mut self, at: usize) -> Result<(), Diagnostic> {
        let nothing_yet = self.directive.selection.is_empty() && self.directive.options.is_empty();
        if self.comma.is_some() || nothing_yet {
            return Err(malformed("there is nothing before this comma", at..at + 1));
        }
        self.comma = Some(at);
        Ok(())
    }

    fn option(&mut self, key: Word, value: Word) -> Result<(), Diagnostic> {
        self.no_comma_left()?;
        let earlier = self.directive.options.iter().find(|option| option.key.text == key.text);
        if let Some(earlier) = earlier {
            let message = format!("the option `{}` is given twice", key.text);
            let diagnostic = Diagnostic::error(Code::MalformedDirective, message)
                .labelled(key.span.clone(), "again")
                .related(earlier.key.span.clone(), "first here")
                .help("keep one of them");
            return Err(diagnostic);
        }
        self.directive.options.push(OptionWord { key, values: vec![value] });
        Ok(())
    }

    /// A part of the selection: bare words side by side are one name.
    fn name(&mut self, word: Word) -> Result<(), Diagnostic> {
        let after_comma = self.comma.take().is_some();
        match self.directive.selection.last_mut() {
            Some(last) if !after_comma && (last.quoted || word.quoted) => Err(malformed(
                "there is no comma between two names",
                last.span.end..word.span.start,
            )
            .help("put a comma between them")),
            Some(last) if !after_comma => {
                last.text.push(' ');
                last.text.push_str(&word.text);
                last.span.end = word.span.end;
                Ok(())
            }
            _ => {
                self.directive.selection.push(word);
                Ok(())
            }
        }
    }

    /// A further value of the last option.
    fn value(&mut self, word: Word) -> Result<(), Diagnostic> {
        let after_comma = self.comma.take().is_some();
        let Some(option) = self.directive.options.last_mut() else { return Ok(()) };
        if after_comma {
            option.values.push(word);
            return Ok(());
        }
        let message = format!("only options can follow the option `{}`", option.key.text);
        let before = option.values.last().map_or("", |value| &value.text);
        let rest = self.text[word.span.start..].split([',', '=']).next().unwrap_or_default();
        // Where another option follows, its key is not a part of the value.
        let words: Vec<&str> = rest.split_whitespace().collect();
        let key_follows = self.text[word.span.start + rest.len()..].starts_with('=');
        let words = &words[..words.len() - usize::from(key_follows && words.len() > 1)];
        let value = format!("{before} {}", words.join(" "));
        // Apostrophes in the place of quotes are not a part of the value.
        let value = value.trim_matches(['\'', '‘', '’']);
        let key = &option.key.text;
        let help = format!(
            "names of topics and resources come first; put a value of several words in quotes: \
             `{key}=\"{value}\"`"
        );
        Err(malformed(message, word.span).help(help))
    }

    fn no_comma_left(&mut self) -> Result<(), Diagnostic> {
        match self.comma.take() {
            Some(at) => Err(malformed("there is nothing after this comma", at..at + 1)
                .help("options are separated by spaces")),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<Directive, Diagnostic> {
        self.no_comma_left()
            .map_err(|error| error.help("remove it, or write another name or value after it"))?;
        Ok(self.directive)
    }
}
