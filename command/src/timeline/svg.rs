//! The lanes as a picture, readable on light and on dark pages.

use std::fmt::Write as _;

use super::lanes::Lanes;
use super::ruler;
use super::terminal::{said_minute, who};
use crate::english::counted;
use crate::width::clean;

/// How many columns a picture has at most.
pub(super) const COLUMNS: usize = 192;

const WIDTH: u32 = 1_000;
const LEFT: u32 = 170;
const RIGHT: u32 = 60;
const TOP: u32 = 64;
const LANE: u32 = 22;
const SUM: u32 = 60;
/// Letters of a name that have room, and the longest line below.
const NAME: usize = 24;
const LINE: usize = 130;

const STYLE: &str = "\
:root{--paper:#ffffff;--ink:#1f2328;--dim:#6a737d;--rule:#d8dee4;--lane:#f6f8fa;--run:#1a7f37;--worst:#cf222e}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--dim:#8b949e;--rule:#30363d;--lane:#161b22;\
--run:#3fb950;--worst:#ff7b72}}
svg{background:var(--paper)}
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--ink)}
.t{font-size:14px;font-weight:600}.d{fill:var(--dim)}.w{fill:var(--worst)}.n{text-anchor:end}
.p{fill:var(--paper)}.l{fill:var(--lane)}.r{fill:var(--run)}.a{opacity:.55}.b{opacity:.8}.g{stroke:var(--rule)}.x{stroke:var(--worst);stroke-dasharray:3 3}
";

/// The whole picture.
pub(super) fn drawn(lanes: &Lanes, title: &str) -> String {
    let jobs = u32::try_from(lanes.jobs.len()).unwrap_or(u32::MAX);
    let below = TOP.saturating_add(LANE.saturating_mul(jobs));
    let height = below.saturating_add(SUM).saturating_add(56);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
         <rect class=\"p\" width=\"{WIDTH}\" height=\"{height}\"/>\n<text class=\"t\" x=\"12\" y=\"24\">{}</text>\n",
        escaped(title),
        escaped(title)
    );
    for (column, mark) in ruler::marks(lanes, letter(lanes)) {
        let x = left(lanes, column);
        let _ = writeln!(
            out,
            "<line class=\"g\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\"/><text class=\"d\" x=\"{x}\" y=\"{}\">{mark}</text>",
            TOP.saturating_sub(4),
            below.saturating_add(SUM),
            TOP.saturating_sub(10)
        );
    }
    let mut y = TOP;
    for lane in &lanes.jobs {
        let _ = writeln!(
            out,
            "<g><title>{}: {}</title><rect class=\"l\" x=\"{LEFT}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\
             <text x=\"12\" y=\"{}\">{}</text><text class=\"d n\" x=\"{}\" y=\"{}\">{}</text>",
            escaped(&clean(&lane.name)),
            counted(lane.runs, "run"),
            y.saturating_add(2),
            track(),
            LANE.saturating_sub(4),
            y.saturating_add(15),
            escaped(&cut(&clean(&lane.name), NAME)),
            WIDTH.saturating_sub(12),
            y.saturating_add(15),
            lane.runs
        );
        for (column, count) in lane.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (x, wide) = span(lanes, column);
            let (top, tall) = (y.saturating_add(2), LANE.saturating_sub(4));
            let dense = match count {
                1 => " a",
                2..=4 => " b",
                _ => "",
            };
            let _ = write!(out, "<rect class=\"r{dense}\" x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\"/>");
        }
        out.push_str("</g>\n");
        y = y.saturating_add(LANE);
    }
    sum(lanes, below, &mut out);
    out.push_str("</svg>\n");
    out
}

/// The bars of all runs, and the minute in which most jobs start.
fn sum(lanes: &Lanes, below: u32, out: &mut String) {
    let most = lanes.sums.iter().max().copied().unwrap_or(0).max(1);
    let base = u64::from(below.saturating_add(SUM));
    let room = u64::from(SUM.saturating_sub(8));
    let _ = writeln!(
        out,
        "<g><title>all jobs: {}, at most {most} in a column</title><text x=\"12\" y=\"{}\">sum</text>\
         <text class=\"d n\" x=\"{}\" y=\"{}\">{}</text>",
        counted(lanes.runs(), "run"),
        base.saturating_sub(6),
        WIDTH.saturating_sub(12),
        base.saturating_sub(6),
        lanes.runs()
    );
    for (column, count) in lanes.sums.iter().enumerate().filter(|(_, count)| **count > 0) {
        let (x, wide) = span(lanes, column);
        let tall = room.saturating_mul(*count).div_ceil(most);
        let top = base.saturating_sub(tall);
        let _ = write!(out, "<rect class=\"r\" x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\"/>");
    }
    out.push_str("</g>\n");
    let y = base.saturating_add(26);
    let Some(worst) = &lanes.worst else {
        let _ = writeln!(out, "<text class=\"d\" x=\"12\" y=\"{y}\">No run in this time.</text>");
        return;
    };
    let past = worst.minute.signed_duration_since(lanes.start).num_seconds().max(0);
    let column = past.checked_div(lanes.column).and_then(|column| usize::try_from(column).ok()).unwrap_or(0);
    let (x, wide) = span(lanes, column);
    let x = x.saturating_add(wide / 2);
    let line = format!("Most at once: {}, {}", said_minute(lanes, worst), who(worst));
    let _ = writeln!(
        out,
        "<line class=\"x\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{base}\"/>\n<text class=\"w\" x=\"12\" y=\"{y}\">{}</text>",
        TOP.saturating_sub(4),
        escaped(&cut(&line, LINE))
    );
}

fn track() -> u32 {
    WIDTH.saturating_sub(LEFT).saturating_sub(RIGHT)
}

/// Where a column begins, in whole pixels.
fn left(lanes: &Lanes, column: usize) -> u32 {
    let columns = u64::try_from(lanes.sums.len()).unwrap_or(1).max(1);
    let at = u64::try_from(column).unwrap_or(0).saturating_mul(u64::from(track())).checked_div(columns).unwrap_or(0);
    LEFT.saturating_add(u32::try_from(at).unwrap_or(0))
}

/// Where a column begins, and how wide it is, with a gap where there is room for one.
fn span(lanes: &Lanes, column: usize) -> (u32, u32) {
    let begin = left(lanes, column);
    let wide = left(lanes, column.saturating_add(1)).saturating_sub(begin);
    (begin, if wide > 3 { wide.saturating_sub(1) } else { wide.max(1) })
}

/// How many columns a letter takes, which is eight pixels wide.
fn letter(lanes: &Lanes) -> i64 {
    let columns = u64::try_from(lanes.sums.len()).unwrap_or(u64::MAX);
    i64::try_from(columns.saturating_mul(8).div_ceil(u64::from(track()))).unwrap_or(i64::MAX)
}

fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{cut}…")
}

/// Text for XML.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
