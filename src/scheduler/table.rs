//! A scheduler as a table that a person can read.

use std::fmt;

use super::Scheduler;
use super::wait;

/// One line a job: its name, its schedule in words, its tags, its last run, and how long until the
/// next.
///
/// ```
/// use chrono::DateTime;
/// use chrono_tz::Tz;
/// use punctual::{ManualClock, Scheduler};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
/// scheduler.every(90).minutes().named("poll").tags(["web", "cheap"]).run(|| ())?;
/// scheduler.after("30s").run(|| ())?;
/// assert_eq!(
///     scheduler.to_string(),
///     "\
/// job   schedule          tags        last  next
/// poll  every 90 minutes  web, cheap  -     in 1h 30m
/// 2     -                 -           -     in 30s
/// "
/// );
/// # Ok::<(), punctual::Error>(())
/// ```
impl fmt::Display for Scheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let now = self.utc();
        let dash = || "-".to_owned();
        let titles = ["job", "schedule", "tags", "last", "next"].map(str::to_owned);
        let rows = self.jobs().into_iter().map(|job| {
            let begin = self.look(&job, |it| it.next_slot().map(|_| it.starts_at())).flatten();
            let next = match begin {
                _ if job.is_paused() => "paused".to_owned(),
                None => dash(),
                Some(at) => match whole_seconds(wait(now, at)) {
                    length if length.is_zero() => "now".to_owned(),
                    length => format!("in {}", humantime::format_duration(length)),
                },
            };
            [
                job.name().unwrap_or_else(|| job.id().to_string()),
                job.schedule().map_or_else(dash, |schedule| schedule.to_string()),
                Some(job.tags().join(", ")).filter(|tags| !tags.is_empty()).unwrap_or_else(dash),
                job.last_run().map_or_else(dash, |at| at.format("%Y-%m-%d %H:%M:%S").to_string()),
                next,
            ]
        });
        let rows: Vec<[String; 5]> = std::iter::once(titles).chain(rows).collect();
        let mut widths = [0; 5];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        for row in &rows {
            let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| padded(cell, width)).collect();
            writeln!(f, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// The formatter cannot do it: it panics at a width that a long name has.
fn padded(cell: &str, width: usize) -> String {
    let space = width.saturating_sub(cell.chars().count());
    format!("{cell}{}", " ".repeat(space))
}

/// Rounded up, so that it is `now` only when it is.
fn whole_seconds(length: std::time::Duration) -> std::time::Duration {
    let over = u64::from(length.subsec_nanos() > 0);
    std::time::Duration::from_secs(length.as_secs().saturating_add(over))
}
