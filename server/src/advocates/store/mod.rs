//! All SQL on advocates, for their directory and their profiles.

pub mod directory;
pub mod edit;
pub mod many;
pub mod own_word;
pub mod photo;
pub mod profile;
pub mod timeline;
