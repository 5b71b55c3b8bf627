//! The backend: use cases, Postgres, jobs and the HTTP edges that are not pages.
//!
//! The only crate that knows sqlx and secrets. Each feature is a folder whose `mod.rs` holds the use
//! cases (allow, load, decide, save, tell) and whose private `store` holds its SQL.
#![recursion_limit = "256"]

pub mod accounts;
pub mod advocates;
pub mod ai;
pub mod app;
pub mod bulk;
pub mod config;
pub mod ctx;
pub mod db;
pub mod duplicates;
pub mod error;
pub mod events;
pub mod evidence;
pub mod exports;
pub mod home;
pub mod http;
pub mod imports;
pub mod integrations;
pub mod jobs;
pub mod limits;
pub mod mail;
pub mod matching;
pub mod meanwhile;
pub mod nominations;
pub mod opportunities;
pub mod organisations;
pub mod paper;
pub mod plan;
pub mod progress;
pub mod requests;
#[cfg(not(feature = "testing"))]
mod roster;
#[cfg(feature = "testing")]
pub mod roster;
pub mod scheduling;
pub mod search;
pub mod secrets;
pub mod storage;
pub mod story;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
pub mod views;
