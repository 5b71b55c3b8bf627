//! The match report: one advocate for one deal, every number with what it is made of.

mod brief;
mod words;

use serde::{Deserialize, Serialize};

use super::rank::Confidence;
use super::sources::{ChanceSources, FactorSources, Felt};
use super::utility::{Points, Prices};
use super::weights::Weights;
use super::workbench::{About, NeedSummary, Person};
use super::{Counterfactual, Deal, Explanation};
use crate::ids::{AdvocateId, OpportunityId};
use crate::organisations::Industry;

pub use brief::{Brief, BriefPoint};
pub use words::{Account, Kept, Line};

/// Everything the page of the report shows, in one read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchReport {
    pub opportunity: OpportunityId,
    pub advocate: AdvocateId,
    pub need: NeedSummary,
    pub person: Person,
    pub about: About,
    /// The name of the preset, and whether the weights were moved away from it.
    pub preset: String,
    pub is_moved: bool,
    pub weights: Weights,
    pub prices: Prices,
    pub points: Points,
    /// How much of the weight rests on known values, in ten-thousandths.
    pub coverage: u16,
    /// Nothing while a rule holds them back.
    pub place: Option<Place>,
    /// Why they may not be asked now, the decisive rule first.
    pub gates: Vec<String>,
    pub explanation: Explanation,
    /// Of their organisation.
    pub industry: Option<Industry>,
    pub factors: Vec<FactorSources>,
    pub chance: ChanceSources,
    pub touches: Vec<Felt>,
    pub deal: Deal,
    /// What would put them higher.
    pub changes: Vec<Counterfactual>,
    /// "Sat 21 Nov, 10:24"
    pub ranked_at: String,
    pub may_request: bool,
    /// Whether the reader may mend what the deal asks, and what is known of the advocate.
    pub may_edit_deal: bool,
    pub may_edit_advocate: bool,
}

/// Where somebody stands among those who may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub rank: u32,
    pub of: u32,
    /// The lead over the next in milli-points.
    pub margin: i32,
    pub confidence: Confidence,
}
