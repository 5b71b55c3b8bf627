//! The form around a list: boxes in the rows, and the bar with what can be done to the ticked ones. The bar shows
//! itself as soon as a row is ticked, by its style alone.

use domain::advocates::ReferenceStatus;
use domain::bulk::{Act, Choices, NOBODY};
use domain::lists::{ListName, Query};
use domain::matching::Urgency;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::ChangeRows;
use super::selection::{FORM, Selection, WHOLE_LIST, WHOLE_PAGE};
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Banner, Button, ButtonKind, Checkbox, Choice, Glyph, Icon, InputKind, Menu, Select, Size, TextInput, TextLink, Tone,
};

/// What is given out for the boxes of a list: whether there are any, and which are ticked to begin with.
#[derive(Clone, Debug, Default)]
pub struct Ticking {
    pub on: bool,
    ticked: Vec<String>,
}

impl Ticking {
    fn is_ticked(&self, id: &str) -> bool {
        self.ticked.iter().any(|ticked| ticked == id)
    }
}

/// The boxes of a list for who may change rows; those of a refused form are ticked as they were.
pub fn use_ticking(may_change: bool) -> Ticking {
    let ids = use_flash::<ChangeRows>().value("ids").unwrap_or_default();
    Ticking { on: may_change, ticked: ids.lines().map(str::to_owned).collect() }
}

/// The head over the boxes.
#[component]
pub fn TickHead(ticking: Ticking) -> impl IntoView {
    ticking.on.then(|| {
        view! {
            <th scope="col" class="w-10 pl-4 text-left lg:pl-6">
                <span class="sr-only">"Selected"</span>
                <input
                    id=WHOLE_PAGE
                    type="checkbox"
                    hidden
                    aria-label="Select all on this page"
                    class="size-4 align-middle accent-brand"
                />
            </th>
        }
    })
}

/// The box of a row.
#[component]
pub fn TickCell(ticking: Ticking, id: String, name: String) -> impl IntoView {
    ticking.on.then(|| {
        let checked = ticking.is_ticked(&id);
        let label = ["Select ", &name].concat();
        view! {
            <td class="w-10 pl-4 lg:pl-6">
                <Checkbox
                    id=["tick-", &id].concat()
                    name="form[ids][]"
                    label
                    label_hidden=true
                    value=id
                    checked=Signal::stored(checked)
                />
            </td>
        }
    })
}

