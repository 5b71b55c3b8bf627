//! What was said of people, in the records that only grow, and what a merge adds to them.

use chrono::NaiveDate;
use domain::advocates::{ConsentDecision, PauseDecision, Purpose};
use domain::duplicates::{ConsentWord, PauseWord};
use domain::ids::MergeId;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// The last word of each of these people on each purpose.
pub async fn consents(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, Purpose, ConsentWord)>> {
    let rows = sqlx::query!(
        r#"select distinct on (advocate_id, activity) advocate_id, activity as "purpose: Purpose",
             decision as "decision: ConsentDecision", decided_at, expires_on
           from consents where advocate_id = any($1) order by advocate_id, activity, decided_at desc, id desc"#,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let word = |decision, decided_at, expires_on| ConsentWord { decision, decided_at, expires_on };
    Ok(rows
        .into_iter()
        .map(|row| (row.advocate_id, row.purpose, word(row.decision, row.decided_at, row.expires_on)))
        .collect())
}

/// The last word of each of these people on new requests.
pub async fn pauses(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, PauseWord)>> {
    let rows = sqlx::query!(
        r#"select distinct on (advocate_id) advocate_id, decision as "decision: PauseDecision", decided_at, resumes_on
           from advocate_pauses where advocate_id = any($1) order by advocate_id, decided_at desc, id desc"#,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let word = PauseWord { decision: row.decision, decided_at: row.decided_at, resumes_on: row.resumes_on };
            (row.advocate_id, word)
        })
        .collect())
}

/// Where the last move on each axis led.
pub async fn last_moves(tx: &mut Tx, advocate: Uuid) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select distinct on (axis) axis, to_state from advocate_moves where advocate_id = $1
         order by axis, moved_at desc, id desc",
        advocate
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.axis, row.to_state)).collect())
}

/// Repeats the stricter of two words of one moment, so that it is the last.
pub async fn add_consent(
    tx: &mut Tx,
    ctx: &Ctx,
    id: MergeId,
    advocate: Uuid,
    purpose: Purpose,
    word: ConsentWord,
) -> Result<()> {
    let row = Uuid::now_v7();
    sqlx::query!(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, expires_on, source, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, 'staff', $8)",
        ctx.company() as _,
        row,
        advocate,
        purpose as Purpose,
        word.decision as ConsentDecision,
        word.decided_at,
        word.expires_on,
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    note_added(tx, ctx, id, "consents", row).await
}

/// The pause of either holds for the one person.
pub async fn add_pause(
    tx: &mut Tx,
    ctx: &Ctx,
    id: MergeId,
    advocate: Uuid,
    resumes_on: Option<NaiveDate>,
) -> Result<()> {
    let row = Uuid::now_v7();
    sqlx::query!(
        "insert into advocate_pauses (company_id, id, advocate_id, decision, decided_at, resumes_on, decided_by)
         values ($1, $2, $3, 'paused', $4, $5, $6)",
        ctx.company() as _,
        row,
        advocate,
        ctx.now(),
        resumes_on,
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    note_added(tx, ctx, id, "advocate_pauses", row).await
}

/// One step on an axis: from where the last move led to where the one person stands.
pub struct Step<'a> {
    pub axis: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub reason: &'a str,
}

pub async fn add_move(tx: &mut Tx, ctx: &Ctx, id: MergeId, advocate: Uuid, step: Step<'_>) -> Result<()> {
    let row = Uuid::now_v7();
    sqlx::query!(
        "insert into advocate_moves (company_id, id, advocate_id, axis, from_state, to_state, reason, moved_at, moved_by)
         values ($1, $2, $3, $4, $5, $6, left($7, 500), $8, $9)",
        ctx.company() as _,
        row,
        advocate,
        step.axis,
        step.from,
        step.to,
        step.reason,
        ctx.now(),
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    note_added(tx, ctx, id, "advocate_moves", row).await
}

async fn note_added(tx: &mut Tx, ctx: &Ctx, id: MergeId, table: &str, row: Uuid) -> Result<()> {
    sqlx::query!(
        "insert into merge_rows (company_id, merge_id, id, table_name, action, row_id) values ($1, $2, gen_random_uuid(), $3, 'added', $4)",
        ctx.company() as _,
        id as _,
        table,
        row
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
