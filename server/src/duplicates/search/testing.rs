//! What comparing each with each finds, for tests to compare.

use domain::duplicates::{Comparable as _, DOMAIN_CROWD, pair};
use uuid::Uuid;

use super::sources::{Contacts, Organisations, People, Source};
use crate::ctx::Ctx;
use crate::error::Result;

/// Every pair of the company's organisations, people and contacts that is worth a look, however long it takes.
pub async fn each_with_each(ctx: &Ctx) -> Result<Vec<(Uuid, Uuid, u16)>> {
    let mut all = of::<Organisations>(ctx).await?;
    all.extend(of::<People>(ctx).await?);
    all.extend(of::<Contacts>(ctx).await?);
    all.sort_unstable();
    Ok(all)
}

async fn of<S: Source>(ctx: &Ctx) -> Result<Vec<(Uuid, Uuid, u16)>> {
    let mut tx = ctx.begin().await?;
    let ids = super::progress::ids(&mut tx, S::KIND, Uuid::nil(), i64::MAX).await?;
    let mut records = S::read(&mut tx, &ids).await?;
    // The rule by which a domain of many says nothing stands in the domain; here it is counted anew.
    let domains: Vec<String> =
        records.iter().flat_map(|record| record.domains().into_iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    let says_nothing = |domain: &str| {
        domains.iter().filter(|other| *other == domain).count() > usize::try_from(DOMAIN_CROWD).unwrap_or(0)
    };
    records.iter_mut().for_each(|record| record.forget_domains(says_nothing));
    let mut found = Vec::new();
    for (at, one) in records.iter().enumerate() {
        for other in &records[at + 1..] {
            if let Some(judged) = one.judge(other) {
                let (first, second) = pair(one.id(), other.id());
                found.push((first, second, judged.score));
            }
        }
    }
    Ok(found)
}
