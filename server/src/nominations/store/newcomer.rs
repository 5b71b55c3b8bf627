//! What somebody writes on their first visit.

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, CompanyId};
use domain::nominations::{Agreed, Onboarding};
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

pub struct Newcomer {
    pub lifecycle: String,
    pub name: String,
    pub title: String,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub organisation: String,
    pub company: String,
    pub company_cap: i32,
}

pub async fn newcomer(tx: &mut Tx, id: AdvocateId) -> Result<Option<Newcomer>> {
    let row = sqlx::query_as!(
        Newcomer,
        "select a.lifecycle, a.name, a.title, a.languages, a.time_zone, g.name as organisation, c.name as company,
                c.monthly_cap as company_cap
         from advocates a
         join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
         join companies c on c.id = a.company_id
         where a.id = $1",
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The same, behind a lock: two tabs finish once.
pub async fn lock_newcomer(tx: &mut Tx, id: AdvocateId) -> Result<Option<Newcomer>> {
    sqlx::query!("select id from advocates where id = $1 for update", id as _).fetch_optional(&mut **tx).await?;
    newcomer(tx, id).await
}

pub async fn save_newcomer(tx: &mut Tx, ctx: &Ctx, id: AdvocateId, chosen: &Onboarding) -> Result<()> {
    sqlx::query!(
        "update advocates set name = $2, title = $3, languages = $4, time_zone = $5, monthly_cap = $6, notice_hours = $7,
                enrolled_on = $8, version = version + 1
         where id = $1",
        id as _,
        chosen.name,
        chosen.title,
        &chosen.languages,
        chosen.time_zone,
        chosen.monthly_cap,
        chosen.notice_hours,
        ctx.now().date_naive()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Into the ledger, by the person's own hand.
pub async fn grant(tx: &mut Tx, ctx: &Ctx, id: AdvocateId, consents: &[Agreed]) -> Result<()> {
    for activity in consents {
        sqlx::query!(
            "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, source, recorded_by)
             values ($1, $2, $3, $4, 'granted', $5, 'portal', $6)",
            ctx.company() as _,
            Uuid::now_v7(),
            id as _,
            activity.as_str(),
            ctx.now(),
            ctx.user() as _
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The same hours on each of these days, in place of any before.
pub async fn set_hours(tx: &mut Tx, company: CompanyId, id: AdvocateId, days: &[i32], hours: (i32, i32)) -> Result<()> {
    sqlx::query!("delete from advocate_hours where advocate_id = $1", id as _).execute(&mut **tx).await?;
    sqlx::query!(
        "insert into advocate_hours (company_id, advocate_id, weekday, starts_minute, ends_minute)
         select $1, $2, day, $4, $5 from unnest($3::int[]) day",
        company as _,
        id as _,
        days,
        hours.0,
        hours.1
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The personal link has done its work.
pub async fn accept_invitations(tx: &mut Tx, id: AdvocateId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update advocate_invitations set accepted_at = $2 where advocate_id = $1 and accepted_at is null and revoked_at is null",
        id as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The one place here that moves somebody along: from one of these stations to the next, noted with who and when;
/// else nothing happens.
pub async fn move_on(tx: &mut Tx, ctx: &Ctx, id: AdvocateId, from: &[&str], to: &str, reason: &str) -> Result<()> {
    let from: Vec<String> = from.iter().map(|station| (*station).to_owned()).collect();
    sqlx::query!(
        "with before as (
           select company_id, id, lifecycle from advocates where id = $1 and lifecycle = any($2) and lifecycle <> $3 for update
         ),
         moved as (
           update advocates a set lifecycle = $3 from before b where a.company_id = b.company_id and a.id = b.id
         )
         insert into advocate_moves (company_id, id, advocate_id, axis, from_state, to_state, reason, moved_at, moved_by)
         select company_id, $4, id, 'lifecycle', lifecycle, $3, $5, $6, $7 from before",
        id as _,
        &from,
        to,
        uuid::Uuid::now_v7(),
        reason,
        ctx.now(),
        ctx.user() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
