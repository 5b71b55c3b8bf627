//! The advocate's list of requests, and one of them; one read each.

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;
use domain::ids::{AdvocateId, AskId};
use domain::problem::Problem;
use domain::requests::{AskState, PortalAsk, PortalAskPage, PortalMoment, PortalRequests, RequestState};
use domain::time::{clock, date_short, local, month_long, zones};
use uuid::Uuid;

use super::answers::advocate;
use super::store::{self, OwnAsk, Wanted};
use super::words::{capped, date_of, facts, spoken, stamp, zone_of};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{self, PAGE_ROWS};
use crate::error::Result;
use crate::scheduling;

const LIST: &str = "portal/requests";
/// Days offered for "ask me again after".
pub(super) const ASK_AGAIN_DAYS: [u64; 4] = [7, 14, 30, 90];

/// How many requests wait for the advocate's answer: the figure in the navigation.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    let advocate = advocate(ctx)?;
    let mut tx = ctx.begin().await?;
    store::waiting(&mut tx, advocate, ctx.now()).await
}

/// Everything that waits or comes, and a page of what is over.
pub async fn portal_requests(ctx: &Ctx, after: Option<&str>) -> Result<PortalRequests> {
    let advocate = advocate(ctx)?;
    let zone = zone_of(&ctx.viewer()?.time_zone);
    let now = ctx.now();
    let after = paging::given::<(DateTime<Utc>, Uuid)>(ctx.app().secrets(), LIST, after)?;
    let after = after.map(|(at, id)| (at, AskId(id)));
    let mut tx = ctx.begin().await?;
    let open = match after {
        None => open_asks(&mut tx, advocate, now).await?,
        Some(_) => Vec::new(),
    };
    let mut over = store::own_asks(&mut tx, advocate, Wanted::Over { after, rows: PAGE_ROWS + 1 }, now).await?;
    tx.commit().await?;
    let more = i64::try_from(over.len()).is_ok_and(|rows| rows > PAGE_ROWS);
    if more {
        over.pop();
    }
    let next = match over.last().filter(|_| more) {
        Some(last) => Some(paging::sign(ctx.app().secrets(), LIST, &(last.asked_at, last.id.0))?),
        None => None,
    };
    Ok(PortalRequests {
        asks: open.iter().chain(&over).map(|ask| portal_line(ask, zone, now)).collect(),
        next,
        is_first: after.is_none(),
    })
}

/// One ask, opened. Seeing it is noted and decides nothing.
pub async fn portal_ask(ctx: &Ctx, ask: AskId) -> Result<PortalAskPage> {
    let advocate = advocate(ctx)?;
    let viewer = ctx.viewer()?;
    let zone = zone_of(&viewer.time_zone);
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let text = store::own_ask(&mut tx, ask, advocate).await?.ok_or(Problem::NotFound)?;
    store::note_seen(&mut tx, ask, now).await?;
    let this = store::own_asks(&mut tx, advocate, Wanted::One(ask), now).await?.pop().ok_or(Problem::NotFound)?;
    let open = open_asks(&mut tx, advocate, now).await?;
    let over = store::own_asks(&mut tx, advocate, Wanted::Over { after: None, rows: PAGE_ROWS }, now).await?;
    let guests = if text.share_guests { store::guests(&mut tx, text.request).await? } else { vec![] };
    let balance = store::balance(&mut tx, advocate, now).await?;
    let minutes = u16::try_from(this.duration_minutes).unwrap_or(30);
    let (slots, _) = scheduling::free_times(&mut tx, advocate, minutes, now).await?;
    let call = store::call_of(&mut tx, text.request).await?.filter(|call| this.call == Some(call.id));
    tx.commit().await?;

    let today = zones::today(now, zone);
    let fitting: Vec<DateTime<Utc>> =
        slots.iter().map(|slot| slot.starts_at).filter(|at| local(*at, &zone).date() <= this.needed_by).collect();
    let free = match fitting.first() {
        None => {
            "None of your free times is before that day. Open more of your week, or say so when you answer.".to_owned()
        }
        Some(first) => {
            format!("{} of your free times fit, the first {}.", capped(fitting.len()), stamp(*first, zone))
        }
    };
    Ok(PortalAskPage {
        asks: open.iter().chain(&over).map(|own| portal_line(own, zone, now)).collect(),
        id: ask,
        state: effective(&this, now),
        prospect: shown_prospect(&this),
        prospect_id: this.prospect_id.filter(|_| this.share_company),
        prospect_facts: facts(
            text.industry.as_deref(),
            if this.share_company { &text.city } else { "" },
            text.employees,
        ),
        rep_name: text.rep_name,
        company_name: viewer.company_name.clone(),
        asked: stamp(this.asked_at, zone),
        duration_minutes: this.duration_minutes,
        needed_by: this.needed_by,
        message: text.message,
        topics: text.topics,
        avoid: text.avoid,
        guests: guests.into_iter().map(|guest| (guest.name, guest.title)).collect(),
        limits: format!(
            "This is request {} of {} in {}",
            balance.asked_this_month,
            balance.monthly_cap,
            month_long(local(now, &zone).date())
        ),
        free,
        answer_until: stamp(this.expires_at, zone),
        call: call.as_ref().map(|call| call.id),
        call_words: call.as_ref().map(|call| spoken(call, zone)),
        meeting_url: call.filter(|call| call.is_planned).map(|call| call.meeting_url),
        answered: text.answered_at.map(|at| stamp(at, zone)),
        ask_again: ASK_AGAIN_DAYS.iter().map(|days| today + Days::new(*days)).collect(),
    })
}

