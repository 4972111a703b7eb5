//! Code of the user, whose panic goes no further.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Calls code of the user; a panic comes back as its message.
pub(crate) fn quietly<T>(call: impl FnOnce() -> T) -> Result<T, Arc<str>> {
    catch_unwind(AssertUnwindSafe(call)).map_err(message)
}

/// What a panic said. Its payload may panic once more when it is dropped.
fn message(payload: Box<dyn Any + Send>) -> Arc<str> {
    let message: Arc<str> = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).into(),
        (_, Some(text)) => text.as_str().into(),
        _ => "a value that is no text".into(),
    };
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        #[expect(clippy::mem_forget, reason = "what panics while it is dropped cannot be dropped")]
        std::mem::forget(again);
    }
    message
}

/// Drops what may hold anything of the user.
pub(crate) fn discard<T>(value: T) {
    drop(quietly(|| drop(value)));
}
