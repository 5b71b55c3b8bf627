//! The whole product on a real Postgres, through its own router: who may do what, and what never
//! leaves its company.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is the failure message of a test")]
#![recursion_limit = "256"]

mod access;
mod addresses;
mod booking;
mod bulk;
mod canary;
mod first_reading;
mod head;
mod quotations;
mod second_round;
mod session;
mod table;
mod world;
