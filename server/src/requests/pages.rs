//! What the pages about requests show; one read each.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ids::{AdvocateId, AskId, OpportunityId, RequestId};
use domain::organisations::Industry;
use domain::problem::Problem;
use domain::requests::{
    AskLine, AskState, Check, DraftPage, PortalAsk, PortalAskPage, PortalHome, PortalMoment, RequestList, RequestPage,
    RequestState, RequestTab,
};
use domain::time::{TimeRange, clock, date_short, local, month_long, zones};
use uuid::Uuid;

use super::answers::advocate;
use super::store::{self, AskRow, CallRow, OwnAsk, Reader};
use super::submit::may_ask_next;
use crate::ctx::Ctx;
use crate::db::paging::{self, PAGE_ROWS};
use crate::error::Result;
use crate::{matching, scheduling};

const LIST: &str = "requests/newest";
/// Until then a deal without a date is taken to need its reference.
const DEFAULT_NEED_DAYS: u64 = 10;

/// A first draft from the deal's facts, and whether this advocate can be asked right now.
pub async fn draft(
    ctx: &Ctx,
    opportunity: OpportunityId,
    advocate: AdvocateId,
    request: Option<RequestId>,
) -> Result<DraftPage> {
    let scope = ctx.allow(Permission::SubmitRequests)?;
    let viewer = ctx.viewer()?;
    let today = zones::today(ctx.now(), zone_of(&viewer.time_zone));
    let mut tx = ctx.begin().await?;
    if !store::may_see_opportunity(&mut tx, opportunity, scope, viewer.user).await? {
        return Err(Problem::NotFound.into());
    }
    let deal = store::deal(&mut tx, opportunity).await?.ok_or(Problem::NotFound)?;
    let person = store::advocate(&mut tx, advocate).await?.ok_or(Problem::NotFound)?;
    let standing = matching::standing(&mut tx, ctx, opportunity, advocate).await?;
    let guests = store::guest_choices(&mut tx, opportunity).await?;
    tx.commit().await?;

    let first = first_name(&person.name);
    let topics: Vec<String> = deal.topics.iter().chain(&deal.use_cases).take(3).cloned().collect();
    let needed_by =
        deal.needed_by.filter(|day| *day > today).or_else(|| today.checked_add_days(Days::new(DEFAULT_NEED_DAYS)));
    let checks = if standing.gates.is_empty() {
        ["Under the monthly cap", "Cooling off has passed", "No support condition", "Consent covers a call"]
            .into_iter()
            .map(|words| Check { passed: true, words: words.to_owned() })
            .collect()
    } else {
        standing.gates.iter().map(|gate| Check { passed: false, words: gate.sentence() }).collect()
    };
    Ok(DraftPage {
        opportunity,
        opportunity_name: deal.name,
        prospect_facts: facts(deal.industry.as_deref(), &deal.city, deal.employees),
        prospect_id: deal.organisation,
        message: first_words(&first, &deal.prospect, &topics, &deal.competitors, needed_by, &viewer.name),
        prospect: deal.prospect,
        advocate,
        advocate_first_name: first,
        advocate_name: person.name,
        advocate_title: person.title,
        advocate_organisation: person.organisation_name,
        advocate_organisation_id: person.organisation,
        score: standing.score_milli.map(|milli| (milli + 500).div_euclid(1000)),
        checks,
        next_best: standing.next,
        guests,
        topics,
        needed_by,
        earliest: today + Days::new(1),
        rep_name: viewer.name.clone(),
        company_name: viewer.company_name.clone(),
        success_manager: person.success_manager,
        request,
    })
}

/// Words to start from, made of the deal's facts alone; the rep changes them.
fn first_words(
    first: &str,
    prospect: &str,
    topics: &[String],
    competitors: &[String],
    needed_by: Option<NaiveDate>,
    rep: &str,
) -> String {
    let mut text = format!("Hello {first},\n\n{prospect} is looking at us");
    if let Some(competitor) = competitors.first() {
        text.push_str(&format!(" beside {competitor}"));
    }
    text.push_str(" and would value half an hour with somebody who has done it");
    match topics {
        [] => text.push('.'),
        some => text.push_str(&format!(". They would like to hear about {}.", in_words(some))),
    }
    if let Some(day) = needed_by {
        text.push_str(&format!(
            "\n\nThey hope to talk before {}. If now is not a good time, say so and I will ask elsewhere.",
            date_short(day)
        ));
    }
    text.push_str(&format!("\n\n{}", first_name(rep)));
    text
}

