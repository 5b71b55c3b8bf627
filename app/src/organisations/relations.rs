//! `/organisations/:id/relations`: what it is to the company and since when, to whom it belongs, and what belongs to it.

use domain::organisations::{Dated, Other, Relation, RelationsPage as Page};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, AddPart, ReleasePart, RemoveRelation, SaveParent, SaveRelation};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Badge, Banner, Breadcrumbs, Button, ButtonKind, Card, Choice, FaceSize, InputKind, Load, OrgLogo, Select, Size,
    TextInput, TextLink, Tone,
};

/// The id of the names to choose from while typing.
const NAMES: &str = "names";

#[component]
pub fn RelationsPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::relations(id);
    view! {
        <Load read=page let:page>
            <Relations page/>
        </Load>
    }
}

#[component]
fn Relations(page: Page) -> impl IntoView {
    let above = vec![
        (paths::organisations().to_owned(), "Organisations".to_owned()),
        (paths::organisation(page.id), page.name.clone()),
    ];
    let refused = use_flash::<SaveRelation>()
        .problem()
        .or_else(|| use_flash::<RemoveRelation>().problem())
        .or_else(|| use_flash::<SaveParent>().problem())
        .or_else(|| use_flash::<AddPart>().problem())
        .or_else(|| use_flash::<ReleasePart>().problem());
    let refused = refused.filter(|problem| !matches!(problem, Problem::Invalid(_)));
    let (organisation, version, today) = (page.id.to_string(), page.version.to_string(), page.today);
    let known = page
        .relations
        .into_iter()
        .map(|relation| {
            view! { <Known relation today organisation=organisation.clone() version=version.clone()/> }
        })
        .collect_view();
    let fresh = (organisation.clone(), version.clone());
    let names = page.names.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
    view! {
        <PageTitle title=["Relations of ", &page.name].concat()/>
        <div class="flex h-11 items-center px-4 lg:px-6">
            <Breadcrumbs above here="Relations"/>
        </div>
        <div class="max-w-200 space-y-4 px-4 pb-10 lg:px-6">
            <div>
                <h1 class="text-lg font-semibold">"Relations"</h1>
                <p class="text-sm text-muted">
                    {["What ", &page.name, " is to you and since when, and to whom it belongs"].concat()}
                </p>
            </div>
            {refused.map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> })}
            {known}
            <Card id="new" title="Another relation">
                <RelationFields organisation=fresh.0 version=fresh.1/>
            </Card>
            <datalist id=NAMES>{names}</datalist>
            <Parent parent=page.parent organisation=organisation.clone() version/>
            <Parts parts=page.parts organisation/>
        </div>
    }
}

#[component]
fn Known(relation: Dated, today: chrono::NaiveDate, organisation: String, version: String) -> impl IntoView {
    let key = relation.key();
    let (tone, label) = match (relation.is_over(today), relation.kind) {
        (true, _) => (Tone::Neutral, "Over"),
        (false, Relation::Customer) => (Tone::Success, "Now"),
        (false, _) => (Tone::Brand, "Now"),
    };
    let aside = view! { <Badge tone>{label}</Badge> }.into_any();
    let remove = (organisation.clone(), version.clone(), key.clone());
    view! {
        <Card id=["relation-", &key.replace('/', "-")].concat() title=relation.kind.label() aside>
            <RelationFields organisation version relation/>
            <details class="border-t border-line-faint px-4 py-2.5 text-sm">
                <summary class="w-fit cursor-pointer text-muted hover:text-ink">"This never was so"</summary>
                <form
                    method="post"
                    action=RemoveRelation::PATH
                    class="mt-2 flex flex-wrap items-center justify-between gap-2"
                >
                    <input type="hidden" name="organisation" value=remove.0/>
                    <input type="hidden" name="version" value=remove.1/>
                    <input type="hidden" name="was" value=remove.2/>
                    <p class="text-xs text-muted">
                        "Takes it out of the record. What was so and is over gets its last day instead."
                    </p>
                    <Button kind=ButtonKind::DangerGhost size=Size::Small submit=true>
                        "Take it out"
                    </Button>
                </form>
            </details>
        </Card>
    }
}

