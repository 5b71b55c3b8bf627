//! Deals that need a reference: the list, the workplace of one deal, and the form that changes it.

mod bands;
mod board;
mod contact;
mod draft;
mod fields;
mod form;
mod list;
mod note;
mod reference;
mod stage;
mod workplace;

pub use bands::{AmountBand, CloseWindow, NeedsReference};
pub use board::{Board, BoardAddress, BoardCard, BoardColumn, MoveDeal};
pub use contact::{CONTACTS, ContactForm, ContactsPage, Person};
pub use draft::{ContactDraft, Draft, Facts, Needs};
pub use fields::{Field, Mastery, Source};
pub use form::{CONTACT_ROWS, ChosenStage, ContactInput, FormPage, OpportunityForm, OwnerChoice};
pub use list::{BestMatch, ListSort, OpportunityList, OpportunityRow, OrganisationName, PersonName, SavedView};
pub use note::{NOTE_CHARS, NoteForm, NoteRow, Notes, UNDO_WINDOW};
pub use reference::{Reference, ReferenceState, ReferenceTone};
pub use stage::{Outcome, StageMove, StagePlace};
pub use workplace::{
    Activity, ActivityRow, CallRow, ContactRow, RequestRow, Section, Shown, Workplace, WorkplaceHeader,
};
