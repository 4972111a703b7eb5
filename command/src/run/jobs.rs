//! The jobs of the file on the scheduler, and what a new file changes.

use std::collections::HashMap;
use std::sync::Arc;

use punctual::{Code, Overlap, Scheduler};

use super::running::Running;
use super::skips::Skips;
use crate::child::Children;
use crate::child::kept::Hear;
use crate::child::task::{About, Task};
use crate::child::trace::Trace;
use crate::file::{Delivery, File, Job};
use crate::log::Log;
use crate::state::{Act, Answer, Request};
use crate::width::width;

/// The jobs that are on the scheduler.
#[derive(Debug)]
pub(super) struct Jobs {
    scheduler: Scheduler,
    children: Arc<Children>,
    log: Log,
    trace: Option<Trace>,
    /// Whether what the commands print is written to the log.
    is_heard: bool,
    skips: Skips,
    known: HashMap<String, Known>,
}

#[derive(Debug)]
struct Known {
    job: Arc<Job>,
    /// None while it is not enabled, or has no slot left.
    added: Option<punctual::Job>,
    running: Running,
}

/// What a new file changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) removed: usize,
    pub(super) kept: usize,
}

impl Jobs {
    pub(super) fn new(
        scheduler: &Scheduler,
        children: &Arc<Children>,
        log: &Log,
        trace: Option<Trace>,
        skips: Skips,
        is_heard: bool,
    ) -> Self {
        Self {
            scheduler: scheduler.clone(),
            children: Arc::clone(children),
            log: log.clone(),
            trace,
            is_heard,
            skips,
            known: HashMap::new(),
        }
    }

    /// Makes the jobs those of this file. One that is as it was stays as it is.
    pub(super) fn apply(&mut self, file: File) -> Changes {
        self.log.fit(file.jobs.iter().map(|job| width(&job.name)).max().unwrap_or(0));
        let mut changes = Changes::default();
        let mut before = std::mem::take(&mut self.known);
        for job in file.jobs {
            let old = before.remove(&job.name);
            let known = match old {
                Some(old) if *old.job == job => {
                    changes.kept = changes.kept.saturating_add(1);
                    old
                }
                Some(old) => {
                    changes.changed = changes.changed.saturating_add(1);
                    self.add(job, old.added, old.running.of_next())
                }
                None => {
                    changes.added = changes.added.saturating_add(1);
                    self.add(job, None, Running::default())
                }
            };
            self.known.insert(known.job.name.clone(), known);
        }
        for old in before.into_values() {
            changes.removed = changes.removed.saturating_add(1);
            if let Some(added) = old.added {
                added.cancel();
            }
        }
        changes
    }

    /// What to answer to a request, and the job to carry it out on.
    pub(super) fn answer(&self, request: &Request) -> (Answer, Option<&punctual::Job>) {
        let known = self.known.get(&request.job);
        let Some((known, job)) = known.and_then(|known| Some((known, known.added.as_ref()?))) else {
            return (Answer::NotHere, None);
        };
        let is_busy = match known.job.settings.on_overlap {
            Overlap::Allow { .. } => false,
            Overlap::QueueOne => known.running.is_of_before(),
            _ => job.is_running() || known.running.is_of_before(),
        };
        if request.act == Act::Trigger && is_busy { (Answer::Busy, None) } else { (Answer::Done, Some(job)) }
    }

    fn hear(&self, name: &str) -> Option<Hear> {
        let (log, name) = (self.log.clone(), name.to_owned());
        self.is_heard.then(|| Arc::new(move |line: &str| log.printed(&name, line)) as Hear)
    }

    /// Puts a job on the scheduler, in the place of what it was before.
    fn add(&self, job: Job, before: Option<punctual::Job>, running: Running) -> Known {
        let was_paused = before.as_ref().is_some_and(punctual::Job::is_paused);
        if let Some(before) = before {
            before.cancel();
        }
        let job = Arc::new(job);
        if !job.settings.enabled {
            return Known { job, added: None, running };
        }
        let task = Task {
            job: Arc::clone(&job),
            children: Arc::clone(&self.children),
            log: self.log.clone(),
            hear: self.hear(&job.name),
            trace: self.trace.clone(),
        };
        let added = match add(&self.scheduler, task, self.skips.clone(), running.clone()) {
            Ok(added) => Some(added),
            Err(error) if error.code() == Code::Never => {
                self.log.warn(&job.name, "no slot of its schedule is left");
                None
            }
            Err(error) => {
                self.log.warn(&job.name, &format!("cannot be scheduled: {}", error.message()));
                None
            }
        };
        if let Some(added) = added.as_ref().filter(|_| was_paused) {
            added.pause();
        }
        Known { job, added, running }
    }
}

fn add(scheduler: &Scheduler, task: Task, skips: Skips, running: Running) -> Result<punctual::Job, punctual::Error> {
    let settings = &task.job.settings;
    let mut chain = scheduler
        .job(task.job.schedule.clone())
        .named(task.job.name.as_str())
        .tags(settings.tags.iter().map(String::as_str))
        .on_missed(settings.on_missed)
        .on_overlap(settings.on_overlap)
        .retry(settings.retry.times)
        .backoff(settings.retry.first_wait());
    if settings.delivery == Delivery::AtMostOnce {
        chain = chain.at_most_once();
    }
    if let Some(grace) = settings.grace {
        chain = chain.grace(grace);
    }
    if !matches!(settings.on_overlap, Overlap::Allow { .. }) {
        let (running, log, name) = (running.clone(), task.log.clone(), task.job.name.clone());
        chain = chain.only_if(move || {
            let is_free = !running.is_of_before();
            if !is_free {
                log.warn(&name, "a run of it from before the file changed goes on: this slot is left out");
            }
            is_free
        });
    }
    let name = task.job.name.clone();
    chain = chain.only_if(move || !skips.takes(&name));
    if let Some(condition) = settings.only_if.clone() {
        let task = task.clone();
        chain = chain.only_if(move || task.may_run(&condition));
    }
    chain.run_shared(move |run| {
        let _goes = running.begin();
        task.run(&About::of(run))
    })
}
