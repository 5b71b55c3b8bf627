//! Asking, and taking it back.

use chrono::{Days, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::event::Event;
use domain::ids::{AskId, RequestId};
use domain::problem::Problem;
use domain::requests::{Move, Refusal, RequestForm, RequestState, SubmittedRequest};
use domain::scheduling::Side;
use domain::time::zones;

use super::{mails, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::{advocates, events, matching, scheduling};

/// How long an advocate has to answer, unless the need is sooner.
const ANSWER_DAYS: i64 = 5;

/// Sends the request: makes it, or takes the next advocate of an existing one, and asks.
pub async fn submit(ctx: &Ctx, form: &RequestForm, existing: Option<RequestId>) -> Result<RequestId> {
    let scope = ctx.allow(Permission::SubmitRequests)?;
    let viewer = ctx.viewer()?;
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let asked = form.check(zones::today(ctx.now(), zone))?;
    let mut tx = ctx.begin().await?;
    if !store::may_see_opportunity(&mut tx, asked.opportunity, scope, viewer.user).await? {
        return Err(Problem::NotFound.into());
    }
    advocates::lock(&mut tx, asked.advocate).await?;
    check_rules(&mut tx, ctx, &asked).await?;
    check_guests(&mut tx, &asked).await?;

    let request = match existing {
        Some(request) => next_round(&mut tx, ctx, request, &asked).await?,
        None => new_request(&mut tx, ctx, &asked).await?,
    };
    let ask = ask(&mut tx, ctx, request, &asked).await?;
    events::record(&mut tx, ctx, Event::AskSent { ask, request, advocate: asked.advocate }).await?;
    tx.commit().await?;
    Ok(request)
}

/// Every rule, read in this transaction.
async fn check_rules(tx: &mut Tx, ctx: &Ctx, asked: &SubmittedRequest) -> Result<()> {
    let standing = matching::standing(tx, ctx, asked.opportunity, asked.advocate).await?;
    match standing.gates.first() {
        None => Ok(()),
        Some(gate) => {
            let next = standing.next.map(|(_, name)| name);
            Err(Problem::from(Refusal::HeldBack { sentence: gate.sentence(), next }).into())
        }
    }
}

/// Guests are contacts of the deal, in every round.
async fn check_guests(tx: &mut Tx, asked: &SubmittedRequest) -> Result<()> {
    let guests = store::guests_of(tx, asked.opportunity, &asked.guests).await?;
    if guests != asked.guests.len() {
        return Err(Problem::invalid("guests", "One of these guests is not a contact of this deal any more.").into());
    }
    Ok(())
}

async fn new_request(tx: &mut Tx, ctx: &Ctx, asked: &SubmittedRequest) -> Result<RequestId> {
    let request = RequestId::new();
    store::insert_request(tx, ctx, request, asked, ctx.viewer()?.user).await?;
    store::insert_guests(tx, ctx.company(), request, &asked.guests).await?;
    events::record(tx, ctx, Event::RequestSubmitted { request, opportunity: asked.opportunity }).await?;
    Ok(request)
}

/// The same request, to another advocate, with the words and guests as they are now.
async fn next_round(tx: &mut Tx, ctx: &Ctx, request: RequestId, asked: &SubmittedRequest) -> Result<RequestId> {
    let row = store::lock_request(tx, request).await?.ok_or(Problem::NotFound)?;
    if row.opportunity != asked.opportunity {
        return Err(Problem::NotFound.into());
    }
    let state = row.state.after(Move::Ask).map_err(Problem::from)?;
    store::renew_request(tx, request, state, asked).await?;
    store::replace_guests(tx, ctx.company(), request, &asked.guests).await?;
    Ok(request)
}

async fn ask(tx: &mut Tx, ctx: &Ctx, request: RequestId, asked: &SubmittedRequest) -> Result<AskId> {
    let ask = AskId::new();
    let now = ctx.now();
    let deadline = (asked.needed_by + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
    let expires_at = deadline.min(now + TimeDelta::days(ANSWER_DAYS));
    let hash = crate::secrets::hash_token(&mails::ask_key(ctx.app().secrets(), ask));
    let name = store::advocate_name(tx, asked.advocate).await?.ok_or(Problem::NotFound)?;
    store::insert_ask(tx, ctx, ask, request, asked.advocate, expires_at, &hash)
        .await
        .on_constraint("asks_monthly_cap", held_back(&name, "has reached the monthly cap"))
        .on_constraint("asks_quarterly_cap", held_back(&name, "has reached the quarterly cap"))
        .on_constraint("asks_by_consent", held_back(&name, "does not agree to be asked for this"))
        .on_constraint("asks_paused", held_back(&name, "has paused new requests"))
        .on_constraint("asks_cool_down", held_back(&name, "is cooling off after a call"))
        .on_constraint("asks_renewal", held_back(&name, "has a contract that renews soon"))
        .on_constraint("asks_once_per_deal", held_back(&name, "has already been asked for this deal"))
        .on_constraint("asks_one_open_per_request", Problem::from(Refusal::StillWaiting))
        .on_constraint("asks_once_per_request", Problem::from(Refusal::AskedBefore))?;
    store::insert_touch(tx, ctx, asked.advocate, ask).await?;
    Ok(ask)
}

fn held_back(name: &str, why: &str) -> Problem {
    Problem::refused("held_back", format!("{name} {why}, since a moment ago. Match again to see who comes next."))
}

/// Takes the request back: the open ask is withdrawn, a planned call is called off, and everybody is told.
pub async fn cancel(ctx: &Ctx, request: RequestId) -> Result<()> {
    let scope = ctx.allow(Permission::SubmitRequests)?;
    let user = ctx.viewer()?.user;
    let mut tx = ctx.begin().await?;
    let row = store::lock_request(&mut tx, request).await?.ok_or(Problem::NotFound)?;
    if !store::may_see_opportunity(&mut tx, row.opportunity, scope, user).await? {
        return Err(Problem::NotFound.into());
    }
    row.state.after(Move::Cancel).map_err(Problem::from)?;
    if scope == Scope::Own && row.requested_by != user {
        return Err(Problem::Forbidden(
            "Only whoever made this request, their manager or the programme lead can withdraw it.".into(),
        )
        .into());
    }
    scheduling::call_off(&mut tx, ctx, request, Side::Staff).await?;
    for (ask, advocate) in store::withdraw_asks(&mut tx, request).await? {
        events::record(&mut tx, ctx, Event::AskWithdrawn { ask, request, advocate }).await?;
    }
    store::cancel_request(&mut tx, request, user, ctx.now()).await?;
    events::record(&mut tx, ctx, Event::RequestCancelled { request }).await?;
    tx.commit().await
}

/// The states in which another advocate may be asked.
pub(super) fn may_ask_next(state: RequestState) -> bool {
    matches!(state, RequestState::Declined | RequestState::Expired)
}
