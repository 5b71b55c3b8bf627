//! What stands in the navigation, as data, and who sees it.

use domain::accounts::{Permission, Viewer};
use leptos::prelude::*;

use super::here::is_at;
use crate::paths;
use crate::ui::{Glyph, Icon};

/// One page of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NavItem {
    pub href: &'static str,
    pub label: &'static str,
    pub glyph: Glyph,
}

/// Pages under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NavGroup {
    pub heading: Option<&'static str>,
    pub items: Vec<NavItem>,
}

const HOME: NavItem = NavItem { href: paths::home(), label: "Home", glyph: Glyph::Home };
const REFERENCES: [(NavItem, Permission); 8] = [
    (
        NavItem { href: paths::opportunities(), label: "Opportunities", glyph: Glyph::Target },
        Permission::ViewOpportunities,
    ),
    (NavItem { href: paths::requests(), label: "Requests", glyph: Glyph::Send }, Permission::SubmitRequests),
    (NavItem { href: paths::advocates(), label: "Advocates", glyph: Glyph::Users }, Permission::ViewAdvocates),
    (
        NavItem { href: paths::organisations(), label: "Organisations", glyph: Glyph::Building },
        Permission::ViewAdvocates,
    ),
    (NavItem { href: paths::calls(), label: "Calls", glyph: Glyph::Phone }, Permission::ViewCalls),
    (NavItem { href: paths::evidence_library(), label: "Evidence", glyph: Glyph::Quote }, Permission::ViewAdvocates),
    (
        NavItem { href: paths::nominations(), label: "Nominations", glyph: Glyph::UserPlus },
        Permission::ViewAdvocateNames,
    ),
    (NavItem { href: paths::plan(), label: "Plan", glyph: Glyph::Layers }, Permission::ManageMatching),
];
const SETTINGS: [(NavItem, Permission); 7] = [
    (NavItem { href: paths::people(), label: "Users", glyph: Glyph::Users }, Permission::ManageCompany),
    (
        NavItem { href: paths::matching_settings(), label: "Matching", glyph: Glyph::Sliders },
        Permission::ManageMatching,
    ),
    (NavItem { href: paths::ai_settings(), label: "AI", glyph: Glyph::Sparkle }, Permission::ManageIntegrations),
    (NavItem { href: paths::imports(), label: "Import data", glyph: Glyph::Upload }, Permission::Import),
    (NavItem { href: paths::duplicates(), label: "Duplicates", glyph: Glyph::Merge }, Permission::MergeRecords),
    (NavItem { href: paths::meeting_rooms(), label: "Meeting rooms", glyph: Glyph::Video }, Permission::ManageCompany),
    (NavItem { href: paths::jobs(), label: "Background work", glyph: Glyph::Activity }, Permission::ManageCompany),
];

fn allowed(viewer: &Viewer, items: &[(NavItem, Permission)]) -> Vec<NavItem> {
    items.iter().filter(|(_, permission)| viewer.may(*permission)).map(|(item, _)| *item).collect()
}

/// The sidebar of somebody who works in the company: no item leads where they may not go.
pub(super) fn main_nav(viewer: &Viewer) -> Vec<NavGroup> {
    let references = allowed(viewer, &REFERENCES);
    let mut groups = vec![NavGroup { heading: None, items: vec![HOME] }];
    if !references.is_empty() {
        groups.push(NavGroup { heading: Some("References"), items: references });
    }
    groups
}

/// The pages of the settings.
pub(super) fn settings_nav(viewer: &Viewer) -> Vec<NavItem> {
    allowed(viewer, &SETTINGS)
}

/// Which of these pages the reader is at: the longest address that fits.
pub(super) fn current<'a>(path: &str, items: impl Iterator<Item = &'a NavItem>) -> Option<&'a NavItem> {
    items.filter(|item| is_at(path, item.href)).max_by_key(|item| item.href.len())
}

/// An item of the sidebar: an icon on the rail, icon and word when there is room.
#[component]
pub(super) fn SidebarLink(item: NavItem, path: Signal<String>) -> impl IntoView {
    const LINK: &str = "flex h-8 items-center justify-center gap-2.5 rounded-md px-2 text-sm font-medium lg:justify-start \
        text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-active aria-[current=page]:text-ink \
        [&[aria-current=page]>svg]:text-brand-ink";
    view! {
        <a
            href=item.href
            title=item.label
            class=LINK
            aria-current=move || path.with(|path| is_at(path, item.href)).then_some("page")
        >
            <Icon glyph=item.glyph/>
            <span class="sr-only flex-1 lg:not-sr-only lg:flex-1">{item.label}</span>
        </a>
    }
}

/// An item of the bar at the foot of a phone.
#[component]
pub(super) fn TabBarLink(item: NavItem, path: Signal<String>) -> impl IntoView {
    const LINK: &str = "focus-inset flex flex-col items-center justify-center gap-0.5 text-2xs font-medium text-muted \
        aria-[current=page]:text-brand-ink";
    view! {
        <a
            href=item.href
            class=LINK
            aria-current=move || path.with(|path| is_at(path, item.href)).then_some("page")
        >
            <Icon glyph=item.glyph class="size-5"/>
            {item.label}
        </a>
    }
}

#[cfg(test)]
pub(super) mod tests {
    use domain::accounts::Role;
    use domain::ids::{CompanyId, UserId};
    use uuid::Uuid;

    use super::*;

    pub(in crate::layout) fn viewer(role: Role) -> Viewer {
        Viewer {
            company: CompanyId(Uuid::nil()),
            company_name: "Quillstone".into(),
            user: UserId(Uuid::nil()),
            name: "Juno Pemberwick".into(),
            email: "juno@quillstone.example".into(),
            title: "Account executive".into(),
            roles: vec![role],
            time_zone: "Europe/London".into(),
            advocate: None,
        }
    }

    fn labels(role: Role) -> Vec<&'static str> {
        main_nav(&viewer(role)).iter().flat_map(|group| group.items.iter().map(|item| item.label)).collect()
    }

    #[test]
    fn everybody_sees_only_what_they_may_open() {
        assert_eq!(
            labels(Role::Rep),
            ["Home", "Opportunities", "Requests", "Advocates", "Organisations", "Calls", "Evidence", "Nominations"]
        );
        assert_eq!(
            labels(Role::Analyst),
            ["Home", "Opportunities", "Advocates", "Organisations", "Calls", "Evidence", "Nominations"]
        );
        assert_eq!(labels(Role::Agent), ["Home", "Nominations"]);
        assert!(settings_nav(&viewer(Role::Rep)).is_empty());
        assert_eq!(settings_nav(&viewer(Role::Programme)).len(), 4);
    }
}
