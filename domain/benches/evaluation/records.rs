//! What a company has on file about the truth: incomplete, partly wrong, spelled in three ways. Both
//! engines read the same records.

use super::dice::Dice;
use super::truth::{COMPETITORS, Customer, FUNCTIONS, Hidden, Language, OBJECTIONS, Party, Prospect, World};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::advocates::{ActivityType, Lifecycle};
use domain::ids::{AdvocateId, OrganisationId};
use domain::matching::{
    Candidate, Consent, Deal, Need, Outcome, Prospect as Buyer, Record, Seniority, Shield, ShieldClass, Silences,
    TextHit, Touch, TouchKind, Urgency, Value, Wish,
};
use domain::organisations::Industry;
use domain::time::{FreeTime, TimeRange, TimeRanges};
use uuid::Uuid;

pub fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_778) + TimeDelta::minutes(9 * 60 + 12)
}

pub fn today() -> NaiveDate {
    now().date_naive()
}

pub fn id(at: usize) -> AdvocateId {
    AdvocateId(Uuid::from_u64_pair(1, at as u64))
}

/// The records, and the facts behind them that are needed to judge a choice.
pub struct Records {
    pub candidates: Vec<Candidate>,
    pub needs: Vec<Need>,
    /// Days ago of every ask, whoever wrote it down.
    pub asked: Vec<Vec<u64>>,
    /// Hours as they really are.
    pub hours: Vec<FreeTime>,
    pub prospect_hours: Vec<FreeTime>,
}

impl Records {
    pub fn of(world: &World, seed: u64) -> Self {
        let mut dice = Dice::of(seed, 10);
        let hours: Vec<FreeTime> =
            world.customers.iter().map(|one| working_hours(&mut dice, one.party.region(), one.free_share)).collect();
        let prospect_hours: Vec<FreeTime> =
            world.prospects.iter().map(|one| working_hours(&mut dice, one.party.region(), 0.45)).collect();
        let mut dice = Dice::of(seed, 11);
        let mut asked = Vec::new();
        let mut candidates: Vec<Candidate> = world
            .customers
            .iter()
            .enumerate()
            .map(|(at, customer)| {
                let mut candidate = profile(&mut dice, &world.language, customer, at);
                candidate.free = dice.happens(0.85).then(|| {
                    // A calendar that is no longer kept says something else.
                    if dice.happens(0.1) { working_hours(&mut dice, customer.party.region(), 0.6) } else { hours[at] }
                });
                asked.push(history(&mut dice, world, customer, &mut candidate));
                candidate
            })
            .collect();
        let mut dice = Dice::of(seed, 14);
        enrolled(&mut dice, &mut candidates, &asked);
        let mut dice = Dice::of(seed, 12);
        let stories: Vec<Vec<usize>> =
            world
                .customers
                .iter()
                .map(|one| {
                    if dice.happens(0.85) {
                        words(&mut dice, &world.language, one.party.hidden, 40)
                    } else {
                        Vec::new()
                    }
                })
                .collect();
        let mut records = Self { candidates, needs: Vec::new(), asked, hours, prospect_hours };
        for (candidate, story) in records.candidates.iter_mut().zip(&stories) {
            candidate.has_story = !story.is_empty();
        }
        let mut dice = Dice::of(seed, 13);
        records.needs = world
            .prospects
            .iter()
            .enumerate()
            .map(|(at, prospect)| {
                let mut need = need(&mut dice, &world.language, prospect, at);
                need.open_hours = dice.happens(0.6).then(|| records.prospect_hours[at]);
                let query = words(&mut dice, &world.language, prospect.party.hidden, 8);
                need.text = Some(search(&stories, &query));
                need
            })
            .collect();
        records
    }

    /// Whether a call can be held at all, by consent, contract and both real calendars.
    pub fn can_be(&self, world: &World, customer: usize, prospect: usize) -> bool {
        let one = &world.customers[customer];
        let until = self.needs[prospect].needed_by.unwrap_or_else(|| today() + Days::new(14));
        let end = until.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::days(1);
        let window: TimeRanges = TimeRange::new(now() + TimeDelta::hours(4), end).into_iter().collect();
        let shared = self.hours[customer].shared_with(&self.prospect_hours[prospect]);
        let shared = shared.shared_with(&FreeTime::from_ranges(now(), &window));
        one.consents && !one.renews_soon && shared.half_hours() >= 2
    }

