//! What `/settings/matching/evaluation` shows.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::super::weights::Weights;
use super::calibration::Calibration;
use super::measure::BeforeAfter;
use super::propose::Proposal;
use crate::ids::{AdvocateId, MatchProposalId, OpportunityId, RequestId};

crate::text_enum! {
    /// How far back is looked.
    pub enum Period {
        Quarter => "quarter",
        Year => "year",
        All => "all",
    }
}

impl Period {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Quarter => "Last 90 days",
            Self::Year => "Last 365 days",
            Self::All => "All time",
        }
    }

    /// Asks made before this moment are not looked at.
    pub fn since(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Quarter => now - TimeDelta::days(90),
            Self::Year => now - TimeDelta::days(365),
            Self::All => DateTime::UNIX_EPOCH,
        }
    }
}

crate::text_enum! {
    /// Which rows stand open below the figures.
    pub enum Shown {
        Runs => "runs",
        Asks => "asks",
    }
}

/// One read of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    pub period: Period,
    pub quality: ShownQuality,
    pub calibration: Calibration,
    /// The runs behind the quality, when they were asked for.
    pub runs: Option<Vec<RunLine>>,
    /// The asks behind the calibration, all or of one bin, when they were asked for.
    pub asks: Option<Vec<AskLine>>,
    pub bin: Option<u8>,
    /// More asks than are listed.
    pub cut: bool,
    pub proposed: Option<Proposed>,
}

/// NDCG@5 of what was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownQuality {
    /// Runs out of which somebody was asked.
    pub runs: u32,
    /// Asks that no run was shown for.
    pub without: u32,
    /// `after` is the mean, the interval is its own; nothing where there are too few.
    pub mean: Option<BeforeAfter>,
}

/// One run and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLine {
    pub opportunity: OpportunityId,
    pub deal: String,
    /// "Thu 19 Nov"
    pub on: String,
    /// Who was asked, at which place they stood, what came of it: "Ingrid Thistlewood, 1st: held, graded 5".
    pub came: Vec<String>,
    /// In hundredths of a percent.
    pub ndcg: i32,
}

/// One ask with the chance it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskLine {
    pub request: RequestId,
    pub advocate: AdvocateId,
    pub name: String,
    pub on: String,
    /// In thousandths.
    pub chance: u16,
    pub accepted: bool,
}

crate::text_enum! {
    /// What became of a proposal.
    pub enum ProposalState {
        /// Somebody may apply it.
        Open => "open",
        /// There was too little to learn from.
        TooFew => "too_few",
        Applied => "applied",
        Dismissed => "dismissed",
        /// A later one took its place.
        Superseded => "superseded",
    }
}

/// The latest proposal, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    pub id: MatchProposalId,
    pub state: ProposalState,
    /// The label of the preset it is for.
    pub preset: String,
    /// The weights it was learnt from.
    pub before: Weights,
    pub proposal: Proposal,
    /// Asks whose values come from today's profiles, because no run was kept.
    pub rebuilt: u32,
    /// "Thu 19 Nov, 10:24"
    pub computed: String,
    /// "Applied Thu 19 Nov, 10:24 by Adaeze Winterbourne".
    pub decided: Option<String>,
    /// The preset was saved since, so that it can no longer be applied.
    pub outdated: bool,
}
