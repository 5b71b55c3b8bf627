//! Facets: what a list can be narrowed by, with how many rows each value would show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Query, Views};
use crate::organisations::Industry;
use crate::paging::Count;

/// A value counts exactly to here.
const COUNT_CAP: u32 = 9_999;
/// The most values a facet offers; chosen ones are always among them.
const OPTIONS_MOST: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Its name in the address.
    pub name: String,
    pub label: String,
    pub options: Vec<FacetOption>,
    /// It is chosen from a menu; else by something else on the page.
    pub is_menu: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetOption {
    pub value: String,
    pub label: String,
    /// Rows that meet all other filters and have this value.
    pub count: Count,
    pub is_chosen: bool,
}

impl Facet {
    /// Of the values that occur, the frequent ones first; a chosen value stays although no row has it.
    pub fn of(
        name: &str,
        label: &str,
        counts: &BTreeMap<String, i64>,
        chosen: &[String],
        label_of: impl Fn(&str) -> String,
    ) -> Self {
        let zero = chosen.iter().filter(|value| !counts.contains_key(*value)).map(|value| (value, &0));
        let mut options: Vec<(FacetOption, i64)> = counts
            .iter()
            .chain(zero)
            .map(|(value, number)| {
                let is_chosen = chosen.contains(value);
                let count = Count::capped(*number, COUNT_CAP);
                (FacetOption { value: value.clone(), label: label_of(value), count, is_chosen }, *number)
            })
            .collect();
        options.sort_by(|(one, one_number), (other, other_number)| {
            let rank = |option: &FacetOption, number: i64| (!option.is_chosen, -number);
            rank(one, *one_number).cmp(&rank(other, *other_number)).then_with(|| one.label.cmp(&other.label))
        });
        options.truncate(OPTIONS_MOST.max(chosen.len()));
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            options: options.into_iter().map(|(option, _)| option).collect(),
            is_menu: true,
        }
    }

    /// The industries that occur, by their path in the one tree, with the sectors and groups above them, which count
    /// all below.
    pub fn of_industries(leaves: BTreeMap<String, i64>, chosen: &[String]) -> Self {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for (key, number) in leaves {
            let mut at = key.parse::<Industry>().ok();
            while let Some(industry) = at {
                *counts.entry(industry.key().to_owned()).or_default() += number;
                at = industry.parent();
            }
        }
        let path = |key: &str| key.parse::<Industry>().map_or_else(|_| key.to_owned(), Industry::path);
        Self::of("industry", "Industry", &counts, chosen, path)
    }

    /// Chosen by cards or tabs of the page.
    #[must_use]
    pub fn without_menu(mut self) -> Self {
        self.is_menu = false;
        self
    }

    /// In an order of its own: bands and stages, not the frequent ones first.
    #[must_use]
    pub fn in_order(mut self, place: impl Fn(&str) -> usize) -> Self {
        self.options.sort_by_key(|option| place(&option.value));
        self
    }

    pub fn chosen(&self) -> impl Iterator<Item = &FacetOption> {
        self.options.iter().filter(|option| option.is_chosen)
    }
}

/// What stands above every list: its address, its facets, its saved views.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHead {
    /// The address from its first page.
    pub query: Query,
    pub text: String,
    pub facets: Vec<Facet>,
    /// What the address says and the list does not know: a filter that was there once.
    pub ignored: Vec<(String, String)>,
    pub views: Views,
}

impl ListHead {
    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.text.is_empty() || self.facets.iter().any(|facet| facet.chosen().next().is_some())
    }

    /// The whole list in the same order.
    pub fn unfiltered(&self) -> Query {
        let mut query = self.query.without("q").without("like");
        for facet in &self.facets {
            query = query.without(&facet.name);
        }
        for (name, _) in &self.ignored {
            query = query.without(name);
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(chosen: &[&str]) -> Facet {
        let counts = BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 5), ("c".to_owned(), 20_000)]);
        let chosen: Vec<String> = chosen.iter().map(|value| (*value).to_owned()).collect();
        Facet::of("letter", "Letter", &counts, &chosen, str::to_uppercase)
    }

    #[test]
    fn chosen_values_stand_first_and_stay_although_no_row_has_them() {
        let shown = |facet: Facet| {
            facet.options.iter().map(|option| format!("{} {}", option.label, option.count)).collect::<Vec<_>>()
        };

        assert_eq!(shown(facet(&[])), ["C 9,999+", "B 5", "A 2"]);
        assert_eq!(shown(facet(&["a", "z"])), ["A 2", "Z 0", "C 9,999+", "B 5"]);
        assert_eq!(shown(facet(&["c"]).in_order(|value| usize::from(value != "b"))), ["B 5", "C 9,999+", "A 2"]);
    }

    #[test]
    fn no_more_values_are_offered_than_anybody_reads() {
        let counts = (0..100).map(|n| (format!("{n:03}"), n)).collect();

        let facet = Facet::of("n", "N", &counts, &["007".to_owned()], str::to_owned);

        assert_eq!(facet.options.len(), 40);
        assert_eq!(facet.options[0].value, "007");
        assert_eq!(facet.options[1].value, "099");
    }
}
