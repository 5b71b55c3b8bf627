//! What the pages of scheduling show. Labels are made on the server, where zones are known.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AskLimits, Attendance, BookingDetails, BookingLimits, CallState, Exception, OpenHours};
use crate::ids::{CallId, OpportunityId};
use crate::time::ClockTime;

/// What the address of a calendar of free times asks for. Everything may be missing or nonsense.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `2026-11`
    pub month: Option<String>,
    /// `2026-11-24`
    pub day: Option<String>,
    /// IANA name.
    pub tz: Option<String>,
    /// A slot's key.
    pub slot: Option<String>,
}

/// One line of a zone select.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneChoice {
    /// IANA name.
    pub name: String,
    /// "London (GMT), now 10:34"
    pub label: String,
}

/// The advocate as a prospect sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    pub id: Uuid,
    pub name: String,
    pub first_name: String,
    pub title: String,
    pub organisation: String,
    pub organisation_id: Uuid,
}

/// What a booking link opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BookingVisit {
    /// Nothing is planned yet: choose a time.
    Choose(Box<BookingPage>),
    /// A call is planned: the link shows it.
    Booked(Box<BookedPage>),
}

/// The page with the calendar and the times of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingPage {
    pub company_id: Uuid,
    pub company: String,
    pub speaker: Speaker,
    /// What the talk is about.
    pub goal: String,
    pub topics: Vec<String>,
    pub minutes: u16,
    /// "You and Yara Sandhollow." and whether the company joins.
    pub joins: String,
    /// The prospect's own zone; empty while it is unknown. Links and forms carry it on.
    pub zone: String,
    pub zones: Vec<ZoneChoice>,
    /// "Lucía’s, Madrid (CET)": whose clock stands in while the prospect's zone is unknown.
    pub borrowed: Option<String>,
    pub month: MonthView,
    pub day: Option<DayView>,
    /// The planned time when a call is being moved.
    pub moving: Option<String>,
    /// A call that was cancelled, when that is why there is nothing planned.
    pub cancelled: Option<String>,
}

/// A month as a calendar shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthView {
    /// "November 2026"
    pub title: String,
    /// The neighbours that may hold free times, as `2026-12`.
    pub before: Option<String>,
    pub after: Option<String>,
    /// Empty cells before the first, weeks starting on Monday.
    pub blanks: u8,
    pub days: Vec<DayCell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCell {
    pub date: NaiveDate,
    pub number: u32,
    pub free: usize,
    pub is_today: bool,
    pub is_chosen: bool,
    /// "Tuesday 24 November, 3 times free"
    pub label: String,
}

/// The free times of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayView {
    /// "Tue 24 Nov"
    pub title: String,
    /// "Same time for Ingrid in London"; empty while there is only one clock to tell.
    pub speakers_clock: String,
    pub times: Vec<TimeChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeChoice {
    pub key: String,
    /// "14:00"
    pub from: String,
    /// "14:00 to 14:30"
    pub range: String,
    pub is_chosen: bool,
}

/// The form after a time was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailsPage {
    pub company_id: Uuid,
    pub company: String,
    pub speaker: Speaker,
    /// The slot's key; the form sends it, so that it books what it shows.
    pub slot: String,
    /// "Tuesday 24 November, 14:00 to 14:30"
    pub spoken: String,
    /// "London time (GMT)", or whose time it is while the prospect's zone is unknown.
    pub spoken_zone: String,
    /// The prospect's own zone; empty while it is unknown. The form sends it, so that it books what it shows.
    pub zone: String,
    /// "Held for you until 10:44"
    pub held: String,
    pub is_held: bool,
    /// The next free times, when the chosen one is not held any more.
    pub others: Vec<OtherTime>,
    pub typed: BookingDetails,
    /// The address came with the invitation.
    pub email_is_known: bool,
}

/// Another time to take without losing what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherTime {
    pub key: String,
    /// "Tue 24 Nov, 14:30"
    pub label: String,
}

/// A planned call as the prospect sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedPage {
    pub company_id: Uuid,
    pub company: String,
    pub speaker: Speaker,
    pub call: CallId,
    /// "Callum"
    pub first_name: String,
    /// "you, yara@… and Ingrid"
    pub invited: String,
    /// "Nov", "24"
    pub month_short: String,
    pub day_number: u32,
    /// "Tuesday, 14:00 to 14:30"
    pub spoken: String,
    /// "London time (GMT). Ingrid’s clock in Kolkata is 5 h 30 min later", or whose time it is while
    /// the prospect's zone is unknown.
    pub spoken_zone: String,
    pub meeting_url: String,
    pub google_url: String,
    pub outlook_url: String,
    /// The prospect's own zone; empty while it is unknown.
    pub zone: String,
    pub zones: Vec<ZoneChoice>,
    /// "Lucía’s, Madrid (CET)": whose clock stands in while the prospect's zone is unknown.
    pub borrowed: Option<String>,
    pub topics: Vec<String>,
    /// "Plans change. That is fine until 12:00 on Tue 24 Nov." or why it no longer is.
    pub policy: String,
    pub may_change: bool,
}

