//! The rules of PeerChamps: pure functions over plain values, shared by the server and the browser.
//!
//! Nothing here does I/O or reads the clock; `now` and time-zone rules are arguments. What the
//! browser and the server must agree on (a rule, a limit, a permission, a label) lives here.

pub mod accounts;
pub mod advocates;
pub mod ai;
pub mod bulk;
pub mod duplicates;
pub mod event;
pub mod evidence;
pub mod files;
pub mod home;
pub mod ids;
pub mod imports;
pub mod jobs;
pub mod language;
pub mod lists;
pub mod mail;
pub mod matching;
pub mod money;
pub mod nominations;
pub mod opportunities;
pub mod organisations;
pub mod paging;
pub mod plan;
pub mod problem;
pub mod requests;
pub mod scheduling;
pub mod search;
pub mod tags;
pub mod time;
pub mod typed;
#[cfg(feature = "words")]
pub mod words;
