//! A run in pieces, for those who watch it: reading, judging, keeping. Done in one go it is `runs::run`, and gives the
//! same bytes; what is read is kept by its digest, so that the pieces may lie apart and on different instances.

use chrono::{DateTime, Utc};
use domain::accounts::Permission;
use domain::ids::{AdvocateId, MatchRunId, OpportunityId};
use domain::matching::Index;
use serde_json::Value as Json;

use super::need::Asked;
use super::runs::{self, Found, Inputs, Seen, Snapshot};
use super::{View, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// What a run goes by.
pub(crate) struct Reading {
    index: Index,
    inputs: Inputs,
    seen: Seen,
}

impl Reading {
    /// Reads everything as it is now.
    pub async fn anew(
        tx: &mut Tx,
        ctx: &Ctx,
        opportunity: OpportunityId,
        view: &View,
        at: DateTime<Utc>,
    ) -> Result<Self> {
        let (index, inputs, seen) = runs::read(tx, ctx, opportunity, view, at).await?;
        Ok(Self { index, inputs, seen })
    }

    /// What was read then; nothing when it is not kept any more.
    pub async fn again(
        tx: &mut Tx,
        ctx: &Ctx,
        digest: Vec<u8>,
        inputs: Json,
        at: DateTime<Utc>,
    ) -> Result<Option<Self>> {
        let Some(body) = store::runs::snapshot(tx, &digest).await? else { return Ok(None) };
        let index = Snapshot::read(&body)?.index();
        Ok(Some(Self { index, inputs: serde_json::from_value(inputs)?, seen: Seen { digest, at, by: ctx.user() } }))
    }

    pub fn digest(&self) -> &[u8] {
        &self.seen.digest
    }

    pub fn inputs(&self) -> Result<Json> {
        Ok(serde_json::to_value(&self.inputs)?)
    }

    /// How many advocates were read.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    pub fn judge(&self) -> Judged {
        Judged(Found::of(&self.index, &self.inputs.need, self.seen.at))
    }

    /// Ranks those who are left and keeps the run.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        opportunity: OpportunityId,
        judged: &Judged,
    ) -> Result<MatchRunId> {
        runs::tell(tx, ctx, opportunity, &self.index, &self.inputs, &self.seen, &judged.0).await
    }
}

/// Who may be asked, and who is held back.
pub(crate) struct Judged(Found);

impl Judged {
    pub fn held(&self) -> usize {
        self.0.evaluation.held.len()
    }

    /// How many rules held somebody back.
    pub fn rules(&self) -> usize {
        self.0.evaluation.held_by_rule().len()
    }

    pub fn open(&self) -> usize {
        self.0.evaluation.open.len()
    }

    pub fn is_open(&self, id: AdvocateId) -> bool {
        self.0.evaluation.open.binary_search_by_key(&id, |terms| terms.id).is_ok()
    }
}

/// Whoever may not see the deal may not see how its matching goes on.
pub(crate) async fn may_watch(tx: &mut Tx, ctx: &Ctx, opportunity: OpportunityId) -> Result<()> {
    let reach = ctx.allow(Permission::RunMatching)?;
    Asked::load(tx, opportunity, reach, ctx.viewer()?.user, ctx.now()).await.map(drop)
}