/// The advocate's hours as they edit them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvailabilityPage {
    /// What a save must name; somebody else's save in between is a conflict.
    pub version: i32,
    pub zone: String,
    pub zones: Vec<ZoneChoice>,
    pub hours: Vec<OpenHours>,
    pub exceptions: Vec<ExceptionLine>,
    pub limits: BookingLimits,
    /// The company's upper bound of calls a month.
    pub company_monthly_cap: u16,
    /// What holds for requests, and the programme's bounds.
    pub asking: AskLimits,
    pub company_asking: AskLimits,
    pub calls_this_month: i64,
    /// "November"
    pub this_month: String,
    pub week: WeekView,
    pub today: NaiveDate,
}

/// The form of the usual week, zone and limits as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveAvailability {
    pub version: i32,
    pub time_zone: String,
    pub notice_hours: u16,
    pub buffer_minutes: u16,
    pub calls_per_day: u16,
    pub calls_per_month: u16,
    pub requests_per_quarter: u16,
    pub rest_days: u16,
    /// Rows left empty are no hours.
    #[serde(default)]
    pub hours: Vec<HoursRow>,
}

/// One row of the week's form: weekday 1 is Monday, times as text of the half-hour grid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursRow {
    pub weekday: u8,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub until: String,
}

/// One or several days off in a row, or extra hours on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionLine {
    pub exception: Exception,
    /// The last day of a run of equal days off.
    pub last: NaiveDate,
    /// "Mon 21 Dec to Sun 3 Jan", "Sat 28 Nov, 10:00 to 12:00"
    pub label: String,
    pub note: String,
}

/// A week drawn from the same data as the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekView {
    /// "23 to 29 Nov"
    pub title: String,
    /// Addresses of the weeks beside it: their Mondays.
    pub before: Option<NaiveDate>,
    pub after: NaiveDate,
    pub days: Vec<WeekDay>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekDay {
    /// "Mon", 23
    pub name: String,
    pub number: u32,
    pub blocks: Vec<WeekBlock>,
}

/// A block of the week, in half hours of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekBlock {
    pub kind: BlockKind,
    pub from: ClockTime,
    pub until: ClockTime,
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    Open,
    Held,
    Booked,
    Off,
}

/// A call in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallLine {
    pub id: CallId,
    pub state: CallState,
    pub starts_at: DateTime<Utc>,
    /// "Tue 24 Nov, 14:00 GMT"
    pub when: String,
    pub advocate: String,
    pub advocate_id: Uuid,
    pub organisation: String,
    pub opportunity: OpportunityId,
    pub opportunity_name: String,
    pub prospect: String,
}

crate::text_enum! {
    /// The tabs of the list of calls.
    pub enum CallsTab {
        /// Still to end, soonest first.
        Planned => "planned",
        /// Over, and nobody said yet whether it took place.
        ToRecord => "record",
        Over => "over",
    }
}

impl CallsTab {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Planned => "Planned",
            Self::ToRecord => "To record",
            Self::Over => "Over",
        }
    }
}

/// A page of calls and the cursor of the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallsPage {
    pub lines: Vec<CallLine>,
    pub next: Option<String>,
}

/// One call with everybody in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPage {
    pub line: CallLine,
    /// "Tuesday 24 November, 14:00 to 14:30"
    pub spoken: String,
    /// "London time (GMT)"
    pub spoken_zone: String,
    pub meeting_url: String,
    pub guests: Vec<CallGuest>,
    pub note: String,
    pub goal: String,
    pub topics: Vec<String>,
    /// "Cancelled by the prospect on Fri 20 Nov, 10:00"
    pub ended: Option<String>,
    pub may_cancel: bool,
    pub policy: String,
    /// Who came, once that is recorded.
    pub attendance: Option<Attendance>,
    /// What the viewer may record now; empty when nothing.
    pub may_record: Vec<Attendance>,
}

/// The advocate's calendar for moving a call of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMovePage {
    pub line: CallLine,
    /// The planned time.
    pub spoken: String,
    pub zone: String,
    pub zones: Vec<ZoneChoice>,
    pub month: MonthView,
    pub day: Option<DayView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallGuest {
    pub name: String,
    /// Empty for those who may not see contact data.
    pub email: String,
}
