//! Integration tests on a real Postgres: one binary, a file per feature.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is the failure message of a test")]
#![recursion_limit = "256"]

mod accounts;
mod advocate_records;
mod advocates;
mod ai;
mod ai_wire;
mod bulk;
mod deals;
mod deals_board;
mod duplicates;
mod embedded;
mod evidence;
mod exports;
mod home;
mod imports;
mod invitations;
mod jobs;
mod lists;
mod match_report;
mod matching;
mod matching_by_server;
mod matching_learning;
mod matching_settings;
mod matching_words;
mod nominations;
mod opportunities;
mod organisation_records;
mod organisations;
mod paper;
mod plan;
mod portal;
mod progress;
mod requests;
mod roster;
mod scheduling;
mod search;
mod story;
mod tenancy;
