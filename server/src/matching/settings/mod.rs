//! `/settings/matching`: the company's presets, tried on past runs before they are saved; its rules; its teams.
//!
//! A preset and the rules are saved as versions: each save names the version it saw, and who was quicker is named. The
//! last save can be taken back, which is a save, too. Events: `CompanyPresetChanged`, `CompanyPresetListed`,
//! `MatchingRulesChanged`, `TeamPresetChosen`.

mod listing;
pub(super) mod preset;
mod preview;
mod rules;
mod teams;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ids::AdvocateId;
use domain::matching::{MatchingSettings, Preset, PresetForm, Preview, TeamPreset};
use domain::time::{clock, date_short, local, zones};

use super::presets;
use super::store::settings as store;
use crate::ctx::Ctx;
use crate::error::Result;

pub use self::listing::{add_company_preset, rename_company_preset, restore_company_preset, retire_company_preset};
pub use self::preset::{save_company_preset, undo_company_preset};
pub use self::rules::{save_rules, undo_rules};
pub use self::teams::choose_team_preset;

/// Everything the page shows. A draft is tried on the deals that were matched last.
pub async fn settings(ctx: &Ctx, chosen: Option<&str>, draft: Option<PresetForm>) -> Result<MatchingSettings> {
    ctx.allow(Permission::ManageMatching)?;
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let mut tx = ctx.begin().await?;
    let all = presets::all(&mut tx, zone).await?;
    let (presets, retired): (Vec<_>, Vec<_>) = all.into_iter().partition(|saved| saved.retired.is_none());
    let rules = rules::current(&mut tx, zone).await?;
    let teams = store::teams(&mut tx).await?;
    let key = draft.as_ref().map(|draft| draft.preset.as_str()).or(chosen).unwrap_or_default();
    let shown = presets.iter().find(|saved| saved.preset.key == key).or(presets.first());
    let saved = shown.map_or_else(Preset::balanced, |saved| saved.preset.clone());
    let form = draft.clone().or_else(|| shown.map(PresetForm::of)).unwrap_or_default();
    let (preview, problem) = match draft.map(|draft| draft.check()) {
        None => (None, None),
        Some(Err(problem)) => (None, Some(problem)),
        Some(Ok((weights, prices))) => {
            let drafted = Preset { weights, prices, ..saved.clone() };
            (Some(preview::of(&mut tx, saved.clone(), drafted).await?), None)
        }
    };
    let names = store::names(&mut tx, &people(preview.as_ref())).await?;
    tx.commit().await?;
    let keys: Vec<String> = presets.iter().map(|saved| saved.preset.key.clone()).collect();
    let team = |row: store::TeamRow| TeamPreset {
        team: row.id,
        name: row.name,
        people: row.people,
        preset: row.default_preset.filter(|key| keys.contains(key)),
    };
    Ok(MatchingSettings {
        chosen: saved.key,
        presets,
        retired,
        form,
        problem,
        preview,
        names,
        rules: rules.form,
        rules_saved: rules.saved,
        teams: teams.into_iter().map(team).collect(),
    })
}

fn people(preview: Option<&Preview>) -> Vec<AdvocateId> {
    let changed = preview.map(|preview| preview.changed.as_slice()).unwrap_or_default();
    changed.iter().flat_map(|changed| [changed.was, changed.is]).collect()
}

/// "Saved Thu 19 Nov, 10:24 by Adaeze Whitcombe"
pub(super) fn saved_line(at: DateTime<Utc>, by: Option<&str>, zone: Tz) -> String {
    let at = local(at, &zone);
    let when = format!("Saved {}, {}", date_short(at.date()), clock(at.time()));
    by.map_or(when.clone(), |by| [&when, " by ", by].concat())
}

/// What somebody is told who saves over another's save.
pub(super) fn overtaken(what: &str, saved: &str) -> String {
    format!("{what} was changed after you opened the page: {}. Look at it and save again.", lower_first(saved))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
