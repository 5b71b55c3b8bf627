//! Pages for people without an account: the company above, one card, "Powered by" below.

use leptos::prelude::*;
use uuid::Uuid;

use super::here::use_back;
use crate::paths;
use crate::ui::{FaceSize, Logo, OrgLogo, ThemeToggle};

/// The frame. `company` is the tenant whose page it is; without one the product shows itself.
#[component]
pub fn PublicShell(#[prop(optional_no_strip)] company: Option<(Uuid, String)>, children: Children) -> impl IntoView {
    let back = use_back();
    let owner = match company {
        Some((id, name)) => view! {
            <OrgLogo name=name.clone() id size=FaceSize::S32/>
            <span class="text-md font-semibold">{name}</span>
        }
        .into_any(),
        None => view! {
            <Logo/>
            <span class="text-md font-semibold">"PeerChamps"</span>
        }
        .into_any(),
    };
    view! {
        <div class="flex min-h-dvh flex-col font-public">
            <header class="mx-auto flex w-full max-w-270 items-center justify-between px-4 py-4 sm:px-6 sm:py-6">
                <span class="flex items-center gap-2.5">{owner}</span>
                <ThemeToggle action=paths::theme() back large=true/>
            </header>
            <main id="main" class="mx-auto flex w-full max-w-270 flex-1 flex-col px-4 sm:px-6">
                {children()}
            </main>
            <footer class="mx-auto flex w-full max-w-270 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-6 text-xs \
            text-faint sm:px-6">
                <PoweredBy/>
            </footer>
        </div>
    }
}

/// Whose product this is.
#[component]
pub(super) fn PoweredBy() -> impl IntoView {
    view! {
        <span class="flex items-center gap-1.5">
            <Logo class="size-4"/>
            "Powered by PeerChamps"
        </span>
    }
}
