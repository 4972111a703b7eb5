//! What a job is called in the chain, and when it comes among others.

use crate::JobBuilder;
use crate::fluent::Line;

use super::options::{put_tag, text};

/// What the job is called, and when it comes among others. These come in any order, among those that say when.
///
/// They belong to the chain that ends in [`run`](Self::run). A chain that only says when, such as
/// a part of [`any_of`](crate::any_of), is refused with them ([`Code::Expected`](crate::Code::Expected)).
impl JobBuilder {
    /// A tag, by which jobs are found, paused, run and cancelled together. More calls add tags.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().tag("mail").tag("nightly").run(|| ())?;
    /// assert_eq!(scheduler.tagged("mail").len(), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn tag(self, tag: impl Into<String>) -> Self {
        self.option("tag", Line::here(), |options| put_tag(&mut options.tags, tag))
    }

    /// Several tags.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).day().tags(["mail", "nightly"]).tag("cheap").run(|| ())?;
    /// assert_eq!(job.tags(), ["mail", "nightly", "cheap"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn tags<T: Into<String>>(self, tags: impl IntoIterator<Item = T>) -> Self {
        self.option("tags", Line::here(), |options| {
            for tag in tags {
                put_tag(&mut options.tags, tag);
            }
        })
    }

    /// A name that no other job has.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().named("backup").run(|| ())?;
    /// let error = scheduler.every(1).hour().named("backup").run(|| ()).unwrap_err();
    /// assert_eq!(error.code().as_str(), "duplicate");
    ///
    /// scheduler.every(1).hour().named("backup").replacing().run(|| ())?;
    /// assert_eq!(scheduler.jobs().len(), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn named(self, name: impl Into<String>) -> Self {
        self.option("named", Line::here(), |options| options.name = Some(text(name)))
    }

    /// Puts the job in the place of the one that has its name.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let before = scheduler.every(1).day().named("backup").run(|| ())?;
    /// let after = scheduler.every(1).hour().named("backup").replacing().run(|| ())?;
    /// assert!(!before.is_active() && after.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn replacing(self) -> Self {
        self.option("replacing", Line::here(), |options| options.replacing = true)
    }

    /// Among jobs that are due at the same time, those of higher priority run first; 0 by default.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let (sender, order) = std::sync::mpsc::channel();
    /// let second = sender.clone();
    /// scheduler.every(1).hour().run(move || drop(second.send("second")))?;
    /// scheduler.every(1).hour().priority(5).run(move || drop(sender.send("first")))?;
    /// scheduler.run_all();
    /// assert_eq!(order.recv().unwrap(), "first");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn priority(self, priority: i32) -> Self {
        self.option("priority", Line::here(), |options| options.priority = priority)
    }

    /// Runs once also now, that is in the next pass.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).day().immediately().run(|| ())?;
    /// std::thread::yield_now();
    /// while scheduler.run_pending().ran == 0 {}
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn immediately(self) -> Self {
        self.option("immediately", Line::here(), |options| options.immediately = true)
    }
}
