//! The statements. The clock of the database decides on leases.

macro_rules! now {
    () => {
        "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)"
    };
}

macro_rules! job {
    () => {
        "SELECT name, schedule, hash, paused, since,
                (SELECT MAX(slot) FROM punctual_run WHERE job = name AND by_hand = 0)
         FROM punctual_job"
    };
}

macro_rules! run {
    () => {
        " job, by_hand, slot, first, state, why, attempt, deaths, at_most_once, owner, started, ended, error "
    };
}

/// The slots that a new row answers for begin after those that were decided before: rows of one
/// job never overlap, so it is enough to look at the one before and at the one after.
macro_rules! first {
    () => {
        "MAX(?4, COALESCE((SELECT MAX(slot) + 1 FROM punctual_run WHERE job = ?1 AND by_hand = ?2 AND slot < ?3), ?4))"
    };
}
macro_rules! is_free {
    () => {
        "(?2 OR COALESCE((SELECT first FROM punctual_run WHERE job = ?1 AND by_hand = 0 AND slot > ?3
                          ORDER BY slot LIMIT 1), ?3 + 1) > ?3)"
    };
}

pub(super) const ADD: &str = "INSERT INTO punctual_job (name, schedule, hash, paused, since)
    VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";

pub(super) const CHANGE: &str = "INSERT INTO punctual_job (name, schedule, hash, paused, since)
    VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO UPDATE SET
    schedule = excluded.schedule, hash = excluded.hash, paused = excluded.paused, since = excluded.since";

pub(super) const UNCOVER: &str =
    "UPDATE punctual_run SET first = slot WHERE job = ?1 AND by_hand = 0 AND slot > ?2 AND first <= ?2";

pub(super) const JOB: &str = concat!(job!(), " WHERE name = ?1");

pub(super) const JOBS: &str = concat!(job!(), " ORDER BY name");

pub(super) const CLAIM: &str = concat!(
    "INSERT INTO punctual_run (job, by_hand, slot, first, state, attempt, deaths, at_most_once, owner, lease, started)
     SELECT ?1, ?2, ?3, ",
    first!(),
    ", 'running', 1, 0, ?5, ?6, ",
    now!(),
    " + ?7, ?8 WHERE ",
    is_free!(),
    " ON CONFLICT (job, by_hand, slot) DO UPDATE SET
        deaths = deaths + (state = 'running'), state = 'running', attempt = attempt + 1,
        at_most_once = excluded.at_most_once, owner = excluded.owner, lease = excluded.lease,
        started = excluded.started, ended = NULL, error = NULL
      WHERE (state = 'retrying' AND (lease <= ",
    now!(),
    " OR owner = excluded.owner))
         OR (state = 'running' AND lease <= ",
    now!(),
    " AND NOT punctual_run.at_most_once AND deaths < 2)
     RETURNING first, attempt, deaths"
);

pub(super) const GIVE_BACK: &str = "UPDATE punctual_run SET state = 'retrying', owner = NULL, lease = 0
    WHERE job = ?1 AND by_hand = ?2 AND slot = ?3 AND owner = ?4 AND state = 'running'";

pub(super) const RENEW: &str = concat!(
    "UPDATE punctual_run SET lease = ",
    now!(),
    " + ?6
     WHERE job = ?1 AND by_hand = ?2 AND slot = ?3 AND owner = ?4 AND attempt = ?5 AND state = 'running'"
);

/// Said again, it changes nothing more: an answer may have been lost.
pub(super) const FINISH: &str = concat!(
    "UPDATE punctual_run SET state = ?6, error = ?7, ended = ?8, lease = ",
    now!(),
    " + ?9
     WHERE job = ?1 AND by_hand = ?2 AND slot = ?3 AND owner = ?4 AND attempt = ?5 AND state IN ('running', 'retrying', ?6)"
);

pub(super) const RECORD: &str = concat!(
    "INSERT INTO punctual_run (job, by_hand, slot, first, state, why, attempt, deaths, at_most_once, ended)
     SELECT ?1, ?2, ?3, ",
    first!(),
    ", ?5, ?6, 0, 0, 0, ?7 WHERE ",
    is_free!(),
    " ON CONFLICT DO NOTHING"
);

/// By the index: it is asked often, and mostly in vain.
pub(super) const HAS_RUN_OUT: &str =
    concat!("SELECT 1 FROM punctual_run WHERE lease <= ", now!(), " AND owner IS NOT ?1 LIMIT 1");

pub(super) const CLOSE: &str = concat!(
    "UPDATE punctual_run SET state = CASE WHEN at_most_once THEN 'interrupted' ELSE 'quarantined' END,
        deaths = deaths + 1, lease = NULL, ended = ?2
     WHERE lease <= ",
    now!(),
    " AND owner IS NOT ?1 AND state = 'running' AND (at_most_once OR deaths >= 2) RETURNING",
    run!()
);

pub(super) const RUN_OUT: &str =
    concat!("SELECT", run!(), "FROM punctual_run WHERE lease <= ", now!(), " AND owner IS NOT ?1");

pub(super) const RELEASE: &str = "UPDATE punctual_run
    SET state = 'retrying', owner = NULL, lease = 0, deaths = 0, ended = NULL
    WHERE job = ?1 AND by_hand = ?2 AND slot = ?3 AND state = 'quarantined'";

pub(super) const HISTORY: &str = concat!(
    "SELECT * FROM (SELECT",
    run!(),
    "FROM punctual_run WHERE job = ?1 AND by_hand = 0 ORDER BY slot DESC LIMIT ?2)
     UNION ALL SELECT * FROM (SELECT",
    run!(),
    "FROM punctual_run WHERE job = ?1 AND by_hand = 1 ORDER BY slot DESC LIMIT ?2)
     ORDER BY 3 DESC, 2 DESC LIMIT ?2"
);

pub(super) const RETAIN: &str = "DELETE FROM punctual_run WHERE job = ?1 AND by_hand = ?2
    AND lease IS NULL AND state <> 'quarantined'
    AND slot < (SELECT MAX(slot) FROM punctual_run WHERE job = ?1 AND by_hand = ?2)
    AND (slot < ?4 OR slot <= (SELECT slot FROM punctual_run WHERE job = ?1 AND by_hand = ?2
                               AND ?3 IS NOT NULL ORDER BY slot DESC LIMIT 1 OFFSET COALESCE(?3, 0)))";
