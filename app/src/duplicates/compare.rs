//! Two records side by side: which stays, and whose value each field takes. One plain form; the choice of which stays is
//! a link. `/settings/duplicates/:one/:other` of organisations, below `people` and `contacts` of those.

use domain::duplicates::{AfterRow, ComparePage as Shown, Compared, DuplicateKind, FieldRow, HangingRow, Pick};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{self, Merge, MergeContacts, MergePeople, TellApart};
use super::list::Face;
use crate::api::ApiResult;
use crate::layout::{PageTitle, SettingsShell};
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Badge, Banner, Breadcrumbs, Button, ButtonKind, Card, FaceSize, Glyph, LinkButton, Load, Radio, Size, Table,
    TableBody, TableHead, TextLink, Th, Tone,
};

/// The two of the address, and which is to stay.
fn asked() -> (String, String, Option<String>) {
    let part = |name: &str| use_params_map().with_untracked(|params| params.get(name)).unwrap_or_default();
    (part("one"), part("other"), use_query_map().with_untracked(|query| query.get("keep")))
}

#[component]
pub fn ComparePage() -> impl IntoView {
    let (one, other, keep) = asked();
    within_settings(api::compare(one, other, keep))
}

#[component]
pub fn ComparePeoplePage() -> impl IntoView {
    let (one, other, keep) = asked();
    within_settings(api::compare_people(one, other, keep))
}

#[component]
pub fn CompareContactsPage() -> impl IntoView {
    let (one, other, keep) = asked();
    within_settings(api::compare_contacts(one, other, keep))
}

fn within_settings(page: impl Future<Output = ApiResult<Shown>> + Send + 'static) -> impl IntoView {
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
    let kind = page.kind;
    let above = vec![(paths::duplicates_of(kind), "Duplicates".to_owned())];
    let (kept, other) = (page.kept.clone(), page.other.clone());
    let problem = use_flash::<Merge>().problem().or_else(|| use_flash::<MergePeople>().problem());
    let problem = problem.or_else(|| use_flash::<MergeContacts>().problem());
    let problem = problem.map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> });
    let why = (!page.speaks_for.is_empty()).then(|| {
        let against = (!page.against.is_empty()).then(|| [". Against it: ", &page.against].concat());
        view! { <p class="text-sm text-muted">"Perhaps the same: " {page.speaks_for.clone()} {against}</p> }
    });
    let turned = [": ", &other.name].concat();
    let can_tell_apart = page.can_tell_apart;
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
                <Side kind side=kept.clone() stays=true/>
                <Side kind side=other.clone() stays=false>
                    <LinkButton href=paths::compare_keeping(kind, kept.id, other.id, other.id) size=Size::Small>
                        "Keep this one"
                        <span class="sr-only">{turned}</span>
                    </LinkButton>
                </Side>
            </div>
            <Choices page/>
            <form method="post" action=TellApart::PATH>
                <input type="hidden" name="of" value=kind.as_str()/>
                <input type="hidden" name="one" value=kept.id.to_string()/>
                <input type="hidden" name="other" value=other.id.to_string()/>
                {can_tell_apart.then(|| view! { <Button submit=true icon=Glyph::X>"Not the same"</Button> })}
            </form>
        </div>
    }
}

/// The form: what is chosen, what follows by a rule, what hangs on both, and the button, unless something is in the way.
#[component]
fn Choices(page: Shown) -> impl IntoView {
    let (kept, other) = (page.kept, page.other);
    let action = match page.kind {
        DuplicateKind::Organisation => Merge::PATH,
        DuplicateKind::Advocate => MergePeople::PATH,
        DuplicateKind::Contact => MergeContacts::PATH,
    };
    let end = if page.obstacles.is_empty() {
        view! { <Finish kind=page.kind kept=kept.name.clone() other=other.name.clone()/> }.into_any()
    } else {
        let rows = page.obstacles.into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
        view! {
            <section class="space-y-2 rounded-lg border border-warning-line bg-warning-soft p-4 text-sm" aria-labelledby="in-the-way">
                <h2 id="in-the-way" class="font-medium">"They cannot be made one yet"</h2>
                <ul class="list-disc space-y-1 pl-5">{rows}</ul>
            </section>
        }
        .into_any()
    };
    view! {
        <form method="post" action=action class="space-y-5">
            <input type="hidden" name="kept" value=kept.id.to_string()/>
            <input type="hidden" name="other" value=other.id.to_string()/>
            <input type="hidden" name="kept_version" value=kept.version.to_string()/>
            <input type="hidden" name="other_version" value=other.version.to_string()/>
            <Fields rows=page.fields same=page.same/>
            <Settled kind=page.kind rows=page.settled kept=kept.name.clone() other=other.name.clone()/>
            <Hanging rows=page.hanging kept=kept.name other=other.name/>
            {end}
        </form>
    }
}

