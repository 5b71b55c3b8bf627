//! What asking somebody would cost in each of the coming weeks, if nothing else happens until then than the calls that are
//! booked (MAT-3): rest takes fatigue away, silence takes the chance of a yes away, and rules open and close on their days.
//!
//! A booked call counts from its day on, as if it were held: it tires, the cooling off starts with it, and they are heard.

use super::acceptance::RanOut;
use super::candidate::Touch;
use super::gate::Rule;
use super::index::{Index, TouchRow, day_number};
use super::standing::Standing;
use super::window::Calendar;
use crate::advocates::ActivityType;
use crate::ids::AdvocateId;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Two months: after that every touch of today is forgotten.
pub const FORECAST_WEEKS: usize = 9;
/// Milli-points that nobody waits for.
const WORTH_WAITING: u16 = 500;

/// One week, on the same weekday as today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    pub on: NaiveDate,
    /// The chance of a yes in thousandths.
    pub chance: u16,
    /// What fatigue costs then, in milli-points.
    pub price: u16,
    /// The decisive rule that holds them back on that day.
    pub closed: Option<Rule>,
}

/// The coming weeks of one advocate, this one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast(pub Vec<Week>);

/// The forecast for one kind of activity, with the calls that are booked; nothing when the advocate is not in the index.
/// Rules that depend on a deal (rivals, language, hours in common) are left out.
pub fn forecast(
    index: &Index,
    now: DateTime<Utc>,
    advocate: AdvocateId,
    activity: ActivityType,
    booked: &[Touch],
) -> Option<Forecast> {
    let row = &index.rows[index.position_of(advocate)?];
    let today = now.date_naive();
    let days = (0..FORECAST_WEEKS as u64).map(|week| today + Days::new(7 * week));
    let week = |on: NaiveDate| {
        // Today says what the ranking says: a call later today is not held yet.
        let held = booked.iter().filter(|call| today < on && call.on <= on);
        let held: Vec<TouchRow> =
            held.map(|call| TouchRow { day: day_number(call.on), kind: call.kind, cost: call.cost }).collect();
        let mut row = *row;
        if let Some(heard) = held.iter().map(|call| call.day).max().filter(|day| *day >= row.last_heard) {
            (row.last_heard, row.unanswered) = (heard, RanOut::default());
        }
        let standing = Standing::after(index, &Calendar::of(on), &row, &held);
        let closed = standing.closed_to(activity).decisive();
        Week { on, chance: standing.acceptance.chance, price: standing.load.price, closed }
    };
    Some(Forecast(days.map(week).collect()))
}

/// Whether to ask now or to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Held back all the time that is looked at.
    Closed(Rule),
    /// Held back now; open from this week on.
    OpensOn(Rule, Week),
    /// Waiting makes nothing cheaper that anybody would notice.
    AskNow(Week),
    /// In this week asking costs least; before it, it is dearer.
    CheaperOn { now: Week, then: Week },
}

impl Forecast {
    /// Nothing for a forecast without weeks.
    pub fn advice(&self) -> Option<Advice> {
        let now = self.0.first()?;
        let open = || self.0.iter().filter(|week| week.closed.is_none());
        if let Some(rule) = now.closed {
            return Some(open().next().map_or(Advice::Closed(rule), |week| Advice::OpensOn(rule, *week)));
        }
        let least = open().map(|week| week.price).min()?;
        if now.price - least < WORTH_WAITING {
            return Some(Advice::AskNow(*now));
        }
        open().find(|week| week.price == least).map(|then| Advice::CheaperOn { now: *now, then: *then })
    }
}
