#![no_main]

#[path = "../../tests/attacks/html.rs"]
mod html;
#[path = "../../tests/attacks/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::pattern(input));
