//! What is tested in Rust: mdBook's protocol, both generations' real libraries, and properties.
//! Cases that are files are in `tests/cases.rs`.

#[path = "../support/mod.rs"]
mod support;

mod builtin;
mod commands;
mod commonmark;
mod escaping;
mod exchange;
mod generations;
mod layers;
mod manual;
mod nasty;
mod page;
mod places;
mod properties;
mod protocol;
mod readings;
mod schema;
mod values;
