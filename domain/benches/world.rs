//! A made-up company of any size, the same on every machine: numbers from a seed, no clock.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use domain::ids::{AdvocateId, OrganisationId};
use domain::matching::{
    Candidate, Consent, Deal, Limits, Need, Outcome, Policy, Prospect, Record, Seniority, Shield, ShieldClass,
    Silences, TextHit, Touch, TouchKind, Urgency, Value, Veto, Wish,
};
use domain::organisations::Industry;
use domain::time::{FreeTime, TimeRange, TimeRanges};
use uuid::Uuid;

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast and the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn some<T>(&mut self, percent: u64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }

    /// Up to `most` names such as "product 7" out of `of`.
    fn names(&mut self, kind: &str, of: u64, most: u64) -> Vec<String> {
        (0..self.below(most + 1)).map(|_| format!("{kind} {}", self.below(of))).collect()
    }

    fn uuid(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }
}

pub fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_778) + TimeDelta::minutes(9 * 60 + 12)
}

fn today() -> NaiveDate {
    now().date_naive()
}

pub fn policy() -> Policy {
    Policy::default()
}

/// Advocates of all kinds: full and thin profiles, tired and fresh, some held back by each rule.
pub fn advocates(count: u64, seed: u64) -> Vec<Candidate> {
    let mut dice = Dice::new(seed);
    let leaves: Vec<Industry> = Industry::leaves().collect();
    (0..count).map(|_| advocate(&mut dice, &leaves, count)).collect()
}

fn advocate(dice: &mut Dice, leaves: &[Industry], count: u64) -> Candidate {
    let mut one = Candidate::active(AdvocateId(dice.uuid()));
    one.organisation = Some(organisation(dice.below(count.max(20))));
    one.related = dice.some(10, |dice| organisation(dice.below(count.max(20)))).into_iter().collect();
    if dice.chance(12) {
        one.lifecycle = Lifecycle::ALL[dice.below(9) as usize];
    }
    if dice.chance(8) {
        one.reference_status = ReferenceStatus::ALL[dice.below(4) as usize];
    }
    for activity in ActivityType::ALL.iter().filter(|_| dice.chance(70)).copied().collect::<Vec<_>>() {
        let until = dice.some(30, |dice| today() + Days::new(dice.below(700)) - Days::new(60));
        one.consents.push(Consent { activity, until });
    }
    one.limits = Limits {
        asks_per_month: dice.some(40, |dice| 1 + dice.below(4) as u8),
        asks_per_quarter: dice.some(20, |dice| 2 + dice.below(8) as u8),
        cool_down_days: dice.some(20, |dice| dice.below(40) as u16),
        notice_hours: dice.some(50, |dice| dice.below(96) as u16),
        blackouts: dice
            .some(6, |dice| {
                let from = today() + Days::new(dice.below(40)) - Days::new(20);
                (from, from + Days::new(dice.below(20)))
            })
            .into_iter()
            .collect(),
    };
    one.touches = (0..dice.below(6))
        .map(|_| {
            let kind = [TouchKind::Ask, TouchKind::Ask, TouchKind::Call, TouchKind::Survey][dice.below(4) as usize];
            Touch::usual(kind, today() - Days::new(dice.below(120)))
        })
        .collect();
    one.last_heard = dice.some(90, |dice| today() - Days::new(dice.below(900)));
    let asked = dice.below(12) as u16;
    one.record = Record { asked, accepted: dice.below(u64::from(asked) + 1) as u16 };
    let unanswered = dice.below(u64::from(asked - one.record.accepted) + 1) as u16;
    one.silences = Silences {
        unanswered,
        since_heard: dice.below(u64::from(unanswered) + 1) as u16,
        after_days: dice.below(400) as u16,
    };
    one.known_since = dice.some(90, |dice| today() - Days::new(900 + dice.below(600)));
    one.shield = dice.some(3, |dice| Shield {
        class: ShieldClass::ALL[dice.below(5) as usize],
        until: dice.some(50, |dice| today() + Days::new(dice.below(14))),
    });
    one.veto = dice.some(1, |dice| Veto { until: dice.some(50, |dice| today() + Days::new(dice.below(60))) });
    one.renewal_on = dice.some(60, |dice| today() + Days::new(dice.below(365)));
    profile(dice, leaves, &mut one);
    one
}

