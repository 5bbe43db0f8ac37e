//! Properties of every drawing.

use proptest::prelude::*;

use super::boxes::BOX_GAP;
use super::lines::DrawnLines;
use super::order::Items;
use super::paths::Line;
use super::{Drawing, Topic, WIDE, WIDTH, box_width, joined, layers, lines, order, place};

/// Topics in an order of study, each after some of the earlier ones.
fn topics(most: usize) -> impl Strategy<Value = Vec<Topic>> {
    let topic = (0..60usize, prop::collection::vec(any::<prop::sample::Index>(), 0..5));
    prop::collection::vec(topic, 1..most).prop_map(|topics| {
        let topic = |(at, (letters, after)): (usize, (usize, Vec<prop::sample::Index>))| {
            let mut after: Vec<usize> =
                after.iter().filter(|_| at > 0).map(|other| other.index(at)).collect();
            after.sort_unstable();
            after.dedup();
            Topic { width: box_width(&"x".repeat(letters)), after }
        };
        topics.into_iter().enumerate().map(topic).collect()
    })
}

/// All topics that come before each, directly or not.
fn ancestors(topics: &[Topic]) -> Vec<Vec<bool>> {
    let mut all: Vec<Vec<bool>> = Vec::new();
    for topic in topics {
        let mut known = vec![false; topics.len()];
        for other in &topic.after {
            known[*other] = true;
            known.iter_mut().zip(&all[*other]).for_each(|(known, other)| *known |= other);
        }
        all.push(known);
    }
    all
}

/// Draws in the width of a chapter's text.
fn draw(topics: &[Topic]) -> Drawing {
    super::draw(topics, WIDTH)
}

/// The rows, lines and items of a drawing.
fn sorted(topics: &[Topic]) -> (Vec<usize>, DrawnLines, Items) {
    let (rows, lines, mut items) = joined(topics, &layers::layers(topics), WIDTH);
    order::sort(&mut items);
    (rows, lines, items)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn boxes_do_not_overlap_and_stay_inside(topics in topics(120), is_wide: bool) {
        let drawing = super::draw(&topics, if is_wide { WIDE } else { WIDTH });
        for pair in drawing.boxes.windows(2) {
            let [one, other] = pair else { unreachable!() };
            prop_assert!(one.row <= other.row);
            prop_assert!(one.row < other.row || one.start + one.width < other.start);
        }
        for one in &drawing.boxes {
            prop_assert!(one.start > -1e-6 && one.start + one.width < 1.0 + 1e-6);
        }
    }

    #[test]
    fn every_topic_is_drawn_once(topics in topics(120)) {
        let mut drawn: Vec<usize> = draw(&topics).boxes.iter().map(|one| one.topic).collect();
        drawn.sort_unstable();
        prop_assert_eq!(drawn, (0..topics.len()).collect::<Vec<_>>());
    }

    #[test]
    fn what_comes_before_stands_above_and_is_read_first(topics in topics(120)) {
        let drawing = draw(&topics);
        let mut rows = vec![None; topics.len()];
        for one in &drawing.boxes {
            for other in &topics[one.topic].after {
                prop_assert!(rows[*other].is_some_and(|row| row < one.row));
            }
            rows[one.topic] = Some(one.row);
        }
    }

    #[test]
    fn a_line_is_left_out_only_if_others_say_the_same_or_it_is_far(topics in topics(60)) {
        let (rows, lines, _) = sorted(&topics);
        let ancestors = ancestors(&topics);
        for (at, topic) in topics.iter().enumerate() {
            for other in &topic.after {
                let is_far = rows[at] - rows[*other] > lines::REACH;
                prop_assert!(!is_far || lines.is_far[at]);
                let follows = topic.after.iter().any(|between| ancestors[*between][*other]);
                prop_assert_eq!(lines.before[at].contains(other), !is_far && !follows);
            }
        }
    }

    #[test]
    fn each_line_leads_from_topic_to_topic_down_the_rows(topics in topics(60)) {
        let (_, lines, items) = sorted(&topics);
        let mut row_of = vec![0; items.above.len()];
        for (row, members) in items.rows.iter().enumerate() {
            for item in members {
                row_of[*item] = row;
            }
        }
        for (at, before) in lines.before.iter().enumerate() {
            let mut found = Vec::new();
            for mut item in items.above[at].iter().copied() {
                prop_assert_eq!(row_of[item] + 1, row_of[at]);
                while items.is_trunk(item) {
                    prop_assert_eq!(items.above[item].len(), 1);
                    prop_assert_eq!(row_of[items.above[item][0]] + 1, row_of[item]);
                    item = items.above[item][0];
                }
                found.push(item);
            }
            let mut before = before.clone();
            before.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, before);
        }
    }

    #[test]
    fn trunks_keep_away_from_boxes(topics in topics(120)) {
        let (_, _, items) = sorted(&topics);
        let centres = place::centres(&topics, &items, WIDTH);
        let half = |item: usize| if items.is_trunk(item) { 0.0 } else { topics[item].width / 2.0 };
        for pair in items.rows.iter().flat_map(|row| row.windows(2)) {
            let gap = centres[pair[1]] - half(pair[1]) - centres[pair[0]] - half(pair[0]);
            prop_assert!(gap > 0.1, "{gap}");
        }
    }

    #[test]
    fn each_piece_of_a_line_names_the_topics_that_it_joins(topics in topics(60)) {
        let (_, lines, _) = sorted(&topics);
        for piece in draw(&topics).rows.iter().flatten() {
            let [source, targets @ ..] = &piece.topics[..] else { unreachable!() };
            prop_assert!(!targets.is_empty());
            prop_assert!(targets.iter().all(|target| lines.before[*target].contains(source)));
        }
    }

    #[test]
    fn the_same_topics_are_drawn_the_same(topics in topics(60)) {
        prop_assert_eq!(format!("{:?}", draw(&topics)), format!("{:?}", draw(&topics)));
    }
}

