//! What needs a hand on the connection.

use chrono::DateTime;

use crate::store::{NoRun, Slot, SqliteStore, Store, StoreFault};

struct Opened(SqliteStore);

impl Opened {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("punctual-unit-{}-{name}.db", std::process::id()));
        Self(SqliteStore::open(path).unwrap())
    }

    fn pragma(&self, name: &str, value: i64) {
        self.0
            .with(|it| it.pragma_update_and_check(None, name, value, |_| Ok(())))
            .or_else(|_| self.0.with(|it| it.pragma_update(None, name, value)))
            .unwrap();
    }

    fn skip(&self, minute: i64) -> Result<bool, StoreFault> {
        let at = DateTime::from_timestamp(minute.saturating_mul(60), 0).unwrap();
        let long = NoRun::Skipped("x".repeat(3_000).into());
        self.0.record(&Slot::new("job", at), &long, at).map_err(|error| error.fault())
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", self.0.path().display())));
        }
    }
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let store = Opened::new("full");
    store.pragma("max_page_count", 40);
    let (full, fault) = (0..).find_map(|minute| store.skip(minute).err().map(|fault| (minute, fault))).unwrap();
    assert_eq!(fault, StoreFault::Full);
    assert_eq!(i64::try_from(store.0.history("job", 999).unwrap().len()).unwrap(), full);
    assert_eq!(store.skip(full), Err(StoreFault::Full));
    store.pragma("max_page_count", 4_000);
    assert_eq!(store.skip(full), Ok(true));
}

#[test]
fn what_may_not_be_written_to_is_told_and_read() {
    let store = Opened::new("read");
    assert_eq!(store.skip(0), Ok(true));
    store.pragma("query_only", 1);
    assert_eq!(store.skip(1), Err(StoreFault::ReadOnly));
    assert_eq!(store.0.history("job", 9).unwrap().len(), 1);
    store.pragma("query_only", 0);
    assert_eq!(store.skip(1), Ok(true));
}

#[test]
fn what_was_written_is_on_the_disk() {
    let store = Opened::new("sync");
    let pragma =
        |name| store.0.with(|it| it.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)));
    assert_eq!(pragma("synchronous").unwrap(), rusqlite::types::Value::Integer(2));
    assert_eq!(pragma("journal_mode").unwrap(), rusqlite::types::Value::Text("wal".into()));
}
