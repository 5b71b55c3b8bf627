//! All SQL on opportunities, their stages and their contacts.

pub mod edit;
pub mod list;
pub mod workplace;
