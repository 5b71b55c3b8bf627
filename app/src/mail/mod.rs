//! The mailbox of the demo.

pub mod api;
// Without a script, so without a place in the browser build (see `layout::Elsewhere`).
#[cfg(feature = "ssr")]
mod mailbox;

#[cfg(not(feature = "ssr"))]
pub use crate::layout::Elsewhere as MailboxPage;
#[cfg(feature = "ssr")]
pub use mailbox::MailboxPage;
