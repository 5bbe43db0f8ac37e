//! Study maps in templates.

use std::fmt::Write;
use std::iter;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

use super::{Scope, topic};
use crate::map::{CHANNEL, Drawing, Line, PATH_WIDTH, Placed};
use crate::section::StudyMap;

/// Map in a template.
pub(super) fn of_map(scope: Arc<Scope>, map: Arc<StudyMap>) -> Value {
    Value::from_object(MapContext { scope, map })
}

/// All names that a template can ask a map and its parts for.
pub(super) fn names() -> Vec<&'static str> {
    [
        MapContext::NAMES,
        StepContext::NAMES,
        BoxContext::NAMES,
        DrawingContext::NAMES,
        RowContext::NAMES,
        LineContext::NAMES,
    ]
    .concat()
}

/// The topics as a drawing.
#[derive(Debug)]
struct MapContext {
    scope: Arc<Scope>,
    map: Arc<StudyMap>,
}

object!(MapContext, this, {
    "steps" => this.steps(),
    "boxes" => this.boxes(0..this.map.topics.len()),
    "drawings" => this.drawings(),
    "wide" => this.map.wide.is_some(),
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
            let number = step[0].layer.map(|layer| layer + 1);
            let (title, boxes) = (step_title(&self.scope, &step[0]), self.boxes(range));
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

    fn drawings(&self) -> Vec<Value> {
        let wide = self.map.wide.as_ref().map(|wide| ("wide", wide));
        let drawings = iter::once(("normal", &self.map.drawing)).chain(wide);
        let drawing = |(name, drawing): (_, &Drawing)| {
            let rows = drawing.rows.iter().enumerate().filter(|(_, lines)| !lines.is_empty());
            let row = |(row, lines): (usize, &Vec<Line>)| {
                let lines = lines.iter().map(|line| self.line(line)).collect();
                Value::from_object(RowContext { row: row + 1, lines })
            };
            Value::from_object(DrawingContext { name, rows: rows.map(row).collect() })
        };
        drawings.map(drawing).collect()
    }

    fn line(&self, line: &Line) -> Value {
        let places = line.topics.iter().map(|topic| self.map.places[*topic].to_string());
        let boxes = places.collect::<Vec<_>>().join(" ");
        Value::from_object(LineContext { boxes, path: line.path.clone() })
    }
}

/// The title of the step that a topic is in, as readers see it.
fn step_title(scope: &Scope, placed: &Placed) -> String {
    let words = scope.page.words();
    match placed.layer {
        Some(layer) => words.step.replace("{count}", &(layer + 1).to_string()),
        None => words.any_time.to_string(),
    }
}

/// Topics that can be studied once those of earlier steps have been.
#[derive(Debug)]
struct StepContext {
    number: Option<usize>,
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
    "step" => {
        let before = this.at.checked_sub(1).map(|before| this.map.drawing.boxes[before].layer);
        (before != Some(this.placed().layer)).then(|| step_title(&this.scope, this.placed()))
    },
    "style" => this.style(),
    "has_lines" => this.placed().has_lines,
    "far_prerequisite" => this.placed().is_far,
});

impl BoxContext {
    fn placed(&self) -> &Placed {
        &self.map.drawing.boxes[self.at]
    }

    /// Place in each drawing: the row, the start and the width in percent, and the space above for lines in pixels.
    fn style(&self) -> Value {
        let mut style = String::new();
        let mut say = |prefix: &str, drawing: &Drawing, placed: &Placed| {
            let Placed { row, .. } = placed;
            let (start, width) = (percent(placed.start), percent(placed.width));
            let above = if drawing.rows[*row].is_empty() { 0 } else { CHANNEL };
            let row = row + 1;
            let between = if style.is_empty() { "" } else { ";" };
            let _ = write!(
                style,
                "{between}--{prefix}row:{row};--{prefix}start:{start}%;--{prefix}width:{width}%;--{prefix}above:{above}px"
            );
        };
        say("", &self.map.drawing, self.placed());
        if let Some(wide) = &self.map.wide {
            say("wide-", wide, &wide.boxes[self.at]);
        }
        Value::from_safe_string(style)
    }
}

/// A share in percent with two digits.
fn percent(share: f64) -> f64 {
    (share * 10_000.0).round() / 100.0
}

/// The lines of a drawing.
#[derive(Debug)]
struct DrawingContext {
    name: &'static str,
    rows: Vec<Value>,
}

object!(DrawingContext, this, {
    "name" => this.name,
    "lines" => this.rows.clone(),
});

/// The lines of a row.
#[derive(Debug)]
struct RowContext {
    row: usize,
    lines: Vec<Value>,
}

object!(RowContext, this, {
    "row" => this.row,
    "lines" => this.lines.clone(),
});

/// A piece of a line.
#[derive(Debug)]
struct LineContext {
    /// The numbers of the boxes that it joins, from 0.
    boxes: String,
    path: String,
}

object!(LineContext, this, {
    "boxes" => &*this.boxes,
    "path" => &*this.path,
});
