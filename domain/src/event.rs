//! Everything that can happen, as one typed enum. Writers record an event in the commit of the
//! change; readers (mail, reminders, later analytics and CRM) react to it and are never called.
//!
//! Events carry ids, never names or text, so that the outbox holds no personal data.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::advocates::{AdvocateField, Lifecycle, Purpose};
use crate::evidence::EvidenceState;
use crate::ids::{
    AdvocateId, AskId, BulkEditId, CallId, ContactId, EvidenceId, EvidenceLinkId, ImportId, InvitationId, JobId,
    ListViewId, MatchPresetId, MatchProposalId, MatchRunId, MergeId, NominationId, NoteId, OpportunityId,
    OrganisationId, RequestId, TeamId, UserId, UserInvitationId,
};
use crate::lists::{Format, ListName};
use crate::opportunities::{Field, StageMove};
use crate::organisations::OrganisationField;

/// What became of a preset of the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PresetStep {
    Added,
    Renamed,
    Retired,
    Restored,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A company and its first administrator came into being.
    CompanyFounded {
        admin: UserId,
    },
    SignedIn {
        user: UserId,
    },
    /// Somebody who works here was added by hand; they cannot sign in until they have taken up an invitation.
    ColleagueAdded {
        user: UserId,
    },
    /// Somebody who never came was taken off the list.
    ColleagueRemoved {
        user: UserId,
    },
    /// A colleague was sent a link; an earlier one ends by that.
    ColleagueInvited {
        user: UserId,
        invitation: UserInvitationId,
    },
    /// The link leads nowhere any more.
    InvitationWithdrawn {
        user: UserId,
        invitation: UserInvitationId,
    },
    /// They took it up.
    ColleagueJoined {
        user: UserId,
    },
    OpportunityCreated {
        opportunity: OpportunityId,
    },
    /// Names the version it made and the fields it touched, never their values.
    OpportunityChanged {
        opportunity: OpportunityId,
        version: i32,
        fields: Vec<Field>,
        /// From which stage to which, when the deal moved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved: Option<StageMove>,
    },
    NoteWritten {
        opportunity: OpportunityId,
        note: NoteId,
    },
    NoteChanged {
        opportunity: OpportunityId,
        note: NoteId,
        version: i32,
    },
    /// It can be brought back for a while.
    NoteDeleted {
        opportunity: OpportunityId,
        note: NoteId,
        version: i32,
    },
    NoteRestored {
        opportunity: OpportunityId,
        note: NoteId,
        version: i32,
    },
    MatchRun {
        run: MatchRunId,
        opportunity: OpportunityId,
    },
    /// Open deals were matched without anybody asking.
    DealsMatched {
        deals: u32,
    },
    /// Calls will be booked into other meeting rooms.
    MeetingRoomsChanged,
    /// Whether, and for how much, a model adds to matching.
    AiSettingsChanged {
        is_on: bool,
        month_budget_micros: i64,
    },
    /// Somebody asked the model about a deal.
    AiAsked {
        opportunity: OpportunityId,
    },
    /// Somebody took a suggestion of the model into the deal, or turned it down. The deal's own change is told apart.
    AiSuggestionDecided {
        opportunity: OpportunityId,
        field: Field,
        is_accepted: bool,
    },
    /// The book of open requests was planned.
    PlanMade {
        requests: u32,
    },
    RequestSubmitted {
        request: RequestId,
        opportunity: OpportunityId,
    },
    RequestCancelled {
        request: RequestId,
    },
    AskSent {
        ask: AskId,
        request: RequestId,
        advocate: AdvocateId,
    },
    AskAccepted {
        ask: AskId,
        request: RequestId,
        advocate: AdvocateId,
    },
    AskDeclined {
        ask: AskId,
        request: RequestId,
        advocate: AdvocateId,
    },
    AskExpired {
        ask: AskId,
        request: RequestId,
        advocate: AdvocateId,
    },
    AskWithdrawn {
        ask: AskId,
        request: RequestId,
        advocate: AdvocateId,
    },
    AdvocateCreated {
        advocate: AdvocateId,
    },
    /// Names the version it made and the fields it touched, never their values.
    AdvocateChanged {
        advocate: AdvocateId,
        version: i32,
        fields: Vec<AdvocateField>,
    },
    /// They moved on in the programme.
    AdvocateMoved {
        advocate: AdvocateId,
        from: Lifecycle,
        to: Lifecycle,
    },
    /// Names the version it made and the fields it touched, never their values.
    OrganisationChanged {
        organisation: OrganisationId,
        version: i32,
        fields: Vec<OrganisationField>,
    },
    /// All records were compared; so many pairs are perhaps the same.
    DuplicatesLookedFor {
        pairs: u32,
    },
    /// Somebody said that these two are not the same.
    ToldApart {
        organisation: OrganisationId,
        other: OrganisationId,
    },
    ToldApartTakenBack {
        organisation: OrganisationId,
        other: OrganisationId,
    },
    /// Two organisations were made one; `organisation` stayed.
    OrganisationsMerged {
        merge: MergeId,
        organisation: OrganisationId,
        gone: OrganisationId,
    },
    /// They are two again.
    MergeUndone {
        merge: MergeId,
        organisation: OrganisationId,
        back: OrganisationId,
    },
    /// Somebody said that these two people are not the same.
    PeopleToldApart {
        advocate: AdvocateId,
        other: AdvocateId,
    },
    PeopleToldApartTakenBack {
        advocate: AdvocateId,
        other: AdvocateId,
    },
    /// Two people were made one; `advocate` stayed.
    AdvocatesMerged {
        merge: MergeId,
        advocate: AdvocateId,
        gone: AdvocateId,
    },
    /// They are two again.
    AdvocateMergeUndone {
        merge: MergeId,
        advocate: AdvocateId,
        back: AdvocateId,
    },
    /// Somebody said that these two contacts are not the same.
    ContactsToldApart {
        contact: ContactId,
        other: ContactId,
    },
    ContactsToldApartTakenBack {
        contact: ContactId,
        other: ContactId,
    },
    /// Two contacts were made one; `contact` stayed.
    ContactsMerged {
        merge: MergeId,
        contact: ContactId,
        gone: ContactId,
    },
    /// They are two again.
    ContactMergeUndone {
        merge: MergeId,
        contact: ContactId,
        back: ContactId,
    },
    AvailabilityChanged {
        advocate: AdvocateId,
    },
    /// The advocate wants no new requests until that day, or until they switch back.
    RequestsPaused {
        advocate: AdvocateId,
        resumes_on: Option<NaiveDate>,
    },
    RequestsResumed {
        advocate: AdvocateId,
    },
    ConsentGiven {
        advocate: AdvocateId,
        purpose: Purpose,
    },
    ConsentWithdrawn {
        advocate: AdvocateId,
        purpose: Purpose,
    },
    /// An ask ended because the advocate no longer agrees to what it asks for.
    AskEndedByConsent {
        ask: AskId,
        request: RequestId,
        advocate: AdvocateId,
    },
    CallBooked {
        call: CallId,
        starts_at: DateTime<Utc>,
    },
    CallMoved {
        call: CallId,
        starts_at: DateTime<Utc>,
        sequence: i32,
    },
    CallCancelled {
        call: CallId,
        sequence: i32,
    },
    /// Somebody recorded whether it took place.
    CallAttended {
        call: CallId,
        took_place: bool,
    },
    EvidenceAdded {
        evidence: EvidenceId,
    },
    EvidenceChanged {
        evidence: EvidenceId,
        version: i32,
    },
    /// It came into another state.
    EvidenceMoved {
        evidence: EvidenceId,
        state: EvidenceState,
    },
    EvidenceShared {
        evidence: EvidenceId,
        link: EvidenceLinkId,
        /// The deal it was shared for, where it was.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        opportunity: Option<OpportunityId>,
    },
    EvidenceLinkRevoked {
        evidence: EvidenceId,
        link: EvidenceLinkId,
    },
    NominationMade {
        nomination: NominationId,
    },
    NominationApproved {
        nomination: NominationId,
        advocate: AdvocateId,
    },
    NominationDeclined {
        nomination: NominationId,
    },
    /// Their link was lost or over: they were sent another, and the earlier one ends by that.
    AdvocateInvitedAgain {
        nomination: NominationId,
        advocate: AdvocateId,
        invitation: InvitationId,
    },
    /// Somebody who was invited is part of it now.
    AdvocateOnboarded {
        advocate: AdvocateId,
    },
    AdvocatePhotoChanged {
        advocate: AdvocateId,
    },
    ImportUploaded {
        import: ImportId,
    },
    /// Somebody let the rows land.
    ImportBegun {
        import: ImportId,
    },
    ImportFinished {
        import: ImportId,
    },
    ImportUndone {
        import: ImportId,
    },
    PresetSaved {
        preset: MatchPresetId,
    },
    PresetDeleted {
        preset: MatchPresetId,
    },
    /// A preset of the company has other weights or prices.
    CompanyPresetChanged {
        key: String,
        version: i32,
    },
    /// A preset of the company came, was renamed, retired or brought back.
    CompanyPresetListed {
        key: String,
        step: PresetStep,
    },
    /// The deals of a team begin with another preset; nothing is the first.
    TeamPresetChosen {
        team: TeamId,
        key: Option<String>,
    },
    /// Past asks were learnt from.
    WeightsProposed {
        proposal: MatchProposalId,
        decisions: u32,
    },
    ProposalApplied {
        proposal: MatchProposalId,
    },
    ProposalDismissed {
        proposal: MatchProposalId,
    },
    /// Caps, rest or the time before a renewal are others for everybody.
    MatchingRulesChanged {
        version: i32,
    },
    /// A dead letter was run again by hand.
    JobReplayed {
        job: JobId,
    },
    /// A list was kept under a name, or its name changed.
    ListViewSaved {
        view: ListViewId,
    },
    ListViewDeleted {
        view: ListViewId,
    },
    /// Many records of a list were changed at once; each has an event of its own beside it.
    BulkEdited {
        edit: BulkEditId,
        list: ListName,
        rows: u32,
    },
    BulkEditUndone {
        edit: BulkEditId,
        rows: u32,
    },
    /// Somebody took a list away as a file.
    ListExported {
        list: ListName,
        format: Format,
        rows: u32,
    },
}

