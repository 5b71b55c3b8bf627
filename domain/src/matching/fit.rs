//! The eleven factor values of one advocate (MAT-2).
//!
//! A factor that the need does not ask for is unknown for everybody; one that the profile does not
//! answer is unknown for this advocate. In a factor made of parts, a part that is not known counts
//! 0, so that filling in a profile never makes it worse than leaving it empty.
//!
//! Values are looked up in tables wherever a processor could not foresee how a comparison ends: one
//! wrong guess costs more than a look.

use super::candidate::Seniority;
use super::factor::{Factor, Value};
use super::facts::{Facts, Met};
use super::index::OutcomeRow;
use super::lens::Lens;
use super::vocabulary::Kind;

// Always: a result that is copied right after it was written has to wait for the writing.
#[inline(always)]
pub(super) fn values(lens: &Lens<'_>, facts: &Facts) -> [Value; Factor::COUNT] {
    let (wanted, profile, met) = (&lens.wanted, &facts.profile, facts.met);
    let share = |kind| wanted.share(kind, met);
    let asked_share = |kind| wanted.asks_for(kind).then(|| share(kind));
    let asked_any = |kind| wanted.asks_for(kind).then(|| ANY[met.degree(kind)]);
    [
        // Tags say what somebody does, the story says it in their own words.
        blend(TAGS, asked_share(Kind::UseCase), lens.has_searched().then_some(facts.text)),
        lens.likeness_to(profile.industry),
        lens.index.closeness.of(lens.size, profile.size),
        blend(
            FIRST,
            asked_any(Kind::Function),
            lens.seniority.map(|wanted| wanted[usize::from(profile.seniority % 8)]),
        ),
        share(Kind::Product),
        facts.outcomes,
        blend(FIRST, asked_any(Kind::Competitor), asked_share(Kind::Objection)),
        lens.window.earliness(facts.slot),
        region(lens, met),
        share(Kind::Tech),
        share(Kind::Topic),
    ]
}

/// How many tenths of the use case are told by tags; the words of the story tell the others.
const TAGS: u32 = 7;
/// So many tenths count for the first part of the other factors that are made of two.
const FIRST: u32 = 6;

/// A factor that is made of two parts, taken apart: what each is, how many tenths it counts, and its value. Nothing
/// where one of them is not asked for, so that the other is the whole.
pub(super) fn parts(lens: &Lens<'_>, facts: &Facts, factor: Factor) -> Vec<(&'static str, u32, Value)> {
    let wanted = &lens.wanted;
    let share = |kind| wanted.asks_for(kind).then(|| wanted.share(kind, facts.met));
    let any = |kind| wanted.asks_for(kind).then(|| ANY[facts.met.degree(kind)]);
    let (tenths, first, second) = match factor {
        Factor::UseCase => {
            let words = lens.has_searched().then_some(facts.text);
            (TAGS, ("By tags", share(Kind::UseCase)), ("By their own words", words))
        }
        Factor::Persona => {
            let level = lens.seniority.map(|wanted| wanted[usize::from(facts.profile.seniority % 8)]);
            (FIRST, ("Function", any(Kind::Function)), ("Seniority", level))
        }
        Factor::Competition => (FIRST, ("Competitor", any(Kind::Competitor)), ("Objections", share(Kind::Objection))),
        _ => return Vec::new(),
    };
    match (first.1, second.1) {
        (Some(one), Some(other)) => vec![(first.0, tenths, one), (second.0, 10 - tenths, other)],
        _ => Vec::new(),
    }
}

/// By degree: any one of the names of a kind will do.
const ANY: [Value; 3] = [Value::UNKNOWN, Value::NONE, Value::WHOLE];

/// Two parts of a factor, the first worth so many tenths. A part that is not asked for is left out.
#[inline]
fn blend(tenths: u32, first: Option<Value>, second: Option<Value>) -> Value {
    match (first, second) {
        (Some(first), Some(second)) => {
            let sum = u32::from(first.counted()) * tenths + u32::from(second.counted()) * (10 - tenths);
            #[expect(clippy::cast_possible_truncation, reason = "a mean of two values is a value")]
            let mean = Value::of(((sum + 5) / 10) as u16);
            if first.is_known() | second.is_known() { mean } else { Value::UNKNOWN }
        }
        (Some(value), None) | (None, Some(value)) => value,
        (None, None) => Value::UNKNOWN,
    }
}

/// What each rank is worth, from unknown (0) over the top (1) down: the same counts whole, one step apart half.
pub(super) fn seniorities(wanted: Seniority) -> [Value; 8] {
    std::array::from_fn(|own| match own.checked_sub(1) {
        None => Value::UNKNOWN,
        Some(own) => match own.abs_diff(wanted as usize) {
            0 => Value::WHOLE,
            1 => Value::of(5_000),
            _ => Value::NONE,
        },
    })
}

/// Each outcome is a chance to convince: 70 % with a number for a wanted use case, 40 % without,
/// half of that for another use case. Together they convince unless all of them fail.
pub(super) fn outcomes(outcomes: &[OutcomeRow], is_wanted: impl Fn(u32) -> bool) -> Value {
    if outcomes.is_empty() {
        return Value::UNKNOWN;
    }
    let mut doubt = 10_000u32;
    for outcome in outcomes {
        doubt = doubt * (10_000 - strength(is_wanted(outcome.use_case), outcome.measured)) / 10_000;
    }
    #[expect(clippy::cast_possible_truncation, reason = "doubt only shrinks")]
    Value::of((10_000 - doubt) as u16)
}

pub(super) const fn strength(is_wanted: bool, is_measured: bool) -> u32 {
    match (is_wanted, is_measured) {
        (false, false) => 2_000,
        (false, true) => 3_500,
        (true, false) => 4_000,
        (true, true) => 7_000,
    }
}

/// The same country counts whole, the same region 60 %, or whole when only the region was named.
#[inline]
fn region(lens: &Lens<'_>, met: Met) -> Value {
    let degree = |kind| if lens.wanted.asks_for(kind) { met.degree(kind) } else { 0 };
    lens.regions[degree(Kind::Country)][degree(Kind::Region)]
}

/// What a place is worth, by the degrees to which country and region are met.
pub(super) fn regions(asks_for_country: bool) -> [[Value; 3]; 3] {
    let near = if asks_for_country { Value::of(6_000) } else { Value::WHOLE };
    std::array::from_fn(|country| {
        std::array::from_fn(|region| match (country, region) {
            (0, 0) => Value::UNKNOWN,
            (2, _) => Value::WHOLE,
            (_, 2) => near,
            _ => Value::NONE,
        })
    })
}
