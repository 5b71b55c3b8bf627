//! All SQL of matching: what candidates are made of, what an opportunity needs, and what is kept.
//!
//! Candidates are read by a handful of set-based statements, never one by one: a company of 10,000
//! advocates costs as many round trips as one of ten.

pub(super) mod candidates;
pub(super) mod details;
pub(super) mod learning;
pub(super) mod listed;
pub(super) mod need;
pub(super) mod past;
pub(super) mod presets;
pub(super) mod runs;
pub(super) mod settings;
pub(super) mod suggest;
pub(super) mod wordings;
