//! Nominations: who should speak for us, from a colleague's hint to the first visit of the portal.
//!
//! Any colleague names somebody; whoever looks after that customer, or the whole programme, approves or declines with a
//! reason. Approval makes the advocate, a sign-in without a password, and a personal link by mail; on the first visit
//! the person confirms the facts, chooses what to agree to, and sets limits and hours. Only then can they be asked.
//!
//! Tables: `nominations`, `advocate_invitations`; writes advocates, users, consents and hours. Invariants: one open
//! nomination and one advocate per address; a nomination is decided once; nobody agrees for somebody else: consents are
//! written here only by the person. Events: `NominationMade`, `NominationApproved`, `NominationDeclined`,
//! `AdvocateInvitedAgain`, `AdvocateOnboarded`. Readers: the jobs here write to the person and to the nominator.

mod decide;
mod invitation;
pub mod jobs;
mod list;
mod nominate;
mod onboarding;
pub mod routes;
mod sheet;
mod store;

pub use decide::{approve, decline, invite_again};
pub use invitation::enter;
pub use list::list;
pub use nominate::nominate;
pub use onboarding::{finish, onboarding};
pub use sheet::sheet;

use domain::accounts::{Permission, Scope, Viewer};
use domain::ids::UserId;

/// Whose customers' nominations somebody may decide; nothing when all.
fn decides_for(viewer: &Viewer) -> Option<UserId> {
    (viewer.scope(Permission::EditAdvocates) != Scope::All).then_some(viewer.user)
}
