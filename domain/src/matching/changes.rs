//! What would have to change (MAT-5): the engine run again on a candidate who differs in one fact,
//! and on the day when somebody held back returns.
//!
//! Nothing here is estimated. Each sentence names a fact that was changed, the terms were made anew
//! by the same code as the ranking's, and the place is counted among the scores of that ranking; a
//! tie counts as behind.

use super::candidate::TouchKind;
use super::evaluate::{Evaluation, HeldBack};
use super::factor::{Factor, Value};
use super::facts::Facts;
use super::fatigue::{Load, WINDOW_DAYS};
use super::fit;
use super::gate::Gate;
use super::index::{Index, Row};
use super::lens::Lens;
use super::movement;
use super::need::Need;
use super::rank::Ranked;
use super::terms::Terms;
use super::utility::Scorer;
use super::vocabulary::Kind;
use super::weights::Preset;
use crate::time::date_short;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// So many sentences are told of one candidate, the largest steps first.
const TOLD: usize = 3;
/// More asks than anybody should get in a month are not looked at.
const MOST_ASKS: u8 = 5;
/// Gates that open on a day may show others behind them; so often the next day is tried.
const TRIES: usize = 3;
/// Facts of a profile that are one value. Tags are tried one by one instead.
const SINGLE: [(Factor, &str); 6] = [
    (Factor::Industry, "their industry"),
    (Factor::Size, "the size of their company"),
    (Factor::Persona, "their function and level"),
    (Factor::Outcomes, "what they achieved"),
    (Factor::SoonestSlot, "when they are free"),
    (Factor::Region, "where they are"),
];

/// A ranking that can be asked what a change would do to it.
pub struct Changes<'a> {
    lens: Lens<'a>,
    scorer: Scorer,
    /// Of everybody who may be asked, best first.
    scores: Vec<i32>,
    /// Whether anybody's value of a factor is known, so that the need asks for it.
    is_asked: [bool; Factor::COUNT],
    now: DateTime<Utc>,
}

/// What would put somebody higher, or cost the first the place, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counterfactual {
    pub text: String,
    /// The row of the score in which the fact that was changed counts.
    pub row: movement::Row,
}

/// One change and the place it leads to.
struct Change {
    place: usize,
    condition: String,
    row: movement::Row,
}

impl Change {
    fn told(self) -> Counterfactual {
        Counterfactual { text: [&place(self.place), " ", &self.condition].concat(), row: self.row }
    }
}

impl<'a> Changes<'a> {
    pub fn over(index: &'a Index, need: &'a Need, now: DateTime<Utc>, preset: &Preset, found: &Evaluation) -> Self {
        let scorer = Scorer::new(&preset.weights, preset.prices, found.deal);
        let mut scores: Vec<i32> = found.open.iter().map(|terms| scorer.score(terms)).collect();
        scores.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
        let mut is_asked = [false; Factor::COUNT];
        for terms in &found.open {
            for (asked, value) in is_asked.iter_mut().zip(&terms.values) {
                *asked |= value.is_known();
            }
        }
        let everybody = found.open.iter().map(|terms| terms.id);
        Self { lens: Lens::over(index, need, now, everybody), scorer, scores, is_asked, now }
    }

    /// What would put this candidate higher, at most three sentences; for the first, what would cost
    /// them the place.
    pub fn of(&self, ranked: &Ranked) -> Vec<Counterfactual> {
        let Some(at) = self.lens.index.position_of(ranked.id) else { return Vec::new() };
        let (row, facts) = (&self.lens.index.rows[at], self.lens.facts(at));
        let terms = self.lens.terms(at, &facts, &self.lens.standing(at));
        if ranked.rank <= 1 {
            return self.until_second(&terms).into_iter().collect();
        }
        let own = self.scorer.score(&terms);
        let mut changes: Vec<Change> = self.rested(row, &terms, own).into_iter().collect();
        changes.extend(self.another_tag(row, &facts, &terms, own));
        changes.extend(self.sooner(row, &facts, &terms, own));
        changes.extend(self.filled_in(&terms, own));
        changes.retain(|change| change.place < ranked.rank as usize);
        // What was tried first is told first among equals.
        changes.sort_by_key(|change| change.place);
        changes.into_iter().take(TOLD).map(Change::told).collect()
    }

