//! The directory.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::advocates::{Lifecycle, Status, tired_from};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use domain::matching::ShieldClass;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

pub struct DirectoryRow {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub city: String,
    pub time_zone: String,
    pub use_cases: Vec<String>,
    pub status: Status,
    pub returns_on: Option<NaiveDate>,
    pub load: i32,
    pub month_asks: i64,
    pub quarter_asks: i64,
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
    pub shield_class: Option<ShieldClass>,
    pub shield_closes: Option<bool>,
    pub calls: i64,
    pub last_call: Option<NaiveDate>,
    pub won: i64,
    pub decided: i64,
    pub email: String,
    pub owner_name: Option<String>,
    pub lifecycle: Lifecycle,
    pub products: Vec<String>,
    pub languages: Vec<String>,
    pub tags: Vec<String>,
}

/// These advocates, as far as the reader reaches, in no order.
pub async fn directory(
    tx: &mut Tx,
    customers_of: Option<UserId>,
    today: NaiveDate,
    ids: &[AdvocateId],
) -> Result<Vec<DirectoryRow>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_file_as!(
        DirectoryRow,
        "src/advocates/store/directory.sql",
        customers_of.is_none(),
        customers_of as _,
        today,
        &ids,
        i32::from(tired_from()),
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What these people are called, by id.
pub async fn people(tx: &mut Tx, ids: &[UserId]) -> Result<BTreeMap<String, String>> {
    let rows = sqlx::query!(r#"select id::text as "id!", name from users where id = any($1)"#, ids as _);
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

pub struct NameFacts {
    pub id: AdvocateId,
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
}

/// Names and organisations of these advocates only, in no order.
pub async fn names(tx: &mut Tx, ids: &[AdvocateId]) -> Result<Vec<NameFacts>> {
    let rows = sqlx::query_as!(
        NameFacts,
        r#"select a.id as "id: AdvocateId", a.name, g.id as "organisation: OrganisationId", g.name as organisation_name
           from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where a.id = any ($1)"#,
        ids as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Whether the advocate exists in the company, for those who may not see them: 403 instead of 404.
pub async fn exists(tx: &mut Tx, id: AdvocateId) -> Result<bool> {
    let found = sqlx::query_scalar!("select true from advocates where id = $1", id as _);
    Ok(found.fetch_optional(&mut **tx).await?.is_some())
}

#[cfg(test)]
mod tests {
    use domain::matching::{FATIGUE_FRESH_DAYS as FRESH_DAYS, FATIGUE_WINDOW_DAYS as WINDOW_DAYS};

    /// The query that fades touches in SQL.
    const QUERY: &str = include_str!("directory.sql");

    #[test]
    fn touches_fade_in_the_directory_as_the_engine_fades_them() {
        let age = "$3::date - t.at::date";
        let fades = format!(
            "when {age} <= {FRESH_DAYS} then t.cost
      when {age} < {WINDOW_DAYS} then t.cost * ({WINDOW_DAYS} - ({age})) / {}",
            WINDOW_DAYS - FRESH_DAYS
        );

        assert!(QUERY.contains(&fades), "directory.sql does not say:\n{fades}");
    }
}
