//! What a merge of people reads and writes beside the rows that merely move.

mod going_on;
mod said;
mod sign_in;

pub use going_on::*;
pub use said::*;
pub use sign_in::*;

use domain::duplicates::{PersonRecord, WeekHours};
use domain::ids::MergeId;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

pub struct PersonRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub organisation: Uuid,
    pub organisation_name: String,
    pub signs_in: bool,
}

/// The people of these ids, as they are compared.
pub async fn people(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<PersonRow>> {
    let rows = sqlx::query_as!(
        PersonRow,
        r#"select a.id, a.name, a.email, a.organisation_id as organisation, o.name as organisation_name,
             a.user_id is not null as "signs_in!"
           from advocates a join organisations o on o.company_id = a.company_id and o.id = a.organisation_id
           where a.id = any($1)"#,
        ids
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How much of each kind hangs on each of two people, in the order of the labels.
pub async fn hanging(tx: &mut Tx, one: Uuid, other: Uuid) -> Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query!(
        r#"select h.label as "label!", count(*) filter (where h.id = $1) as "one!", count(*) filter (where h.id = $2) as "other!"
           from (
             select 1 as place, 'Asks' as label, advocate_id as id from asks where advocate_id in ($1, $2)
             union all select 2, 'Calls', advocate_id from reference_calls where advocate_id in ($1, $2)
             union all select 3, 'Touches', advocate_id from touches where advocate_id in ($1, $2)
             union all select 4, 'Words on consent', advocate_id from consents where advocate_id in ($1, $2)
             union all select 5, 'Vetoes', advocate_id from vetoes where advocate_id in ($1, $2)
             union all select 6, 'Days off and extras', advocate_id from availability_exceptions where advocate_id in ($1, $2)
             union all select 7, 'Outcomes', advocate_id from advocate_outcomes where advocate_id in ($1, $2)
             union all select 8, 'Evidence', advocate_id from evidence where advocate_id in ($1, $2)
             union all select 9, 'Nominations', advocate_id from nominations where advocate_id in ($1, $2)
           ) h group by h.place, h.label order by h.place"#,
        one,
        other
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.label, row.one, row.other)).collect())
}

/// Takes away what would make the one person's week wider than either's: extra hours but of the one whose hours are
/// taken, those on a day the other has off, and days off that both have.
pub async fn narrow_exceptions(tx: &mut Tx, id: MergeId, kept: Uuid, gone: Uuid, hours_of: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "with away as (
           delete from availability_exceptions e
           where e.advocate_id in ($2, $3)
             and (
               (e.kind = 'extra' and ($4::uuid is null or e.advocate_id <> $4 or exists (
                 select from availability_exceptions o
                 where o.company_id = e.company_id and o.advocate_id in ($2, $3) and o.advocate_id <> e.advocate_id
                   and o.kind = 'off' and o.day = e.day)))
               or (e.advocate_id = $3 and exists (
                 select from availability_exceptions o
                 where o.company_id = e.company_id and o.advocate_id = $2 and o.kind = e.kind and o.day = e.day
                   and o.starts_minute = e.starts_minute and o.ends_minute = e.ends_minute)))
           returning e.*
         )
         insert into merge_rows (company_id, merge_id, id, table_name, action, row_id, before)
         select a.company_id, $1, gen_random_uuid(), 'availability_exceptions', 'removed', a.id, to_jsonb(a) from away a",
        id as _,
        kept,
        gone,
        hours_of
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The hours of a week, instead of those there were.
pub async fn write_hours(tx: &mut Tx, advocate: Uuid, hours: &WeekHours) -> Result<()> {
    sqlx::query!("delete from advocate_hours where advocate_id = $1", advocate).execute(&mut **tx).await?;
    let days: Vec<i32> = hours.iter().map(|(day, ..)| *day).collect();
    let from: Vec<i32> = hours.iter().map(|(_, from, _)| *from).collect();
    let until: Vec<i32> = hours.iter().map(|(.., until)| *until).collect();
    sqlx::query!(
        "insert into advocate_hours (company_id, advocate_id, weekday, starts_minute, ends_minute)
         select a.company_id, a.id, h.day, h.starts, h.ends
         from advocates a cross join unnest($2::int[], $3::int[], $4::int[]) as h (day, starts, ends) where a.id = $1",
        advocate,
        &days,
        &from,
        &until
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes what a person is from now on, in a new version.
pub async fn write(tx: &mut Tx, record: &PersonRecord) -> Result<()> {
    sqlx::query!(
        "update advocates a set user_id = b.user_id, owner_id = b.owner_id, name = b.name, email = b.email, title = b.title,
           persona = b.persona, seniority = b.seniority, languages = b.languages, time_zone = b.time_zone, story = b.story,
           use_cases = b.use_cases, products = b.products, expertise = b.expertise, tags = b.tags,
           competitors_replaced = b.competitors_replaced, avoid = b.avoid, private_notes = b.private_notes,
           lifecycle = b.lifecycle, reference_status = b.reference_status, enrolled_on = b.enrolled_on,
           monthly_cap = b.monthly_cap, quarterly_cap = b.quarterly_cap, cool_down_days = b.cool_down_days,
           notice_hours = b.notice_hours, buffer_minutes = b.buffer_minutes, daily_cap = b.daily_cap, photo_id = b.photo_id,
           version = a.version + 1
         from jsonb_populate_record(null::advocates, $1) b where a.id = b.id",
        serde_json::to_value(record)?
    )
    .execute(&mut **tx)
    .await?;
    write_hours(tx, record.id, &record.hours).await
}

/// Gives a record nobody touched since its version and time of change of before.
pub async fn settle(tx: &mut Tx, record: &PersonRecord) -> Result<()> {
    sqlx::query!(
        "update advocates set version = $2, updated_at = $3 where id = $1",
        record.id,
        record.version,
        record.updated_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Points the records that only grow at the survivor; the database checks that a merge of the two was begun here.
pub async fn move_ledgers(tx: &mut Tx, id: MergeId) -> Result<()> {
    sqlx::query_scalar!("select merge_move_ledgers($1)", id as _).fetch_one(&mut **tx).await?;
    Ok(())
}

/// Points them back, and takes away what the merge added.
pub async fn put_ledgers_back(tx: &mut Tx, id: MergeId) -> Result<()> {
    sqlx::query_scalar!("select merge_put_ledgers_back($1)", id as _).fetch_one(&mut **tx).await?;
    Ok(())
}

/// How many words were said of a person: consents, pauses, moves and vetoes.
pub async fn ledger_counts(tx: &mut Tx, advocate: Uuid) -> Result<Json> {
    let counts = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'consents', (select count(*) from consents where advocate_id = $1),
             'advocate_pauses', (select count(*) from advocate_pauses where advocate_id = $1),
             'advocate_moves', (select count(*) from advocate_moves where advocate_id = $1),
             'vetoes', (select count(*) from vetoes where advocate_id = $1)) as "counts!""#,
        advocate
    );
    Ok(counts.fetch_one(&mut **tx).await?)
}
