//! The rows of a company, table by table.

use chrono::{Days, NaiveDate};
use domain::advocates::{Lifecycle, Mark, Marked, ReferenceStatus, Span};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use uuid::Uuid;

use super::{OrganisationRow, PersonRow, Row};
use crate::db::Tx;
use crate::error::Result;

/// So many wide rows are in memory at a time while a company is read.
const CHUNK: i64 = 20_000;
/// Touches of a quarter and a month before it, calls of a year, and a few days for whoever is behind.
const TOUCH_DAYS: u64 = 125;
const CALL_DAYS: u64 = 370;

/// Reads the company, or of it what concerns these subjects: organisations before their people, people before
/// what is known of them.
pub async fn read(
    tx: &mut Tx,
    subjects: Option<&[Uuid]>,
    today: NaiveDate,
    take: &mut (dyn FnMut(Row) + Send),
) -> Result<()> {
    organisations(tx, subjects, take).await?;
    relations(tx, subjects, take).await?;
    shields(tx, subjects, take).await?;
    people(tx, subjects, take).await?;
    words_of_theirs(tx, subjects, take).await?;
    touches(tx, subjects, today, take).await?;
    calls(tx, subjects, today, take).await?;
    days_off(tx, subjects, today, take).await
}

async fn organisations(tx: &mut Tx, subjects: Option<&[Uuid]>, take: &mut (dyn FnMut(Row) + Send)) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let rows = sqlx::query_as!(
            OrganisationRow,
            r#"select id as "id: OrganisationId", name_key as "name_key!", lower(city) as "city!", country, industry, region,
                      employees, owner_id as "owner: UserId", products, renewal_on
               from organisations
               where ($1::uuid[] is null or id = any ($1)) and id > $2
               order by id limit $3"#,
            subjects as _,
            after,
            CHUNK,
        );
        let rows = rows.fetch_all(&mut **tx).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id.0;
        rows.into_iter().for_each(|row| take(Row::Organisation(row)));
    }
}

async fn relations(tx: &mut Tx, subjects: Option<&[Uuid]>, take: &mut (dyn FnMut(Row) + Send)) -> Result<()> {
    let rows = sqlx::query!(
        r#"select organisation_id as "organisation: OrganisationId", kind, since, until
           from organisation_relations
           where $1::uuid[] is null or organisation_id = any ($1)"#,
        subjects as _,
    );
    for row in rows.fetch_all(&mut **tx).await? {
        take(Row::Relation { organisation: row.organisation, kind: row.kind, since: row.since, until: row.until });
    }
    Ok(())
}

async fn shields(tx: &mut Tx, subjects: Option<&[Uuid]>, take: &mut (dyn FnMut(Row) + Send)) -> Result<()> {
    let rows = sqlx::query!(
        r#"select organisation_id as "organisation: OrganisationId", effect = 'closes' as "closes!", lifts_on
           from shields
           where lifted_at is null and ($1::uuid[] is null or organisation_id = any ($1))"#,
        subjects as _,
    );
    for row in rows.fetch_all(&mut **tx).await? {
        let span = Span::before(row.lifts_on);
        take(Row::Shield { organisation: row.organisation, closes: row.closes, span });
    }
    Ok(())
}

async fn people(tx: &mut Tx, subjects: Option<&[Uuid]>, take: &mut (dyn FnMut(Row) + Send)) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let rows = sqlx::query_as!(
            PersonRow,
            r#"select id as "id: AdvocateId", organisation_id as "organisation: OrganisationId", owner_id as "owner: UserId",
                      name_key as "name_key!", lower(title) as "title!",
                      lower(array_to_string(use_cases || expertise, ' ')) as "topics!", languages, products,
                      lifecycle as "lifecycle: Lifecycle", reference_status as "reference_status: ReferenceStatus",
                      monthly_cap, quarterly_cap, cool_down_days
               from advocates
               where ($1::uuid[] is null or id = any ($1)) and id > $2
               order by id limit $3"#,
            subjects as _,
            after,
            CHUNK,
        );
        let rows = rows.fetch_all(&mut **tx).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id.0;
        rows.into_iter().for_each(|row| take(Row::Person(row)));
    }
}

