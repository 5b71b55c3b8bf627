//! Comparing all records of a company.

use std::collections::{BTreeSet, HashMap};

use domain::duplicates::{DuplicateKind, PersonTraits, Traits, find, find_people, pair};
use domain::event::Event;
use uuid::Uuid;

use super::store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// Compares the records of the company now, as the job of the night does it.
pub async fn look_again(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.begin().await?;
    look(&mut tx, ctx).await?;
    tx.commit().await
}

/// Compares the organisations and the people, and keeps the pairs that deserve a look.
pub(super) async fn look(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let rivals = store::rivals(tx).await?;
    let records = traits(store::organisations(tx).await?, &rivals);
    let different = told_apart(tx, DuplicateKind::Organisation).await?;
    let found = tokio::task::spawn_blocking(move || find(records, &different)).await?;
    store::keep(tx, ctx.company(), DuplicateKind::Organisation, &found, ctx.now()).await?;

    let people: Vec<PersonTraits> = store::people::people(tx).await?.into_iter().map(person).collect();
    let different = told_apart(tx, DuplicateKind::Advocate).await?;
    let twice = tokio::task::spawn_blocking(move || find_people(&people, &different)).await?;
    store::keep(tx, ctx.company(), DuplicateKind::Advocate, &twice, ctx.now()).await?;

    let pairs = u32::try_from(found.len() + twice.len()).unwrap_or(u32::MAX);
    events::record(tx, ctx, Event::DuplicatesLookedFor { pairs }).await?;
    Ok(())
}

/// Pairs that somebody said are not the same. What was said of one that is gone holds for the one it became.
async fn told_apart(tx: &mut Tx, kind: DuplicateKind) -> Result<BTreeSet<(Uuid, Uuid)>> {
    let into: HashMap<Uuid, Uuid> = store::merges::all_gone(tx).await?.into_iter().collect();
    let told = store::told_apart(tx, kind).await?.into_iter();
    Ok(told.flat_map(|(one, other)| [pair(one, other), pair(stays(one, &into), stays(other, &into))]).collect())
}

fn person(row: store::people::PersonRow) -> PersonTraits {
    let at = (row.organisation, row.organisation_name.as_str());
    PersonTraits::new(row.id, &row.name, &row.email, at, row.signs_in)
}

/// What a record was merged into in the end.
fn stays(id: Uuid, into: &HashMap<Uuid, Uuid>) -> Uuid {
    let mut here = id;
    // A chain is never longer than there are merges.
    for _ in 0..into.len() {
        let Some(next) = into.get(&here) else { break };
        here = *next;
    }
    here
}

fn traits(rows: Vec<store::OrganisationRow>, rivals: &[(Uuid, Uuid)]) -> Vec<Traits> {
    let mut rivals_of: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
    for (one, other) in rivals {
        rivals_of.entry(*one).or_default().insert(*other);
    }
    rows.into_iter()
        .map(|row| {
            let mut traits = Traits::new(row.id, &row.name).at(row
                .domains
                .iter()
                .map(String::as_str)
                .chain(std::iter::once(row.website.as_str())));
            traits.country = row.country;
            traits.source = row.source;
            traits.external_id = row.external_id;
            traits.parent = row.parent_id;
            traits.rivals = rivals_of.remove(&row.id).unwrap_or_default();
            traits
        })
        .collect()
}
