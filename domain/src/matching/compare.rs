//! Some of a ranking side by side (MAT-5): the same rows for each, and who is best in which.

use super::movement::Row;
use super::rank::{Ranked, rank};
use super::weights::Preset;
use super::workbench::{Detail, Person, Workbench};
use crate::ids::AdvocateId;

/// More columns than this cannot be read beside each other.
pub const COMPARED: usize = 4;

/// One of those compared.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    pub ranked: Ranked,
    pub person: &'a Person,
    pub detail: &'a Detail,
}

/// Those compared, and what can be done next.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// In the order of the ranking.
    pub columns: Vec<Column<'a>>,
    /// The best who is not compared yet, while there is room for another.
    pub next: Option<AdvocateId>,
    /// How many of those named hold no place: a rule holds them back by now, or they are nobody here.
    pub absent: usize,
}

impl<'a> Comparison<'a> {
    /// Puts those named beside each other, by the weights in force. Whoever is named twice stands there once, and
    /// whoever is beyond [`COMPARED`] is left out.
    pub fn of(workbench: &'a Workbench, named: &[AdvocateId]) -> Self {
        let mut ids: Vec<AdvocateId> = Vec::new();
        for id in named {
            if !ids.contains(id) && ids.len() < COMPARED {
                ids.push(*id);
            }
        }
        let order = workbench.ranked();
        let columns: Vec<Column<'a>> = order
            .iter()
            .filter(|ranked| ids.contains(&ranked.id))
            .filter_map(|ranked| {
                let person = workbench.people.get(ranked.at as usize)?;
                Some(Column { ranked: *ranked, person, detail: workbench.detail(ranked.id)? })
            })
            .collect();
        let is_free = |ranked: &&Ranked| !ids.contains(&ranked.id) && workbench.detail(ranked.id).is_some();
        let next = order.iter().find(is_free).map(|ranked| ranked.id).filter(|_| columns.len() < COMPARED);
        Self { absent: ids.len() - columns.len(), columns, next }
    }

    /// For each column, whether its points in a row are the highest. Nobody leads where all are equal.
    pub fn leads(&self, row: Row) -> Vec<bool> {
        let points = |column: &Column<'_>| column.ranked.points.of(row);
        let highest = self.columns.iter().map(points).max();
        let lowest = self.columns.iter().map(points).min();
        self.columns.iter().map(|column| highest != lowest && Some(points(column)) == highest).collect()
    }
}

impl Workbench {
    /// The order by the weights in force, as far as the page has it.
    pub fn ranked(&self) -> Vec<Ranked> {
        let preset = Preset { weights: self.weights, ..self.preset() };
        self.order.clone().unwrap_or_else(|| rank(&self.terms, &preset, self.deal))
    }

    /// Whom a comparison of one starts with: they and the two best of the others that are explained.
    pub fn beside(&self, id: AdvocateId, order: &[Ranked]) -> Vec<AdvocateId> {
        let others = order.iter().map(|ranked| ranked.id).filter(|other| *other != id);
        std::iter::once(id).chain(others.filter(|other| self.detail(*other).is_some()).take(2)).collect()
    }
}
