//! What can be done with a piece now: plain forms, each to its own function.

use domain::evidence::EvidencePage;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{Approve, SendBack, Submit, Withdraw};
use crate::paths;
use crate::ui::{Button, ButtonKind, Glyph, LinkButton, TextArea};

#[component]
pub fn Actions(page: EvidencePage) -> impl IntoView {
    let id = page.id.to_string();
    let (submitted, approved) = (id.clone(), id.clone());
    view! {
        <span class="flex flex-wrap items-center gap-2">
            {page.may_edit.then(|| view! { <LinkButton href=paths::edit_evidence(page.id) icon=Glyph::Edit>"Edit"</LinkButton> })}
            {page
                .may_withdraw
                .then(|| {
                    view! {
                        <Reasoned
                            action=Withdraw::PATH
                            evidence=id.clone()
                            summary="Withdraw …"
                            line="It is taken away for good, and every link to it ends."
                            button="Withdraw evidence"
                            kind=ButtonKind::Danger
                        />
                    }
                })}
            {page
                .may_approve
                .then(|| {
                    view! {
                        <Reasoned
                            action=SendBack::PATH
                            evidence=id.clone()
                            summary="Send back …"
                            line="It becomes a draft again, with your reason."
                            button="Send back"
                            kind=ButtonKind::Secondary
                        />
                        <form method="post" action=Approve::PATH>
                            <input type="hidden" name="evidence" value=approved/>
                            <Button kind=ButtonKind::Primary icon=Glyph::Check submit=true>"Approve"</Button>
                        </form>
                    }
                })}
            {page
                .may_submit
                .then(|| {
                    view! {
                        <form method="post" action=Submit::PATH>
                            <input type="hidden" name="evidence" value=submitted/>
                            <Button kind=ButtonKind::Primary icon=Glyph::Send submit=true>"Put forward"</Button>
                        </form>
                    }
                })}
        </span>
    }
}

/// A step that takes a sentence, behind a summary.
#[component]
fn Reasoned(
    action: &'static str,
    evidence: String,
    summary: &'static str,
    line: &'static str,
    button: &'static str,
    kind: ButtonKind,
) -> impl IntoView {
    let field = [action.rsplit('/').next().unwrap_or_default(), "-reason"].concat();
    view! {
        <details class="relative">
            <summary class="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 text-sm \
            font-medium shadow-1 hover:bg-hover">{summary}</summary>
            <form
                method="post"
                action=action
                class="absolute right-0 z-10 mt-1 w-72 space-y-3 rounded-lg border border-line bg-raised p-4 shadow-3 \
                max-sm:right-auto max-sm:left-0"
            >
                <input type="hidden" name="evidence" value=evidence/>
                <p class="text-sm">{line}</p>
                <TextArea id=field name="reason" label="Why" rows=2 required=true maxlength=500/>
                <Button kind submit=true>{button}</Button>
            </form>
        </details>
    }
}
