//! The list of advocates: who meets the filters, what the facets count, and the next rows in order.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use domain::advocates::{DirectorySort, Status, SupportLight};
use domain::ids::{AdvocateId, UserId};

use super::company::{Company, Person};
use super::lexicon::count;
use super::order::{Pick, Value, cursor_key};
use crate::db::paging::Turn;

/// What a list of advocates asks for. An empty list of values filters nothing; several values of one facet are either.
#[derive(Clone, Debug, Default)]
pub struct PeopleAsked {
    /// Only customers of this person.
    pub customers_of: Option<UserId>,
    pub text: Option<Text>,
    pub statuses: Vec<Status>,
    /// With everything below them.
    pub industries: Vec<String>,
    pub products: Vec<String>,
    pub regions: Vec<String>,
    pub languages: Vec<String>,
    pub supports: Vec<String>,
    pub owners: Vec<UserId>,
    pub sort: Option<DirectorySort>,
    pub descending: bool,
}

/// Words that are looked for.
#[derive(Clone, Debug)]
pub enum Text {
    /// In the names of people and organisations, in small letters.
    Names(String),
    /// In names, titles and topics, in small letters; and these, whose profile has the words.
    Profiles(String, Vec<AdvocateId>),
    /// These only.
    Found(Vec<AdvocateId>),
}

/// What a reader sees under an address.
#[derive(Clone, Debug, Default)]
pub struct PeoplePicked {
    /// How many meet every filter.
    pub total: usize,
    /// How many the reader sees of each status, and at how many organisations, whatever the filters.
    pub statuses: BTreeMap<Status, u32>,
    pub organisations: usize,
    /// By facet and value: how many meet all other filters and have it.
    pub facets: BTreeMap<&'static str, BTreeMap<String, i64>>,
    /// The rows of the turn, in the order in which they are read.
    pub places: Vec<Place<AdvocateId>>,
}

/// A row's place in its order.
#[derive(Clone, Debug)]
pub struct Place<I> {
    pub id: I,
    pub key: String,
}

// Which filters somebody does not meet, a bit for each.
const INDUSTRY: u8 = 1;
const REGION: u8 = 1 << 1;
const SUPPORT: u8 = 1 << 2;
const OWNER: u8 = 1 << 3;
const LANGUAGE: u8 = 1 << 4;
const PRODUCT: u8 = 1 << 5;
const STATUS: u8 = 1 << 6;

impl Company {
    /// Whom this address asks for: `most` rows of the turn, and the counts of all.
    pub(super) fn pick_people(&self, asked: &PeopleAsked, turn: &Turn, most: usize) -> PeoplePicked {
        let sieve = Sieve::of(self, asked);
        let sort = asked.sort.unwrap_or(DirectorySort::Status);
        let place = |slot: u32| (self.person_names.of(slot as usize), self.person_ids[slot as usize].0);
        let mut pick = Pick::new(&self.person_ranks, place, turn, asked.descending, most);
        let mut counts = Counts::of(self);
        let mut seen = vec![false; self.organisations.len()];
        let mut statuses = [0_u32; Status::ALL.len()];
        let mut total = 0;
        for (slot, person) in self.people.iter().enumerate() {
            if !person.is_there || !sieve.reaches(self, person) {
                continue;
            }
            statuses[person.status as usize] += 1;
            seen[person.organisation as usize] = true;
            if sieve.worded.as_ref().is_some_and(|worded| !worded[slot]) {
                continue;
            }
            let missed = sieve.missed(person);
            if missed == 0 {
                total += 1;
                pick.offer(&self.person_ranks, count(slot), self.value(slot, person, sort));
            }
            counts.add(self, person, missed);
        }
        let places = pick.slots().into_iter().map(|slot| {
            let slot = slot as usize;
            let key = cursor_key(self.value(slot, &self.people[slot], sort), self.person_names.of(slot));
            Place { id: self.person_ids[slot], key }
        });
        PeoplePicked {
            total,
            statuses: Status::ALL.iter().copied().zip(statuses).filter(|(_, number)| *number > 0).collect(),
            organisations: seen.into_iter().filter(|seen| *seen).count(),
            facets: counts.named(self),
            places: places.collect(),
        }
    }

    /// What somebody is sorted by; equals stand by their names.
    #[inline]
    fn value(&self, slot: usize, person: &Person, sort: DirectorySort) -> Value {
        match sort {
            DirectorySort::Name => Some(0),
            DirectorySort::Status => Some(person.status as u32),
            DirectorySort::Fatigue => Some(person.load.into()),
            DirectorySort::Calls => Some(person.calls.into()),
            DirectorySort::LastCall => self.last_call(slot).and_then(|day| u32::try_from(day.num_days_from_ce()).ok()),
        }
    }
}

/// The filters, answered once for each value that occurs.
struct Sieve {
    customers_of: Option<u32>,
    worded: Option<Vec<bool>>,
    organisations: Vec<u8>,
    owners: Vec<u8>,
    languages: Vec<u8>,
    products: Vec<u8>,
    statuses: [u8; Status::ALL.len()],
}

