//! "If you save this": the deals that were matched last, each ranked again from what its last run saw, with the preset
//! as it is saved and as it is drafted.

use domain::matching::{ENGINE_VERSION, Past, Preset, Preview};

use super::super::runs::Snapshot;
use super::super::store::settings::{self as store, PastRunRow};
use crate::db::Tx;
use crate::error::Result;

/// So many deals are tried.
const DEALS: i64 = 20;

pub(super) async fn of(tx: &mut Tx, saved: Preset, draft: Preset) -> Result<Preview> {
    let mut runs = store::recent_runs(tx, DEALS).await?;
    // A night's runs share what they saw: it is read once for all of them, and one at a time is in memory.
    runs.sort_by(|a, b| a.snapshot_digest.cmp(&b.snapshot_digest));
    let mut preview = Preview::default();
    while let Some(first) = runs.first() {
        let digest = first.snapshot_digest.clone();
        let rest = runs.split_off(runs.partition_point(|run| run.snapshot_digest <= digest));
        let group = std::mem::replace(&mut runs, rest);
        let Some(body) = store::snapshot(tx, &digest).await? else { continue };
        let (saved, draft, so_far) = (saved.clone(), draft.clone(), preview);
        // A second of computing for a large company: not on a thread that answers others.
        preview = tokio::task::spawn_blocking(move || tried(&body, &group, &saved, &draft, so_far)).await??;
    }
    Ok(preview.finish())
}

fn tried(body: &[u8], runs: &[PastRunRow], saved: &Preset, draft: &Preset, mut preview: Preview) -> Result<Preview> {
    let index = Snapshot::read(body)?.index();
    for run in runs {
        let trial = match u32::try_from(run.engine_version) {
            Ok(ENGINE_VERSION) => {
                let need = serde_json::from_value(run.need.clone())?;
                Past::of(&index, &need, run.started_at).trial(saved, draft)
            }
            _ => None,
        };
        preview.add(run.opportunity, &run.deal, trial);
    }
    Ok(preview)
}