/// Consents and pauses, of which the latest row decides, and vetoes, of which the longest does.
async fn words_of_theirs(tx: &mut Tx, subjects: Option<&[Uuid]>, take: &mut (dyn FnMut(Row) + Send)) -> Result<()> {
    let consents = sqlx::query!(
        r#"select distinct on (advocate_id) advocate_id as "advocate: AdvocateId", decision = 'granted' as "yes!", expires_on
           from consents
           where activity = 'reference_call' and ($1::uuid[] is null or advocate_id = any ($1))
           order by advocate_id, decided_at desc, id desc"#,
        subjects as _,
    );
    for row in consents.fetch_all(&mut **tx).await?.into_iter().filter(|row| row.yes) {
        take(Row::Agreed(row.advocate, Span::through(row.expires_on)));
    }
    let pauses = sqlx::query!(
        r#"select distinct on (advocate_id) advocate_id as "advocate: AdvocateId", decision = 'paused' as "yes!", resumes_on
           from advocate_pauses
           where $1::uuid[] is null or advocate_id = any ($1)
           order by advocate_id, decided_at desc, id desc"#,
        subjects as _,
    );
    for row in pauses.fetch_all(&mut **tx).await?.into_iter().filter(|row| row.yes) {
        take(Row::Paused(row.advocate, Span::before(row.resumes_on)));
    }
    let vetoes = sqlx::query!(
        r#"select advocate_id as "advocate: AdvocateId", until
           from vetoes
           where lifted_at is null and opportunity_id is null and ($1::uuid[] is null or advocate_id = any ($1))"#,
        subjects as _,
    );
    for row in vetoes.fetch_all(&mut **tx).await? {
        take(Row::RuledOut(row.advocate, Span::through(row.until)));
    }
    Ok(())
}

async fn touches(
    tx: &mut Tx,
    subjects: Option<&[Uuid]>,
    today: NaiveDate,
    take: &mut (dyn FnMut(Row) + Send),
) -> Result<()> {
    let rows = sqlx::query!(
        r#"select advocate_id as "advocate: AdvocateId", at::date as "day!", kind, cost
           from touches
           where at >= $2::date and ($1::uuid[] is null or advocate_id = any ($1))"#,
        subjects as _,
        today - Days::new(TOUCH_DAYS),
    );
    for row in rows.fetch_all(&mut **tx).await? {
        let cost = u16::try_from(row.cost).unwrap_or(u16::MAX);
        let what = match row.kind.as_str() {
            "ask" => Marked::Ask(cost),
            "call" => Marked::CallTouch(cost),
            _ => Marked::Touch(cost),
        };
        take(Row::Marked(row.advocate, Mark { day: row.day, what }));
    }
    Ok(())
}

/// The calls of a year, and before that the last one.
async fn calls(
    tx: &mut Tx,
    subjects: Option<&[Uuid]>,
    today: NaiveDate,
    take: &mut (dyn FnMut(Row) + Send),
) -> Result<()> {
    let rows = sqlx::query!(
        r#"select advocate_id as "advocate!: AdvocateId", lower(during)::date as "day!"
           from reference_calls
           where state = 'completed' and lower(during) >= $2::date and ($1::uuid[] is null or advocate_id = any ($1))
           union all
           select advocate_id, max(lower(during))::date
           from reference_calls
           where state = 'completed' and lower(during) < $2::date and ($1::uuid[] is null or advocate_id = any ($1))
           group by advocate_id"#,
        subjects as _,
        today - Days::new(CALL_DAYS),
    );
    for row in rows.fetch_all(&mut **tx).await? {
        take(Row::Marked(row.advocate, Mark { day: row.day, what: Marked::Held }));
    }
    Ok(())
}

async fn days_off(
    tx: &mut Tx,
    subjects: Option<&[Uuid]>,
    today: NaiveDate,
    take: &mut (dyn FnMut(Row) + Send),
) -> Result<()> {
    let rows = sqlx::query!(
        r#"select advocate_id as "advocate: AdvocateId", day
           from availability_exceptions
           where kind = 'off' and starts_minute = 0 and ends_minute = 1440 and day >= $2
             and ($1::uuid[] is null or advocate_id = any ($1))"#,
        subjects as _,
        today - Days::new(2),
    );
    for row in rows.fetch_all(&mut **tx).await? {
        take(Row::Marked(row.advocate, Mark { day: row.day, what: Marked::Off }));
    }
    Ok(())
}
