//! Deals that need a reference: the list, the workplace of one deal, and the form that changes it.

mod draft;
mod fields;
mod form;
mod list;
mod reference;
mod stage;
mod workplace;

pub use draft::{ContactDraft, Draft, Facts, Needs};
pub use fields::{Field, Mastery, Source};
pub use form::{CONTACT_ROWS, ChosenStage, ContactInput, FormPage, OpportunityForm, OwnerChoice};
pub use list::{
    BestMatch, ListAddress, ListSort, OpportunityList, OpportunityRow, OrganisationName, PersonName, SavedView,
};
pub use reference::{Reference, ReferenceState, ReferenceTone};
pub use stage::{Outcome, StagePlace};
pub use workplace::{ActivityRow, CallRow, ContactRow, RequestRow, Section, Shown, Workplace, WorkplaceHeader};
