//! The directory.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::advocates::{DirectorySort, Lifecycle, Status};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use domain::matching::{Fatigue, Load, ShieldClass};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// Whose advocates, and which of them. An empty slice filters nothing.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Nothing: all; else those of this person's customers.
    pub customers_of: Option<UserId>,
    pub today: NaiveDate,
    pub one: Option<AdvocateId>,
    /// In small letters.
    pub text: &'a str,
    /// Names that are only like the text.
    pub similar: bool,
    /// Each with everything below it.
    pub industries: &'a [String],
    pub products: &'a [String],
    pub statuses: &'a [Status],
    pub regions: &'a [String],
    pub languages: &'a [String],
    pub supports: &'a [String],
    pub owners: &'a [String],
    pub sort: DirectorySort,
    pub descending: bool,
    pub turn: &'a Turn,
    pub limit: i64,
    /// Rows that do not meet the filters as well, for the sake of the counts.
    pub anyway: bool,
    /// With what stands above the list.
    pub counted: bool,
}

impl<'a> Wanted<'a> {
    /// Everybody of this reader, by name.
    pub fn of(customers_of: Option<UserId>, today: NaiveDate, turn: &'a Turn) -> Self {
        Self {
            customers_of,
            today,
            one: None,
            text: "",
            similar: false,
            industries: &[],
            products: &[],
            statuses: &[],
            regions: &[],
            languages: &[],
            supports: &[],
            owners: &[],
            sort: DirectorySort::Name,
            descending: false,
            turn,
            limit: 1,
            anyway: false,
            counted: false,
        }
    }
}

pub struct DirectoryRow {
    pub id: AdvocateId,
    pub key: Option<String>,
    pub total: i64,
    /// How many of the reader's advocates have each status, whatever the filters.
    pub statuses: Json,
    pub organisations: i64,
    /// By facet and value: how many meet all other filters and have it.
    pub facets: Json,
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

pub async fn directory(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<DirectoryRow>> {
    let rows = sqlx::query_file_as!(
        DirectoryRow,
        "src/advocates/store/directory.sql",
        wanted.customers_of.is_none(),
        wanted.customers_of as _,
        wanted.today,
        wanted.one as _,
        wanted.text,
        wanted.industries,
        wanted.products,
        wanted.statuses as _,
        Status::ALL as _,
        i32::try_from(tired_from()).unwrap_or(i32::MAX),
        wanted.sort.as_str(),
        wanted.descending != wanted.turn.backwards(),
        wanted.turn.backwards(),
        wanted.turn.void(),
        wanted.turn.key(),
        wanted.turn.id(),
        wanted.limit,
        wanted.regions,
        wanted.languages,
        wanted.supports,
        wanted.owners,
        wanted.anyway,
        wanted.counted,
        wanted.similar,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The load from which the domain calls somebody tired.
fn tired_from() -> u32 {
    let tired = |load: &u32| Load::of(std::iter::once((0, *load))).fatigue() >= Fatigue::Tired;
    (0..=u32::from(u16::MAX)).find(tired).unwrap_or(u32::MAX)
}

/// What these people are called, by id.
pub async fn people(tx: &mut Tx, ids: &[UserId]) -> Result<BTreeMap<String, String>> {
    let rows = sqlx::query!(r#"select id::text as "id!", name from users where id = any($1)"#, ids as _);
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

pub struct NameFacts {
    pub id: AdvocateId,
    pub name_key: Option<String>,
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub total: i64,
}

/// Names and organisations only, in the order of the names.
pub async fn names(tx: &mut Tx, text: &str, turn: &Turn, limit: i64) -> Result<Vec<NameFacts>> {
    let rows = sqlx::query_as!(
        NameFacts,
        r#"with found as (
             select a.id, a.name_key collate "C" as place, a.name, g.id as organisation, g.name as organisation_name,
                    count(*) over () as total
             from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
             where $1 = '' or strpos(a.name_key, $1) > 0 or strpos(g.name_key, $1) > 0
           )
           select id as "id!: AdvocateId", place as name_key, name as "name!", organisation as "organisation!: OrganisationId",
                  organisation_name as "organisation_name!", total as "total!"
           from found
           where $2::uuid is null
             or case when $4 then (place, id) < ($3::text collate "C", $2) else (place, id) > ($3::text collate "C", $2) end
           order by case when $4 then place end desc, case when not $4 then place end,
                    case when $4 then id end desc, case when not $4 then id end
           limit $5"#,
        text,
        turn.void().map(|_| turn.id()) as Option<Uuid>,
        turn.key(),
        turn.backwards(),
        limit,
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
