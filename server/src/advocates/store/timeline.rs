//! Everything around one advocate, from the tables that hold it.

use chrono::{DateTime, Utc};
use domain::advocates::TimelineKind;
use domain::ids::{AdvocateId, OpportunityId, UserId};
use uuid::Uuid;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

pub struct Happened {
    pub kind: TimelineKind,
    pub at: DateTime<Utc>,
    pub id: Uuid,
    pub what: Option<String>,
    pub detail: Option<String>,
    pub reason: Option<String>,
    pub cost: Option<i32>,
    pub deal_name: Option<String>,
    pub who: Option<UserId>,
    pub who_name: Option<String>,
    /// Nothing where the reader does not reach the deal.
    pub opportunity: Option<OpportunityId>,
}

/// The place of a row in the order of the list.
pub type Place = (DateTime<Utc>, String, Uuid);

pub async fn timeline(
    tx: &mut Tx,
    id: AdvocateId,
    reach: &Reach,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<Happened>> {
    let rows = sqlx::query_file_as!(
        Happened,
        "src/advocates/store/timeline.sql",
        id as _,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        after.map(|place| place.0),
        after.map(|place| place.1.as_str()),
        after.map(|place| place.2),
        rows,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
