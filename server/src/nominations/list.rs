//! The list of nominations.

use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::advocates::Lifecycle;
use domain::nominations::{NominationList, NominationRow, NominationState};
use domain::paging::Count;
use domain::time::{clock, date_with_year, local, zones};

use super::{decides_for, store};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

const TAB_CAP: u32 = 99;
const TOTAL_CAP: u32 = 100_000;

/// One's own nominations, and those one may decide; whoever keeps the programme sees all.
pub async fn list(
    ctx: &Ctx,
    state: Option<NominationState>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<NominationList> {
    ctx.allow(Permission::ViewAdvocateNames)?;
    let viewer = ctx.viewer()?;
    let name = format!("nominations/{}", state.map_or("all", NominationState::as_str));
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, after, before)?;
    let decides = viewer.may(Permission::EditAdvocates);
    let sees_all = decides && decides_for(viewer).is_none();
    let mut tx = ctx.begin().await?;
    let rows = store::list(&mut tx, sees_all, viewer.user, decides, state, &turn).await?;
    let counts = store::counts(&mut tx, sees_all, viewer.user, decides).await?;
    tx.commit().await?;

    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let instant = |at: chrono::DateTime<chrono::Utc>| {
        let there = local(at, &zone);
        format!("{}, {}", date_with_year(there.date(), zones::today(ctx.now(), zone)), clock(there.time()))
    };
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page = turn.page(
        secrets,
        &name,
        rows,
        total,
        |row| (row.key.clone(), row.id.0),
        |row| {
            let may_decide =
                row.state == NominationState::Open && decides && (sees_all || row.owner == Some(viewer.user));
            let decision = row.decided_at.map(|at| {
                let by = row.decided_by.as_deref().unwrap_or("somebody who left");
                format!("{} by {by}, {}", row.state.label(), instant(at))
            });
            NominationRow {
                id: row.id,
                state: row.state,
                email: (viewer.sees_contact_data() || row.nominator == viewer.user).then_some(row.email),
                name: row.name,
                title: row.title,
                organisation: row.organisation,
                organisation_name: row.organisation_name,
                why: row.why,
                topics: row.topics,
                nominated_by: row.nominated_by,
                nominated_at: instant(row.nominated_at),
                decision,
                decline_reason: row.decline_reason,
                advocate: row.advocate.zip(row.lifecycle.map(|station| word(station).to_owned())),
                may_decide,
            }
        },
    )?;
    let number = |wanted: Option<NominationState>| {
        counts.iter().filter(|(state, _)| wanted.is_none_or(|wanted| wanted == *state)).map(|(_, number)| number).sum()
    };
    let tabs = [Some(NominationState::Open), Some(NominationState::Approved), Some(NominationState::Declined), None];
    Ok(NominationList {
        state,
        counts: tabs.iter().map(|tab| (*tab, Count::capped(number(*tab), TAB_CAP))).collect(),
        page,
    })
}

/// Where somebody stands who came of a nomination.
fn word(station: Lifecycle) -> &'static str {
    match station {
        Lifecycle::Candidate | Lifecycle::Nominated => "Invitation on its way",
        Lifecycle::Invited => "Invited",
        Lifecycle::Onboarding => "First visit",
        Lifecycle::Active => "Part of it",
        Lifecycle::Resting => "Resting",
        Lifecycle::AtRisk => "At risk",
        Lifecycle::Paused => "Paused",
        Lifecycle::Alumni => "Left",
    }
}
