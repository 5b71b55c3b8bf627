//! Changing an organisation.

use chrono::NaiveDate;
use domain::ids::{OrganisationId, UserId};
use domain::opportunities::Source;
use domain::organisations::OrganisationDraft;
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

#[derive(Clone)]
pub struct EditRow {
    pub version: i32,
    pub source: Source,
    pub name: String,
    pub website: String,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: String,
    pub tech_stack: Vec<String>,
    pub products: Vec<String>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
    pub owner: Option<UserId>,
}

/// The row as the form needs it, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: OrganisationId) -> Result<Option<EditRow>> {
    let row = sqlx::query_as!(
        EditRow,
        r#"select version, source as "source: Source", name, website, industry, employees, country, region, city, tech_stack,
                  products, customer_since, renewal_on, owner_id as "owner: UserId"
           from organisations where id = $1 for update"#,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Saves what the form means and makes the next version.
pub async fn save(tx: &mut Tx, id: OrganisationId, draft: &OrganisationDraft) -> Result<i32> {
    let version = sqlx::query_scalar!(
        "update organisations set name = $2, website = $3, industry = $4, employees = $5, country = $6, region = $7, city = $8,
                tech_stack = $9, products = $10, customer_since = $11, renewal_on = $12, owner_id = $13, version = version + 1
         where id = $1 returning version",
        id as _,
        draft.facts.name,
        draft.facts.website,
        draft.facts.industry,
        draft.facts.employees,
        draft.facts.country,
        draft.region,
        draft.city,
        &draft.tech_stack,
        &draft.products,
        draft.customer_since,
        draft.renewal_on,
        draft.owner as _,
    );
    Ok(version.fetch_one(&mut **tx).await?)
}

/// Who changed what since a version, the latest first.
pub async fn changes_since(tx: &mut Tx, id: OrganisationId, version: i32) -> Result<Vec<(Option<String>, Json)>> {
    let rows = sqlx::query!(
        r#"select u.name as "name?", e.body
           from events e left join users u on u.company_id = e.company_id and u.id = e.actor_id
           where e.about_organisation = $1 and e.kind = 'organisation_changed' and (e.body ->> 'version')::int > $2
           order by e.seq desc"#,
        id as _,
        version,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.name, row.body)).collect())
}
