//! The eleven factor values of one advocate (MAT-2).
//!
//! A factor that the need does not ask for is unknown for everybody; one that the profile does not
//! answer is unknown for this advocate. In a factor made of parts, a part that is not known counts
//! 0, so that filling in a profile never makes it worse than leaving it empty.

use super::factor::{Factor, Value};
use super::index::{NONE, OutcomeRow, Row};
use super::lens::Lens;
use super::vocabulary::Kind;

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

pub(super) fn slot(lens: &Lens<'_>, row: &Row) -> Slot {
    if !lens.window.matters || row.free == NONE {
        return Slot::Unknown;
    }
    lens.window.soonest(&lens.index.free[row.free as usize], row.notice_half_hours).map_or(Slot::Never, Slot::At)
}

#[inline]
pub(super) fn values(lens: &Lens<'_>, at: usize, row: &Row, hits: u128, slot: Slot) -> [Value; Factor::COUNT] {
    let covered = |kind| lens.covered(kind, hits, row.known);
    let text = lens.text.as_ref().map(|scores| match scores[at] {
        Value::UNKNOWN if row.has_story => Value::NONE,
        score => score,
    });
    [
        // Tags say what somebody does, the story says it in their own words.
        blend([
            (lens.wants(Kind::UseCase), covered(Kind::UseCase), 7),
            (text.is_some(), text.unwrap_or(Value::UNKNOWN), 3),
        ]),
        match (&lens.likeness, row.industry) {
            (Some(likeness), Some(place)) => Value::of(likeness[place.position()]),
            _ => Value::UNKNOWN,
        },
        match lens.size {
            Some(size) if row.employees > 0 => Value::from_share(libm::exp(-libm::fabs(size - row.size) / 1.2)),
            _ => Value::UNKNOWN,
        },
        blend([
            (lens.wants(Kind::Function), any(lens, Kind::Function, hits, row), 6),
            (lens.seniority.is_some(), seniority(lens, row), 4),
        ]),
        covered(Kind::Product),
        outcomes(lens, row),
        blend([
            (lens.wants(Kind::Competitor), any(lens, Kind::Competitor, hits, row), 6),
            (lens.wants(Kind::Objection), covered(Kind::Objection), 4),
        ]),
        soonest(lens, slot),
        region(lens, row, hits),
        covered(Kind::Tech),
        covered(Kind::Topic),
    ]
}

/// Parts as (asked for, value, weight): the weighted mean over the parts that are asked for.
#[inline]
fn blend<const N: usize>(parts: [(bool, Value, u32); N]) -> Value {
    let (mut sum, mut whole, mut known) = (0, 0, false);
    for (wanted, value, weight) in parts {
        if wanted {
            sum += u32::from(value.counted()) * weight;
            whole += weight;
            known |= value.is_known();
        }
    }
    if known { Value::ratio(sum, whole * u32::from(Value::FULL)) } else { Value::UNKNOWN }
}

#[inline]
fn any(lens: &Lens<'_>, kind: Kind, hits: u128, row: &Row) -> Value {
    if row.known & kind.bit() == 0 {
        Value::UNKNOWN
    } else if lens.meets_any(kind, hits) {
        Value::WHOLE
    } else {
        Value::NONE
    }
}

/// The same rank counts whole, one step apart half.
#[inline]
fn seniority(lens: &Lens<'_>, row: &Row) -> Value {
    match (lens.seniority, row.seniority) {
        (None, _) | (_, 0) => Value::UNKNOWN,
        (Some(wanted), own) => match (wanted as u8 + 1).abs_diff(own) {
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
    let mut doubt = 10_000;
    for outcome in outcomes {
        doubt = doubt * (10_000 - strength(lens, outcome)) / 10_000;
    }
    Value::ratio(10_000 - doubt, 10_000)
}

pub(super) fn strength(lens: &Lens<'_>, outcome: &OutcomeRow) -> u32 {
    match (outcome.measured, lens.wants_use_case(outcome.use_case)) {
        (true, true) => 7_000,
        (false, true) => 4_000,
        (true, false) => 3_500,
        (false, false) => 2_000,
    }
}

/// In a straight line from now (whole) to the end of the last day (nothing).
#[inline]
fn soonest(lens: &Lens<'_>, slot: Slot) -> Value {
    let window = &lens.window;
    match slot {
        Slot::Unknown => Value::UNKNOWN,
        Slot::Never => Value::NONE,
        #[expect(clippy::cast_possible_truncation, reason = "a grid has 1,344 half hours")]
        Slot::At(at) => Value::ratio((window.until - at) as u32, (window.until - window.from) as u32),
    }
}

/// The same country counts whole, the same region 60 %, or whole when only the region was named.
#[inline]
fn region(lens: &Lens<'_>, row: &Row, hits: u128) -> Value {
    let (country, region) = (lens.wants(Kind::Country), lens.wants(Kind::Region));
    let knows = |kind: Kind| row.known & kind.bit() != 0;
    if !(country && knows(Kind::Country) || region && knows(Kind::Region)) {
        Value::UNKNOWN
    } else if lens.meets_any(Kind::Country, hits) {
        Value::WHOLE
    } else if lens.meets_any(Kind::Region, hits) {
        if country { Value::of(6_000) } else { Value::WHOLE }
    } else {
        Value::NONE
    }
}
