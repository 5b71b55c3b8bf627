//! What a roster holds, for tests to compare.

use chrono::NaiveDate;
use domain::advocates::Judged;
use domain::ids::AdvocateId;

use super::company::{Change, Company};
use super::{current, store};
use crate::ctx::Ctx;
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
    let (today, limits) = (ctx.now().date_naive(), store::limits(&mut tx).await?);
    let mut company = Company::of(store::begin_reading(&mut tx).await?, today, limits);
    let mut change = Change::default();
    store::read(&mut tx, None, today, &mut |row| company.take(row, &mut change)).await?;
    company.finish(&[], change);
    Ok(company.lines())
}
