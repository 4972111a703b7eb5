//! The links of the pages lead somewhere.

use std::path::{Path, PathBuf};

use super::folder;

fn pages(within: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(within).unwrap() {
        let path = entry.unwrap().path();
        let is_ours = !path.ends_with("target") && !path.file_name().unwrap().to_str().unwrap().starts_with('.');
        if path.is_dir() && is_ours {
            pages(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            found.push(path);
        }
    }
}

/// The definitions of a page: the words of a link, and where it leads.
fn definitions(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.strip_prefix('[')?.split_once("]: "))
}

#[test]
fn every_link_to_a_file_finds_it() {
    let (mut all, mut seen) = (Vec::new(), 0);
    pages(&folder(""), &mut all);
    for page in all {
        let text = std::fs::read_to_string(&page).unwrap();
        let inline = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        for link in inline.chain(definitions(&text).map(|(_, link)| link)) {
            let file = link.split('#').next().unwrap();
            if !file.is_empty() && !file.contains(':') {
                seen += 1;
                assert!(page.with_file_name(file).exists(), "{link} in {}", page.display());
            }
        }
    }
    assert!(seen > 20, "only {seen} links found");
}

/// On docs.rs there are no files, so what the README links to is a page there.
#[test]
fn every_link_of_the_readme_is_also_one_of_the_documentation() {
    let (readme, library) = (include_str!("../../README.md"), include_str!("../../src/lib.rs"));
    let mut seen = 0;
    for (words, file) in definitions(readme).filter(|(words, _)| *words != "picture") {
        seen += 1;
        assert!(library.contains(&format!("[{words}]: guide::")), "[{words}] in src/lib.rs");
        assert!(library.contains(&format!("include_str!(\"../{file}\")")), "{file} in src/lib.rs");
    }
    assert!(seen > 10 && !readme.contains("]("), "a link that src/lib.rs cannot lead elsewhere");
}