    /// When somebody held back may be asked again, and where they would stand then. The day is tried:
    /// what closes between now and then is found, too.
    pub fn on_return(&self, held: &HeldBack) -> Option<String> {
        let (index, need) = (self.lens.index, self.lens.need);
        let at = index.position_of(held.id)?;
        let mut day = held.returns_on?;
        for _ in 0..TRIES {
            let lens = Lens::over(index, need, day.and_time(self.now.time()).and_utc(), std::iter::once(held.id));
            let gates = super::reasons::gates(&lens, at);
            if gates.is_empty() {
                let terms = lens.terms(at, &lens.facts(at), &lens.standing(at));
                let place = place(self.place(&terms, None)).to_lowercase();
                let late = need.needed_by.is_some_and(|needed| needed < day);
                let rest =
                    if late { "too late for this deal".to_owned() } else { [&place, " by today's scores"].concat() };
                return Some(["Back on ", &date_short(day), ", ", &rest].concat());
            }
            let later =
                gates.iter().map(Gate::returns_on).try_fold(NaiveDate::MIN, |latest, day| Some(latest.max(day?)));
            day = later.filter(|later| *later > day)?;
        }
        None
    }

    /// The place among those who may be asked; `own` is a score of theirs that is among these.
    fn place(&self, terms: &Terms, own: Option<i32>) -> usize {
        let score = self.scorer.score(terms);
        let ahead = self.scores.partition_point(|other| *other >= score);
        1 + ahead - usize::from(own.is_some_and(|own| own >= score))
    }

    fn until_second(&self, terms: &Terms) -> Option<Counterfactual> {
        let own = self.scorer.score(terms);
        let asks = (1..=MOST_ASKS).find(|asks| {
            let price = u16::try_from(terms.load.price_after(*asks)).unwrap_or(u16::MAX);
            let asked = Terms { load: Load { price, ..terms.load }, ..*terms };
            self.place(&asked, Some(own)) > 1
        })?;
        let text = if asks == 1 {
            "Not first any more after one more ask".to_owned()
        } else {
            format!("Not first any more after {asks} more asks")
        };
        Some(Counterfactual { text, row: movement::Row::Load })
    }

    /// With the last touch earlier, day by day.
    fn rested(&self, row: &Row, terms: &Terms, own: i32) -> Option<Change> {
        let touches = row.touches.of_list(&self.lens.index.touches);
        let days = |day: u16| u32::from(self.lens.calendar.today.saturating_sub(day));
        let (last, kind) =
            touches.iter().enumerate().max_by_key(|(_, touch)| touch.day).map(|(at, touch)| (at, touch.kind))?;
        let mut best: Option<(usize, u32)> = None;
        for earlier in 1..=WINDOW_DAYS {
            let shifted = |(at, touch): (usize, &super::index::TouchRow)| {
                (days(touch.day) + if at == last { earlier } else { 0 }, u32::from(touch.cost))
            };
            let rested = Terms { load: Load::of(touches.iter().enumerate().map(shifted)), ..*terms };
            let place = self.place(&rested, Some(own));
            if best.is_none_or(|(known, _)| place < known) {
                best = Some((place, earlier));
            }
            if place == 1 {
                break;
            }
        }
        let (place, earlier) = best?;
        let what = match kind {
            TouchKind::Ask => "if last asked",
            TouchKind::Call => "if the last call had been",
            TouchKind::Survey => "if last surveyed",
            TouchKind::Review => "if the last review had been",
            TouchKind::Event => "if the last event had been",
        };
        let days = if earlier == 1 { "1 day earlier".to_owned() } else { format!("{earlier} days earlier") };
        Some(Change { place, condition: [what, " ", &days].concat(), row: movement::Row::Load })
    }

