//! Advocates: the directory, one advocate's profile, adding, changing and moving them, and what an advocate allows:
//! pauses and consents.
//!
//! Tables: `advocates`, `advocate_outcomes`, `advocate_moves`, `consents`, `advocate_hours`,
//! `availability_exceptions`, `touches`, `vetoes`, `shields`, `advocate_pauses`; reads organisations, asks, requests,
//! calls and deals. Invariants: a success manager sees and changes their own customers' advocates;
//! agents see names and organisations only; an analyst sees no address and no private note; of the
//! support desk everybody sees a class, never a ticket. Every figure is computed from the records,
//! none is kept, but in memory for as long as no record changes (`crate::roster`); pauses and consents only grow.
//! Somebody's own limits are never looser than the company's; a move follows the table of moves and is
//! noted with who and why. A bulk edit changes many under the same rules (`many`). Events: `AdvocateCreated`, `AdvocateChanged`,
//! `AdvocateMoved`, `AdvocatePhotoChanged`, `RequestsPaused`, `RequestsResumed`.

mod consent;
mod directory;
mod edit;
mod life;
mod many;
mod newcomer;
mod pause;
mod photo;
mod profile;
pub mod routes;
mod sheet;
mod store;
mod talk;
mod timeline;
mod words;

pub use consent::{consents, record_consent};
pub use directory::directory;
pub use edit::{advocate_form, owners, save_advocate};
pub use life::move_advocate;
pub use many::{called, change_many, found, owner_choices, put_back_many};
pub(crate) use newcomer::customer_nearly_named;
pub use newcomer::{add_advocate, new_advocate};
pub use pause::{current_pause, lock, pause, resume};
pub use photo::{photo, set_photo};
pub use profile::{is_in_sight, profile};
pub use sheet::sheet;
pub use talk::{Talk, talk};

use domain::accounts::{Permission, Scope, Viewer};
use domain::advocates::Support;
use domain::ids::UserId;
use domain::matching::{Fatigue, Load, ShieldClass};

/// Whose customers' advocates the reader is kept to; nothing when they see all.
fn customers_of(viewer: &Viewer) -> Option<UserId> {
    (viewer.scope(Permission::ViewAdvocates) != Scope::All).then_some(viewer.user)
}

fn support(class: Option<ShieldClass>, closes: Option<bool>) -> Support {
    match (class, closes) {
        (None, _) => Support::Healthy,
        (Some(class), Some(true)) => Support::Closed(class),
        (Some(class), _) => Support::Softened(class),
    }
}

fn fatigue(load: i32) -> Fatigue {
    Load::of(std::iter::once((0, u32::try_from(load).unwrap_or(0)))).fatigue()
}
