//! Advocates: the directory, and one advocate's profile.

pub mod api;
mod directory;
mod edit;
mod fields;
mod life;
mod load_chart;
mod newcomer;
mod overview;
#[cfg(feature = "ssr")]
mod portal_pause;
mod profile;
mod rows;
mod sections;
mod standing;
mod timeline;

pub use directory::DirectoryPage;
pub use edit::EditAdvocatePage;
pub use newcomer::NewAdvocatePage;
// The portal carries no script, so it has no place in the browser build.
#[cfg(feature = "ssr")]
pub(crate) use portal_pause::PauseSwitch;
pub use profile::{AvailabilityPage, ConsentPage, OverviewPage, ReferencesPage, TimelinePage};