    /// The chance that asking this customer for this prospect ends in a call that helps.
    pub fn value(&self, world: &World, customer: usize, prospect: usize) -> f64 {
        if self.candidates[customer].lifecycle != Lifecycle::Active || !self.can_be(world, customer, prospect) {
            return 0.0;
        }
        let (one, deal) = (&world.customers[customer], &world.prospects[prospect]);
        let weariness = one.weariness(self.asked[customer].iter().map(|days| *days as f64));
        one.says_yes(deal, weariness) * deal.is_helped_by(&world.language, customer, one)
    }
}

fn profile(dice: &mut Dice, language: &Language, one: &Customer, at: usize) -> Candidate {
    let mut candidate = Candidate::active(id(at));
    let party = &one.party;
    candidate.organisation = Some(OrganisationId(Uuid::from_u64_pair(3, at as u64)));
    if dice.happens(0.06) {
        candidate.lifecycle = Lifecycle::Resting;
    }
    if one.consents {
        candidate.consents.push(Consent { activity: ActivityType::ReferenceCall, until: None });
    }
    if one.away && dice.happens(0.8) {
        candidate.limits.blackouts.push((today() - Days::new(2), today() + Days::new(10)));
    }
    if one.angry && dice.happens(0.9) {
        candidate.shield = Some(Shield { class: ShieldClass::Escalated, until: None });
    }
    candidate.renewal_on = match (one.renews_soon, dice.share()) {
        (true, luck) if luck < 0.9 => Some(today() + Days::new(dice.below(30) as u64)),
        (false, luck) if luck < 0.01 => Some(today() + Days::new(9)),
        (false, luck) if luck < 0.6 => Some(today() + Days::new(40 + dice.below(320) as u64)),
        _ => None,
    };
    candidate.industry = industry(dice, language, party, [0.12, 0.15, 0.08]);
    candidate.employees = employees(dice, party, 0.2, 0.25);
    candidate.functions = function(dice, party, 0.25);
    candidate.seniority = seniority(dice, party, 0.3);
    candidate.country = dice.happens(0.88).then(|| format!("country {}", party.country));
    candidate.region = dice.happens(0.92).then(|| format!("region {}", party.region()));
    if dice.happens(0.9) {
        candidate.languages.push(format!("language {}", party.language()));
        if party.speaks_english {
            candidate.languages.push("english".to_owned());
        }
    }
    // Every eighth profile was never filled in.
    if dice.happens(0.12) {
        return candidate;
    }
    let hidden = party.hidden;
    candidate.use_cases = tags(dice, "use case", &language.use_cases, hidden, 4.0, 5);
    candidate.products = tags(dice, "product", &language.products, hidden, 2.0, 5);
    candidate.topics = tags(dice, "topic", &language.topics, hidden, 2.5, 4);
    candidate.tech_stack = tags(dice, "system", &language.systems, hidden, 1.5, 6);
    for proof in &one.proofs {
        if dice.happens(0.75) {
            let use_case = dice.happens(0.7).then(|| format!("use case {proof}"));
            candidate.outcomes.push(Outcome { text: String::new(), measured: dice.happens(0.6), use_case });
        }
    }
    if dice.happens(0.5) {
        candidate.competitors_replaced.push(noted(dice, "competitor", party.competitor, COMPETITORS, 0.08));
    }
    if dice.happens(0.4) {
        candidate.objections_answered.push(noted(dice, "objection", party.objection, OBJECTIONS, 0.1));
    }
    candidate
}

/// Over a year: who was asked when, what they said, and when they were last heard of.
fn history(dice: &mut Dice, world: &World, one: &Customer, candidate: &mut Candidate) -> Vec<u64> {
    let gone_for = if one.gone { 30 + dice.below(370) as u64 } else { 0 };
    let mean = dice.between(0.5, 6.0);
    let mut days: Vec<u64> = (0..dice.poisson(mean)).map(|_| 1 + dice.below(400) as u64).collect();
    days.sort_unstable_by(|one, other| other.cmp(one));
    let mut heard = (gone_for + 60 + dice.below(500) as u64).min(900);
    if !one.gone {
        heard = heard.min(dice.between(1.0, 150.0) as u64);
    }
    let mut ran_out: Vec<u64> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let weariness = one.weariness(days[..at].iter().map(|earlier| (earlier - day) as f64));
        let deal = dice.pick(&world.prospects);
        let chance = if *day < gone_for { 0.0 } else { one.says_yes_while_here(deal, weariness) };
        let accepted = dice.happens(chance);
        candidate.record =
            Record { asked: candidate.record.asked + 1, accepted: candidate.record.accepted + u16::from(accepted) };
        let answered = accepted || *day >= gone_for && dice.happens(0.6);
        if answered {
            heard = heard.min(*day);
        } else {
            ran_out.push(*day);
        }
        if *day <= 120 {
            candidate.touches.push(Touch::usual(TouchKind::Ask, today() - Days::new(*day)));
            if accepted && *day > 5 {
                candidate.touches.push(Touch::usual(TouchKind::Call, today() - Days::new(*day - 5)));
            }
        }
    }
    candidate.last_heard = dice.happens(0.92).then(|| today() - Days::new(heard));
    let ran_out: Vec<NaiveDate> = ran_out.iter().map(|day| today() - Days::new(*day)).collect();
    candidate.silences = Silences::of(&ran_out, candidate.last_heard);
    days
}

