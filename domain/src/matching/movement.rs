//! Who moved and why (MAT-6): an order compared with the one it started from.

use super::factor::Factor;
use super::rank::Ranked;
use super::utility::Points;
use crate::ids::AdvocateId;
use serde::{Deserialize, Serialize};

/// One row of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    Factor(Factor),
    ChanceOfAYes,
    Load,
    Scarcity,
    Deal,
}

impl Row {
    pub const COUNT: usize = Factor::COUNT + 4;

    /// In the order in which rows are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        Factor::ALL.iter().map(|factor| Self::Factor(*factor)).chain([
            Self::ChanceOfAYes,
            Self::Load,
            Self::Scarcity,
            Self::Deal,
        ])
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Factor(factor) => factor.label(),
            Self::ChanceOfAYes => "Chance of a yes",
            Self::Load => "Fatigue",
            Self::Scarcity => "Rare of their kind",
            Self::Deal => "Size and urgency of the deal",
        }
    }
}

impl Points {
    /// The signed milli-points of one row.
    pub const fn of(&self, row: Row) -> i32 {
        match row {
            Row::Factor(factor) => self.fit[factor.position()],
            Row::ChanceOfAYes => self.chance,
            Row::Load => self.load,
            Row::Scarcity => self.scarcity,
            Row::Deal => self.deal,
        }
    }

    /// Every row with its signed milli-points; they add up to the score.
    pub fn rows(&self) -> [(Row, i32); Row::COUNT] {
        let mut rows = [(Row::Deal, self.deal); Row::COUNT];
        for (shown, row) in rows.iter_mut().zip(Row::all()) {
            *shown = (row, self.of(row));
        }
        rows
    }
}

/// How far one candidate moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub id: AdvocateId,
    /// Places gained; negative when lost.
    pub by: i32,
    /// The row that gained or lost most against everybody else; nothing for those who stayed.
    pub because: Option<Row>,
}

/// The movement of everybody in `now` against `base`, in the order of `now`. Somebody who was not
/// in `base` has not moved.
pub fn movement(base: &[Ranked], now: &[Ranked]) -> Vec<Moved> {
    let mut before: Vec<&Ranked> = base.iter().collect();
    before.sort_unstable_by_key(|ranked| ranked.id);
    let old = |id| before.binary_search_by_key(&id, |ranked| ranked.id).ok().map(|at| before[at]);
    let changes: Vec<Option<(i32, [i64; Row::COUNT])>> =
        now.iter().map(|new| old(new.id).map(|old| change(old, new))).collect();

    // A slider moves everybody's points; what moves a place is the change against the field.
    let mut field = [0i64; Row::COUNT];
    for (_, rows) in changes.iter().flatten() {
        for (sum, change) in field.iter_mut().zip(rows) {
            *sum += change;
        }
    }
    let count = i64::try_from(changes.iter().flatten().count().max(1)).unwrap_or(i64::MAX);
    now.iter()
        .zip(changes)
        .map(|(new, change)| match change {
            None | Some((0, _)) => Moved { id: new.id, by: 0, because: None },
            Some((by, rows)) => {
                let direction = i64::from(by.signum());
                let because = Row::all()
                    .zip(rows.iter().zip(&field))
                    .map(|(row, (change, field))| (row, (change * count - field) * direction))
                    .filter(|(_, lead)| *lead > 0)
                    .fold(None, |best: Option<(Row, i64)>, next| match best {
                        Some(best) if best.1 >= next.1 => Some(best),
                        _ => Some(next),
                    })
                    .map(|(row, _)| row);
                Moved { id: new.id, by, because }
            }
        })
        .collect()
}

fn change(old: &Ranked, new: &Ranked) -> (i32, [i64; Row::COUNT]) {
    let places = i64::from(old.rank) - i64::from(new.rank);
    let mut rows = [0; Row::COUNT];
    for (row, (old, new)) in rows.iter_mut().zip(old.points.rows().iter().zip(new.points.rows())) {
        *row = i64::from(new.1 - old.1);
    }
    (i32::try_from(places).unwrap_or(0), rows)
}
