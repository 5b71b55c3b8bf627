//! The library, as its address asks for it.

use chrono::NaiveDate;
use domain::evidence::{EvidenceKind, EvidenceState};
use domain::ids::{EvidenceId, OrganisationId, UserId};
use uuid::Uuid;

use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

/// The most that a search by words brings into the list.
const MOST_FOUND: i32 = 5_000;

pub struct Wanted<'a> {
    pub customers_of: Option<UserId>,
    pub today: NaiveDate,
    pub text: &'a str,
    pub kind: &'a str,
    pub product: &'a str,
    pub use_case: &'a str,
    pub industry: &'a str,
    pub language: &'a str,
    pub state: &'a str,
    pub turn: &'a Turn,
}

pub struct ListRow {
    pub id: EvidenceId,
    pub key: Option<String>,
    pub total: i64,
    pub kind: EvidenceKind,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub advocate_name: Option<String>,
    pub products: Vec<String>,
    pub language: String,
    pub state: EvidenceState,
    pub until: Option<NaiveDate>,
    pub uses: i64,
    pub views: i64,
}

pub async fn list(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<ListRow>> {
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/evidence/store/list.sql",
        wanted.customers_of as Option<UserId>,
        wanted.today,
        wanted.text,
        MOST_FOUND,
        wanted.kind,
        wanted.product,
        wanted.use_case,
        wanted.industry,
        wanted.language,
        wanted.state,
        wanted.turn.backwards(),
        wanted.turn.void().map(|_| wanted.turn.id()) as Option<Uuid>,
        wanted.turn.key(),
        PAGE_ROWS + 1,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct FacetRow {
    pub facet: String,
    pub value: String,
    pub number: i64,
}

/// The values of every filter with how many pieces have them, whatever the other filters.
pub async fn facets(tx: &mut Tx, customers_of: Option<UserId>, today: NaiveDate) -> Result<Vec<FacetRow>> {
    let rows = sqlx::query_file_as!(FacetRow, "src/evidence/store/facets.sql", customers_of as Option<UserId>, today);
    Ok(rows.fetch_all(&mut **tx).await?)
}
