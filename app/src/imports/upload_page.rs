use domain::imports::{Kind, MAX_BYTES, MAX_ROWS, thousands};
use leptos::prelude::*;

use super::api;
use super::frame::{Frame, address_of_page};
use super::imports_page::Recent;
use crate::paths;
use crate::session::use_flash_of;
use crate::ui::{Banner, Button, ButtonKind, Field, Glyph, LinkButton, Load, Tone};

/// What the form of the file is called where it is refused.
const UPLOAD: &str = "/import/file";

const CONSENT: &str = "Consent is never imported: only the person can give it. Everybody new comes as a candidate and cannot be asked until they have agreed themselves.";

const SIGN_IN: &str = "Nobody is written to and nobody gets a password: colleagues can own records at once, and cannot sign in until they are invited.";

/// The first step: choosing a file.
#[component]
pub fn UploadPage() -> impl IntoView {
    let (kind, _) = address_of_page();
    let page = api::imports_page(kind);
    view! {
        <Load read=page let:page>
            {page.kind.map(|kind| view! { <Upload kind recent=page.recent/> })}
        </Load>
    }
}

#[component]
fn Upload(kind: Kind, recent: Vec<domain::imports::RecentImport>) -> impl IntoView {
    let needs = match kind {
        Kind::Organisations => "One row per organisation; its name is all that is required.",
        Kind::Opportunities => {
            "One row per opportunity with your id or its name. Import the organisations first: opportunities find theirs by name."
        }
        Kind::Advocates => {
            "One row per person with a name and an e-mail address, which tells them apart. Import the customers they work for first."
        }
        Kind::Users => {
            "One row per colleague with a name, an e-mail address, which tells them apart, and at least one role. A team nobody has is made."
        }
    };
    let first = match kind {
        Kind::Advocates => Some(CONSENT),
        Kind::Users => Some(SIGN_IN),
        Kind::Organisations | Kind::Opportunities => None,
    };
    let limits = format!(
        "CSV with names in the first row, up to {} MB and {} rows. Comma, semicolon, tab or pipe; UTF-8, UTF-16 or Latin-1.",
        MAX_BYTES / 1024 / 1024,
        thousands(MAX_ROWS)
    );
    let refused = use_flash_of(UPLOAD).problem().map(|problem| problem.to_string());
    let described = if refused.is_some() { "file-error" } else { "file-hint" };
    view! {
        <Frame kind step=0>
            <form method="post" action=paths::import_file(kind) enctype="multipart/form-data" class="max-w-140">
                <h2 class="text-md font-semibold">"Choose your file"</h2>
                <p class="mt-1 mb-4 text-sm text-muted">{needs}</p>
                {first.map(|fact| view! { <div class="mb-4"><Banner tone=Tone::Brand fact/></div> })}
                <Field id="file" label="CSV file" hint=limits error=refused.clone()>
                    <input
                        id="file"
                        name="file"
                        type="file"
                        required
                        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
                        aria-describedby=described
                        aria-invalid=refused.map(|_| "true")
                        class="block w-full rounded-md border border-line-control bg-surface p-2 text-sm file:mr-3 \
                        file:h-8 file:rounded-md file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:text-sm \
                        file:font-medium file:text-ink"
                    />
                </Field>
                <div class="mt-5 flex gap-2">
                    <Button submit=true kind=ButtonKind::Primary icon=Glyph::Upload>
                        "Upload"
                    </Button>
                    <LinkButton href=paths::imports()>"Cancel"</LinkButton>
                </div>
                <p class="mt-3 text-xs text-muted">"Nothing is saved to your records until the last step."</p>
            </form>
            {(!recent.is_empty()).then(|| view! { <div class="mt-8"><Recent recent/></div> })}
        </Frame>
    }
}
