//! The weights and prices of one preset: tried by a GET, saved by a POST, both of the same form.

use domain::matching::{
    CompanyPreset, Factor, MOST_PRICE, MatchingSettings, Preset, PresetForm, Weights, percent_text,
};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{SaveCompanyPreset, UndoCompanyPreset};
use super::names::Names;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Banner, Button, ButtonKind, Card, FormProblems, Glyph, SegmentLink, Segments, ShareField, Size, TextLink, Tone,
};

/// The end of a bar, in percent: hardly any weight is larger.
const BAR: u32 = 40;

#[component]
pub(super) fn WeightsCard(settings: MatchingSettings) -> impl IntoView {
    let MatchingSettings { presets, retired, chosen, mut form, problem, preview, .. } = settings;
    let flash = use_flash::<SaveCompanyPreset>();
    let refused = flash.problem();
    for factor in Factor::ALL {
        *form.field_mut(*factor) = flash.value_or(factor.as_str(), form.field(*factor));
    }
    form.chance = flash.value_or("chance", &form.chance);
    form.load = flash.value_or("load", &form.load);
    form.scarcity = flash.value_or("scarcity", &form.scarcity);
    form.deal = flash.value_or("deal", &form.deal);
    let is_draft = preview.is_some() || problem.is_some() || refused.is_some();
    let problem = refused.or(problem);
    let shown = presets.iter().find(|saved| saved.preset.key == chosen).cloned();
    // Who was overtaken saves over what holds now, having looked at it.
    let version = shown.as_ref().map_or(0, |saved| saved.version);
    let is_saved = !is_draft && use_query_map().with_untracked(|query| query.get("saved").is_some());
    let segments = presets
        .iter()
        .map(|saved| {
            let on = saved.preset.key == chosen;
            view! { <SegmentLink href=paths::matching_preset(&saved.preset.key) label=saved.preset.label.clone() on/> }
        })
        .collect_view();
    // What a preset was added with is nothing to take back.
    let is_built_in = Preset::find(&chosen).is_some();
    let first_save = if is_built_in { 0 } else { 1 };
    let is_last = presets.len() == 1;
    let discard = is_draft.then(|| view! { <TextLink href=paths::matching_preset(&chosen)>"Discard"</TextLink> });
    view! {
        <Card id="weights" title="Weights">
            <div class="px-4 pt-4">
                <Segments label="Preset">{segments}</Segments>
            </div>
            <form method="post" action=SaveCompanyPreset::PATH class="space-y-4 p-4">
                {is_saved
                    .then(|| {
                        view! {
                            <Banner
                                tone=Tone::Success
                                fact="Saved for everybody."
                                line="Deals that are matched from now on use it."
                            />
                        }
                    })}
                <FormProblems problem=problem.clone()/>
                <input type="hidden" name="form[preset]" value=chosen.clone()/>
                <input type="hidden" name="form[version]" value=version/>
                <Shares form=form.clone() problem=problem.clone()/>
                <Prices form problem/>
                // The first button is what Enter in a field presses: it saves nothing.
                <div class="flex flex-wrap items-center gap-2 border-t border-line-faint pt-4">
                    <Button submit=true attr:formmethod="get" attr:formaction=paths::matching_settings()>
                        "Try it, without saving"
                    </Button>
                    <Button kind=ButtonKind::Primary submit=true>
                        "Save for everyone"
                    </Button>
                    {discard}
                </div>
            </form>
            <p class="border-t border-line-faint px-4 py-3 text-xs text-faint">
                "Representatives can move sliders for one deal. Their change is theirs alone."
            </p>
            {shown.clone().filter(|saved| saved.version > first_save).map(|saved| view! { <LastSave saved/> })}
            {shown.map(|shown| view! { <Names shown retired is_last/> })}
        </Card>
    }
}

#[component]
fn Shares(form: PresetForm, problem: Option<Problem>) -> impl IntoView {
    let shares = form.check().ok().map(|(weights, _)| weights);
    let sum = form.sum();
    let words = sum.map(|sum| PresetForm::sum_words(sum).replace("{}", &percent_text(sum)));
    // Who saves from here on has read it.
    let said = sum.filter(|sum| *sum != u32::from(Weights::WHOLE)).map(percent_text);
    let fields = Factor::ALL
        .iter()
        .map(|factor| {
            let error = problem.as_ref().and_then(|problem| problem.of_field(factor.as_str()).map(str::to_owned));
            let shown = shares.as_ref().map_or(0, |weights| u32::from(weights.percents()[factor.position()]));
            view! {
                <ShareField
                    id=factor.as_str()
                    name=["form[", factor.as_str(), "]"].concat()
                    label=factor.label()
                    hint=factor.hint()
                    value=form.field(*factor).to_owned()
                    shown
                    most=BAR
                    max="100"
                    step="0.01"
                    part="weights"
                    error
                />
            }
        })
        .collect_view();
    view! {
        <fieldset class="space-y-3">
            <legend class="sr-only">"Weights of the factors"</legend>
            {fields}
        </fieldset>
        {said.map(|said| view! { <input type="hidden" name="form[in_proportion]" value=said/> })}
        <p
            class="text-xs text-muted"
            data-sum="weights"
            data-whole=PresetForm::sum_words(Weights::WHOLE.into())
            data-other=PresetForm::sum_words(0)
        >
            {words}
        </p>
    }
}

#[component]
fn Prices(form: PresetForm, problem: Option<Problem>) -> impl IntoView {
    let prices = [
        (
            "chance",
            "Chance of a yes",
            "0 ignores it, 100 multiplies fit by it; the exponent b in hundredths",
            form.chance,
        ),
        ("load", "Tiredness", "Percent of the points on the right", form.load),
        ("scarcity", "Rare of their kind", "Percent of the price of asking the only one of a kind", form.scarcity),
        ("deal", "Size and urgency", "Percent of what a deal adds; the same for everybody in it", form.deal),
    ];
    let fields = prices
        .into_iter()
        .map(|(field, label, hint, value)| {
            let error = problem.as_ref().and_then(|problem| problem.of_field(field).map(str::to_owned));
            let shown = value.trim().parse::<u32>().unwrap_or(0);
            view! {
                <ShareField
                    id=field
                    name=["form[", field, "]"].concat()
                    label
                    hint
                    value
                    shown
                    most=u32::from(MOST_PRICE)
                    max=MOST_PRICE.to_string()
                    unit=if field == "chance" { "" } else { "%" }
                    error
                />
            }
        })
        .collect_view();
    view! {
        <fieldset class="space-y-3 border-t border-line-faint pt-4">
            <legend class="sr-only">"Prices"</legend>
            {fields}
        </fieldset>
    }
}

/// Who saved it last, and the way back.
#[component]
fn LastSave(saved: CompanyPreset) -> impl IntoView {
    let flash = use_flash::<UndoCompanyPreset>();
    view! {
        <form
            method="post"
            action=UndoCompanyPreset::PATH
            class="flex flex-wrap items-center justify-between gap-2 border-t border-line-faint px-4 py-3"
        >
            <FormProblems problem=flash.problem()/>
            <input type="hidden" name="preset" value=saved.preset.key/>
            <input type="hidden" name="version" value=saved.version/>
            <span class="text-xs text-muted">{saved.saved}</span>
            <Button size=Size::Small submit=true icon=Glyph::Undo>
                "Undo the last save"
            </Button>
        </form>
    }
}
