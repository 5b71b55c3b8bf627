//! The book-wide plan (MAT-7): which advocates to hold for which open request, over all of them at
//! once, so that nobody is asked more than they bear and no request is left with the crumbs.
//!
//! Ranking answers one request. When fifty requests are open, the same few people are first on most
//! of the lists; whoever is matched first takes them. The plan weighs all requests together: a
//! minimum-cost flow from requests through offers to the asks that each advocate still has this
//! month, where each further ask of the same person costs more than the one before.
//!
//! 1. [`Book::new`] takes what each request could have ([`Want`]) and what each advocate still
//!    bears ([`Seat`]); both come out of the matching engine, so nobody behind a closed gate is in it.
//! 2. [`plan`] solves it, then raises the floor under the worst-served requests step by step, in the
//!    manner of PR4A (Stelmakh, Shah, Singh 2019: "PeerReview4All") as far as that costs little.
//! 3. [`trade_curve`] says what quality is left at each limit on the busiest advocate; [`taking`] says
//!    whom it costs what when one request takes somebody whatever the plan says.
//!
//! Invariants, held by `tests/plan`: the plan is the best there is (against an oracle that tries
//! everything); greedy never beats it on the same book; no capacity is exceeded; nobody is on a
//! shortlist twice or without an offer; the order of the input changes nothing.
//!
//! Everything is a whole number of milli-points: equal inputs give equal plans on every machine.
//!
//! What the page shows (`pages`) is for both sides; the rest is on the server only (feature `plan`).

#[cfg(feature = "plan")]
mod book;
#[cfg(feature = "plan")]
mod floors;
#[cfg(feature = "plan")]
mod flow;
#[cfg(feature = "plan")]
mod greedy;
#[cfg(feature = "plan")]
mod held;
mod pages;
#[cfg(feature = "plan")]
mod shortlist;
#[cfg(feature = "plan")]
mod trade;

#[cfg(feature = "plan")]
pub use book::{Book, MOST_OFFERS, Offer, Seat, UNFILLED, Want};
#[cfg(feature = "plan")]
pub use greedy::{first_come, highest_first};
#[cfg(feature = "plan")]
pub use held::{Cost, HeldFor, Taking, taking};
pub use pages::{
    Figures, PlanCost, PlanHeld, PlanName, PlanPage, PlanRow, PlanTaking, PlanTried, RECRUITS_MOST, Segment, Tradeoff,
    TriedRow,
};
#[cfg(feature = "plan")]
pub use shortlist::{Line, Name, Plan};
#[cfg(feature = "plan")]
pub use trade::trade_curve;

/// The plan for a book: the best flow with floors as high as they come cheaply.
#[cfg(feature = "plan")]
pub fn plan(book: &Book) -> Plan {
    let best = flow::solve(book);
    let assignment = floors::raise(book, best);
    Plan::of(book, &assignment)
}

/// The best flow alone, without floors: the most that any plan of this book is worth.
#[cfg(feature = "plan")]
pub fn plan_without_floors(book: &Book) -> Plan {
    Plan::of(book, &flow::solve(book))
}
