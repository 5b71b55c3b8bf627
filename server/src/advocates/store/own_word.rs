//! What an advocate allows: pauses and consents. Both are records that only grow.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::{ConsentDecision, ConsentSource, PauseDecision, Purpose};
use domain::ids::AdvocateId;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

pub async fn lock(tx: &mut Tx, advocate: AdvocateId) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 0))", advocate.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn insert_pause(
    tx: &mut Tx,
    ctx: &Ctx,
    advocate: AdvocateId,
    decision: PauseDecision,
    resumes_on: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at, resumes_on, decided_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        ctx.company() as _,
        Uuid::now_v7(),
        advocate as _,
        decision as PauseDecision,
        ctx.now(),
        resumes_on,
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn latest_pause(tx: &mut Tx, advocate: AdvocateId) -> Result<Option<(PauseDecision, Option<NaiveDate>)>> {
    let row = sqlx::query!(
        r#"select decision as "decision: PauseDecision", resumes_on from advocate_pauses
           where advocate_id = $1 order by decided_at desc, id desc limit 1"#,
        advocate as _
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.decision, row.resumes_on)))
}

pub struct PauseFacts {
    pub decision: PauseDecision,
    pub resumes_on: Option<NaiveDate>,
    pub decided_at: DateTime<Utc>,
    pub by: Option<String>,
}

/// The latest changes of an advocate's pauses.
pub async fn pauses(tx: &mut Tx, advocate: AdvocateId) -> Result<Vec<PauseFacts>> {
    Ok(sqlx::query_as!(
        PauseFacts,
        r#"select p.decision as "decision: PauseDecision", p.resumes_on, p.decided_at, u.name as "by?"
           from advocate_pauses p left join users u on u.company_id = p.company_id and u.id = p.decided_by
           where p.advocate_id = $1 order by p.decided_at desc, p.id desc limit 50"#,
        advocate as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// One decision of the ledger.
pub struct ConsentFacts {
    pub purpose: Purpose,
    pub decision: ConsentDecision,
    pub decided_at: DateTime<Utc>,
    pub expires_on: Option<NaiveDate>,
    pub source: ConsentSource,
    pub by: Option<String>,
}

/// The latest decision on each purpose.
pub async fn consents(tx: &mut Tx, advocate: AdvocateId) -> Result<Vec<ConsentFacts>> {
    Ok(sqlx::query_as!(
        ConsentFacts,
        r#"select distinct on (activity) activity as "purpose: Purpose", decision as "decision: ConsentDecision", decided_at,
                  expires_on, source as "source: ConsentSource", null as "by: String"
           from consents where advocate_id = $1
           order by activity, decided_at desc, id desc"#,
        advocate as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// The decisions of an advocate, the latest first.
pub async fn ledger(tx: &mut Tx, advocate: AdvocateId) -> Result<Vec<ConsentFacts>> {
    Ok(sqlx::query_as!(
        ConsentFacts,
        r#"select c.activity as "purpose: Purpose", c.decision as "decision: ConsentDecision", c.decided_at, c.expires_on,
                  c.source as "source: ConsentSource", u.name as "by?"
           from consents c left join users u on u.company_id = c.company_id and u.id = c.recorded_by
           where c.advocate_id = $1 order by c.decided_at desc, c.id desc limit 200"#,
        advocate as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub async fn insert_consent(
    tx: &mut Tx,
    ctx: &Ctx,
    advocate: AdvocateId,
    purpose: Purpose,
    decision: ConsentDecision,
    expires_on: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, expires_on, source, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, 'portal', $8)",
        ctx.company() as _,
        Uuid::now_v7(),
        advocate as _,
        purpose as Purpose,
        decision as ConsentDecision,
        ctx.now(),
        expires_on,
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
