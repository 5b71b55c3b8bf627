//! The address of every page, as a function: links, redirects and mails all take it from here.

use domain::accounts::Invited;
use domain::advocates::ProfileSection;
use domain::duplicates::DuplicateKind;
use domain::ids::{
    AdvocateId, AskId, BulkEditId, CallId, EvidenceId, ImportId, MatchProgressId, OpportunityId, OrganisationId,
    RequestId,
};
use domain::imports::{Kind, State};
pub use domain::lists::encoded;
use domain::lists::{Format, ListName, Query};
use domain::matching::learning::{Period, Shown};
use domain::opportunities::{SavedView, Section};
use domain::requests::RequestTab;
use domain::scheduling::CallsTab;
use uuid::Uuid;

/// The dashboard.
pub const fn home() -> &'static str {
    "/"
}

/// The sign-in page.
pub const fn sign_in() -> &'static str {
    "/sign-in"
}

/// The sign-in page, which leads back to `next` afterwards.
pub fn sign_in_to(next: &str) -> String {
    ["/sign-in?next=", &encoded(next)].concat()
}

/// Posting here ends the session.
pub const fn sign_out() -> &'static str {
    "/sign-out"
}

/// Posting here chooses light or dark.
pub const fn theme() -> &'static str {
    "/theme"
}

/// Posting here switches the keys of a single letter on or off.
pub const fn keys() -> &'static str {
    "/keys"
}

pub const fn opportunities() -> &'static str {
    "/opportunities"
}

/// The deals of a saved view.
pub fn opportunities_view(view: SavedView) -> String {
    with_query(opportunities(), &[("view", Some(view.as_str()))])
}

/// The pipeline by stages.
pub const fn opportunities_board() -> &'static str {
    "/opportunities/board"
}

/// A deal and its matching.
pub fn opportunity(id: OpportunityId) -> String {
    format!("/opportunities/{id}")
}

/// One tab of a deal's workplace.
pub fn opportunity_section(id: OpportunityId, section: Section) -> String {
    match section {
        Section::Matching => opportunity(id),
        other => format!("/opportunities/{id}/{other}"),
    }
}

pub const fn new_opportunity() -> &'static str {
    "/opportunities/new"
}

pub fn edit_opportunity(id: OpportunityId) -> String {
    format!("/opportunities/{id}/edit")
}

/// The people of the prospect in this deal, to change them.
pub fn opportunity_contacts(id: OpportunityId) -> String {
    format!("/opportunities/{id}/contacts")
}

pub const fn requests() -> &'static str {
    "/requests"
}

/// One tab of the list of requests.
pub fn requests_tab(tab: RequestTab) -> String {
    with_query(requests(), &[("tab", Some(tab.as_str()))])
}

pub fn request(id: RequestId) -> String {
    format!("/requests/{id}")
}

/// Somebody in the matching of a deal.
pub fn matched_advocate(opportunity: OpportunityId, advocate: AdvocateId) -> String {
    format!("/opportunities/{opportunity}?advocate={advocate}")
}

/// What the match of an advocate and a deal is made of.
/// The stream of a run that is watched.
pub fn match_progress(opportunity: OpportunityId, progress: MatchProgressId) -> String {
    format!("/opportunities/{opportunity}/matching/{progress}")
}

pub fn match_report(opportunity: OpportunityId, advocate: AdvocateId) -> String {
    format!("/opportunities/{opportunity}/match/{advocate}")
}

/// The same on paper.
pub fn match_report_pdf(opportunity: OpportunityId, advocate: AdvocateId) -> String {
    [&match_report(opportunity, advocate), "/report.pdf"].concat()
}

/// The plan over all open requests.
pub const fn plan() -> &'static str {
    "/programme/plan"
}

/// The plan, with what it would cost if this request took this advocate.
pub fn plan_taking(request: RequestId, advocate: AdvocateId) -> String {
    format!("/programme/plan?request={request}&take={advocate}")
}

/// A new request for this deal, with this advocate put forward.
pub fn new_request(opportunity: OpportunityId, advocate: AdvocateId) -> String {
    format!("/requests/new?opportunity={opportunity}&advocate={advocate}")
}

/// The next advocate for a request of this deal.
pub fn next_round(opportunity: OpportunityId, advocate: AdvocateId, request: RequestId) -> String {
    format!("{}&request={request}", new_request(opportunity, advocate))
}

/// Planned calls and those that are over.
pub const fn calls() -> &'static str {
    "/calls"
}

/// One tab of the list of calls.
pub fn calls_tab(tab: CallsTab) -> String {
    match tab {
        CallsTab::Planned => calls().to_owned(),
        other => with_query(calls(), &[("tab", Some(other.as_str()))]),
    }
}

pub fn call(id: CallId) -> String {
    format!("/calls/{id}")
}

/// A call as the advocate in it sees it.
pub fn portal_call(id: CallId) -> String {
    format!("/portal/calls/{id}")
}

pub const fn advocates() -> &'static str {
    "/advocates"
}

