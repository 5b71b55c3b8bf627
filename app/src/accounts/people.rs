//! `/settings/users`: who works here and who can sign in; whom a file brought in is invited from here, one by one or all
//! that are shown. Links and plain forms.

use domain::accounts::{PeopleList, Permission, PersonRow, Role, Standing};
use domain::imports::Kind;
use domain::lists::{ListName, Query};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, Invite, Remove, Withdraw};
use crate::layout::{PageHeader, SettingsShell};
use crate::lists::ExportMenu;
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Avatar, Badge, Banner, Button, ButtonKind, Chip, EmptyState, FaceSize, Glyph, InputKind, LinkButton, Load, Pager,
    Size, Tab, Table, TableBody, TableHead, Tabs, TextInput, Th, Tone,
};

/// The page; words, standing and place are in the address.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let list = api::people(query.get("q"), query.get("standing"), query.get("after"), query.get("before"));
    let number = |name: &str| query.get(name).and_then(|number| number.parse::<u32>().ok());
    let outcome = match (number("sent"), number("withdrawn"), number("removed")) {
        (Some(sent), ..) => Some(Done::Sent { sent, left_out: number("left_out").unwrap_or_default() }),
        (None, Some(_), _) => Some(Done::Withdrawn),
        (None, None, Some(_)) => Some(Done::Removed),
        (None, None, None) => None,
    };
    use_viewer()
        .map(|viewer| {
            let may_import = viewer.may(Permission::Import);
            view! {
                <SettingsShell viewer>
                    <Load read=list let:list>
                        <People list outcome may_import/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

/// What the last press did.
#[derive(Clone, Copy)]
enum Done {
    Sent { sent: u32, left_out: u32 },
    Withdrawn,
    Removed,
}

fn address(standing: Option<Standing>, text: &str) -> String {
    paths::with_query(paths::people(), &[("standing", standing.map(Standing::as_str)), ("q", Some(text))])
}

#[component]
fn People(list: PeopleList, outcome: Option<Done>, may_import: bool) -> impl IntoView {
    let PeopleList { text, standing, counts, page } = list;
    let tabs: Vec<Tab> = counts
        .iter()
        .filter(|(each, count)| {
            count.number > 0 || *each == standing || matches!(each, None | Some(Standing::Active | Standing::Waiting))
        })
        .map(|(each, count)| {
            Tab::new(address(*each, ""), each.map_or("All", Standing::label), *each == standing).count(count)
        })
        .collect();
    let turn = |name: &str, cursor: &Option<String>| {
        let start = address(standing, &text);
        let mark = if start.contains('?') { "&" } else { "?" };
        cursor.as_ref().map(|cursor| [&start, mark, name, "=", cursor].concat())
    };
    let (previous, next, label) = (turn("before", &page.previous), turn("after", &page.next), page.label());
    let invitable: Vec<String> =
        page.rows.iter().filter(|row| row.standing.waits_for_a_link()).map(|row| row.id.to_string()).collect();
    let exported = Query::default().with("q", &text).with("standing", standing.map_or("", Standing::as_str));
    let is_empty = page.rows.is_empty();
    let table_rows = page.rows.iter().cloned().map(|row| view! { <TableRow row/> }).collect_view();
    let phone_rows = page.rows.into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    view! {
        <PageHeader title="Users" line="Who works here, and who can sign in">
            {may_import
                .then(|| {
                    view! {
                        <LinkButton href=paths::import_upload(Kind::Users) icon=Glyph::Upload>
                            "Import people"
                        </LinkButton>
                    }
                })}
            <ExportMenu list=ListName::Users query=exported/>
            <InviteShown users=invitable/>
            <LinkButton href=paths::invite_people() kind=ButtonKind::Primary icon=Glyph::UserPlus>
                "Invite people"
            </LinkButton>
        </PageHeader>
        <Outcome outcome/>
        <Tabs label="Users by standing" tabs/>
        <Search text=text.clone() standing/>
        {if is_empty {
            view! {
                <EmptyState glyph=Glyph::Users title="Nobody here" line="Nobody fits. Search for less, or look at everybody.">
                    <LinkButton href=paths::people()>"Show everybody"</LinkButton>
                </EmptyState>
            }
                .into_any()
        } else {
            view! {
                <Table label="Users" class="hidden md:block" min_width="min-w-200">
                    <TableHead>
                        <Th label="Name" class="pl-4 lg:pl-6"/>
                        <Th label="Role"/>
                        <Th label="Team"/>
                        <Th label="Last active"/>
                        <Th label="Status"/>
                        <Th label="Actions" hidden=true class="pr-4 lg:pr-6"/>
                    </TableHead>
                    <TableBody>{table_rows}</TableBody>
                </Table>
                <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
                <div class="border-t border-line">
                    <Pager label="Pages of users" text=label previous next/>
                </div>
            }
                .into_any()
        }}
    }
}

/// What became of the last press, or why nothing did.
#[component]
fn Outcome(outcome: Option<Done>) -> impl IntoView {
    let unsent = use_flash::<Invite>().problem().map(|problem| ("Nobody was written to.", problem));
    let refused =
        unsent.or_else(|| use_flash::<Withdraw>().problem().map(|problem| ("Nothing was withdrawn.", problem)));
    let refused = refused.or_else(|| use_flash::<Remove>().problem().map(|problem| ("Nobody was removed.", problem)));
    let refused =
        refused.map(|(fact, problem)| view! { <Banner tone=Tone::Warning fact line=problem.to_string()/> }.into_any());
    let done = outcome.filter(|_| refused.is_none()).map(|done| {
        let (sent, left_out) = match done {
            Done::Sent { sent, left_out } => (sent, left_out),
            Done::Withdrawn => {
                let line = "Its link leads nowhere any more. You can invite them again at any time.";
                return view! { <Banner tone=Tone::Success fact="The invitation was withdrawn." line/> }.into_any();
            }
            Done::Removed => {
                let line = "A link they hold leads nowhere any more. You can add them again at any time.";
                return view! { <Banner tone=Tone::Success fact="They are off the list." line/> }.into_any();
            }
        };
        let fact = if sent == 1 {
            "1 invitation is on its way.".to_owned()
        } else {
            format!("{sent} invitations are on their way.")
        };
        let line = match left_out {
            0 => None,
            1 => Some("1 person was written to lately, or waits no longer, and was left out.".to_owned()),
            many => Some(format!("{many} people were written to lately, or wait no longer, and were left out.")),
        };
        match line {
            None => view! { <Banner tone=Tone::Success fact/> }.into_any(),
            Some(line) => view! { <Banner tone=Tone::Warning fact line/> }.into_any(),
        }
    });
    view! { <div class="px-4 pb-3 empty:hidden lg:px-6">{refused}{done}</div> }
}

/// One press for everybody on this page who holds no link.
#[component]
fn InviteShown(users: Vec<String>) -> impl IntoView {
    (!users.is_empty()).then(|| {
        let label = match users.len() {
            1 => "Invite the one shown".to_owned(),
            many => format!("Invite the {many} shown"),
        };
        let ids =
            users.into_iter().map(|id| view! { <input type="hidden" name="form[users][]" value=id/> }).collect_view();
        view! {
            <form method="post" action=Invite::PATH>
                {ids}
                <Button icon=Glyph::Mail submit=true>
                    {label}
                </Button>
            </form>
        }
    })
}

#[component]
fn Search(text: String, standing: Option<Standing>) -> impl IntoView {
    let kept = standing.map(|standing| view! { <input type="hidden" name="standing" value=standing.as_str()/> });
    let chip = (!text.is_empty()).then(|| {
        view! { <Chip label=["Contains ", &text].concat() remove=address(standing, "")/> }
    });
    view! {
        <div class="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6">
            <form method="get" action=paths::people() role="search" class="flex w-full items-center gap-2 sm:w-auto">
                {kept}
                <TextInput
                    id="q"
                    name="q"
                    label="Search users"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=text.clone()
                    placeholder="Name or e-mail"
                    maxlength=100
                    class="w-full sm:w-60"
                />
                <Button size=Size::Small icon=Glyph::Search submit=true>
                    "Search"
                </Button>
            </form>
            {chip}
        </div>
    }
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Invited => Tone::Brand,
        Standing::Lapsed => Tone::Warning,
        Standing::Active | Standing::Waiting | Standing::Suspended => Tone::Neutral,
    }
}

fn roles(row: &PersonRow) -> String {
    row.roles.iter().copied().map(Role::label).collect::<Vec<_>>().join(", ")
}

#[component]
fn InviteOne(id: String, label: &'static str, name: String) -> impl IntoView {
    view! {
        <form method="post" action=Invite::PATH>
            <input type="hidden" name="form[users][]" value=id/>
            <Button size=Size::Small submit=true>
                {label}
                <span class="sr-only">{[" ", &name].concat()}</span>
            </Button>
        </form>
    }
}

/// Takes the link away from somebody who holds one.
#[component]
fn WithdrawOne(id: String, name: String) -> impl IntoView {
    view! {
        <form method="post" action=Withdraw::PATH>
            <input type="hidden" name="user" value=id/>
            <Button kind=ButtonKind::Ghost size=Size::Small submit=true>
                "Withdraw"
                <span class="sr-only">{[" the invitation of ", &name].concat()}</span>
            </Button>
        </form>
    }
}

/// Takes somebody off the list who never came.
#[component]
fn RemoveOne(id: String, name: String) -> impl IntoView {
    view! {
        <form method="post" action=Remove::PATH>
            <input type="hidden" name="user" value=id/>
            <Button kind=ButtonKind::Ghost size=Size::Small submit=true>
                "Remove"
                <span class="sr-only">{[" ", &name].concat()}</span>
            </Button>
        </form>
    }
}

/// What can be done about somebody who is not there yet.
#[component]
fn Actions(row: PersonRow) -> impl IntoView {
    let (id, name) = (row.id.to_string(), row.name);
    let waits = matches!(row.standing, Standing::Waiting | Standing::Invited | Standing::Lapsed);
    let remove = waits.then(|| view! { <RemoveOne id=id.clone() name=name.clone()/> });
    let withdraw =
        (row.standing == Standing::Invited).then(|| view! { <WithdrawOne id=id.clone() name=name.clone()/> });
    let invite = row.standing.invitation().map(|label| view! { <InviteOne id=id.clone() label name=name.clone()/> });
    view! { {remove} {withdraw} {invite} }
}

#[component]
fn TableRow(row: PersonRow) -> impl IntoView {
    let roles = roles(&row);
    let actions = view! { <Actions row=row.clone()/> };
    view! {
        <tr class="hover:bg-hover">
            <td class="max-w-80 py-2.5 pr-3 pl-4 lg:pl-6">
                <div class="flex items-center gap-3">
                    <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S32/>
                    <div class="min-w-0">
                        <p class="truncate font-medium">{row.name}</p>
                        <p class="truncate text-xs text-faint">{row.email}</p>
                    </div>
                </div>
            </td>
            <td class="max-w-56 px-3">{roles}</td>
            <td class="px-3">{row.team}</td>
            <td class="px-3 whitespace-nowrap text-muted">{row.seen}</td>
            <td class="px-3 py-2">
                <Badge tone=tone(row.standing)>{row.standing.label()}</Badge>
                <p class="mt-0.5 text-xs whitespace-nowrap text-faint empty:hidden">{row.note}</p>
            </td>
            <td class="py-2 pr-4 pl-3 lg:pr-6">
                <div class="flex justify-end gap-1">{actions}</div>
            </td>
        </tr>
    }
}

#[component]
fn PhoneRow(row: PersonRow) -> impl IntoView {
    let roles = roles(&row);
    let actions = view! { <Actions row=row.clone()/> };
    view! {
        <li class="flex items-start gap-3 px-4 py-3">
            <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S36/>
            <div class="min-w-0 flex-1">
                <p class="font-medium">{row.name}</p>
                <p class="text-xs break-all text-muted">{row.email}</p>
                <p class="text-xs text-faint">{roles}</p>
                <p class="mt-1.5 flex flex-wrap items-center gap-2 text-xs text-faint">
                    <Badge tone=tone(row.standing)>{row.standing.label()}</Badge>
                    {row.note}
                    {(!row.seen.is_empty()).then(|| ["Here ", &row.seen].concat())}
                </p>
            </div>
            <div class="flex shrink-0 flex-col-reverse items-end gap-1">{actions}</div>
        </li>
    }
}
