//! What is written about the file: its schema, its guide and its example.

use serde_json::Value;

use crate::{page, path, punctual};

/// After a change of the keys: `cargo run -- schema > command/schema/punctual.schema.json`.
#[test]
fn the_schema_in_the_repository_is_that_of_the_command() {
    let run = punctual(&["schema"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout, page("command/schema/punctual.schema.json"));
}

#[test]
fn the_guide_says_of_each_key_what_the_schema_says() {
    let schema: Value = serde_json::from_str(&punctual(&["schema"]).stdout).expect("JSON");
    let guide = page("guide/command.md");
    let top = schema["properties"].as_object().expect("keys");
    let jobs = schema["properties"]["job"]["items"]["properties"].as_object().expect("keys");
    assert!(top.len() == 3 && jobs.len() == 15);
    for (key, property) in top.iter().chain(jobs) {
        let row = format!("| `{key}` | {} |", property["description"].as_str().expect("a text"));
        assert!(guide.contains(&row), "{row}");
    }
}

/// The schema is followed by editors, not by us: here its words are tried on the reader.
#[test]
fn what_the_schema_allows_is_read() {
    let schema: Value = serde_json::from_str(&punctual(&["schema"]).stdout).expect("JSON");
    let jobs = schema["properties"]["job"]["items"]["properties"].as_object().expect("keys");
    let folder = super::Folder::new();
    let mut tried = 0;
    for (key, property) in jobs {
        for sample in samples(property) {
            let job = ["name", "schedule", "command"].map(|name| match name {
                name if name == key => String::new(),
                "schedule" => "schedule = 'every day'\n".to_owned(),
                name => format!("{name} = 'x'\n"),
            });
            folder.write("punctual.toml", &format!("[[job]]\n{}{key} = {sample}\n", job.concat()));
            let run = punctual(&["run", "--check", &folder.path("punctual.toml")]);
            assert_eq!(run.status, 0, "{key} = {sample}: {}", run.stderr);
            tried += 1;
        }
    }
    assert!(tried > 25, "{tried}");
}

/// Values in TOML that fit a property.
fn samples(property: &Value) -> Vec<String> {
    if let Some(any) = property["oneOf"].as_array() {
        return any.iter().flat_map(samples).collect();
    }
    if let Some(words) = property["enum"].as_array().or(property["examples"].as_array()) {
        return words.iter().map(ToString::to_string).collect();
    }
    match property["type"].as_str().expect("a type") {
        "string" => vec!["'x'".to_owned()],
        "boolean" => vec!["true".to_owned(), "false".to_owned()],
        "integer" => vec![property["minimum"].to_string(), property["maximum"].to_string()],
        "array" => vec!["['a', 'b']".to_owned()],
        "object" => match property["properties"].as_object() {
            None => vec!["{ A = 'b' }".to_owned()],
            Some(keys) => {
                let each = keys.iter().map(|(key, it)| format!("{key} = {}", samples(it)[0]));
                vec![format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))]
            }
        },
        other => panic!("a type {other}"),
    }
}

#[test]
fn the_example_is_right_and_so_is_the_one_of_the_guide() {
    let example = path("examples/punctual.toml");
    let run = punctual(&["run", "--check", example.to_str().expect("UTF-8")]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let guide = page("guide/command.md");
    let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let folder = super::Folder::with(example);
    let run = punctual(&["run", "--check", &folder.path("punctual.toml")]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}
