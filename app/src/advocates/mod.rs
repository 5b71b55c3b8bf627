//! Advocates: the directory, and one advocate's profile.

pub mod api;
mod directory;
mod load_chart;
mod overview;
#[cfg(feature = "ssr")]
mod portal_pause;
mod profile;
mod rows;
mod sections;
mod standing;

pub use directory::DirectoryPage;
// The portal carries no script, so it has no place in the browser build.
#[cfg(feature = "ssr")]
pub(crate) use portal_pause::PauseSwitch;
pub use profile::{AvailabilityPage, ConsentPage, OverviewPage, ReferencesPage};
