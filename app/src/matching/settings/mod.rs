//! `/settings/matching`: the company's presets, tried before they are saved, its rules and its teams. Plain forms: a
//! draft stands in the address.

pub mod api;
mod names;
mod preview;
mod rules;
mod teams;
mod weights;

use domain::matching::{MatchingSettings, PresetForm};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::preview::{FatigueCard, PreviewCard};
use self::rules::RulesCard;
use self::teams::TeamsCard;
use self::weights::WeightsCard;
use crate::layout::{PageHeader, SettingsShell};
use crate::paths;
use crate::session::use_viewer;
use crate::ui::{LinkButton, Load};

#[component]
pub fn MatchingSettingsPage() -> impl IntoView {
    let (preset, draft) =
        use_query_map().with_untracked(|query| (query.get("preset"), PresetForm::read(|field| query.get(field))));
    let read = api::settings(preset, draft);
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <PageHeader title="Matching" line="Rules decide who may be asked. Weights decide the order">
                        <LinkButton href=paths::matching_evaluation()>"How good it is"</LinkButton>
                    </PageHeader>
                    <Load read let:settings>
                        <Page settings/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn Page(settings: MatchingSettings) -> impl IntoView {
    let load_price = settings
        .presets
        .iter()
        .find(|saved| saved.preset.key == settings.chosen)
        .map_or(100, |saved| saved.preset.prices.load);
    let aside = settings.clone();
    view! {
        <div class="grid max-w-280 gap-5 px-4 pb-8 lg:px-6 min-[72rem]:grid-cols-[minmax(0,1fr)_19rem]">
            <div class="min-w-0 space-y-5">
                <WeightsCard settings=settings.clone()/>
                <RulesCard rules=settings.rules saved=settings.rules_saved/>
                <TeamsCard teams=settings.teams presets=settings.presets/>
            </div>
            <aside class="min-w-0 space-y-4" aria-label="What it comes to">
                <PreviewCard settings=aside/>
                <FatigueCard percent=load_price/>
            </aside>
        </div>
        <script type="module" src="/sliders.js" nonce=use_nonce()></script>
    }
}
