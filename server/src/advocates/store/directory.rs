//! The directory.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::advocates::{Lifecycle, Status, SupportLight};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use domain::matching::{Fatigue, Load, ShieldClass};
use uuid::Uuid;

use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// One of the company's advocates, with what the directory is narrowed and sorted by.
#[derive(Debug)]
pub struct Person {
    pub id: AdvocateId,
    pub organisation: OrganisationId,
    pub name_key: String,
    pub status: Status,
    pub load: i32,
    pub calls: i64,
    pub last_call: Option<NaiveDate>,
    pub light: SupportLight,
    pub industry: Option<String>,
    pub region: Option<String>,
    pub owner: Option<UserId>,
    /// Who owns the relation to their organisation.
    pub customers_owner: Option<UserId>,
    pub languages: Vec<String>,
    pub products: Vec<String>,
}

/// Everybody, in no order.
pub async fn roster(tx: &mut Tx, today: NaiveDate) -> Result<Vec<Person>> {
    let rows = sqlx::query_file_as!(
        Person,
        "src/advocates/store/roster.sql",
        true,
        None::<UserId> as _,
        today,
        None::<Vec<Uuid>> as _,
        i32::try_from(tired_from()).unwrap_or(i32::MAX),
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The company's numbers that a status depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
    pub renewal_window_days: i32,
}

pub async fn limits(tx: &mut Tx) -> Result<Limits> {
    let limits = sqlx::query_as!(
        Limits,
        "select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies",
    );
    Ok(limits.fetch_one(&mut **tx).await?)
}

/// Who has the words in their name, their company's or their texts; or, `similar`, a name that is only
/// like them.
///
/// Text is searched as words and by position in the tenant's own rows: trigram and full-text operators
/// are not leakproof and cannot use an index under row-level security.
pub async fn with_words(tx: &mut Tx, text: &str, similar: bool) -> Result<Vec<AdvocateId>> {
    let ids = sqlx::query_scalar!(
        r#"select a.id as "id: AdvocateId"
           from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where case when $2 then word_similarity($1, a.name_key || ' ' || g.name_key) >= 0.4
             else a.words @@ websearch_to_tsquery('simple', $1)
               or strpos(a.name_key, $1) > 0 or strpos(g.name_key, $1) > 0 or strpos(lower(a.title), $1) > 0
               or strpos(lower(array_to_string(a.use_cases || a.expertise, ' ')), $1) > 0 or strpos(lower(a.story), $1) > 0
             end"#,
        text,
        similar,
    );
    Ok(ids.fetch_all(&mut **tx).await?)
}

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
        i32::try_from(tired_from()).unwrap_or(i32::MAX),
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

    #[test]
    fn the_roster_and_the_lines_judge_by_the_same_rule() {
        let rule = |query: &'static str| {
            let (from, until) = (query.find("with policy as"), query.find("select\n  p.id as"));
            query[from.unwrap()..until.unwrap()].to_owned()
        };

        assert_eq!(rule(QUERY), rule(include_str!("roster.sql")));
    }
}
