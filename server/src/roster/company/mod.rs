//! One company's advocates and organisations as they stand on a day.

mod judging;
mod reading;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::advocates::{Customer, Facts, Limits, Span, Status, SupportLight};
use domain::ids::{AdvocateId, OrganisationId};
use domain::organisations::Relation;

use super::lexicon::{Lexicon, Sets};
use super::names::Names;
use super::order::Ranks;
use super::store::Snapshot;

pub(super) use self::reading::Change;

/// What the list of advocates is narrowed, counted and sorted by.
#[derive(Debug)]
pub(super) struct Person {
    pub organisation: u32,
    pub owner: u32,
    pub languages: u32,
    pub own_products: u32,
    /// The customer may use what the person knows.
    pub products: u32,
    pub title: u32,
    pub topics: u32,
    pub load: u16,
    pub calls: u16,
    pub status: Status,
    /// A slot whose advocate is gone stays until the company is read whole again.
    pub is_there: bool,
}

/// What the list of organisations is narrowed, counted and sorted by.
#[derive(Debug)]
pub(super) struct Organisation {
    pub owner: u32,
    pub industry: u32,
    pub region: u32,
    pub country: u32,
    pub city: u32,
    pub products: u32,
    pub employees: Option<u32>,
    pub people: u32,
    pub customer: Customer,
    pub relations: Box<[(Relation, NaiveDate, Span)]>,
    pub light: SupportLight,
    /// What it is today: a bit for each relation.
    pub related: u8,
    pub is_there: bool,
}

#[derive(Debug, Default)]
pub(super) struct Company {
    /// What the database showed when it was read; nothing before the first time.
    pub snapshot: Option<Snapshot>,
    /// The first day it can be judged for: what was over by then was not read.
    read_on: NaiveDate,
    pub today: NaiveDate,
    pub limits: Limits,

    pub people: Vec<Person>,
    pub person_ids: Vec<AdvocateId>,
    pub person_names: Names,
    pub person_ranks: Ranks,
    facts: Vec<Facts>,
    person_slots: HashMap<AdvocateId, u32>,

    pub organisations: Vec<Organisation>,
    pub organisation_ids: Vec<OrganisationId>,
    pub organisation_names: Names,
    pub organisation_ranks: Ranks,
    organisation_slots: HashMap<OrganisationId, u32>,

    pub owners: Lexicon,
    pub industries: Lexicon,
    pub regions: Lexicon,
    pub countries: Lexicon,
    pub cities: Lexicon,
    pub titles: Lexicon,
    pub topics: Lexicon,
    pub languages: Sets,
    pub products: Sets,
}

impl Company {
    pub fn of(today: NaiveDate, limits: Limits) -> Self {
        Self { read_on: today, today, limits, ..Self::default() }
    }

    /// Whether it can be judged for the day.
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.read_on <= day
    }

    /// Whether more of it is unused than used: rows that are gone and names that were changed stay until it is read whole.
    pub fn is_worn(&self) -> bool {
        const SPARE: usize = 10_000;
        let worn = |all: usize, used: usize| all > 2 * used + SPARE;
        worn(self.people.len(), self.person_ranks.len())
            || worn(self.organisations.len(), self.organisation_ranks.len())
            || worn(self.person_names.lines(), self.people.len())
            || worn(self.organisation_names.lines(), self.organisations.len())
    }

    /// How many rows are kept, used or not.
    pub fn rows(&self) -> usize {
        self.people.len() + self.organisations.len()
    }

    pub fn last_call(&self, slot: usize) -> Option<NaiveDate> {
        self.facts[slot].last_call
    }

    pub fn person_slot(&self, id: AdvocateId) -> Option<usize> {
        self.person_slots.get(&id).map(|slot| *slot as usize)
    }

    pub fn organisation_slot(&self, id: OrganisationId) -> Option<usize> {
        self.organisation_slots.get(&id).map(|slot| *slot as usize)
    }
}