    /// With one wanted name more in their profile: the one that helps most.
    fn another_tag(&self, row: &Row, facts: &Facts, terms: &Terms, own: i32) -> Option<Change> {
        let (index, wanted) = (self.lens.index, &self.lens.wanted);
        let have = row.tags.of_list(&index.tags);
        let mut best: Option<Change> = None;
        for wanted in wanted.tags().iter().filter(|wanted| !have.contains(&wanted.tag)) {
            let Some((_, factor, words)) = TAGS.iter().find(|(kind, ..)| *kind == wanted.kind) else { continue };
            let mut more = *facts;
            more.met.add(wanted.kind, wanted.importance);
            let place = self.place(&Terms { values: fit::values(&self.lens, &more), ..*terms }, Some(own));
            if best.as_ref().is_none_or(|best| place < best.place) {
                let condition = words.replace('_', index.vocabulary.name(wanted.tag));
                best = Some(Change { place, condition, row: movement::Row::Factor(*factor) });
            }
        }
        best
    }

    /// With a shared time on an earlier day, the last that leads furthest. Counted at the end of that day,
    /// so that it holds for any time of it.
    fn sooner(&self, row: &Row, facts: &Facts, terms: &Terms, own: i32) -> Option<Change> {
        let now = facts.slot.half_hour()?;
        let window = &self.lens.window;
        let first = self.lens.today + Days::new(u64::from(row.notice_half_hours).div_ceil(48));
        let mut day = window.instant(now)?.date_naive().pred_opt()?;
        let mut best: Option<(usize, NaiveDate)> = None;
        while day >= first {
            let end = day.succ_opt()?.and_time(NaiveTime::MIN).and_utc();
            let last = window.half_hour(end).checked_sub(1)?;
            let mut values = terms.values;
            values[Factor::SoonestSlot.position()] = window.earliness_at(last);
            let place = self.place(&Terms { values, ..*terms }, Some(own));
            if best.is_none_or(|(known, _)| place < known) {
                best = Some((place, day));
            }
            if place == 1 {
                break;
            }
            day = day.pred_opt()?;
        }
        let (place, day) = best?;
        let row = movement::Row::Factor(Factor::SoonestSlot);
        Some(Change { place, condition: format!("with a time in common on {}", date_short(day)), row })
    }

    /// With a fact that is not known and would fit in full.
    fn filled_in(&self, terms: &Terms, own: i32) -> Option<Change> {
        let unknown =
            SINGLE.iter().filter(|(factor, _)| self.is_asked[factor.position()] && !terms.value(*factor).is_known());
        let filled = unknown.map(|(factor, words)| {
            let mut values = terms.values;
            values[factor.position()] = Value::WHOLE;
            let place = self.place(&Terms { values, ..*terms }, Some(own));
            let row = movement::Row::Factor(*factor);
            Change { place, condition: ["at best, once it is known ", words].concat(), row }
        });
        filled.min_by_key(|change| change.place)
    }
}

/// Kinds of tag that a profile could gain, with the factor in which they count and the words for it.
const TAGS: [(Kind, Factor, &str); 6] = [
    (Kind::UseCase, Factor::UseCase, "with the use case “_”"),
    (Kind::Product, Factor::Product, "if they used _"),
    (Kind::Competitor, Factor::Competition, "if they had replaced _"),
    (Kind::Objection, Factor::Competition, "if they could answer “_”"),
    (Kind::Tech, Factor::TechStack, "if they ran _"),
    (Kind::Topic, Factor::Stage, "if they spoke about “_”"),
];

fn place(place: usize) -> String {
    match place {
        1 => "First".to_owned(),
        2 => "Second".to_owned(),
        3 => "Third".to_owned(),
        place => format!("Place {place}"),
    }
}
