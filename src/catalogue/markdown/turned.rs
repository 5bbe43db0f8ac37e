//! Tables that stand on their side: the first column holds the heads.

use super::inline::plain;
use super::links::has_link;
use super::tree::Row;
use super::words;
use crate::language::Field;

/// The rows of a table. Of one whose first column holds the heads, such as "| Title | [Loaf](…) |", two are made: the
/// heads, and the resource.
pub(super) fn upright(rows: Vec<Row>) -> Vec<Row> {
    let fields = || rows.iter().filter_map(|cells| words::field(&plain(cells.first()?)));
    let is_turned = rows.len() > 1
        && rows.iter().all(|cells| cells.len() == 2 && !has_link(&cells[0]))
        && fields().count() * 2 > rows.len()
        && fields().any(|field| field == Field::Title);
    if !is_turned {
        return rows;
    }
    let (mut heads, mut cells) = (Row::new(), Row::new());
    for [head, cell] in rows.into_iter().filter_map(|cells| <[_; 2]>::try_from(cells).ok()) {
        heads.push(head);
        cells.push(cell);
    }
    vec![heads, cells]
}
