//! What the portal's home shows of an advocate's calendar; read in the caller's transaction.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::{AdvocateId, CallId};
use domain::problem::Problem;
use domain::scheduling::WeekSketch;
use domain::time::{TimeRange, zones};

use super::store;
use crate::db::Tx;
use crate::error::Result;

/// A planned call that is not over.
pub struct Upcoming {
    pub id: CallId,
    pub during: TimeRange,
    pub prospect: String,
    /// Who joins, the one who booked first: "Wim Hazelgrave, Finance Director" when alone.
    pub guests: Vec<String>,
    pub meeting_url: String,
}

/// The advocate's planned calls, the next first.
pub async fn planned_calls(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<Vec<Upcoming>> {
    let rows = store::planned(tx, advocate, now).await?;
    Ok(rows.into_iter().map(upcoming).collect())
}

fn upcoming(row: store::PlannedRow) -> Upcoming {
    let colleague = row.colleague_name.filter(|name| !name.is_empty());
    let first = match (&colleague, row.booked_by_title.filter(|title| !title.is_empty())) {
        (None, Some(title)) => [row.booked_by_name.as_str(), ", ", &title].concat(),
        _ => row.booked_by_name,
    };
    Upcoming {
        id: row.id,
        during: TimeRange { from: row.from, until: row.until },
        prospect: row.prospect,
        guests: [first].into_iter().chain(colleague).filter(|name| !name.is_empty()).collect(),
        meeting_url: row.meeting_url,
    }
}

/// The usual week in small, by the advocate's own clock.
pub async fn usual_week(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<WeekSketch> {
    let settings = store::settings(tx, advocate).await?.ok_or(Problem::NotFound)?;
    let zone = zones::find(&settings.time_zone).unwrap_or(Tz::UTC);
    Ok(WeekSketch::of(&store::hours(tx, advocate).await?, zones::spoken_zone(zone, now)))
}