pub fn advocate(id: AdvocateId) -> String {
    format!("/advocates/{id}")
}

/// The portrait of an advocate; posting here brings one in.
pub fn advocate_photo(id: AdvocateId) -> String {
    format!("/advocates/{id}/photo")
}

/// Somebody new at a customer.
pub const fn new_advocate() -> &'static str {
    "/advocates/new"
}

pub fn edit_advocate(id: AdvocateId) -> String {
    format!("/advocates/{id}/edit")
}

/// One tab of an advocate's profile.
pub fn advocate_section(id: AdvocateId, section: ProfileSection) -> String {
    match section {
        ProfileSection::Overview => advocate(id),
        other => format!("/advocates/{id}/{other}"),
    }
}

/// The library of proof that can be shown instead of asking.
pub const fn evidence_library() -> &'static str {
    "/evidence"
}

pub const fn new_evidence() -> &'static str {
    "/evidence/new"
}

pub fn evidence(id: EvidenceId) -> String {
    format!("/evidence/{id}")
}

pub fn edit_evidence(id: EvidenceId) -> String {
    format!("/evidence/{id}/edit")
}

/// The file of a piece; posting here brings one in.
pub fn evidence_file(id: EvidenceId) -> String {
    format!("/evidence/{id}/file")
}

/// The file behind a share link.
pub fn shared_file(token: &str) -> String {
    ["/e/", token, "/file"].concat()
}

/// Who should speak for us, as colleagues think.
pub const fn nominations() -> &'static str {
    "/nominations"
}

pub const fn new_nomination() -> &'static str {
    "/nominations/new"
}

/// Files that were brought in, and the way to bring in another.
pub const fn imports() -> &'static str {
    "/import"
}

/// Where a file of this kind is chosen.
pub fn import_upload(kind: Kind) -> String {
    format!("/import/{kind}/upload")
}

/// The file itself is posted here.
pub fn import_file(kind: Kind) -> String {
    format!("/import/{kind}/file")
}

/// Which column is what.
pub fn import_columns(kind: Kind, id: ImportId) -> String {
    format!("/import/{kind}/{id}/columns")
}

/// What the import would do.
pub fn import_check(kind: Kind, id: ImportId) -> String {
    format!("/import/{kind}/{id}/check")
}

/// The import under way, and its undo.
pub fn import_run(kind: Kind, id: ImportId) -> String {
    format!("/import/{kind}/{id}/run")
}

/// Rows with a reason to look at them, as a file.
pub fn import_problems(kind: Kind, id: ImportId) -> String {
    format!("/import/{kind}/{id}/problems.csv")
}

/// What the import changes, field by field, as a file.
pub fn import_changes(kind: Kind, id: ImportId) -> String {
    format!("/import/{kind}/{id}/changes.csv")
}

/// Where an import stands now.
pub fn import_at(kind: Kind, id: ImportId, state: State) -> String {
    match state {
        State::Uploaded => import_columns(kind, id),
        State::Checking | State::Checked => import_check(kind, id),
        State::Running | State::Done | State::Undone | State::Failed => import_run(kind, id),
    }
}

/// A list as a file, filtered and in the order of `query`.
pub fn export(list: ListName, format: Format, query: &Query) -> String {
    query.first_page().at(&format!("/export/{list}/{format}"))
}

/// The company's weights, rules and teams.
pub const fn matching_settings() -> &'static str {
    "/settings/matching"
}

/// One of the company's presets.
pub fn matching_preset(key: &str) -> String {
    with_query(matching_settings(), &[("preset", Some(key))])
}

/// The same, after it was saved.
pub fn matching_preset_saved(key: &str) -> String {
    with_query(matching_settings(), &[("preset", Some(key)), ("saved", Some("preset"))])
}

/// How good matching is.
pub const fn matching_evaluation() -> &'static str {
    "/settings/matching/evaluation"
}

/// The same over a period, with rows open: runs, asks, or the asks of one bin.
pub fn matching_evaluation_of(period: Period, rows: Option<Shown>, bin: Option<u8>) -> String {
    let bin = bin.map(|bin| bin.to_string());
    with_query(
        matching_evaluation(),
        &[("period", Some(period.as_str())), ("rows", rows.map(Shown::as_str)), ("bin", bin.as_deref())],
    )
}

/// The company's rules.
pub const fn matching_rules() -> &'static str {
    "/settings/matching#rules"
}

/// The presets of its teams.
pub const fn matching_teams() -> &'static str {
    "/settings/matching#teams"
}

/// Whether a language model adds to matching, and what it costs.
pub const fn ai_settings() -> &'static str {
    "/settings/ai"
}

/// What became of many rows changed at once, and the undo.
pub fn bulk_edit(id: BulkEditId) -> String {
    format!("/bulk-edits/{id}")
}

/// What was changed at once so far, of a list.
pub fn bulk_edits(list: ListName) -> String {
    format!("/bulk-edits?list={list}")
}

