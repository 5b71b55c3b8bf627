//! `/settings/meeting-rooms`: where calls meet.

use domain::scheduling::{MeetingRooms, MeetingRoomsPage as Page};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, SaveMeetingRooms};
use crate::layout::{PageHeader, SettingsShell};
use crate::session::{use_flash, use_viewer};
use crate::ui::{Banner, Button, ButtonKind, ChoiceCard, FormProblems, InputKind, Load, TextInput, Tone};

#[component]
pub fn MeetingRoomsPage() -> impl IntoView {
    let read = api::meeting_rooms();
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <PageHeader title="Meeting rooms" line="Where an advocate and a prospect meet for a call"/>
                    <Load read let:page>
                        <Form page/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn Form(page: Page) -> impl IntoView {
    let flash = use_flash::<SaveMeetingRooms>();
    let problem = flash.problem();
    let is_saved = problem.is_none() && use_query_map().with_untracked(|query| query.get("saved").is_some());
    let stored = if page.rooms.per_call { "each" } else { "one" };
    let chosen = flash.value_or("rooms", stored);
    let address = flash.value_or("address", &page.rooms.address);
    let error = problem.as_ref().and_then(|problem| problem.of_field("address").map(str::to_owned));
    view! {
        <div class="max-w-160 space-y-4 px-4 pb-10 lg:px-6">
            {is_saved
                .then(|| view! { <Banner tone=Tone::Success fact="Saved. Calls booked from now on meet there; planned ones keep their room."/> })}
            {(page.rooms.address == MeetingRooms::FIRST).then(|| view! { <Elsewhere host=page.rooms.host().to_owned()/> })}
            <form method="post" action=SaveMeetingRooms::PATH class="space-y-4">
                <FormProblems problem/>
                <input type="hidden" name="form[before]" value=page.rooms.address.clone()/>
                <TextInput
                    id="address"
                    name="form[address]"
                    label="Address"
                    kind=InputKind::Url
                    value=address
                    error
                    required=true
                    maxlength=300
                    hint="Of your own meeting service, as it stands in the browser."
                />
                <fieldset id="rooms" class="space-y-2">
                    <legend class="mb-1.5 text-sm font-medium">"Rooms"</legend>
                    <ChoiceCard
                        name="form[rooms]"
                        value="each"
                        title="A room for each call"
                        line="A code nobody can guess is put behind the address."
                        checked=chosen == "each"
                    />
                    <ChoiceCard
                        name="form[rooms]"
                        value="one"
                        title="The same room for all"
                        line="The address as it is, such as a personal room. Calls that overlap would meet in it."
                        checked=chosen == "one"
                    />
                </fieldset>
                <p class="text-sm text-muted">
                    "A call booked now would meet at " <span class="font-mono text-xs break-all text-ink">{page.example}</span>
                </p>
                <Button kind=ButtonKind::Primary submit=true>
                    "Save"
                </Button>
            </form>
        </div>
    }
}

/// What a company that never looked here should know.
#[component]
fn Elsewhere(host: String) -> impl IntoView {
    let fact = ["Calls meet at ", &host, ", a public service outside your company."].concat();
    view! {
        <Banner
            tone=Tone::Neutral
            fact
            line="It needs no account. Where your company has a meeting service of its own, put its address here."
        />
    }
}