impl Sieve {
    fn of(company: &Company, asked: &PeopleAsked) -> Self {
        let missing =
            |bit: u8, has: Vec<bool>| -> Vec<u8> { has.into_iter().map(|has| if has { 0 } else { bit }).collect() };
        let wants = |wanted: &[String], text: &str| wanted.is_empty() || wanted.iter().any(|one| one == text);
        let industries = missing(INDUSTRY, company.industries.each(|key| is_under(&asked.industries, key)));
        let regions = missing(REGION, company.regions.each(|name| wants(&asked.regions, name)));
        let support = |light: SupportLight| if wants(&asked.supports, light.as_str()) { 0 } else { SUPPORT };
        let owners: Vec<String> = asked.owners.iter().map(UserId::to_string).collect();
        let mut statuses = [STATUS; Status::ALL.len()];
        for status in if asked.statuses.is_empty() { Status::ALL } else { &asked.statuses } {
            statuses[*status as usize] = 0;
        }
        let all = |wanted: &[String], has: Vec<bool>| if wanted.is_empty() { vec![true; has.len()] } else { has };
        let languages = company.languages.each(|code| wants(&asked.languages, code));
        let products = company.products.each(|product| wants(&asked.products, product));
        Self {
            // Nobody has a number that does not occur.
            customers_of: asked.customers_of.map(|owner| {
                let owner = owner.to_string();
                company.owners.each(|text| text == owner).iter().position(|is| *is).map_or(u32::MAX, count)
            }),
            worded: asked.text.as_ref().map(|text| worded(company, text)),
            organisations: company
                .organisations
                .iter()
                .map(|one| industries[one.industry as usize] | regions[one.region as usize] | support(one.light))
                .collect(),
            owners: missing(OWNER, company.owners.each(|owner| wants(&owners, owner))),
            languages: missing(LANGUAGE, all(&asked.languages, languages)),
            products: missing(PRODUCT, all(&asked.products, products)),
            statuses,
        }
    }

    #[inline]
    fn reaches(&self, company: &Company, person: &Person) -> bool {
        self.customers_of
            .is_none_or(|me| person.owner == me || company.organisations[person.organisation as usize].owner == me)
    }

    #[inline]
    fn missed(&self, person: &Person) -> u8 {
        self.organisations[person.organisation as usize]
            | self.owners[person.owner as usize]
            | self.languages[person.languages as usize]
            | self.products[person.products as usize]
            | self.statuses[person.status as usize]
    }
}

/// Whether an industry is one of these or below one; with none asked for, whatever it is.
pub(super) fn is_under(branches: &[String], key: &str) -> bool {
    let under = |branch: &String| {
        key.strip_prefix(branch.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    branches.is_empty() || branches.iter().any(under)
}

/// Of each slot whether it has the words.
fn worded(company: &Company, text: &Text) -> Vec<bool> {
    let (lower, in_profiles, found) = match text {
        Text::Names(lower) => (Some(lower), false, &[][..]),
        Text::Profiles(lower, found) => (Some(lower), true, found.as_slice()),
        Text::Found(found) => (None, false, found.as_slice()),
    };
    let mut worded = lower.map_or_else(|| vec![false; company.people.len()], |lower| company.person_names.with(lower));
    if let Some(lower) = lower {
        let organisations = company.organisation_names.with(lower);
        let titles = company.titles.each(|title| in_profiles && title.contains(lower.as_str()));
        let topics = company.topics.each(|topics| in_profiles && topics.contains(lower.as_str()));
        for (is, person) in worded.iter_mut().zip(&company.people) {
            *is |= organisations[person.organisation as usize]
                || titles[person.title as usize]
                || topics[person.topics as usize];
        }
    }
    found.iter().filter_map(|id| company.person_slot(*id)).for_each(|slot| worded[slot] = true);
    worded
}

/// How many have each value.
struct Counts {
    industries: Vec<u32>,
    regions: Vec<u32>,
    lights: [u32; SupportLight::ALL.len()],
    owners: Vec<u32>,
    languages: Vec<u32>,
    products: Vec<u32>,
}

impl Counts {
    fn of(company: &Company) -> Self {
        Self {
            industries: vec![0; company.industries.len()],
            regions: vec![0; company.regions.len()],
            lights: [0; SupportLight::ALL.len()],
            owners: vec![0; company.owners.len()],
            languages: vec![0; company.languages.len()],
            products: vec![0; company.products.len()],
        }
    }

    /// A facet counts those who meet all other filters.
    #[inline]
    fn add(&mut self, company: &Company, person: &Person, missed: u8) {
        if missed & missed.wrapping_sub(1) != 0 || missed == STATUS {
            return;
        }
        let organisation = &company.organisations[person.organisation as usize];
        let add = |bit: u8, counts: &mut [u32], at: u32| {
            if missed & !bit == 0 {
                counts[at as usize] += 1;
            }
        };
        add(INDUSTRY, &mut self.industries, organisation.industry);
        add(REGION, &mut self.regions, organisation.region);
        add(SUPPORT, &mut self.lights, organisation.light as u32);
        add(OWNER, &mut self.owners, person.owner);
        add(LANGUAGE, &mut self.languages, person.languages);
        add(PRODUCT, &mut self.products, person.products);
    }

    fn named(&self, company: &Company) -> BTreeMap<&'static str, BTreeMap<String, i64>> {
        let lights = SupportLight::ALL.iter().zip(self.lights).filter(|(_, number)| *number > 0);
        BTreeMap::from([
            ("industry", owned(company.industries.named(&self.industries))),
            ("region", owned(company.regions.named(&self.regions))),
            ("support", owned(lights.map(|(light, number)| (light.as_str(), number)))),
            ("owner", owned(company.owners.named(&self.owners))),
            ("language", owned(company.languages.named(&self.languages))),
            ("product", owned(company.products.named(&self.products))),
        ])
    }
}

fn owned<'a>(counts: impl IntoIterator<Item = (&'a str, u32)>) -> BTreeMap<String, i64> {
    counts.into_iter().map(|(text, number)| (text.to_owned(), number.into())).collect()
}