/// "a, b and c", in lower case at the start of each.
fn in_words(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The list of requests within the viewer's reach.
pub async fn list(
    ctx: &Ctx,
    tab: RequestTab,
    opportunity: Option<OpportunityId>,
    after: Option<&str>,
) -> Result<RequestList> {
    let reader = reader(ctx)?;
    let viewer = ctx.viewer()?;
    let zone = zone_of(&viewer.time_zone);
    let after = match after {
        Some(cursor) => {
            let (at, id) = paging::read::<(DateTime<Utc>, Uuid)>(ctx.app().secrets(), LIST, cursor)?;
            Some((at, RequestId(id)))
        }
        None => None,
    };
    let mut tx = ctx.begin().await?;
    let mut rows = store::lines(&mut tx, reader, tab, None, opportunity, after, PAGE_ROWS + 1).await?;
    let mut counts = Vec::new();
    for tab in RequestTab::ALL {
        counts.push((*tab, store::count(&mut tx, reader, *tab).await?));
    }
    let more = i64::try_from(rows.len()).is_ok_and(|rows| rows > PAGE_ROWS);
    if more {
        rows.pop();
    }
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(paging::sign(ctx.app().secrets(), LIST, &(last.created_at, last.id.0))?),
        None => None,
    };
    let today = zones::today(ctx.now(), zone);
    let call_words = rows.iter().map(|row| row.call_at.map(|at| moment(at, zone, today))).collect();
    Ok(RequestList { tab, counts, rows, next, today, time_zone: viewer.time_zone.clone(), call_words })
}

/// One request with its asks and its call.
pub async fn page(ctx: &Ctx, request: RequestId) -> Result<RequestPage> {
    let reader = reader(ctx)?;
    let zone = zone_of(&ctx.viewer()?.time_zone);
    let mut tx = ctx.begin().await?;
    let mut found = store::lines(&mut tx, reader, RequestTab::All, Some(request), None, None, 1).await?;
    let line = found.pop().ok_or(Problem::NotFound)?;
    let text = store::text(&mut tx, request).await?.ok_or(Problem::NotFound)?;
    let guests = store::guests(&mut tx, request).await?;
    let asks = store::asks(&mut tx, request).await?;
    let call = store::call_of(&mut tx, request).await?;
    let accepted = asks.iter().find(|ask| ask.state == AskState::Accepted).map(|ask| ask.id);
    let booking_path = match accepted.filter(|_| line.state == RequestState::Accepted) {
        Some(ask) => Some(scheduling::invite(&mut tx, ctx, ask).await?),
        None => None,
    };
    tx.commit().await?;
    let today = zones::today(ctx.now(), zone);
    Ok(RequestPage {
        duration_minutes: text.duration_minutes,
        topics: text.topics,
        avoid: text.avoid,
        message: text.message,
        guests,
        asks: asks.into_iter().map(|ask| ask_line(ask, zone)).collect(),
        booking_path,
        call_words: call.as_ref().map(|call| spoken(call, zone)),
        meeting_url: call.filter(|call| call.is_planned).map(|call| call.meeting_url),
        may_cancel: line.state.after(domain::requests::Move::Cancel).is_ok(),
        may_ask_next: may_ask_next(line.state),
        line,
        today,
    })
}

fn ask_line(ask: AskRow, zone: Tz) -> AskLine {
    AskLine {
        id: ask.id,
        advocate: ask.advocate,
        advocate_name: ask.advocate_name,
        organisation: ask.organisation,
        organisation_id: ask.organisation_id,
        state: ask.state,
        asked_by: ask.asked_by,
        asked_at: stamp(ask.asked_at, zone),
        seen_at: ask.seen_at.map(|at| stamp(at, zone)),
        answered_at: ask.answered_at.map(|at| stamp(at, zone)),
        expires_at: stamp(ask.expires_at, zone),
        decline_reason: ask.decline_reason,
        ask_again_after: ask.ask_again_after,
    }
}

