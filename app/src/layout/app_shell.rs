//! The working app: sidebar, rail or bars, and the sheet that scrolls.

use domain::accounts::Viewer;
use leptos::prelude::*;

use super::here::{SkipLink, use_back, use_path};
use super::nav::{NavGroup, NavItem, SidebarLink, TabBarLink, current, main_nav, settings_nav};
use super::palette::Palette;
use crate::paths;
use crate::ui::{Avatar, FaceSize, Glyph, Icon, Menu, MenuButton, MenuLine, MenuLink, OrgLogo, ThemeToggle};

/// The frame around every page of somebody who works in the company.
#[component]
pub fn AppShell(viewer: Viewer, children: Children) -> impl IntoView {
    let nav = main_nav(&viewer);
    let settings = settings_nav(&viewer);

    view! {
        <SkipLink/>
        <div class="flex min-h-dvh flex-col md:h-dvh md:flex-row md:overflow-hidden print:h-auto \
        print:overflow-visible">
            <Sidebar viewer=viewer.clone() nav=nav.clone() settings=settings.clone()/>
            <TopBar viewer=viewer.clone() nav=nav.clone() settings=settings.clone()/>
            <main
                id="main"
                tabindex="-1"
                class="scroll-thin relative min-w-0 flex-1 bg-surface pb-16 outline-none md:my-2 md:mr-2 \
                md:overflow-y-auto md:rounded-xl md:border md:border-line md:pb-0 md:shadow-1 print:m-0 print:overflow-visible print:border-0 print:shadow-none"
            >
                {children()}
            </main>
            <TabBar viewer=viewer.clone() nav settings/>
        </div>
        <Palette viewer/>
    }
}

#[component]
fn Sidebar(viewer: Viewer, nav: Vec<NavGroup>, settings: Vec<NavItem>) -> impl IntoView {
    let path = use_path();
    let back = use_back();
    let groups = nav.into_iter().map(|group| view! { <SidebarGroup group path/> }).collect_view();
    view! {
        <aside class="hidden w-14 shrink-0 flex-col p-2 md:flex lg:w-58 print:hidden" aria-label="Company">
            <div class="flex h-10 items-center justify-center gap-2.5 px-1.5 lg:justify-start">
                <OrgLogo name=viewer.company_name.clone() id=viewer.company.0 size=FaceSize::S28/>
                <span class="hidden min-w-0 flex-1 lg:block">
                    <span class="block truncate text-sm/4 font-semibold">{viewer.company_name.clone()}</span>
                    <span class="block truncate text-2xs text-faint">"PeerChamps"</span>
                </span>
            </div>
            <SearchBox/>
            <nav aria-label="Main" class="scroll-thin min-h-0 flex-1 overflow-y-auto">
                {groups}
            </nav>
            <div class="flex flex-col items-center gap-1 border-t border-line pt-2 lg:flex-row">
                {settings.first().map(|first| view! { <SettingsLink href=first.href path/> })}
                <span class="hidden lg:block lg:flex-1"></span>
                <ThemeToggle action=paths::theme() back/>
                <Account viewer/>
            </div>
        </aside>
    }
}

/// Search from anywhere: a field where there is room for one, on the rail the way to it.
#[component]
fn SearchBox() -> impl IntoView {
    view! {
        <form method="get" action=paths::search() role="search" class="relative mt-2 mb-2 hidden lg:block">
            <Icon
                glyph=Glyph::Search
                class="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-faint"
            />
            <input
                type="search"
                name="q"
                aria-label="Search everything"
                placeholder="Search"
                maxlength="100"
                class="h-8 w-full rounded-md border border-line-strong bg-surface pr-14 pl-8 text-sm text-ink shadow-1 \
                placeholder:text-faint focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus"
            />
            // Shown by the script that hears it.
            <button
                type="button"
                hidden
                data-palette=""
                aria-keyshortcuts="Control+K"
                class="absolute top-1 right-1 flex h-6 items-center gap-1 rounded-xs border border-line-strong px-1.5 \
                text-2xs text-muted hover:text-ink"
            >
                <span class="sr-only">"Search or run a command"</span>
                <kbd class="font-sans">"Ctrl"</kbd>
                <kbd class="font-sans">"K"</kbd>
            </button>
        </form>
        <a
            href=paths::search()
            data-palette=""
            title="Search"
            class="mt-2 mb-2 flex h-8 items-center justify-center rounded-md border border-line-strong bg-surface \
            text-faint shadow-1 hover:text-ink lg:hidden"
        >
            <Icon glyph=Glyph::Search/>
            <span class="sr-only">"Search"</span>
        </a>
    }
}

#[component]
fn SidebarGroup(group: NavGroup, path: Signal<String>) -> impl IntoView {
    let items = group.items.into_iter().map(|item| view! { <li><SidebarLink item path/></li> }).collect_view();
    view! {
        {group
            .heading
            .map(|heading| {
                view! {
                    <p class="mt-4 mb-1 hidden px-2 text-2xs font-medium text-faint lg:block">{heading}</p>
                    <span class="mx-2 my-2 block h-px bg-line lg:hidden"></span>
                }
            })}
        <ul class="space-y-px">{items}</ul>
    }
}

