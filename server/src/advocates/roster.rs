//! Everybody of a company with what the directory is narrowed, counted and sorted by, kept in memory
//! until a row it was read from changes.
//!
//! Where somebody stands today follows from a dozen tables; judging a whole company for each page of
//! its directory takes hundreds of milliseconds. The rows are judged once instead, and every use asks
//! Postgres first whether anything changed (`db::freshness`), so a gate that closed a moment ago is
//! closed for the very next reader, on every instance. What a page shows of somebody is read anew.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use domain::advocates::{DirectorySort, Status};
use domain::ids::{AdvocateId, CompanyId, UserId};

use super::directory::Asked;
use super::store::directory::{self as store, Limits, Person};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::db::{Tx, freshness};
use crate::error::Result;

/// So many companies are kept; any other makes room for a new one.
const SHELF_SIZE: usize = 32;

/// One company's advocates as they stand on a day.
#[derive(Debug)]
pub(super) struct Roster {
    people: Vec<Person>,
    /// What the database showed when the rows were read.
    snapshot: String,
    limits: Limits,
    today: NaiveDate,
}

/// What was read of each company in this process.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<HashMap<CompanyId, Arc<Roster>>>);

impl Shelf {
    fn find(&self, company: CompanyId) -> Option<Arc<Roster>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&company).cloned()
    }

    fn keep(&self, company: CompanyId, roster: Arc<Roster>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= SHELF_SIZE && !shelf.contains_key(&company) {
            let other = shelf.keys().next().copied();
            other.map(|other| shelf.remove(&other));
        }
        shelf.insert(company, roster);
    }
}

/// The company as it is now: from memory when nothing changed, else read again.
pub(super) async fn current(ctx: &Ctx, tx: &mut Tx) -> Result<Arc<Roster>> {
    let (shelf, company, today) = (ctx.app().rosters(), ctx.company(), ctx.now().date_naive());
    let limits = store::limits(tx).await?;
    if let Some(kept) = shelf.find(company)
        && kept.today == today
        && kept.limits == limits
        && !freshness::changed_since(tx, &kept.snapshot).await?
    {
        return Ok(kept);
    }
    // First, so that whatever commits while we read is found by the next probe.
    let snapshot = freshness::snapshot(tx).await?;
    let people = store::roster(tx, today).await?;
    let roster = Arc::new(Roster { people, snapshot, limits, today });
    shelf.keep(company, roster.clone());
    Ok(roster)
}

/// What a reader sees of the roster under an address.
pub(super) struct Picked<'a> {
    /// Whom the reader may see, whatever is asked for.
    seen: Vec<&'a Person>,
    /// Those with the words, each with the one facet they do not meet.
    sifted: Vec<(&'a Person, Missed)>,
}

/// Which facets somebody does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missed {
    Nothing,
    Only(&'static str),
    Several,
}

/// Somebody's place in the order.
pub(super) struct Place {
    pub id: AdvocateId,
    pub key: Option<String>,
}

impl Roster {
    /// Whom this address asks for; `words` are those who have its words, or nothing when it has none.
    pub fn pick(&self, customers_of: Option<UserId>, asked: &Asked, words: Option<&HashSet<AdvocateId>>) -> Picked<'_> {
        let reaches = |person: &&Person| {
            customers_of.is_none() || person.owner == customers_of || person.customers_owner == customers_of
        };
        let seen: Vec<&Person> = self.people.iter().filter(reaches).collect();
        let has_words = |person: &&&Person| words.is_none_or(|words| words.contains(&person.id));
        let sifted = seen.iter().filter(has_words).map(|person| (*person, asked.missed(person))).collect();
        Picked { seen, sifted }
    }
}

impl<'a> Picked<'a> {
    /// How many meet every filter.
    pub fn total(&self) -> usize {
        self.found().count()
    }

