//! The template engine: what it escapes, its filters, and its errors as diagnostics.
//!
//! A value that a template prints is escaped by the template's ending; what is Markdown or HTML already
//! arrives marked as safe. That is why no template needs to think about it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};
use minijinja::{UndefinedBehavior, escape_formatter};

use super::{bounds, context};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::format::{Markup, shipped_template};
use crate::suggest;
use crate::text::{capitalised, line_span};
use crate::write::{Dollar, html, markdown};

/// The engine with the templates that ship, which are compiled when they are asked for, and the author's own by their
/// names; what is wrong with these.
pub(super) fn environment(
    own: &BTreeMap<String, Arc<Source>>,
    dollar: Dollar,
) -> (Environment<'static>, Vec<(Arc<Source>, Diagnostic)>) {
    let mut environment = Environment::new();
    // Block tags on lines of their own leave nothing behind.
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match Markup::of(name) {
        Some(Markup::Html) => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    environment.set_formatter(move |out, state, value| print(out, state, value, dollar));
    environment.add_filter("link", move |state: &State, text: &str, url: Option<&str>| {
        link(state, text, url, dollar)
    });
    environment.add_filter("cell", cell);
    // The engine's own one makes small letters of the rest.
    environment.add_filter("capitalize", |text: &str| capitalised(text));
    environment.add_filter("join", join);
    environment.add_filter("replace", replace);
    // An author's own templates extend or include built-in ones, even those that they stand for.
    environment.set_loader(|name| {
        let shipped = name.strip_prefix(BUILTIN).unwrap_or(name);
        Ok(shipped_template(shipped))
    });
    for name in WITHOUT {
        environment.remove_filter(name);
        environment.remove_global(name);
    }
    let mut errors = Vec::new();
    for (name, source) in own {
        if let Err(error) = compile(&mut environment, name, source) {
            errors.push((Arc::clone(source), error));
        }
    }
    (environment, errors)
}

/// The help for a name that is like no value of a template.
const VALUES: &str = "the manual's chapter \"Formats\" lists the values of templates";

/// The folder under which an author's own templates find the built-in ones.
const BUILTIN: &str = "builtin/";

/// Functions and filters of the engine that no format needs: they repeat a value, widen it, or write it out with all that is in it.
const WITHOUT: [&str; 13] = [
    "batch",
    "chain",
    "cycler",
    "debug",
    "dict",
    "format",
    "indent",
    "joiner",
    "namespace",
    "pprint",
    "range",
    "slice",
    "zip",
];

/// Compiles a template of an author's own.
fn compile(
    environment: &mut Environment<'static>,
    name: &str,
    source: &Source,
) -> Result<(), Diagnostic> {
    let failed = |message: String| Diagnostic::error(Code::InvalidTemplate, message);
    bounds::check(&source.text).map_err(|(message, place)| failed(message).at(place))?;
    environment.add_template_owned(name.to_owned(), source.text.clone()).map_err(|error| {
        let span = line_span(&source.text, error.line().unwrap_or(1));
        failed(detail(&error)).at(span)
    })
}

/// Time that a template of an author's own may take for one section.
const MOST_TIME: Duration = Duration::from_secs(10);

/// The text that a template makes of a context, in a thread of its own: one that takes too long is left behind.
///
/// # Errors
/// Error of the template; `None` if it takes too long.
pub(super) fn render_own(
    environment: &Arc<Environment<'static>>,
    template: &str,
    context: Value,
) -> Result<String, Option<Error>> {
    let (sender, receiver) = mpsc::channel();
    let (environment, template) = (Arc::clone(environment), template.to_owned());
    // What cannot be sent has nobody who waits for it.
    thread::spawn(move || drop(sender.send(render(&environment, &template, context))));
    match receiver.recv_timeout(MOST_TIME) {
        Ok(rendered) => rendered.map_err(Some),
        Err(RecvTimeoutError::Timeout) => Err(None),
        Err(RecvTimeoutError::Disconnected) => panic!("the engine panicked"),
    }
}

/// The text that a template makes of a context, without line ends around it.
pub(super) fn render(
    environment: &Environment,
    template: &str,
    context: Value,
) -> Result<String, Error> {
    let mut text = environment.get_template(template)?.render(context)?;
    let line_ends = ['\n', '\r'];
    text.truncate(text.trim_end_matches(line_ends).len());
    if text.starts_with(line_ends) {
        text = text.trim_start_matches(line_ends).to_owned();
    }
    Ok(text)
}

/// Error of a template while a section was rendered; the directive's place is for the caller to add.
pub(super) fn failed(error: &Error, own: &BTreeMap<String, Arc<Source>>) -> Diagnostic {
    let template = error.name().unwrap_or_default();
    let Some(source) = own.get(template) else {
        let message = format!("the template `{template}`: {}", detail(error));
        return Diagnostic::error(Code::InvalidTemplate, message);
    };
    let line = line_span(&source.text, error.line().unwrap_or(1));
    let span = error.range().filter(|range| source.text.get(range.clone()).is_some());
    let span = span.unwrap_or(line);
    let (message, help) = match missing(source.text.get(span.clone()).unwrap_or_default()) {
        Some(missing) if error.kind() == ErrorKind::UndefinedError => {
            let message = format!("a template uses `{missing}`, and there is no such value");
            (message, suggest::like(missing, &context::names()).or_else(|| Some(VALUES.to_owned())))
        }
        _ => (format!("the template `{}`: {}", source.name, detail(error)), None),
    };
    Diagnostic::error(Code::InvalidTemplate, message)
        .related_in(source, span, "in this template")
        .help_known(help)
}

/// Error about a template that takes too long.
pub(super) fn timed_out(template: &str) -> Diagnostic {
    let message = format!("the template `{template}` takes too long");
    Diagnostic::error(Code::InvalidTemplate, message)
}

/// The name in an expression such as `resource.titel` that is most likely the missing one: the last that no
/// value has, or else the first.
fn missing(expression: &str) -> Option<&str> {
    let names: Vec<&str> = expression.split('.').map(str::trim).collect();
    let is_name = |name: &&str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    let known = context::names();
    let unknown = names.iter().rev().find(|name| !known.contains(name));
    unknown.or(names.first()).copied().filter(|_| names.iter().all(is_name))
}

fn detail(error: &Error) -> String {
    let kind = match error.kind() {
        ErrorKind::UndefinedError => "there is no such value",
        ErrorKind::OutOfFuel => return "it takes too many steps, or writes too much".to_owned(),
        ErrorKind::SyntaxError => "this template cannot be read",
        _ => return error.to_string(),
    };
    error.detail().map_or_else(|| kind.to_owned(), |detail| format!("{kind}: {detail}"))
}

/// Prints a value, escaped for what the template writes.
fn print(out: &mut Output, state: &mut State, value: &Value, dollar: Dollar) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    if let Some(text) = value.as_str().filter(|_| !value.is_safe()) {
        let escaped = match Markup::of(state.name()) {
            Some(Markup::Html) => dollar.in_html(text),
            _ => dollar.in_markdown(text).into(),
        };
        return Ok(out.write_str(&escaped)?);
    }
    let is_plain = matches!(value.kind(), ValueKind::Number | ValueKind::Bool);
    if is_plain || value.is_safe() || value.is_undefined() {
        return escape_formatter(out, state, value);
    }
    // A list can be longer than any page, and has no text of its own.
    let message = "a list or an object cannot be printed: print what is in it";
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// `{{ title | link(url) }}`: a link, or the plain text if there is no URL.
fn link(state: &State, text: &str, url: Option<&str>, dollar: Dollar) -> Value {
    let written = match (Markup::of(state.name()), url) {
        (Some(Markup::Html), Some(url)) => {
            format!("<a href=\"{}\">{}</a>", html::escape(url), dollar.in_html(text))
        }
        (Some(Markup::Html), None) => dollar.in_html(text).into_owned(),
        (_, Some(url)) => {
            let destination = dollar.escaped(markdown::destination(url));
            format!("[{}]({destination})", dollar.in_markdown(text))
        }
        (_, None) => dollar.in_markdown(text),
    };
    Value::from_safe_string(written)
}

/// Bytes of a text that a filter makes, at most.
const MAX_MADE: usize = 1 << 20;

fn too_much() -> Error {
    Error::new(ErrorKind::InvalidOperation, "a filter makes more than a mebibyte")
}

/// `{{ tags | join(", ") }}`: texts in a row.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands lists over")]
fn join(values: Vec<Value>, separator: Option<&str>) -> Result<String, Error> {
    let mut joined = String::new();
    for (at, value) in values.iter().enumerate() {
        if matches!(value.kind(), ValueKind::Seq | ValueKind::Map | ValueKind::Iterable) {
            let message = "a list of lists or objects cannot be joined: join a field of it";
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
        joined.push_str(if at > 0 { separator.unwrap_or_default() } else { "" });
        joined.push_str(&value.to_string());
        if joined.len() > MAX_MADE {
            return Err(too_much());
        }
    }
    Ok(joined)
}

/// `{{ title | replace("&", "and") }}`
fn replace(text: &str, from: &str, to: &str) -> Result<String, Error> {
    let places = text.matches(from).count();
    if places.saturating_mul(to.len()).saturating_add(text.len()) > MAX_MADE {
        return Err(too_much());
    }
    Ok(text.replace(from, to))
}

/// `{{ description | cell }}`: Markdown that stays in its table cell, whatever is in its code.
fn cell(value: &Value) -> Value {
    Value::from_safe_string(markdown::cell(&value.to_string()))
}
