//! The list of organisations: which the reader sees, which meet the filters, and the next rows in order.

use std::collections::BTreeMap;

use domain::ids::{OrganisationId, UserId};
use domain::organisations::{OrganisationSort, Relation};

use super::company::{Company, Organisation};
use super::lexicon::count;
use super::order::{Pick, Value, cursor_key};
use super::people::{Place, is_under};
use crate::db::paging::Turn;

/// What a list of organisations asks for. Empty texts filter nothing.
#[derive(Clone, Debug)]
pub struct OrganisationsAsked {
    /// Sees the deals of everybody, and with them every organisation.
    pub all_deals: bool,
    /// Sees the advocates of every customer.
    pub all_advocates: bool,
    /// Whose customers they see.
    pub customers_of: Option<UserId>,
    /// The prospects of deals within reach; nobody asks when all are.
    pub of_deals: Vec<OrganisationId>,
    /// In small letters.
    pub text: String,
    pub relation: Option<Relation>,
    /// With everything below it.
    pub industry: String,
    pub country: String,
    pub sort: OrganisationSort,
    pub descending: bool,
}

/// What a reader sees under an address.
#[derive(Clone, Debug, Default)]
pub struct OrganisationsPicked {
    /// How many meet every filter.
    pub total: usize,
    /// How many the reader sees, and of these how many have each value, whatever the filters.
    pub all: u32,
    pub relations: BTreeMap<Relation, u32>,
    pub industries: BTreeMap<String, u32>,
    pub countries: BTreeMap<String, u32>,
    /// The rows of the turn, in the order in which they are read.
    pub places: Vec<Place<OrganisationId>>,
}

impl Company {
    /// The organisations this address asks for: `most` rows of the turn, and the counts of all.
    pub(super) fn pick_organisations(
        &self,
        asked: &OrganisationsAsked,
        turn: &Turn,
        most: usize,
    ) -> OrganisationsPicked {
        let sight = Sight::of(self, asked);
        let place = |slot: u32| (self.organisation_names.of(slot as usize), self.organisation_ids[slot as usize].0);
        let mut pick = Pick::new(&self.organisation_ranks, place, turn, asked.descending, most);
        let industries = self.industries.each(|key| is_under(&branch(&asked.industry), key));
        let countries = self.countries.each(|code| asked.country.is_empty() || code == asked.country);
        let cities = self.cities.each(|city| city.contains(&asked.text));
        let named = self.organisation_names.with(&asked.text);
        let mut picked = OrganisationsPicked::default();
        let mut related = [0; Relation::ALL.len()];
        let mut of_industry = vec![0; self.industries.len()];
        let mut of_country = vec![0; self.countries.len()];
        for (slot, one) in self.organisations.iter().enumerate().filter(|(slot, _)| sight.sees(self, *slot)) {
            picked.all += 1;
            of_industry[one.industry as usize] += 1;
            of_country[one.country as usize] += 1;
            for (number, kind) in related.iter_mut().zip(Relation::ALL) {
                *number += u32::from(one.is(*kind));
            }
            let fits = industries[one.industry as usize]
                && countries[one.country as usize]
                && asked.relation.is_none_or(|kind| one.is(kind))
                && (named[slot] || cities[one.city as usize]);
            if fits {
                picked.total += 1;
                pick.offer(&self.organisation_ranks, count(slot), sight.value(self, slot, asked.sort));
            }
        }
        picked.relations = Relation::ALL.iter().copied().zip(related).filter(|(_, number)| *number > 0).collect();
        picked.industries = self.industries.named(&of_industry).map(|(key, number)| (key.to_owned(), number)).collect();
        picked.countries = self.countries.named(&of_country).map(|(code, number)| (code.to_owned(), number)).collect();
        let places = pick.slots().into_iter().map(|slot| {
            let slot = slot as usize;
            let key = cursor_key(sight.value(self, slot, asked.sort), self.organisation_names.of(slot));
            Place { id: self.organisation_ids[slot], key }
        });
        picked.places = places.collect();
        picked
    }
}

fn branch(industry: &str) -> Vec<String> {
    if industry.is_empty() { Vec::new() } else { vec![industry.to_owned()] }
}

impl Organisation {
    fn is(&self, kind: Relation) -> bool {
        self.related & 1 << kind as u8 != 0
    }
}

/// How far the reader sees.
struct Sight {
    all_deals: bool,
    all_advocates: bool,
    me: Option<u32>,
    of_deals: Vec<bool>,
    /// Of each organisation how many advocates are theirs.
    own: Vec<u32>,
}

impl Sight {
    fn of(company: &Company, asked: &OrganisationsAsked) -> Self {
        let me = asked.customers_of.and_then(|me| {
            let me = me.to_string();
            company.owners.each(|owner| owner == me).iter().position(|is| *is).map(count)
        });
        let mut of_deals = vec![false; company.organisations.len()];
        let slots = asked.of_deals.iter().filter_map(|id| company.organisation_slot(*id));
        slots.for_each(|slot| of_deals[slot] = true);
        let mut own = vec![0; company.organisations.len()];
        if let Some(me) = me {
            let theirs = company.people.iter().filter(|person| person.is_there && person.owner == me);
            theirs.for_each(|person| own[person.organisation as usize] += 1);
        }
        Self { all_deals: asked.all_deals, all_advocates: asked.all_advocates, me, of_deals, own }
    }

    fn owns(&self, one: &Organisation) -> bool {
        self.me.is_some_and(|me| one.owner == me)
    }

    fn sees(&self, company: &Company, slot: usize) -> bool {
        let one = &company.organisations[slot];
        let reaches = self.all_deals
            || self.owns(one)
            || (self.all_advocates && one.people > 0)
            || self.own[slot] > 0
            || self.of_deals[slot];
        one.is_there && reaches
    }

    /// Who sees only their own customers counts their own people.
    fn value(&self, company: &Company, slot: usize, sort: OrganisationSort) -> Value {
        let one = &company.organisations[slot];
        match sort {
            OrganisationSort::Name => Some(0),
            OrganisationSort::Employees => one.employees,
            OrganisationSort::Advocates if self.all_advocates || self.owns(one) => Some(one.people),
            OrganisationSort::Advocates => Some(self.own[slot]),
        }
    }
}