/// The asks that are open: those that wait in the order they run out, then the calls in the order they
/// come, then what has no time yet.
async fn open_asks(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<Vec<OwnAsk>> {
    let mut open = store::own_asks(tx, advocate, Wanted::Open, now).await?;
    open.sort_by_key(|ask| {
        let comes_at = ask.call_at.filter(|_| ask.call_comes);
        (ask.state != AskState::Sent, comes_at.is_none(), comes_at)
    });
    Ok(open)
}

/// An ask whose time is over is over, even before the job that says so ran.
fn effective(ask: &OwnAsk, now: DateTime<Utc>) -> AskState {
    if ask.state == AskState::Sent && ask.expires_at <= now { AskState::Expired } else { ask.state }
}

fn portal_line(ask: &OwnAsk, zone: Tz, now: DateTime<Utc>) -> PortalAsk {
    let today = zones::today(now, zone);
    let state = effective(ask, now);
    let (moment_of, line) = match (state, ask.call_at) {
        (AskState::Sent, _) => {
            (PortalMoment::Waiting, format!("{} min call before {}", ask.duration_minutes, date_short(ask.needed_by)))
        }
        (AskState::Accepted, Some(at)) if ask.call_comes => {
            let begins = clock(local(at, &zone).time());
            (PortalMoment::ComingUp, format!("{} min call at {begins}", ask.duration_minutes))
        }
        (AskState::Accepted, Some(_)) if ask.request_state == RequestState::Missed => {
            (PortalMoment::ComingUp, "The call did not happen; they may choose another time".to_owned())
        }
        (AskState::Accepted, Some(at)) => (PortalMoment::Earlier, format!("Call on {}", date_of(at, zone, today))),
        (AskState::Accepted, None) if ask.request_state == RequestState::Accepted => {
            (PortalMoment::ComingUp, "They are choosing a time".to_owned())
        }
        (AskState::Accepted, None) => (PortalMoment::Earlier, "No call came of it".to_owned()),
        // The badge beside it says what became of it.
        (AskState::Declined | AskState::Expired | AskState::Withdrawn, _) => {
            (PortalMoment::Earlier, format!("{} min call before {}", ask.duration_minutes, date_short(ask.needed_by)))
        }
    };
    PortalAsk {
        id: ask.id,
        prospect: shown_prospect(ask),
        prospect_id: ask.prospect_id.filter(|_| ask.share_company),
        state,
        line,
        // Of a call that comes, its own day is looked for here and not that of the question.
        when: date_of(ask.call_at.filter(|_| ask.call_comes).unwrap_or(ask.asked_at), zone, today),
        moment: moment_of,
    }
}

/// The prospect by name, unless the rep does not share it before the answer.
pub(super) fn shown_prospect(ask: &OwnAsk) -> String {
    if ask.share_company || ask.state == AskState::Accepted {
        ask.prospect.clone()
    } else {
        "A company like yours".to_owned()
    }
}
