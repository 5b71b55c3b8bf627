//! What stands above every tab of a deal: the way back, the facts, the tabs.

use domain::opportunities::{Outcome, Section, WorkplaceHeader};
use domain::paging::{Count, grouped};
use leptos::prelude::*;

use super::pips::StagePips;
use crate::layout::PageTitle;
use crate::paths;
use crate::ui::{Avatar, Breadcrumbs, FaceSize, Glyph, Icon, LinkButton, OrgLogo, Size, Tab};

/// The head of the workplace, with `current` as its tab.
#[component]
pub fn WorkplaceHead(header: WorkplaceHeader, current: Section) -> impl IntoView {
    let above = vec![(paths::opportunities().to_owned(), "Opportunities".to_owned())];
    let (logo_id, logo_name) = match &header.organisation {
        Some(organisation) => (organisation.id.0, organisation.name.clone()),
        None => (header.id.0, header.name.clone()),
    };
    let edit = header.may_edit.then(|| paths::edit_opportunity(header.id));
    let tabs = tabs(&header, current);
    view! {
        <PageTitle title=header.name.clone()/>
        <header class="shrink-0 border-b border-line">
            <div class="flex h-11 items-center justify-between gap-2 px-4 lg:px-5">
                <Breadcrumbs above here=header.name.clone()/>
                <div class="flex items-center gap-2">
                    {header
                        .synced
                        .clone()
                        .map(|synced| {
                            view! {
                                <span class="hidden items-center gap-1.5 text-xs text-faint lg:flex">
                                    <Icon glyph=Glyph::Refresh class="size-3.5"/>
                                    {synced}
                                </span>
                            }
                        })}
                    {edit
                        .map(|href| {
                            view! {
                                <LinkButton href size=Size::Small icon=Glyph::Edit>
                                    "Edit"
                                </LinkButton>
                            }
                        })}
                </div>
            </div>
            <div class="flex flex-wrap items-start gap-x-8 gap-y-3 px-4 pb-3 lg:px-5">
                <div class="flex min-w-0 items-center gap-3">
                    <OrgLogo name=logo_name id=logo_id size=FaceSize::S40/>
                    <div class="min-w-0">
                        <h1 class="truncate text-lg/6 font-semibold">{header.name.clone()}</h1>
                        <p class="truncate text-xs text-muted">{header.line.clone()}</p>
                    </div>
                </div>
                <Facts header/>
            </div>
            <nav aria-label="Opportunity sections" class="scroll-none flex gap-5 overflow-x-auto px-4 lg:px-5">
                {tabs.into_iter().map(|tab| view! { <SectionLink tab/> }).collect_view()}
            </nav>
        </header>
    }
}

fn tabs(header: &WorkplaceHeader, current: Section) -> Vec<Tab> {
    let number = |count: Count| (count.number > 0).then(|| count.to_string());
    Section::ALL
        .iter()
        .filter(|section| **section != Section::Matching || header.may_match)
        .map(|section| {
            let tab = Tab::new(paths::opportunity_section(header.id, *section), section.label(), *section == current);
            let count = match section {
                Section::Requests => number(header.requests),
                Section::Calls => number(header.calls),
                Section::Matching | Section::Activity | Section::Notes => None,
            };
            match count {
                Some(count) => tab.count(count),
                None => tab,
            }
        })
        .collect()
}

/// As the kit's tabs, without the line below: the head brings its own.
#[component]
fn SectionLink(tab: Tab) -> impl IntoView {
    let (class, pill) = if tab.current {
        (
            "relative flex h-10 shrink-0 items-center gap-1.5 text-sm font-medium whitespace-nowrap focus-inset text-ink",
            "rounded-full bg-brand-soft px-1.5 text-2xs tnum text-brand-ink",
        )
    } else {
        (
            "relative flex h-10 shrink-0 items-center gap-1.5 text-sm font-medium whitespace-nowrap focus-inset text-muted \
            hover:text-ink",
            "rounded-full bg-active px-1.5 text-2xs tnum text-muted",
        )
    };
    view! {
        <a href=tab.href class=class aria-current=tab.current.then_some("page")>
            {tab.label}
            {tab.count.map(|count| view! { <span class=pill>{count}</span> })}
            {tab
                .current
                .then(|| view! { <span class="absolute inset-x-0 bottom-0 h-0.5 rounded-full bg-brand"></span> })}
        </a>
    }
}

