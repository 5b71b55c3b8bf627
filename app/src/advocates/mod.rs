//! Advocates: the directory, and one advocate's profile.

mod api;
mod directory;
mod load_chart;
mod overview;
mod profile;
mod rows;
mod sections;
mod standing;

pub use directory::DirectoryPage;
pub use profile::{AvailabilityPage, ConsentPage, OverviewPage, ReferencesPage};
