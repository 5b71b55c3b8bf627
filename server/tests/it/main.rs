//! Integration tests on a real Postgres: one binary, a file per feature.

#![recursion_limit = "256"]

mod embedded;
mod home;
mod imports;
mod matching;
mod scheduling;
mod story;
