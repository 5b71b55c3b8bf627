//! All SQL on `organisations` that people ask for here; imports, deals and nominations write rows of their own.

mod edit;
mod page;

pub use edit::*;
pub use page::*;

use chrono::NaiveDate;
use domain::ids::OrganisationId;
use domain::opportunities::Source;
use domain::organisations::Relation;

use super::Sight;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

pub struct Wanted<'a> {
    pub sight: &'a Sight,
    pub today: NaiveDate,
    /// In small letters.
    pub text: &'a str,
    pub relation: &'a str,
    pub industry: &'a str,
    pub country: &'a str,
    pub sort: &'a str,
    pub descending: bool,
    pub turn: &'a Turn,
    pub limit: i64,
}

pub struct ListRow {
    pub id: OrganisationId,
    pub key: Option<String>,
    pub total: i64,
    pub name: String,
    pub city: String,
    pub region: Option<String>,
    pub country: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub relations: Vec<Relation>,
    pub advocates: i64,
    pub open_deals: i64,
    pub owner: Option<String>,
    pub source: Source,
    pub website: String,
    pub tech_stack: Vec<String>,
    pub products: Vec<String>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
}

pub async fn list(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<ListRow>> {
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/organisations/store/list.sql",
        wanted.sight.deals.all,
        &wanted.sight.deals.owners as _,
        wanted.sight.customers_of as _,
        wanted.sight.all_advocates,
        wanted.today,
        wanted.text,
        wanted.relation,
        wanted.industry,
        wanted.country,
        wanted.sort,
        wanted.descending != wanted.turn.backwards(),
        wanted.turn.backwards(),
        wanted.turn.void(),
        wanted.turn.key(),
        wanted.turn.id(),
        wanted.limit,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct FacetRow {
    pub facet: String,
    pub value: String,
    pub number: i64,
}

/// The values of every filter with how many organisations have them, whatever the other filters.
pub async fn facets(tx: &mut Tx, sight: &Sight, today: NaiveDate) -> Result<Vec<FacetRow>> {
    let rows = sqlx::query_file_as!(
        FacetRow,
        "src/organisations/store/facets.sql",
        sight.deals.all,
        &sight.deals.owners as _,
        sight.customers_of as _,
        sight.all_advocates,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
