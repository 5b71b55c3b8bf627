//! The list, as its address asks for it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::advocates::Lifecycle;
use domain::ids::{AdvocateId, NominationId, OrganisationId, UserId};
use domain::nominations::{NominationSort, NominationState};
use serde_json::Value as Json;

use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// How far the reader sees.
#[derive(Clone, Copy)]
pub struct Sight {
    pub all: bool,
    pub me: UserId,
    /// And those at customers the reader looks after.
    pub decides: bool,
    pub addresses: bool,
}

/// What the address of the list asks for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// In small letters; all of them are found somewhere.
    pub words: &'a [String],
    /// An empty slice filters nothing.
    pub states: &'a [String],
    pub nominators: &'a [String],
    pub customers: &'a [String],
    pub topics: &'a [String],
    pub sort: NominationSort,
    pub descending: bool,
    pub turn: &'a Turn,
    pub limit: i64,
    /// Rows that do not meet the filters as well, for the sake of the counts.
    pub anyway: bool,
    /// With the counts of the facets.
    pub counted: bool,
}

pub struct ListRow {
    pub id: NominationId,
    pub key: Option<String>,
    pub total: i64,
    /// By facet and value: how many meet all other filters and have it.
    pub facets: Json,
    pub state: NominationState,
    pub name: String,
    pub email: String,
    pub title: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: String,
    pub owner: Option<UserId>,
    pub why: String,
    pub topics: Vec<String>,
    pub nominator: UserId,
    pub nominated_by: String,
    pub nominated_at: DateTime<Utc>,
    pub decided_by: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decline_reason: String,
    pub advocate: Option<AdvocateId>,
    pub lifecycle: Option<Lifecycle>,
    pub invited_until: Option<DateTime<Utc>>,
}

pub async fn list(tx: &mut Tx, sight: Sight, wanted: &Wanted<'_>) -> Result<Vec<ListRow>> {
    tx.plan_for_values().await?;
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/nominations/store/list.sql",
        sight.all,
        sight.me as _,
        sight.decides,
        wanted.words,
        sight.addresses,
        wanted.states,
        wanted.nominators,
        wanted.customers,
        wanted.topics,
        wanted.sort.as_str(),
        wanted.descending != wanted.turn.backwards(),
        wanted.turn.backwards(),
        wanted.turn.void(),
        wanted.turn.key(),
        wanted.turn.id(),
        wanted.limit,
        wanted.anyway,
        wanted.counted,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What these people are called, by id.
pub async fn people(tx: &mut Tx, ids: &[UserId]) -> Result<BTreeMap<String, String>> {
    let rows = sqlx::query!(r#"select id::text as "id!", name from users where id = any($1)"#, ids as _);
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
