//! Whether the chance of a yes (MAT-3) came true: each past ask with the chance as it would have been computed at that
//! moment, from answers that were known by then.
//!
//! Nothing from later is used: an answer counts from the moment it was given, silence from the moment the ask lapsed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::super::acceptance::{self, Answering, Habits, Record, Silences};
use super::super::index::day_number;
use crate::ids::AdvocateId;
use crate::organisations::Industry;

/// How far back a held call counts as having heard of somebody, as where candidates are read.
const CALL_DAYS: i64 = 120;

/// An ask that was answered, or lapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastAsk {
    pub advocate: AdvocateId,
    pub industry: Option<Industry>,
    pub enrolled_on: Option<NaiveDate>,
    pub asked_at: DateTime<Utc>,
    /// When the answer came, or when the ask lapsed.
    pub settled_at: DateTime<Utc>,
    pub accepted: bool,
    /// Whether there was an answer at all.
    pub answered: bool,
}

/// What the engine would have said, what somebody would have said who only counts, and what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foretold {
    /// In thousandths.
    pub chance: u16,
    /// The share of the company's asks that was a yes until then, in thousandths.
    pub share: u16,
    pub accepted: bool,
}

/// The chances of `asks`, in their order. `calls` are the calls that were held.
pub fn foretold(asks: &[PastAsk], calls: &[(AdvocateId, DateTime<Utc>)]) -> Vec<Foretold> {
    let mut by_asking: Vec<usize> = (0..asks.len()).collect();
    by_asking.sort_by_key(|at| (asks[*at].asked_at, *at));
    let mut by_settling = by_asking.clone();
    by_settling.sort_by_key(|at| (asks[*at].settled_at, *at));
    let mut settled = by_settling.into_iter().peekable();
    let mut known = Known::of(calls);
    let mut told = vec![Foretold { chance: 0, share: 0, accepted: false }; asks.len()];
    let mut learnt: Option<(NaiveDate, Habits)> = None;
    for at in by_asking {
        let ask = &asks[at];
        while let Some(past) = settled.next_if(|past| asks[*past].settled_at <= ask.asked_at) {
            known.add(&asks[past]);
            learnt = None;
        }
        let day = ask.asked_at.date_naive();
        let habits = match learnt.take().filter(|(then, _)| *then == day) {
            Some((_, habits)) => habits,
            None => known.habits(ask.asked_at),
        };
        let (today, person) = (day_number(day), known.answering(ask.advocate, &Person::of(ask), ask.asked_at));
        let silent = acceptance::silence(person.last_heard, today);
        let active = habits.active_after(silent, person.unanswered());
        let chance = acceptance::chance(active, habits.willing(&person).chance);
        told[at] = Foretold { chance, share: known.share(), accepted: ask.accepted };
        learnt = Some((day, habits));
    }
    told
}

/// Answers that were given by some moment.
struct Known {
    people: BTreeMap<AdvocateId, Person>,
    calls: BTreeMap<AdvocateId, Vec<DateTime<Utc>>>,
    all: Record,
}

/// One advocate, by answers that were given.
struct Person {
    industry: Option<Industry>,
    enrolled_on: Option<NaiveDate>,
    record: Record,
    last_answer: Option<NaiveDate>,
    /// When the asks were made that ran out.
    ran_out: Vec<NaiveDate>,
}

impl Person {
    const fn of(ask: &PastAsk) -> Self {
        Self {
            industry: ask.industry,
            enrolled_on: ask.enrolled_on,
            record: Record { asked: 0, accepted: 0 },
            last_answer: None,
            ran_out: Vec::new(),
        }
    }
}

impl Known {
    fn of(calls: &[(AdvocateId, DateTime<Utc>)]) -> Self {
        let mut held: BTreeMap<AdvocateId, Vec<DateTime<Utc>>> = BTreeMap::new();
        for (advocate, call) in calls {
            held.entry(*advocate).or_default().push(*call);
        }
        Self { people: BTreeMap::new(), calls: held, all: Record::default() }
    }

