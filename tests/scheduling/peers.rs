//! What people bring with them, under the name of where it comes from.

mod apscheduler;
mod sched;
mod schedule_tour;
mod sleep_loop;
mod threading_timer;
mod timeloop;