fn profile(dice: &mut Dice, leaves: &[Industry], one: &mut Candidate) {
    one.industry = dice.some(92, |dice| {
        let leaf = leaves[dice.below(leaves.len() as u64) as usize];
        if dice.chance(15) { leaf.sector() } else { leaf }
    });
    one.employees = dice.some(85, |dice| (1 + dice.below(40) as u32) << dice.below(13));
    one.functions = dice.some(80, |dice| format!("function {}", dice.below(7))).into_iter().collect();
    one.seniority = dice.some(75, |dice| Seniority::ALL[dice.below(6) as usize]);
    one.use_cases = dice.names("use case", 40, 5);
    one.products = dice.names("product", 24, 6);
    one.outcomes = (0..dice.below(4))
        .map(|at| Outcome {
            text: format!("Outcome {at}: from {} days to {}", 9 + dice.below(20), 1 + dice.below(8)),
            measured: dice.chance(60),
            use_case: dice.some(70, |dice| format!("use case {}", dice.below(40))),
        })
        .collect();
    one.competitors_replaced = dice.names("competitor", 15, 2);
    one.objections_answered = dice.names("objection", 12, 2);
    let place = dice.below(5);
    one.country = dice.some(90, |dice| format!("country {}", place * 10 + dice.below(10)));
    one.region = dice.some(90, |_| format!("region {place}"));
    one.languages = dice.names("language", 6, 2);
    if dice.chance(70) {
        one.languages.push("language 0".to_owned());
    }
    one.tech_stack = dice.names("system", 60, 8);
    one.topics = dice.names("topic", 20, 4);
    one.has_story = dice.chance(80);
    one.free = dice.some(90, |dice| free(dice, place));
}

/// Working days from nine to five somewhere in the world, minus meetings.
fn free(dice: &mut Dice, place: u64) -> FreeTime {
    let start = now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let mut ranges = Vec::new();
    for day in 0..28 {
        if day % 7 < 5 {
            let morning = start + TimeDelta::days(day) + TimeDelta::hours(2 + 3 * place as i64);
            for hour in 0..8 {
                if dice.chance(70) {
                    let from = morning + TimeDelta::hours(hour);
                    ranges.extend(TimeRange::new(from, from + TimeDelta::hours(1)));
                }
            }
        }
    }
    FreeTime::from_ranges(now(), &ranges.into_iter().collect::<TimeRanges>())
}

fn organisation(at: u64) -> OrganisationId {
    OrganisationId(Uuid::from_u64_pair(7, at))
}

/// A need that asks for everything there is.
pub fn need(advocates: &[Candidate], seed: u64) -> Need {
    let mut dice = Dice::new(seed ^ 0xdea1);
    let wish = |name: String| Wish { name, importance: 1 };
    let mut need = Need::of(ActivityType::ReferenceCall);
    need.prospect = Prospect {
        organisation: Some(organisation(3)),
        related: vec![organisation(4)],
        rivals: vec![organisation(5), organisation(6)],
        spoke_with: advocates.iter().step_by(97).map(|one| one.id).collect(),
    };
    need.industry = "finance/banking/retail-banking".parse().ok();
    need.employees = Some(6_200);
    need.functions = vec!["function 2".to_owned()];
    need.seniority = Some(Seniority::VicePresident);
    need.use_cases = vec![
        Wish { name: "use case 3".to_owned(), importance: 3 },
        wish("use case 7".to_owned()),
        wish("use case 21".to_owned()),
    ];
    need.products = (0..6).map(|at| wish(format!("product {at}"))).collect();
    need.competitors = vec!["competitor 4".to_owned()];
    need.objections = vec!["objection 1".to_owned(), "objection 5".to_owned()];
    need.country = Some("country 21".to_owned());
    need.region = Some("region 2".to_owned());
    need.languages = vec!["language 0".to_owned(), "language 3".to_owned()];
    need.tech_stack = (0..8).map(|at| format!("system {}", at * 5)).collect();
    need.topics = (0..3).map(|at| format!("topic {at}")).collect();
    need.needed_by = Some(today() + Days::new(8));
    need.half_hours = 2;
    need.open_hours = Some(free(&mut dice, 2));
    need.text = Some(
        advocates
            .iter()
            .filter(|one| one.has_story && dice.chance(30))
            .map(|one| TextHit {
                advocate: one.id,
                score: Value::of(1_000 + (one.id.0.as_u128() % 9_000) as u16),
                field: "story".to_owned(),
                sentence: "We closed the month in four days.".to_owned(),
                ..TextHit::scored(one.id, Value::NONE)
            })
            .collect(),
    );
    need.vetoed = advocates.iter().skip(5).step_by(211).map(|one| one.id).collect();
    need.deal = Deal { amount_percentile: Some(80), urgency: Urgency::High };
    need
}
