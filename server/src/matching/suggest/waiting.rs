//! The last stage of a run that somebody watches: whether the model has said what it was asked about the new order.

use chrono::{DateTime, Utc};
use domain::ai::Purpose;
use domain::ids::OpportunityId;

use super::super::store::suggest::{self as store, AnswerRow};
use super::jobs::AskModel;
use crate::ai;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// How the questions that a run causes stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Waited {
    Off,
    /// Nobody is left to say anything about.
    Nothing,
    Working,
    Answered,
    /// Why not, in a sentence.
    Failed(String),
}

/// What a run asks: why the first, and another order where there are two to change places.
fn purposes(open: usize) -> &'static [Purpose] {
    match open {
        0 => &[],
        1 => &[Purpose::Rationale],
        _ => &[Purpose::Rationale, Purpose::Reorder],
    }
}

/// How the questions asked since then stand. `open`: how many may be asked for a reference.
pub(crate) async fn waited(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    since: DateTime<Utc>,
    open: usize,
) -> Result<Waited> {
    if !ai::is_on(ctx, tx).await? {
        return Ok(Waited::Off);
    }
    let rows = store::answers(tx, opportunity).await?;
    Ok(standing(&rows, purposes(open), since))
}

fn standing(rows: &[AnswerRow], asked: &[Purpose], since: DateTime<Utc>) -> Waited {
    let row = |purpose: &Purpose| rows.iter().find(|row| row.purpose == *purpose && row.asked_at >= since);
    if asked.is_empty() {
        return Waited::Nothing;
    }
    if let Some(fault) = asked.iter().filter_map(row).find_map(|row| row.fault) {
        return Waited::Failed(fault.sentence().to_owned());
    }
    let is_answered = |purpose| row(purpose).is_some_and(|row| row.answered_at.is_some());
    if asked.iter().all(is_answered) { Waited::Answered } else { Waited::Working }
}

/// What the run asked and nobody answered yet is not asked any more. A call that is under way cannot be called back;
/// its answer was paid for and is kept.
pub(crate) async fn cancel(tx: &mut Tx, ctx: &Ctx, opportunity: OpportunityId, since: DateTime<Utc>) -> Result<()> {
    for purpose in purposes(usize::MAX) {
        store::cancel(tx, ctx.company(), opportunity, *purpose, since, ctx.now()).await?;
    }
    Ok(())
}

/// Asks again what the run asks.
pub(crate) async fn ask_about_the_order(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    now: DateTime<Utc>,
) -> Result<()> {
    if !ai::is_on(ctx, tx).await? {
        return Ok(());
    }
    for purpose in purposes(usize::MAX) {
        store::ask(tx, ctx.company(), opportunity, *purpose, now).await?;
        let job = AskModel { opportunity, purpose: *purpose, asked_at: now, tries: 0 };
        crate::jobs::enqueue(tx, ctx, &job, now).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::ai::Fault;

    use super::*;

    fn row(purpose: Purpose, asked_at: DateTime<Utc>) -> AnswerRow {
        AnswerRow {
            purpose,
            digest: None,
            asked_at,
            answered_at: None,
            body: None,
            fault: None,
            failed_at: None,
            next_try_at: None,
            cancelled_at: None,
        }
    }

    #[test]
    fn the_model_has_answered_when_everything_this_run_asked_is_there() {
        let since = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        let early = since - TimeDelta::minutes(5);
        let answered = |purpose, at| AnswerRow { answered_at: Some(at), ..row(purpose, at) };
        let failed = AnswerRow { fault: Some(Fault::TimedOut), ..row(Purpose::Reorder, since) };
        let both = [Purpose::Rationale, Purpose::Reorder];
        for (rows, open, expected) in [
            (vec![], 0, Waited::Nothing),
            (vec![], 5, Waited::Working),
            (vec![answered(Purpose::Rationale, since)], 1, Waited::Answered),
            (vec![answered(Purpose::Rationale, since)], 2, Waited::Working),
            (Vec::from(both.map(|purpose| answered(purpose, early))), 2, Waited::Working),
            (Vec::from(both.map(|purpose| answered(purpose, since))), 2, Waited::Answered),
            (vec![row(Purpose::Rationale, since), failed], 2, Waited::Failed(Fault::TimedOut.sentence().to_owned())),
        ] {
            assert_eq!(standing(&rows, purposes(open), since), expected);
        }
    }
}
