//! The list of opportunities.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AdvocateId, OpportunityId, OrganisationId, UserId};
use domain::opportunities::{ListSort, ReferenceState, SavedView};
use serde_json::Value as Json;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// What the address of the list asks for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub view: SavedView,
    /// In small letters.
    pub text: &'a str,
    pub sort: ListSort,
    pub descending: bool,
    pub turn: &'a Turn,
    pub limit: i64,
    /// An empty slice filters nothing.
    pub stages: &'a [String],
    pub owners: &'a [String],
    pub needs: &'a [String],
    pub amounts: &'a [String],
    pub closes: &'a [String],
    pub today: NaiveDate,
    /// Rows that do not meet the filters as well, for the sake of the counts.
    pub anyway: bool,
    /// With the counts of the facets.
    pub counted: bool,
}

pub struct ListRow {
    pub id: OpportunityId,
    pub key: Option<String>,
    pub total: i64,
    /// By facet and value: how many meet all other filters and have it.
    pub facets: Json,
    pub name: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub products: Vec<String>,
    pub stage: String,
    pub is_closed: bool,
    pub is_won: bool,
    pub stage_place: i64,
    pub stages: i64,
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

pub async fn list(tx: &mut Tx, reach: &Reach, me: UserId, wanted: &Wanted<'_>) -> Result<Vec<ListRow>> {
    tx.plan_for_values().await?;
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/opportunities/store/list.sql",
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        wanted.view.as_str(),
        me as _,
        &reach.team as _,
        wanted.text,
        wanted.sort.as_str(),
        wanted.descending != wanted.turn.backwards(),
        wanted.turn.backwards(),
        wanted.turn.void(),
        wanted.turn.key(),
        wanted.turn.id(),
        wanted.limit,
        wanted.stages,
        wanted.owners,
        wanted.needs,
        wanted.amounts,
        wanted.closes,
        wanted.today,
        wanted.anyway,
        wanted.counted,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How many are behind each tab, up to 100.
pub struct Counts {
    pub mine: i64,
    pub team: i64,
    pub need: i64,
    pub progress: i64,
    pub all: i64,
}

pub async fn counts(tx: &mut Tx, reach: &Reach, me: UserId) -> Result<Counts> {
    let counts = sqlx::query_file_as!(
        Counts,
        "src/opportunities/store/counts.sql",
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        me as _,
        &reach.team as _,
    );
    Ok(counts.fetch_one(&mut **tx).await?)
}

/// The stages of the pipeline in their order.
pub async fn stages(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(r#"select id::text as "id!", name from opportunity_stages order by position, id"#);
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What these people are called, by id.
pub async fn people(tx: &mut Tx, ids: &[UserId]) -> Result<BTreeMap<String, String>> {
    let rows = sqlx::query!(r#"select id::text as "id!", name from users where id = any($1)"#, ids as _);
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
