//! Opportunities: the list, the workplace of one deal, and the form that makes and changes deals.
//!
//! Tables: `opportunities`, `opportunity_stages`, `opportunity_contacts`, `opportunity_notes`;
//! prospects and their people in `organisations` and `contacts`; reads requests, asks, calls,
//! matching runs and events.
//! Invariants: nobody sees a deal out of their reach (404); facts that another system masters are
//! never taken from the form; a write names the version it saw and is refused, with who changed
//! what, when that is not the latest; a note is changed by its author alone, and a deleted one can be
//! brought back for some minutes. Events: `OpportunityCreated`, `OpportunityChanged`, `NoteWritten`,
//! `NoteChanged`, `NoteDeleted`, `NoteRestored`.

mod activity;
mod board;
mod contacts;
mod edit;
mod list;
mod many;
mod notes;
mod people;
mod sheet;
mod store;
mod workplace;

pub use board::{board, move_deal};
pub(crate) use edit::{add_need, may_change};
pub use edit::{form, save};
pub use list::list;
pub use many::{called, change_many, found, owner_choices, put_back_many};
pub use notes::{ForgetNote, delete_note, restore_note, save_note};
pub use people::{contacts, remove_contact, save_contact};
pub use sheet::sheet;
pub use workplace::workplace;

use domain::accounts::{Permission, Viewer};
use domain::opportunities::{Outcome, StagePlace};

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

/// The reader's zone and the day it is there.
fn today(viewer: &Viewer, now: chrono::DateTime<chrono::Utc>) -> (chrono_tz::Tz, chrono::NaiveDate) {
    let zone = domain::time::zones::find(&viewer.time_zone).unwrap_or(chrono_tz::Tz::UTC);
    (zone, domain::time::zones::today(now, zone))
}

async fn reach(tx: &mut Tx, viewer: &Viewer, permission: Permission) -> Result<Reach> {
    Reach::of(tx, viewer, viewer.scope(permission)).await
}

fn stage(name: String, place: i64, of: i64, is_closed: bool, is_won: bool) -> StagePlace {
    let small = |number: i64| u8::try_from(number).unwrap_or(u8::MAX);
    let outcome = match (is_closed, is_won) {
        (false, _) => Outcome::Open,
        (true, true) => Outcome::Won,
        (true, false) => Outcome::Lost,
    };
    StagePlace { name, place: if is_closed { 0 } else { small(place) }, of: small(of), outcome }
}
