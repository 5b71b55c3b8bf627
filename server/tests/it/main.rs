//! Integration tests on a real Postgres: one binary, a file per feature.

#![recursion_limit = "256"]

mod advocates;
mod embedded;
mod home;
mod imports;
mod matching;
mod opportunities;
mod scheduling;
mod story;
