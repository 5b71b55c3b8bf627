//! The story world: what a newcomer, the tests and the journeys find in the database.
//!
//! *Quillstone* sells software for closing the books. It has 148 customers, 64 advocates with a story
//! of their own, 260 opportunities and a year of asks, calls and outcomes. *Quarrystone* is a second
//! company with equal natural keys (same organisations, advocates, e-mails and external ids, one
//! shared sign-in), in which every free text begins with [`CANARY`].
//!
//! The content lies in `data/` as CSV and JSON for people to edit; dates there are distances from
//! today. Only facts are kept: scores, rates and counts are always computed from them. Ids are derived
//! from names, so the same day gives the same rows; a company that exists is left alone.
//! The runs out of which its requests were made are computed afterwards, by the engine, from what was known at each.
//! Further companies, `scale` unless they are called otherwise, are made of numbers for benchmarks.

mod advocates;
mod clock;
mod companies;
mod content;
mod evidence;
mod history;
mod ids;
mod opportunities;
mod rows;
mod scale;
#[cfg(test)]
mod tests;

pub use scale::{SCALE_COMPANY, scale};

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use clock::Clock;
use companies::Tenant;
use content::Content;

use crate::app::App;
use crate::ctx::Ctx;
use crate::jobs::Job;
use crate::matching::jobs::MatchOpenDeals;
use crate::matching::past;

/// The password of every story sign-in. It is public: `serve` refuses it beyond loopback.
pub const DEMO_PASSWORD: &str = "month-end in four days";

/// Begins every free text of Quarrystone and must never be seen by Quillstone.
pub const CANARY: &str = "CANARY-7f3a9c51";

/// The sign-ins to print for a newcomer, with what each can show.
pub const SIGN_INS: &[(&str, &str)] = &[
    ("juno@quillstone.example", "rep: opportunities, matching, requests"),
    ("rafael@quillstone.example", "sales manager of Northern Europe"),
    ("tamsin@quillstone.example", "success manager, owns customers"),
    ("adaeze@quillstone.example", "administrator and programme lead"),
    ("sunniva@quillstone.example", "support agent"),
    ("ingrid@skylarkmutual.example", "advocate: the portal"),
    ("corwin@quarrystone.example", "rep of another company"),
];

/// What a seed did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// The companies were made.
    New,
    /// They were there already; nothing was changed.
    AlreadyThere,
}

/// Plants both story companies. Doing it again changes nothing.
pub async fn seed(owner_url: &str, now: DateTime<Utc>) -> anyhow::Result<Planted> {
    let mut connection = PgConnection::connect(owner_url).await.context("connecting as owner")?;
    let planted = plant(&mut connection, now).await;
    if let Ok(Planted::New) = planted {
        // Until the planner knows how many rows there are it joins them in loops: the first pages would take seconds.
        rows::refresh_statistics(&mut connection).await?;
    }
    connection.close().await?;
    planted
}

/// As [`seed`], on a connection of the owner role: each company in one transaction of its own.
pub async fn plant(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<Planted> {
    let content = Content::read()?;
    let clock = Clock::new(now);
    let mut planted = Planted::AlreadyThere;
    let mut password_hash = None;
    for tenant in [Tenant::quillstone(), Tenant::quarrystone()] {
        if rows::company_exists(connection, tenant.id()).await? {
            continue;
        }
        let hash = match &password_hash {
            Some(hash) => String::clone(hash),
            None => password_hash.insert(crate::accounts::hash_password(DEMO_PASSWORD)?).clone(),
        };
        let mut tables = companies::tables(&content, &tenant, &clock, &hash)?;
        tables.extend(advocates::tables(&content, &tenant, &clock)?);
        tables.extend(opportunities::tables(&content, &tenant, &clock)?);
        tables.extend(history::tables(&content, &tenant, &clock)?);
        tables.extend(evidence::tables(&content, &tenant, &clock)?);
        rows::insert(connection, tenant.id(), &tables).await.with_context(|| format!("planting {}", tenant.name))?;
        planted = Planted::New;
    }
    Ok(planted)
}

/// Matches the open deals of both companies, as the first sign-in would, so that the first page that is opened has
/// best matches already.
pub async fn match_deals(app: &App) -> crate::error::Result<()> {
    for tenant in [Tenant::quillstone(), Tenant::quarrystone()] {
        let ctx = Ctx::for_job(app.clone(), tenant.id());
        MatchOpenDeals { day: ctx.now().date_naive(), after: None }.run(&ctx).await?;
    }
    Ok(())
}

/// Keeps the runs out of which the story's year of requests was made, computed from what was known at each of them; says
/// how many. Done again it finds nothing to do.
pub async fn match_past_requests(app: &App) -> crate::error::Result<usize> {
    let mut kept = 0;
    for tenant in [Tenant::quillstone(), Tenant::quarrystone()] {
        kept += past::keep_runs(&Ctx::for_job(app.clone(), tenant.id())).await?;
    }
    Ok(kept)
}

/// Changes with the content; names the template database of tests.
#[cfg(feature = "testing")]
pub(crate) fn fingerprint() -> String {
    content::FILES.concat()
}
