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

/// On docs.rs there are no files: what a page links to is a page there, by a definition of the same words above it.
#[test]
fn every_link_to_a_file_is_also_one_of_the_documentation() {
    let (library, mut seen) = (include_str!("../../src/lib.rs"), 0);
    let pages = library.split_inclusive(".md\")").filter_map(|part| part.rsplit_once("include_str!(\"../"));
    for (above, page) in pages {
        let page = folder(page.trim_end_matches("\")"));
        for (words, _) in definitions(&std::fs::read_to_string(&page).unwrap()) {
            seen += 1;
            let is_picture = words == "picture" && above.contains("terminal.link");
            assert!(is_picture || above.contains(&format!("[{words}]: ")), "[{words}] of {}", page.display());
        }
    }
    assert!(seen > 20, "only {seen} links found");
}
