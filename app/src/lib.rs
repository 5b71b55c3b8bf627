//! The pages of PeerChamps: rendered on the server, alive in the browser.
//!
//! `ui` is the design system, `layout` the frames around pages; every other folder is a feature.

#![recursion_limit = "256"]

pub mod accounts;
pub mod advocates;
pub mod api;
pub mod app;
pub mod evidence;
pub mod home;
pub mod imports;
pub mod jobs;
pub mod layout;
pub mod lists;
pub mod mail;
pub mod matching;
pub mod nominations;
pub mod opportunities;
pub mod paths;
pub mod requests;
pub mod scheduling;
pub mod search;
pub mod session;
pub mod shell;
pub mod ui;
