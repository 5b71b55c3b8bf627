//! The pairs that are perhaps the same, and what is compared for them.

pub mod contacts;
pub mod merges;
pub mod organisations;
pub mod people;
pub mod records;
pub mod search;

use chrono::{DateTime, Utc};
use domain::duplicates::DuplicateKind;
use domain::ids::UserId;
use uuid::Uuid;

use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

pub struct OrganisationRow {
    pub id: Uuid,
    pub name: String,
    pub website: String,
    pub country: Option<String>,
    pub source: String,
    pub external_id: Option<String>,
    pub parent_id: Option<Uuid>,
    /// Of the addresses of the people there.
    pub domains: Vec<String>,
}

/// The organisations of these ids, as they are compared.
pub async fn organisations(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<OrganisationRow>> {
    let rows = sqlx::query_as!(
        OrganisationRow,
        r#"select o.id, o.name, o.website, o.country, o.source, o.external_id, o.parent_id,
             array(select split_part(a.email_key, '@', 2) from advocates a
                   where a.company_id = o.company_id and a.organisation_id = o.id
                   union
                   select split_part(c.email_key, '@', 2) from contacts c
                   where c.company_id = o.company_id and c.organisation_id = o.id and c.email_key is not null) as "domains!"
           from organisations o where o.id = any($1)"#,
        ids
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Each of these with each of its rivals.
pub async fn rivals(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        r#"select one_id as "one!", other_id as "other!" from organisation_rivalries where one_id = any($1)
           union all select other_id, one_id from organisation_rivalries where other_id = any($1)"#,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.one, row.other)).collect())
}

/// Pairs that somebody said are not the same.
pub async fn told_apart(tx: &mut Tx, kind: DuplicateKind) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        "select one_id, other_id from duplicate_pairs where kind = $1 and different_at is not null",
        kind as DuplicateKind
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.one_id, row.other_id)).collect())
}

/// One record of a pair, with what its kind says of it in two words and two numbers.
pub struct Side {
    pub id: Uuid,
    pub home: Uuid,
    pub name: String,
    pub first: Option<String>,
    pub second: Option<String>,
    pub one_number: i64,
    pub other_number: i64,
}

pub struct PairRow {
    pub key: String,
    pub total: i64,
    pub score: i32,
    pub reasons: serde_json::Value,
    pub different_at: Option<DateTime<Utc>>,
    pub said_by: Option<String>,
    pub one_id: Uuid,
    /// On whose page it stands.
    pub one_home: Uuid,
    pub one_name: String,
    /// Industry and country of an organisation; title and organisation of anybody else.
    pub one_first: Option<String>,
    pub one_second: Option<String>,
    /// Advocates and deals of an organisation; asks and words on consent of a person; deals and requests of a contact.
    pub one_number: i64,
    pub one_other_number: i64,
    pub other_id: Uuid,
    pub other_home: Uuid,
    pub other_name: String,
    pub other_first: Option<String>,
    pub other_second: Option<String>,
    pub other_number: i64,
    pub other_other_number: i64,
}

/// One page of pairs of which both are there, the surest first.
pub async fn pairs(tx: &mut Tx, kind: DuplicateKind, different: bool, turn: &Turn, limit: i64) -> Result<Vec<PairRow>> {
    let rows = sqlx::query_file_as!(
        PairRow,
        "src/duplicates/store/pairs.sql",
        different,
        turn.backwards(),
        turn.void(),
        turn.key(),
        turn.id(),
        limit,
        kind as DuplicateKind
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How many pairs wait, and how many are said to be different.
pub async fn counts(tx: &mut Tx, kind: DuplicateKind) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) filter (where p.different_at is null) as "open!",
             count(*) filter (where p.different_at is not null) as "different!"
           from duplicate_pairs p
           where p.kind = $1
             and 2 = (select count(*) from (
               select from organisations o
               where $1 = 'organisation' and o.company_id = p.company_id and o.id in (p.one_id, p.other_id)
               union all
               select from advocates a where $1 = 'advocate' and a.company_id = p.company_id and a.id in (p.one_id, p.other_id)
               union all
               select from contacts c where $1 = 'contact' and c.company_id = p.company_id and c.id in (p.one_id, p.other_id)
             ) there)"#,
        kind as DuplicateKind
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.open, row.different))
}

/// Why a pair was found, if it was.
pub async fn reasons(tx: &mut Tx, kind: DuplicateKind, pair: (Uuid, Uuid)) -> Result<Option<serde_json::Value>> {
    let found = sqlx::query_scalar!(
        "select reasons from duplicate_pairs where kind = $3 and one_id = $1 and other_id = $2",
        pair.0,
        pair.1,
        kind as DuplicateKind
    );
    Ok(found.fetch_optional(&mut **tx).await?)
}

/// Notes that a pair is not the same; whether it was thought so until now.
pub async fn tell_apart(
    tx: &mut Tx,
    kind: DuplicateKind,
    pair: (Uuid, Uuid),
    by: UserId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update duplicate_pairs set different_at = $3, different_by = $4
         where kind = $5 and one_id = $1 and other_id = $2 and different_at is null",
        pair.0,
        pair.1,
        now,
        by as _,
        kind as DuplicateKind
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn is_told_apart(tx: &mut Tx, kind: DuplicateKind, pair: (Uuid, Uuid)) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from duplicate_pairs
             where kind = $3 and one_id = $1 and other_id = $2 and different_at is not null) as "found!""#,
        pair.0,
        pair.1,
        kind as DuplicateKind
    );
    Ok(found.fetch_one(&mut **tx).await?)
}

/// Whether there was something to take back.
pub async fn take_back(tx: &mut Tx, kind: DuplicateKind, pair: (Uuid, Uuid)) -> Result<bool> {
    let done = sqlx::query!(
        "update duplicate_pairs set different_at = null, different_by = null
         where kind = $3 and one_id = $1 and other_id = $2 and different_at is not null",
        pair.0,
        pair.1,
        kind as DuplicateKind
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
