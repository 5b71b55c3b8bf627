//! What the address of the page says: preset, weights, who is selected, whether all are listed.

use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::Weights;

use crate::paths;

/// The address of the matching page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub preset: Option<String>,
    /// Only when they differ from the preset's.
    pub weights: Option<Weights>,
    pub advocate: Option<AdvocateId>,
    pub all_held: bool,
}

impl Address {
    pub fn with_advocate(&self, advocate: Option<AdvocateId>) -> Self {
        Self { advocate, ..self.clone() }
    }

    /// The address as a link.
    pub fn href(&self, opportunity: OpportunityId) -> String {
        let mut parts = Vec::new();
        if let Some(preset) = &self.preset {
            parts.push(["preset=", &paths::encoded(preset)].concat());
        }
        if let Some(weights) = &self.weights {
            parts.push(["w=", &weights_text(weights)].concat());
        }
        if let Some(advocate) = self.advocate {
            parts.push(format!("advocate={advocate}"));
        }
        if self.all_held {
            parts.push("held=all".to_owned());
        }
        let path = paths::opportunity(opportunity);
        if parts.is_empty() { path } else { [path.as_str(), "?", &parts.join("&")].concat() }
    }
}

/// The shares in hundredths of a percent, in the order of the factors: "2000-1600-…".
pub fn weights_text(weights: &Weights) -> String {
    weights.shares().iter().map(u16::to_string).collect::<Vec<_>>().join("-")
}

/// The page with what the model suggests unfolded.
#[cfg(feature = "ssr")]
pub fn suggestions(opportunity: OpportunityId) -> String {
    [&paths::opportunity(opportunity), "?ai=open"].concat()
}