#[component]
fn Facts(header: WorkplaceHeader) -> impl IntoView {
    // Each figure leads to where it is kept: to the form for whoever may change it, else to what happened to the deal.
    let kept = |card: &str| match header.may_edit {
        true => [&paths::edit_opportunity(header.id), "#", card].concat(),
        false => paths::opportunity_section(header.id, Section::Activity),
    };
    let (facts, needs) = (kept("facts"), kept("needs"));
    let prospect = header.organisation.as_ref().map_or_else(|| facts.clone(), |known| paths::organisation(known.id));
    let needed = header.needed_by.map(|day| {
        let day_class = if header.is_pressing { "font-medium text-warning-ink" } else { "font-medium" };
        view! {
            <Fact name="Reference needed by" kept=needs>
                <span class=day_class>{day}</span>
                {header.needed_in.clone().map(|distance| view! { <span class="text-faint">" " {distance}</span> })}
            </Fact>
        }
    });
    let is_open = header.stage.outcome == Outcome::Open;
    let competing = (!header.competitors.is_empty()).then(|| header.competitors.join(", "));
    let primary = header.contacts.into_iter().next().map(|contact| {
        view! {
            <Fact name="Contact">
                <span class="inline-flex items-center gap-1.5">
                    <Avatar name=contact.name.clone() id=contact.id.0 size=FaceSize::S20/>
                    {contact.name}
                </span>
            </Fact>
        }
    });
    view! {
        <dl
            class="relative scroll-none -mx-4 flex min-w-0 items-start gap-x-7 gap-y-2 overflow-x-auto px-4 max-sm:pb-1 \
            lg:mx-0 lg:flex-wrap lg:px-0 lg:pt-0.5"
            tabindex="0"
            aria-label="Opportunity facts"
        >
            {needed}
            {header
                .amount
                .map(|amount| {
                    view! {
                        <Fact name="Amount" kept=facts.clone()>
                            <span class="font-medium tnum">{amount.to_string()}</span>
                        </Fact>
                    }
                })}
            <Fact name="Stage" kept=facts.clone()>
                <StagePips stage=header.stage/>
            </Fact>
            {header
                .closes_on
                .map(|day| {
                    let name = if is_open { "Close date" } else { "Closed" };
                    view! { <Fact name kept=facts.clone()>{day}</Fact> }
                })}
            {header.industry.map(|industry| view! { <Fact name="Industry">{industry}</Fact> })}
            {header
                .employees
                .map(|staff| view! { <Fact name="Size" kept=prospect>{grouped(staff.into())} " staff"</Fact> })}
            {competing.map(|names| view! { <Fact name="Competing with">{names}</Fact> })}
            {primary}
            {header.owner.map(|owner| view! { <Fact name="Owner">{owner.name}</Fact> })}
        </dl>
    }
}

#[component]
fn Fact(
    name: &'static str,
    /// Where it can be looked up.
    #[prop(optional, into)]
    kept: Option<String>,
    children: Children,
) -> impl IntoView {
    let shown = match kept {
        Some(href) => view! { <a href=href class="hover:underline">{children()}</a> }.into_any(),
        None => children().into_any(),
    };
    view! {
        <div class="min-w-0 shrink-0">
            <dt class="text-2xs text-faint">{name}</dt>
            <dd class="text-sm whitespace-nowrap">{shown}</dd>
        </div>
    }
}
