//! Texts that the Markdown parser panics on: mdBook would end, and we name the chapter.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `parse` returns, or `None` if it panics, which is not reported then.
pub(crate) fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_GUARDED.get() {
                report(info);
            }
        }));
    });
    let before = IS_GUARDED.replace(true);
    // Whatever `parse` has left half done is given up.
    let parsed = panic::catch_unwind(AssertUnwindSafe(parse));
    IS_GUARDED.set(before);
    parsed.ok()
}