    fn found(&self) -> impl Iterator<Item = &'a Person> {
        self.sifted.iter().filter(|(_, missed)| *missed == Missed::Nothing).map(|(person, _)| *person)
    }

    /// How many the reader sees of each status, whatever the filters.
    pub fn statuses(&self) -> BTreeMap<Status, u32> {
        let mut counts = BTreeMap::new();
        for person in &self.seen {
            *counts.entry(person.status).or_default() += 1;
        }
        counts
    }

    pub fn organisations(&self) -> usize {
        self.seen.iter().map(|person| person.organisation).collect::<HashSet<_>>().len()
    }

    /// By facet and value: how many meet all other filters and have it.
    pub fn facets(&self) -> BTreeMap<&'static str, BTreeMap<String, i64>> {
        BTreeMap::from([
            (
                "industry",
                self.count("industry", |person, add| person.industry.iter().for_each(|key| add(key.as_str()))),
            ),
            ("region", self.count("region", |person, add| person.region.iter().for_each(|name| add(name.as_str())))),
            ("support", self.count("support", |person, add| add(person.light))),
            ("owner", self.count("owner", |person, add| person.owner.into_iter().for_each(add))),
            (
                "language",
                self.count("language", |person, add| person.languages.iter().for_each(|code| add(code.as_str()))),
            ),
            ("product", self.count("product", products)),
        ])
    }

    fn count<V: Eq + Hash + ToString>(
        &self,
        facet: &'static str,
        values: impl Fn(&'a Person, &mut dyn FnMut(V)),
    ) -> BTreeMap<String, i64> {
        let mut counts: HashMap<V, i64> = HashMap::new();
        for (person, missed) in &self.sifted {
            if *missed == Missed::Nothing || *missed == Missed::Only(facet) {
                values(person, &mut |value| *counts.entry(value).or_default() += 1);
            }
        }
        let named = counts.into_iter().map(|(value, number)| (value.to_string(), number));
        named.filter(|(value, _)| !value.is_empty()).collect()
    }

    /// The first `most` after the row of the turn, in the order it is read in.
    pub fn places(&self, (sort, descending): (DirectorySort, bool), turn: &Turn, most: usize) -> Vec<Place> {
        let down = descending != turn.backwards();
        // Rows without the value stand at the end, whichever way the list is sorted.
        let void = |key: &Option<Cow<'_, str>>| i32::from(key.is_none() != turn.backwards());
        let order = |one: &(Option<Cow<'_, str>>, AdvocateId), other: &(Option<Cow<'_, str>>, AdvocateId)| {
            let inner = place(one).cmp(&place(other));
            void(&one.0).cmp(&void(&other.0)).then(if down { inner.reverse() } else { inner })
        };
        let beyond = |row: &(Option<Cow<'_, str>>, AdvocateId)| {
            let Some(turn_void) = turn.void() else { return true };
            let inner = place(row).cmp(&(turn.key(), turn.id()));
            let inner = if down { inner.reverse() } else { inner };
            void(&row.0).cmp(&turn_void).then(inner) == Ordering::Greater
        };
        let mut rows: Vec<_> =
            self.found().map(|person| (key(person, sort), person.id)).filter(|row| beyond(row)).collect();
        if rows.len() > most {
            rows.select_nth_unstable_by(most, order);
            rows.truncate(most);
        }
        rows.sort_unstable_by(order);
        rows.into_iter().map(|(key, id)| Place { id, key: key.map(Cow::into_owned) }).collect()
    }
}

/// Each once: the customer may use what the person knows.
fn products<'a>(person: &'a Person, add: &mut dyn FnMut(&'a str)) {
    for (at, product) in person.products.iter().enumerate() {
        if !person.products[..at].contains(product) {
            add(product);
        }
    }
}

fn place<'a>((key, id): &'a (Option<Cow<'_, str>>, AdvocateId)) -> (&'a str, uuid::Uuid) {
    (key.as_deref().unwrap_or_default(), id.0)
}

/// What somebody is sorted by, as text that sorts bytewise; equals stand by their names.
fn key(person: &Person, sort: DirectorySort) -> Option<Cow<'_, str>> {
    match sort {
        DirectorySort::Name => Some(Cow::Borrowed(&person.name_key)),
        DirectorySort::Status => {
            let rank = Status::ALL.iter().position(|status| *status == person.status).unwrap_or_default();
            Some(Cow::Owned(format!("{rank:02}{}", person.name_key)))
        }
        DirectorySort::Fatigue => Some(Cow::Owned(format!("{:010}{}", person.load, person.name_key))),
        DirectorySort::Calls => Some(Cow::Owned(format!("{:06}", person.calls))),
        DirectorySort::LastCall => person.last_call.map(|day| Cow::Owned(day.format("%Y-%m-%d").to_string())),
    }
}

impl Asked {
    /// The facets of the address that somebody does not meet; several values of one are either.
    fn missed(&self, person: &Person) -> Missed {
        let under = |key: &str, branch: &str| {
            key.strip_prefix(branch).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let any =
            |wanted: &[String], has: &dyn Fn(&str) -> bool| wanted.is_empty() || wanted.iter().any(|one| has(one));
        let industry = person.industry.as_deref();
        let meets = [
            ("industry", any(&self.industries, &|branch| industry.is_some_and(|key| under(key, branch)))),
            ("product", any(&self.products, &|product| person.products.iter().any(|own| own == product))),
            ("status", self.statuses.is_empty() || self.statuses.contains(&person.status)),
            ("region", any(&self.regions, &|region| person.region.as_deref() == Some(region))),
            ("language", any(&self.languages, &|language| person.languages.iter().any(|own| own == language))),
            ("support", any(&self.supports, &|light| person.light.as_str() == light)),
            ("owner", self.owners.is_empty() || person.owner.is_some_and(|owner| self.owners.contains(&owner))),
        ];
        let mut missed = meets.into_iter().filter(|(_, meets)| !meets).map(|(facet, _)| facet);
        match (missed.next(), missed.next()) {
            (None, _) => Missed::Nothing,
            (Some(facet), None) => Missed::Only(facet),
            _ => Missed::Several,
        }
    }
}
