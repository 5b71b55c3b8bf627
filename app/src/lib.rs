//! The pages of PeerChamps: rendered on the server, alive in the browser.
//!
//! `ui` is the design system, `layout` the frames around pages; every other folder is a feature.

pub mod layout;
pub mod paths;
pub mod ui;
