//! One advocate's rows, put together into what the engine reads and what the page shows.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use domain::ids::{AdvocateId, OrganisationId};
use domain::matching::{
    Candidate, Consent, Limits, Outcome, Policy, Record, Shield, ShieldClass, Silences, Touch, TouchKind, Veto,
};
use domain::organisations::Industry;
use domain::scheduling::{Board, BookingLimits, Exception, ExceptionKind, OpenHours, WeeklyHours};
use domain::time::{ClockTime, FreeTime, TimeRange, zones};

use super::load::Profile;
use super::store::candidates::{
    self as store, AdvocateRow, AnswerRow, CallRow, EvidenceRow, ExceptionRow, HoursRow, OutcomeRow, ShieldRow,
    TouchRow,
};
use super::store::past as then;
use crate::db::Tx;
use crate::error::Result;

/// Calls of the running month and of the one before take part in its limits.
const CALLS: TimeDelta = TimeDelta::days(62);

/// Everything that belongs to an advocate or an organisation, by whom it belongs to.
pub(super) struct Facts {
    pub outcomes: HashMap<AdvocateId, Vec<OutcomeRow>>,
    pub evidence: Proofs,
    consents: HashMap<AdvocateId, Vec<Consent>>,
    touches: HashMap<AdvocateId, Vec<TouchRow>>,
    answers: HashMap<AdvocateId, AnswerRow>,
    shields: HashMap<OrganisationId, ShieldRow>,
    /// Until when somebody paused new requests themselves.
    pauses: HashMap<AdvocateId, Option<NaiveDate>>,
    vetoes: HashMap<AdvocateId, Option<NaiveDate>>,
    hours: HashMap<AdvocateId, Vec<OpenHours>>,
    exceptions: HashMap<AdvocateId, Vec<Exception>>,
    calls: HashMap<AdvocateId, Vec<CallRow>>,
    /// When the first slot that is only held becomes free again by itself.
    pub holds_end: Option<DateTime<Utc>>,
    /// Weeks that many share: computing 10,000 calendars one by one would take a second.
    usual: HashMap<(Tz, Vec<OpenHours>), FreeTime>,
}

impl Facts {
    pub async fn read(tx: &mut Tx, now: DateTime<Utc>, since: DateTime<Utc>) -> Result<Self> {
        let today = now.date_naive();
        let calls = store::calls(tx, now - CALLS, now).await?;
        Ok(Self {
            outcomes: grouped(store::outcomes(tx).await?, |row| row.advocate),
            evidence: Proofs::of(store::evidence(tx, today).await?),
            consents: agreed(store::consents(tx).await?),
            touches: grouped(store::touches(tx, since).await?, |row| row.advocate),
            answers: store::answers(tx).await?.into_iter().map(|row| (row.advocate, row)).collect(),
            shields: store::shields(tx, today).await?.into_iter().map(|row| (row.organisation, row)).collect(),
            pauses: store::pauses(tx, today).await?.into_iter().map(|row| (row.advocate, row.resumes_on)).collect(),
            vetoes: store::vetoes(tx).await?.into_iter().map(|row| (row.advocate, row.until)).collect(),
            hours: weeks(store::hours(tx).await?),
            exceptions: changed_days(store::exceptions(tx, today - chrono::Days::new(31)).await?),
            holds_end: calls.iter().filter_map(|call| call.held_until).min(),
            calls: grouped(calls, |row| row.advocate),
            usual: HashMap::new(),
        })
    }

    /// As it stood at a moment of the past; hours and days off are those that are noted today.
    pub async fn known_at(
        tx: &mut Tx,
        at: DateTime<Utc>,
        since: DateTime<Utc>,
        hours: Vec<HoursRow>,
        exceptions: Vec<ExceptionRow>,
    ) -> Result<Self> {
        Ok(Self {
            outcomes: HashMap::new(),
            evidence: Proofs::default(),
            consents: agreed(then::consents(tx, at).await?),
            touches: grouped(then::touches(tx, since, at).await?, |row| row.advocate),
            answers: then::answers(tx, at).await?.into_iter().map(|row| (row.advocate, row)).collect(),
            shields: then::shields(tx, at).await?.into_iter().map(|row| (row.organisation, row)).collect(),
            pauses: then::pauses(tx, at).await?.into_iter().map(|row| (row.advocate, row.resumes_on)).collect(),
            vetoes: then::vetoes(tx, at).await?.into_iter().map(|row| (row.advocate, row.until)).collect(),
            hours: weeks(hours),
            exceptions: changed_days(exceptions),
            holds_end: None,
            calls: grouped(then::calls(tx, at - CALLS, at).await?, |row| row.advocate),
            usual: HashMap::new(),
        })
    }

