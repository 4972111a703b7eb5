//! `threading.Timer(30, f)`: started, and cancelled before it fires.

use punctual::ToLength;

use crate::field::{field, seconds};

#[test]
fn fires_once() {
    let it = field();
    let timer = it.scheduler.after(30.seconds()).run(it.say("hello")).unwrap();
    assert_eq!(it.scheduler.run_for(seconds(29)).ran, 0);
    assert_eq!(it.scheduler.run_for(seconds(100)).ran, 1);
    assert!(!timer.is_active());
}

#[test]
fn cancelled_before_it_fires() {
    let it = field();
    let timer = it.scheduler.after(30.seconds()).run(it.say("hello")).unwrap();
    it.scheduler.run_for(seconds(29));
    assert!(timer.cancel());
    assert_eq!(it.scheduler.run_for(seconds(100)).ran, 0);
    assert_eq!(it.log.len(), 0);
}
