//! All kinds of jobs, and which events want which: the one place that knows both.

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use domain::event::Event;
use domain::ids::EventId;
use domain::opportunities::Field;
use domain::requests::AskState;

use super::{Job, NewJob};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::{
    accounts, duplicates, evidence, imports, mail, matching, nominations, opportunities, plan, requests, scheduling,
};

/// Runs a stored job by its kind.
macro_rules! kinds {
    ($ctx:expr, $kind:expr, $body:expr; $($job:ty),+ $(,)?) => {
        match $kind {
            $(<$job>::KIND => serde_json::from_value::<$job>($body)?.run($ctx).await,)+
            unknown => Err(Error::Internal(anyhow!("no job of kind {unknown:?} in this version"))),
        }
    };
}

pub async fn run(ctx: &Ctx, kind: &str, body: serde_json::Value) -> Result<()> {
    kinds!(ctx, kind, body;
        super::relay::ReadEvent,
        duplicates::jobs::LookForDuplicates,
        evidence::jobs::ExpireEvidence,
        imports::CheckFile,
        imports::LandFile,
        mail::SendMail,
        matching::jobs::MatchOpenDeals,
        matching::learning::jobs::LearnWeights,
        matching::suggest::AskInWords,
        matching::suggest::jobs::AskModel,
        opportunities::ForgetNote,
        plan::jobs::MakePlan,
        accounts::InviteColleague,
        nominations::jobs::InviteAdvocate,
        nominations::jobs::TellNominator,
        requests::jobs::ExpireAsk,
        requests::jobs::MailAnswer,
        requests::jobs::MailAsk,
        requests::jobs::MailConsentEnded,
        scheduling::jobs::AskAttendance,
        scheduling::jobs::InviteProspect,
        scheduling::jobs::SendInvitations,
        scheduling::jobs::SendReminders,
    )
}

/// The jobs an event causes. Readers are added here; writers never know them.
pub fn readers(event: &Event, _id: EventId, now: DateTime<Utc>) -> Result<Vec<NewJob>> {
    let mut jobs = own_readers(event, now)?;
    if changes_the_book(event) {
        jobs.push(plan::jobs::after_change(now)?);
    }
    if undoes_a_merge(event) {
        jobs.push(duplicates::jobs::after_undo(now)?);
    } else if changes_what_is_compared(event) {
        jobs.push(duplicates::jobs::after_change(now)?);
    }
    Ok(jobs)
}

/// Whether the plan over all open requests rests on what changed.
const fn changes_the_book(event: &Event) -> bool {
    matches!(
        event,
        Event::AskSent { .. }
            | Event::AskAccepted { .. }
            | Event::AskDeclined { .. }
            | Event::AskExpired { .. }
            | Event::AskWithdrawn { .. }
            | Event::AskEndedByConsent { .. }
            | Event::RequestSubmitted { .. }
            | Event::RequestCancelled { .. }
            | Event::OpportunityChanged { .. }
            | Event::CallAttended { .. }
            | Event::AdvocateCreated { .. }
            | Event::AdvocateChanged { .. }
            | Event::AdvocateMoved { .. }
            | Event::AdvocateOnboarded { .. }
            | Event::AvailabilityChanged { .. }
            | Event::RequestsPaused { .. }
            | Event::RequestsResumed { .. }
            | Event::ConsentGiven { .. }
            | Event::ConsentWithdrawn { .. }
            | Event::ImportFinished { .. }
            | Event::ImportUndone { .. }
            | Event::CompanyPresetChanged { .. }
            | Event::CompanyPresetListed { .. }
            | Event::TeamPresetChosen { .. }
            | Event::MatchingRulesChanged { .. }
            | Event::OrganisationsMerged { .. }
            | Event::MergeUndone { .. }
            | Event::AdvocatesMerged { .. }
            | Event::AdvocateMergeUndone { .. }
    )
}

/// Whether an organisation or a person came, went or changed, by which duplicates are found.
const fn changes_what_is_compared(event: &Event) -> bool {
    matches!(
        event,
        Event::OrganisationChanged { .. }
            | Event::OpportunityCreated { .. }
            | Event::AdvocateCreated { .. }
            | Event::AdvocateChanged { .. }
            | Event::AdvocateOnboarded { .. }
            | Event::ToldApartTakenBack { .. }
            | Event::OrganisationsMerged { .. }
            | Event::PeopleToldApartTakenBack { .. }
            | Event::ContactsToldApartTakenBack { .. }
            | Event::ContactsMerged { .. }
            | Event::AdvocatesMerged { .. }
            | Event::ImportUndone { .. }
    )
}

/// Whether a pair that was made one is two again, which whoever did it looks for on the page.
const fn undoes_a_merge(event: &Event) -> bool {
    matches!(event, Event::MergeUndone { .. } | Event::ContactMergeUndone { .. } | Event::AdvocateMergeUndone { .. })
}

