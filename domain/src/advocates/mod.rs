//! Customers who agree to speak: where they stand, what they consented to, how often they may be asked.

mod consent;
mod directory;
mod draft;
mod fields;
mod form;
mod judged;
mod lifecycle;
mod newcomer;
mod pause;
mod persona;
mod profile;
mod span;
mod standing;
mod status;
mod timeline;

pub use consent::{ConsentDecision, ConsentSource, ConsentTerm, LedgerRow, OwnConsent, OwnConsents, Purpose};
pub use directory::{AdvocateRow, Directory, DirectorySort, NameRow, ReadinessCount, Support, SupportLight};
pub use draft::{AdvocateDraft, OutcomeDraft, Policy};
pub use fields::{AdvocateField, Seniority};
pub use form::{AdvocateForm, AdvocateFormPage, Named, OUTCOMES, OutcomeInput};
pub use judged::{Customer, Facts, Judged, Limits, Mark, Marked};
pub use lifecycle::{LifeCard, Move, MoveForm, REASON_CHARS};
pub use newcomer::{Known, NewAdvocateForm, NewAdvocatePage, Newcomer, is_similar};
pub use pause::{Pause, PauseDecision, read_resume_day};
pub use persona::Persona;
pub use profile::{
    Available, ConsentRow, DayOff, Given, HistoryRow, HourRow, LoadMonth, OutcomeRow, PauseRow, Profile, ProfileHeader,
    ProfileKpis, ProfileOverview, ProfileSection, ProfileShown,
};
pub use span::Span;
pub use standing::{ActivityType, Lifecycle, ReferenceStatus};
pub use status::{Readiness, Status, tired_from};
pub use timeline::{Timeline, TimelineKind, TimelineRow};
