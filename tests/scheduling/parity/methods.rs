//! No method can be forgotten: whatever can be called on a scheduler, a job, a run or a chain is
//! played everywhere, or stands here with the reason why not.

use std::path::Path;

const SCENES: &str = include_str!("behaviour.rs");
const STAGE: &str = include_str!("mod.rs");

/// These are not about how runs are driven.
const ELSEWHERE: [(&str, &str); 18] = [
    ("new", "makes a scheduler"),
    ("builder", "makes a scheduler"),
    ("build", "makes a scheduler"),
    ("clock", "makes a scheduler"),
    ("zone", "makes a scheduler"),
    ("workers", "makes a scheduler"),
    ("lease", "makes a scheduler"),
    ("store_deadline", "makes a scheduler"),
    ("retention", "makes a scheduler"),
    ("job", "begins a chain, as `every` does"),
    ("observe", "each scene observes"),
    ("run_until", "plays time, in a loop only"),
    ("run_for", "plays time, in a loop only"),
    ("run_pending", "is the loop"),
    ("start", "is the threads"),
    ("run_forever", "is the threads"),
    ("serve", "is tokio"),
    ("serve_until", "is tokio"),
];

/// The public methods in a folder of the sources.
fn methods(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            methods(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let heads = text.lines().filter_map(|line| line.strip_prefix("    pub fn "));
        found.extend(heads.map(|head| head.split(['(', '<']).next().unwrap().to_owned()));
    }
}

#[test]
fn every_method_is_played_everywhere() {
    let mut all = Vec::new();
    for folder in ["src/job", "src/scheduler", "src/runner"] {
        methods(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
    }
    assert!(all.len() > 60, "only {all:?}");
    let is_played = |name: &str| [SCENES, STAGE].iter().any(|text| text.contains(&format!(".{name}(")));
    let is_elsewhere = |name: &str| ELSEWHERE.iter().any(|(other, _)| *other == name);
    let missing: Vec<&String> = all.iter().filter(|name| !is_played(name) && !is_elsewhere(name)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "to be played in behaviour.rs");
    let gone: Vec<&str> =
        ELSEWHERE.iter().map(|(name, _)| *name).filter(|name| !all.iter().any(|it| it == name)).collect();
    assert_eq!(gone, Vec::<&str>::new());
}