fn topic(after: &[usize]) -> Topic {
    Topic { width: 10.0, after: after.to_vec() }
}

#[test]
fn a_chain_is_straight() {
    let drawing = draw(&[topic(&[]), topic(&[0]), topic(&[1])]);
    let lines = |row: &Vec<Line>| {
        row.iter().map(|line| (line.topics.clone(), line.path.clone())).collect::<Vec<_>>()
    };
    let straight = |topics: [usize; 2]| vec![(topics.to_vec(), "M500 0V44".to_owned())];
    let rows: Vec<_> = drawing.rows.iter().map(lines).collect();
    assert_eq!(rows, [vec![], straight([0, 1]), straight([1, 2])]);
    assert!(drawing.boxes.iter().all(|one| (one.start - 18.0 / WIDTH).abs() < 1e-9));
}

#[test]
fn lines_that_need_not_cross_do_not() {
    // Three pairs, with the lower ones in another order.
    let topics = [topic(&[]), topic(&[]), topic(&[]), topic(&[2]), topic(&[0]), topic(&[1])];
    let (_, _, items) = sorted(&topics);
    let mut places = vec![0; items.above.len()];
    for (place, item) in items.rows.iter().flat_map(|row| row.iter().enumerate()) {
        places[*item] = place;
    }
    assert_eq!(order::crossings(&items, &places), 0);
}

#[test]
fn a_layer_of_many_topics_takes_several_rows() {
    let topics: Vec<Topic> = (0..9).map(|at| topic(if at == 0 { &[] } else { &[0] })).collect();
    let rows: Vec<usize> = draw(&topics).boxes.iter().map(|one| one.row).collect();
    assert_eq!(rows, [0, 1, 1, 1, 2, 2, 2, 3, 3]);
}

#[test]
fn topics_without_an_order_come_last() {
    let drawing = draw(&[topic(&[]), topic(&[]), topic(&[1])]);
    let layers: Vec<_> = drawing.boxes.iter().map(|one| (one.topic, one.layer)).collect();
    assert_eq!(layers, [(1, Some(0)), (2, Some(1)), (0, None)]);
}

#[test]
fn what_is_needed_late_stands_late() {
    // The third topic is needed by the last of a chain only.
    let drawing = draw(&[topic(&[]), topic(&[0]), topic(&[]), topic(&[1, 2])]);
    let rows: Vec<_> = drawing.boxes.iter().map(|one| (one.topic, one.row)).collect();
    assert_eq!(rows, [(0, 0), (1, 1), (2, 1), (3, 2)]);
}

/// The size of a drawing grows as the topics do, however dense their lines are.
#[test]
fn the_drawing_of_many_topics_is_small() {
    let dense = |count: usize| -> usize {
        let before = |at: usize| (at.saturating_sub(40)..at).step_by(3).collect::<Vec<_>>();
        let topics: Vec<Topic> = (0..count).map(|at| topic(&before(at))).collect();
        let drawing = draw(&topics);
        let lines = drawing.rows.iter().flatten();
        lines.map(|line| line.path.len() + 3 * line.topics.len()).sum::<usize>()
    };
    let (some, more) = (dense(1_000), dense(4_000));
    assert!(more < 5 * some, "{some} {more}");
}

#[test]
fn the_widest_row_has_room() {
    assert!(2.0 * box_width(&"m".repeat(99)) + BOX_GAP < WIDTH);
}
