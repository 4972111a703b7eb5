//! Reading a sentence, and writing it again in canonical form.

use std::hint::black_box;

use super::{LONG, LONG_HRON, SHORT, SHORT_HRON, hron, ours};
use crate::measure::{Contestant, Table};

pub fn run(table: &Table) {
    for (name, text, text_hron) in [("every_monday_at_13_15", SHORT, SHORT_HRON), ("long_sentence", LONG, LONG_HRON)] {
        let (mine, theirs) = (ours(text), hron(text_hron));
        assert_eq!(mine.to_string(), text, "not our canonical form");
        assert_eq!(theirs.to_string(), text_hron, "not hron's canonical form");
        let row = format!("parse_{name}");
        if table.wants(&row) {
            table.race(
                &row,
                vec![
                    Contestant::work("punctual", || black_box(text).parse::<punctual::Schedule>()),
                    Contestant::work("hron", || hron::Schedule::parse(black_box(text_hron))),
                ],
            );
        }
        let row = format!("print_{name}");
        if table.wants(&row) {
            table.race(
                &row,
                vec![
                    Contestant::work("punctual", || black_box(&mine).to_string()),
                    Contestant::work("hron", || black_box(&theirs).to_string()),
                ],
            );
        }
    }
}