    fn add(&mut self, past: &PastAsk) {
        let person = self.people.entry(past.advocate).or_insert_with(|| Person::of(past));
        for record in [&mut person.record, &mut self.all] {
            record.asked = record.asked.saturating_add(1);
            record.accepted = record.accepted.saturating_add(u16::from(past.accepted));
        }
        if past.answered {
            person.last_answer = person.last_answer.max(Some(past.settled_at.date_naive()));
        } else {
            person.ran_out.push(past.asked_at.date_naive());
        }
    }

    /// What would have been learnt by a moment. Whoever was never asked teaches nothing.
    fn habits(&self, at: DateTime<Utc>) -> Habits {
        let people = self.people.iter().map(|(id, person)| self.answering_of(*id, person, at));
        Habits::learn(people)
    }

    /// One advocate as of a moment; `unknown` where no ask of theirs was settled by then.
    fn answering(&self, advocate: AdvocateId, unknown: &Person, at: DateTime<Utc>) -> Answering {
        self.answering_of(advocate, self.people.get(&advocate).unwrap_or(unknown), at)
    }

    fn answering_of(&self, advocate: AdvocateId, person: &Person, at: DateTime<Utc>) -> Answering {
        let calls = self.calls.get(&advocate).map(Vec::as_slice).unwrap_or_default().iter();
        let is_recent = |call: &&DateTime<Utc>| **call < at && (at - **call).num_days() <= CALL_DAYS;
        let heard_in_a_call = calls.filter(is_recent).map(DateTime::date_naive).max();
        let heard = person.enrolled_on.max(heard_in_a_call).max(person.last_answer);
        Answering {
            record: person.record,
            silences: Silences::of(&person.ran_out, heard),
            known_since: person.enrolled_on.map_or(0, day_number),
            last_heard: heard.map_or(0, day_number),
            industry: person.industry,
        }
    }

