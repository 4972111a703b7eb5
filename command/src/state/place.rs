//! Where the state of a file of jobs lies.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The state of this file, where nobody says another place.
pub(super) fn of(file: &Path) -> Result<PathBuf, String> {
    let whole = fs::canonicalize(file).or_else(|_| std::path::absolute(file)).unwrap_or_else(|_| file.to_owned());
    let stem = whole.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
    let hash = hash(whole.as_os_str().as_encoded_bytes());
    Ok(folder()?.join(format!("{stem}-{hash:016x}.db")))
}

/// The folder for the state of programs.
fn folder() -> Result<PathBuf, String> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    named("XDG_STATE_HOME")
        .or_else(|| named("HOME").map(|home| home.join(".local").join("state")))
        .or_else(|| named("LOCALAPPDATA"))
        .map(|folder| folder.join("punctual"))
        .ok_or_else(|| "no folder for state is known (HOME is not set); say --state PATH, or --no-state".to_owned())
}

/// The same for a path today and in ten years: FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_books() {
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
