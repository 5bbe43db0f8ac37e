//! Readers of what authors and other programs have written.

pub(crate) mod encoding;
pub(crate) mod fields;
pub(crate) mod kinds;
pub(crate) mod list;
