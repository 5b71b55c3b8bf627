//! `/portal/consent`: what the advocate agreed to, purpose by purpose, with the forms that give and
//! withdraw. A plain page.

use domain::advocates::{ConsentTerm, OwnConsent, OwnConsents};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, GiveConsent, WithdrawConsent};
use crate::layout::PageTitle;
use crate::session::use_flash;
use crate::ui::{Badge, Banner, Button, ButtonKind, Choice, Load, Select, Size, Tone};

const SUMMARY: &str = "inline-flex h-11 cursor-pointer items-center rounded-lg px-4 text-base font-medium text-muted \
    hover:bg-hover hover:text-ink";

/// The page.
#[component]
pub fn PortalConsentPage() -> impl IntoView {
    let saved = use_query_map().get_untracked().get("saved").is_some();
    let page = api::portal_consent();
    view! {
        <PageTitle title="Consent"/>
        <Load read=page let:page>
            <Consents page saved/>
        </Load>
    }
}

#[component]
fn Consents(page: OwnConsents, saved: bool) -> impl IntoView {
    let problem = use_flash::<GiveConsent>().problem().or_else(|| use_flash::<WithdrawConsent>().problem());
    let notice = match problem {
        Some(problem) => Some(view! { <Banner tone=Tone::Warning fact=problem.to_string()/> }.into_any()),
        None => saved.then(|| view! { <Banner tone=Tone::Success fact="Saved. It holds from now on."/> }.into_any()),
    };
    let line = [
        "What ",
        &page.company_name,
        " may ask you for. You can change your mind at any time, and it takes effect at once.",
    ]
    .concat();
    let cards = page.consents.into_iter().map(|consent| view! { <ConsentCard consent/> }).collect_view();
    view! {
        <h1 class="text-2xl font-semibold">"Consent"</h1>
        <p class="mt-1 max-w-180 text-md text-muted">{line}</p>
        {notice.map(|notice| view! { <div class="mt-4">{notice}</div> })}
        <ul class="mt-7 grid grid-cols-1 items-start gap-5 lg:grid-cols-2">{cards}</ul>
    }
}

#[component]
fn ConsentCard(consent: OwnConsent) -> impl IntoView {
    let label = consent.purpose.label();
    let until =
        consent.until.clone().map(|day| view! { <p class="text-sm text-muted">{["Until ", &day].concat()}</p> });
    let badge = if consent.is_given {
        view! { <Badge tone=Tone::Success>"You agreed"</Badge> }.into_any()
    } else {
        view! { <Badge>"Not agreed"</Badge> }.into_any()
    };
    let forms = if consent.is_given {
        view! {
            <Withdraw consent=consent.clone()/>
            <details class="open:w-full">
                <summary class=SUMMARY>
                    "Change until when"
                    <span class="sr-only">{[", ", label].concat()}</span>
                </summary>
                <Give consent=consent.clone() word="Save"/>
            </details>
        }
        .into_any()
    } else {
        view! { <Give consent=consent.clone() word="Agree"/> }.into_any()
    };
    view! {
        <li class="overflow-hidden rounded-xl border border-line bg-surface">
            <div class="p-5">
                <div class="flex items-center justify-between gap-3">
                    <h2 class="text-md font-semibold">{label}</h2>
                    {badge}
                </div>
                <p class="mt-1 text-base text-muted">{consent.purpose.explained()}</p>
                <p class="mt-3 text-sm text-muted">{consent.line.clone()}</p>
                {until}
            </div>
            <div class="flex flex-wrap items-center gap-2 border-t border-line-faint bg-sunken px-5 py-3">{forms}</div>
        </li>
    }
}

/// Agrees, for as long as the advocate chooses.
#[component]
fn Give(consent: OwnConsent, word: &'static str) -> impl IntoView {
    let purpose = consent.purpose;
    let terms = ConsentTerm::ALL.iter().map(|term| Choice::new(term.as_str(), term.label())).collect::<Vec<_>>();
    let about = [" to ", purpose.label()].concat();
    view! {
        <form method="post" action=GiveConsent::PATH class="flex flex-wrap items-end gap-3 py-1">
            <input type="hidden" name="purpose" value=purpose.as_str()/>
            <Select
                id=["term-", purpose.as_str()].concat()
                name="term"
                label=["How long, ", purpose.label()].concat()
                label_hidden=true
                choices=terms
                value=ConsentTerm::Year.as_str().to_owned()
                size=Size::ExtraLarge
            />
            <Button submit=true size=Size::ExtraLarge>
                {word}
                <span class="sr-only">{about}</span>
            </Button>
        </form>
    }
}

/// Says what ends with it before it is withdrawn.
#[component]
fn Withdraw(consent: OwnConsent) -> impl IntoView {
    let purpose = consent.purpose;
    let about = [" consent: ", purpose.label()].concat();
    let ends = if consent.ends.is_empty() {
        view! { <p class="text-base">"Nobody asks you for this any more. Nothing is planned that would end."</p> }
            .into_any()
    } else {
        let lines = consent.ends.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <p class="text-base font-medium">"This ends at once, and everybody in it is told by mail:"</p>
            <ul class="list-disc space-y-1 pl-5 text-base">{lines}</ul>
        }
        .into_any()
    };
    view! {
        <details class="open:w-full">
            <summary class=SUMMARY>
                "Withdraw"
                <span class="sr-only">{about}</span>
            </summary>
            <form method="post" action=WithdrawConsent::PATH class="mt-2 space-y-3 rounded-xl border border-line bg-surface p-4">
                <input type="hidden" name="purpose" value=purpose.as_str()/>
                {ends}
                <Button kind=ButtonKind::Danger submit=true size=Size::ExtraLarge>
                    "Withdraw consent"
                </Button>
            </form>
        </details>
    }
}
