//! Nominations: the form for any colleague, the list with its decisions, and the first visit of whoever was invited.

pub mod api;
mod form;
mod list;
mod onboarding;

pub use form::NewNominationPage;
pub use list::NominationsPage;
pub use onboarding::OnboardingPage;
