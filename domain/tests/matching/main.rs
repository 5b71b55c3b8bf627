//! The matching engine from outside: each rule by example, and the laws that hold for any input.

#![expect(clippy::unwrap_used, reason = "what the examples are made of is written here")]

mod changing;
mod comparing;
mod explaining;
mod forecasting;
mod gates;
mod golden;
mod laws;
mod misspelling;
mod moving;
mod sourcing;
#[path = "../../benches/world.rs"]
mod world;

use chrono::NaiveDate;
use domain::advocates::ActivityType;
use domain::ids::AdvocateId;
use domain::matching::{Candidate, Consent, Need};
use uuid::Uuid;

fn id(n: u128) -> AdvocateId {
    AdvocateId(Uuid::from_u128(n))
}

/// A day in the weeks around the run, which is on Saturday 21 November 2026.
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Somebody who may be asked for a call.
fn willing(n: u128) -> Candidate {
    let consents = vec![Consent { activity: ActivityType::ReferenceCall, until: None }];
    Candidate { consents, ..Candidate::active(id(n)) }
}

fn call() -> Need {
    Need::of(ActivityType::ReferenceCall)
}
