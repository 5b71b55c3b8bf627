//! `/dev/mailbox`: mail that was captured instead of sent. For a demo on this machine only.

use domain::mail::{MailPage, MailRow, OpenMail};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use crate::layout::{PageTitle, PublicShell};
use crate::ui::{Badge, EmptyState, Glyph, Load, TextLink, Tone};

/// The page; the mail that is open is in the address.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let open = use_query_map().with_untracked(|query| query.get("mail"));
    let page = api::mailbox(open);
    view! {
        <PageTitle title="Mailbox"/>
        <PublicShell company=None>
            <h1 class="text-xl font-semibold">"Mailbox of the demo"</h1>
            <p class="mt-1 mb-5 text-base text-muted">
                "No mail provider is set up, so mail stays on this machine. Newest first; reload to see what has come."
            </p>
            <Load read=page let:page>
                <Mailbox page/>
            </Load>
        </PublicShell>
    }
}

#[component]
fn Mailbox(page: MailPage) -> impl IntoView {
    if page.rows.is_empty() {
        return view! {
            <EmptyState glyph=Glyph::Mail title="No mail yet" line="Ask an advocate for a reference and look here again."/>
        }
        .into_any();
    }
    let chosen = page.open.as_ref().map(|open| open.row.id);
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let is_chosen = chosen == Some(row.id);
            view! { <Row row is_chosen/> }
        })
        .collect_view();
    view! {
        <div class="grid grid-cols-1 overflow-hidden rounded-2xl border border-line bg-surface lg:grid-cols-[22rem_minmax(0,1fr)]">
            <nav aria-label="Mails" class="border-line max-lg:border-b lg:border-r">
                <ul class="max-h-80 divide-y lg:max-h-160 divide-line-faint overflow-y-auto" tabindex="0">{rows}</ul>
            </nav>
            {match page.open {
                Some(mail) => view! { <Opened mail/> }.into_any(),
                None => view! { <p class="p-8 text-base text-muted">"Choose a mail."</p> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: MailRow, is_chosen: bool) -> impl IntoView {
    view! {
        <li>
            <a
                href=format!("/dev/mailbox?mail={}", row.id)
                aria-current=is_chosen.then_some("true")
                class="focus-inset block px-4 py-3 hover:bg-hover aria-[current=true]:bg-selected"
            >
                <span class="block truncate text-sm font-medium">{row.subject}</span>
                <span class="block truncate text-xs text-muted">{["To ", &row.to_name, ", ", &row.to_email].concat()}</span>
            </a>
        </li>
    }
}

#[component]
fn Opened(mail: OpenMail) -> impl IntoView {
    let to = ["To ", &mail.row.to_name, " <", &mail.row.to_email, ">"].concat();
    let body = mail.body_text.lines().map(|line| view! { <Line text=line.to_owned()/> }).collect_view();
    view! {
        <article class="min-w-0 space-y-4 p-5 sm:p-7">
            <h2 class="text-lg font-semibold">{mail.row.subject}</h2>
            <p class="text-sm text-muted">{to}</p>
            {mail
                .ics_method
                .map(|method| {
                    view! { <p><Badge tone=Tone::Brand glyph=Glyph::Calendar>{["Invitation attached (", &method, ")"].concat()}</Badge></p> }
                })}
            <div class="space-y-1 text-base break-words">{body}</div>
            {mail
                .ics
                .map(|ics| {
                    view! {
                        <details>
                            <summary class="inline-flex h-8 items-center rounded-md px-2 text-sm font-medium text-brand-ink hover:bg-hover">
                                "invite.ics"
                            </summary>
                            <pre class="mt-2 overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-xs" tabindex="0">{ics}</pre>
                        </details>
                    }
                })}
        </article>
    }
}

/// A line of the text form; an address in it is a link, so that one can go on from here.
#[component]
fn Line(text: String) -> impl IntoView {
    match text.find("http://").or_else(|| text.find("https://")) {
        None if text.is_empty() => view! { <p class="h-3"></p> }.into_any(),
        None => view! { <p>{text}</p> }.into_any(),
        Some(at) => {
            let (before, rest) = text.split_at(at);
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (url, after) = rest.split_at(end);
            let (before, url, after) = (before.to_owned(), url.to_owned(), after.to_owned());
            view! { <p>{before}<TextLink href=url.clone()>{url}</TextLink>{after}</p> }.into_any()
        }
    }
}
