//! `/join/:token`: a colleague takes an invitation up. A plain page: one form, no script, nothing for search engines.

use domain::accounts::{JoinPage as Page, PASSWORD_MIN_CHARS};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;

use super::api::{self, Join};
use crate::layout::{LostLink, PageTitle, PublicShell};
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, ButtonKind, InputKind, LinkButton, Size, TextInput, Tone, load};

#[component]
pub fn JoinPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let page = api::joining(token.clone());
    view! {
        <Meta name="robots" content="noindex, nofollow"/>
        {load(
            page,
            move |page| view! { <Invitation token page/> }.into_any(),
            |problem| view! { <Lost problem/> }.into_any(),
        )}
    }
}

#[component]
fn Invitation(token: String, page: Page) -> impl IntoView {
    let Page { company, company_name, name, email, needs_password, until } = page;
    let problem = use_flash::<Join>().problem();
    let error = problem.as_ref().and_then(|problem| problem.of_field("password")).map(str::to_owned);
    let refused = problem
        .filter(|problem| !matches!(problem, Problem::Invalid(_)))
        .map(|problem| view! { <div class="mt-4"><Banner tone=Tone::Danger fact=problem.to_string()/></div> });
    let first = name.split(' ').next().unwrap_or_default();
    let title = ["Join ", &company_name].concat();
    let line = if needs_password {
        ["Welcome, ", first, ". Choose a password, and you are in."].concat()
    } else {
        ["Welcome, ", first, ". This address has a password with PeerChamps already; it stays as it is."].concat()
    };
    let hint = format!("At least {PASSWORD_MIN_CHARS} characters. A sentence you remember works well");
    let password = needs_password.then(|| {
        view! {
            <TextInput
                id="password"
                name="password"
                label="Password"
                kind=InputKind::Password
                size=Size::ExtraLarge
                hint
                error
                required=true
                autocomplete="new-password"
            />
        }
    });
    view! {
        <PageTitle title=title.clone()/>
        <PublicShell company=Some((company.0, company_name))>
            <section class="mx-auto w-full max-w-120 rounded-2xl border border-line bg-surface p-6 shadow-2 sm:p-8" aria-labelledby="t">
                <h1 id="t" class="text-2xl font-semibold break-words">{title.clone()}</h1>
                <p class="mt-2 text-base text-muted">{line}</p>
                {refused}
                <form method="post" action=Join::PATH class="mt-6 space-y-4">
                    <input type="hidden" name="token" value=token/>
                    <TextInput
                        id="email"
                        name="email"
                        label="Work email"
                        kind=InputKind::Email
                        size=Size::ExtraLarge
                        value=email
                        readonly=true
                        autocomplete="username"
                    />
                    {password}
                    <Button kind=ButtonKind::Primary size=Size::ExtraLarge submit=true class="w-full">
                        {title}
                    </Button>
                </form>
                <p class="mt-6 border-t border-line-faint pt-4 text-sm text-muted">
                    {["The link in your mail works once, until ", &until, "."].concat()}
                </p>
            </section>
        </PublicShell>
    }
}

#[component]
fn Lost(problem: Problem) -> impl IntoView {
    const LOST: &str =
        "It may be cut off or mistyped. Open it again from the mail, or ask whoever invited you for another.";
    view! {
        <LostLink problem page="Invitation" lost=LOST what="This invitation">
            <LinkButton href=paths::sign_in() size=Size::ExtraLarge>"Sign in"</LinkButton>
        </LostLink>
    }
}
