//! The eleven factor values of one advocate (MAT-2).
//!
//! A factor that the need does not ask for is unknown for everybody; one that the profile does not
//! answer is unknown for this advocate. In a factor made of parts, a part that is not known counts
//! 0, so that filling in a profile never makes it worse than leaving it empty.

use super::candidate::Seniority;
use super::factor::{Factor, Value};
use super::index::{OutcomeRow, Row};
use super::lens::Lens;
use super::vocabulary::Kind;
use super::wanted::Met;

/// The earliest shared time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Not asked for, or no hours known.
    Unknown,
    /// Hours are known and nothing is shared before the date.
    Never,
    /// The half hour on the grid.
    At(usize),
}

#[inline]
pub(super) fn slot(lens: &Lens<'_>, at: usize, row: &Row) -> Slot {
    if !lens.window.matters || !row.has_hours {
        return Slot::Unknown;
    }
    let free = |word| lens.index.free_word(word, at);
    lens.window.soonest(free, row.notice_half_hours).map_or(Slot::Never, Slot::At)
}

#[inline]
pub(super) fn values(lens: &Lens<'_>, at: usize, row: &Row, met: Met, slot: Slot) -> [Value; Factor::COUNT] {
    let wanted = &lens.wanted;
    let share = |kind| wanted.share(kind, met, row.known);
    let text = lens.text_score(at, row.has_story);
    [
        // Tags say what somebody does, the story says it in their own words.
        blend(7, wanted.asks_for(Kind::UseCase).then(|| share(Kind::UseCase)), text),
        match (&lens.likeness, row.industry) {
            (Some(likeness), Some(place)) => Value::of(likeness[place.position()]),
            _ => Value::UNKNOWN,
        },
        lens.index.closeness.of(lens.size, row.size),
        blend(
            6,
            wanted.asks_for(Kind::Function).then(|| any(Kind::Function, met, row)),
            lens.seniority.map(|wanted| seniority(wanted, row)),
        ),
        share(Kind::Product),
        outcomes(lens, row),
        blend(
            6,
            wanted.asks_for(Kind::Competitor).then(|| any(Kind::Competitor, met, row)),
            wanted.asks_for(Kind::Objection).then(|| share(Kind::Objection)),
        ),
        soonest(lens, slot),
        region(lens, row, met),
        share(Kind::Tech),
        share(Kind::Topic),
    ]
}

/// Two parts of a factor, the first worth so many tenths. A part that is not asked for is left out.
#[inline]
fn blend(tenths: u32, first: Option<Value>, second: Option<Value>) -> Value {
    match (first, second) {
        (Some(first), Some(second)) if first.is_known() || second.is_known() => {
            let sum = u32::from(first.counted()) * tenths + u32::from(second.counted()) * (10 - tenths);
            #[expect(clippy::cast_possible_truncation, reason = "a mean of two values is a value")]
            Value::of(((sum + 5) / 10) as u16)
        }
        (Some(value), None) | (None, Some(value)) => value,
        _ => Value::UNKNOWN,
    }
}

#[inline]
fn any(kind: Kind, met: Met, row: &Row) -> Value {
    if row.known & kind.bit() == 0 {
        Value::UNKNOWN
    } else if met.any(kind) {
        Value::WHOLE
    } else {
        Value::NONE
    }
}

/// The same rank counts whole, one step apart half.
#[inline]
fn seniority(wanted: Seniority, row: &Row) -> Value {
    match row.seniority {
        0 => Value::UNKNOWN,
        own => match (wanted as u8 + 1).abs_diff(own) {
            0 => Value::WHOLE,
            1 => Value::of(5_000),
            _ => Value::NONE,
        },
    }
}

/// Each outcome is a chance to convince: 70 % with a number for a wanted use case, 40 % without,
/// half of that for another use case. Together they convince unless all of them fail.
#[inline]
fn outcomes(lens: &Lens<'_>, row: &Row) -> Value {
    let outcomes = row.outcomes.of_list(&lens.index.outcomes);
    if outcomes.is_empty() {
        return Value::UNKNOWN;
    }
    let mut doubt = 10_000u32;
    for outcome in outcomes {
        doubt = doubt * (10_000 - strength(lens, outcome)) / 10_000;
    }
    #[expect(clippy::cast_possible_truncation, reason = "doubt only shrinks")]
    Value::of((10_000 - doubt) as u16)
}

#[inline]
pub(super) fn strength(lens: &Lens<'_>, outcome: &OutcomeRow) -> u32 {
    // A table and not a match, because a processor cannot foresee which kind comes next.
    const STRENGTHS: [u32; 4] = [2_000, 3_500, 4_000, 7_000];
    let wanted = lens.wanted.names(Kind::UseCase, outcome.use_case);
    STRENGTHS[usize::from(wanted) * 2 + usize::from(outcome.measured)]
}

/// In a straight line from now (whole) to the end of the last day (nothing).
#[inline]
fn soonest(lens: &Lens<'_>, slot: Slot) -> Value {
    match slot {
        Slot::Unknown => Value::UNKNOWN,
        Slot::Never => Value::NONE,
        Slot::At(at) => Value::of(lens.window.earliness.get(at).copied().unwrap_or(0)),
    }
}

/// The same country counts whole, the same region 60 %, or whole when only the region was named.
#[inline]
fn region(lens: &Lens<'_>, row: &Row, met: Met) -> Value {
    let (country, region) = (lens.wanted.asks_for(Kind::Country), lens.wanted.asks_for(Kind::Region));
    let knows = |kind: Kind| row.known & kind.bit() != 0;
    if !(country && knows(Kind::Country) || region && knows(Kind::Region)) {
        Value::UNKNOWN
    } else if met.any(Kind::Country) {
        Value::WHOLE
    } else if met.any(Kind::Region) {
        if country { Value::of(6_000) } else { Value::WHOLE }
    } else {
        Value::NONE
    }
}