    /// When the advocate can talk in the next four weeks; nothing when they never said.
    fn free(&mut self, row: &AdvocateRow, monthly_cap: u8, now: DateTime<Utc>) -> Option<FreeTime> {
        let hours = self.hours.remove(&row.id).unwrap_or_default();
        let exceptions = self.exceptions.get(&row.id).cloned().unwrap_or_default();
        let calls = self.calls.remove(&row.id).unwrap_or_default();
        if hours.is_empty() && exceptions.is_empty() {
            return None;
        }
        let zone = zones::find(&row.time_zone).unwrap_or(Tz::UTC);
        let plain = exceptions.is_empty() && calls.is_empty();
        if plain && let Some(free) = self.usual.get(&(zone, hours.clone())) {
            return Some(*free);
        }
        let key = plain.then(|| (zone, hours.clone()));
        let board = Board {
            // Hours in the database do not overlap and end after they start; the table sees to it.
            hours: WeeklyHours::new(hours).unwrap_or_default(),
            exceptions,
            limits: BookingLimits {
                // The engine counts the notice from the moment it runs, so that what is kept in
                // memory does not age.
                notice_hours: 0,
                buffer_minutes: small(row.buffer_minutes),
                calls_per_day: small(row.daily_cap),
                calls_per_month: u16::from(monthly_cap.max(1)),
            },
            calls: calls.iter().filter_map(|call| TimeRange::new(call.from, call.until)).collect(),
            busy: Vec::new(),
        };
        let free = board.free_bits(now, &zone);
        if let Some(key) = key {
            self.usual.insert(key, free);
        }
        Some(free)
    }
}

/// The evidence that may be quoted.
#[derive(Default)]
pub(super) struct Proofs {
    own: HashMap<AdvocateId, Vec<EvidenceRow>>,
    /// Pieces in nobody's name, by whose they are.
    houses: HashMap<OrganisationId, Vec<EvidenceRow>>,
}

impl Proofs {
    pub fn of(rows: Vec<EvidenceRow>) -> Self {
        let (own, houses): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.advocate.is_some());
        let own = own.into_iter().filter_map(|row| Some((row.advocate?, row)));
        let mut by_advocate: HashMap<AdvocateId, Vec<EvidenceRow>> = HashMap::new();
        for (advocate, row) in own {
            by_advocate.entry(advocate).or_default().push(row);
        }
        Self { own: by_advocate, houses: grouped(houses, |row| row.organisation) }
    }

    /// What an advocate can speak to: pieces in their own name, and those of their organisation in nobody's. What a
    /// colleague said is the colleague's.
    pub fn of_advocate(
        &self,
        advocate: AdvocateId,
        organisation: OrganisationId,
    ) -> impl Iterator<Item = &EvidenceRow> {
        let own = self.own.get(&advocate).map(Vec::as_slice).unwrap_or_default();
        own.iter().chain(self.houses.get(&organisation).map(Vec::as_slice).unwrap_or_default())
    }
}

