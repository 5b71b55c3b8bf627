//! What an opportunity needs, as the engine takes it.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use domain::accounts::Scope;
use domain::ids::{AdvocateId, OpportunityId, UserId};
use domain::matching::{Deal, Need, NeedSummary, Policy, Prospect, TextHit, Wish};
use domain::problem::Problem;
use domain::time::{FreeTime, TimeRange, readings, zones};
use domain::words::{Found, Texts};

use super::store::need::{self as store, NeedRow};
use super::text::{self, Question};
use crate::db::Tx;
use crate::error::Result;

/// When people at a prospect can be expected to talk, by their own clock, until somebody says
/// otherwise: Monday to Friday, nine to half past five.
const WORKDAY: (i64, i64) = (9 * 60, 17 * 60 + 30);

/// An opportunity ready to be matched.
pub(super) struct Asked {
    pub need: Need,
    pub summary: NeedSummary,
    pub policy: Policy,
    /// Where the prospect is, when that is known.
    pub prospect_zone: Option<Tz>,
    pub prospect_place: String,
    /// The key of the preset of the team that sells this.
    pub team_preset: Option<String>,
    /// What the text search looks for, and what it found.
    question: Question,
    found: Option<Found>,
}

impl Asked {
    /// The need of an opportunity within the reader's reach; otherwise it does not exist for them.
    pub async fn load(
        tx: &mut Tx,
        opportunity: OpportunityId,
        reach: Scope,
        reader: UserId,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let row = store::load(tx, opportunity, reach, reader, now.date_naive()).await?;
        Ok(Self::of(row.ok_or(Problem::NotFound)?, now))
    }

    fn of(row: NeedRow, now: DateTime<Utc>) -> Self {
        let prospect_zone = row.time_zone.as_deref().and_then(zones::find);
        let named = [&row.use_cases, &row.products, &row.competitors, &row.objections, &row.topics];
        let question = Question {
            named: named.into_iter().flatten().cloned().collect(),
            noted: std::iter::once(row.background).chain(row.notes).collect(),
        };
        let policy = policy(&store::PolicyRow {
            monthly_cap: row.monthly_cap,
            quarterly_cap: row.quarterly_cap,
            cool_down_days: row.cool_down_days,
            renewal_window_days: row.renewal_window_days,
        });
        let place = row.city.clone().filter(|city| !city.is_empty()).or_else(|| prospect_zone.map(zones::city));
        let summary = NeedSummary {
            prospect: row.organisation_name.clone().unwrap_or_else(|| row.name.clone()),
            activity: row.activity.in_words().to_owned(),
            needed_by: row.needed_by,
            is_filled: !question.is_empty() || row.industry.is_some() || row.employees.is_some(),
        };
        let need = Need {
            prospect: Prospect {
                organisation: row.organisation,
                related: row.related,
                rivals: row.rivals,
                spoke_with: row.spoke_with,
            },
            industry: row.industry.as_deref().and_then(|key| key.parse().ok()),
            employees: row.employees.and_then(|count| u32::try_from(count).ok()),
            functions: row.persona.into_iter().collect(),
            use_cases: row.use_cases.into_iter().map(Wish::ordinary).collect(),
            products: row.products.into_iter().map(Wish::ordinary).collect(),
            competitors: row.competitors,
            objections: row.objections,
            country: row.country,
            region: row.region,
            languages: vec![row.language],
            tech_stack: row.tech_stack.unwrap_or_default(),
            topics: row.topics,
            needed_by: row.needed_by,
            open_hours: prospect_zone.map(|zone| workdays(zone, now)),
            vetoed: row.vetoed,
            asked: row.asked,
            deal: Deal { amount_percentile: row.amount_percentile.map(clamped), urgency: row.urgency },
            ..Need::of(row.activity)
        };
        Self {
            need,
            summary,
            policy,
            team_preset: row.team_preset,
            prospect_zone,
            prospect_place: place.unwrap_or_else(|| "Prospect".to_owned()),
            question,
            found: None,
        }
    }

    /// Asks what everybody said. Without any word to look for, that part of the use case is not asked.
    pub fn search(&mut self, texts: &Texts) {
        if self.question.is_empty() {
            return;
        }
        let found = self.question.ask(texts);
        self.need.words = found.words.clone();
        self.need.text = Some(found.scores.iter().map(|(id, score)| TextHit::scored(*id, *score)).collect());
        self.found = Some(found);
    }

    /// Finds the sentences to quote of those who are explained. A score does not need them.
    pub fn quote(&mut self, texts: &Texts, advocates: impl IntoIterator<Item = AdvocateId>) {
        if let Some(found) = &self.found {
            Words { texts, found }.quote(&mut self.need, advocates);
        }
    }

    /// Where the sentences to quote stand, if any word was looked for.
    pub fn words<'a>(&'a self, texts: &'a Texts) -> Option<Words<'a>> {
        self.found.as_ref().map(|found| Words { texts, found })
    }

    /// The need, and what it was found in, to be quoted later.
    pub fn with(self, texts: Texts) -> (Need, Option<Said>) {
        (self.need, self.found.map(|found| Said { texts, found }))
    }

    /// The last day that is looked at for a shared time, as the engine sees it.
    pub fn until(&self, today: NaiveDate) -> NaiveDate {
        let horizon = today + chrono::Days::new(domain::matching::DEFAULT_HORIZON_DAYS.into());
        self.need.needed_by.filter(|day| *day >= today).unwrap_or(horizon)
    }
}

/// What everybody said, and what one deal found in it.
pub(super) struct Said {
    texts: Texts,
    found: Found,
}

impl Said {
    pub const fn words(&self) -> Words<'_> {
        Words { texts: &self.texts, found: &self.found }
    }
}

/// The same, lent.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    texts: &'a Texts,
    found: &'a Found,
}

impl Words<'_> {
    /// Puts the sentences to quote of these advocates into the need.
    pub fn quote(self, need: &mut Need, advocates: impl IntoIterator<Item = AdvocateId>) {
        let Some(hits) = &mut need.text else { return };
        for advocate in advocates {
            // In the order of the texts, which are read by id.
            if let Ok(at) = hits.binary_search_by_key(&advocate, |hit| hit.advocate) {
                text::quote(self.texts, self.found, &mut hits[at]);
            }
        }
    }
}

/// The company's rules as the engine takes them; notice is the advocate's own.
pub(super) fn policy(row: &store::PolicyRow) -> Policy {
    Policy {
        asks_per_month: clamped(row.monthly_cap),
        asks_per_quarter: clamped(row.quarterly_cap),
        cool_down_days: clamped(row.cool_down_days),
        notice_hours: 0,
        renewal_window_days: clamped(row.renewal_window_days),
    }
}

fn workdays(zone: Tz, now: DateTime<Utc>) -> FreeTime {
    let days = zones::today(now, zone).iter_days().take(30);
    let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let hours = working.flat_map(|day| {
        let start = day.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(WORKDAY.0);
        readings(start, TimeDelta::minutes(WORKDAY.1 - WORKDAY.0), &zone).as_slice().to_vec()
    });
    FreeTime::from_ranges(now, &hours.collect::<Vec<TimeRange>>().into_iter().collect())
}

/// A number that its CHECK constraint keeps small.
pub(super) fn clamped<T: TryFrom<i32> + Default>(number: i32) -> T {
    T::try_from(number).unwrap_or_default()
}
