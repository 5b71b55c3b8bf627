//! The pages of PeerChamps. The server renders them; what moves in the browser is an island (`#[island]`).
//!
//! `ui` is the design system, `layout` the frames around pages; every other folder is a feature. The browser build
//! holds the islands and what they are made of: the modules without a condition.

#![recursion_limit = "256"]

pub mod api;
pub mod bulk;
pub mod imports;
pub mod matching;
pub mod opportunities;
pub mod paths;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod advocates;
#[cfg(feature = "ssr")]
pub mod ai;
#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod duplicates;
#[cfg(feature = "ssr")]
pub mod evidence;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod jobs;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod lists;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod nominations;
#[cfg(feature = "ssr")]
pub mod organisations;
#[cfg(feature = "ssr")]
pub mod plan;
#[cfg(feature = "ssr")]
pub mod requests;
#[cfg(feature = "ssr")]
pub mod scheduling;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod shell;
