//! Reference requests: a rep's need, one ask at a time, the advocate's answer.
//!
//! For the rep: a draft from the deal's facts, whether the advocate can be asked right now, the
//! request and where it stands. For the advocate: what is asked, by whom and until when; yes or no.
//!
//! Tables: `requests`, `request_guests`, `asks`, and the ledger `touches`. Invariants held by the
//! database: one open ask per request, an advocate once per request, caps and rest at the moment of
//! asking (`asks_within_limits`), one answer per ask. An ask is refused when any rule closed between
//! match and send: the rules are read again in the transaction that asks, behind the advocate's lock.
//!
//! Events: `RequestSubmitted`, `RequestCancelled`, `AskSent`, `AskAccepted`, `AskDeclined`,
//! `AskExpired`, `AskWithdrawn`, `AskEndedByConsent`, `ConsentGiven`, `ConsentWithdrawn`. Readers: the jobs here write to the advocate and to the rep, and let
//! asks run out of time; scheduling sends the booking link.

mod answers;
mod consent;
mod draft;
pub mod jobs;
mod mails;
mod pages;
mod portal;
mod portal_home;
mod sheet;
mod store;
mod submit;
mod words;

pub use answers::{accept, decline, expire};
pub use consent::{give_consent, portal_consent, withdraw_consent};
pub use draft::draft;
pub use pages::{list, page};
pub use portal::{portal_ask, portal_requests, waiting};
pub use portal_home::portal_home;
pub use sheet::sheet;
pub use submit::{cancel, submit};
