//! One company's advocates and organisations as they stand on a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::advocates::{Customer, Facts, Limits, Mark, Marked, Span, Status, SupportLight};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use domain::organisations::Relation;
use uuid::Uuid;

use super::lexicon::{Lexicon, Sets, count};
use super::order::{Names, Ranks};
use super::store::{OrganisationRow, PersonRow, Row, Snapshot};

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
    pub fn of(snapshot: Snapshot, today: NaiveDate, limits: Limits) -> Self {
        Self { snapshot: Some(snapshot), read_on: today, today, limits, ..Self::default() }
    }

    /// Whether it can be judged for the day.
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.read_on <= day
    }

    /// Takes over what was read of these subjects. Whoever is gone from the database goes here, too.
    pub fn patch(&mut self, subjects: &[Uuid], rows: Vec<Row>) {
        let mut change = Change::default();
        for row in rows {
            self.take(row, &mut change);
        }
        self.finish(subjects, change);
    }

    /// One row of a reading; `finish` ends it.
    pub fn take(&mut self, row: Row, change: &mut Change) {
        match row {
            Row::Organisation(row) => self.organisation(row, change),
            Row::Relation { organisation, kind, since, until } => {
                if let (Some(slot), Ok(kind)) = (self.organisation_slots.get(&organisation), kind.parse()) {
                    change.relations.push((*slot, (kind, since, Span::through(until))));
                }
            }
            Row::Shield { organisation, closes, span } => {
                if let Some(slot) = self.organisation_slots.get(&organisation) {
                    let customer = &mut self.organisations[*slot as usize].customer;
                    let longest = if closes { &mut customer.closed } else { &mut customer.softened };
                    *longest = span.max(*longest);
                }
            }
            Row::Person(row) => self.person(row, change),
            Row::Agreed(id, span) => self.know(id, |facts| facts.agreed = span),
            Row::Paused(id, span) => self.know(id, |facts| facts.paused = span),
            Row::RuledOut(id, span) => self.know(id, |facts| facts.ruled_out = span.max(facts.ruled_out)),
            Row::Marked(id, mark) => {
                if let Some(slot) = self.person_slots.get(&id) {
                    change.marks.push((*slot, mark));
                }
                if mark.what == Marked::Held {
                    self.know(id, |facts| facts.last_call = facts.last_call.max(Some(mark.day)));
                }
            }
        }
    }

    fn know(&mut self, id: AdvocateId, learn: impl FnOnce(&mut Facts)) {
        if let Some(slot) = self.person_slots.get(&id) {
            learn(&mut self.facts[*slot as usize]);
        }
    }

    fn organisation(&mut self, row: OrganisationRow, change: &mut Change) {
        let organisation = Organisation {
            owner: self.owner(row.owner),
            industry: self.industries.number(row.industry.as_deref().unwrap_or_default()),
            region: self.regions.number(row.region.as_deref().unwrap_or_default()),
            country: self.countries.number(row.country.as_deref().unwrap_or_default()),
            city: self.cities.number(&row.city),
            products: self.products.number(&row.products),
            employees: row.employees.and_then(|number| u32::try_from(number).ok()),
            people: 0,
            customer: Customer { renewal_on: row.renewal_on, ..Customer::default() },
            relations: Box::default(),
            light: SupportLight::Healthy,
            related: 0,
            is_there: true,
        };
        let slot = match self.organisation_slots.get(&row.id) {
            Some(slot) => {
                let kept = &mut self.organisations[*slot as usize];
                let (people, was_there) = (kept.people, kept.is_there);
                *kept = Organisation { people, ..organisation };
                if !was_there {
                    change.moved_organisations.push(*slot);
                }
                *slot
            }
            None => {
                let slot = count(self.organisations.len());
                self.organisations.push(organisation);
                self.organisation_ids.push(row.id);
                self.organisation_slots.insert(row.id, slot);
                slot
            }
        };
        if self.organisation_names.set(slot as usize, &row.name_key) {
            change.moved_organisations.push(slot);
        }
        change.organisations.push(slot);
    }

    fn person(&mut self, row: PersonRow, change: &mut Change) {
        let Some(organisation) = self.organisation_slots.get(&row.organisation).copied() else {
            // Its customer came after ours were read: both are among the next changes.
            return;
        };
        let own_products = self.products.number(&row.products);
        let person = Person {
            organisation,
            owner: self.owner(row.owner),
            languages: self.languages.number(&row.languages),
            own_products,
            products: own_products,
            title: self.titles.number(&row.title),
            topics: self.topics.number(&row.topics),
            load: 0,
            calls: 0,
            status: Status::Available,
            is_there: true,
        };
        let small = |number: i32| u16::try_from(number).unwrap_or_default();
        let facts = Facts {
            lifecycle: row.lifecycle,
            reference_status: row.reference_status,
            agreed: Span::Never,
            paused: Span::Never,
            ruled_out: Span::Never,
            monthly_cap: row.monthly_cap.map(small),
            quarterly_cap: row.quarterly_cap.map(small),
            cool_down_days: row.cool_down_days.map(small),
            last_call: None,
            marks: Box::default(),
        };
        let slot = match self.person_slots.get(&row.id) {
            Some(slot) => {
                let kept = &mut self.people[*slot as usize];
                if kept.is_there {
                    self.organisations[kept.organisation as usize].people -= 1;
                } else {
                    change.moved_people.push(*slot);
                }
                *kept = person;
                self.facts[*slot as usize] = facts;
                *slot
            }
            None => {
                let slot = count(self.people.len());
                self.people.push(person);
                self.facts.push(facts);
                self.person_ids.push(row.id);
                self.person_slots.insert(row.id, slot);
                slot
            }
        };
        self.organisations[organisation as usize].people += 1;
        if self.person_names.set(slot as usize, &row.name_key) {
            change.moved_people.push(slot);
        }
        change.people.push(slot);
    }

    fn owner(&mut self, owner: Option<UserId>) -> u32 {
        owner.map_or(0, |owner| self.owners.number(&owner.to_string()))
    }

    /// Ends a reading: what was asked for and did not come is gone, and whoever changed is judged.
    pub fn finish(&mut self, subjects: &[Uuid], mut change: Change) {
        self.remove_the_missing(subjects, &mut change);
        change.marks.sort_unstable_by_key(|(slot, _)| *slot);
        for marks in change.marks.chunk_by(|one, other| one.0 == other.0) {
            self.facts[marks[0].0 as usize].marks = marks.iter().map(|(_, mark)| *mark).collect();
        }
        change.relations.sort_unstable_by_key(|(slot, _)| *slot);
        for relations in change.relations.chunk_by(|one, other| one.0 == other.0) {
            let kept = relations.iter().map(|(_, relation)| *relation).collect();
            self.organisations[relations[0].0 as usize].relations = kept;
        }
        self.rank(&change);
        self.judge(Some(&change));
    }

    fn remove_the_missing(&mut self, subjects: &[Uuid], change: &mut Change) {
        change.people.sort_unstable();
        change.organisations.sort_unstable();
        for subject in subjects {
            if let Some(slot) = self.person_slots.get(&AdvocateId(*subject))
                && change.people.binary_search(slot).is_err()
            {
                let person = &mut self.people[*slot as usize];
                if std::mem::take(&mut person.is_there) {
                    self.organisations[person.organisation as usize].people -= 1;
                    change.moved_people.push(*slot);
                }
            }
            if let Some(slot) = self.organisation_slots.get(&OrganisationId(*subject))
                && change.organisations.binary_search(slot).is_err()
                && std::mem::take(&mut self.organisations[*slot as usize].is_there)
            {
                change.moved_organisations.push(*slot);
            }
        }
    }

    fn rank(&mut self, change: &Change) {
        let Self { people, person_ids, person_names, person_ranks, .. } = self;
        if !change.moved_people.is_empty() {
            let place = |slot: u32| (person_names.of(slot as usize), person_ids[slot as usize].0);
            person_ranks.update(people.len(), &change.moved_people, |slot| people[slot as usize].is_there, place);
        }
        let Self { organisations, organisation_ids, organisation_names, organisation_ranks, .. } = self;
        if !change.moved_organisations.is_empty() {
            let place = |slot: u32| (organisation_names.of(slot as usize), organisation_ids[slot as usize].0);
            let is_there = |slot: u32| organisations[slot as usize].is_there;
            organisation_ranks.update(organisations.len(), &change.moved_organisations, is_there, place);
        }
    }

    /// Judges everybody for a day and the company's limits.
    pub fn judge_for(&mut self, today: NaiveDate, limits: Limits) {
        (self.today, self.limits) = (today, limits);
        self.judge(None);
    }

    /// Judges those that changed, or everybody.
    fn judge(&mut self, change: Option<&Change>) {
        let Self { people, organisations, facts, products, today, limits, .. } = self;
        let mut is_changed = vec![change.is_none(); organisations.len()];
        for slot in change.iter().flat_map(|change| &change.organisations) {
            is_changed[*slot as usize] = true;
        }
        for (organisation, _) in organisations.iter_mut().zip(&is_changed).filter(|(_, is_changed)| **is_changed) {
            organisation.judge(*today);
        }
        let mut judge = |line: &mut Person, facts: &Facts| {
            let organisation = &organisations[line.organisation as usize];
            let judged = facts.judged(&organisation.customer, limits, *today);
            (line.status, line.load, line.calls) = (judged.status, judged.load, judged.calls);
            line.products = products.union(line.own_products, organisation.products);
        };
        // With an organisation all of its people change; without one, those that were read again.
        if change.is_none_or(|change| !change.organisations.is_empty()) {
            let theirs = people.iter_mut().zip(facts.iter());
            theirs
                .filter(|(line, _)| is_changed[line.organisation as usize])
                .for_each(|(line, facts)| judge(line, facts));
        }
        for slot in change.iter().flat_map(|change| &change.people) {
            judge(&mut people[*slot as usize], &facts[*slot as usize]);
        }
    }

    /// Everybody and every organisation in the order of their names, with all that is kept of them.
    #[cfg(feature = "testing")]
    pub fn lines(&self) -> Vec<String> {
        let person = |slot: u32| {
            let slot = slot as usize;
            let (line, name) = (&self.people[slot], self.person_names.of(slot));
            let owner = self.owners.text(line.owner);
            let (title, topics) = (self.titles.text(line.title), self.topics.text(line.topics));
            let (languages, products) = (self.languages.texts(line.languages), self.products.texts(line.products));
            let at = self.organisation_ids[line.organisation as usize];
            let judged = (line.status, line.load, line.calls, self.facts[slot].last_call);
            format!(
                "{name} {} {at} {owner} {title} {topics} {languages:?} {products:?} {judged:?}",
                self.person_ids[slot]
            )
        };
        let organisation = |slot: u32| {
            let slot = slot as usize;
            let (line, name) = (&self.organisations[slot], self.organisation_names.of(slot));
            let (industry, region) = (self.industries.text(line.industry), self.regions.text(line.region));
            let (country, city) = (self.countries.text(line.country), self.cities.text(line.city));
            let (owner, products) = (self.owners.text(line.owner), self.products.texts(line.products));
            let rest = (line.employees, line.people, line.light, line.related);
            let id = self.organisation_ids[slot];
            format!("{name} {id} {owner} {industry} {region} {country} {city} {products:?} {rest:?}")
        };
        let people = self.person_ranks.slots().map(person);
        people.chain(self.organisation_ranks.slots().map(organisation)).collect()
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

impl Organisation {
    fn judge(&mut self, today: NaiveDate) {
        self.light = self.customer.light(today);
        let holds = |(_, since, span): &&(Relation, NaiveDate, Span)| *since <= today && span.holds_on(today);
        self.related = self.relations.iter().filter(holds).fold(0, |bits, (kind, ..)| bits | 1 << *kind as u8);
    }
}

/// What a reading brings, until it is finished.
#[derive(Default)]
pub(super) struct Change {
    people: Vec<u32>,
    /// Came, went or were renamed.
    moved_people: Vec<u32>,
    organisations: Vec<u32>,
    moved_organisations: Vec<u32>,
    marks: Vec<(u32, Mark)>,
    relations: Vec<(u32, (Relation, NaiveDate, Span))>,
}
