//! What asking somebody would cost in each of the coming weeks, if nothing else happens until then (MAT-3): rest
//! takes fatigue away, silence takes the chance of a yes away, and rules open and close on their days.

use super::acceptance;
use super::gate::Rule;
use super::index::Index;
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

/// The forecast for one kind of activity; nothing when the advocate is not in the index. Rules that depend on a deal
/// (rivals, language, hours in common) are left out.
pub fn forecast(index: &Index, now: DateTime<Utc>, advocate: AdvocateId, activity: ActivityType) -> Option<Forecast> {
    let row = &index.rows[index.position_of(advocate)?];
    let active = acceptance::active_by_silence();
    let today = now.date_naive();
    let days = (0..FORECAST_WEEKS as u64).map(|week| today + Days::new(7 * week));
    let week = |on: NaiveDate| {
        let standing = Standing::of(index, &Calendar::of(on), &active, row);
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
