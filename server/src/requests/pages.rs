//! What the pages about requests show to those who work in the company; one read each.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ids::{OpportunityId, RequestId};
use domain::problem::Problem;
use domain::requests::{AskLine, AskState, RequestList, RequestPage, RequestState, RequestTab};
use domain::time::zones;
use uuid::Uuid;

use super::store::{self, AskRow, Reader};
use super::submit::may_ask_next;
use super::words::{moment, spoken, stamp, zone_of};
use crate::ctx::Ctx;
use crate::db::paging::{self, PAGE_ROWS};
use crate::error::Result;
use crate::{matching, scheduling};

const LIST: &str = "requests/newest";
/// So many are offered when the last one could not help.
const NEXT_BEST: usize = 3;

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
    let after = paging::given::<(DateTime<Utc>, Uuid)>(ctx.app().secrets(), LIST, after)?;
    let after = after.map(|(at, id)| (at, RequestId(id)));
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
    let may_ask_next = may_ask_next(line.state);
    let next_best =
        if may_ask_next { matching::next_best(&mut tx, ctx, line.opportunity, NEXT_BEST).await? } else { vec![] };
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
        may_ask_next,
        next_best,
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

pub(super) fn reader(ctx: &Ctx) -> Result<Reader> {
    let scope = ctx.allow(Permission::SubmitRequests)?;
    Ok(Reader { scope, user: ctx.viewer()?.user, today: ctx.now().date_naive() })
}
