//! What a decision causes: mails.

use domain::ids::{InvitationId, NominationId};
use serde::{Deserialize, Serialize};

use super::invitation;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::Job;

/// Writes to somebody who was approved: with the link that is good at that time.
#[derive(Debug, Serialize, Deserialize)]
pub struct InviteAdvocate {
    pub nomination: NominationId,
    /// Which link it is about, when it is not the first.
    #[serde(default)]
    pub invitation: Option<InvitationId>,
}

impl Job for InviteAdvocate {
    const KIND: &'static str = "invite_advocate";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.invitation.map_or_else(|| self.nomination.to_string(), |invitation| invitation.to_string())
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        invitation::invite(&mut tx, ctx, self.nomination).await?;
        tx.commit().await
    }
}

/// Tells whoever nominated what was decided.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellNominator {
    pub nomination: NominationId,
}

impl Job for TellNominator {
    const KIND: &'static str = "tell_nominator";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.nomination.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        invitation::tell_nominator(&mut tx, ctx, self.nomination).await?;
        tx.commit().await
    }
}
