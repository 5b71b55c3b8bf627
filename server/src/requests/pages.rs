//! What the pages about requests show to those who work in the company; one read each.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ids::{AdvocateId, OpportunityId, RequestId};
use domain::problem::Problem;
use domain::requests::{AskLine, AskState, Check, DraftPage, RequestList, RequestPage, RequestState, RequestTab};
use domain::time::{date_short, zones};
use uuid::Uuid;

use super::store::{self, AskRow, Reader};
use super::submit::may_ask_next;
use super::words::{facts, first_name, in_words, moment, spoken, stamp, zone_of};
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

fn reader(ctx: &Ctx) -> Result<Reader> {
    Ok(Reader { scope: ctx.allow(Permission::SubmitRequests)?, user: ctx.viewer()?.user })
}
