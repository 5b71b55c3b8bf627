//! What every number of a score is made of (MAT-5): what the deal asks, what is known of the advocate, and the
//! records behind the chance of a yes and behind fatigue.

use super::acceptance::{self, Record, Tally};
use super::candidate::TouchKind;
use super::explain::{self, Explanation, explanation};
use super::factor::{Factor, Value};
use super::facts::Facts;
use super::fatigue;
use super::fit;
use super::gate::Gate;
use super::index::{self, Index, Row};
use super::lens::Lens;
use super::need::{Need, Wish};
use super::vocabulary::Kind;
use crate::ids::AdvocateId;
use crate::organisations::Industry;
use crate::time::date_short;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// So many words of a search are listed: as many as make the whole.
const SHOWN_WORDS: usize = 12;

/// The inputs of one candidate's score.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources {
    pub explanation: Explanation,
    /// Of their organisation.
    pub industry: Option<Industry>,
    /// Every closed gate, the decisive one first; none when they may be asked.
    pub gates: Vec<Gate>,
    /// In the order of the factors.
    pub factors: Vec<FactorSources>,
    pub chance: ChanceSources,
    /// The touches that still weigh, the latest first.
    pub touches: Vec<Felt>,
}

/// Both sides of one factor, in words; nothing where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorSources {
    pub factor: Factor,
    /// What the deal asks for.
    pub asked: Vec<String>,
    /// What is known of the advocate.
    pub known: Vec<String>,
    /// The parts that the value is the sum of; none where it is of one piece.
    pub parts: Vec<FactorPart>,
}

/// A part of a factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorPart {
    /// "By tags"
    pub label: String,
    /// How many tenths of the factor it is.
    pub tenths: u32,
    pub value: Value,
}

/// What the chance of a yes rests on: A = P(active) x P(accept).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChanceSources {
    /// The last answer, call, or the day they joined.
    pub last_heard: Option<NaiveDate>,
    /// Days without a word, as the engine counts them.
    pub silent_days: u16,
    /// Asks in them that ran out.
    pub unanswered: u16,
    /// Mean days until somebody leaves, as learnt from everybody.
    pub mean_life: u32,
    /// P(active) in thousandths.
    pub active: u16,
    /// P(yes), while there, in thousandths.
    pub willing: u16,
    pub own: Record,
    /// What the sector weighs against the own record, in asks.
    pub prior: u32,
    /// Of the sector of their organisation, with its name.
    pub segment: Option<(String, Asks)>,
    pub company: Asks,
}

/// Asks of many and how many were a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asks {
    pub asked: u32,
    pub accepted: u32,
}

impl Asks {
    fn of(tally: Tally) -> Self {
        let (asked, accepted) = tally.whole();
        Self { asked, accepted }
    }
}

/// A touch and what is left of it today, both in thousandths of an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Felt {
    pub on: NaiveDate,
    pub kind: TouchKind,
    pub cost: u16,
    pub left: u16,
}

/// What the score of one advocate is made of, asked or held back; nothing when they are not in the index.
pub fn sources(index: &Index, need: &Need, now: DateTime<Utc>, advocate: AdvocateId) -> Option<Sources> {
    let lens = Lens::over(index, need, now, std::iter::once(advocate));
    let at = index.position_of(advocate)?;
    let row = &index.rows[at];
    let facts = lens.facts(at);
    let factors = Factor::ALL.iter().map(|factor| FactorSources {
        factor: *factor,
        asked: asked(&lens, *factor),
        known: known(&lens, at, row, *factor),
        parts: parts(&lens, &facts, *factor),
    });
    Some(Sources {
        explanation: explanation(&lens, at),
        industry: row.industry,
        gates: super::reasons::gates(&lens, at),
        factors: factors.collect(),
        chance: chance(index, row, lens.calendar.today),
        touches: touches(index, row, lens.calendar.today),
    })
}

fn asked(lens: &Lens<'_>, factor: Factor) -> Vec<String> {
    let need = lens.need;
    match factor {
        Factor::UseCase => {
            let words = lens.has_searched().then(|| words("in their own words", &need.words));
            wishes(&need.use_cases).into_iter().chain(words).collect()
        }
        Factor::Industry => need.industry.map(|place| place.label().to_owned()).into_iter().collect(),
        Factor::Size => need.employees.map(staff).into_iter().collect(),
        Factor::Persona => {
            let level = need.seniority.map(|level| level.label().to_owned());
            need.functions.iter().cloned().chain(level).collect()
        }
        Factor::Product => wishes(&need.products),
        Factor::Outcomes if need.use_cases.is_empty() => vec!["Results of any kind".to_owned()],
        Factor::Outcomes => vec!["Results, most for the use cases".to_owned()],
        Factor::Competition => need.competitors.iter().chain(&need.objections).cloned().collect(),
        Factor::SoonestSlot if !lens.window.matters => Vec::new(),
        Factor::SoonestSlot => vec![format!("{} min until {}", 30 * u32::from(need.half_hours.max(1)), until(lens))],
        Factor::Region => need.country.iter().chain(&need.region).cloned().collect(),
        Factor::TechStack => need.tech_stack.clone(),
        Factor::Stage => need.topics.clone(),
    }
}

