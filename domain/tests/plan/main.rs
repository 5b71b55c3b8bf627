//! The book-wide plan from outside: against an oracle that tries everything, against greedy, and on
//! books that come out of the matching engine.

#![expect(clippy::unwrap_used, reason = "what the examples are made of is written here")]

mod examples;
mod from_matching;
mod laws;
mod oracle;
#[path = "../../benches/world.rs"]
mod world;

use domain::ids::{AdvocateId, RequestId};
use domain::plan::{Offer, Seat, Want};
use uuid::Uuid;

fn advocate(n: u128) -> AdvocateId {
    AdvocateId(Uuid::from_u128(n))
}

fn request(n: u128) -> RequestId {
    RequestId(Uuid::from_u128(n))
}

fn want(n: u128, names: u8, offers: &[(u128, i32)]) -> Want {
    let offers = offers.iter().map(|(n, points)| Offer { advocate: advocate(*n), points: *points }).collect();
    Want { request: request(n), names, offers }
}

fn seat(n: u128, surcharges: &[i32]) -> Seat {
    Seat { advocate: advocate(n), surcharges: surcharges.to_vec() }
}

fn taking_of(book: &domain::plan::Book, of: u128, who: u128) -> Option<domain::plan::Taking> {
    domain::plan::taking(book, request(of), advocate(who))
}
