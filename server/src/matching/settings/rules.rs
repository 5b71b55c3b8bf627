//! The company's caps, rest and time before a renewal. The numbers stand where the check at the moment of asking reads
//! them, so a change holds for the very next ask.

use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::event::Event;
use domain::matching::{Rules, RulesForm};
use domain::problem::Problem;
use domain::time::zones;

use super::super::store::settings::{self as store, RulesChange};
use super::{overtaken, saved_line};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// The rules as the page shows them.
pub(super) struct Shown {
    pub form: RulesForm,
    pub saved: Option<String>,
}

pub(super) async fn current(tx: &mut Tx, zone: Tz) -> Result<Shown> {
    let last = store::latest_rules(tx).await?;
    let form = RulesForm::of(store::rules(tx).await?, last.as_ref().map_or(0, |last| last.version));
    Ok(Shown { form, saved: last.map(|last| saved_line(last.saved_at, last.by.as_deref(), zone)) })
}

/// Keeps the rules for everybody. Saving what is saved already changes nothing.
pub async fn save_rules(ctx: &Ctx, form: &RulesForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let rules = form.check()?;
    let mut tx = ctx.begin().await?;
    let before = store::lock_rules(&mut tx).await?;
    let version = seen(&mut tx, ctx, form.version()).await?;
    if rules != before {
        change(&mut tx, ctx, version, before, rules).await?;
    }
    tx.commit().await
}

/// Makes the rules what they were before the last save.
pub async fn undo_rules(ctx: &Ctx, version: i32) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    let now = store::lock_rules(&mut tx).await?;
    seen(&mut tx, ctx, version).await?;
    let last = store::latest_rules(&mut tx).await?;
    let last = last.ok_or_else(|| Problem::refused("nothing_saved", "The rules were never changed here."))?;
    change(&mut tx, ctx, version, now, serde_json::from_value(last.before)?).await?;
    tx.commit().await
}

/// The version that holds, if it is the one that was looked at. The company's row is locked by now.
async fn seen(tx: &mut Tx, ctx: &Ctx, version: i32) -> Result<i32> {
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let last = store::latest_rules(tx).await?;
    let held = last.as_ref().map_or(0, |last| last.version);
    if held == version {
        return Ok(held);
    }
    let saved = last.map_or_else(
        || "saved by somebody else".to_owned(),
        |last| saved_line(last.saved_at, last.by.as_deref(), zone),
    );
    Err(Problem::refused("rules_changed", overtaken("One of the rules", &saved)).into())
}

async fn change(tx: &mut Tx, ctx: &Ctx, version: i32, before: Rules, after: Rules) -> Result<()> {
    let version = version + 1;
    let change = RulesChange { version, before, after, by: ctx.viewer()?.user, at: ctx.now() };
    store::save_rules(tx, ctx.company(), &change).await?;
    events::record(tx, ctx, Event::MatchingRulesChanged { version }).await?;
    Ok(())
}
