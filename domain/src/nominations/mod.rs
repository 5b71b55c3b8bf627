//! Nominations: a colleague names somebody who should speak for us; somebody decides; the person says yes on their own
//! page.

mod form;
mod onboarding;
mod pages;

pub use form::{NominationDraft, NominationForm};
pub use onboarding::{Agreed, Onboarding, OnboardingForm, OnboardingPage};
pub use pages::{NominationList, NominationRow, NominationSort, NominationState};