/// When they joined: before whatever else is known of them, and missing for a few.
fn enrolled(dice: &mut Dice, candidates: &mut [Candidate], asked: &[Vec<u64>]) {
    for (candidate, asked) in candidates.iter_mut().zip(asked) {
        let heard = candidate.last_heard.map_or(0, |day| (today() - day).num_days().unsigned_abs());
        let first = asked.iter().copied().max().unwrap_or(0).max(heard);
        let joined = first + dice.below(500) as u64;
        candidate.known_since = dice.happens(0.95).then(|| today() - Days::new(joined));
    }
}

fn need(dice: &mut Dice, language: &Language, one: &Prospect, at: usize) -> Need {
    let party = &one.party;
    let hidden = party.hidden;
    let mut need = Need::of(ActivityType::ReferenceCall);
    need.prospect = Buyer { organisation: Some(OrganisationId(Uuid::from_u64_pair(4, at as u64))), ..Buyer::default() };
    need.industry = industry(dice, language, party, [0.1, 0.1, 0.06]);
    need.employees = employees(dice, party, 0.25, 0.2);
    need.functions = function(dice, party, 0.3);
    need.seniority = seniority(dice, party, 0.35);
    let wishes = |names: Vec<String>, dice: &mut Dice| {
        names.into_iter().map(|name| Wish { name, importance: 1 + dice.below(3) as u8 }).collect()
    };
    let named = sampled(dice, "use case", &language.use_cases, hidden, 4.0, 3);
    need.use_cases = wishes(named, dice);
    let named = sampled(dice, "product", &language.products, hidden, 2.0, 2);
    need.products = wishes(named, dice);
    need.topics = sampled(dice, "topic", &language.topics, hidden, 2.5, 2);
    if dice.happens(0.5) {
        need.tech_stack = sampled(dice, "system", &language.systems, hidden, 1.5, 3);
    }
    if dice.happens(0.55) {
        need.competitors.push(noted(dice, "competitor", party.competitor, COMPETITORS, 0.08));
    }
    if dice.happens(0.35) {
        need.objections.push(noted(dice, "objection", party.objection, OBJECTIONS, 0.1));
    }
    need.country = dice.happens(0.9).then(|| format!("country {}", party.country));
    need.region = dice.happens(0.95).then(|| format!("region {}", party.region()));
    if dice.happens(0.7) {
        need.languages.push(format!("language {}", party.language()));
        if party.speaks_english {
            need.languages.push("english".to_owned());
        }
    }
    need.needed_by = dice.happens(0.8).then(|| today() + Days::new(5 + dice.below(16) as u64));
    need.half_hours = 2;
    need.deal = Deal { amount_percentile: Some(dice.below(101) as u8), urgency: Urgency::Normal };
    need
}

/// Chances: missing, only the sector, wrong.
fn industry(dice: &mut Dice, language: &Language, party: &Party, chances: [f64; 3]) -> Option<Industry> {
    let [missing, coarse, wrong] = chances;
    let leaf = language.leaves[party.leaf];
    match dice.share() {
        luck if luck < missing => None,
        luck if luck < missing + coarse => Some(leaf.sector()),
        luck if luck < missing + coarse + wrong => Some(*dice.pick(&language.leaves)),
        _ => Some(leaf),
    }
}

