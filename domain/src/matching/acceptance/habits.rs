//! What the asks of a company teach about answering, so that no assumption stands where there is experience.

use super::strength::{Records, strength};
use super::{LONGEST_SILENCE_DAYS, Prior, Record, Silences, Tally, Willing};
use crate::organisations::Industry;

/// Before a company knows better: one advocate leaves in so many days of being there. Worth one who left.
pub(super) const USUAL_LIFE_DAYS: f64 = 540.0;
/// Before a company knows better: so many of five asks are answered by somebody who is there.
const USUALLY_ANSWERED: f64 = 4.0;
const USUALLY_ASKED: f64 = 5.0;
/// Life and departures depend on each other; after so many rounds neither moves in a way that anybody could see.
const ROUNDS: usize = 8;

const GLOBAL_MEAN: f64 = 0.6;
const GLOBAL_STRENGTH: f64 = 4.0;
const USUAL_COMPANY_STRENGTH: f64 = 10.0;
const USUAL_SEGMENT_STRENGTH: f64 = 6.0;

/// What is known of one advocate's answers. Days since 1970, 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::matching) struct Answering {
    pub record: Record,
    pub silences: Silences,
    pub known_since: u16,
    pub last_heard: u16,
    pub industry: Option<Industry>,
}

impl Answering {
    /// Asks that were certainly made to somebody who was there, how many of those they said yes to and how many they let
    /// run out; and the asks that ran out since they were last heard of. Counts that contradict each other are cut.
    #[inline]
    fn counts(&self) -> Counts {
        let asked = u32::from(self.record.asked);
        let accepted = u32::from(self.record.accepted).min(asked);
        let unanswered = u32::from(self.silences.unanswered).min(asked - accepted);
        let open = u32::from(self.silences.since_heard).min(unanswered);
        let after = usize::from(self.silences.after_days);
        Counts { asked: asked - open, accepted, ignored: unanswered - open, open, after }
    }

    /// Asks that ran out since they were last heard of, as they are counted, and the days of silence before the first.
    pub fn unanswered(&self) -> RanOut {
        let counts = self.counts();
        let asks = u16::try_from(counts.open).unwrap_or(u16::MAX);
        RanOut { asks, after_days: if asks == 0 { 0 } else { self.silences.after_days } }
    }
}

/// Asks that ran out since somebody was last heard of.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::matching) struct RanOut {
    pub asks: u16,
    /// Days of silence before the first of them.
    pub after_days: u16,
}

#[derive(Clone, Copy)]
struct Counts {
    asked: u32,
    accepted: u32,
    ignored: u32,
    open: u32,
    /// Days of silence before the first of the open.
    after: usize,
}

/// What a company has learnt about answering.
#[derive(Clone, Debug)]
pub(in crate::matching) struct Habits {
    /// Mean days until somebody has left for good.
    pub mean_life: f64,
    /// The share of asks that somebody who is there answers.
    pub answered: f64,
    pub company: Tally,
    sectors: Vec<Tally>,
    /// The mean that segments lean on.
    of_company: f64,
    /// What the company weighs against a segment, and a segment against an own record, in asks.
    pub company_strength: f64,
    pub segment_strength: f64,
}

impl Habits {
    /// From everybody who is in the programme.
    pub fn learn(people: impl Iterator<Item = Answering>) -> Self {
        let mut habits = Self::nothing();
        let mut records = Records::new();
        let mut open: Vec<(Counts, Option<Industry>)> = Vec::new();
        let (mut days, mut answers, mut asks) = (0.0, USUALLY_ANSWERED, USUALLY_ASKED);
        for person in people {
            let counts = person.counts();
            if person.known_since > 0 {
                days += f64::from(person.last_heard.saturating_sub(person.known_since));
            }
            answers += f64::from(counts.asked - counts.ignored);
            asks += f64::from(counts.asked);
            habits.add(person.industry, f64::from(counts.asked), f64::from(counts.accepted));
            if counts.asked > 0 {
                *records.entry((counts.asked, counts.accepted)).or_default() += 1;
            }
            if counts.open > 0 {
                open.push((counts, person.industry));
            }
        }
        habits.answered = answers / asks;
        for _ in 0..ROUNDS {
            let (mut left, mut ignored) = (0.0, 0.0);
            for (counts, _) in &open {
                let there = habits.there(*counts);
                left += 1.0 - there;
                ignored += f64::from(counts.open) * there;
            }
            habits.mean_life = (USUAL_LIFE_DAYS + days) / (1.0 + left);
            habits.answered = answers / (asks + ignored);
        }
        for (counts, industry) in open {
            habits.add(industry, f64::from(counts.open) * habits.there(counts), 0.0);
        }
        habits.of_company = habits.company.shrunk(GLOBAL_MEAN, GLOBAL_STRENGTH);
        let segments = habits.sectors.iter().filter(|tally| tally.asked >= 1.0).map(Tally::whole);
        let segments = segments.fold(Records::new(), |mut records, record| {
            *records.entry(record).or_default() += 1;
            records
        });
        habits.company_strength = strength(&segments, habits.of_company, USUAL_COMPANY_STRENGTH);
        habits.segment_strength = strength(&records, habits.of_company, USUAL_SEGMENT_STRENGTH);
        habits
    }

