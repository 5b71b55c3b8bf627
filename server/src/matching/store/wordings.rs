//! Why one advocate fits one deal, as a model worded it.

use chrono::{DateTime, Utc};
use domain::ai::{Fault, Purpose};
use domain::ids::{AdvocateId, CompanyId, OpportunityId};
use serde_json::Value;

use super::suggest::{AnswerRow, Failed};
use crate::db::Tx;
use crate::error::Result;

/// Which wording: of this advocate for this deal.
#[derive(Clone, Copy)]
pub struct About {
    pub opportunity: OpportunityId,
    pub advocate: AdvocateId,
}

pub async fn find(tx: &mut Tx, about: About) -> Result<Option<AnswerRow>> {
    let row = sqlx::query_as!(
        AnswerRow,
        r#"select 'rationale' as "purpose!: Purpose", digest, asked_at, answered_at, body, fault as "fault: Fault",
                  failed_at, next_try_at, null::timestamptz as cancelled_at
           from ai_wordings where opportunity_id = $1 and subject_id = $2"#,
        about.opportunity as _,
        about.advocate as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Somebody asks. What was answered before is kept: the question may be the same.
pub async fn ask(tx: &mut Tx, company: CompanyId, about: About, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into ai_wordings (company_id, opportunity_id, subject_id, asked_at) values ($1, $2, $3, $4)
         on conflict (company_id, opportunity_id, subject_id) do update
         set asked_at = excluded.asked_at, answered_at = null, fault = null, failed_at = null, next_try_at = null",
        company as _,
        about.opportunity as _,
        about.advocate as _,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The question is another one now: what was said about the old one goes.
pub async fn begin(tx: &mut Tx, about: About, digest: &[u8]) -> Result<()> {
    sqlx::query!(
        "update ai_wordings set digest = $3, body = null, answered_at = null
         where opportunity_id = $1 and subject_id = $2",
        about.opportunity as _,
        about.advocate as _,
        digest,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was let through of the answer to this question; another one that was asked meanwhile keeps its own.
pub async fn keep(tx: &mut Tx, about: About, digest: &[u8], body: &Value, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update ai_wordings set body = $4, answered_at = $5, fault = null, failed_at = null, next_try_at = null
         where opportunity_id = $1 and subject_id = $2 and digest = $3",
        about.opportunity as _,
        about.advocate as _,
        digest,
        body,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn fail(tx: &mut Tx, about: About, digest: &[u8], failed: &Failed) -> Result<()> {
    sqlx::query!(
        "update ai_wordings set fault = $4, failed_at = $5, next_try_at = $6
         where opportunity_id = $1 and subject_id = $2 and digest = $3",
        about.opportunity as _,
        about.advocate as _,
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
pub async fn forget(tx: &mut Tx, about: About) -> Result<()> {
    sqlx::query!(
        "delete from ai_wordings where opportunity_id = $1 and subject_id = $2",
        about.opportunity as _,
        about.advocate as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
