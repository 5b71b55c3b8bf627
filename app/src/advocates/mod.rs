//! Advocates: the directory, and one advocate's profile.

pub mod api;
mod directory;
mod edit;
mod fields;
mod life;
mod load_chart;
mod newcomer;
mod overview;
mod portal_pause;
mod profile;
mod receptive;
mod rows;
mod sections;
mod standing;
mod timeline;

pub use directory::DirectoryPage;
pub use edit::EditAdvocatePage;
pub use newcomer::NewAdvocatePage;
pub(crate) use portal_pause::PauseSwitch;
pub use profile::{AvailabilityPage, ConsentPage, OverviewPage, ReferencesPage, TimelinePage};
