//! All SQL on opportunities, their stages and their contacts.

pub mod activity;
pub mod board;
pub mod contacts;
pub mod edit;
pub mod list;
pub mod many;
pub mod notes;
pub mod workplace;