    fn nothing() -> Self {
        Self {
            mean_life: USUAL_LIFE_DAYS,
            answered: USUALLY_ANSWERED / USUALLY_ASKED,
            company: Tally::default(),
            sectors: vec![Tally::default(); Industry::COUNT],
            of_company: GLOBAL_MEAN,
            company_strength: USUAL_COMPANY_STRENGTH,
            segment_strength: USUAL_SEGMENT_STRENGTH,
        }
    }

    fn add(&mut self, industry: Option<Industry>, asked: f64, accepted: f64) {
        self.company.add(asked, accepted);
        if let Some(industry) = industry {
            self.sectors[industry.sector().position()].add(asked, accepted);
        }
    }

    /// Of the sector of an industry; nothing while that is not known.
    pub fn segment(&self, industry: Option<Industry>) -> Tally {
        industry.map_or(Tally::default(), |industry| self.sectors[industry.sector().position()])
    }

    /// P(active) after days of silence in which nobody asked.
    fn survives(&self, days: usize) -> f64 {
        let days = days as f64;
        libm::exp(-days / self.mean_life)
    }

    /// Whether they were there when the asks ran out that were made since they were last heard of.
    fn there(&self, counts: Counts) -> f64 {
        after_asks(self.survives(counts.after), counts.open, self.answered)
    }

    /// P(active) by days of silence: one table per index instead of one exponential per candidate.
    pub fn by_silence(&self) -> Vec<f32> {
        (0..=LONGEST_SILENCE_DAYS).map(|days| self.surviving(days)).collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
    fn surviving(&self, days: usize) -> f32 {
        self.survives(days) as f32
    }

    /// P(active) of one advocate alone, the same number as out of the table.
    pub fn active_after(&self, days: usize, unanswered: RanOut) -> f32 {
        self.active_by(|days| self.surviving(days), days, unanswered)
    }

    /// P(active) out of that table, after asks that ran out.
    #[inline]
    pub fn active(&self, by_silence: &[f32], days: usize, unanswered: RanOut) -> f32 {
        self.active_by(|days| by_silence.get(days).copied().unwrap_or_default(), days, unanswered)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
    fn active_by(&self, survives: impl Fn(usize) -> f32, days: usize, unanswered: RanOut) -> f32 {
        let RanOut { asks, after_days } = unanswered;
        if asks == 0 {
            return survives(days);
        }
        let before = usize::from(after_days).min(days);
        let there = after_asks(f64::from(survives(before)), asks.into(), self.answered) as f32;
        // Whoever was there then may have left since.
        there * survives(days - before)
    }

    /// P(yes) of one advocate while they are there.
    pub fn willing(&self, person: &Answering) -> Willing {
        let segment = self.segment(person.industry);
        let of_segment = segment.shrunk(self.of_company, self.company_strength);
        let counts = person.counts();
        let there = if counts.open == 0 { 0.0 } else { f64::from(counts.open) * self.there(counts) };
        let own = Tally { asked: f64::from(counts.asked) + there, accepted: f64::from(counts.accepted) };
        let prior = if own.asked >= self.segment_strength {
            Prior::Own
        } else if segment.asked >= self.company_strength {
            Prior::Segment
        } else if self.company.asked >= GLOBAL_STRENGTH {
            Prior::Company
        } else {
            Prior::Global
        };
        #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
        Willing { chance: own.shrunk(of_segment, self.segment_strength) as f32, prior }
    }
}

impl Tally {
    /// The nearest whole record.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tally is a sum of small counts")]
    pub fn whole(&self) -> (u32, u32) {
        let asked = (self.asked + 0.5) as u32;
        (asked, (self.accepted as u32).min(asked))
    }
}

/// Bayes: whoever is there lets few asks run out, whoever left lets all. Departures between two asks count as before the
/// first.
fn after_asks(survives: f64, unanswered: u32, answered: f64) -> f64 {
    let ignores = libm::pow(1.0 - answered, f64::from(unanswered));
    let there = survives * ignores;
    there / (there + 1.0 - survives).max(f64::MIN_POSITIVE)
}
