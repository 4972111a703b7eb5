//! The public names and signatures are those written down in `public-api.txt`, so that no change of
//! them goes unseen.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking, and is no API"
)]

use std::path::{Path, PathBuf};

/// The sources of the library, in order.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.ends_with("bin") {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// The public items of a file, as rustfmt leaves them: one a line, each with what it is in.
fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    // The type or trait whose braces are open, and the attributes above.
    let (mut inside, mut attributes) = (None::<String>, Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let word = line.trim_start();
        if line.starts_with("mod tests") || line.starts_with("macro_rules!") {
            break;
        }
        if word.starts_with("#[") || word.starts_with("///") {
            if word.starts_with("#[") {
                attributes.push(word.to_owned());
            }
            continue;
        }
        if line == "}" {
            inside = None;
        }
        let depth = line.len().saturating_sub(word.len());
        let is_head = depth == 0 && (word.starts_with("impl") || word.starts_with("pub "));
        let is_member = depth == 4
            && inside.as_ref().is_some_and(|it| {
                word.starts_with("pub ")
                    || (it.starts_with("pub trait") && (word.starts_with("fn ") || word.starts_with("type ")))
                    || (it.starts_with("pub enum") && word.starts_with(|c: char| c.is_ascii_uppercase()))
            });
        let said = std::mem::take(&mut attributes);
        if !is_head && !is_member {
            continue;
        }
        let mut item = word.to_owned();
        let is_function = item.contains("fn ");
        let ends = |item: &str| item.ends_with(['{', ';', '}']) || (!is_function && item.ends_with(','));
        while !ends(&item) || (item.matches('(').count() > item.matches(')').count()) {
            let Some(next) = lines.next() else { break };
            item.push(' ');
            item.push_str(next.trim());
        }
        // A list of names is closed on another line.
        while item.starts_with("pub use") && !item.ends_with(';') {
            let Some(next) = lines.next() else { break };
            item.push(' ');
            item.push_str(next.trim());
        }
        let opens = item.ends_with('{');
        let item = item.trim_end_matches(['{', ';', ',', ' ']).replace("( ", "(").replace(", )", ")");
        let hidden = said.iter().any(|it| it.contains("doc(hidden)"));
        let mut only = String::new();
        for attribute in said.iter().filter(|it| it.starts_with("#[cfg(feature")) {
            only = only + attribute + " ";
        }
        if is_head {
            inside = opens.then(|| item.clone());
            // What is derived is an implementation as any other.
            let derived = said.iter().find_map(|it| it.strip_prefix("#[derive(")?.strip_suffix(")]"));
            let target = name_in(&item).unwrap_or_default();
            let derived = derived.iter().flat_map(|it| it.split(", ")).map(|of| format!("impl {of} for {target}"));
            items.extend(derived.filter(|_| item.starts_with("pub ")));
            // Implementations count where they are of a trait; the others are shown by their members.
            if (item.starts_with("pub ") || item.contains(" for ")) && !hidden {
                items.push(format!("{only}{}", item.trim_end_matches(" {}").replace("fmt::", "")));
            }
        } else if let Some(inside) = inside.as_ref().filter(|_| !hidden) {
            let name = inside.trim_start_matches("pub ").split(" where ").next().unwrap_or(inside);
            items.push(format!("{only}{name} :: {}", item.trim_start_matches("pub ")));
        }
    }
    items
}

/// The name of a type or trait that an item declares.
fn name_in(item: &str) -> Option<&str> {
    let kinds = ["pub struct ", "pub enum ", "pub trait "];
    let rest = kinds.iter().find_map(|kind| item.split_once(kind).map(|it| it.1))?;
    rest.split(['<', ' ', ':', '(', ';']).next()
}

#[test]
fn the_listing_is_what_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    // Where an item lies inside is nobody's business: only the names that the root gives count.
    let root_file = root.join("src/lib.rs");
    let is_seen = |file: &PathBuf, item: &String| *file == root_file || !item.contains("pub use ");
    let items_of = |file: &PathBuf| items(&std::fs::read_to_string(file).unwrap());
    let all = files.iter().flat_map(|file| items_of(file).into_iter().filter(|item| is_seen(file, item)));
    let mut all: Vec<String> = all.collect();
    let public: Vec<String> = all.iter().filter_map(|item| name_in(item)).map(str::to_owned).collect();
    // What implements something for itself only is nobody's business.
    all.retain(|item| {
        let Some((of, target)) = item.split_once(" for ").filter(|_| item.contains("impl")) else { return true };
        let name = |text: &str| text.split(['<', ' ', ':']).next().unwrap_or_default().to_owned();
        let of = of.rsplit(' ').next().unwrap_or_default();
        item.contains(" :: ") || public.contains(&name(target)) || public.contains(&name(of))
    });
    all.sort();
    all.dedup();
    assert!(all.len() > 300, "only {}", all.len());
    let listing = root.join("public-api.txt");
    if std::env::var_os("PUNCTUAL_BLESS").is_some() {
        std::fs::write(&listing, all.join("\n") + "\n").unwrap();
    }
    let written = std::fs::read_to_string(&listing).unwrap_or_default();
    let written: Vec<&str> = written.lines().collect();
    let added: Vec<&String> = all.iter().filter(|item| !written.contains(&item.as_str())).collect();
    let gone: Vec<&&str> = written.iter().filter(|item| !all.iter().any(|it| it == *item)).collect();
    assert!(
        added.is_empty() && gone.is_empty(),
        "the public interface is not the one of public-api.txt:\nadded {added:#?}\ngone {gone:#?}\n\
         if it is meant: PUNCTUAL_BLESS=1 cargo test --test api, and a line in CHANGELOG.md"
    );
}

#[test]
fn what_is_public_is_found() {
    let text = "#[derive(Debug, Clone)]\npub struct Job {\n    pub(crate) id: u64,\n    pub name: String,\n}\n\nimpl Job {\n    #[cfg(feature = \"tokio\")]\n    pub fn wait<F>(\n        &self,\n        f: F,\n    ) -> u32\n    where\n        F: Fn(),\n    {\n    }\n    fn own(&self) {}\n    #[doc(hidden)]\n    pub fn hidden(&self) {}\n}\n\npub trait Clock {\n    fn now(&self) -> u32;\n}\n";
    assert_eq!(
        items(text),
        [
            "impl Debug for Job",
            "impl Clone for Job",
            "pub struct Job",
            "struct Job :: name: String",
            "#[cfg(feature = \"tokio\")] impl Job :: fn wait<F>(&self, f: F) -> u32 where F: Fn()",
            "pub trait Clock",
            "trait Clock :: fn now(&self) -> u32",
        ]
    );
}
