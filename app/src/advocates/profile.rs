//! One advocate's profile: the head, and below it one tab a page. Each page is one read.

use domain::advocates::{ProfileHeader, ProfileSection, ProfileShown};
use domain::ids::AdvocateId;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use super::overview::Overview;
use super::sections::{Availability, Consents, History, Ledger};
use super::standing::tone_of;
use super::timeline::TimelineTab;
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash_of;
use crate::ui::{
    Avatar, Badge, Banner, Breadcrumbs, Button, Card, EmptyState, FaceSize, Field, Glyph, LinkButton, Load, Size, Tab,
    Tabs, Tone,
};

#[component]
fn ProfilePage(section: ProfileSection) -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let after = use_query_map().with_untracked(|query| query.get("after"));
    let profile = api::profile(id, section, after.filter(|_| section == ProfileSection::Timeline));
    view! {
        <Load read=profile let:profile>
            {
                let id = profile.header.id;
                view! {
                    <ProfileHead header=profile.header current=section/>
                    <Content shown=profile.shown id/>
                }
            }
        </Load>
    }
}

#[component]
fn ProfileHead(header: ProfileHeader, current: ProfileSection) -> impl IntoView {
    let above = vec![(paths::advocates().to_owned(), "Advocates".to_owned())];
    let tabs: Vec<Tab> = ProfileSection::ALL
        .iter()
        .map(|section| {
            let tab = Tab::new(paths::advocate_section(header.id, *section), section.label(), *section == current);
            if *section == ProfileSection::References && header.references > 0 {
                tab.count(header.references)
            } else {
                tab
            }
        })
        .collect();
    let edit = header.may_edit.then(|| {
        let href = paths::edit_advocate(header.id);
        view! { <span class="ml-auto"><LinkButton href icon=Glyph::Edit>"Edit"</LinkButton></span> }
    });
    let until = header.status.until_words(header.returns_on).map(|until| [", ", &until].concat());
    let tone = tone_of(header.status.readiness());
    let role = if header.title.is_empty() { String::new() } else { [&header.title, ", "].concat() };
    let refused = use_flash_of(PHOTO).problem().map(
        |problem| view! { <div class="px-4 pb-3 lg:px-6"><Banner tone=Tone::Warning fact=problem.to_string()/></div> },
    );
    view! {
        <PageTitle title=header.name.clone()/>
        <div class="flex h-11 items-center px-4 lg:px-6">
            <Breadcrumbs above here=header.name.clone()/>
        </div>
        <div class="flex flex-wrap items-center gap-4 px-4 pb-4 lg:px-6">
            <Avatar
                name=header.name.clone()
                id=header.id.0
                size=FaceSize::S56
                organisation=(header.organisation.0, header.organisation_name.clone())
                photo=header.photo.clone()
            />
            <div class="min-w-0">
                <div class="flex flex-wrap items-center gap-2">
                    <h1 class="text-xl font-semibold">{header.name}</h1>
                    <Badge tone>{header.status.label()} {until}</Badge>
                </div>
                {header.may_edit_photo.then(|| view! { <Photo id=header.id has_one=header.photo.is_some()/> })}
                <p class="text-sm text-muted">{role} {header.organisation_name} ". " {header.whereabouts}</p>
            </div>
            {edit}
        </div>
        {refused}
        <Tabs label="Profile sections" tabs/>
    }
}

/// How the upload of a portrait is named in a flash; it posts to an address of its own, not to a function.
const PHOTO: &str = "/advocates/photo";

/// A portrait is chosen and sent; the answer is the profile again.
#[component]
fn Photo(id: domain::ids::AdvocateId, has_one: bool) -> impl IntoView {
    let summary = if has_one { "Change photo …" } else { "Add photo …" };
    view! {
        <details class="relative text-xs">
            <summary class="inline-flex h-6 items-center rounded-xs font-medium text-brand-ink hover:underline">{summary}</summary>
            <form
                method="post"
                action=paths::advocate_photo(id)
                enctype="multipart/form-data"
                class="absolute left-0 z-10 mt-1 w-72 space-y-3 rounded-lg border border-line bg-raised p-4 shadow-3"
            >
                <Field id="file" label="Photo" hint="PNG, JPEG or WebP; cut to a small square, without its metadata".to_owned()>
                    <input
                        id="file"
                        name="file"
                        type="file"
                        required
                        accept=".png,.jpg,.jpeg,.webp"
                        aria-describedby="file-hint"
                        class="block w-full text-xs file:mr-2 file:h-7 file:rounded-md file:border file:border-solid \
                        file:border-line-strong file:bg-surface file:px-2.5 file:text-xs file:font-medium file:text-ink"
                    />
                </Field>
                <Button size=Size::Small icon=Glyph::Upload submit=true>"Save photo"</Button>
            </form>
        </details>
    }
}

#[component]
fn Content(shown: ProfileShown, id: AdvocateId) -> impl IntoView {
    match shown {
        ProfileShown::Overview(overview) => view! { <Overview overview=*overview id/> }.into_any(),
        ProfileShown::Timeline(timeline) => view! { <TimelineTab timeline id/> }.into_any(),
        ProfileShown::Availability(available) => view! { <Availability available/> }.into_any(),
        ProfileShown::References(rows) if rows.is_empty() => view! {
            <EmptyState
                glyph=Glyph::Send
                title="Never asked so far"
                line="Asks, calls and what became of the deals are listed here."
            />
        }
        .into_any(),
        ProfileShown::References(rows) => {
            view! {
                <div class="max-w-200 p-4 lg:p-6">
                    <Card id="history" title="References">
                        <History rows/>
                    </Card>
                </div>
            }
            .into_any()
        }
        ProfileShown::Consent { now, ledger } => view! {
            <div class="grid items-start gap-4 p-4 lg:grid-cols-2 lg:p-6">
                <div class="min-w-0">
                    <Card id="consent" title="Consent">
                        <Consents rows=now/>
                    </Card>
                    <p class="mt-3 text-xs text-faint">"Given and withdrawn by the advocate; withdrawing takes effect at once"</p>
                </div>
                <Ledger rows=ledger/>
            </div>
        }
        .into_any(),
    }
}

#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <ProfilePage section=ProfileSection::Overview/> }
}

#[component]
pub fn ReferencesPage() -> impl IntoView {
    view! { <ProfilePage section=ProfileSection::References/> }
}

#[component]
pub fn TimelinePage() -> impl IntoView {
    view! { <ProfilePage section=ProfileSection::Timeline/> }
}

#[component]
pub fn AvailabilityPage() -> impl IntoView {
    view! { <ProfilePage section=ProfileSection::Availability/> }
}

#[component]
pub fn ConsentPage() -> impl IntoView {
    view! { <ProfilePage section=ProfileSection::Consent/> }
}