/// Who works in the company.
pub const fn people() -> &'static str {
    "/settings/users"
}

/// Where people are added who are not there yet.
pub const fn invite_people() -> &'static str {
    "/settings/users/invite"
}

/// Those who hold no link, after one was withdrawn.
pub const fn withdrawn() -> &'static str {
    "/settings/users?standing=waiting&withdrawn=1"
}

/// Everybody, after somebody was taken off the list.
pub const fn colleague_removed() -> &'static str {
    "/settings/users?removed=1"
}

/// Those who are invited, after some more were.
pub fn invited(Invited { sent, left_out }: Invited) -> String {
    let (sent, left_out) = (sent.to_string(), left_out.to_string());
    let left_out = Some(left_out.as_str()).filter(|number| *number != "0");
    with_query(people(), &[("standing", Some("invited")), ("sent", Some(&sent)), ("left_out", left_out)])
}

/// Background work that failed, and the way to run it again.
pub const fn jobs() -> &'static str {
    "/settings/jobs"
}

/// Records that are perhaps the same.
pub const fn duplicates() -> &'static str {
    "/settings/duplicates"
}

/// Records of a kind that are perhaps the same.
pub fn duplicates_of(kind: DuplicateKind) -> String {
    [duplicates(), &of(kind, "?")].concat()
}

/// Those that somebody said are not the same.
pub fn duplicates_told_apart(kind: DuplicateKind) -> String {
    [duplicates(), "?show=different", &of(kind, "&")].concat()
}

/// Names the kind in an address, unless it is the first.
fn of(kind: DuplicateKind, mark: &str) -> String {
    match kind {
        DuplicateKind::Organisation => String::new(),
        other => [mark, "of=", other.as_str()].concat(),
    }
}

/// Records that were made one.
pub const fn merged() -> &'static str {
    "/settings/duplicates/merged"
}

/// Merges of a kind.
pub fn merged_of(kind: DuplicateKind) -> String {
    [merged(), &of(kind, "?")].concat()
}

/// Two records side by side.
pub fn compare(kind: DuplicateKind, one: Uuid, other: Uuid) -> String {
    match kind {
        DuplicateKind::Organisation => format!("/settings/duplicates/{one}/{other}"),
        DuplicateKind::Advocate => format!("/settings/duplicates/people/{one}/{other}"),
        DuplicateKind::Contact => format!("/settings/duplicates/contacts/{one}/{other}"),
    }
}

/// The same, with the one that is to stay.
pub fn compare_keeping(kind: DuplicateKind, one: Uuid, other: Uuid, kept: Uuid) -> String {
    format!("{}?keep={kept}", compare(kind, one, other))
}

/// The page on which a record that was compared stands: its own, or of a contact the organisation's.
pub fn record(kind: DuplicateKind, home: Uuid) -> String {
    match kind {
        DuplicateKind::Organisation => organisation(OrganisationId(home)),
        DuplicateKind::Advocate => advocate(AdvocateId(home)),
        DuplicateKind::Contact => organisation_contacts(OrganisationId(home)),
    }
}

/// Where calls meet.
pub const fn meeting_rooms() -> &'static str {
    "/settings/meeting-rooms"
}

/// The advocate's own home.
pub const fn portal() -> &'static str {
    "/portal"
}

/// Everything an advocate was asked.
pub const fn portal_requests() -> &'static str {
    "/portal/requests"
}

/// What an advocate is asked.
pub fn portal_request(id: AskId) -> String {
    format!("/portal/requests/{id}")
}

/// What an advocate agreed to.
pub const fn portal_consent() -> &'static str {
    "/portal/consent"
}

/// When an advocate can talk.
pub const fn portal_availability() -> &'static str {
    "/portal/availability"
}

/// The list of outside companies.
pub const fn organisations() -> &'static str {
    "/organisations"
}

pub fn organisation(id: OrganisationId) -> String {
    format!("/organisations/{id}")
}

pub fn edit_organisation(id: OrganisationId) -> String {
    format!("/organisations/{id}/edit")
}

/// What it is to the company, and to whom it belongs.
pub fn organisation_relations(id: OrganisationId) -> String {
    format!("/organisations/{id}/relations")
}

/// People there who are no advocates.
pub fn organisation_contacts(id: OrganisationId) -> String {
    format!("/organisations/{id}/contacts")
}

/// Everything a reader can find; `q` is the text.
pub const fn search() -> &'static str {
    "/search"
}

/// A path with the values that are there, in this order: what a list's address is made of.
pub fn with_query(path: &str, values: &[(&str, Option<&str>)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in values {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            address.push(mark);
            address.push_str(name);
            address.push('=');
            address.push_str(&encoded(value));
            mark = '&';
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_survives_sign_in_whatever_it_holds() {
        assert_eq!(sign_in_to("/requests?state=open&q=a b"), "/sign-in?next=/requests%3Fstate%3Dopen%26q%3Da%20b");
        assert_eq!(encoded("é"), "%C3%A9");
    }
}
