//! The pages of a booking link, put together.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use domain::accounts::first_name;
use domain::scheduling::{
    self as rules, Asked, BookedPage, BookingPage, CallState, OtherTime, PlannedCall, Side, Slot, Speaker,
};
use domain::time::{clock, date_short, local, month_short, weekday_long, zones};

use super::booking::{call_minutes, horizon, load_board};
use super::calendar;
use super::links::Visit;
use super::store::{self, Link, LinkCall};
use crate::db::Tx;
use crate::error::Result;

/// How many other times are offered beside a form whose time is gone.
const OTHER_TIMES: usize = 6;

/// The calendar of free times.
pub(super) async fn choose(
    tx: &mut Tx,
    visit: &Visit,
    link: &Link,
    placing: Option<&LinkCall>,
    asked: &Asked,
) -> Result<BookingPage> {
    let now = visit.ctx.now();
    let (board, advocates_zone) = load_board(tx, link, placing, now).await?;
    let minutes = placing.filter(|call| call.state == CallState::Scheduled).map(|call| call.slot().minutes);
    let minutes = minutes.unwrap_or_else(|| call_minutes(link));
    let slots = board.offered_slots(horizon(now), minutes, &advocates_zone, now);
    let own = own_zone(asked.tz.as_deref(), placing.and_then(|call| call.zone.as_deref()), link);
    let zone = shown_zone(own, link);
    let speaker = speaker(link);
    let (month, day) = calendar::month_and_day(&slots, asked, zone, horizon(now).until, now);
    let other = own.map(|_| (speaker.first_name.as_str(), advocates_zone));
    let day = day.map(|day| calendar::day_view(&slots, day, asked, zone, other));
    let expected = store::expected_guests(tx, link.request).await?;
    Ok(BookingPage {
        company_id: visit.ctx.company().0,
        company: link.company_name.clone(),
        goal: link.goal.clone(),
        topics: link.topics.clone(),
        minutes,
        joins: joins(link, &expected),
        zone: own.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        zones: calendar::zone_choices(zone, now),
        borrowed: borrowed(own, link, now),
        month,
        day,
        moving: None,
        cancelled: None,
        speaker,
    })
}