    /// The share of all asks until now that was a yes, in thousandths, from where a company starts.
    fn share(&self) -> u16 {
        let (asked, accepted) = (u32::from(self.all.asked), u32::from(self.all.accepted));
        // 60 % worth four asks: the first guess of the engine.
        u16::try_from((accepted * 1_000 + 2_400) / (asked + 4)).unwrap_or(1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::super::calibration::Calibration;
    use super::*;
    use crate::advocates::ActivityType;
    use crate::matching::acceptance::RanOut;
    use crate::matching::{Candidate, Index, Need, Policy, terms_of};
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn start() -> DateTime<Utc> {
        "2026-01-05T09:00:00Z".parse().unwrap()
    }

    fn ask(advocate: u128, day: i64, answer_after: i64, accepted: bool) -> PastAsk {
        let asked_at = start() + TimeDelta::days(day);
        PastAsk {
            advocate: AdvocateId(Uuid::from_u128(advocate)),
            industry: None,
            enrolled_on: Some(start().date_naive()),
            asked_at,
            settled_at: asked_at + TimeDelta::days(answer_after),
            accepted,
            answered: true,
        }
    }

    #[test]
    fn an_answer_counts_from_the_moment_it_was_given() {
        let asks = [ask(1, 0, 10, false), ask(2, 5, 1, true), ask(3, 20, 1, true)];

        let told = foretold(&asks, &[]);

        assert_eq!(told[0].chance, 600, "the first ask knows the global prior only");
        let nothing_known = Habits::learn([].into_iter());
        let silent = nothing_known.active_after(5, RanOut::default());
        assert_eq!(told[1].chance, acceptance::chance(silent, 0.6), "the no of day 10 is not known on day 5");
        assert_ne!(
            told[2].chance,
            acceptance::chance(nothing_known.active_after(20, RanOut::default()), 0.6),
            "a no and a yes are known"
        );
        assert_eq!(told.iter().map(|one| one.share).collect::<Vec<_>>(), [600, 600, 566]);
        assert_eq!(told.iter().map(|one| one.accepted).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn a_call_that_was_held_tells_that_somebody_is_still_there() {
        let asks = [ask(1, 200, 1, true)];
        let held = start() + TimeDelta::days(190);

        let heard = foretold(&asks, &[(asks[0].advocate, held)])[0].chance;
        let later = foretold(&asks, &[(asks[0].advocate, held + TimeDelta::days(11))])[0].chance;

        assert!(heard > later, "a call after the ask says nothing");
        assert_eq!(later, foretold(&asks, &[])[0].chance);
    }

    /// The story in small: almost everybody says yes, months after they were last heard of. Taking each month of silence
    /// for leaving, on top of a share of yes that had the silence in it, foretold much less than came.
    #[test]
    fn where_almost_everybody_says_yes_the_forecast_is_no_worse_than_counting() {
        let asks: Vec<PastAsk> = (0..120).map(|at| ask(at % 30, at as i64 * 3, 1, at % 10 != 9)).collect();

        let found = Calibration::of(&foretold(&asks, &[]));

        assert_eq!((found.n, found.accepted), (120, 108));
        let mean: u32 = found.bins.iter().map(|bin| u32::from(bin.chance) * bin.n).sum::<u32>() / found.n;
        // The first asks of thirty people nobody ever asked still lean on 60 %.
        assert!((840..=920).contains(&mean), "{mean} thousandths were foretold, 900 came");
        assert!(found.brier <= found.brier_of_the_share + 30, "{found:?}");
    }

    /// The replay and the engine are one: what is foretold of the last ask is what a run at that moment says.
    #[test]
    fn the_chance_of_a_past_ask_is_the_one_that_a_run_had() {
        let mut asks: Vec<PastAsk> = (0..60).map(|at| ask(at % 9, at as i64 * 4, 2, at % 3 != 0)).collect();
        for lapsed in [7usize, 30, 51] {
            asks[lapsed] = PastAsk { answered: false, accepted: false, ..asks[lapsed] };
        }
        for (at, past) in asks.iter_mut().enumerate() {
            past.industry = if at % 9 < 4 { "finance/banking".parse().ok() } else { "energy/utilities".parse().ok() };
        }
        let last = asks[59];
        let settled: Vec<&PastAsk> = asks.iter().filter(|past| past.settled_at <= last.asked_at).collect();
        let candidates: Vec<Candidate> = (0..9).map(|who| candidate(who, &settled, &asks[who])).collect();

        let index = Index::build(candidates, Policy::default(), last.asked_at);
        let need = Need::of(ActivityType::ReferenceCall);
        let terms = terms_of(&index, &need, last.asked_at, &[last.advocate])[0].unwrap();

        assert_eq!(foretold(&asks, &[])[59].chance, terms.acceptance.chance);
    }

    fn candidate(who: usize, settled: &[&PastAsk], first: &PastAsk) -> Candidate {
        let own: Vec<&&PastAsk> = settled.iter().filter(|past| past.advocate == first.advocate).collect();
        let answered = own.iter().filter(|past| past.answered).map(|past| past.settled_at.date_naive()).max();
        let heard = first.enrolled_on.max(answered);
        let ran_out = own.iter().filter(|past| !past.answered).map(|past| past.asked_at.date_naive());
        let ran_out: Vec<NaiveDate> = ran_out.collect();
        Candidate {
            industry: first.industry,
            known_since: first.enrolled_on,
            last_heard: heard,
            record: Record {
                asked: own.len() as u16,
                accepted: own.iter().filter(|past| past.accepted).count() as u16,
            },
            silences: Silences::of(&ran_out, heard),
            ..Candidate::active(AdvocateId(Uuid::from_u128(who as u128)))
        }
    }

    proptest! {
        #[test]
        fn what_comes_later_changes_no_earlier_chance(
            asks in prop::collection::vec((0u128..4, 0i64..300, 0i64..20, any::<bool>()), 1..20),
            later in (0u128..4, 0i64..20, any::<bool>()),
        ) {
            let mut asks: Vec<_> = asks.into_iter().map(|(who, day, after, yes)| ask(who, day, after, yes)).collect();
            let before = foretold(&asks, &[]);
            asks.push(ask(later.0, 300, later.1, later.2));
            prop_assert_eq!(&foretold(&asks, &[])[..before.len()], &before[..]);
        }
    }
}
