//! All SQL on `organisations` that people ask for here; imports, deals and nominations write rows of their own.

pub mod contacts;
mod edit;
mod page;
pub mod relations;

pub use edit::*;
pub use page::*;

use chrono::NaiveDate;
use domain::ids::OrganisationId;
use domain::opportunities::Source;
use domain::organisations::Relation;

use super::Sight;
use crate::db::Tx;
use crate::error::Result;

pub struct ListRow {
    pub id: OrganisationId,
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

/// These organisations, in no order.
pub async fn list(tx: &mut Tx, sight: &Sight, today: NaiveDate, ids: &[OrganisationId]) -> Result<Vec<ListRow>> {
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/organisations/store/list.sql",
        sight.deals.all,
        &sight.deals.owners as _,
        sight.customers_of as _,
        sight.all_advocates,
        today,
        ids as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The prospects of the deals of these people.
pub async fn prospects_of(tx: &mut Tx, sight: &Sight) -> Result<Vec<OrganisationId>> {
    let ids = sqlx::query_scalar!(
        r#"select distinct organisation_id as "id!: OrganisationId" from opportunities
           where organisation_id is not null and owner_id = any ($1)"#,
        &sight.deals.owners as _,
    );
    Ok(ids.fetch_all(&mut **tx).await?)
}
