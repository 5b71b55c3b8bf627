//! The first visit of the portal.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::nominations::{OnboardingForm, OnboardingPage};
use domain::problem::Problem;
use domain::time::zones;

use super::store;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// The stations before somebody is part of it.
const BEFORE: [&str; 3] = ["nominated", "invited", "onboarding"];

/// The form, begun with what is known.
pub async fn onboarding(ctx: &Ctx) -> Result<OnboardingPage> {
    let advocate = advocate(ctx)?;
    let mut tx = ctx.begin().await?;
    let row = store::newcomer(&mut tx, advocate).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    let zone = zones::find(&row.time_zone);
    let missing = zone.filter(|zone| !zones::CHOICES.contains(zone));
    let choices = missing.into_iter().chain(zones::CHOICES.iter().copied());
    Ok(OnboardingPage {
        company: row.company,
        first_name: row.name.split(' ').next().unwrap_or_default().to_owned(),
        organisation: row.organisation,
        most_a_month: row.company_cap,
        zones: choices.map(|zone| (zone.name().to_owned(), zones::choice_label(zone, ctx.now()))).collect(),
        is_done: !BEFORE.contains(&row.lifecycle.as_str()),
        form: OnboardingForm {
            name: row.name,
            title: row.title,
            languages: row.languages,
            time_zone: row.time_zone,
            consents: Vec::new(),
            monthly_cap: row.company_cap.min(2).to_string(),
            notice_hours: "48".to_owned(),
            days: ["1", "2", "3", "4", "5"].map(str::to_owned).to_vec(),
            from: "09:00".to_owned(),
            until: "17:00".to_owned(),
        },
    })
}

/// Keeps what the person chose: from now on they can be asked, for what they agreed to.
pub async fn finish(ctx: &Ctx, form: &OnboardingForm) -> Result<()> {
    let advocate = advocate(ctx)?;
    let mut tx = ctx.begin().await?;
    let row = store::lock_newcomer(&mut tx, advocate).await?.ok_or(Problem::NotFound)?;
    if !BEFORE.contains(&row.lifecycle.as_str()) {
        return Err(
            Problem::refused("done", "You are part of it already. Everything can be changed in your portal.").into()
        );
    }
    let chosen = form.check(row.company_cap, |zone| zones::find(zone).is_some())?;
    store::save_newcomer(&mut tx, ctx, advocate, &chosen).await?;
    store::grant(&mut tx, ctx, advocate, &chosen.consents).await?;
    store::set_hours(&mut tx, ctx.company(), advocate, &chosen.days, chosen.hours).await?;
    store::accept_invitations(&mut tx, advocate, ctx.now()).await?;
    store::move_on(&mut tx, ctx, advocate, &BEFORE, "active", "Finished their first visit").await?;
    events::record(&mut tx, ctx, Event::AdvocateOnboarded { advocate }).await?;
    tx.commit().await
}

fn advocate(ctx: &Ctx) -> Result<AdvocateId> {
    ctx.allow(Permission::UsePortal)?;
    Ok(ctx.viewer()?.advocate.ok_or(Problem::NotFound)?)
}