impl Event {
    /// The name the outbox stores beside the body.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::CompanyFounded { .. } => "company_founded",
            Self::SignedIn { .. } => "signed_in",
            Self::ColleagueAdded { .. } => "colleague_added",
            Self::ColleagueRemoved { .. } => "colleague_removed",
            Self::ColleagueInvited { .. } => "colleague_invited",
            Self::InvitationWithdrawn { .. } => "invitation_withdrawn",
            Self::ColleagueJoined { .. } => "colleague_joined",
            Self::OpportunityCreated { .. } => "opportunity_created",
            Self::OpportunityChanged { .. } => "opportunity_changed",
            Self::NoteWritten { .. } => "note_written",
            Self::NoteChanged { .. } => "note_changed",
            Self::NoteDeleted { .. } => "note_deleted",
            Self::NoteRestored { .. } => "note_restored",
            Self::MatchRun { .. } => "match_run",
            Self::DealsMatched { .. } => "deals_matched",
            Self::MeetingRoomsChanged => "meeting_rooms_changed",
            Self::AiSettingsChanged { .. } => "ai_settings_changed",
            Self::AiAsked { .. } => "ai_asked",
            Self::AiSuggestionDecided { .. } => "ai_suggestion_decided",
            Self::PlanMade { .. } => "plan_made",
            Self::RequestSubmitted { .. } => "request_submitted",
            Self::RequestCancelled { .. } => "request_cancelled",
            Self::AskSent { .. } => "ask_sent",
            Self::AskAccepted { .. } => "ask_accepted",
            Self::AskDeclined { .. } => "ask_declined",
            Self::AskExpired { .. } => "ask_expired",
            Self::AskWithdrawn { .. } => "ask_withdrawn",
            Self::AdvocateCreated { .. } => "advocate_created",
            Self::AdvocateChanged { .. } => "advocate_changed",
            Self::AdvocateMoved { .. } => "advocate_moved",
            Self::OrganisationChanged { .. } => "organisation_changed",
            Self::DuplicatesLookedFor { .. } => "duplicates_looked_for",
            Self::ToldApart { .. } => "told_apart",
            Self::ToldApartTakenBack { .. } => "told_apart_taken_back",
            Self::OrganisationsMerged { .. } => "organisations_merged",
            Self::MergeUndone { .. } => "merge_undone",
            Self::PeopleToldApart { .. } => "people_told_apart",
            Self::PeopleToldApartTakenBack { .. } => "people_told_apart_taken_back",
            Self::AdvocatesMerged { .. } => "advocates_merged",
            Self::AdvocateMergeUndone { .. } => "advocate_merge_undone",
            Self::ContactsToldApart { .. } => "contacts_told_apart",
            Self::ContactsToldApartTakenBack { .. } => "contacts_told_apart_taken_back",
            Self::ContactsMerged { .. } => "contacts_merged",
            Self::ContactMergeUndone { .. } => "contact_merge_undone",
            Self::AvailabilityChanged { .. } => "availability_changed",
            Self::RequestsPaused { .. } => "requests_paused",
            Self::RequestsResumed { .. } => "requests_resumed",
            Self::ConsentGiven { .. } => "consent_given",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::AskEndedByConsent { .. } => "ask_ended_by_consent",
            Self::CallBooked { .. } => "call_booked",
            Self::CallMoved { .. } => "call_moved",
            Self::CallCancelled { .. } => "call_cancelled",
            Self::CallAttended { .. } => "call_attended",
            Self::EvidenceAdded { .. } => "evidence_added",
            Self::EvidenceChanged { .. } => "evidence_changed",
            Self::EvidenceMoved { .. } => "evidence_moved",
            Self::EvidenceShared { .. } => "evidence_shared",
            Self::EvidenceLinkRevoked { .. } => "evidence_link_revoked",
            Self::NominationMade { .. } => "nomination_made",
            Self::NominationApproved { .. } => "nomination_approved",
            Self::NominationDeclined { .. } => "nomination_declined",
            Self::AdvocateInvitedAgain { .. } => "advocate_invited_again",
            Self::AdvocateOnboarded { .. } => "advocate_onboarded",
            Self::AdvocatePhotoChanged { .. } => "advocate_photo_changed",
            Self::ImportUploaded { .. } => "import_uploaded",
            Self::ImportBegun { .. } => "import_begun",
            Self::PresetSaved { .. } => "preset_saved",
            Self::CompanyPresetChanged { .. } => "company_preset_changed",
            Self::CompanyPresetListed { .. } => "company_preset_listed",
            Self::TeamPresetChosen { .. } => "team_preset_chosen",
            Self::WeightsProposed { .. } => "weights_proposed",
            Self::ProposalApplied { .. } => "proposal_applied",
            Self::ProposalDismissed { .. } => "proposal_dismissed",
            Self::MatchingRulesChanged { .. } => "matching_rules_changed",
            Self::PresetDeleted { .. } => "preset_deleted",
            Self::JobReplayed { .. } => "job_replayed",
            Self::ImportFinished { .. } => "import_finished",
            Self::ImportUndone { .. } => "import_undone",
            Self::ListViewSaved { .. } => "list_view_saved",
            Self::ListViewDeleted { .. } => "list_view_deleted",
            Self::BulkEdited { .. } => "bulk_edited",
            Self::BulkEditUndone { .. } => "bulk_edit_undone",
            Self::ListExported { .. } => "list_exported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_kind_is_the_tag_of_the_body() {
        let event = Event::CallCancelled { call: CallId(uuid::Uuid::nil()), sequence: 2 };

        let body = serde_json::to_value(&event).unwrap();

        assert_eq!(body["kind"], event.kind());
    }
}
