//! The mailbox of the demo.

pub mod api;
mod mailbox;

pub use mailbox::MailboxPage;
