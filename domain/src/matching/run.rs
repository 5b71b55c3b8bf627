//! A run with everything it was computed from (MAT-10): replaying it gives the same bytes.

use super::ENGINE_VERSION;
use super::candidate::{Candidate, Policy};
use super::evaluate::{Evaluation, evaluate};
use super::index::Index;
use super::need::Need;
use super::rank::{Ranked, rank};
use super::weights::Preset;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The inputs of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub engine_version: u32,
    pub at: DateTime<Utc>,
    pub policy: Policy,
    pub candidates: Vec<Candidate>,
    pub need: Need,
    pub preset: Preset,
}

/// What a run gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replayed {
    pub found: Evaluation,
    pub order: Vec<Ranked>,
}

/// The run was made by an engine whose numbers this one does not reproduce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the run was made by engine {made_by}, this is engine {ENGINE_VERSION}")]
pub struct OtherEngine {
    pub made_by: u32,
}

impl Run {
    /// Computes the run again from its inputs.
    pub fn replay(&self) -> Result<Replayed, OtherEngine> {
        if self.engine_version != ENGINE_VERSION {
            return Err(OtherEngine { made_by: self.engine_version });
        }
        let index = Index::build(self.candidates.clone(), self.policy, self.at);
        let found = evaluate(&index, &self.need, self.at);
        let order = rank(&found.open, &self.preset, found.deal);
        Ok(Replayed { found, order })
    }
}