/// The fields of one relation. Ids end in the relation's own, as the page holds several of these.
#[component]
fn RelationFields(organisation: String, version: String, #[prop(optional)] relation: Option<Dated>) -> impl IntoView {
    let flash = use_flash::<SaveRelation>();
    let was = relation.map(|relation| relation.key()).unwrap_or_default();
    let is_refused = flash.problem().is_some() && flash.value("was").unwrap_or_default() == was;
    let save = if relation.is_some() { "Save" } else { "Add relation" };
    let (kind, since, until) = match relation {
        Some(relation) => (
            relation.kind.as_str(),
            relation.since.to_string(),
            relation.until.map(|day| day.to_string()).unwrap_or_default(),
        ),
        None => ("", String::new(), String::new()),
    };
    let value = |field: &str, stored: &str| if is_refused { flash.value_or(field, stored) } else { stored.to_owned() };
    let error = |field: &str| {
        flash.problem().filter(|_| is_refused).and_then(|problem| problem.of_field(field).map(str::to_owned))
    };
    let suffix = if was.is_empty() { "new".to_owned() } else { was.replace('/', "-") };
    let field = |name: &str| [name, "-", &suffix].concat();
    let choose = Choice::new("", "Choose");
    let kinds = Relation::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label()));
    let kinds: Vec<Choice> = [choose].into_iter().chain(kinds).collect();
    view! {
        <form method="post" action=SaveRelation::PATH class="grid gap-4 p-4 sm:grid-cols-3">
            <input type="hidden" name="form[organisation]" value=organisation/>
            <input type="hidden" name="form[version]" value=version/>
            <input type="hidden" name="form[was]" value=was/>
            <Select
                id=field("kind")
                name="form[kind]"
                label="They are a"
                choices=kinds
                value=value("kind", kind)
                error=error("kind")
            />
            <TextInput
                id=field("since")
                name="form[since]"
                label="Since"
                kind=InputKind::Date
                value=value("since", &since)
                error=error("since")
                required=true
            />
            <TextInput
                id=field("until")
                name="form[until]"
                label="Last day"
                kind=InputKind::Date
                value=value("until", &until)
                error=error("until")
                optional=true
            />
            <div class="flex justify-end sm:col-span-3">
                <Button size=Size::Small submit=true>{save}</Button>
            </div>
        </form>
    }
}

#[component]
fn Parent(parent: Option<Other>, organisation: String, version: String) -> impl IntoView {
    let flash = use_flash::<SaveParent>();
    let error = flash.problem().and_then(|problem| problem.of_field("parent").map(str::to_owned));
    let stored = parent.map(|parent| parent.name).unwrap_or_default();
    view! {
        <Card id="parent" title="Belongs to">
            <form method="post" action=SaveParent::PATH class="flex flex-wrap items-end gap-3 p-4">
                <input type="hidden" name="form[organisation]" value=organisation/>
                <input type="hidden" name="form[version]" value=version/>
                <TextInput
                    id="parent-name"
                    name="form[parent]"
                    label="Organisation above it"
                    value=flash.value_or("parent", &stored)
                    error
                    hint="Its name; empty when it belongs to nobody"
                    list=NAMES
                    autocomplete="off"
                    maxlength=200
                    class="min-w-60 flex-1"
                />
                <Button size=Size::Medium submit=true>"Save"</Button>
            </form>
        </Card>
    }
}

#[component]
fn Parts(parts: Vec<Other>, organisation: String) -> impl IntoView {
    let flash = use_flash::<AddPart>();
    let error = flash.problem().and_then(|problem| problem.of_field("part").map(str::to_owned));
    let rows = parts
        .into_iter()
        .map(|part| {
            let named = [" ", &part.name].concat();
            view! {
                <li class="flex items-center gap-2.5 px-4 py-2.5 text-sm">
                    <OrgLogo name=part.name.clone() id=part.id.0 size=FaceSize::S24/>
                    <TextLink href=paths::organisation(part.id) class="min-w-0 flex-1 truncate">
                        {part.name}
                    </TextLink>
                    <form method="post" action=ReleasePart::PATH>
                        <input type="hidden" name="organisation" value=organisation.clone()/>
                        <input type="hidden" name="part" value=part.id.to_string()/>
                        <Button kind=ButtonKind::Ghost size=Size::Small submit=true>
                            "Belongs to nobody"
                            <span class="sr-only">{named}</span>
                        </Button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="parts" title="Belong to it">
            <ul class="divide-y divide-line-faint">{rows}</ul>
            <form method="post" action=AddPart::PATH class="flex flex-wrap items-end gap-3 p-4">
                <input type="hidden" name="organisation" value=organisation.clone()/>
                <TextInput
                    id="part"
                    name="part"
                    label="Another part"
                    value=flash.value("part").unwrap_or_default()
                    error
                    hint="The name of an organisation you may change"
                    list=NAMES
                    autocomplete="off"
                    maxlength=200
                    class="min-w-60 flex-1"
                />
                <Button submit=true>"Add"</Button>
            </form>
        </Card>
    }
}
