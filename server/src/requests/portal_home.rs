//! The home of the portal: what waits, what comes, what came of it, and what the advocate allows.

use chrono::{DateTime, Days, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use domain::home::greeting;
use domain::ids::AdvocateId;
use domain::problem::Problem;
use domain::requests::{AskState, Impact, NextCall, PortalHome, WaitingAsk, home_line, hours_given};
use domain::time::{ago, clock, date_short, local, month_year, zones};

use super::answers::advocate;
use super::portal::{ASK_AGAIN_DAYS, shown_prospect};
use super::store::{self, Balance, OwnAsk, Wanted};
use super::words::{capped, date_of, facts, in_words, zone_of};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::{advocates, scheduling};

/// So many requests can be answered on the home page; the list has all.
const ANSWERED_HERE: usize = 3;
/// So many planned calls are shown.
const CALLS_SHOWN: usize = 3;

/// The advocate's home.
pub async fn portal_home(ctx: &Ctx) -> Result<PortalHome> {
    let advocate = advocate(ctx)?;
    let viewer = ctx.viewer()?;
    let zone = zone_of(&viewer.time_zone);
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let open = store::own_asks(&mut tx, advocate, Wanted::Open, now).await?;
    let waiting: Vec<&OwnAsk> = open.iter().filter(|ask| ask.state == AskState::Sent).collect();
    let mut asks = Vec::new();
    for ask in waiting.iter().take(ANSWERED_HERE) {
        asks.push(waiting_ask(&mut tx, ctx, advocate, ask, zone).await?);
    }
    let calls = scheduling::planned_calls(&mut tx, advocate, now).await?;
    let balance = store::balance(&mut tx, advocate, now).await?;
    let week = scheduling::usual_week(&mut tx, advocate, now).await?;
    let talk = advocates::talk(&mut tx, advocate).await?;
    let pause = advocates::current_pause(&mut tx, advocate, now).await?;
    tx.commit().await?;

    let here = local(now, &zone);
    let next = calls.first().map(|call| local(call.during.from, &zone));
    Ok(PortalHome {
        greeting: greeting(here.hour(), &viewer.name),
        line: home_line(waiting.len(), next, here.date()),
        waiting: waiting.len(),
        asks,
        calls: calls.into_iter().take(CALLS_SHOWN).map(|call| next_call(call, zone, now)).collect(),
        asked_this_month: balance.asked_this_month,
        monthly_cap: balance.monthly_cap,
        impact: impact(balance),
        week,
        topics: talk.topics,
        avoid: talk.avoid,
        pause,
        today: here.date(),
    })
}

async fn waiting_ask(tx: &mut Tx, ctx: &Ctx, advocate: AdvocateId, ask: &OwnAsk, zone: Tz) -> Result<WaitingAsk> {
    let now = ctx.now();
    let today = zones::today(now, zone);
    let text = store::own_ask(tx, ask.id, advocate).await?.ok_or(Problem::NotFound)?;
    let guests = if text.share_guests { store::guests(tx, ask.request).await? } else { vec![] };
    let minutes = u16::try_from(ask.duration_minutes).unwrap_or(30);
    let (slots, _) = scheduling::free_times(tx, advocate, minutes, now).await?;
    let fitting = slots.iter().filter(|slot| local(slot.starts_at, &zone).date() <= ask.needed_by).count();
    let fits = match fitting {
        0 => "None of your free times fits".to_owned(),
        1 => "One of your free times fits".to_owned(),
        many => format!("{} of your free times fit", capped(many)),
    };
    Ok(WaitingAsk {
        id: ask.id,
        prospect: shown_prospect(ask),
        prospect_id: ask.prospect_id.filter(|_| ask.share_company),
        prospect_facts: facts(
            text.industry.as_deref(),
            if ask.share_company { &text.city } else { "" },
            text.employees,
        ),
        rep_name: text.rep_name,
        company_name: ctx.viewer()?.company_name.clone(),
        asked: if now - ask.asked_at < TimeDelta::days(1) {
            ago(ask.asked_at, now)
        } else {
            ["on ", &date_short(local(ask.asked_at, &zone).date())].concat()
        },
        is_new: ask.seen_at.is_none(),
        duration_minutes: ask.duration_minutes,
        topics: text.topics,
        guests: guests.into_iter().map(|guest| guest.name).collect(),
        before: format!("{}. {fits}", date_short(ask.needed_by)),
        ask_again: ASK_AGAIN_DAYS.iter().map(|days| today + Days::new(*days)).collect(),
    })
}

fn next_call(call: scheduling::Upcoming, zone: Tz, now: DateTime<Utc>) -> NextCall {
    let today = zones::today(now, zone);
    let minutes = call.during.duration().num_minutes();
    let line = match in_words(&call.guests) {
        nobody if nobody.is_empty() => format!("{minutes} min"),
        guests => format!("{minutes} min with {guests}"),
    };
    NextCall {
        id: call.id,
        day: date_of(call.during.from, zone, today),
        at: clock(local(call.during.from, &zone).time()),
        prospect: call.prospect,
        line,
        meeting_url: call.meeting_url,
    }
}

fn impact(balance: Balance) -> Impact {
    Impact {
        conversations: balance.conversations,
        hours: hours_given(TimeDelta::minutes(balance.minutes)),
        chose: balance.chose,
        deciding: balance.deciding,
        since: balance.first_on.map(month_year),
    }
}
