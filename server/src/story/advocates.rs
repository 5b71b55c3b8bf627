//! The advocates: profiles, outcomes, consents, hours, days off.

use anyhow::{Context, bail};
use chrono::{Days, NaiveTime, TimeDelta, Timelike};
use serde_json::{Value, json};

use super::clock::Clock;
use super::companies::Tenant;
use super::content::{Advocate, Content, Outcome};
use super::rows::Table;

pub fn tables(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Table>> {
    let mut rows = Vec::new();
    let (mut outcomes, mut consents, mut hours, mut surveys) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for advocate in tenant.advocates(content) {
        rows.push(profile(content, tenant, clock, advocate)?);
        outcomes.extend(advocate.outcomes.iter().enumerate().map(|(at, it)| outcome(tenant, advocate, at, it)));
        consents.extend(ledger(tenant, clock, advocate)?);
        hours.extend(week(tenant, advocate)?);
        surveys.extend(survey(tenant, clock, advocate)?);
    }
    Ok(vec![
        Table::new("advocates", rows),
        Table::new("advocate_outcomes", outcomes),
        Table::new("consents", consents),
        Table::new("advocate_hours", hours),
        Table::new("availability_exceptions", days_off(content, tenant, clock)?),
        Table::new("touches", surveys),
    ])
}

fn profile(content: &Content, tenant: &Tenant, clock: &Clock, it: &Advocate) -> anyhow::Result<Value> {
    Ok(json!({
        "company_id": tenant.id(), "id": tenant.key("advocate", &it.email),
        "organisation_id": tenant.key("organisation", &it.organisation),
        "user_id": tenant.key("user", &it.email), "owner_id": tenant.user(content, &it.owner)?,
        "name": it.name, "email": it.email, "title": tenant.prose(&it.title),
        "persona": it.persona, "seniority": it.seniority, "languages": it.languages, "time_zone": it.time_zone,
        "story": tenant.prose(&it.story), "use_cases": it.use_cases, "products": it.products,
        "expertise": tenant.words(&it.expertise), "tags": tenant.words(&it.tags),
        "competitors_replaced": it.competitors_replaced, "private_notes": tenant.prose(&it.note), "avoid": tenant.prose(&it.avoid),
        "lifecycle": it.lifecycle, "reference_status": it.reference_status,
        "enrolled_on": clock.day(&it.enrolled)?, "monthly_cap": it.monthly_cap, "quarterly_cap": it.quarterly_cap,
        "cool_down_days": it.cool_down_days, "notice_hours": it.notice_days * 24, "buffer_minutes": it.buffer_minutes,
        "daily_cap": 2, "version": 1,
    }))
}

fn outcome(tenant: &Tenant, advocate: &Advocate, at: usize, it: &Outcome) -> Value {
    let headline = format!("{} from {} to {} {}", it.metric, plain(it.before), plain(it.after), it.unit);
    json!({
        "company_id": tenant.id(), "id": tenant.key("outcome", &format!("{}#{at}", advocate.email)),
        "advocate_id": tenant.key("advocate", &advocate.email), "position": at, "headline": tenant.prose(&headline),
        "metric": it.metric, "before_value": it.before, "after_value": it.after, "unit": it.unit,
        "quote": tenant.prose(""), "use_case": it.use_case,
    })
}

/// 41000 as "41,000", 4.2 as "4.2".
fn plain(number: f64) -> String {
    let text = number.to_string();
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &rest
}

/// Consents given on joining, and the later facts that ended some of them.
fn ledger(tenant: &Tenant, clock: &Clock, it: &Advocate) -> anyhow::Result<Vec<Value>> {
    let joined = clock.at(&it.enrolled, NaiveTime::from_hms_opt(11, 0, 0).unwrap_or_default(), &it.time_zone)?;
    let row = |activity: &str, decision: &str, at, expires: Option<chrono::NaiveDate>, source: &str| {
        json!({
            "company_id": tenant.id(), "id": tenant.key("consent", &format!("{} {activity} {decision}", it.email)),
            "advocate_id": tenant.key("advocate", &it.email), "activity": activity, "decision": decision,
            "decided_at": at, "expires_on": expires, "source": source,
        })
    };
    let mut rows = Vec::new();
    for activity in &it.consents {
        let end = it.consent_ended.iter().find(|end| end.activity == *activity);
        let expires = match end.and_then(|end| end.expired.as_deref()) {
            Some(day) => clock.calendar_day(day)?,
            // Given for two years; renewed once when the two years are already over.
            None => (joined + Days::new(730)).max(clock.now() + Days::new(165)).date_naive(),
        };
        rows.push(row(activity, "granted", joined, Some(expires), "portal"));
        if let Some(day) = end.and_then(|end| end.withdrawn.as_deref()) {
            let at = clock.at(day, NaiveTime::from_hms_opt(17, 20, 0).unwrap_or_default(), &it.time_zone)?;
            rows.push(row(activity, "withdrawn", at, None, "portal"));
        }
    }
    Ok(rows)
}

/// The weekly hours as rows.
pub fn week(tenant: &Tenant, it: &Advocate) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    for entry in &it.hours {
        let (day, spans) = entry.split_once(' ').with_context(|| format!("hours {entry:?} of {}", it.name))?;
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let weekday = 1 + days.iter().position(|name| *name == day).with_context(|| format!("weekday {day:?}"))?;
        for span in spans.split(',') {
            let (from, until) = span.trim().split_once('-').with_context(|| format!("hours {span:?}"))?;
            let (from, until) = (minute(from)?, minute(until)?);
            if from >= until {
                bail!("hours {span:?} of {} end before they begin", it.name);
            }
            rows.push(json!({
                "company_id": tenant.id(), "advocate_id": tenant.key("advocate", &it.email),
                "weekday": weekday, "starts_minute": from, "ends_minute": until,
            }));
        }
    }
    Ok(rows)
}

fn minute(text: &str) -> anyhow::Result<u32> {
    let time = NaiveTime::parse_from_str(text, "%H:%M").with_context(|| format!("time {text:?}"))?;
    Ok(time.hour() * 60 + time.minute())
}

fn days_off(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    for it in content.days_off.iter().filter(|it| tenant.has_advocate(content, &it.advocate)) {
        let advocate = content.advocate(&it.advocate)?;
        let (first, last) = (clock.calendar_day(&it.first)?, clock.calendar_day(&it.last)?);
        for day in first.iter_days().take_while(|day| *day <= last) {
            rows.push(json!({
                "company_id": tenant.id(), "id": tenant.key("day off", &format!("{} {day}", advocate.email)),
                "advocate_id": tenant.key("advocate", &advocate.email), "day": day, "kind": "off",
                "starts_minute": 0, "ends_minute": 1440, "note": tenant.prose(&it.note),
            }));
        }
    }
    Ok(rows)
}

/// The yearly survey that went to those who had been in the programme for half a year.
fn survey(tenant: &Tenant, clock: &Clock, it: &Advocate) -> anyhow::Result<Option<Value>> {
    let joined = clock.day(&it.enrolled)?;
    let at = clock.at("-41", NaiveTime::from_hms_opt(9, 15, 0).unwrap_or_default(), "Europe/London")?;
    if joined > at.date_naive() - TimeDelta::days(182) {
        return Ok(None);
    }
    Ok(Some(json!({
        "company_id": tenant.id(), "id": tenant.key("survey", &it.email),
        "advocate_id": tenant.key("advocate", &it.email), "kind": "survey", "cost": 250, "at": at,
        "by_user": null, "ask_id": null,
    })))
}
