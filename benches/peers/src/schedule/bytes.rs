//! What a compiled schedule holds: its value and its heap.

use super::{LONG, LONG_HRON, SAID, SHORT, SHORT_HRON, hron, ours, ours_cron};
use crate::measure::Table;
use crate::memory::bytes;

pub fn run(table: &Table) {
    for (name, text, text_hron) in [
        ("every_monday_at_13_15", SHORT, SHORT_HRON),
        ("every_5_minutes", SAID[0].text, SAID[0].hron),
        ("long_sentence", LONG, LONG_HRON),
    ] {
        let row = format!("bytes_text_{name}");
        if table.wants(&row) {
            let figures = [("punctual", bytes(|| ours(text))), ("hron", bytes(|| hron(text_hron)))];
            table.print(&row, &figures, "B", 0);
        }
    }
    for said in &SAID {
        let row = format!("bytes_cron_{}", said.name);
        if table.wants(&row) {
            let with_zone = format!("{} UTC", said.cron);
            let figures = [
                ("punctual", bytes(|| ours_cron(said.cron))),
                ("saffron", bytes(|| said.cron.parse::<saffron::Cron>().expect("a line"))),
                ("cron", bytes(|| said.cron_with_seconds.parse::<cron::Schedule>().expect("a line"))),
                ("cron-parser", bytes(|| cron_parser::Schedule::parse(said.cron).expect("a line"))),
                ("cronexpr", bytes(|| cronexpr::parse_crontab(&with_zone).expect("a line"))),
                ("croner", bytes(|| said.cron.parse::<croner::Cron>().expect("a line"))),
            ];
            table.print(&row, &figures, "B", 0);
        }
    }
}
