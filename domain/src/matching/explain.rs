//! Evidence (MAT-5): for each factor which field speaks and what it says.

use super::factor::Factor;
use super::fit::strength;
use super::index::{Index, OutcomeRow, Row};
use super::lens::Lens;
use super::need::{Need, TextHit};
use super::rank::Ranked;
use super::standing::Touched;
use super::terms::Terms;
use super::vocabulary::Kind;
use crate::ids::{AdvocateId, EvidenceId};
use crate::organisations::industry::Level;
use crate::time::date_short;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How many of a list are explained.
pub const EXPLAINED: usize = 50;

/// One reason: a field of the profile and what in it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub factor: Factor,
    /// The field of the profile, in lower case words: "use cases", "story".
    pub field: String,
    pub text: String,
    /// Of a quotation: where the words that the deal asked for stand in it, in bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<(u32, u32)>,
    /// The piece of evidence that is quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<EvidenceId>,
}

impl Evidence {
    /// What a field says, in words of ours.
    pub fn told(factor: Factor, field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { factor, field: field.into(), text: text.into(), marks: Vec::new(), piece: None }
    }

    fn quoted(factor: Factor, hit: &TextHit) -> Self {
        Self { marks: hit.marks.clone(), piece: hit.piece, ..Self::told(factor, &hit.field, &hit.sentence) }
    }

    /// Whether these are words of the customer's, to be shown as a quotation.
    pub fn is_quotation(&self) -> bool {
        matches!(self.field.as_str(), "story" | "outcome" | "evidence")
    }

