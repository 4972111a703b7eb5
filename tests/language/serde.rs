//! A schedule in a configuration file is its text.

use punctual::Schedule;

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
