//! What was read becomes rows; what was read again takes their place.

use chrono::NaiveDate;
use domain::advocates::{Customer, Facts, Mark, Marked, Span, Status, SupportLight};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use domain::organisations::Relation;
use uuid::Uuid;

use super::{Company, Organisation, Person};
use crate::roster::lexicon::count;
use crate::roster::store::{OrganisationRow, PersonRow, Row};

/// What a reading brings, until it is finished.
#[derive(Default)]
pub(in crate::roster) struct Change {
    pub(super) people: Vec<u32>,
    /// Came, went or were renamed.
    moved_people: Vec<u32>,
    pub(super) organisations: Vec<u32>,
    moved_organisations: Vec<u32>,
    marks: Vec<(u32, Mark)>,
    relations: Vec<(u32, (Relation, NaiveDate, Span))>,
}

impl Company {
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
}
