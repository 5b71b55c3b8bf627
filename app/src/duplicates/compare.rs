//! `/settings/duplicates/:one/:other`: two organisations side by side, which stays, and whose value each field takes. One
//! plain form; the choice of which stays is a link.

use domain::duplicates::{ComparePage as Shown, Compared, FieldRow, HangingRow, Pick};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{self, Merge, TellApart};
use crate::layout::{PageTitle, SettingsShell};
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Badge, Banner, Breadcrumbs, Button, ButtonKind, Card, FaceSize, Glyph, LinkButton, Load, OrgLogo, Radio, Size,
    Table, TableBody, TableHead, TextLink, Th, Tone,
};

#[component]
pub fn ComparePage() -> impl IntoView {
    let part = |name: &str| use_params_map().with_untracked(|params| params.get(name)).unwrap_or_default();
    let keep = use_query_map().with_untracked(|query| query.get("keep"));
    let page = api::compare(part("one"), part("other"), keep);
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <Load read=page let:page>
                        <Compare page/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn Compare(page: Shown) -> impl IntoView {
    let above = vec![(paths::duplicates().to_owned(), "Duplicates".to_owned())];
    let (kept, other) = (page.kept.clone(), page.other.clone());
    let problem =
        use_flash::<Merge>().problem().map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> });
    let why = (!page.speaks_for.is_empty()).then(|| {
        let against = (!page.against.is_empty()).then(|| [". Against it: ", &page.against].concat());
        view! { <p class="text-sm text-muted">"Perhaps the same: " {page.speaks_for.clone()} {against}</p> }
    });
    let turned = [": ", &other.name].concat();
    let versions = (kept.version.to_string(), other.version.to_string());
    view! {
        <PageTitle title="Compare"/>
        <div class="border-b border-line px-4 py-3 lg:px-6">
            <Breadcrumbs above here="Compare".to_owned()/>
            <h1 class="mt-3 text-lg font-semibold break-words">{kept.name.clone()} " and " {other.name.clone()}</h1>
            {why}
        </div>
        <div class="max-w-240 space-y-5 px-4 py-5 lg:px-6">
            {problem}
            <div class="grid gap-4 sm:grid-cols-2">
                <Side side=kept.clone() stays=true/>
                <Side side=other.clone() stays=false>
                    <LinkButton href=paths::compare_keeping(kept.id, other.id, other.id) size=Size::Small>
                        "Keep this one"
                        <span class="sr-only">{turned}</span>
                    </LinkButton>
                </Side>
            </div>
            <form method="post" action=Merge::PATH class="space-y-5">
                <input type="hidden" name="kept" value=kept.id.to_string()/>
                <input type="hidden" name="other" value=other.id.to_string()/>
                <input type="hidden" name="kept_version" value=versions.0/>
                <input type="hidden" name="other_version" value=versions.1/>
                <Fields rows=page.fields same=page.same/>
                <Hanging rows=page.hanging kept=kept.name.clone() other=other.name.clone()/>
                <div class="space-y-3 rounded-lg border border-line p-4">
                    <p class="text-sm">
                        <span class="font-medium">{other.name.clone()}</span>
                        " goes away. Everything that hangs on it moves to "
                        <span class="font-medium">{kept.name.clone()}</span>
                        "; its address, name and key lead there. You can take this back until somebody changes what it moved."
                    </p>
                    <Button kind=ButtonKind::Primary icon=Glyph::Merge submit=true>"Merge into one"</Button>
                </div>
            </form>
            <form method="post" action=TellApart::PATH>
                <input type="hidden" name="one" value=kept.id.to_string()/>
                <input type="hidden" name="other" value=other.id.to_string()/>
                {(!page.speaks_for.is_empty()).then(|| view! { <Button submit=true icon=Glyph::X>"Not the same"</Button> })}
            </form>
        </div>
    }
}

#[component]
fn Side(side: Compared, stays: bool, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let frame = if stays { "border-brand-line bg-brand-soft" } else { "border-line" };
    view! {
        <section class=["flex min-w-0 items-start gap-3 rounded-lg border p-4 ", frame].concat()>
            <OrgLogo name=side.name.clone() id=side.id.0 size=FaceSize::S36/>
            <div class="min-w-0 flex-1">
                <h2 class="text-sm font-semibold break-words">
                    <TextLink href=paths::organisation(side.id)>{side.name}</TextLink>
                </h2>
                <p class="text-xs text-muted">{side.line}</p>
                <p class="text-xs break-words text-muted">{side.whence}</p>
                <div class="mt-2 empty:hidden">
                    {stays.then(|| view! { <Badge tone=Tone::Brand>"Stays"</Badge> })}
                    {children.map(|children| children())}
                </div>
            </div>
        </section>
    }
}

#[component]
fn Fields(rows: Vec<FieldRow>, same: Vec<String>) -> impl IntoView {
    let same = (!same.is_empty()).then(|| {
        view! { <p class="border-t border-line-faint px-4 py-2.5 text-xs text-muted">"The same on both: " {same.join(", ")}</p> }
    });
    let nothing = rows
        .is_empty()
        .then(|| view! { <p class="px-4 py-3 text-sm text-muted">"Nothing that both have differs."</p> });
    let rows = rows.into_iter().map(|row| view! { <Field row/> }).collect_view();
    view! {
        <Card id="fields" title="Where they differ">
            <div class="divide-y divide-line-faint">{rows}</div>
            {nothing}
            {same}
        </Card>
    }
}

#[component]
fn Field(row: FieldRow) -> impl IntoView {
    let name = ["picks[", row.field.as_str(), "]"].concat();
    let choice = |pick: Pick, label: String| {
        let checked = row.usual == pick;
        view! { <div class="min-w-0 break-words"><Radio name=name.clone() value=pick.as_str() label checked/></div> }
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "Nothing".to_owned());
    let both = (row.field.is_list() && row.kept.is_some() && row.other.is_some())
        .then(|| choice(Pick::Both, "Both together".to_owned()));
    view! {
        <fieldset class="px-4 py-2.5">
            <legend class="float-left w-full text-xs font-medium text-muted sm:w-36 sm:py-1">{row.field.label()}</legend>
            <div class="clear-both grid gap-x-4 gap-y-1 sm:ml-36 sm:clear-none sm:grid-cols-2">
                {choice(Pick::Kept, value(&row.kept))}
                {choice(Pick::Other, value(&row.other))}
                {both}
            </div>
        </fieldset>
    }
}

#[component]
fn Hanging(rows: Vec<HangingRow>, kept: String, other: String) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row" class="py-2 pr-3 pl-4 text-left font-normal">{row.label}</th>
                    <td class="px-3 text-right tnum">{row.kept}</td>
                    <td class="py-2 pr-4 pl-3 text-right tnum">{row.other}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card id="hanging" title="What hangs on them">
            <Table label="What hangs on them" min_width="min-w-0">
                <TableHead>
                    <Th label="What" class="pl-4"/>
                    <Th label=kept numeric=true class="max-w-40 truncate"/>
                    <Th label=other numeric=true class="max-w-40 truncate pr-4"/>
                </TableHead>
                <TableBody>{rows}</TableBody>
            </Table>
        </Card>
    }
    .into_any()
}
