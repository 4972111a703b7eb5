//! A schedule in a configuration file is its text.

use std::time::Duration;

use punctual::{Length, Schedule, ToLength};
use serde::{Deserialize, Serialize};

#[test]
fn a_schedule_is_a_string() {
    let schedule: Schedule = serde_json::from_str(r#""mondays at 1:15 pm""#).unwrap();
    assert_eq!(schedule, "every monday at 13:15".parse().unwrap());
    assert_eq!(serde_json::to_string(&schedule).unwrap(), r#""every monday at 13:15""#);
    // An owned string and a borrowed one are read alike.
    let value = serde_json::Value::from("every 2 hours");
    assert_eq!(serde_json::from_value::<Schedule>(value).unwrap().to_string(), "every 2 hours");
}

#[test]
fn an_error_shows_the_place() {
    let error = serde_json::from_str::<Schedule>(r#""every day at 5""#).unwrap_err().to_string();
    assert!(error.contains("every day at 5\n             ^ \"5\" could be 05:00 or 17:00"), "{error}");
    assert!(error.contains("help: every day at 17:00"), "{error}");
    assert!(serde_json::from_str::<Schedule>("5").unwrap_err().to_string().contains("a schedule, such as"));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Lengths {
    #[serde(with = "punctual::duration")]
    grace: Duration,
    #[serde(default, with = "punctual::duration")]
    rest: Option<Duration>,
    every: Option<Length>,
}

#[test]
fn lengths_are_text() {
    let text = r#"{"grace":"1h 30m","rest":"250ms","every":"3 weeks"}"#;
    let lengths: Lengths = serde_json::from_str(text).unwrap();
    let (grace, rest) = (Duration::from_secs(5400), Some(Duration::from_millis(250)));
    assert_eq!(lengths, Lengths { grace, rest, every: Some(3.weeks()) });
    assert_eq!(serde_json::to_string(&lengths).unwrap(), text);
    let short: Lengths = serde_json::from_str(r#"{"grace":"90 seconds","rest":null}"#).unwrap();
    assert_eq!(short, Lengths { grace: Duration::from_secs(90), rest: None, every: None });
}

/// What is written can be read, however long or short it is.
#[test]
fn lengths_are_read_as_they_are_written() {
    let hours = |hours: u64| Duration::from_secs(hours * 3600);
    for (grace, text) in [
        (hours(24), "1day"),
        (hours(40 * 24), "40days"),
        (hours(400 * 24 + 1), "400days 1h"),
        (hours(24) + Duration::from_millis(1), "1day 1ms"),
        (Duration::ZERO, "0s"),
    ] {
        for every in [1.millisecond(), 250.milliseconds(), 1.second(), 2.days(), 7.years()] {
            let lengths = Lengths { grace, rest: Some(grace), every: Some(every) };
            let written = serde_json::to_string(&lengths).unwrap();
            assert!(written.contains(&format!("\"grace\":\"{text}\"")), "{written}");
            assert_eq!(serde_json::from_str::<Lengths>(&written).unwrap(), lengths, "{written}");
        }
    }
}

#[test]
fn what_is_no_length_says_why() {
    let error = |text: &str| serde_json::from_str::<Lengths>(text).unwrap_err().to_string();
    assert!(error(r#"{"grace":"5 parsecs"}"#).contains("\"5 parsecs\" is no length of time"));
    assert!(error(r#"{"grace":"5M"}"#).contains("could be minutes or months"));
    assert!(error(r#"{"grace":"2 months"}"#).contains("2 months have no fixed length"));
    assert!(error(r#"{"grace":"1 month"}"#).contains("1 month has no fixed length"));
    assert!(error(r#"{"grace":5}"#).contains("a length of time, such as"));
    assert!(error(r#"{"grace":"1s","rest":"soon"}"#).contains("\"soon\" is no length of time"));
    assert!(error(r#"{"grace":"1s","every":"1M"}"#).contains("could be minutes or months"));
}

/// What a configuration file of each format says of a schedule that is wrong.
#[test]
fn the_carets_come_through_every_format() {
    #[derive(Debug, Deserialize)]
    struct Config {
        #[expect(dead_code, reason = "only the error is looked at")]
        schedule: Schedule,
    }
    let carets = "every day at 5\n             ^ \"5\" could be 05:00 or 17:00";
    let toml = toml::from_str::<Config>("schedule = \"every day at 5\"").unwrap_err().to_string();
    assert!(toml.contains(carets), "{toml}");
    let yaml = yaml_serde::from_str::<Config>("schedule: every day at 5").unwrap_err().to_string();
    assert!(yaml.contains(carets), "{yaml}");
    let json = serde_json::from_str::<Config>(r#"{"schedule": "every day at 5"}"#).unwrap_err().to_string();
    assert!(json.contains(carets), "{json}");
}