fn known(lens: &Lens<'_>, at: usize, row: &Row, factor: Factor) -> Vec<String> {
    let index = lens.index;
    let names = |kinds: &[Kind]| -> Vec<String> {
        let tags = row.tags.of_list(&index.tags).iter();
        let of_kind = tags.filter(|tag| kinds.iter().any(|kind| index.vocabulary.is(*kind, **tag)));
        of_kind.map(|tag| index.vocabulary.name(*tag).to_owned()).collect()
    };
    match factor {
        Factor::UseCase => {
            let said = lens.text_hits(row.id).find(|hit| !hit.said.is_empty()).map(|hit| words("says", &hit.said));
            let story = said.or_else(|| row.has_story.then(|| "a story".to_owned()));
            names(&[Kind::UseCase]).into_iter().chain(story).collect()
        }
        Factor::Industry => row.industry.map(|place| place.label().to_owned()).into_iter().collect(),
        Factor::Size => Some(row.employees).filter(|count| *count > 0).map(staff).into_iter().collect(),
        Factor::Persona => {
            let level = explain::seniority(row).map(|level| level.label().to_owned());
            names(&[Kind::Function]).into_iter().chain(level).collect()
        }
        Factor::Product => names(&[Kind::Product]),
        Factor::Outcomes => {
            let outcomes = row.outcomes.of_list(&index.outcomes).iter();
            outcomes.map(|outcome| index.text(outcome).to_owned()).collect()
        }
        Factor::Competition => names(&[Kind::Competitor, Kind::Objection]),
        Factor::SoonestSlot if !row.has_hours => Vec::new(),
        Factor::SoonestSlot => {
            vec![format!("{} h in common until {}", explain::hours(explain::shared(lens, at)), until(lens))]
        }
        Factor::Region => names(&[Kind::Country, Kind::Region]),
        Factor::TechStack => names(&[Kind::Tech]),
        Factor::Stage => names(&[Kind::Topic]),
    }
}

fn wishes(wishes: &[Wish]) -> Vec<String> {
    let word = |wish: &Wish| match wish.importance {
        0 | 1 => wish.name.clone(),
        times => format!("{} (counts {times} times)", wish.name),
    };
    wishes.iter().map(word).collect()
}

/// "says: close, regulator and 3 more"
fn words(what: &str, words: &[String]) -> String {
    let first = words.iter().take(SHOWN_WORDS).map(String::as_str).collect::<Vec<_>>().join(", ");
    match (words.len(), words.len().saturating_sub(SHOWN_WORDS)) {
        (0, _) => what.to_owned(),
        (_, 0) => [what, ": ", &first].concat(),
        (_, more) => format!("{what}: {first} and {more} more"),
    }
}

fn parts(lens: &Lens<'_>, facts: &Facts, factor: Factor) -> Vec<FactorPart> {
    let part = |(label, tenths, value): (&str, u32, Value)| FactorPart { label: label.to_owned(), tenths, value };
    fit::parts(lens, facts, factor).into_iter().map(part).collect()
}

fn staff(employees: u32) -> String {
    [&explain::thousands(employees), " staff"].concat()
}

fn until(lens: &Lens<'_>) -> String {
    date_short(lens.window.until_day)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share lies between 0 and 1, silence is cut at four years, and a life is a few million days at most"
)]
fn chance(index: &Index, row: &Row, today: u16) -> ChanceSources {
    let silent_days = acceptance::silence(row.last_heard, today);
    let active = index.habits.active(&index.by_silence, silent_days, row.unanswered);
    let thousandths = |share: f32| (share * 1_000.0 + 0.5) as u16;
    let segment = row.industry.map(|place| {
        let tally = index.habits.segment(row.industry);
        (place.sector().label().to_owned(), Asks::of(tally))
    });
    ChanceSources {
        last_heard: (row.last_heard > 0).then(|| index::date(row.last_heard)),
        silent_days: silent_days as u16,
        unanswered: row.unanswered.asks,
        mean_life: (index.habits.mean_life + 0.5) as u32,
        active: thousandths(active),
        willing: thousandths(row.willing),
        own: Record { asked: row.asked, accepted: row.accepted },
        prior: (index.habits.segment_strength + 0.5) as u32,
        segment,
        company: Asks::of(index.habits.company),
    }
}

fn touches(index: &Index, row: &Row, today: u16) -> Vec<Felt> {
    let mut touches: Vec<Felt> = row
        .touches
        .of_list(&index.touches)
        .iter()
        .map(|touch| {
            let left = fatigue::faded(u32::from(today.saturating_sub(touch.day)), u32::from(touch.cost));
            let left = u16::try_from(left).unwrap_or(u16::MAX);
            Felt { on: index::date(touch.day), kind: touch.kind, cost: touch.cost, left }
        })
        .filter(|felt| felt.left > 0)
        .collect();
    touches.sort_by_key(|felt| (std::cmp::Reverse(felt.on), felt.kind));
    touches
}
