use std::time::Duration;

use punctual::Weekday::Monday;
use punctual::{every, once};

fn main() {
    let _ = every(1).day().at(17);
    let _ = every(1).hour().between(9, 17);
    let _ = every(1).week().on(15);
    let _ = every(1).month().on_the(Monday);
    let _ = every(1).month().on_the([-1]);
    let _ = every(1).day().in_months(6);
    let _ = every(1).day().except(25);
    let _ = every(1).day().starting(Duration::from_secs(60));
    let _ = every(1).day().until(5);
    let _ = every(1).day().lasting(3);
    let _ = every(1).day().timezone(2);
    let _ = once(Monday);
}
