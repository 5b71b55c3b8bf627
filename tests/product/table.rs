//! Who may call which server function and open which page. A function or route without a row fails
//! `access.rs`, and so does a row whose function or route is gone.
//!
//! `$names` stand for ids of the story company. Reads are sent with real ids; what changes something
//! is sent with ids nobody has, or with a form that does not hold, by those who may do it.

use domain::accounts::Permission::{
    self, EditAdvocates, EditOpportunities, Import, ManageCompany, ManageIntegrations, ManageMatching, MergeRecords,
    RunMatching, SubmitRequests, UsePortal, ViewAdvocateNames, ViewAdvocates, ViewCalls, ViewOpportunities,
};

use Who::{Anybody, Linked, May, Staff};

pub enum Who {
    /// Without a session.
    Anybody,
    /// Whoever has the link: the token is checked, a session is not.
    Linked,
    /// Everybody who works in the company, whatever their role.
    Staff,
    /// Who has one of these permissions.
    May(&'static [Permission]),
}

pub enum Effect {
    /// Shows something and changes nothing.
    Read,
    Write,
}

use Effect::{Read, Write};

pub struct Row {
    /// The function's path, or the route as the router knows it.
    pub path: &'static str,
    pub who: Who,
    pub effect: Effect,
    /// The function's arguments, or the address of the page.
    pub sends: &'static str,
}

const fn row(path: &'static str, who: Who, effect: Effect, sends: &'static str) -> Row {
    Row { path, who, effect, sends }
}

pub const FUNCTIONS: &[Row] = &[
    // accounts
    row("/_fn/accounts/sign_in", Anybody, Write, "email=nobody@example.com&password=wrong"),
    row("/_fn/accounts/people", May(&[ManageCompany]), Read, "q=zoe"),
    row("/_fn/accounts/invite", May(&[ManageCompany]), Write, "form[users][]=$waiting"),
    row("/_fn/accounts/newcomers", May(&[ManageCompany]), Read, ""),
    row("/_fn/accounts/add_colleague", May(&[ManageCompany]), Write, "form[name]=Ann&form[email]=nobody"),
    row("/_fn/accounts/add_pasted", May(&[ManageCompany]), Write, "form[lines]=nobody&form[role]=rep"),
    row("/_fn/accounts/withdraw", May(&[ManageCompany]), Write, "user=$waiting"),
    row("/_fn/accounts/remove", May(&[ManageCompany]), Write, "user=00000000-0000-7000-8000-000000000000"),
    row("/_fn/accounts/joining", Linked, Read, "token=$invitation"),
    row("/_fn/accounts/join", Linked, Write, "token=$invitation&password=short"),
    // advocates
    row("/_fn/advocates/directory", May(&[ViewAdvocateNames]), Read, r#"{"query":[]}"#),
    row(
        "/_fn/advocates/profile",
        May(&[ViewAdvocates]),
        Read,
        r#"{"id":"$advocate","section":"overview","after":null}"#,
    ),
    row("/_fn/advocates/new_advocate", May(&[EditAdvocates]), Read, "{}"),
    row("/_fn/advocates/add_advocate", May(&[EditAdvocates]), Write, "form[name]=Orla&form[email]=nobody"),
    row("/_fn/advocates/form", May(&[EditAdvocates]), Read, r#"{"id":"$advocate"}"#),
    row("/_fn/advocates/save_advocate", May(&[EditAdvocates]), Write, "form[id]=$advocate&form[version]=1"),
    row(
        "/_fn/advocates/move_advocate",
        May(&[EditAdvocates]),
        Write,
        "form[advocate]=$advocate&form[from]=active&form[to]=paused&form[reason]=Rest",
    ),
    row("/_fn/advocates/pause", May(&[UsePortal]), Write, "resumes_on=never"),
    row("/_fn/advocates/resume", May(&[UsePortal]), Write, ""),
    // bulk
    // Names no record: rows of another company are left out as rows that do not exist (the tests of bulk edits look).
    row("/_fn/bulk/change", May(&[EditAdvocates]), Write, "form[list]=advocates&form[act]=add_tags&form[tags]="),
    row("/_fn/bulk/page", May(&[EditAdvocates]), Read, "edit=$bulkedit"),
    row("/_fn/bulk/earlier", May(&[EditAdvocates]), Read, r#"{"query":[["list","advocates"]]}"#),
    row("/_fn/bulk/undo", May(&[EditAdvocates]), Write, "edit=$bulkedit"),
    // duplicates
    row("/_fn/duplicates/list", May(&[MergeRecords]), Read, r#"{"query":[]}"#),
    row(
        "/_fn/duplicates/tell_apart",
        May(&[MergeRecords]),
        Write,
        "of=organisation&one=$organisation&other=$neighbour",
    ),
    row("/_fn/duplicates/take_back", May(&[MergeRecords]), Write, "of=organisation&one=$organisation&other=$neighbour"),
    row(
        "/_fn/duplicates/compare",
        May(&[MergeRecords]),
        Read,
        r#"{"one":"$organisation","other":"$neighbour","keep":null}"#,
    ),
    row(
        "/_fn/duplicates/compare_people",
        May(&[MergeRecords]),
        Read,
        r#"{"one":"$advocate","other":"$twin","keep":null}"#,
    ),
    row(
        "/_fn/duplicates/merge_people",
        May(&[MergeRecords]),
        Write,
        "kept=$advocate&other=$advocate&kept_version=0&other_version=0",
    ),
    row(
        "/_fn/duplicates/compare_contacts",
        May(&[MergeRecords]),
        Read,
        r#"{"one":"$contact","other":"$fellow","keep":null}"#,
    ),
    row(
        "/_fn/duplicates/merge_contacts",
        May(&[MergeRecords]),
        Write,
        "kept=$contact&other=$contact&kept_version=0&other_version=0",
    ),
    row("/_fn/duplicates/merged", May(&[MergeRecords]), Read, r#"{"query":[]}"#),
    row(
        "/_fn/duplicates/merge",
        May(&[MergeRecords]),
        Write,
        "kept=$organisation&other=$organisation&kept_version=0&other_version=0",
    ),
    row("/_fn/duplicates/undo", May(&[MergeRecords]), Write, "merge=00000000-0000-7000-8000-000000000000"),
    // evidence
    row("/_fn/evidence/list", May(&[ViewAdvocates]), Read, r#"{"query":[["q","close"]]}"#),
    row("/_fn/evidence/page", May(&[ViewAdvocates]), Read, r#"{"id":"$piece"}"#),
    row("/_fn/evidence/form", May(&[EditAdvocates]), Read, r#"{"id":"$piece","advocate":null}"#),
    row("/_fn/evidence/save", May(&[EditAdvocates]), Write, "form[id]=$piece&form[version]=1&form[title]=Mine"),
    row("/_fn/evidence/submit", May(&[EditAdvocates]), Write, "evidence=$piece"),
    row("/_fn/evidence/approve", May(&[EditAdvocates]), Write, "evidence=$piece"),
    row("/_fn/evidence/send_back", May(&[EditAdvocates]), Write, "evidence=$piece&reason=No"),
    row("/_fn/evidence/withdraw", May(&[EditAdvocates]), Write, "evidence=$piece&reason=No"),
    row("/_fn/evidence/share", May(&[SubmitRequests]), Write, "evidence=$piece&opportunity=$opportunity&days=30"),
    row("/_fn/evidence/revoke", May(&[SubmitRequests]), Write, "link=$sharelink"),
    row("/_fn/evidence/proof", May(&[RunMatching]), Read, r#"{"opportunity":"$opportunity"}"#),
    row("/_fn/evidence/shared", Linked, Read, "token=$sharetoken"),
    // organisations
    row("/_fn/organisations/list", May(&[ViewAdvocates]), Read, r#"{"query":[["q","skylark"]]}"#),
    row("/_fn/organisations/page", May(&[ViewAdvocates]), Read, r#"{"id":"$organisation"}"#),
    row("/_fn/organisations/form", May(&[EditAdvocates]), Read, r#"{"id":"$organisation"}"#),
    row("/_fn/organisations/relations", May(&[EditAdvocates]), Read, r#"{"id":"$organisation"}"#),
    row(
        "/_fn/organisations/save_relation",
        May(&[EditAdvocates]),
        Write,
        "form[organisation]=$organisation&form[version]=1&form[kind]=friend",
    ),
    row(
        "/_fn/organisations/remove_relation",
        May(&[EditAdvocates]),
        Write,
        "organisation=$organisation&version=1&was=friend",
    ),
    row(
        "/_fn/organisations/save_parent",
        May(&[EditAdvocates]),
        Write,
        "form[organisation]=$organisation&form[version]=1&form[parent]=Nobody",
    ),
    row("/_fn/organisations/add_part", May(&[EditAdvocates]), Write, "organisation=$organisation&part="),
    row("/_fn/organisations/release_part", May(&[EditAdvocates]), Write, "organisation=$organisation&part=$neighbour"),
    row("/_fn/organisations/contacts", May(&[EditAdvocates]), Read, r#"{"id":"$organisation"}"#),
    row(
        "/_fn/organisations/save_contact",
        May(&[EditAdvocates]),
        Write,
        "form[organisation]=$organisation&form[version]=1&form[name]=",
    ),
    row(
        "/_fn/organisations/end_contact",
        May(&[EditAdvocates]),
        Write,
        "organisation=$organisation&version=1&contact=$contact",
    ),
    row(
        "/_fn/organisations/bring_back_contact",
        May(&[EditAdvocates]),
        Write,
        "organisation=$organisation&contact=$contact",
    ),
    row(
        "/_fn/organisations/save_organisation",
        May(&[EditAdvocates]),
        Write,
        "form[id]=$organisation&form[version]=1&form[name]=",
    ),
    // search
    row("/_fn/search/palette", Staff, Read, "typed=ingrid"),
    row("/_fn/search/results", Staff, Read, r#"{"address":{"q":"ingrid"}}"#),
    // home
    row("/_fn/home/read", Staff, Read, ""),
    // imports
    row("/_fn/imports/recent", May(&[Import]), Read, "kind="),
    row("/_fn/imports/columns", May(&[Import]), Read, "kind=organisations&id=$import"),
    row("/_fn/imports/save_columns", May(&[Import]), Write, "kind=organisations&id=$import&mapping[0]=name"),
    row("/_fn/imports/check", May(&[Import]), Read, "kind=organisations&id=$import&shown=all&after=0"),
    row("/_fn/imports/choose_stages", May(&[Import]), Write, "kind=organisations&id=$import"),
    row("/_fn/imports/choose_values", May(&[Import]), Write, "kind=organisations&id=$import"),
    row("/_fn/imports/start", May(&[Import]), Write, "kind=organisations&id=$import"),
    row("/_fn/imports/run", May(&[Import]), Read, "kind=organisations&id=$import"),
    row("/_fn/imports/undo", May(&[Import]), Write, "kind=organisations&id=$import"),
    // ai
    row("/_fn/ai/settings", May(&[ManageIntegrations]), Read, ""),
    row("/_fn/ai/save_settings", May(&[ManageIntegrations]), Write, "form[budget]=much&form[version]=0"),
    // jobs
    row("/_fn/jobs/list", May(&[ManageCompany]), Read, ""),
    row("/_fn/jobs/replay", May(&[ManageCompany]), Write, "job=$job"),
    // mail
    row("/_fn/mail/mailbox", Anybody, Read, "mail=$mail"),
    // matching
    row(
        "/_fn/matching/workbench",
        May(&[RunMatching]),
        Read,
        r#"{"opportunity":"$opportunity","preset":null,"w":null,"advocate":null,"all_held":true,"compared":[]}"#,
    ),
    row("/_fn/matching/report", May(&[RunMatching]), Read, r#"{"opportunity":"$opportunity","advocate":"$advocate"}"#),
    row("/_fn/matching/forecast", May(&[ViewAdvocates]), Read, r#"{"advocate":"$advocate"}"#),
    row("/_fn/matching/beside", May(&[RunMatching]), Read, r#"{"opportunity":"$opportunity"}"#),
    row(
        "/_fn/matching/in_words",
        May(&[RunMatching]),
        Read,
        r#"{"opportunity":"$opportunity","advocate":"$advocate"}"#,
    ),
    row("/_fn/matching/ask_in_words", May(&[RunMatching]), Write, "opportunity=$opportunity&advocate=$advocate"),
    row("/_fn/matching/ask_model", May(&[RunMatching]), Write, "opportunity=$opportunity"),
    row("/_fn/matching/accept_facet", May(&[RunMatching]), Write, "opportunity=$opportunity&kind=product&value=Close"),
    row("/_fn/matching/dismiss_facet", May(&[RunMatching]), Write, "opportunity=$opportunity&kind=product&value=Close"),
    row("/_fn/matching/run", May(&[RunMatching]), Write, "opportunity=$opportunity"),
    row("/_fn/matching/begin", May(&[RunMatching]), Write, "opportunity=$opportunity"),
    row("/_fn/matching/stop", May(&[RunMatching]), Write, "progress=$progress"),
    row("/_fn/matching/resume", May(&[RunMatching]), Write, "progress=$progress"),
    // Names no record of the company: the opportunity only says where to go back to.
    row(
        "/_fn/matching/save_preset",
        May(&[RunMatching]),
        Write,
        "opportunity=00000000-0000-7000-8000-000000000000&name=&w=&from=balanced",
    ),
    row(
        "/_fn/matching/delete_preset",
        May(&[RunMatching]),
        Write,
        "opportunity=00000000-0000-7000-8000-000000000000&preset=$preset",
    ),
    row(
        "/_fn/matching/settings",
        May(&[ManageMatching]),
        Read,
        r#"{"preset":"balanced","draft":{"preset":"balanced","use_case":"10","industry":"90","size":"0","persona":"0","product":"0","outcomes":"0","competition":"0","soonest_slot":"0","region":"0","tech_stack":"0","stage":"0","chance":"25","load":"100","scarcity":"100","deal":"100"}}"#,
    ),
    row("/_fn/matching/evaluation", May(&[ManageMatching]), Read, r#"{"period":"all","shown":"asks","bin":null}"#),
    row("/_fn/matching/learn_now", May(&[ManageMatching]), Write, ""),
    row("/_fn/matching/apply_proposal", May(&[ManageMatching]), Write, "proposal=$proposal"),
    row("/_fn/matching/dismiss_proposal", May(&[ManageMatching]), Write, "proposal=$proposal"),
    // These name no record but the keys and versions of the company's own settings.
    row("/_fn/matching/save_company_preset", May(&[ManageMatching]), Write, "form[preset]=balanced&form[version]=0"),
    row("/_fn/matching/undo_company_preset", May(&[ManageMatching]), Write, "preset=balanced&version=-1"),
    row("/_fn/matching/add_company_preset", May(&[ManageMatching]), Write, "form[preset]=balanced&form[name]="),
    row("/_fn/matching/rename_company_preset", May(&[ManageMatching]), Write, "form[preset]=balanced&form[name]="),
    row("/_fn/matching/retire_company_preset", May(&[ManageMatching]), Write, "form[preset]=balanced&form[listed]=-1"),
    row("/_fn/matching/restore_company_preset", May(&[ManageMatching]), Write, "form[preset]=balanced&form[listed]=-1"),
    row("/_fn/matching/save_rules", May(&[ManageMatching]), Write, "form[monthly_cap]=many&form[version]=0"),
    row("/_fn/matching/undo_rules", May(&[ManageMatching]), Write, "version=-1"),
    row("/_fn/matching/choose_team_preset", May(&[ManageMatching]), Write, "form[team]=$team&form[preset]=balanced"),
    // nominations
    row("/_fn/nominations/list", Staff, Read, r#"{"query":[["state","open"]]}"#),
    row("/_fn/nominations/nominate", Staff, Write, "form[name]=&form[email]=nobody"),
    row("/_fn/nominations/approve", May(&[EditAdvocates]), Write, "nomination=$nomination"),
    row("/_fn/nominations/invite_again", May(&[EditAdvocates]), Write, "nomination=$nomination"),
    row("/_fn/nominations/decline", May(&[EditAdvocates]), Write, "nomination=$nomination&reason=No"),
    row("/_fn/nominations/onboarding", May(&[UsePortal]), Read, ""),
    row("/_fn/nominations/finish", May(&[UsePortal]), Write, "form[name]="),
    // opportunities
    row("/_fn/opportunities/list", May(&[ViewOpportunities]), Read, r#"{"query":[]}"#),
    row(
        "/_fn/opportunities/workplace",
        May(&[ViewOpportunities]),
        Read,
        r#"{"id":"$opportunity","section":"notes","after":null}"#,
    ),
    row("/_fn/opportunities/board", May(&[ViewOpportunities]), Read, r#"{"address":{}}"#),
    row(
        "/_fn/opportunities/move_deal",
        May(&[EditOpportunities]),
        Write,
        "form[opportunity]=$opportunity&form[from]=00000000-0000-7000-8000-000000000000&form[to]=00000000-0000-7000-8000-000000000000",
    ),
    row("/_fn/opportunities/form", May(&[EditOpportunities]), Read, r#"{"id":"$opportunity"}"#),
    row("/_fn/opportunities/save", May(&[EditOpportunities]), Write, "form[id]=$opportunity&form[version]=1"),
    row(
        "/_fn/opportunities/save_note",
        May(&[EditOpportunities]),
        Write,
        "form[opportunity]=$opportunity&form[text]=Board%20moved",
    ),
    row("/_fn/opportunities/delete_note", May(&[EditOpportunities]), Write, "opportunity=$opportunity&note=$note"),
    row("/_fn/opportunities/restore_note", May(&[EditOpportunities]), Write, "opportunity=$opportunity&note=$note"),
    row("/_fn/opportunities/contacts", May(&[EditOpportunities]), Read, r#"{"id":"$opportunity"}"#),
    row(
        "/_fn/opportunities/save_contact",
        May(&[EditOpportunities]),
        Write,
        "form[opportunity]=$opportunity&form[version]=1&form[name]=Wim",
    ),
    row(
        "/_fn/opportunities/remove_contact",
        May(&[EditOpportunities]),
        Write,
        "opportunity=$opportunity&contact=$contact&version=1",
    ),
    // plan
    row(
        "/_fn/plan/page",
        May(&[ManageMatching]),
        Read,
        "away=$advocate&recruits=3&segment=finance&request=$request&take=$advocate",
    ),
    row("/_fn/plan/renew", May(&[ManageMatching]), Write, ""),
    // requests
    row("/_fn/requests/list", May(&[SubmitRequests]), Read, "tab=all"),
    row("/_fn/requests/page", May(&[SubmitRequests]), Read, "request=$request"),
    row("/_fn/requests/draft", May(&[SubmitRequests]), Read, "opportunity=$opportunity&advocate=$advocate"),
    row(
        "/_fn/requests/submit",
        May(&[SubmitRequests]),
        Write,
        "form[opportunity]=$opportunity&form[advocate]=$advocate&form[duration]=30&form[needed_by]=2026-12-11&form[topics]=Audit&form[message]=Hello",
    ),
    row("/_fn/requests/cancel", May(&[SubmitRequests]), Write, "request=$request"),
    row("/_fn/requests/portal_home", May(&[UsePortal]), Read, ""),
    row("/_fn/requests/waiting", May(&[UsePortal]), Read, ""),
    row("/_fn/requests/portal_requests", May(&[UsePortal]), Read, ""),
    row("/_fn/requests/portal_ask", May(&[UsePortal]), Read, "ask=$ask"),
    row("/_fn/requests/portal_consent", May(&[UsePortal]), Read, ""),
    row("/_fn/requests/give_consent", May(&[UsePortal]), Write, "purpose=quote&term=never"),
    row("/_fn/requests/withdraw_consent", May(&[UsePortal]), Write, "purpose=nothing"),
    row("/_fn/requests/accept", May(&[UsePortal]), Write, "ask=$ask"),
    row("/_fn/requests/decline", May(&[UsePortal]), Write, "ask=$ask"),
    // scheduling, with a booking link
    row("/_fn/scheduling/booking_page", Linked, Read, "token=$token&place[tz]=UTC"),
    row("/_fn/scheduling/move_page", Linked, Read, "token=$token&place[tz]=UTC"),
    row("/_fn/scheduling/details_page", Linked, Read, "token=$token&place[tz]=UTC"),
    row("/_fn/scheduling/booked_page", Linked, Read, "token=$token&place[tz]=UTC"),
    row("/_fn/scheduling/hold", Linked, Write, "token=$token&slot=never&tz=UTC"),
    row("/_fn/scheduling/book", Linked, Write, "token=$token&slot=never&name=A&email=a@example.com"),
    row("/_fn/scheduling/move_booking", Linked, Write, "token=$token&slot=never"),
    row("/_fn/scheduling/cancel_booking", Linked, Write, "token=$token"),
    // scheduling, an advocate's own hours
    row("/_fn/scheduling/availability", May(&[UsePortal]), Read, ""),
    row(
        "/_fn/scheduling/save_availability",
        May(&[UsePortal]),
        Write,
        "version=-1&time_zone=Nowhere&notice_hours=24&buffer_minutes=0&calls_per_day=1&calls_per_month=1&requests_per_quarter=1&rest_days=365",
    ),
    row("/_fn/scheduling/add_days_off", May(&[UsePortal]), Write, "first=2026-12-24"),
    row("/_fn/scheduling/add_extra_hours", May(&[UsePortal]), Write, "day=2026-12-24&from=09:00&until=10:00"),
    row(
        "/_fn/scheduling/remove_exception",
        May(&[UsePortal]),
        Write,
        "day=2026-12-31&last=2026-12-31&kind=off&from=00:00&until=24:00",
    ),
    // scheduling, calls
    row("/_fn/scheduling/upcoming_calls", May(&[ViewCalls, UsePortal]), Read, ""),
    row("/_fn/scheduling/calls_page", May(&[ViewCalls, UsePortal]), Read, "tab=planned"),
    row("/_fn/scheduling/call_page", May(&[ViewCalls, UsePortal]), Read, "call=$call"),
    row("/_fn/scheduling/cancel_call", May(&[SubmitRequests, UsePortal]), Write, "call=$call"),
    row("/_fn/scheduling/record_attendance", May(&[SubmitRequests]), Write, "call=$call&attendance=took_place"),
    row("/_fn/scheduling/call_move_page", May(&[UsePortal]), Read, "call=$call&place[tz]=UTC"),
    row("/_fn/scheduling/meeting_rooms", May(&[ManageCompany]), Read, ""),
    row(
        "/_fn/scheduling/save_meeting_rooms",
        May(&[ManageCompany]),
        Write,
        "form[address]=https%3A%2F%2Fmeet.example.com%2F&form[rooms]=each&form[before]=",
    ),
    row("/_fn/scheduling/move_call", May(&[UsePortal]), Write, "call=$call&slot=2026-12-01T09:00Z"),
    // saved views of lists
    row("/_fn/views/save", May(&[ViewAdvocates]), Write, "list=advocates&name=&query=q%3Da"),
    row("/_fn/views/rename", Staff, Write, "view=$view&name=Mine"),
    row("/_fn/views/delete", Staff, Write, "view=$view"),
];

pub const PAGES: &[Row] = &[
    row("/sign-in", Anybody, Read, "/sign-in"),
    row("/dev/mailbox", Anybody, Read, "/dev/mailbox?mail=$mail"),
    row("/join/{token}", Linked, Read, "/join/$invitation"),
    row("/b/{token}", Linked, Read, "/b/$token"),
    row("/b/{token}/details", Linked, Read, "/b/$token/details"),
    row("/b/{token}/done", Linked, Read, "/b/$token/done"),
    row("/b/{token}/move", Linked, Read, "/b/$token/move"),
    row("/e/{token}", Linked, Read, "/e/$sharetoken"),
    row("/portal", May(&[UsePortal]), Read, "/portal"),
    row("/portal/requests", May(&[UsePortal]), Read, "/portal/requests"),
    row("/portal/requests/{id}", May(&[UsePortal]), Read, "/portal/requests/$ask"),
    row("/portal/onboarding", May(&[UsePortal]), Read, "/portal/onboarding"),
    row("/portal/consent", May(&[UsePortal]), Read, "/portal/consent"),
    row("/portal/availability", May(&[UsePortal]), Read, "/portal/availability"),
    row("/portal/calls/{id}", May(&[UsePortal]), Read, "/portal/calls/$call"),
    row("/portal/calls/{id}/move", May(&[UsePortal]), Read, "/portal/calls/$call/move"),
    row("/", Staff, Read, "/"),
    row("/opportunities", May(&[ViewOpportunities]), Read, "/opportunities"),
    row("/opportunities/board", May(&[ViewOpportunities]), Read, "/opportunities/board"),
    row("/opportunities/new", May(&[EditOpportunities]), Read, "/opportunities/new"),
    row("/opportunities/{id}", May(&[RunMatching]), Read, "/opportunities/$opportunity"),
    row(
        "/opportunities/{id}/match/{advocate}",
        May(&[RunMatching]),
        Read,
        "/opportunities/$opportunity/match/$advocate",
    ),
    row("/opportunities/{id}/edit", May(&[EditOpportunities]), Read, "/opportunities/$opportunity/edit"),
    row("/opportunities/{id}/contacts", May(&[EditOpportunities]), Read, "/opportunities/$opportunity/contacts"),
    row("/opportunities/{id}/requests", May(&[ViewOpportunities]), Read, "/opportunities/$opportunity/requests"),
    row("/opportunities/{id}/calls", May(&[ViewOpportunities]), Read, "/opportunities/$opportunity/calls"),
    row("/opportunities/{id}/activity", May(&[ViewOpportunities]), Read, "/opportunities/$opportunity/activity"),
    row("/opportunities/{id}/notes", May(&[ViewOpportunities]), Read, "/opportunities/$opportunity/notes"),
    row("/advocates", May(&[ViewAdvocateNames]), Read, "/advocates"),
    row("/advocates/new", May(&[EditAdvocates]), Read, "/advocates/new"),
    row("/advocates/{id}", May(&[ViewAdvocates]), Read, "/advocates/$advocate"),
    row("/advocates/{id}/edit", May(&[EditAdvocates]), Read, "/advocates/$advocate/edit"),
    row("/advocates/{id}/timeline", May(&[ViewAdvocates]), Read, "/advocates/$advocate/timeline"),
    row("/advocates/{id}/references", May(&[ViewAdvocates]), Read, "/advocates/$advocate/references"),
    row("/advocates/{id}/availability", May(&[ViewAdvocates]), Read, "/advocates/$advocate/availability"),
    row("/advocates/{id}/consent", May(&[ViewAdvocates]), Read, "/advocates/$advocate/consent"),
    row("/evidence", May(&[ViewAdvocates]), Read, "/evidence?q=close&language=en"),
    row("/evidence/new", May(&[EditAdvocates]), Read, "/evidence/new"),
    row("/evidence/{id}", May(&[ViewAdvocates]), Read, "/evidence/$piece"),
    row("/evidence/{id}/edit", May(&[EditAdvocates]), Read, "/evidence/$piece/edit"),
    row("/organisations", May(&[ViewAdvocates]), Read, "/organisations?relation=customer"),
    row("/organisations/{id}", May(&[ViewAdvocates]), Read, "/organisations/$organisation"),
    row("/organisations/{id}/relations", May(&[EditAdvocates]), Read, "/organisations/$organisation/relations"),
    row("/organisations/{id}/contacts", May(&[EditAdvocates]), Read, "/organisations/$organisation/contacts"),
    row("/organisations/{id}/edit", May(&[EditAdvocates]), Read, "/organisations/$organisation/edit"),
    row("/search", Staff, Read, "/search?q=a"),
    row("/nominations", Staff, Read, "/nominations"),
    row("/nominations/new", Staff, Read, "/nominations/new"),
    row("/programme/plan", May(&[ManageMatching]), Read, "/programme/plan?away=$advocate&recruits=3&segment=finance"),
    row("/requests", May(&[SubmitRequests]), Read, "/requests"),
    row("/requests/new", May(&[SubmitRequests]), Read, "/requests/new?opportunity=$opportunity&advocate=$advocate"),
    row("/requests/{id}", May(&[SubmitRequests]), Read, "/requests/$request"),
    row("/calls", May(&[ViewCalls]), Read, "/calls"),
    row("/calls/{id}", May(&[ViewCalls]), Read, "/calls/$call"),
    row("/bulk-edits", May(&[EditAdvocates]), Read, "/bulk-edits?list=advocates"),
    row("/bulk-edits/{id}", May(&[EditAdvocates]), Read, "/bulk-edits/$bulkedit"),
    row("/import", May(&[Import]), Read, "/import"),
    row("/import/{kind}/upload", May(&[Import]), Read, "/import/organisations/upload"),
    row("/import/{kind}/{id}/columns", May(&[Import]), Read, "/import/organisations/$import/columns"),
    row("/import/{kind}/{id}/check", May(&[Import]), Read, "/import/organisations/$import/check"),
    row("/import/{kind}/{id}/run", May(&[Import]), Read, "/import/organisations/$import/run"),
    row("/settings/duplicates", May(&[MergeRecords]), Read, "/settings/duplicates?show=different"),
    row("/settings/duplicates/merged", May(&[MergeRecords]), Read, "/settings/duplicates/merged"),
    row(
        "/settings/duplicates/{one}/{other}",
        May(&[MergeRecords]),
        Read,
        "/settings/duplicates/$organisation/$neighbour",
    ),
    row(
        "/settings/duplicates/contacts/{one}/{other}",
        May(&[MergeRecords]),
        Read,
        "/settings/duplicates/contacts/$contact/$fellow",
    ),
    row(
        "/settings/duplicates/people/{one}/{other}",
        May(&[MergeRecords]),
        Read,
        "/settings/duplicates/people/$advocate/$twin",
    ),
    row("/settings/meeting-rooms", May(&[ManageCompany]), Read, "/settings/meeting-rooms"),
    row("/settings/matching", May(&[ManageMatching]), Read, "/settings/matching?preset=same-industry"),
    row(
        "/settings/matching/evaluation",
        May(&[ManageMatching]),
        Read,
        "/settings/matching/evaluation?period=all&rows=runs",
    ),
    row("/settings/ai", May(&[ManageIntegrations]), Read, "/settings/ai"),
    row("/settings/users", May(&[ManageCompany]), Read, "/settings/users"),
    row("/settings/users/invite", May(&[ManageCompany]), Read, "/settings/users/invite"),
    row("/settings/jobs", May(&[ManageCompany]), Read, "/settings/jobs"),
];

/// Addresses beside pages and functions. The router cannot list them: whoever adds one to
/// `server::http::edges` adds it here.
pub const DOWNLOADS: &[Row] = &[
    row("/advocates/{id}/photo", May(&[ViewAdvocateNames]), Read, "/advocates/$advocate/photo"),
    row("/evidence/{id}/file", May(&[ViewAdvocates]), Read, "/evidence/$piece/file"),
    row(
        "/opportunities/{id}/matching/{progress}",
        May(&[RunMatching]),
        Read,
        "/opportunities/$opportunity/matching/$progress",
    ),
    row("/e/{token}/file", Linked, Read, "/e/$sharetoken/file"),
    row("/import/{kind}/{id}/changes.csv", May(&[Import]), Read, "/import/organisations/$import/changes.csv"),
    row("/import/{kind}/{id}/problems.csv", May(&[Import]), Read, "/import/organisations/$import/problems.csv"),
    row(
        "/opportunities/{id}/match/{advocate}/report.pdf",
        May(&[RunMatching]),
        Read,
        "/opportunities/$opportunity/match/$advocate/report.pdf",
    ),
    row("/export/{list}/{format}", May(&[ViewAdvocateNames]), Read, "/export/advocates/csv"),
    row("/export/{list}/{format}", May(&[ViewOpportunities]), Read, "/export/opportunities/json?view=all"),
    row("/export/{list}/{format}", May(&[ViewAdvocates]), Read, "/export/organisations/xlsx?relation=customer"),
    row("/export/{list}/{format}", May(&[SubmitRequests]), Read, "/export/requests/csv-bom?tab=all"),
    row("/export/{list}/{format}", May(&[ViewAdvocates]), Read, "/export/evidence/csv?sort=title"),
    row("/export/{list}/{format}", May(&[ViewAdvocateNames]), Read, "/export/nominations/xlsx?state=open"),
    row("/export/{list}/{format}", May(&[ManageCompany]), Read, "/export/users/csv?standing=active"),
];

/// What is posted to an address of its own, by a form: uploads as a browser sends them are in the tests of their
/// features, here it is only asked who gets as far as the file.
pub const POSTS: &[Row] = &[
    row("/theme", Anybody, Write, "theme=dark&back=/"),
    row("/keys", Anybody, Write, "keys=off&back=/"),
    row("/sign-out", Anybody, Write, ""),
    row("/import/{kind}/file", May(&[Import]), Write, "/import/organisations/file"),
    row("/advocates/{id}/photo", May(&[EditAdvocates]), Write, "/advocates/$advocate/photo"),
    row("/evidence/{id}/file", May(&[EditAdvocates]), Write, "/evidence/$piece/file"),
];

/// Addresses that open with a key of their own or say nothing of anybody; their features' tests hold them.
pub const KEYS: &[&str] =
    &["/health/live", "/health/ready", "/b/{token}/call.ics", "/portal/enter/{key}", "/portal/welcome/{key}"];
