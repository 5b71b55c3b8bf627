//! The advocate's consents in the portal. Withdrawing one takes effect at once: what was asked for
//! it ends in the same commit, planned calls are called off, and everybody concerned is told.

use domain::advocates::{ActivityType, ConsentDecision, ConsentTerm, OwnConsent, OwnConsents, Purpose};
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::problem::Problem;
use domain::requests::{AskState, Move};
use domain::scheduling::Side;
use domain::time::{date_with_year, zones};

use super::answers::advocate;
use super::portal::shown_prospect;
use super::store::{self, OwnAsk, Wanted};
use super::words::{moment, zone_of};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::{advocates, events, scheduling};

/// What the advocate agreed to, and what would end with each consent.
pub async fn portal_consent(ctx: &Ctx) -> Result<OwnConsents> {
    let advocate = advocate(ctx)?;
    let viewer = ctx.viewer()?;
    let zone = zone_of(&viewer.time_zone);
    let today = zones::today(ctx.now(), zone);
    let mut tx = ctx.begin().await?;
    let known = advocates::consents(&mut tx, advocate, ctx.now().date_naive()).await?;
    let open = store::own_asks(&mut tx, advocate, Wanted::Open, ctx.now()).await?;
    tx.commit().await?;
    let ends = |ask: &OwnAsk| match (ask.state, ask.call_at) {
        (AskState::Sent, _) => format!("The request of {}, which waits for your answer", shown_prospect(ask)),
        (_, Some(at)) if ask.call_comes => format!("Your call with {}, {}", ask.prospect, moment(at, zone, today)),
        _ => format!("Your yes to {}, who may still choose a time", ask.prospect),
    };
    let consents = known.into_iter().map(|(purpose, row)| OwnConsent {
        purpose,
        is_given: row.is_given,
        line: row.line,
        until: row.expires_on.filter(|_| row.is_given).map(|day| date_with_year(day, today)),
        ends: open.iter().filter(|ask| Some(ask.activity) == purpose.activity()).map(ends).collect(),
    });
    Ok(OwnConsents { company_name: viewer.company_name.clone(), consents: consents.collect() })
}

/// Agrees to a purpose from today on, or agrees anew.
pub async fn give_consent(ctx: &Ctx, purpose: Purpose, term: ConsentTerm) -> Result<()> {
    let advocate = advocate(ctx)?;
    let today = ctx.now().date_naive();
    let mut tx = ctx.begin().await?;
    advocates::lock(&mut tx, advocate).await?;
    advocates::record_consent(&mut tx, ctx, advocate, purpose, ConsentDecision::Granted, term.expires_on(today))
        .await?;
    events::record(&mut tx, ctx, Event::ConsentGiven { advocate, purpose }).await?;
    tx.commit().await
}

/// Takes a consent back, with everything that rests on it.
pub async fn withdraw_consent(ctx: &Ctx, purpose: Purpose) -> Result<()> {
    let advocate = advocate(ctx)?;
    let mut tx = ctx.begin().await?;
    advocates::lock(&mut tx, advocate).await?;
    advocates::record_consent(&mut tx, ctx, advocate, purpose, ConsentDecision::Withdrawn, None).await?;
    if let Some(activity) = purpose.activity() {
        end_asks(&mut tx, ctx, advocate, activity).await?;
    }
    events::record(&mut tx, ctx, Event::ConsentWithdrawn { advocate, purpose }).await?;
    tx.commit().await
}

/// Ends what was asked for this activity and is not over; the request is free for somebody else.
async fn end_asks(tx: &mut Tx, ctx: &Ctx, advocate: AdvocateId, activity: ActivityType) -> Result<()> {
    for row in store::lock_open_asks(tx, advocate, activity, ctx.now()).await? {
        scheduling::call_off(tx, ctx, row.request, Side::Advocate).await?;
        store::withdraw_ask(tx, row.id).await?;
        let after = row.request_state.after(Move::EndConsent).map_err(Problem::from)?;
        store::move_request(tx, row.request, after).await?;
        events::record(tx, ctx, Event::AskEndedByConsent { ask: row.id, request: row.request, advocate }).await?;
    }
    Ok(())
}
