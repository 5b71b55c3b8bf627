//! Advocates: the directory, and one advocate's profile.

mod api;
mod directory;
mod edit;
mod fields;
mod life;
mod load_chart;
mod newcomer;
mod overview;
mod profile;
mod rows;
mod sections;
mod standing;
mod timeline;

pub use directory::DirectoryPage;
pub use edit::EditAdvocatePage;
pub use newcomer::NewAdvocatePage;
pub use profile::{AvailabilityPage, ConsentPage, OverviewPage, ReferencesPage, TimelinePage};
