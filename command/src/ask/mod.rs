//! Questions about a file of jobs, answered from the file and its state while it runs or not.

pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod logs;
mod said;
pub(crate) mod status;
pub(crate) mod why;
