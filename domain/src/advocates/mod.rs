//! Customers who agree to speak: where they stand, what they consented to, how often they may be asked.

mod consent;
mod directory;
mod pause;
mod persona;
mod profile;
mod standing;
mod status;

pub use consent::{ConsentDecision, ConsentSource, ConsentTerm, LedgerRow, OwnConsent, OwnConsents, Purpose};
pub use directory::{AdvocateRow, Directory, DirectoryAddress, DirectorySort, Facet, NameRow, ReadinessCount, Support};
pub use pause::{Pause, PauseDecision, read_resume_day};
pub use persona::Persona;
pub use profile::{
    Available, ConsentRow, DayOff, Given, HistoryRow, HourRow, LoadMonth, OutcomeRow, PauseRow, Profile, ProfileHeader,
    ProfileKpis, ProfileOverview, ProfileSection, ProfileShown,
};
pub use standing::{ActivityType, Lifecycle, ReferenceStatus};
pub use status::{Readiness, Status};
