//! What a roster holds, for tests to compare.

use std::sync::atomic::Ordering;

use chrono::NaiveDate;
use domain::advocates::Judged;
use domain::ids::AdvocateId;

use super::company::{Change, Company};
use super::{bring_up_to_date, current, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Where everybody stands, and their last call.
pub async fn standings(ctx: &Ctx) -> Result<Vec<(AdvocateId, Judged, Option<NaiveDate>)>> {
    let mut tx = ctx.begin().await?;
    let roster = current(ctx, &mut tx).await?;
    Ok(roster.0.look(|company| {
        let there = company.people.iter().enumerate().filter(|(_, person)| person.is_there);
        let standing = there.map(|(slot, person)| {
            let judged = Judged { status: person.status, load: person.load, calls: person.calls };
            (company.person_ids[slot], judged, company.last_call(slot))
        });
        standing.collect()
    }))
}

/// Everything that is kept, line by line, as it was patched together change by change.
pub async fn kept(ctx: &Ctx) -> Result<Vec<String>> {
    let mut tx = ctx.begin().await?;
    let roster = current(ctx, &mut tx).await?;
    Ok(roster.0.look(Company::lines))
}

/// The same, as a reader finds it who reads the company for the first time.
pub async fn read_anew(ctx: &Ctx) -> Result<Vec<String>> {
    let mut tx = ctx.begin().await?;
    let mut company = Company::of(ctx.now().date_naive(), store::limits(&mut tx).await?);
    let mut change = Change::default();
    store::read(&mut tx, None, company.today, &mut |row| company.take(row, &mut change)).await?;
    company.finish(&[], change);
    Ok(company.lines())
}

/// Asks for the company within a transaction.
pub async fn ask_in(ctx: &Ctx, tx: &mut Tx) -> Result<()> {
    current(ctx, tx).await.map(drop)
}

/// Brings the company up to date as a reader does whom somebody else's commit overtakes, after the changes were asked for
/// and before they are read.
pub async fn overtaken_by(ctx: &Ctx, commit: impl Future<Output = ()>) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let kept = ctx.app().rosters().of(ctx.company());
    let _turn = kept.reading.lock().await;
    let probe = kept.probe(ctx, &mut tx).await?;
    commit.await;
    bring_up_to_date(ctx, &mut tx, &kept, probe).await
}

/// From how many rows on a company is read beside the requests for it.
pub fn read_aside_from(ctx: &Ctx, rows: i64) {
    ctx.app().rosters().in_place_most.store(rows, Ordering::Relaxed);
}

/// Waits until whoever reads the company has read it.
pub async fn until_read(ctx: &Ctx) {
    drop(ctx.app().rosters().of(ctx.company()).reading.lock().await);
}

impl Company {
    /// Everybody and every organisation in the order of their names, with all that is kept of them.
    fn lines(&self) -> Vec<String> {
        let person = |slot: u32| {
            let slot = slot as usize;
            let (line, name) = (&self.people[slot], self.person_names.of(slot));
            let owner = self.owners.text(line.owner);
            let (title, topics) = (self.titles.text(line.title), self.topics.text(line.topics));
            let (languages, products) = (self.languages.texts(line.languages), self.products.texts(line.products));
            let at = self.organisation_ids[line.organisation as usize];
            let judged = (line.status, line.load, line.calls, self.last_call(slot));
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
}