    /// The text in pieces, each with whether it is a word that the deal asked for. Together they are the text, whatever
    /// the marks say.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut open = 0;
        for (from, until) in self.marks.iter().map(|(from, until)| (*from as usize, *until as usize)) {
            if from < open || from >= until {
                continue;
            }
            let (Some(before), Some(word)) = (self.text.get(open..from), self.text.get(from..until)) else { continue };
            pieces.extend([(before, false), (word, true)]);
            open = until;
        }
        pieces.push((&self.text[open..], false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

/// The reasons for one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub id: AdvocateId,
    pub terms: Terms,
    /// In the order of the factors; a factor about which nothing is known has none.
    pub evidence: Vec<Evidence>,
    /// The earliest shared time, for the page to show in the right zones.
    pub soonest: Option<DateTime<Utc>>,
    pub shared_half_hours: u32,
    pub asked_this_month: u16,
    pub asks_per_month: u8,
    /// Others of the same industry group, with themselves.
    pub of_their_kind: u32,
}

impl Explanation {
    pub fn of(&self, factor: Factor) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(move |evidence| evidence.factor == factor)
    }
}

/// Reasons for the first fifty of an order.
pub fn explain(index: &Index, need: &Need, now: DateTime<Utc>, order: &[Ranked]) -> Vec<Explanation> {
    let first: Vec<AdvocateId> = order.iter().take(EXPLAINED).map(|ranked| ranked.id).collect();
    let lens = Lens::over(index, need, now, first.iter().copied());
    first.iter().filter_map(|id| index.position_of(*id)).map(|at| explanation(&lens, at)).collect()
}

/// Reasons for one advocate, asked or held back.
pub fn explain_one(index: &Index, need: &Need, now: DateTime<Utc>, id: AdvocateId) -> Option<Explanation> {
    let lens = Lens::over(index, need, now, std::iter::once(id));
    index.position_of(id).map(|at| explanation(&lens, at))
}

pub(super) fn explanation(lens: &Lens<'_>, at: usize) -> Explanation {
    let (row, facts) = (&lens.index.rows[at], lens.facts(at));
    let terms = lens.terms(at, &facts, &lens.standing(at));
    let mut evidence = Vec::new();
    for factor in Factor::ALL {
        if terms.value(*factor).is_known() {
            collect(lens, at, row, *factor, &mut evidence);
        }
    }
    Explanation {
        id: row.id,
        terms,
        evidence,
        soonest: facts.slot.half_hour().and_then(|half_hour| lens.window.instant(half_hour)),
        shared_half_hours: shared(lens, at),
        asked_this_month: Touched::of(lens.index, &lens.calendar, row).this_month,
        asks_per_month: row.asks_per_month,
        of_their_kind: row.industry.map_or(0, |place| lens.index.groups.active(place)),
    }
}

/// Half hours in which both can talk, from the end of their notice on: before it nothing can be booked.
pub(super) fn shared(lens: &Lens<'_>, at: usize) -> u32 {
    let from = lens.window.from + usize::from(lens.index.rows[at].notice_half_hours);
    let words = lens.window.open.iter().enumerate();
    words
        .map(|(word, open)| {
            let past = from.saturating_sub(word * 64);
            let future = if past >= 64 { 0 } else { u64::MAX << past };
            (lens.index.free_word(word, at) & open & future).count_ones()
        })
        .sum()
}

fn collect(lens: &Lens<'_>, at: usize, row: &Row, factor: Factor, evidence: &mut Vec<Evidence>) {
    let tags = row.tags.of_list(&lens.index.tags);
    let mut say = |field: &str, text: String| evidence.push(Evidence::told(factor, field, text));
    let names = |kind| -> Vec<String> {
        let named = tags.iter().filter(|tag| lens.wanted.names(kind, **tag));
        named.map(|tag| lens.index.vocabulary.name(*tag).to_owned()).collect()
    };
    let list = |kind, none: &str| {
        let names = names(kind);
        if names.is_empty() { none.to_owned() } else { names.join(", ") }
    };
    match factor {
        Factor::UseCase => {
            if lens.wanted.asks_for(Kind::UseCase) && row.known & Kind::UseCase.bit() != 0 {
                say("use cases", list(Kind::UseCase, "None of the wanted use cases"));
            }
            let quoted = lens.text_hits(row.id).filter(|hit| !hit.sentence.is_empty());
            evidence.extend(quoted.map(|hit| Evidence::quoted(factor, hit)));
            if evidence.iter().all(|said| said.factor != factor) {
                let is_told = lens.text_hits(row.id).next().is_some();
                let text = if is_told { "In their own words" } else { "Neither on record nor in their own words" };
                evidence.push(Evidence::told(factor, "use cases", text));
            }
        }
        Factor::Industry => {
            if let (Some(own), Some(wanted)) = (row.industry, lens.need.industry) {
                say(
                    "industry",
                    match own.common(wanted) {
                        Some(common) if common.level() == Level::Leaf => format!("{}, the same industry", own.label()),
                        Some(common) => format!("{}, also {}", own.label(), common.label()),
                        None => format!("{}, another sector", own.label()),
                    },
                );
            }
        }
        Factor::Size => say(
            "employees",
            format!("{} staff against {}", thousands(row.employees), thousands(lens.need.employees.unwrap_or(0))),
        ),
        Factor::Persona => {
            let functions = names(Kind::Function);
            if !functions.is_empty() {
                say("function", functions.join(", "));
            }
            if let (Some(wanted), Some(own)) = (lens.need.seniority, seniority(row)) {
                say(
                    "seniority",
                    if wanted == own {
                        format!("{}, the same level", own.label())
                    } else {
                        format!("{}, the contact is {}", own.label(), wanted.label())
                    },
                );
            }
            // What differs comes last: the first line of a factor that counts is what speaks for somebody.
            let is_other = lens.wanted.asks_for(Kind::Function) && names(Kind::Function).is_empty();
            let own: Vec<&str> = tags
                .iter()
                .filter(|tag| is_other && lens.index.vocabulary.is(Kind::Function, **tag))
                .map(|tag| lens.index.vocabulary.name(*tag))
                .collect();
            if !own.is_empty() {
                say("function", format!("{}, the contact's is {}", own.join(", "), lens.need.functions.join(", ")));
            }
        }
        Factor::Product => {
            let met = names(Kind::Product);
            let wanted = lens.need.products.len();
            say(
                "products",
                match met.len() {
                    0 => "None of the products in question".to_owned(),
                    count => format!("{} ({count} of {wanted})", met.join(", ")),
                },
            );
        }
        Factor::Outcomes => {
            let best = row.outcomes.of_list(&lens.index.outcomes).iter();
            let strength =
                |outcome: &&OutcomeRow| strength(lens.wanted.names(Kind::UseCase, outcome.use_case), outcome.measured);
            // The first of the strongest, as the profile lists them.
            if let Some(best) = best.rev().max_by_key(strength) {
                say("outcomes", lens.index.text(best).to_owned());
            }
        }
        Factor::Competition => {
            let replaced = names(Kind::Competitor);
            if !replaced.is_empty() {
                say("competitors replaced", format!("Replaced {}", replaced.join(", ")));
            }
            let answered = names(Kind::Objection);
            if !answered.is_empty() {
                say("objections", format!("Can answer {}", answered.join(", ")));
            }
            if replaced.is_empty() && answered.is_empty() {
                say("competitors replaced", "Neither the competitor nor the objections".to_owned());
            }
        }
        Factor::SoonestSlot => {
            let half_hours = shared(lens, at);
            say(
                "availability",
                match half_hours {
                    0 => format!("No hours in common until {}", date_short(lens.window.until_day)),
                    1 => format!("Half an hour in common until {}", date_short(lens.window.until_day)),
                    n => format!("{} h in common until {}", hours(n), date_short(lens.window.until_day)),
                },
            );
        }
        Factor::Region => {
            let country = names(Kind::Country);
            let region = names(Kind::Region);
            if !country.is_empty() {
                say("country", format!("{}, the same country", country.join(", ")));
            } else if !region.is_empty() {
                say("region", format!("{}, the same region", region.join(", ")));
            } else {
                say("region", "Another region".to_owned());
            }
        }
        Factor::TechStack => say("tech stack", list(Kind::Tech, "None of the systems in question")),
        Factor::Stage => say("topics", list(Kind::Topic, "None of the topics in question")),
    }
}

pub(super) fn seniority(row: &Row) -> Option<super::candidate::Seniority> {
    super::candidate::Seniority::ALL.get(usize::from(row.seniority).wrapping_sub(1)).copied()
}

pub(super) fn hours(half_hours: u32) -> String {
    if half_hours.is_multiple_of(2) { format!("{}", half_hours / 2) } else { format!("{}.5", half_hours / 2) }
}

pub(super) fn thousands(count: u32) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
