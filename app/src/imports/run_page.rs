use domain::duplicates::DuplicateKind;
use domain::imports::{self, Counts, FileFacts, Kind, State, thousands};
use domain::paging::counted;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, StartImport, UndoImport};
use super::frame::{FileCard, Frame, Named, address_of_page, percent};
use super::look_again::LookAgain;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, ButtonKind, EmptyState, Glyph, LinkButton, Load, Meter, Progress, TextLink, Tone};

/// The last step: progress, result, undo.
#[component]
pub fn RunPage() -> impl IntoView {
    let (kind, id) = address_of_page();
    let page = api::run_page(kind, id);
    view! {
        <Load read=page let:page>
            {match page.file.state {
                State::Running => view! { <UnderWay file=page.file progress=page.progress/> }.into_any(),
                State::Done => view! { <Done page/> }.into_any(),
                State::Undone => view! { <Undone page/> }.into_any(),
                State::Failed => view! { <Failed file=page.file/> }.into_any(),
                State::Uploaded | State::Checking | State::Checked => view! { <NotYet file=page.file/> }.into_any(),
            }}
        </Load>
    }
}

#[component]
fn NotYet(file: FileFacts) -> impl IntoView {
    let (kind, id) = (file.kind, file.id);
    view! {
        <Frame kind step=3>
            <EmptyState
                glyph=Glyph::Hourglass
                title="The import has not begun"
                line="Look at the check first, then import."
            >
                <LinkButton href=paths::import_check(kind, id) kind=ButtonKind::Primary>"To the check"</LinkButton>
            </EmptyState>
        </Frame>
    }
}

#[component]
fn UnderWay(file: FileFacts, progress: usize) -> impl IntoView {
    let text = format!("Importing, {} of {}", thousands(progress), counted(file.rows, "row", "rows"));
    let (done, of) = (progress, file.rows);
    view! {
        <Frame kind=file.kind step=3>
            <FileCard file/>
            <div class="mt-6 max-w-140 space-y-3">
                <Progress text=text/>
                <Meter percent=percent(done, of)/>
                <p class="text-xs text-muted">
                    "You can leave this page and come back. Either all rows land or none; half an import does not exist."
                </p>
            </div>
            <LookAgain/>
        </Frame>
    }
}

#[component]
fn Failed(file: FileFacts) -> impl IntoView {
    let (kind, id) = (file.kind, file.id);
    view! {
        <Frame kind step=3>
            <Banner
                tone=Tone::Danger
                fact="The work broke off and nothing was written."
                line="We have been told. Try again, or check the rows anew."
            >
                <form method="post" action=StartImport::PATH>
                    <Named kind id/>
                    <Button submit=true icon=Glyph::Refresh>"Try again"</Button>
                </form>
                <LinkButton href=paths::import_columns(kind, id)>"Match columns"</LinkButton>
            </Banner>
        </Frame>
    }
}

