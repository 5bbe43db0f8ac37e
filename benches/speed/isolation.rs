//! Time and memory of the command alone, in turns with the no-op.

use crate::book::Input;
use crate::process::{Program, interleaved, peak_memory};
use crate::{Arguments, table};

const ROUNDS: usize = 40;

pub(crate) fn run(inputs: &[Input], _: &Arguments) -> Result<(), String> {
    let columns = ["no-op, wall", "ours, wall", "wall", "CPU", "peak memory"];
    table::head(&format!("Alone: medians of {ROUNDS} rounds"), "book", &columns);
    for input in inputs.iter().filter(|input| input.is_current()) {
        let Input { name, message, .. } = input;
        let [base, ours] = interleaved(ROUNDS, message)?;
        let memory = [Program::NoOp, Program::Ours]
            .map(|program| peak_memory(&mut program.command(), message));
        let [Ok(base_memory), Ok(memory)] = memory else {
            return Err("memory cannot be measured".to_owned());
        };
        #[allow(clippy::cast_precision_loss, reason = "a ratio has few digits")]
        let memory = base_memory.zip(memory).map(|(base, ours)| ours as f64 / base as f64);
        table::row(
            name,
            [
                table::milliseconds(base.wall),
                table::milliseconds(ours.wall),
                table::ratio(ours.wall, base.wall),
                table::ratio(ours.cpu, base.cpu),
                memory.map_or("–".to_owned(), |ratio| format!("{ratio:.2}")),
            ],
        );
    }
    Ok(())
}