/// Off by a little always, by a thousand sometimes (somebody typed thousands).
fn employees(dice: &mut Dice, party: &Party, missing: f64, spread: f64) -> Option<u32> {
    let slip = if dice.happens(0.02) { 1_000.0 } else { 1.0 };
    let count = libm::exp(party.log_size + spread * dice.normal()) / slip;
    (!dice.happens(missing)).then_some(count.clamp(1.0, 2e6) as u32)
}

fn function(dice: &mut Dice, party: &Party, missing: f64) -> Vec<String> {
    if dice.happens(missing) { Vec::new() } else { vec![noted(dice, "function", party.function, FUNCTIONS, 0.08)] }
}

fn seniority(dice: &mut Dice, party: &Party, missing: f64) -> Option<Seniority> {
    let slip = if dice.happens(0.12) { 1 } else { 0 };
    let rank = Seniority::ALL.get(party.seniority + slip).copied().unwrap_or(party.rank());
    (!dice.happens(missing)).then_some(rank)
}

/// A name that is right, or sometimes another of its kind.
fn noted(dice: &mut Dice, kind: &str, right: usize, of: usize, wrong: f64) -> String {
    let at = if dice.happens(wrong) { dice.below(of) } else { right };
    format!("{kind} {at}")
}

/// Up to `most` names near a direction, no name twice.
fn sampled(dice: &mut Dice, kind: &str, all: &[Hidden], near: Hidden, focus: f64, most: usize) -> Vec<String> {
    let weights: Vec<f64> = all.iter().map(|one| libm::exp(focus * one.likeness(near))).collect();
    let mut names: Vec<String> = (0..most).map(|_| format!("{kind} {}", dice.weighted(&weights))).collect();
    names.sort();
    names.dedup();
    names
}

/// As a profile has them after years: some missing, some from another customer, some misspelled.
fn tags(dice: &mut Dice, kind: &str, all: &[Hidden], near: Hidden, focus: f64, most: usize) -> Vec<String> {
    let count = 1 + dice.below(most);
    let mut kept = Vec::new();
    for name in sampled(dice, kind, all, near, focus, count) {
        match dice.share() {
            luck if luck < 0.2 => {}
            luck if luck < 0.26 => kept.push(format!("{kind} {}", dice.below(all.len()))),
            luck if luck < 0.36 => kept.push(format!(" {} ", name.to_uppercase())),
            luck if luck < 0.40 => kept.push(format!("{name} (old)")),
            _ => kept.push(name),
        }
    }
    kept
}

fn words(dice: &mut Dice, language: &Language, near: Hidden, count: usize) -> Vec<usize> {
    let weights: Vec<f64> = language.words.iter().map(|word| libm::exp(2.0 * word.likeness(near))).collect();
    let mut words: Vec<usize> = (0..count).map(|_| dice.weighted(&weights)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A plain search: rare words count more; the best story scores whole.
fn search(stories: &[Vec<usize>], query: &[usize]) -> Vec<TextHit> {
    let rarity = |word: usize| {
        let having = stories.iter().filter(|story| story.binary_search(&word).is_ok()).count();
        libm::log(1.0 + stories.len() as f64 / (1.0 + having as f64))
    };
    let query: Vec<(usize, f64)> = query.iter().map(|word| (*word, rarity(*word))).collect();
    let score = |story: &Vec<usize>| {
        query.iter().filter(|(word, _)| story.binary_search(word).is_ok()).map(|(_, rarity)| rarity).sum::<f64>()
    };
    let scores: Vec<f64> = stories.iter().map(score).collect();
    let best = scores.iter().copied().fold(0.0, f64::max);
    let hits = scores.iter().enumerate().filter(|(_, score)| **score > 0.0);
    hits.map(|(at, score)| TextHit::scored(id(at), Value::from_share(score / best))).collect()
}

/// Working days from nine to five where somebody lives, as far as meetings leave them.
fn working_hours(dice: &mut Dice, region: usize, free_share: f64) -> FreeTime {
    let start = today().and_time(chrono::NaiveTime::MIN).and_utc();
    let mut ranges = Vec::new();
    for day in 0..28 {
        // The run is on a Saturday.
        if day % 7 >= 2 {
            let morning = start + TimeDelta::days(day) + TimeDelta::hours(2 + 4 * region as i64);
            for hour in 0..8 {
                if dice.happens(free_share) {
                    let from = morning + TimeDelta::hours(hour);
                    ranges.extend(TimeRange::new(from, from + TimeDelta::hours(1)));
                }
            }
        }
    }
    FreeTime::from_ranges(now(), &ranges.into_iter().collect::<TimeRanges>())
}