/// The engine's input and the page's profile of one advocate.
pub(super) fn candidate(
    row: AdvocateRow,
    outcomes: Vec<OutcomeRow>,
    has_text: bool,
    facts: &mut Facts,
    policy: Policy,
    now: DateTime<Utc>,
) -> (Candidate, Profile) {
    let own_cap = row.monthly_cap.map(small::<u8>);
    let asks_per_month = own_cap.map_or(policy.asks_per_month, |own| own.min(policy.asks_per_month));
    let touches = facts.touches.remove(&row.id).unwrap_or_default();
    let answers = facts.answers.remove(&row.id);
    let free = facts.free(&row, asks_per_month, now);
    let shield = facts.shields.get(&row.organisation);
    let rest_days = row.cool_down_days.map_or(0, small::<u16>).max(policy.cool_down_days);
    let last_call =
        touches.iter().filter(|touch| touch.kind == TouchKind::Call).map(|touch| touch.at.date_naive()).max();
    let last_answer = answers.as_ref().and_then(|answers| answers.last_answer).map(|at| at.date_naive());
    let last_heard = [last_answer, last_call, row.enrolled_on].into_iter().flatten().max();
    let ran_out = answers.as_ref().and_then(|answers| answers.ran_out.as_deref()).unwrap_or_default();
    let ran_out: Vec<NaiveDate> = ran_out.iter().map(DateTime::date_naive).collect();

    let profile = Profile {
        id: row.id,
        name: row.name,
        title: row.title,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
        sector: row.industry.as_deref().and_then(|key| key.parse::<Industry>().ok()).map(Industry::sector),
        city: row.city,
        time_zone: row.time_zone,
        languages: row.languages.clone(),
        asks: touches.iter().filter(|touch| touch.kind == TouchKind::Ask).map(|touch| touch.at.date_naive()).collect(),
        last_call,
        asks_per_month,
        is_own_cap: own_cap.is_some_and(|own| own <= policy.asks_per_month),
        rest_days,
        notice_hours: small(row.notice_hours),
        softened: shield.filter(|shield| !shield.closes).map(|shield| shield.class),
        median_answer: answers.as_ref().and_then(|answers| answers.median_seconds).map(seconds),
        free,
    };
    let known_for: Vec<String> = row.expertise.into_iter().chain(row.tags).collect();
    let candidate = Candidate {
        id: row.id,
        organisation: Some(row.organisation),
        related: row.parent.into_iter().collect(),
        lifecycle: row.lifecycle,
        reference_status: row.reference_status,
        consents: facts.consents.remove(&row.id).unwrap_or_default(),
        limits: Limits {
            asks_per_month: own_cap,
            asks_per_quarter: row.quarterly_cap.map(small),
            cool_down_days: row.cool_down_days.map(small),
            notice_hours: Some(small(row.notice_hours)),
            blackouts: time_off(facts.exceptions.get(&row.id).map(Vec::as_slice).unwrap_or_default()),
        },
        touches: touches.iter().map(touch).collect(),
        last_heard,
        known_since: row.enrolled_on,
        silences: Silences::of(&ran_out, last_heard),
        record: answers.as_ref().map_or_else(Record::default, |answers| Record {
            asked: small(answers.asked),
            accepted: small(answers.accepted),
        }),
        shield: closing(shield.filter(|shield| shield.closes), facts.pauses.remove(&row.id)),
        veto: facts.vetoes.remove(&row.id).map(|until| Veto { until }),
        renewal_on: row.renewal_on,
        industry: row.industry.as_deref().and_then(|key| key.parse().ok()),
        employees: row.employees.map(small),
        functions: row.persona.into_iter().collect(),
        seniority: row.seniority,
        use_cases: row.use_cases,
        products: row.products.into_iter().chain(row.organisation_products).collect(),
        has_story: has_text,
        outcomes: outcomes
            .into_iter()
            .map(|outcome| Outcome { text: outcome.headline, measured: outcome.measured, use_case: outcome.use_case })
            .collect(),
        competitors_replaced: row.competitors_replaced,
        objections_answered: known_for.clone(),
        country: row.country,
        region: row.region,
        languages: row.languages,
        tech_stack: row.tech_stack,
        topics: known_for,
        free,
    };
    (candidate, profile)
}

/// What stops every ask: support's shield or the advocate's own pause, of both the one that lasts longer.
fn closing(shield: Option<&ShieldRow>, pause: Option<Option<NaiveDate>>) -> Option<Shield> {
    // Both end on a day, so the day before is the last.
    let until = |day: Option<NaiveDate>| day.and_then(|day| day.pred_opt());
    let shield = shield.map(|shield| Shield { class: shield.class, until: until(shield.lifts_on) });
    let pause = pause.map(|day| Shield { class: ShieldClass::OwnWish, until: until(day) });
    shield.into_iter().chain(pause).max_by_key(|closing| closing.until.unwrap_or(NaiveDate::MAX))
}