/// The form around the rows, with its bar; only the rows for who may change none.
#[component]
pub fn BulkForm(
    list: ListName,
    query: Query,
    give_to: Option<Choices>,
    /// All that the list holds: "64".
    total: String,
    /// The list goes on beyond this page.
    is_more: bool,
    children: Children,
) -> impl IntoView {
    let Some(give_to) = give_to else { return children().into_any() };
    let refused = use_flash::<ChangeRows>().problem().map(|problem| {
        let line = problem.to_string();
        view! {
            <div class="px-4 py-3 lg:px-6">
                <Banner tone=Tone::Warning fact="Nothing was changed." line=line/>
            </div>
        }
    });
    let acts = match list {
        ListName::Advocates => view! { <AdvocateActs give_to/> }.into_any(),
        _ => view! { <DealActs give_to/> }.into_any(),
    };
    let all = ["All ", &total, " that match"].concat();
    view! {
        {refused}
        <form id=FORM method="post" action=ChangeRows::PATH class="group/bulk">
            // What Enter in a field presses: the field itself says what is meant.
            <button type="submit" name="form[act]" value="" hidden></button>
            <input type="hidden" name="form[list]" value=list.as_str()/>
            <input type="hidden" name="form[query]" value=query.first_page().to_string()/>
            {children()}
            <p class="hidden px-4 py-2 text-xs text-muted md:block lg:px-6">
                <TextLink href=paths::bulk_edits(list)>"Earlier bulk edits"</TextLink>
            </p>
            <div class="pointer-events-none sticky bottom-4 z-10 hidden justify-center pb-4 \
            md:group-has-[tbody_:checked]/bulk:flex">
                <div
                    class="pointer-events-auto flex flex-wrap items-center gap-1 rounded-lg bg-inverse py-1.5 pr-1.5 \
                    pl-3.5 text-sm text-on-inverse shadow-3"
                    role="group"
                    aria-label="Change the selected rows"
                >
                    <Selection total/>
                    {is_more
                        .then(|| {
                            view! {
                                <span class="mr-2 whitespace-nowrap">
                                    <Checkbox id=WHOLE_LIST name="form[all]" label=all/>
                                </span>
                            }
                        })}
                    {acts}
                </div>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn AdvocateActs(give_to: Choices) -> impl IntoView {
    let people = people(give_to, "Choose a colleague", Some("Nobody"));
    let statuses = ReferenceStatus::ALL.iter().map(|status| Choice::new(status.as_str(), status.label()));
    let statuses: Vec<Choice> = std::iter::once(Choice::new("", "Choose")).chain(statuses).collect();
    view! {
        <ActMenu id="bulk-assign" glyph=Glyph::User name="Assign">
            <Select
                id="bulk-owner"
                name="form[owner]"
                label="Success manager"
                choices=people
                value=typed("owner")
                size=Size::Small
            />
            <ActButton act=Act::Owner name="Assign"/>
        </ActMenu>
        <TagsMenu label="Tags"/>
        <ActMenu id="bulk-use" glyph=Glyph::Pause name="Pause">
            <Select
                id="bulk-status"
                name="form[status]"
                label="Can they be used?"
                choices=statuses
                value=typed("status")
                size=Size::Small
            />
            <TextInput
                id="bulk-reason"
                name="form[status_reason]"
                label="Why"
                hint="Colleagues read it on the profile. Needed unless they can be used"
                value=typed("status_reason")
                size=Size::Small
                maxlength=500
            />
            <ActButton act=Act::Status name="Change status"/>
        </ActMenu>
    }
}

#[component]
fn DealActs(give_to: Choices) -> impl IntoView {
    let people = people(give_to, "Choose a colleague", None);
    let urgencies = Urgency::ALL.iter().map(|urgency| Choice::new(urgency.as_str(), urgency.label()));
    let urgencies: Vec<Choice> = std::iter::once(Choice::new("", "Choose")).chain(urgencies).collect();
    view! {
        <ActMenu id="bulk-assign" glyph=Glyph::User name="Assign">
            <Select
                id="bulk-owner"
                name="form[owner]"
                label="Owner"
                choices=people
                value=typed("owner")
                size=Size::Small
            />
            <ActButton act=Act::Owner name="Assign"/>
        </ActMenu>
        <ActMenu id="bulk-needed" glyph=Glyph::Calendar name="Needed by">
            <TextInput
                id="bulk-needed-by"
                name="form[needed_by]"
                label="A reference is needed by"
                kind=InputKind::Date
                value=typed("needed_by")
                size=Size::Small
            />
            <div class="flex flex-wrap gap-2">
                <ActButton act=Act::NeededBy name="Set the day"/>
                <ActButton act=Act::NotNeeded name="No day"/>
            </div>
        </ActMenu>
        <ActMenu id="bulk-hurry" glyph=Glyph::Flag name="Urgency">
            <Select
                id="bulk-urgency"
                name="form[urgency]"
                label="Urgency"
                choices=urgencies
                value=typed("urgency")
                size=Size::Small
            />
            <ActButton act=Act::Urgency name="Set the urgency"/>
        </ActMenu>
        <TagsMenu label="Topics"/>
    }
}

/// Words that are added or taken away.
#[component]
fn TagsMenu(label: &'static str) -> impl IntoView {
    view! {
        <ActMenu id="bulk-words" glyph=Glyph::Tag name=label>
            <TextInput
                id="bulk-tags"
                name="form[tags]"
                label
                hint="Divide them by commas"
                value=typed("tags")
                size=Size::Small
                maxlength=500
            />
            <div class="flex flex-wrap gap-2">
                <ActButton act=Act::AddTags name="Add"/>
                <ActButton act=Act::RemoveTags name="Take away"/>
            </div>
        </ActMenu>
    }
}

/// A button of the bar and the fields behind it.
#[component]
fn ActMenu(id: &'static str, glyph: Glyph, name: &'static str, children: Children) -> impl IntoView {
    const FACE: &str = "inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md px-2.5 text-xs \
        font-medium whitespace-nowrap text-on-inverse transition-colors hover:opacity-80";
    let trigger = view! {
        <Icon glyph class="size-3.5"/>
        {name}
    }
    .into_any();
    view! {
        <Menu id label=name trigger class=FACE>
            <div class="space-y-2 p-2 text-sm">{children()}</div>
        </Menu>
    }
}

#[component]
fn ActButton(act: Act, name: &'static str) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Secondary size=Size::Small submit=true attr:name="form[act]" attr:value=act.as_str()>
            {name}
        </Button>
    }
}

/// What was typed into a field of a refused form.
fn typed(field: &str) -> String {
    use_flash::<ChangeRows>().value_or(field, "")
}

fn people(give_to: Choices, first: &str, nobody: Option<&str>) -> Vec<Choice> {
    let nobody = nobody.map(|label| Choice::new(NOBODY, label));
    let people = give_to.into_iter().map(|(id, name)| Choice::new(id.to_string(), name));
    std::iter::once(Choice::new("", first)).chain(people).chain(nobody).collect()
}
