//! The library, as its address asks for it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::evidence::{EvidenceKind, EvidenceSort, EvidenceState};
use domain::ids::{EvidenceId, OrganisationId, UserId};
use serde_json::Value as Json;

use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// The most that a search by words brings into the list.
const MOST_FOUND: i32 = 5_000;

/// What the address of the library asks for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub customers_of: Option<UserId>,
    pub today: NaiveDate,
    pub text: &'a str,
    /// An empty slice filters nothing.
    pub kinds: &'a [String],
    pub products: &'a [String],
    pub use_cases: &'a [String],
    pub industries: &'a [String],
    pub languages: &'a [String],
    pub states: &'a [String],
    pub sort: EvidenceSort,
    pub descending: bool,
    pub turn: &'a Turn,
    pub limit: i64,
    /// Pieces that do not meet the filters as well, for the sake of the counts.
    pub anyway: bool,
    /// With the counts of the facets.
    pub counted: bool,
}

pub struct ListRow {
    pub id: EvidenceId,
    pub key: Option<String>,
    pub total: i64,
    /// By facet and value: how many meet all other filters and have it.
    pub facets: Json,
    pub kind: EvidenceKind,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub advocate_name: Option<String>,
    pub products: Vec<String>,
    pub use_cases: Vec<String>,
    pub language: String,
    pub state: EvidenceState,
    pub until: Option<NaiveDate>,
    pub uses: i64,
    pub views: i64,
    pub created_at: DateTime<Utc>,
}

pub async fn list(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<ListRow>> {
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/evidence/store/list.sql",
        wanted.customers_of as Option<UserId>,
        wanted.today,
        wanted.text,
        MOST_FOUND,
        wanted.kinds,
        wanted.products,
        wanted.use_cases,
        wanted.industries,
        wanted.languages,
        wanted.states,
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
