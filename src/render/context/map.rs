//! Study maps in templates.

use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::{Scope, topic};
use crate::map::{CHANNEL, PATH_WIDTH, Placed, WIDTH};
use crate::section::StudyMap;

/// Map in a template.
pub(super) fn of_map(scope: Arc<Scope>, map: Arc<StudyMap>) -> Value {
    Value::from_object(MapContext { scope, map })
}

/// All names that a template can ask a map and its parts for.
pub(super) fn names() -> Vec<&'static str> {
    [MapContext::NAMES, StepContext::NAMES, BoxContext::NAMES, LinesContext::NAMES].concat()
}

/// The topics as a drawing.
#[derive(Debug)]
struct MapContext {
    scope: Arc<Scope>,
    map: Arc<StudyMap>,
}

object!(MapContext, this, {
    "rail" => this.map.drawing.rail_width,
    "steps" => this.steps(),
    "boxes" => this.boxes(0..this.map.topics.len()),
    "lines" => this.lines(),
    "width" => PATH_WIDTH,
    "channel" => CHANNEL,
});

impl MapContext {
    fn steps(&self) -> Vec<Value> {
        let boxes = &self.map.drawing.boxes;
        let mut steps = Vec::new();
        let mut start = 0;
        for step in boxes.chunk_by(|one, other| one.layer == other.layer) {
            let range = start..start + step.len();
            start = range.end;
            let (number, boxes) = (step[0].layer.map(|layer| layer + 1), self.boxes(range));
            let words = self.scope.page.words();
            let title = match number {
                Some(number) => words.step.replace("{count}", &number.to_string()),
                None => words.any_time.to_string(),
            };
            steps.push(Value::from_object(StepContext { number, title, boxes }));
        }
        steps
    }

    fn boxes(&self, range: Range<usize>) -> Vec<Value> {
        let placed = |at| {
            let (scope, map) = (Arc::clone(&self.scope), Arc::clone(&self.map));
            Value::from_object(BoxContext { scope, map, at })
        };
        range.map(placed).collect()
    }

    fn lines(&self) -> Vec<Value> {
        let rows = self.map.drawing.rows.iter().enumerate().filter(|(_, path)| !path.is_empty());
        rows.map(|(row, path)| Value::from_object(LinesContext { row, path: path.clone() }))
            .collect()
    }
}

/// Topics that can be studied once those of earlier steps have been.
#[derive(Debug)]
struct StepContext {
    number: Option<usize>,
    /// As readers see it.
    title: String,
    boxes: Vec<Value>,
}

object!(StepContext, this, {
    "number" => this.number,
    "title" => &*this.title,
    "boxes" => this.boxes.clone(),
});

/// A topic in its place.
#[derive(Debug)]
struct BoxContext {
    scope: Arc<Scope>,
    map: Arc<StudyMap>,
    /// Its number in the drawing.
    at: usize,
}

object!(BoxContext, this, {
    "topic" => {
        let (scope, entry) = (Arc::clone(&this.scope), this.map.topics[this.at].clone());
        topic::of_topic(scope, entry)
    },
    "row" => this.placed().row + 1,
    "start" => percent(this.placed().start),
    "width" => percent(this.placed().width),
    "has_lines" => this.placed().has_lines,
    "below_lines" => !this.map.drawing.rows[this.placed().row].is_empty(),
    "far_prerequisite" => this.placed().is_far,
    "rail" => (!this.placed().rail.is_empty()).then_some(&*this.placed().rail),
});

impl BoxContext {
    fn placed(&self) -> &Placed {
        &self.map.drawing.boxes[self.at]
    }
}

/// A length in em as a share of the drawing's width, in percent with two digits.
fn percent(length: f64) -> f64 {
    (length / WIDTH * 10_000.0).round() / 100.0
}

/// The lines of a row.
#[derive(Debug)]
struct LinesContext {
    row: usize,
    path: String,
}

object!(LinesContext, this, {
    "row" => this.row + 1,
    "path" => &*this.path,
});
