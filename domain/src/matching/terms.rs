//! What is known about one candidate for one need before any weight is applied. This is all the
//! browser needs to re-rank, so it is small: 2,000 of them travel with a page.

use super::acceptance::Acceptance;
use super::factor::{Factor, Value};
use super::fatigue::Load;
use crate::ids::AdvocateId;
use serde::{Deserialize, Serialize};

/// The weight-independent terms of MAT-2 to MAT-4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub id: AdvocateId,
    #[serde(rename = "v")]
    pub values: [Value; Factor::COUNT],
    #[serde(rename = "a")]
    pub acceptance: Acceptance,
    #[serde(rename = "l")]
    pub load: Load,
    /// The scarcity bid in milli-points.
    #[serde(rename = "s")]
    pub scarcity: u16,
}

impl Terms {
    pub const fn value(&self, factor: Factor) -> Value {
        self.values[factor.position()]
    }
}
