//! The advocate's portal: a top bar, 1120 px of content, and a bar at the foot of a phone.

use domain::accounts::Viewer;
use leptos::prelude::*;

use super::here::{SkipLink, is_at, use_back, use_path};
use super::nav::NavItem;
use super::public_shell::PoweredBy;
use crate::api::ApiResult;
use crate::paths;
use crate::requests::api;
use crate::ui::{Avatar, FaceSize, Glyph, Icon, Menu, MenuButton, MenuLine, OrgLogo, ThemeToggle};

/// The advocate's pages.
const PORTAL: [NavItem; 4] = [
    NavItem { href: paths::portal(), label: "Home", glyph: Glyph::Home },
    NavItem { href: paths::portal_requests(), label: "Requests", glyph: Glyph::Inbox },
    NavItem { href: paths::portal_availability(), label: "Availability", glyph: Glyph::Calendar },
    NavItem { href: paths::portal_consent(), label: "Consent", glyph: Glyph::ShieldCheck },
];

/// How many requests wait: read once, shown in both bars.
type Waiting = AsyncDerived<ApiResult<i64>>;

/// The frame around every page of an advocate.
#[component]
pub fn PortalShell(viewer: Viewer, children: Children) -> impl IntoView {
    let waiting = AsyncDerived::new(api::waiting);

    view! {
        <SkipLink/>
        <PortalBar viewer waiting/>
        <main
            id="main"
            tabindex="-1"
            class="mx-auto max-w-280 px-4 pt-6 pb-24 outline-none sm:px-6 md:pt-10 md:pb-12"
        >
            {children()}
        </main>
        <footer class="mx-auto hidden max-w-280 items-center gap-4 px-6 pb-8 text-xs text-faint md:flex">
            <PoweredBy/>
        </footer>
        <PortalTabBar waiting/>
    }
}

#[component]
fn PortalBar(viewer: Viewer, waiting: Waiting) -> impl IntoView {
    let path = use_path();
    let back = use_back();
    let links = PORTAL
        .into_iter()
        .map(|item| {
            let here = move || path.with(|path| is_portal_page(path, item.href));
            view! {
                <a
                    href=item.href
                    class="relative flex items-center gap-1.5 rounded-md px-3 text-base font-medium focus-inset text-muted \
                    hover:text-ink aria-[current=page]:text-ink"
                    aria-current=move || here().then_some("page")
                >
                    {item.label}
                    {count_of(item.href, waiting, "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-brand px-1.5 text-2xs font-medium text-on-brand tnum")}
                    <span
                        class="absolute inset-x-3 bottom-0 h-0.5 rounded-full bg-brand"
                        class:hidden=move || !here()
                    ></span>
                </a>
            }
        })
        .collect_view();
    let label = ["Account: ", &viewer.name].concat();
    let face = view! {
        <Avatar name=viewer.name.clone() id=viewer.user.0 size=FaceSize::S32/>
        <span class="sr-only">{label.clone()}</span>
    }
    .into_any();
    view! {
        <header class="sticky top-0 z-20 border-b border-line bg-surface">
            <div class="mx-auto flex h-15 max-w-280 items-center gap-2 px-4 sm:px-6">
                <a href=paths::portal() class="flex items-center gap-2.5 rounded-md">
                    <OrgLogo name=viewer.company_name.clone() id=viewer.company.0 size=FaceSize::S32/>
                    <span class="text-base/4.5 font-semibold">
                        {viewer.company_name}
                        <span class="block text-xs/4 font-normal text-muted">"Champions"</span>
                    </span>
                </a>
                <nav aria-label="Main" class="ml-8 hidden h-full flex-1 items-stretch gap-1 md:flex">
                    {links}
                </nav>
                <div class="ml-auto flex items-center gap-1">
                    <ThemeToggle action=paths::theme() back large=true/>
                    <Menu
                        id="account-menu"
                        label
                        trigger=face
                        class="inline-flex size-10 items-center justify-center rounded-full"
                    >
                        <div class="px-2 py-1.5">
                            <p class="truncate text-sm font-medium">{viewer.name}</p>
                            <p class="truncate text-xs text-muted">{viewer.email}</p>
                        </div>
                        <MenuLine/>
                        <form method="post" action=paths::sign_out()>
                            <MenuButton glyph=Glyph::Logout label="Sign out" submit=true/>
                        </form>
                    </Menu>
                </div>
            </div>
        </header>
    }
}

#[component]
fn PortalTabBar(waiting: Waiting) -> impl IntoView {
    let path = use_path();
    let links = PORTAL
        .into_iter()
        .map(|item| {
            view! {
                <a
                    href=item.href
                    class="focus-inset flex flex-col items-center justify-center gap-1 text-2xs font-medium text-muted \
                    aria-[current=page]:text-brand-ink"
                    aria-current=move || path.with(|path| is_portal_page(path, item.href)).then_some("page")
                >
                    <span class="relative">
                        <Icon glyph=item.glyph class="size-5"/>
                        {count_of(item.href, waiting, "absolute -top-1.5 left-3 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-brand px-1 text-2xs/4 text-on-brand tnum")}
                    </span>
                    {item.label}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav
            aria-label="Main, short"
            class="fixed inset-x-0 bottom-0 z-20 grid h-16 grid-cols-4 border-t border-line bg-surface md:hidden"
        >
            {links}
        </nav>
    }
}

/// The number of requests that wait, beside the page that has them.
fn count_of(href: &str, waiting: Waiting, class: &'static str) -> Option<AnyView> {
    (href == paths::portal_requests()).then(|| {
        view! {
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    waiting
                        .await
                        .ok()
                        .filter(|count| *count > 0)
                        .map(|count| view! { <span class=class>{count} <span class="sr-only">" waiting"</span></span> })
                })}
            </Suspense>
        }
        .into_any()
    })
}

/// The portal's home has every other page of the portal below it, so it is current on itself only.
fn is_portal_page(path: &str, href: &str) -> bool {
    if href == paths::portal() { path == href } else { is_at(path, href) }
}
