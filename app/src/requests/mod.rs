//! Reference requests: the list, a new one, one in detail; and what the advocate sees of them.

pub mod api;
mod list_page;
mod new_page;
mod portal_ask;
mod portal_consent;
mod portal_home;
mod portal_no;
mod portal_own_word;
mod portal_requests;
mod portal_waiting;
mod request_page;

pub use list_page::RequestsPage;
pub use new_page::NewRequestPage;
pub use portal_ask::PortalAskPage;
pub use portal_consent::PortalConsentPage;
pub use portal_home::PortalHomePage;
pub use portal_requests::PortalRequestsPage;
pub use request_page::RequestPage;

use chrono::NaiveDate;
use domain::requests::{AskState, RequestState};
use domain::time::date_short;

use crate::ui::Tone;

/// The tone a request's state is shown in.
fn tone(state: RequestState) -> Tone {
    match state {
        RequestState::Scheduled | RequestState::Accepted => Tone::Brand,
        RequestState::Completed | RequestState::Closed => Tone::Success,
        state if state.waits_for_rep() => Tone::Warning,
        _ => Tone::Neutral,
    }
}

fn ask_tone(state: AskState) -> Tone {
    match state {
        AskState::Sent => Tone::Brand,
        AskState::Accepted => Tone::Success,
        AskState::Declined | AskState::Expired => Tone::Warning,
        AskState::Withdrawn => Tone::Neutral,
    }
}

/// "Fri 27 Nov, in 8 days".
fn deadline(day: NaiveDate, today: NaiveDate) -> String {
    let away = match (day - today).num_days() {
        days if days < -1 => format!("{} days ago", -days),
        -1 => "yesterday".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    format!("{}, {away}", date_short(day))
}
