//! One advocate.

use chrono::{DateTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use domain::accounts::{Permission, Viewer};
use domain::advocates::{
    Available, ConsentRow, DayOff, Given, HistoryRow, HourRow, LoadMonth, OutcomeRow, Profile, ProfileHeader,
    ProfileKpis, ProfileOverview, ProfileSection, ProfileShown, Purpose,
};
use domain::ids::AdvocateId;
use domain::language;
use domain::money::Money;
use domain::organisations::Industry;
use domain::paging::grouped;
use domain::problem::Problem;
use domain::scheduling::CallState;
use domain::time::{clock, date_short, date_with_year, local, month_year, span, weekday_long, zones};

use super::consent::{consents, ledger};
use super::photo::face;
use super::store::{directory as standing, profile as store};
use super::{customers_of, fatigue, life, support, timeline, words};
use crate::accounts::Reach;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// How much history the overview and its own tab show.
const LATEST: i64 = 6;
const ALL: i64 = 500;

/// One advocate, with what one tab shows. An id that is none, another company's, or of somebody
/// else's customer does not exist; those who know names only learn who may open a profile.
/// `after` is the cursor of an older page of the timeline.
pub async fn profile(ctx: &Ctx, id: &str, section: ProfileSection, after: Option<&str>) -> Result<Profile> {
    let viewer = ctx.viewer()?;
    let mut id: AdvocateId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    if !viewer.may(Permission::ViewAdvocates) {
        let exists = viewer.may(Permission::ViewAdvocateNames) && standing::exists(&mut tx, id).await?;
        let forbidden = || Problem::Forbidden(Permission::ViewAdvocates.who_may());
        return Err(if exists { forbidden() } else { Problem::NotFound }.into());
    }
    let row = match one(&mut tx, viewer, id, ctx.now()).await? {
        Some(row) => row,
        None => {
            // An address of somebody who was made one with another leads to the one who stayed.
            id = store::survivor(&mut tx, id).await?;
            one(&mut tx, viewer, id, ctx.now()).await?.ok_or(Problem::NotFound)?
        }
    };
    let references = whole(store::asks(&mut tx, id).await?);
    let may_edit = life::may_edit(&mut tx, viewer, id).await?;
    let mut header = header(&row, references, may_edit, ctx.now());
    (header.photo, header.may_edit_photo) = face(&mut tx, ctx, id).await?;
    let shown = match section {
        ProfileSection::Overview => ProfileShown::Overview(Box::new(overview(&mut tx, ctx, viewer, row).await?)),
        ProfileSection::References => ProfileShown::References(history(&mut tx, ctx, viewer, id, ALL).await?),
        ProfileSection::Timeline => ProfileShown::Timeline(timeline::timeline(&mut tx, ctx, viewer, id, after).await?),
        ProfileSection::Availability => ProfileShown::Availability(available(&mut tx, ctx, id, &row.time_zone).await?),
        ProfileSection::Consent => ProfileShown::Consent {
            now: rows(consents(&mut tx, id, ctx.now().date_naive()).await?),
            ledger: ledger(&mut tx, ctx, id).await?,
        },
    };
    tx.commit().await?;
    Ok(Profile { header, shown })
}

/// Whether an advocate is among those whom the reader sees.
pub async fn is_in_sight(tx: &mut Tx, viewer: &Viewer, id: AdvocateId, now: DateTime<Utc>) -> Result<bool> {
    Ok(viewer.may(Permission::ViewAdvocates) && one(tx, viewer, id, now).await?.is_some())
}

async fn one(
    tx: &mut Tx,
    viewer: &Viewer,
    id: AdvocateId,
    now: DateTime<Utc>,
) -> Result<Option<standing::DirectoryRow>> {
    Ok(standing::directory(tx, customers_of(viewer), now.date_naive(), &[id]).await?.pop())
}

fn rows(consents: Vec<(Purpose, ConsentRow)>) -> Vec<ConsentRow> {
    consents.into_iter().map(|(_, row)| row).collect()
}

fn whole(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn header(row: &standing::DirectoryRow, references: u32, may_edit: bool, now: DateTime<Utc>) -> ProfileHeader {
    let zone = zones::find(&row.time_zone).unwrap_or(Tz::UTC);
    let city = if row.city.is_empty() { zones::city(zone) } else { row.city.clone() };
    ProfileHeader {
        id: row.id,
        name: row.name.clone(),
        title: row.title.clone(),
        organisation: row.organisation,
        organisation_name: row.organisation_name.clone(),
        status: row.status,
        returns_on: row.returns_on,
        whereabouts: format!("{city}, {} there", clock(local(now, &zone).time())),
        photo: None,
        may_edit_photo: false,
        references,
        may_edit,
    }
}

async fn overview(tx: &mut Tx, ctx: &Ctx, viewer: &Viewer, row: standing::DirectoryRow) -> Result<ProfileOverview> {
    let today = ctx.now().date_naive();
    let id = row.id;
    let about = store::about(tx, id).await?;
    let kpis = kpis(tx, id, &row).await?;
    let outcomes = store::outcomes(tx, id).await?.into_iter().map(outcome).collect();
    let history = history(tx, ctx, viewer, id, LATEST).await?;
    let load = store::load_by_month(tx, id, today).await?;
    let load = load.into_iter();
    let load = load.map(|row| LoadMonth { month: row.month, calls: whole(row.calls), asks: whole(row.asks) });
    let consents = rows(consents(tx, id, today).await?);
    let life = life::life_card(tx, viewer, id).await?;
    Ok(ProfileOverview {
        life,
        kpis,
        story: about.story.clone(),
        outcomes,
        history,
        private_notes: Some(about.private_notes.clone()).filter(|note| viewer.sees_contact_data() && !note.is_empty()),
        load: load.collect(),
        fatigue: fatigue(row.load),
        asked_this_month: whole(row.month_asks),
        monthly_cap: whole(row.monthly_cap.into()),
        asked_this_quarter: whole(row.quarter_asks),
        quarterly_cap: whole(row.quarterly_cap.into()),
        cool_down_days: whole(row.cool_down_days.into()),
        last_call: row.last_call,
        support: support(row.shield_class, row.shield_closes),
        about: facts(&row, about, viewer),
        consents,
    })
}

async fn kpis(tx: &mut Tx, id: AdvocateId, row: &standing::DirectoryRow) -> Result<ProfileKpis> {
    let figures = store::kpis(tx, id).await?;
    let influenced = store::influenced(tx, id).await?;
    let influenced: Vec<String> =
        influenced.into_iter().map(|(minor, currency)| Money::new(minor, currency).short()).collect();
    #[expect(clippy::cast_possible_truncation, reason = "a reply takes minutes to weeks")]
    let words = |seconds: f64| span(TimeDelta::seconds(seconds as i64));
    Ok(ProfileKpis {
        references: whole(figures.references),
        since: figures.since,
        influenced: (!influenced.is_empty()).then(|| influenced.join(" and ")),
        won: whole(row.won),
        decided: whole(row.decided),
        rating: figures.rating.map(|rating| format!("{rating:.1}")),
        ratings: whole(figures.ratings),
        median_reply: figures.median_reply.map(words),
        team_median_reply: figures.team_median_reply.map(words),
    })
}

fn outcome(row: store::OutcomeFacts) -> OutcomeRow {
    let unit = |number: f64| if row.unit.is_empty() { number.to_string() } else { format!("{number} {}", row.unit) };
    let figures = match (row.before, row.after) {
        (Some(before), Some(after)) => Some(format!("{before} to {}", unit(after))),
        (None, Some(after)) => Some(unit(after)),
        _ => None,
    };
    // A headline that tells the figures itself needs them no second time.
    let told = |figure: Option<f64>| figure.is_some_and(|figure| row.headline.contains(&figure.to_string()));
    let figures = figures.filter(|_| !(told(row.before) && told(row.after)));
    OutcomeRow { headline: row.headline, quote: row.quote, figures, use_case: row.use_case }
}

fn facts(row: &standing::DirectoryRow, about: store::AboutRow, viewer: &Viewer) -> Vec<(String, String)> {
    let industry =
        about.industry.and_then(|key| key.parse::<Industry>().ok()).map(|industry| industry.label().to_owned());
    let staff =
        about.employees.and_then(|staff| u64::try_from(staff).ok()).map(|staff| format!("{} staff", grouped(staff)));
    let languages: Vec<&str> = about.languages.iter().map(|code| language::label(code)).collect();
    let some = |text: String| (!text.is_empty()).then_some(text);
    [
        ("Company", Some(row.organisation_name.clone())),
        ("Industry", industry),
        ("Size", staff),
        ("Region", about.region),
        ("Uses", some(about.products.join(", "))),
        ("Runs on", some(about.tech_stack.join(", "))),
        ("Customer since", about.customer_since.map(month_year)),
        ("Replaced", some(about.competitors_replaced.join(", "))),
        ("Speaks for", about.persona.map(|persona| persona.label().to_owned())),
        ("Knows about", some(about.expertise.join(", "))),
        ("Leaves out", some(about.avoid)),
        ("Languages", some(languages.join(", "))),
        ("E-mail", viewer.sees_contact_data().then_some(about.email)),
        ("In the programme since", about.enrolled_on.map(month_year)),
        ("Success manager", about.owner),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

async fn history(tx: &mut Tx, ctx: &Ctx, viewer: &Viewer, id: AdvocateId, rows: i64) -> Result<Vec<HistoryRow>> {
    let reach = Reach::of(tx, viewer, viewer.scope(Permission::ViewOpportunities)).await?;
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let rows = store::history(tx, id, &reach, rows).await?;
    Ok(rows.into_iter().map(|row| happened(row, zone, ctx.now())).collect())
}

fn happened(row: store::HistoryFacts, zone: Tz, now: DateTime<Utc>) -> HistoryRow {
    let line = match (row.call_state, row.ask_state.as_str()) {
        (Some(CallState::Completed), _) => match row.rating {
            Some(rating) => format!("Call held, rated {rating} of 5"),
            None => "Call held".to_owned(),
        },
        (Some(CallState::Scheduled), _) => format!("Call booked, asked by {}", row.asked_by),
        (Some(CallState::Missed), _) => "Call missed".to_owned(),
        (Some(CallState::Cancelled), _) => "Call cancelled".to_owned(),
        (_, "accepted") => format!("Accepted {}", row.activity.in_words()),
        (_, "declined") => match row.decline_reason.as_deref().and_then(words::decline_reason) {
            Some(reason) => format!("Declined: {reason}"),
            None => "Declined".to_owned(),
        },
        (_, "expired") => "No answer in time".to_owned(),
        (_, "withdrawn") => "Ask withdrawn".to_owned(),
        _ => format!("Asked by {} for {}", row.asked_by, row.activity.in_words()),
    };
    let gave = matches!(row.call_state, Some(CallState::Completed)) || row.ask_state == "accepted";
    let (outcome, given) = match (gave, row.is_won, row.is_closed) {
        (true, true, _) => {
            let amount = row.amount_minor.map(|minor| Money::new(minor, row.currency.clone()).to_string());
            (Some(amount.map_or_else(|| "Won".to_owned(), |amount| format!("Won, {amount}"))), Given::Won)
        }
        (true, false, true) => (Some("Lost".to_owned()), Given::Neutral),
        (true, false, false) => (Some("Still open".to_owned()), Given::Neutral),
        (false, ..) => (None, Given::Neutral),
    };
    let today = zones::today(now, zone);
    let when = match row.starts_at {
        Some(at) if at > now => {
            let at = local(at, &zone);
            format!("{}, {}", date_short(at.date()), clock(at.time()))
        }
        at => date_with_year(zones::today(at.unwrap_or(row.asked_at), zone), today),
    };
    HistoryRow {
        opportunity: row.opportunity,
        organisation: row.organisation,
        title: row.opportunity_name,
        line,
        outcome,
        given,
        when,
    }
}

async fn available(tx: &mut Tx, ctx: &Ctx, id: AdvocateId, zone: &str) -> Result<Available> {
    const DAYS: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let about = store::about(tx, id).await?;
    let now = ctx.now();
    let zone = zones::find(zone).unwrap_or(Tz::UTC);
    let readers = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let pauses = super::pause::pauses(tx, id, readers, zones::today(now, readers)).await?;
    let hours = store::hours(tx, id).await?;
    let exceptions = store::exceptions(tx, id, zones::today(now, zone)).await?;
    let week = (1..).zip(DAYS).filter_map(|(number, day)| {
        let of_day = hours.iter().filter(|hour| hour.weekday == number);
        let hours: Vec<String> = of_day.map(|hour| range(hour.starts_minute, hour.ends_minute)).collect();
        (!hours.is_empty()).then(|| HourRow { day: weekday_long(day).to_owned(), hours: hours.join(", ") })
    });
    Ok(Available {
        zone: format!("{} ({})", zones::city(zone), zones::abbreviation(zone, now)),
        week: week.collect(),
        exceptions: exceptions
            .into_iter()
            .map(|day| DayOff { day: day.day, is_off: day.is_off, hours: range(day.starts_minute, day.ends_minute) })
            .collect(),
        notice_hours: whole(about.notice_hours.into()),
        buffer_minutes: whole(about.buffer_minutes.into()),
        daily_cap: whole(about.daily_cap.into()),
        pauses,
    })
}

/// "10:00 to 13:00", or "All day".
fn range(from: i32, until: i32) -> String {
    if (from, until) == (0, 1_440) {
        return "All day".to_owned();
    }
    let time = |minute: i32| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{} to {}", time(from), time(until))
}
