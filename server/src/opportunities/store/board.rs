//! The cards of the board and the stages they stand in.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AdvocateId, OpportunityId, OrganisationId, UserId};
use domain::opportunities::{ReferenceState, SavedView, Source};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

pub struct StageRow {
    pub id: Uuid,
    pub name: String,
    pub is_closed: bool,
    pub is_won: bool,
}

/// The stages of the pipeline in their order.
pub async fn stages(tx: &mut Tx) -> Result<Vec<StageRow>> {
    let rows =
        sqlx::query_as!(StageRow, "select id, name, is_closed, is_won from opportunity_stages order by position, id");
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct CardRow {
    pub id: OpportunityId,
    pub stage: Uuid,
    pub deals: i64,
    /// `[minor, currency]` each.
    pub sums: Option<Json>,
    pub name: String,
    pub source: Source,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    pub products: Vec<String>,
    pub amount_minor: Option<i64>,
    pub currency: String,
    pub closes_on: Option<NaiveDate>,
    pub needed_by: Option<NaiveDate>,
    pub owner: Option<UserId>,
    pub owner_name: Option<String>,
    pub reference: ReferenceState,
    pub starts_at: Option<DateTime<Utc>>,
    pub best: Option<AdvocateId>,
    pub best_name: Option<String>,
    pub best_score: Option<i32>,
    pub best_at: Option<DateTime<Utc>>,
    pub best_outdated: Option<bool>,
}

/// In each stage the `cards` whose reference is needed first.
pub async fn cards(
    tx: &mut Tx,
    reach: &Reach,
    me: UserId,
    view: SavedView,
    text: &str,
    cards: i64,
) -> Result<Vec<CardRow>> {
    let rows = sqlx::query_file_as!(
        CardRow,
        "src/opportunities/store/board.sql",
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        view.as_str(),
        me as _,
        &reach.team as _,
        text,
        cards,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Puts the deal into a stage; a closed one ends it.
pub async fn set_stage(tx: &mut Tx, id: OpportunityId, stage: Uuid, closed: bool, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update opportunities set stage_id = $2, closed_at = case when $3 then coalesce(closed_at, $4) end where id = $1",
        id as _,
        stage,
        closed,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
