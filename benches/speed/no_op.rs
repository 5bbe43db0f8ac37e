//! A preprocessor that changes nothing, as the example `nop-preprocessor` of the crate `mdbook` reads and writes.

use std::io;
use std::process::ExitCode;

use mdbook_preprocessor::parse_input;

/// The argument that makes this program the no-op.
pub(crate) const ARGUMENT: &str = "no-op";

pub(crate) fn run() -> ExitCode {
    // mdBook asks first, and leaves out a preprocessor that does not answer.
    if std::env::args().nth(2).as_deref() == Some("supports") {
        return ExitCode::SUCCESS;
    }
    let Ok((_, book)) = parse_input(io::stdin()) else { return ExitCode::FAILURE };
    match serde_json::to_writer(io::stdout(), &book) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
