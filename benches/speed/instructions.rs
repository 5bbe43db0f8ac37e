//! Instructions, which are the same in each run.

use crate::book::Input;
use crate::process::{Program, instructions};
use crate::ratios::{self, Ratios};
use crate::{Arguments, table};

pub(crate) fn run(inputs: &[Input], arguments: &Arguments) -> Result<(), String> {
    table::head("Instructions", "book", &["no-op", "ours", "ratio"]);
    let mut measured = Ratios::new();
    for Input { name, message, for_no_op } in inputs {
        let base = instructions(Program::NoOp, for_no_op)?;
        let ours = instructions(Program::Ours, message)?;
        let (Some(base), Some(ours)) = (base, ours) else {
            return missing(arguments);
        };
        #[allow(clippy::cast_precision_loss, reason = "a ratio has few digits")]
        let ratio = ours as f64 / base as f64;
        table::row(name, [millions(base), millions(ours), format!("{ratio:.3}")]);
        measured.push((name.clone(), ratio));
    }
    if let Some(file) = &arguments.write {
        ratios::write(file, &measured)?;
    }
    arguments.check.as_ref().map_or(Ok(()), |file| ratios::check(file, &measured))
}

/// Without valgrind, nothing can be checked.
fn missing(arguments: &Arguments) -> Result<(), String> {
    if arguments.check.is_some() || arguments.write.is_some() {
        return Err("valgrind is not installed".to_owned());
    }
    table::line("valgrind is not installed");
    Ok(())
}

fn millions(count: u64) -> String {
    format!("{}.{} M", count / 1_000_000, count / 100_000 % 10)
}
