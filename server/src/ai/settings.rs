//! The page of the settings: the switch, the budget, what was spent, what failed last.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ai::{AiForm, AiSettings, Breaker, Cents, FailedCall, Fault};
use domain::event::Event;
use domain::problem::Problem;
use domain::time::{clock, date_short, local, zones};

use super::{month_start, store};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// A month, until an administrator says otherwise, in dollars.
const FIRST_BUDGET: i64 = 20;

/// Everything the page shows.
pub async fn settings(ctx: &Ctx) -> Result<AiSettings> {
    ctx.allow(Permission::ManageIntegrations)?;
    let now = ctx.now();
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let mut tx = ctx.begin().await?;
    let kept = store::settings(&mut tx).await?;
    let month = store::month(&mut tx, month_start(now)).await?;
    let failures = store::failures(&mut tx).await?;
    let past = store::past(&mut tx).await?;
    tx.commit().await?;
    let config = ctx.app().config().ai.as_ref().filter(|_| ctx.app().model().is_some());
    let form = match &kept {
        Some(kept) => AiForm {
            is_on: if kept.is_on { "on".to_owned() } else { String::new() },
            budget: (kept.month_budget_micros / 1_000_000).to_string(),
            version: kept.version.to_string(),
        },
        None => AiForm { is_on: String::new(), budget: FIRST_BUDGET.to_string(), version: "0".to_owned() },
    };
    Ok(AiSettings {
        model: config.map(|config| config.model.clone()),
        form,
        spent: Cents(month.spent_micros).to_string(),
        month: now.date_naive().format("%B %Y").to_string(),
        calls: month.calls,
        answered: month.answered,
        dropped: month.dropped,
        median: month.median_ms.map(|milliseconds| format!("{:.1} s", milliseconds / 1_000.0)),
        day_limit: Cents(config.map_or(0, |config| config.day_budget_micros)).to_string(),
        resting_until: match Breaker::after(&past, now) {
            Breaker::Open { until } => Some(clock(local(until, &zone).time())),
            Breaker::Closed | Breaker::HalfOpen => None,
        },
        failures: failures.into_iter().map(|row| failed(row, zone)).collect(),
    })
}

fn failed(row: store::FailureRow, zone: Tz) -> FailedCall {
    let moment = |at: DateTime<Utc>| {
        let at = local(at, &zone);
        format!("{}, {}", date_short(at.date()), clock(at.time()))
    };
    FailedCall {
        when: moment(row.at),
        purpose: row.purpose,
        opportunity: row.opportunity.zip(row.opportunity_name),
        why: row.outcome.parse().map_or("", Fault::sentence).to_owned(),
    }
}

/// Switches it on or off and sets the budget.
pub async fn save_settings(ctx: &Ctx, form: &AiForm) -> Result<()> {
    ctx.allow(Permission::ManageIntegrations)?;
    let (is_on, month_budget_micros) = form.check()?;
    if is_on && ctx.app().model().is_none() {
        let words = "No model is configured on this installation. Whoever runs it sets PEERCHAMPS_AI_KEY.";
        return Err(Problem::refused("no_model", words).into());
    }
    let version = form.version.parse().unwrap_or(-1);
    let row = store::SettingsRow { is_on, month_budget_micros, version };
    let mut tx = ctx.begin().await?;
    if !store::save_settings(&mut tx, ctx.company(), &row, ctx.viewer()?.user, ctx.now()).await? {
        let words = "Somebody changed these settings after you opened the page. Look at them and save again.";
        return Err(Problem::refused("changed_meanwhile", words).into());
    }
    events::record(&mut tx, ctx, Event::AiSettingsChanged { is_on, month_budget_micros }).await?;
    tx.commit().await
}