/// The advocate's home: what waits, what comes, what they gave.
pub async fn portal_home(ctx: &Ctx) -> Result<PortalHome> {
    let advocate = advocate(ctx)?;
    let viewer = ctx.viewer()?;
    let zone = zone_of(&viewer.time_zone);
    let mut tx = ctx.begin().await?;
    let asks = store::own_asks(&mut tx, advocate).await?;
    let balance = store::balance(&mut tx, advocate, ctx.now()).await?;
    tx.commit().await?;
    Ok(PortalHome {
        first_name: first_name(&viewer.name),
        asks: asks.iter().map(|ask| portal_line(ask, zone, ctx.now())).collect(),
        calls_held: balance.calls_held,
        deals_won: balance.deals_won,
        asked_this_month: balance.asked_this_month,
        monthly_cap: balance.monthly_cap,
        time_zone: viewer.time_zone.clone(),
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
    let all = store::own_asks(&mut tx, advocate).await?;
    let this = all.iter().find(|own| own.id == ask).ok_or(Problem::NotFound)?;
    let guests = if text.share_guests { store::guests(&mut tx, text.request).await? } else { vec![] };
    let balance = store::balance(&mut tx, advocate, now).await?;
    let minutes = u16::try_from(this.duration_minutes).unwrap_or(30);
    let (slots, _) = scheduling::free_times(&mut tx, advocate, minutes, now).await?;
    let call = store::call_of(&mut tx, text.request).await?.filter(|_| this.call_at.is_some());
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
        asks: all.iter().map(|own| portal_line(own, zone, now)).collect(),
        id: ask,
        state: effective(this, now),
        prospect: shown_prospect(this),
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
        call_words: call.as_ref().map(|call| spoken(call, zone)),
        meeting_url: call.filter(|call| call.is_planned).map(|call| call.meeting_url),
        answered: text.answered_at.map(|at| stamp(at, zone)),
        ask_again: [7u64, 14, 30, 90].iter().map(|days| today + Days::new(*days)).collect(),
    })
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
        (AskState::Accepted, Some(at)) if ask.call_is_planned => (PortalMoment::ComingUp, moment(at, zone, today)),
        (AskState::Accepted, Some(at)) => (PortalMoment::Earlier, format!("Call on {}", date_of(at, zone, today))),
        (AskState::Accepted, None) if ask.request_state == RequestState::Accepted => {
            (PortalMoment::ComingUp, "They are choosing a time".to_owned())
        }
        (AskState::Accepted, None) => (PortalMoment::Earlier, "No call came of it".to_owned()),
        (AskState::Declined, _) => (PortalMoment::Earlier, "You said no".to_owned()),
        (AskState::Expired, _) => (PortalMoment::Earlier, "It ran out of time".to_owned()),
        (AskState::Withdrawn, _) => (PortalMoment::Earlier, "It was taken back".to_owned()),
    };
    PortalAsk {
        id: ask.id,
        prospect: shown_prospect(ask),
        prospect_id: ask.prospect_id.filter(|_| ask.share_company),
        state,
        line,
        when: date_of(ask.asked_at, zone, today),
        moment: moment_of,
    }
}

/// The prospect by name, unless the rep does not share it before the answer.
fn shown_prospect(ask: &OwnAsk) -> String {
    if ask.share_company || ask.state == AskState::Accepted {
        ask.prospect.clone()
    } else {
        "A company like yours".to_owned()
    }
}

/// "Retail banking, Edinburgh, 6,200 staff", of what is known.
fn facts(industry: Option<&str>, city: &str, employees: Option<i32>) -> String {
    let industry = industry.and_then(|key| key.parse::<Industry>().ok()).map(|industry| industry.label().to_owned());
    let staff = employees.map(|number| format!("{} staff", thousands(number)));
    let city = Some(city.to_owned()).filter(|city| !city.is_empty());
    [industry, city, staff].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn thousands(number: i32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "Thu 19 Nov, 10:24".
fn stamp(at: DateTime<Utc>, zone: Tz) -> String {
    let at = local(at, &zone);
    format!("{}, {}", date_short(at.date()), clock(at.time()))
}

/// "Today, 15:00", "Tomorrow, 09:30", "Mon 23 Nov, 14:00".
fn moment(at: DateTime<Utc>, zone: Tz, today: NaiveDate) -> String {
    let at = local(at, &zone);
    format!("{}, {}", day_words(at.date(), today), clock(at.time()))
}

fn date_of(at: DateTime<Utc>, zone: Tz, today: NaiveDate) -> String {
    day_words(local(at, &zone).date(), today)
}

/// Relative within a day, with the year when it is another one.
fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        -1 => "Yesterday".to_owned(),
        _ if day.year() == today.year() => date_short(day),
        _ => format!("{} {}", date_short(day), day.year()),
    }
}

fn spoken(call: &CallRow, zone: Tz) -> String {
    let during = TimeRange { from: call.starts_at, until: call.ends_at };
    format!("{}, {}", zones::spoken_range(&during, zone), zones::spoken_zone(zone, call.starts_at))
}

fn capped(number: usize) -> String {
    if number > 99 { "More than 99".to_owned() } else { number.to_string() }
}

fn first_name(name: &str) -> String {
    name.split(' ').next().unwrap_or_default().to_owned()
}

fn reader(ctx: &Ctx) -> Result<Reader> {
    Ok(Reader { scope: ctx.allow(Permission::SubmitRequests)?, user: ctx.viewer()?.user })
}

fn zone_of(name: &str) -> Tz {
    zones::find(name).unwrap_or(Tz::UTC)
}
