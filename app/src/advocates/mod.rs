//! Advocates: the directory, and one advocate's profile.

pub mod api;
mod directory;
mod load_chart;
mod overview;
mod portal_pause;
mod profile;
mod rows;
mod sections;
mod standing;

pub use directory::DirectoryPage;
pub(crate) use portal_pause::PauseSwitch;
pub use profile::{AvailabilityPage, ConsentPage, OverviewPage, ReferencesPage};