fn own_readers(event: &Event, now: DateTime<Utc>) -> Result<Vec<NewJob>> {
    Ok(match event {
        Event::AskSent { ask, .. } => vec![NewJob::of(&requests::jobs::MailAsk { ask: *ask }, now)?],
        Event::AskAccepted { ask, .. } => {
            let mut jobs = requests::jobs::tell(*ask, AskState::Accepted, now)?;
            jobs.push(NewJob::of(&scheduling::jobs::InviteProspect { ask: *ask }, now)?);
            jobs
        }
        Event::AskDeclined { ask, .. } => requests::jobs::tell(*ask, AskState::Declined, now)?,
        Event::AskExpired { ask, .. } => requests::jobs::tell(*ask, AskState::Expired, now)?,
        Event::AskWithdrawn { ask, .. } => requests::jobs::tell(*ask, AskState::Withdrawn, now)?,
        Event::AskEndedByConsent { ask, .. } => {
            vec![NewJob::of(&requests::jobs::MailConsentEnded { ask: *ask }, now)?]
        }
        Event::CallBooked { call, starts_at } => scheduling::jobs::after_planning(*call, 0, *starts_at, now)?,
        Event::CallMoved { call, starts_at, sequence } => {
            scheduling::jobs::after_planning(*call, *sequence, *starts_at, now)?
        }
        Event::CallCancelled { call, sequence } => {
            vec![NewJob::of(&scheduling::jobs::SendInvitations { call: *call, sequence: *sequence }, now)?]
        }
        Event::NoteDeleted { opportunity, note, version } => {
            let forget = opportunities::ForgetNote { note: *note, version: *version };
            vec![
                NewJob::of(&forget, now + opportunities::ForgetNote::AFTER)?,
                matching::suggest::jobs::after_note(*opportunity, now)?,
            ]
        }
        Event::NoteWritten { opportunity, .. }
        | Event::NoteChanged { opportunity, .. }
        | Event::NoteRestored { opportunity, .. } => vec![matching::suggest::jobs::after_note(*opportunity, now)?],
        Event::OpportunityChanged { opportunity, fields, .. } if fields.contains(&Field::Notes) => {
            vec![matching::suggest::jobs::after_note(*opportunity, now)?]
        }
        Event::MatchRun { opportunity, .. } => matching::suggest::jobs::after_run(*opportunity, now)?,
        Event::ColleagueInvited { invitation, .. } => {
            vec![NewJob::of(&accounts::InviteColleague { invitation: *invitation }, now)?]
        }
        Event::NominationApproved { nomination, .. } => vec![
            NewJob::of(&nominations::jobs::InviteAdvocate { nomination: *nomination, invitation: None }, now)?,
            NewJob::of(&nominations::jobs::TellNominator { nomination: *nomination }, now)?,
        ],
        Event::AdvocateInvitedAgain { nomination, invitation, .. } => {
            let invitation = Some(*invitation);
            vec![NewJob::of(&nominations::jobs::InviteAdvocate { nomination: *nomination, invitation }, now)?]
        }
        Event::NominationDeclined { nomination } => {
            vec![NewJob::of(&nominations::jobs::TellNominator { nomination: *nomination }, now)?]
        }
        // The first of the day begins the work, every other one finds it done.
        Event::SignedIn { .. } => {
            let matching = matching::jobs::MatchOpenDeals { day: now.date_naive(), after: None };
            vec![
                NewJob::of(&matching, now)?,
                plan::jobs::from_today(now)?,
                duplicates::jobs::from_today(now)?,
                matching::learning::jobs::from_today(now)?,
            ]
        }
        Event::ImportFinished { import } => {
            let matching = matching::jobs::MatchOpenDeals { day: now.date_naive(), after: Some(*import) };
            vec![NewJob::of(&matching, now)?, duplicates::jobs::after_import(now)?]
        }
        Event::OpportunityCreated { .. }
        | Event::OpportunityChanged { .. }
        | Event::AiSettingsChanged { .. }
        | Event::AiAsked { .. }
        | Event::AiSuggestionDecided { .. }
        | Event::CallAttended { .. }
        | Event::DealsMatched { .. }
        | Event::MeetingRoomsChanged
        | Event::PlanMade { .. }
        | Event::RequestSubmitted { .. }
        | Event::RequestCancelled { .. }
        | Event::AdvocateCreated { .. }
        | Event::AdvocateChanged { .. }
        | Event::AdvocateMoved { .. }
        | Event::OrganisationChanged { .. }
        | Event::DuplicatesLookedFor { .. }
        | Event::ToldApart { .. }
        | Event::ToldApartTakenBack { .. }
        | Event::OrganisationsMerged { .. }
        | Event::MergeUndone { .. }
        | Event::PeopleToldApart { .. }
        | Event::ContactsToldApart { .. }
        | Event::ContactsToldApartTakenBack { .. }
        | Event::ContactsMerged { .. }
        | Event::ContactMergeUndone { .. }
        | Event::PeopleToldApartTakenBack { .. }
        | Event::AdvocatesMerged { .. }
        | Event::AdvocateMergeUndone { .. }
        | Event::AvailabilityChanged { .. }
        | Event::EvidenceAdded { .. }
        | Event::EvidenceChanged { .. }
        | Event::EvidenceMoved { .. }
        | Event::EvidenceShared { .. }
        | Event::EvidenceLinkRevoked { .. }
        | Event::NominationMade { .. }
        | Event::AdvocateOnboarded { .. }
        | Event::AdvocatePhotoChanged { .. }
        | Event::CompanyFounded { .. }
        | Event::ColleagueAdded { .. }
        | Event::ColleagueRemoved { .. }
        | Event::InvitationWithdrawn { .. }
        | Event::ColleagueJoined { .. }
        | Event::ImportUploaded { .. }
        | Event::ImportBegun { .. }
        | Event::PresetSaved { .. }
        | Event::PresetDeleted { .. }
        | Event::WeightsProposed { .. }
        | Event::ProposalApplied { .. }
        | Event::ProposalDismissed { .. }
        | Event::CompanyPresetChanged { .. }
        | Event::CompanyPresetListed { .. }
        | Event::TeamPresetChosen { .. }
        | Event::MatchingRulesChanged { .. }
        | Event::JobReplayed { .. }
        | Event::RequestsPaused { .. }
        | Event::RequestsResumed { .. }
        | Event::ConsentGiven { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::ImportUndone { .. }
        | Event::ListViewSaved { .. }
        | Event::ListViewDeleted { .. }
        | Event::BulkEdited { .. }
        | Event::BulkEditUndone { .. }
        | Event::ListExported { .. } => vec![],
    })
}