#[component]
fn Done(page: imports::RunPage) -> impl IntoView {
    let (kind, id) = (page.file.kind, page.file.id);
    let refusal = use_flash::<UndoImport>().problem();
    let fact = [landed(kind, page.counts).as_str(), "."].concat();
    let finished = page.finished.map(|finished| ["Finished ", &finished, "."].concat());
    let stages = (!page.new_stages.is_empty()).then(|| ["New stages: ", &page.new_stages.join(", "), "."].concat());
    let teams = (!page.new_teams.is_empty()).then(|| ["New teams: ", &page.new_teams.join(", "), "."].concat());
    view! {
        <Frame kind step=4>
            {refusal.map(|problem| view! { <div class="mb-5"><Banner tone=Tone::Danger fact=problem.to_string()/></div> })}
            <Banner tone=Tone::Success fact=fact glyph=Glyph::CheckCircle/>
            <div class="mt-4 space-y-1 text-sm text-muted">
                {finished.map(|text| view! { <p>{text}</p> })}
                <p>{rest(page.counts)}</p>
                {(page.counts.agreed > 0)
                    .then(|| {
                        view! { <p>"No consent was imported: whoever is new cannot be asked until they have agreed themselves."</p> }
                    })}
                {stages.map(|text| view! { <p>{text}</p> })}
                {teams.map(|text| view! { <p>{text}</p> })}
                {(kind == Kind::Users)
                    .then(|| view! { <p>"Nobody was written to: whoever is new cannot sign in until they are invited."</p> })}
            </div>
            <div class="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
                {(kind == Kind::Opportunities)
                    .then(|| view! { <LinkButton href=paths::opportunities() kind=ButtonKind::Primary>"See opportunities"</LinkButton> })}
                {(kind == Kind::Advocates)
                    .then(|| view! { <LinkButton href=paths::advocates() kind=ButtonKind::Primary>"See advocates"</LinkButton> })}
                {(kind == Kind::Organisations)
                    .then(|| {
                        view! {
                            <LinkButton href=paths::import_upload(Kind::Opportunities) kind=ButtonKind::Primary>
                                "Import their opportunities"
                            </LinkButton>
                        }
                    })}
                <TextLink href=paths::import_check(kind, id)>"What became of each row"</TextLink>
                {twice(kind)
                    .map(|of| view! { <TextLink href=paths::duplicates_of(of)>"Which are perhaps there twice"</TextLink> })}
            </div>
            <section class="mt-8 max-w-140 rounded-lg border border-line p-4" aria-labelledby="undo">
                <h2 id="undo" class="text-sm font-semibold">"Undo this import"</h2>
                <p class="mt-1 mb-3 text-sm text-muted">
                    {undo_words(kind, page.counts)}
                </p>
                <form method="post" action=UndoImport::PATH>
                    <Named kind id/>
                    <Button submit=true icon=Glyph::Undo>"Undo the import"</Button>
                </form>
            </section>
        </Frame>
    }
}

#[component]
fn Undone(page: imports::RunPage) -> impl IntoView {
    let kind = page.file.kind;
    let line = page.undone.map(|undone| ["Undone ", &undone, "."].concat()).unwrap_or_default();
    view! {
        <Frame kind step=3>
            <EmptyState
                glyph=Glyph::Undo
                title="This import was undone"
                line=["Everything is as it was before. ", &line].concat()
            >
                <LinkButton href=paths::import_upload(kind) kind=ButtonKind::Primary>"Import another file"</LinkButton>
            </EmptyState>
        </Frame>
    }
}

/// "85 organisations created, 3 updated".
fn landed(kind: Kind, counts: Counts) -> String {
    match (counts.created, counts.updated) {
        (created, 0) => [&kind.counted(created), " created"].concat(),
        (0, updated) => [&kind.counted(updated), " updated"].concat(),
        (created, updated) => [&kind.counted(created), " created, ", &thousands(updated), " updated"].concat(),
    }
}

/// What became of the other rows.
fn rest(counts: Counts) -> String {
    let unchanged = counted(counts.unchanged, "row", "rows");
    format!("{unchanged} held nothing new, {} could not be imported.", thousands(counts.errors))
}

fn undo_words(kind: Kind, counts: Counts) -> String {
    let changed = match counts.updated {
        0 => String::new(),
        1 => " and puts the one it changed back exactly as it was".to_owned(),
        many => format!(" and puts the {} it changed back exactly as they were", thousands(many)),
    };
    format!(
        "Removes the {} this import created{changed}. It is refused when somebody has changed or used one of them since.",
        kind.counted(counts.created)
    )
}

/// As what the records of an import are compared.
const fn twice(kind: Kind) -> Option<DuplicateKind> {
    match kind {
        Kind::Organisations => Some(DuplicateKind::Organisation),
        Kind::Advocates => Some(DuplicateKind::Advocate),
        Kind::Opportunities => Some(DuplicateKind::Contact),
        _ => None,
    }
}