#[component]
fn Finish(kind: DuplicateKind, kept: String, other: String) -> impl IntoView {
    let (goes, back) = match kind {
        DuplicateKind::Organisation => (
            " goes away. Everything that hangs on it moves to ",
            "; its address, name and key lead there. You can take this back until somebody changes what it moved.",
        ),
        DuplicateKind::Advocate => (
            " goes away. Every ask, call, touch and word on consent moves to ",
            "; the old address leads there. You can take this back until something is said or changed of the one person.",
        ),
        DuplicateKind::Contact => (
            " goes away. Every opportunity and request they take part in moves to ",
            "; the old address leads there. You can take this back until somebody changes what it moved.",
        ),
    };
    view! {
        <div class="space-y-3 rounded-lg border border-line p-4">
            <p class="text-sm">
                <span class="font-medium">{other}</span>
                {goes}
                <span class="font-medium">{kept}</span>
                {back}
            </p>
            <Button kind=ButtonKind::Primary icon=Glyph::Merge submit=true>"Merge into one"</Button>
        </div>
    }
}

#[component]
fn Side(
    kind: DuplicateKind,
    side: Compared,
    stays: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let frame = if stays { "border-brand-line bg-brand-soft" } else { "border-line" };
    view! {
        <section class=["flex min-w-0 items-start gap-3 rounded-lg border p-4 ", frame].concat()>
            <Face kind name=side.name.clone() id=side.id size=FaceSize::S36/>
            <div class="min-w-0 flex-1">
                <h2 class="text-sm font-semibold break-words">
                    <TextLink href=paths::record(kind, side.home)>{side.name}</TextLink>
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
    let name = ["picks[", &row.name, "]"].concat();
    let choice = |pick: Pick, label: String| {
        let checked = row.usual == pick;
        view! { <div class="min-w-0 break-words"><Radio name=name.clone() value=pick.as_str() label checked/></div> }
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "Nothing".to_owned());
    let both = row.both.clone().map(|label| choice(Pick::Both, label));
    view! {
        <fieldset class="px-4 py-2.5">
            <legend class="float-left w-full text-xs font-medium text-muted sm:w-36 sm:py-1">{row.label.clone()}</legend>
            <div class="clear-both grid gap-x-4 gap-y-1 sm:ml-36 sm:clear-none sm:grid-cols-2">
                {choice(Pick::Kept, value(&row.kept))}
                {choice(Pick::Other, value(&row.other))}
                {both}
            </div>
        </fieldset>
    }
}

/// What nobody chooses: the stricter of both.
#[component]
fn Settled(kind: DuplicateKind, rows: Vec<AfterRow>, kept: String, other: String) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row" class="py-2 pr-3 pl-4 text-left font-normal">{row.label}</th>
                    <td class="px-3 text-muted">{row.kept}</td>
                    <td class="px-3 text-muted">{row.other}</td>
                    <td class="py-2 pr-4 pl-3 font-medium">{row.after}</td>
                </tr>
            }
        })
        .collect_view();
    let why = match kind {
        DuplicateKind::Contact => "Nobody chooses this: whoever is there under one of two names is there.",
        DuplicateKind::Organisation | DuplicateKind::Advocate => {
            "Nobody chooses this: of two limits the stricter holds, of two words on one purpose the later, and a pause, a veto or a status that holds one of them back stays."
        }
    };
    view! {
        <Card id="settled" title="What holds of the one person">
            <p class="px-4 pt-3 text-xs text-muted">
                {why}
            </p>
            <Table label="What holds of the one person" min_width="min-w-160">
                <TableHead>
                    <Th label="What" class="pl-4"/>
                    <Th label=kept class="max-w-40 truncate"/>
                    <Th label=other class="max-w-40 truncate"/>
                    <Th label="Then" class="pr-4"/>
                </TableHead>
                <TableBody>{rows}</TableBody>
            </Table>
        </Card>
    }
    .into_any()
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
