//! What a model is given about a deal, and what is kept of its answers.

use chrono::{DateTime, Utc};
use domain::ai::{FacetKind, Fault, Purpose};
use domain::ids::{CompanyId, OpportunityId, UserId};
use serde_json::Value;

use crate::db::Tx;
use crate::error::Result;

/// What people wrote down about a deal, and what it asks for already.
pub struct DealRow {
    pub background: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub objections: Vec<String>,
    pub topics: Vec<String>,
}

pub async fn deal(tx: &mut Tx, opportunity: OpportunityId) -> Result<Option<DealRow>> {
    let row = sqlx::query_as!(
        DealRow,
        "select notes as background, use_cases, products, competitors, objections, topics from opportunities where id = $1",
        opportunity as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub struct NoteRow {
    pub body: String,
    pub written_at: DateTime<Utc>,
}

/// The latest notes that are not deleted.
pub async fn notes(tx: &mut Tx, opportunity: OpportunityId, most: i64) -> Result<Vec<NoteRow>> {
    let rows = sqlx::query_as!(
        NoteRow,
        "select body, written_at from opportunity_notes
         where opportunity_id = $1 and deleted_at is null
         order by id desc limit $2",
        opportunity as _,
        most,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct WordRow {
    pub kind: FacetKind,
    pub name: String,
}

/// The words a company uses, the most used ones of each kind: what advocates and their organisations know, and what
/// other deals worried about.
pub async fn vocabulary(tx: &mut Tx, most: i64) -> Result<Vec<WordRow>> {
    let rows = sqlx::query_as!(
        WordRow,
        r#"with used (kind, name) as (
             select 'use_case', unnest(use_cases) from advocates
             union all select 'product', unnest(products) from advocates
             union all select 'product', unnest(products) from organisations
             union all select 'competitor', unnest(competitors_replaced) from advocates
             union all select 'objection', unnest(objections) from opportunities
             union all select 'topic', unnest(expertise || tags) from advocates
           ), counted as (
             select kind, min(btrim(name)) as name,
                    row_number() over (partition by kind order by count(*) desc, lower(btrim(name))) as place
             from used where char_length(btrim(name)) between 3 and 80
             group by kind, lower(btrim(name))
           )
           select kind as "kind!: FacetKind", name as "name!" from counted where place <= $1 order by kind, name"#,
        most,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Suggestions somebody took or turned down.
pub async fn decided(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<WordRow>> {
    let rows = sqlx::query_as!(
        WordRow,
        r#"select kind as "kind: FacetKind", value as name from ai_facet_decisions where opportunity_id = $1"#,
        opportunity as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct Decision<'a> {
    pub kind: FacetKind,
    pub value: &'a str,
    pub is_accepted: bool,
    pub by: UserId,
    pub at: DateTime<Utc>,
}

pub async fn decide(
    tx: &mut Tx,
    company: CompanyId,
    opportunity: OpportunityId,
    decision: &Decision<'_>,
) -> Result<()> {
    sqlx::query!(
        "insert into ai_facet_decisions (company_id, opportunity_id, kind, value, is_accepted, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (company_id, opportunity_id, kind, value) do nothing",
        company as _,
        opportunity as _,
        decision.kind as _,
        decision.value,
        decision.is_accepted,
        decision.by as _,
        decision.at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How a question about a deal stands.
pub struct AnswerRow {
    pub purpose: Purpose,
    pub digest: Option<Vec<u8>>,
    pub asked_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    pub body: Option<Value>,
    pub fault: Option<Fault>,
    pub failed_at: Option<DateTime<Utc>>,
    pub next_try_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
}

impl AnswerRow {
    /// Asked, not answered, and nobody said that it need not be.
    pub const fn is_awaited(&self) -> bool {
        self.answered_at.is_none() && self.cancelled_at.is_none()
    }
}

pub async fn answers(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<AnswerRow>> {
    let rows = sqlx::query_as!(
        AnswerRow,
        r#"select purpose as "purpose: Purpose", digest, asked_at, answered_at, body, fault as "fault: Fault",
                  failed_at, next_try_at, cancelled_at
           from ai_answers where opportunity_id = $1"#,
        opportunity as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// One of them, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, opportunity: OpportunityId, purpose: Purpose) -> Result<Option<AnswerRow>> {
    let row = sqlx::query_as!(
        AnswerRow,
        r#"select purpose as "purpose: Purpose", digest, asked_at, answered_at, body, fault as "fault: Fault",
                  failed_at, next_try_at, cancelled_at
           from ai_answers where opportunity_id = $1 and purpose = $2
           for update"#,
        opportunity as _,
        purpose as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Somebody or something asks. What was answered before is kept: the question may be the same.
pub async fn ask(
    tx: &mut Tx,
    company: CompanyId,
    opportunity: OpportunityId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into ai_answers (company_id, opportunity_id, purpose, asked_at) values ($1, $2, $3, $4)
         on conflict (company_id, opportunity_id, purpose) do update
         set asked_at = excluded.asked_at, answered_at = null, fault = null, failed_at = null, next_try_at = null,
             cancelled_at = null",
        company as _,
        opportunity as _,
        purpose as _,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The question is another one now: what was said about the old one goes.
pub async fn begin(tx: &mut Tx, opportunity: OpportunityId, purpose: Purpose, digest: &[u8]) -> Result<()> {
    sqlx::query!(
        "update ai_answers set digest = $3, body = null, answered_at = null where opportunity_id = $1 and purpose = $2",
        opportunity as _,
        purpose as _,
        digest,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was let through of the answer to this question; another question that was asked meanwhile keeps its own.
pub async fn keep(
    tx: &mut Tx,
    opportunity: OpportunityId,
    purpose: Purpose,
    digest: &[u8],
    body: &Value,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update ai_answers set body = $4, answered_at = $5, fault = null, failed_at = null, next_try_at = null
         where opportunity_id = $1 and purpose = $2 and digest = $3",
        opportunity as _,
        purpose as _,
        digest,
        body,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct Failed {
    pub fault: Fault,
    pub at: DateTime<Utc>,
    pub next_try_at: Option<DateTime<Utc>>,
}

pub async fn fail(
    tx: &mut Tx,
    opportunity: OpportunityId,
    purpose: Purpose,
    digest: &[u8],
    failed: &Failed,
) -> Result<()> {
    sqlx::query!(
        "update ai_answers set fault = $4, failed_at = $5, next_try_at = $6
         where opportunity_id = $1 and purpose = $2 and digest = $3",
        opportunity as _,
        purpose as _,
        digest,
        failed.fault as _,
        failed.at,
        failed.next_try_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing is kept of what was said.
pub async fn forget(tx: &mut Tx, opportunity: OpportunityId, purpose: Purpose) -> Result<()> {
    sqlx::query!("delete from ai_answers where opportunity_id = $1 and purpose = $2", opportunity as _, purpose as _,)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The question is not to be asked, if it was not answered since then; one that is on its way to be asked finds this row.
pub async fn cancel(
    tx: &mut Tx,
    company: CompanyId,
    opportunity: OpportunityId,
    purpose: Purpose,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into ai_answers (company_id, opportunity_id, purpose, asked_at, cancelled_at) values ($1, $2, $3, $4, $5)
         on conflict (company_id, opportunity_id, purpose) do update set cancelled_at = excluded.cancelled_at
         where ai_answers.answered_at is null or ai_answers.asked_at < $4",
        company as _,
        opportunity as _,
        purpose as _,
        since,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Questions of this deal may be asked again.
pub async fn take_back_cancelling(tx: &mut Tx, opportunity: OpportunityId) -> Result<()> {
    sqlx::query!(
        "update ai_answers set cancelled_at = null where opportunity_id = $1 and cancelled_at is not null",
        opportunity as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
