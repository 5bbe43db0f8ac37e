//! Tests written in Rust: mdBook's protocol, both generations' real libraries, and properties.
//! Cases that are files are in `tests/cases.rs`.

#[path = "../support/mod.rs"]
mod support;

mod assets;
mod builtin;
mod check;
mod commands;
mod commonmark;
mod console;
mod escaping;
mod exchange;
mod generations;
mod init;
mod layers;
mod leaving;
mod links;
mod manual;
mod nasty;
mod neighbours;
mod page;
mod places;
mod properties;
mod protocol;
mod public;
mod readings;
mod schema;
mod structured;
mod values;
mod writing;