fn agreed(rows: Vec<store::ConsentRow>) -> HashMap<AdvocateId, Vec<Consent>> {
    let consent = |row: store::ConsentRow| Consent { activity: row.activity, until: row.expires_on };
    let rows = grouped(rows, |row| row.advocate);
    rows.into_iter().map(|(id, rows)| (id, rows.into_iter().map(consent).collect())).collect()
}

fn weeks(rows: Vec<HoursRow>) -> HashMap<AdvocateId, Vec<OpenHours>> {
    let rows = grouped(rows, |row| row.advocate);
    rows.into_iter().map(|(id, rows)| (id, rows.iter().filter_map(open_hours).collect())).collect()
}

fn changed_days(rows: Vec<ExceptionRow>) -> HashMap<AdvocateId, Vec<Exception>> {
    let rows = grouped(rows, |row| row.advocate);
    rows.into_iter().map(|(id, rows)| (id, rows.iter().filter_map(exception).collect())).collect()
}

fn grouped<K: std::hash::Hash + Eq, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// A number of the database that fits by its CHECK constraint; the edge of the type otherwise.
fn small<T: TryFrom<i64> + Bounded>(number: impl Into<i64>) -> T {
    T::try_from(number.into().max(0)).unwrap_or(T::TOP)
}

trait Bounded {
    const TOP: Self;
}

impl Bounded for u8 {
    const TOP: Self = Self::MAX;
}

impl Bounded for u16 {
    const TOP: Self = Self::MAX;
}

impl Bounded for u32 {
    const TOP: Self = Self::MAX;
}

fn touch(row: &TouchRow) -> Touch {
    Touch { on: row.at.date_naive(), kind: row.kind, cost: small(row.cost) }
}

#[expect(clippy::cast_possible_truncation, reason = "an answer took less than 290,000 years")]
fn seconds(seconds: f64) -> TimeDelta {
    TimeDelta::seconds(seconds as i64)
}

fn open_hours(row: &HoursRow) -> Option<OpenHours> {
    Some(OpenHours {
        weekday: Weekday::try_from(u8::try_from(row.weekday - 1).ok()?).ok()?,
        from: ClockTime::from_minutes(row.starts_minute.into())?,
        until: ClockTime::from_minutes(row.ends_minute.into())?,
    })
}

fn exception(row: &ExceptionRow) -> Option<Exception> {
    Some(Exception {
        day: row.day,
        kind: if row.off { ExceptionKind::Off } else { ExceptionKind::Extra },
        from: ClockTime::from_minutes(row.starts_minute.into())?,
        until: ClockTime::from_minutes(row.ends_minute.into())?,
    })
}

/// Whole days off, joined where they touch: who is away today is not asked today. A single day is
/// no time off; it only takes the times of that day away.
fn time_off(exceptions: &[Exception]) -> Vec<(NaiveDate, NaiveDate)> {
    let whole = exceptions.iter().filter(|exception| {
        exception.kind == ExceptionKind::Off
            && exception.from == ClockTime::MIDNIGHT
            && exception.until == ClockTime::END_OF_DAY
    });
    let mut stretches: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in whole.map(|exception| exception.day) {
        match stretches.last_mut() {
            Some((_, last)) if day <= *last + chrono::Days::new(1) => *last = day.max(*last),
            _ => stretches.push((day, day)),
        }
    }
    stretches.retain(|(first, last)| first < last);
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_in_a_row_are_one_time_off_and_a_single_day_is_none() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let off: Vec<_> = [3, 9, 10, 11].into_iter().map(|n| Exception::day_off(day(n))).collect();

        assert_eq!(time_off(&off), [(day(9), day(11))]);
    }

    #[test]
    fn numbers_of_the_database_stay_within_the_engines_types() {
        assert_eq!(small::<u8>(300), 255);
        assert_eq!(small::<u16>(-5), 0);
        assert_eq!(small::<u32>(4_100), 4_100);
    }
}
