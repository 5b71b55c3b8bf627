//! What happened with one advocate, in one list: asks and answers, calls, surveys, moves, consent and
//! vetoes, and what each touch cost.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::{Permission, Viewer};
use domain::advocates::{ActivityType, Lifecycle, ReferenceStatus, Timeline, TimelineKind, TimelineRow};
use domain::ids::AdvocateId;
use domain::opportunities::PersonName;
use domain::time::{clock, date_with_year, local, zones};

use super::store::timeline as store;
use super::words;
use crate::accounts::Reach;
use crate::ctx::Ctx;
use crate::db::{Tx, paging};
use crate::error::Result;

/// One page, the latest first; `after` is a cursor of the page before.
pub(super) async fn timeline(
    tx: &mut Tx,
    ctx: &Ctx,
    viewer: &Viewer,
    id: AdvocateId,
    after: Option<&str>,
) -> Result<Timeline> {
    let reach = Reach::of(tx, viewer, viewer.scope(Permission::ViewOpportunities)).await?;
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let list = format!("timeline/{id}");
    let secrets = ctx.app().secrets();
    let after = paging::given::<store::Place>(secrets, &list, after)?;
    let mut rows = store::timeline(tx, id, &reach, after.as_ref(), paging::PAGE_ROWS + 1).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|rows| rows > paging::PAGE_ROWS);
    if more {
        rows.pop();
    }
    let older = match rows.last().filter(|_| more) {
        Some(last) => Some(paging::sign(secrets, &list, &(last.at, last.kind.as_str(), last.id))?),
        None => None,
    };
    Ok(Timeline {
        rows: rows.into_iter().map(|row| shown(row, zone, ctx.now())).collect(),
        older,
        is_later_page: after.is_some(),
        zone: format!("{} ({})", zones::city(zone), zones::abbreviation(zone, ctx.now())),
    })
}

fn shown(row: store::Happened, zone: Tz, now: DateTime<Utc>) -> TimelineRow {
    let at = local(row.at, &zone);
    let reason = row.reason.clone().filter(|reason| !reason.is_empty());
    let line = match row.kind {
        TimelineKind::Lifecycle | TimelineKind::ReferenceStatus => reason,
        TimelineKind::Veto => {
            [row.deal_name.clone(), reason].into_iter().flatten().reduce(|deal, why| deal + ". " + &why)
        }
        _ => row.deal_name.clone(),
    };
    TimelineRow {
        kind: row.kind,
        title: title(&row, now),
        line,
        opportunity: row.opportunity,
        who: row.who.zip(row.who_name).map(|(id, name)| PersonName { id, name }),
        cost: row.cost.map(TimelineRow::cost_of),
        when: format!("{}, {}", date_with_year(at.date(), zones::today(now, zone)), clock(at.time())),
    }
}

fn title(row: &store::Happened, now: DateTime<Utc>) -> String {
    let (what, detail) = (row.what.as_deref().unwrap_or_default(), row.detail.as_deref().unwrap_or_default());
    match row.kind {
        TimelineKind::Ask => match what.parse::<ActivityType>() {
            Ok(activity) => format!("Asked for {}", activity.in_words()),
            Err(_) => "Asked".to_owned(),
        },
        TimelineKind::Answer => match (what, words::decline_reason(detail)) {
            ("accepted", _) => "Said yes".to_owned(),
            ("declined", Some(reason)) => format!("Said no: {reason}"),
            ("declined", None) => "Said no".to_owned(),
            _ => "No answer in time".to_owned(),
        },
        TimelineKind::Call => match (what, detail) {
            ("completed", "") => "Call held".to_owned(),
            ("completed", rating) => format!("Call held, rated {rating} of 5"),
            ("missed", _) => "Call missed".to_owned(),
            ("cancelled", _) => "Call cancelled".to_owned(),
            _ if row.at > now => "Call booked".to_owned(),
            _ => "Call was planned".to_owned(),
        },
        TimelineKind::Touch => match what {
            "survey" => "Survey".to_owned(),
            "review" => "Asked for a review".to_owned(),
            _ => "Asked to an event".to_owned(),
        },
        TimelineKind::Lifecycle => {
            let label = |text: &str| text.parse::<Lifecycle>().map_or("Unknown", Lifecycle::label);
            format!("{}, was {}", label(detail), label(what).to_lowercase())
        }
        TimelineKind::ReferenceStatus => {
            let label = |text: &str| text.parse::<ReferenceStatus>().map_or("Unknown", ReferenceStatus::label);
            format!("Reference status: {}, was {}", label(detail).to_lowercase(), label(what).to_lowercase())
        }
        TimelineKind::Consent => {
            let given = if detail == "granted" { "Consent given" } else { "Consent withdrawn" };
            let source = row.reason.as_deref().map(words::consent_source).unwrap_or_default();
            format!("{given} for {}{source}", words::purpose(what))
        }
        TimelineKind::Veto => match row.deal_name {
            Some(_) => "Ruled out for a deal".to_owned(),
            None => "Ruled out for all deals".to_owned(),
        },
    }
}