#[component]
fn SettingsLink(href: &'static str, path: Signal<String>) -> impl IntoView {
    let is_here = move || path.with(|path| path.starts_with("/settings") || path.starts_with(paths::imports()));
    view! {
        <a
            href=href
            title="Settings"
            class="flex size-8 items-center justify-center gap-2.5 rounded-md text-sm font-medium text-muted \
            hover:bg-hover hover:text-ink aria-[current=true]:bg-active aria-[current=true]:text-ink lg:w-auto \
            lg:justify-start lg:px-2"
            aria-current=move || is_here().then_some("true")
        >
            <Icon glyph=Glyph::Gear/>
            <span class="sr-only lg:not-sr-only">"Settings"</span>
        </a>
    }
}

#[component]
fn Account(viewer: Viewer) -> impl IntoView {
    let label = ["Account: ", &viewer.name].concat();
    let trigger = view! {
        <Avatar name=viewer.name.clone() id=viewer.user.0/>
        <span class="sr-only">{label.clone()}</span>
    }
    .into_any();
    view! {
        <Menu
            id="account-menu"
            label
            trigger
            class="inline-flex size-8 items-center justify-center rounded-full"
        >
            <AccountItems viewer/>
        </Menu>
    }
}

/// Who is signed in, and the way out.
#[component]
fn AccountItems(viewer: Viewer) -> impl IntoView {
    view! {
        <div class="px-2 py-1.5">
            <p class="truncate text-sm font-medium">{viewer.name}</p>
            <p class="truncate text-xs text-muted">{viewer.email}</p>
        </div>
        <MenuLine/>
        <form method="post" action=paths::sign_out()>
            <MenuButton glyph=Glyph::Logout label="Sign out" submit=true/>
        </form>
    }
}

/// The bar at the head of a phone: whose company, which page.
#[component]
fn TopBar(viewer: Viewer, nav: Vec<NavGroup>, settings: Vec<NavItem>) -> impl IntoView {
    let path = use_path();
    let back = use_back();
    let items: Vec<NavItem> = nav.into_iter().flat_map(|group| group.items).chain(settings).collect();
    let page = move || path.with(|path| current(path, items.iter()).map_or("PeerChamps", |item| item.label));
    view! {
        <header class="sticky top-0 z-20 flex h-13 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 \
        md:hidden print:hidden">
            <span class="inline-flex size-10 items-center justify-center">
                <OrgLogo name=viewer.company_name.clone() id=viewer.company.0 size=FaceSize::S28/>
                <span class="sr-only">{viewer.company_name}</span>
            </span>
            <p class="min-w-0 flex-1 truncate text-base font-semibold">{page}</p>
            <a
                href=paths::search()
                data-palette=""
                aria-label="Search"
                title="Search"
                class="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-hover \
                hover:text-ink"
            >
                <Icon glyph=Glyph::Search class="size-5"/>
            </a>
            <ThemeToggle action=paths::theme() back large=true/>
        </header>
    }
}

/// The bar at the foot of a phone: the main pages, and the rest behind "More".
#[component]
fn TabBar(viewer: Viewer, nav: Vec<NavGroup>, settings: Vec<NavItem>) -> impl IntoView {
    let path = use_path();
    let mut items: Vec<NavItem> = nav.into_iter().flat_map(|group| group.items).collect();
    // Four pages and "More" fill the width of a phone; what does not fit is behind "More".
    let behind_more = items.split_off(items.len().min(4));
    let settings: Vec<NavItem> = behind_more.into_iter().chain(settings).collect();
    let columns = match items.len() {
        0 | 1 => "grid-cols-2",
        2 => "grid-cols-3",
        3 => "grid-cols-[1fr_1.3fr_1fr_0.9fr]",
        _ => "grid-cols-[1fr_1.3fr_1fr_1fr_0.9fr]",
    };
    let class =
        ["fixed inset-x-0 bottom-0 z-20 grid h-15 border-t border-line bg-surface md:hidden print:hidden", columns]
            .join(" ");
    let links = items.into_iter().map(|item| view! { <TabBarLink item path/> }).collect_view();
    let line = (!settings.is_empty()).then(|| view! { <MenuLine/> });
    let more = settings
        .into_iter()
        .map(|item| view! { <MenuLink href=item.href glyph=item.glyph label=item.label/> })
        .collect_view();
    let trigger = view! {
        <Icon glyph=Glyph::Menu class="size-5"/>
        "More"
    }
    .into_any();
    view! {
        <nav aria-label="Main, short" class=class>
            {links}
            <Menu
                id="more-menu"
                label="More"
                trigger
                class="focus-inset flex flex-col items-center justify-center gap-0.5 text-2xs font-medium text-muted"
            >
                {more}
                {line}
                <AccountItems viewer/>
            </Menu>
        </nav>
    }
}
