//! Sign-in with e-mail and password. A plain form on a page without scripts: it works everywhere,
//! pasting and password managers included, and weighs next to nothing.

use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Meta;
use leptos_router::hooks::use_query_map;

use super::api::SignIn;
use crate::layout::PageTitle;
use crate::paths;
use crate::session;
use crate::ui::{
    Banner, Button, ButtonKind, FitColumn, FitPrint, Glyph, Icon, InputKind, Logo, Size, TextInput, ThemeToggle, Tone,
};

/// What a refused attempt left behind: what was wrong, and the e-mail that was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RefusedSignIn {
    problem: Option<Problem>,
    email: String,
}

/// The page: the form, with what a refused attempt left behind.
#[component]
pub fn SignInPage() -> impl IntoView {
    let flash = session::use_flash::<SignIn>();
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let refused = RefusedSignIn { problem: flash.problem(), email: flash.value_or("email", "") };
    let waits = session::form_waits().then(|| {
        view! {
            <div class="mt-4">
                <Banner
                    tone=Tone::Warning
                    fact="Your session has ended, so your last change is not saved yet."
                    line="What you typed is kept for ten minutes. Sign in and it is back on its page."
                />
            </div>
        }
    });
    view! {
        <SignInFrame>
            {waits}
            <SignInForm action=SignIn::url() next refused/>
        </SignInFrame>
    }
}

/// What stands around the form.
#[component]
fn SignInFrame(children: Children) -> impl IntoView {
    let query = use_query_map();
    let back = Signal::derive(move || match query.with(|query| query.get("next")) {
        Some(next) => paths::sign_in_to(&next),
        None => paths::sign_in().to_owned(),
    });
    view! {
        <PageTitle title="Sign in"/>
        <Meta
            name="description"
            content="Sign in to PeerChamps, where customer references and the support behind them are run."
        />
        <div class="flex min-h-dvh bg-surface font-public">
            <main id="main" class="flex w-full flex-col px-6 py-8 lg:w-[46%] lg:px-12">
                <div class="flex items-center justify-between">
                    <span class="flex items-center gap-2.5 text-md font-semibold">
                        <Logo/>
                        "PeerChamps"
                    </span>
                    <ThemeToggle action=paths::theme() back large=true/>
                </div>
                <div class="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center py-10">
                    <h1 class="text-2xl font-semibold">"Sign in"</h1>
                    {children()}
                </div>
                <p class="text-xs text-faint">"Invited as an advocate? The link in your mail signs you in by itself."</p>
            </main>
            <Art/>
        </div>
    }
}

/// The form. `action` is the address of the function that signs in.
#[component]
fn SignInForm(action: &'static str, next: String, refused: RefusedSignIn) -> impl IntoView {
    let RefusedSignIn { problem, email } = refused;
    let of = |field: &str| problem.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let (email_error, password_error) = (of("email"), of("password"));
    let fact = problem.filter(|problem| !matches!(problem, Problem::Invalid(_))).map(|problem| problem.to_string());
    view! {
        {fact.map(|fact| view! { <div class="mt-6"><Banner tone=Tone::Danger fact/></div> })}
        <form method="post" action=action class="mt-7 space-y-4">
            <input type="hidden" name="next" value=next/>
            <TextInput
                id="email"
                name="email"
                label="Work email"
                kind=InputKind::Email
                size=Size::Large
                value=email
                error=email_error
                required=true
                autocomplete="username"
            />
            <TextInput
                id="password"
                name="password"
                label="Password"
                kind=InputKind::Password
                size=Size::Large
                error=password_error
                required=true
                autocomplete="current-password"
            />
            <Button kind=ButtonKind::Primary size=Size::ExtraLarge submit=true class="w-full">
                "Sign in"
            </Button>
        </form>
    }
}

/// The drawing beside the form: what the product is about, without anybody's data.
#[component]
fn Art() -> impl IntoView {
    let print: Vec<FitColumn> =
        [(22.0, 0.98), (20.0, 0.95), (14.0, 0.93), (12.0, 0.86), (12.0, 0.9), (10.0, 1.0), (10.0, 0.95)]
            .into_iter()
            .map(|(weight, value)| FitColumn { weight, value })
            .collect();
    let reasons = ["The same industry and size", "Free before the deadline", "Rested, and no open ticket"]
        .into_iter()
        .map(|reason| {
            view! {
                <li class="flex items-center gap-2.5">
                    <Icon glyph=Glyph::CheckCircle class="size-4.5 text-success"/>
                    {reason}
                </li>
            }
        })
        .collect_view();
    view! {
        <div
            class="relative hidden flex-1 items-center justify-center overflow-hidden border-l border-line bg-sunken lg:flex"
            aria-hidden="true"
        >
            <svg class="absolute inset-0 h-full w-full" viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice">
                <rect x="40" y="578" width="70" height="322" rx="6" class="fill-brand-soft"></rect>
                <rect x="118" y="484" width="96" height="416" rx="6" class="fill-brand-soft"></rect>
                <rect x="222" y="656" width="132" height="244" rx="6" class="fill-brand-soft"></rect>
                <rect x="362" y="432" width="84" height="468" rx="6" class="fill-brand-soft"></rect>
                <rect x="454" y="536" width="110" height="364" rx="6" class="fill-brand-soft"></rect>
                <rect x="572" y="390" width="60" height="510" rx="6" class="fill-brand-soft"></rect>
                <rect x="640" y="614" width="120" height="286" rx="6" class="fill-brand-soft"></rect>
            </svg>
            <div class="relative">
                <p class="mb-8 max-w-100 text-2xl font-semibold">"The right customer, asked at the right moment."</p>
                <div class="w-100 rounded-2xl border border-line bg-surface p-6 shadow-4">
                    <FitPrint columns=print class="h-12 w-full"/>
                    <ul class="mt-5 space-y-2.5 text-base">{reasons}</ul>
                </div>
            </div>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn form(refused: RefusedSignIn) -> String {
        Owner::new().with(|| {
            view! { <SignInForm action="/_fn/accounts/sign_in" next="/requests".to_owned() refused/> }.to_html()
        })
    }

    #[test]
    fn the_form_is_plain_and_says_what_goes_where() {
        let page = form(RefusedSignIn::default());

        assert!(page.contains("<form method=\"post\" action=\"/_fn/accounts/sign_in\""), "{page}");
        assert!(
            page.contains("autocomplete=\"username\"") && page.contains("autocomplete=\"current-password\""),
            "{page}"
        );
        assert!(page.contains("name=\"next\" value=\"/requests\""), "{page}");
        assert!(!page.contains("role=\"alert\"") && !page.contains("aria-invalid"), "{page}");
    }

    #[test]
    fn a_wrong_password_keeps_the_e_mail_and_names_the_field() {
        let page = form(RefusedSignIn {
            problem: Some(Problem::invalid("password", "That e-mail and password do not go together.")),
            email: "juno@quillstone.example".to_owned(),
        });

        assert!(page.contains("value=\"juno@quillstone.example\""), "{page}");
        assert!(page.contains("aria-describedby=\"password-error\""), "{page}");
        assert!(page.contains("do not go together"), "{page}");
    }

    #[test]
    fn too_many_attempts_are_said_above_the_form() {
        let page =
            form(RefusedSignIn { problem: Some(Problem::Busy { retry_after_seconds: 40 }), email: String::new() });

        assert!(page.contains("role=\"alert\"") && page.contains("Try again in 40 seconds"), "{page}");
    }
}
