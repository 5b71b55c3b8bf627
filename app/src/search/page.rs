//! The page of search: a field, the kinds with their counts, and what was found. All of it is one GET
//! form and links, so it works before and without any script.

use domain::lists::Query;
use domain::search::{Group, LONGEST_TEXT, SearchAddress, SearchKind, SearchResults};
use leptos::prelude::*;

use super::api;
use super::hits::HitLine;
use crate::layout::PageTitle;
use crate::lists::{IgnoredBar, use_list_query};
use crate::paths;
use crate::ui::{EmptyState, Glyph, Icon, LinkButton, Load, Size, TextLink};

#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_list_query();
    let one = |name: &str| query.one(name).map(str::to_owned);
    let typed = one("q").unwrap_or_default();
    let results = api::results(SearchAddress { q: one("q"), kind: one("kind"), after: one("after") });
    view! {
        <PageTitle title="Search"/>
        <div class="px-4 pt-4 lg:px-6">
            <h1 class="sr-only">"Search"</h1>
            <form method="get" action=paths::search() role="search" class="relative max-w-180">
                <Icon
                    glyph=Glyph::Search
                    class="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
                />
                <input
                    type="search"
                    id="search-text"
                    name="q"
                    value=typed
                    maxlength=LONGEST_TEXT
                    aria-label="Search people, companies, deals and proof"
                    class="h-10 w-full rounded-md border border-line-control bg-surface px-3 pl-10 text-base text-ink \
                    transition-colors placeholder:text-faint focus:border-focus focus:outline-2 \
                    focus:-outline-offset-1 focus:outline-focus"
                />
            </form>
        </div>
        <Load read=results let:results>
            <Understood kind=results.kind here=query/>
            <Found results/>
        </Load>
    }
}

fn address(text: &str, kind: Option<SearchKind>) -> String {
    paths::with_query(paths::search(), &[("q", Some(text)), ("kind", kind.map(SearchKind::as_str))])
}

/// What of the address meant something: words, and a kind the reader may find something of.
#[component]
fn Understood(kind: Option<SearchKind>, here: Query) -> impl IntoView {
    let ignored = here.ignored(|name, value| match name {
        "q" => true,
        "kind" => kind.is_some_and(|kind| kind.as_str() == value),
        _ => false,
    });
    view! { <IgnoredBar ignored here path=paths::search()/> }
}

#[component]
fn Found(results: SearchResults) -> impl IntoView {
    let SearchResults { text, kind, groups } = results;
    if text.is_empty() {
        return view! {
            <div class="mt-4 border-b border-line"></div>
            <EmptyState
                glyph=Glyph::Search
                title="What are you looking for?"
                line="A name, a company, a deal, or words of a quote."
            />
        }
        .into_any();
    }
    let found: u32 = groups.iter().map(|group| group.count.number).sum();
    let all = if groups.iter().any(|group| group.count.or_more) {
        [&found.to_string(), "+"].concat()
    } else {
        found.to_string()
    };
    let said = [all.as_str(), if all == "1" { " result for " } else { " results for " }, &text].concat();
    let chips = groups
        .iter()
        .filter(|group| group.count.number > 0 || kind == Some(group.kind))
        .map(|group| {
            view! {
                <KindLink
                    href=address(&text, Some(group.kind))
                    label=group.kind.label()
                    count=group.count.to_string()
                    current={kind == Some(group.kind)}
                />
            }
        })
        .collect_view();
    let nothing = groups.iter().all(|group| group.hits.is_empty());
    let sections = groups
        .into_iter()
        .filter(|group| !group.hits.is_empty())
        .map(|group| view! { <Section group text=text.clone() alone=kind.is_some()/> })
        .collect_view();
    let everything = address(&text, None);
    view! {
        <nav
            aria-label="Kinds of results"
            class="scroll-none flex gap-2 overflow-x-auto border-b border-line px-4 pt-3 pb-4 lg:px-6"
        >
            <KindLink href=everything.clone() label="Everything" count=all current=kind.is_none()/>
            {chips}
        </nav>
        <p class="sr-only" role="status">{said}</p>
        {if nothing {
            view! {
                <EmptyState
                    glyph=Glyph::Search
                    title="Nothing found"
                    line="Search for less, or look at how it is spelt. You find only what you may see."
                >
                    {kind.is_some().then(|| view! { <LinkButton href=everything>"Search everything"</LinkButton> })}
                </EmptyState>
            }
                .into_any()
        } else {
            view! {
                <div class="mx-auto max-w-300">
                    {sections} <p class="px-4 py-5 text-xs text-faint lg:px-6">"Only what you may see."</p>
                </div>
            }
                .into_any()
        }}
    }
    .into_any()
}

#[component]
fn KindLink(href: String, label: &'static str, count: String, current: bool) -> impl IntoView {
    let class = if current {
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border border-brand bg-selected px-3 text-xs \
        font-medium text-brand-ink"
    } else {
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border border-line-strong px-3 text-xs \
        font-medium text-muted hover:bg-hover"
    };
    view! {
        <a href=href class=class aria-current=current.then_some("true")>
            {label}
            <span class="tnum">{count}</span>
        </a>
    }
}

#[component]
fn Section(group: Group, text: String, alone: bool) -> impl IntoView {
    let Group { kind, count, hits, next } = group;
    let id = ["found-", kind.as_str()].concat();
    let labelled = id.clone();
    let all = address(&text, Some(kind));
    let more = next.as_ref().filter(|_| alone).map(|next| [&all, "&after=", next].concat());
    let has_all = next.is_some() && !alone;
    let lines = hits.into_iter().map(|hit| view! { <HitLine kind hit text=text.clone()/> }).collect_view();
    view! {
        <section aria-labelledby=labelled>
            <div class="flex items-center justify-between px-4 pt-5 pb-1 text-xs text-faint lg:px-6">
                <h2 id=id class="font-semibold">{kind.label()}</h2>
                {has_all
                    .then(|| {
                        view! {
                            <TextLink href=all class="text-xs">
                                "All "
                                {count.to_string()}
                                <span class="sr-only">" "{kind.label()}</span>
                            </TextLink>
                        }
                    })}
            </div>
            <ul class="divide-y divide-line-faint">{lines}</ul>
            {more
                .map(|href| {
                    view! {
                        <p class="px-4 py-3 lg:px-6">
                            <LinkButton href size=Size::Small>"More"</LinkButton>
                        </p>
                    }
                })}
        </section>
    }
}
