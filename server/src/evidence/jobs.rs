//! What evidence causes outside a request: its end.

use chrono::NaiveDate;
use domain::ids::EvidenceId;
use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::Job;

/// Ends a piece after its last day. Pages do not wait for it: they look at the day themselves.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireEvidence {
    pub evidence: EvidenceId,
    pub last_day: NaiveDate,
}

impl Job for ExpireEvidence {
    const KIND: &'static str = "expire_evidence";
    const QUEUE: &'static str = "reminders";

    fn key(&self) -> String {
        format!("{}/{}", self.evidence, self.last_day)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        super::expire(ctx, self.evidence).await
    }
}
