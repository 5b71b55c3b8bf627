//! Where the reference of a deal stands, in one line: the column of the list.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::time::{clock, date_short, date_with_year};

crate::text_enum! {
    /// The furthest the latest request of a deal has come, or what the deal says when there is none.
    pub enum ReferenceState {
        NotNeeded => "not_needed",
        Needed => "needed",
        Draft => "draft",
        Requested => "requested",
        Accepted => "accepted",
        Booked => "booked",
        Held => "held",
        FeedbackDue => "feedback_due",
        Missed => "missed",
        /// Everybody asked so far said no or nothing.
        Declined => "declined",
    }
}

/// What the dot before the line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceTone {
    None,
    Waiting,
    Moving,
    Attention,
    Done,
}

/// The line and its tone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub state: ReferenceState,
    pub text: String,
}

impl Reference {
    /// `starts` is the start of the booked call and `today` the day, both where the reader is.
    pub fn of(
        state: ReferenceState,
        needed_by: Option<NaiveDate>,
        starts: Option<NaiveDateTime>,
        today: NaiveDate,
    ) -> Self {
        let text = match (state, needed_by, starts) {
            (ReferenceState::Needed, Some(day), _) if day < today => {
                format!("Was needed by {}", date_with_year(day, today))
            }
            (ReferenceState::Needed, Some(day), _) => format!("Needed by {}", date_with_year(day, today)),
            (ReferenceState::Booked, _, Some(starts)) => booked(starts, today),
            (state, _, _) => state.label().to_owned(),
        };
        Self { state, text }
    }

    pub const fn tone(&self) -> ReferenceTone {
        match self.state {
            ReferenceState::NotNeeded => ReferenceTone::None,
            ReferenceState::Draft | ReferenceState::Requested => ReferenceTone::Waiting,
            ReferenceState::Accepted | ReferenceState::Booked => ReferenceTone::Moving,
            ReferenceState::Needed
            | ReferenceState::FeedbackDue
            | ReferenceState::Missed
            | ReferenceState::Declined => ReferenceTone::Attention,
            ReferenceState::Held => ReferenceTone::Done,
        }
    }
}

impl ReferenceState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotNeeded => "Not needed yet",
            Self::Needed => "Needed",
            Self::Draft => "Request not sent",
            Self::Requested => "Requested",
            Self::Accepted => "Accepted, not booked",
            Self::Booked => "Booked",
            Self::Held => "Held",
            Self::FeedbackDue => "Held, feedback due",
            Self::Missed => "Missed",
            Self::Declined => "Declined, ask the next",
        }
    }
}

fn booked(starts: NaiveDateTime, today: NaiveDate) -> String {
    let time = clock(starts.time());
    match (starts.date() - today).num_days() {
        0 => format!("Booked, today {time}"),
        1 => format!("Booked, tomorrow {time}"),
        _ => format!("Booked, {}", date_short(starts.date())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn the_line_says_what_is_next_and_when() {
        let line = |state, needed: Option<u32>, starts: Option<u32>| {
            let starts = starts.and_then(|on| day(on).and_hms_opt(15, 0, 0));
            Reference::of(state, needed.map(day), starts, day(19)).text
        };

        assert_eq!(line(ReferenceState::Needed, Some(27), None), "Needed by Fri 27 Nov");
        assert_eq!(line(ReferenceState::Needed, Some(18), None), "Was needed by Wed 18 Nov");
        let far = Reference::of(ReferenceState::Needed, NaiveDate::from_ymd_opt(2199, 11, 27), None, day(19));
        assert_eq!(far.text, "Needed by Wed 27 Nov 2199");
        assert_eq!(line(ReferenceState::Booked, Some(27), Some(19)), "Booked, today 15:00");
        assert_eq!(line(ReferenceState::Booked, None, Some(20)), "Booked, tomorrow 15:00");
        assert_eq!(line(ReferenceState::Booked, None, Some(23)), "Booked, Mon 23 Nov");
        assert_eq!(line(ReferenceState::Accepted, Some(27), None), "Accepted, not booked");
        assert_eq!(line(ReferenceState::NotNeeded, None, None), "Not needed yet");
    }
}