/// The next free times, from the chosen one on and then from now on.
pub(super) async fn other_times(
    tx: &mut Tx,
    link: &Link,
    draft: &LinkCall,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<Vec<OtherTime>> {
    let (board, advocates_zone) = load_board(tx, link, Some(draft), now).await?;
    let slots = board.offered_slots(horizon(now), call_minutes(link), &advocates_zone, now);
    let (before, from_then): (Vec<Slot>, Vec<Slot>) = slots.into_iter().partition(|slot| slot.starts_at < draft.from);
    let next = from_then.into_iter().chain(before).filter(|slot| slot.starts_at != draft.from).take(OTHER_TIMES);
    Ok(next
        .map(|slot| {
            let shown = local(slot.starts_at, &zone);
            OtherTime {
                key: slot.key().to_string(),
                label: format!("{}, {}", date_short(shown.date()), clock(shown.time())),
            }
        })
        .collect())
}

pub(super) async fn booked(
    tx: &mut Tx,
    visit: &Visit,
    link: &Link,
    call: &LinkCall,
    asked: &Asked,
) -> Result<BookedPage> {
    let now = visit.ctx.now();
    let own = own_zone(asked.tz.as_deref(), call.zone.as_deref(), link);
    let zone = shown_zone(own, link);
    let speaker = speaker(link);
    let standing = PlannedCall { state: call.state, during: call.during() };
    let (may_change, policy) = policy(&standing, zone, now);
    let (from, until) = (local(call.from, &zone), local(call.until, &zone));
    let mut told = spoken_zone(own, link, call.from);
    if own.is_some() {
        let theirs = zones::find(&link.advocate_zone).unwrap_or(Tz::UTC);
        told = format!("{told}. {}", calendar::speakers_clock(call.from, zone, (&speaker.first_name, theirs)));
    }
    let colleague =
        call.colleague_email.as_ref().filter(|email| email.to_lowercase() != call.booked_by_email.to_lowercase());
    let others = match colleague {
        Some(colleague) => format!("you, {colleague} and {}", speaker.first_name),
        None => format!("you and {}", speaker.first_name),
    };
    let entry = super::mails::invitation(tx, &visit.ctx, call.id).await?;
    Ok(BookedPage {
        company_id: visit.ctx.company().0,
        company: link.company_name.clone(),
        call: call.id,
        first_name: first_name(&call.booked_by_name),
        invited: others,
        month_short: month_short(from.date()).to_owned(),
        day_number: from.day(),
        spoken: format!("{}, {} to {}", weekday_long(from.weekday()), clock(from.time()), clock(until.time())),
        spoken_zone: told,
        meeting_url: call.meeting_url.clone(),
        google_url: entry.google_url(),
        outlook_url: entry.outlook_url(),
        zone: own.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        zones: calendar::zone_choices(zone, now),
        borrowed: borrowed(own, link, call.from),
        topics: link.topics.clone(),
        policy,
        may_change,
        speaker,
    })
}

/// The prospect's own zone, if it is known: from the address or the form, else what was used before,
/// else the invitation. A name that is no zone counts as none.
pub(super) fn own_zone(tz: Option<&str>, before: Option<&str>, link: &Link) -> Option<Tz> {
    [tz, before, link.time_zone.as_deref()].into_iter().flatten().find_map(zones::find)
}

/// The zone times are told in: the prospect's own, else the advocate's, which the page then says.
pub(super) fn shown_zone(own: Option<Tz>, link: &Link) -> Tz {
    own.or_else(|| zones::find(&link.advocate_zone)).unwrap_or(Tz::UTC)
}

/// Whose clock stands in while the prospect's zone is unknown.
fn borrowed(own: Option<Tz>, link: &Link, instant: DateTime<Utc>) -> Option<String> {
    own.is_none().then(|| calendar::borrowed(&first_name(&link.advocate_name), shown_zone(own, link), instant))
}

/// The zone a time is told in, named as whose it is while the prospect's is unknown.
pub(super) fn spoken_zone(own: Option<Tz>, link: &Link, instant: DateTime<Utc>) -> String {
    match own {
        Some(zone) => zones::spoken_zone(zone, instant),
        None => calendar::borrowed_time(&first_name(&link.advocate_name), shown_zone(own, link), instant),
    }
}

/// Whether it may still be moved, and the sentence that says so.
pub(super) fn policy(call: &PlannedCall, zone: Tz, now: DateTime<Utc>) -> (bool, String) {
    match rules::cancel(call, Side::Prospect, now) {
        Ok(()) => {
            let until = local(rules::changes_close_at(call), &zone);
            let when = format!("{} on {}", clock(until.time()), date_short(until.date()));
            (true, format!("Plans change. That is fine until {when}."))
        }
        Err(refusal) => (false, refusal.to_string()),
    }
}

pub(super) fn speaker(link: &Link) -> Speaker {
    Speaker {
        id: link.advocate.0,
        name: link.advocate_name.clone(),
        first_name: first_name(&link.advocate_name),
        title: link.advocate_title.clone(),
        organisation: link.organisation.clone(),
        organisation_id: link.organisation_id,
    }
}

fn joins(link: &Link, expected: &[(String, String)]) -> String {
    let colleagues: Vec<&str> = expected.iter().skip(1).map(|(name, _)| name.as_str()).collect();
    let guests = match colleagues.split_last() {
        None => "You and whoever you bring".to_owned(),
        Some((last, [])) => format!("You and {last}"),
        Some((last, others)) => format!("You, {} and {last}", others.join(", ")),
    };
    if link.rep_joins {
        format!("{guests}. {} from {} joins", link.rep_name, link.company_name)
    } else {
        format!("{guests}. {} does not join", link.company_name)
    }
}
