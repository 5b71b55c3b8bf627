//! Nominations: the form for any colleague, the list with its decisions, and the first visit of whoever was invited.

pub mod api;
mod form;
mod list;
#[cfg(feature = "ssr")]
mod onboarding;

// A page without a script has no place in the browser build.
#[cfg(not(feature = "ssr"))]
pub use crate::layout::Elsewhere as OnboardingPage;
pub use form::NewNominationPage;
pub use list::NominationsPage;
#[cfg(feature = "ssr")]
pub use onboarding::OnboardingPage;
