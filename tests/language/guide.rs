//! The tables of the guide to the language say what the crate does.

use punctual::Schedule;

const GUIDE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/README.md"));

/// The rows of all tables whose head begins with `first`, as cells.
fn rows(first: &str) -> Vec<Vec<&'static str>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in GUIDE.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if !line.starts_with('|') {
            inside = false;
        } else if cells[0] == first {
            inside = true;
        } else if inside && !cells[0].starts_with("---") {
            rows.push(cells);
        }
    }
    rows
}

/// The texts between backticks.
fn texts(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn what_is_written_prints_as_the_guide_says() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for row in rows("You write") {
        let canonical = texts(row[1]).next().expect("a canonical form");
        for text in texts(row[0]).chain([canonical]) {
            seen += 1;
            match text.parse::<Schedule>() {
                Ok(schedule) if schedule.to_string() == canonical => {}
                Ok(schedule) => wrong.push(format!("{text:?} prints {schedule}, not {canonical}")),
                Err(error) => wrong.push(format!("{text:?}: [{}] {error}", error.code())),
            }
        }
    }
    assert!(seen > 150, "only {seen} texts found in the guide");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_refused_is_refused_for_the_reason_in_the_guide() {
    let mut wrong = Vec::new();
    let rows = rows("Text");
    assert!(rows.len() > 30, "only {} rows found in the guide", rows.len());
    for row in rows {
        let text = texts(row[0]).next().expect("a text");
        match text.parse::<Schedule>() {
            Ok(schedule) => wrong.push(format!("{text:?} is taken as {schedule}")),
            Err(error) if error.code().as_str() == row[1] => {}
            Err(error) => wrong.push(format!("{text:?} is [{}], not [{}]", error.code(), row[1])),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
