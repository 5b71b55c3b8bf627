//! What happens outside a request: mails about calls, reminders, the booking link.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AskId, CallId};
use domain::scheduling::CallState;
use serde::{Deserialize, Serialize};

use super::attendance::ASK_AFTER;
use super::mails::{self, Occasion};
use super::store;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{Job, NewJob};

/// Sends the booking link to the prospect, once an advocate said yes.
#[derive(Debug, Serialize, Deserialize)]
pub struct InviteProspect {
    pub ask: AskId,
}

impl Job for InviteProspect {
    const KIND: &'static str = "invite_prospect";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.ask.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if store::ask_stands(&mut tx, self.ask).await? {
            mails::invite_prospect(&mut tx, ctx, self.ask).await?;
        }
        tx.commit().await
    }
}

/// Tells everybody how a call stands, with the calendar entry.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendInvitations {
    pub call: CallId,
    /// Which change of the call this is about.
    pub sequence: i32,
}

impl Job for SendInvitations {
    const KIND: &'static str = "send_invitations";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        format!("{}/{}", self.call, self.sequence)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        // A call that changed again is told by the job of that change: nobody gets a time that is no longer true.
        if let Some(facts) = store::call_facts(&mut tx, self.call).await?
            && facts.sequence == self.sequence
            && matches!(facts.state, CallState::Scheduled | CallState::Cancelled)
        {
            mails::tell_everybody(&mut tx, ctx, &facts, Occasion::Changed).await?;
        }
        tx.commit().await
    }
}

/// Reminds everybody a day or an hour before.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendReminders {
    pub call: CallId,
    pub sequence: i32,
    pub hours_before: i64,
}

impl Job for SendReminders {
    const KIND: &'static str = "send_reminders";
    const QUEUE: &'static str = "reminders";

    fn key(&self) -> String {
        format!("{}/{}/{}", self.call, self.sequence, self.hours_before)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if let Some(facts) = store::call_facts(&mut tx, self.call).await?
            && facts.sequence == self.sequence
            && facts.state == CallState::Scheduled
            && ctx.now() < facts.from
        {
            let occasion = if self.hours_before > 1 { Occasion::DayBefore } else { Occasion::HourBefore };
            mails::tell_everybody(&mut tx, ctx, &facts, occasion).await?;
        }
        tx.commit().await
    }
}

/// Asks the rep whether the call took place, unless somebody said so before.
#[derive(Debug, Serialize, Deserialize)]
pub struct AskAttendance {
    pub call: CallId,
    pub sequence: i32,
}

impl Job for AskAttendance {
    const KIND: &'static str = "ask_attendance";
    const QUEUE: &'static str = "reminders";

    fn key(&self) -> String {
        format!("{}/{}", self.call, self.sequence)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if let Some(facts) = store::call_facts(&mut tx, self.call).await?
            && facts.sequence == self.sequence
            && facts.state == CallState::Scheduled
            && facts.from <= ctx.now()
        {
            mails::ask_attendance(&mut tx, ctx, &facts).await?;
        }
        tx.commit().await
    }
}

/// The jobs that a call wants once it has a time: the mails now, reminders later, and
/// afterwards the question whether it took place. A reminder whose
/// time is over already (the call was booked this morning) is left out.
pub fn after_planning(
    call: CallId,
    sequence: i32,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<NewJob>> {
    let mut jobs = vec![NewJob::of(&SendInvitations { call, sequence }, now)?];
    for hours_before in [24, 1] {
        let due = starts_at - TimeDelta::hours(hours_before);
        if due > now {
            jobs.push(NewJob::of(&SendReminders { call, sequence, hours_before }, due)?);
        }
    }
    jobs.push(NewJob::of(&AskAttendance { call, sequence }, starts_at + ASK_AFTER)?);
    Ok(jobs)
}
