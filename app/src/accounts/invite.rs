//! `/settings/users/invite`: people who are not there yet, one in a form or several pasted line by line.

use domain::accounts::{InvitePage, LINES, NEWCOMERS_MOST, Role};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, AddColleague, AddPasted};
use crate::layout::{PageHeader, SettingsShell};
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Banner, Button, ButtonKind, Card, Checkbox, Choice, FormProblems, Glyph, InputKind, LinkButton, Load, Select,
    TextArea, TextInput, Tone,
};

#[component]
pub fn InvitePeoplePage() -> impl IntoView {
    let page = api::newcomers();
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <Load read=page let:page>
                        <Forms page/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn Forms(page: InvitePage) -> impl IntoView {
    let InvitePage { company, days, roles } = page;
    let line = format!("Each gets a mail with a link into {company} that works once, for {days} days");
    view! {
        <PageHeader title="Invite people" line>
            <LinkButton href=paths::people() icon=Glyph::ArrowLeft>"All users"</LinkButton>
        </PageHeader>
        <div class="max-w-180 space-y-4 px-4 pb-10 lg:px-6">
            <One roles=roles.clone()/>
            <Several roles/>
        </div>
    }
}

#[component]
fn One(roles: Vec<Role>) -> impl IntoView {
    let flash = use_flash::<AddColleague>();
    let problem = flash.problem();
    let errors = problem.clone();
    let error = move |field: &str| errors.as_ref().and_then(|problem| problem.of_field(field)).map(str::to_owned);
    let typed = move |field: &str| flash.value(field).unwrap_or_default();
    let chosen = typed("roles");
    let boxes = roles
        .into_iter()
        .map(|role| {
            let checked = chosen.lines().any(|chosen| chosen == role.as_str());
            view! {
                <Checkbox
                    id=["role-", role.as_str()].concat()
                    name="form[roles][]"
                    value=role.as_str()
                    label=role.label()
                    checked=Signal::stored(checked)
                />
            }
        })
        .collect_view();
    let no_role = error("roles").map(|text| view! { <p class="mt-1.5 text-xs text-danger-ink">{text}</p> });
    view! {
        <Card id="one" title="One colleague">
            <form method="post" action=AddColleague::PATH class="space-y-4 p-4">
                <FormProblems problem/>
                <div class="grid gap-4 sm:grid-cols-2">
                    <TextInput
                        id="email"
                        name="form[email]"
                        label="Work email"
                        kind=InputKind::Email
                        value=typed("email")
                        error=error("email")
                        required=true
                        autocomplete="off"
                        maxlength=254
                    />
                    <TextInput
                        id="name"
                        name="form[name]"
                        label="Name"
                        value=typed("name")
                        error=error("name")
                        required=true
                        autocomplete="off"
                        maxlength=200
                    />
                    <TextInput
                        id="title"
                        name="form[title]"
                        label="Job title"
                        value=typed("title")
                        error=error("title")
                        optional=true
                        autocomplete="off"
                        maxlength=200
                    />
                </div>
                <fieldset id="roles">
                    <legend class="mb-1.5 text-sm font-medium">"Roles"</legend>
                    <div class="grid gap-2 sm:grid-cols-2">{boxes}</div>
                    {no_role}
                </fieldset>
                <div class="flex justify-end">
                    <Button kind=ButtonKind::Primary icon=Glyph::UserPlus submit=true>
                        "Send invitation"
                    </Button>
                </div>
            </form>
        </Card>
    }
}

#[component]
fn Several(roles: Vec<Role>) -> impl IntoView {
    let flash = use_flash::<AddPasted>();
    let problem = flash.problem();
    let error = problem.as_ref().and_then(|problem| problem.of_field(LINES)).map(str::to_owned);
    let refused = problem
        .filter(|problem| !matches!(problem, Problem::Invalid(_)))
        .map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> });
    let none = Choice::new("", "Nobody without a role");
    let choices = [none].into_iter().chain(roles.into_iter().map(|role| Choice::new(role.as_str(), role.label())));
    let hint = format!(
        "One person a line: name, e-mail, role. Parted by commas, semicolons or tabs, as copied from a table. At most {NEWCOMERS_MOST}"
    );
    view! {
        <Card id="several" title="Several at once">
            <form method="post" action=AddPasted::PATH class="space-y-4 p-4">
                {refused}
                <TextArea
                    id=LINES
                    name="form[lines]"
                    label="People"
                    value=flash.value(LINES).unwrap_or_default()
                    rows=6
                    hint
                    error
                    required=true
                    maxlength=40000
                    placeholder="Ann Lee, ann@yourcompany.example, Sales rep"
                />
                <Select
                    id="role"
                    name="form[role]"
                    label="Role of those whose line names none"
                    choices=choices.collect()
                    value=flash.value("role").unwrap_or_default()
                    class="max-w-80"
                />
                <div class="flex flex-wrap items-center justify-between gap-3">
                    <p class="text-xs text-muted">"Either everybody is added or nobody: lines that cannot be read are named."</p>
                    <Button icon=Glyph::UserPlus submit=true>"Invite them"</Button>
                </div>
            </form>
        </Card>
    }
}
