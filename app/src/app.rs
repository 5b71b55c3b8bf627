//! The route table: the whole site on one screen.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Outlet, ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::accounts::{InvitePeoplePage, JoinPage, PeoplePage, SignInPage};
use crate::ai::AiSettingsPage;
use crate::home::HomePage;
use crate::jobs::JobsPage;
use crate::layout::{AppShell, NotFoundPage, PortalShell, PublicShell};
use crate::mail::MailboxPage;
use crate::{
    advocates, bulk, duplicates, evidence, imports, matching, nominations, opportunities, organisations, plan,
    requests, scheduling, search, session,
};

/// The site. Every page is rendered by the server, complete before it is sent, so that its status is its own; what
/// moves in the browser is an island of its page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    session::provide_session();
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "PeerChamps".to_owned() } else { [title.as_str(), " · PeerChamps"].concat() }
        }/>
        <Router>
            <Routes fallback=Missing>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/join/:token") view=JoinPage ssr=SsrMode::Async/>
                <Route path=path!("/b/:token") view=scheduling::BookPage ssr=SsrMode::Async/>
                <Route path=path!("/b/:token/details") view=scheduling::BookingDetailsPage ssr=SsrMode::Async/>
                <Route path=path!("/b/:token/done") view=scheduling::BookedPage ssr=SsrMode::Async/>
                <Route path=path!("/b/:token/move") view=scheduling::MoveBookingPage ssr=SsrMode::Async/>
                <Route path=path!("/e/:token") view=evidence::SharedPage ssr=SsrMode::Async/>
                <Route path=path!("/dev/mailbox") view=MailboxPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("/portal") view=Portal>
                    <Route path=path!("") view=requests::PortalHomePage ssr=SsrMode::Async/>
                    <Route path=path!("/requests") view=requests::PortalRequestsPage ssr=SsrMode::Async/>
                    <Route path=path!("/requests/:id") view=requests::PortalAskPage ssr=SsrMode::Async/>
                    <Route path=path!("/onboarding") view=nominations::OnboardingPage ssr=SsrMode::Async/>
                    <Route path=path!("/availability") view=scheduling::AvailabilityPage ssr=SsrMode::Async/>
                    <Route path=path!("/consent") view=requests::PortalConsentPage ssr=SsrMode::Async/>
                    <Route path=path!("/calls/:id") view=scheduling::PortalCallPage ssr=SsrMode::Async/>
                    <Route path=path!("/calls/:id/move") view=scheduling::PortalCallMovePage ssr=SsrMode::Async/>
                </ParentRoute>
                <ParentRoute path=path!("") view=Staff>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/requests") view=requests::RequestsPage ssr=SsrMode::Async/>
                    <Route path=path!("/requests/new") view=requests::NewRequestPage ssr=SsrMode::Async/>
                    <Route path=path!("/requests/:id") view=requests::RequestPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities") view=opportunities::OpportunitiesPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/board") view=opportunities::BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/new") view=opportunities::NewOpportunityPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id") view=opportunities::MatchingPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/match/:advocate") view=matching::MatchReportPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/edit") view=opportunities::EditOpportunityPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/contacts") view=opportunities::ContactsPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/requests") view=opportunities::RequestsPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/calls") view=opportunities::CallsPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/activity") view=opportunities::ActivityPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/notes") view=opportunities::NotesPage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates") view=advocates::DirectoryPage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/new") view=advocates::NewAdvocatePage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/:id") view=advocates::OverviewPage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/:id/edit") view=advocates::EditAdvocatePage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/:id/timeline") view=advocates::TimelinePage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/:id/references") view=advocates::ReferencesPage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/:id/availability") view=advocates::AvailabilityPage ssr=SsrMode::Async/>
                    <Route path=path!("/advocates/:id/consent") view=advocates::ConsentPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations") view=organisations::OrganisationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations/:id") view=organisations::OrganisationPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations/:id/edit") view=organisations::EditOrganisationPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations/:id/relations") view=organisations::RelationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations/:id/contacts") view=organisations::OrganisationContactsPage ssr=SsrMode::Async/>
                    <Route path=path!("/evidence") view=evidence::LibraryPage ssr=SsrMode::Async/>
                    <Route path=path!("/evidence/new") view=evidence::NewEvidencePage ssr=SsrMode::Async/>
                    <Route path=path!("/evidence/:id") view=evidence::PiecePage ssr=SsrMode::Async/>
                    <Route path=path!("/evidence/:id/edit") view=evidence::EditEvidencePage ssr=SsrMode::Async/>
                    <Route path=path!("/nominations") view=nominations::NominationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/nominations/new") view=nominations::NewNominationPage ssr=SsrMode::Async/>
                    <Route path=path!("/calls") view=scheduling::CallsPage ssr=SsrMode::Async/>
                    <Route path=path!("/calls/:id") view=scheduling::CallPage ssr=SsrMode::Async/>
                    <Route path=path!("/search") view=search::SearchPage ssr=SsrMode::Async/>
                    <Route path=path!("/bulk-edits") view=bulk::BulkEditsPage ssr=SsrMode::Async/>
                    <Route path=path!("/bulk-edits/:id") view=bulk::BulkEditPage ssr=SsrMode::Async/>
                    <Route path=path!("/programme/plan") view=plan::PlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/import") view=imports::ImportsPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:kind/upload") view=imports::UploadPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:kind/:id/columns") view=imports::ColumnsPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:kind/:id/check") view=imports::CheckPage ssr=SsrMode::Async/>
                    <Route path=path!("/import/:kind/:id/run") view=imports::RunPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users") view=PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users/invite") view=InvitePeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/meeting-rooms") view=scheduling::MeetingRoomsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/matching") view=matching::MatchingSettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/matching/evaluation") view=matching::MatchingEvaluationPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/ai") view=AiSettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/duplicates") view=duplicates::DuplicatesPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/duplicates/merged") view=duplicates::MergedPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/duplicates/people/:one/:other") view=duplicates::ComparePeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/duplicates/contacts/:one/:other") view=duplicates::CompareContactsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/duplicates/:one/:other") view=duplicates::ComparePage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/jobs") view=JobsPage ssr=SsrMode::Async/>
                    <Route path=path!("/not-found") view=NotFoundPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The frame of pages for people who work in the company. The server sends everybody else to where
/// they belong before a page is rendered.
#[component]
fn Staff() -> impl IntoView {
    session::use_viewer().map(|viewer| view! { <AppShell viewer><Outlet/></AppShell> }.into_any())
}

/// The frame of an advocate's pages.
#[component]
fn Portal() -> impl IntoView {
    session::use_viewer().map(|viewer| view! { <PortalShell viewer><Outlet/></PortalShell> }.into_any())
}

/// Nothing is at this address: said in the frame of whoever asks.
#[component]
fn Missing() -> impl IntoView {
    match session::use_viewer() {
        Some(viewer) if viewer.is_staff() => view! { <AppShell viewer><NotFoundPage/></AppShell> }.into_any(),
        Some(viewer) => view! { <PortalShell viewer><NotFoundPage/></PortalShell> }.into_any(),
        None => view! { <PublicShell company=None><NotFoundPage/></PublicShell> }.into_any(),
    }
}
