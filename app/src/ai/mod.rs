//! `/settings/ai`: whether a language model adds to matching, what it may cost, what it did cost, what failed.

pub mod api;

use domain::ai::{AiForm, AiSettings, FailedCall};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use self::api::SaveSettings;
use crate::layout::{PageHeader, SettingsShell};
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Badge, Banner, Button, ButtonKind, Card, Checkbox, FormProblems, Glyph, InputKind, Kpi, KpiRow, Load, Table,
    TableBody, TableHead, TextInput, TextLink, Th, Tone,
};

#[component]
pub fn AiSettingsPage() -> impl IntoView {
    let settings = api::settings();
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <PageHeader
                        title="AI"
                        line="What a language model may add to matching. Scores, rules and order never depend on it"
                    />
                    <Load read=settings let:settings>
                        <Settings settings/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn Settings(settings: AiSettings) -> impl IntoView {
    let AiSettings { model, form, day_limit, resting_until, failures, .. } = settings.clone();
    let is_on = !form.is_on.is_empty() && model.is_some();
    let resting = resting_until.filter(|_| is_on).map(|until| {
        let fact = ["The model failed several times and is left alone until ", &until, "."].concat();
        view! { <Banner tone=Tone::Warning fact line="Matching goes on without it."/> }
    });
    let missing = model.is_none().then(|| {
        view! {
            <Banner
                tone=Tone::Neutral
                fact="No model is configured."
                line="Whoever runs this installation sets PEERCHAMPS_AI_KEY. Until then nothing leaves it."
            />
        }
    });
    let has_failures = !failures.is_empty();
    view! {
        <div class="max-w-250 space-y-5 px-4 pb-8 lg:px-6">
            {missing}
            {resting}
            <Switch form model day_limit is_on/>
            <Month settings/>
            {has_failures.then(|| view! { <Failures failures/> })}
        </div>
    }
}

#[component]
fn Switch(form: AiForm, model: Option<String>, day_limit: String, is_on: bool) -> impl IntoView {
    let flash = use_flash::<SaveSettings>();
    let problem = flash.problem();
    let budget_error = problem.as_ref().and_then(|problem| problem.of_field("budget").map(str::to_owned));
    let budget = flash.value_or("budget", &form.budget);
    let version = form.version;
    // A box that was not ticked is not sent: what was typed says so by its budget.
    let checked = match flash.value("budget") {
        Some(_) => flash.value("is_on").is_some(),
        None => !form.is_on.is_empty(),
    };
    let badge = match is_on {
        true => view! { <Badge tone=Tone::Ai glyph=Glyph::Sparkle>"On"</Badge> }.into_any(),
        false => view! { <Badge>"Off"</Badge> }.into_any(),
    };
    let whom = match &model {
        Some(model) => [
            "Notes of deals, stories and computed terms are sent to the model ",
            model,
            ". Advocates' names are left out, unless a story or a note says one.",
        ]
        .concat(),
        None => "Notes of deals, stories and computed terms would be sent to the configured model.".to_owned(),
    };
    let hint = ["Calls stop when it is spent. The operator allows ", &day_limit, " a day besides."].concat();
    let has_model = model.is_some();
    view! {
        <Card id="switch" title="AI in matching" aside=badge>
            <form method="post" action=SaveSettings::PATH class="space-y-4 p-4">
                <FormProblems problem/>
                <input type="hidden" name="form[version]" value=version/>
                <Checkbox
                    id="is_on"
                    name="form[is_on]"
                    label="Let a language model suggest"
                    value="on"
                    checked
                    disabled=!has_model && !checked
                    hint=whom
                />
                <ul class="list-disc space-y-1 pl-9 text-sm text-muted">
                    <li>"Needs that the notes of a deal name, each with its quote, to take or to turn down"</li>
                    <li>"Why the first customer fits, worded from the computed terms"</li>
                    <li>"Another order of the first ten, beside the computed one"</li>
                </ul>
                <TextInput
                    id="budget"
                    name="form[budget]"
                    label="Budget a month, in US dollars"
                    kind=InputKind::Number
                    value=budget
                    min="0"
                    max="100000"
                    required=true
                    hint
                    error=budget_error
                    class="max-w-72"
                />
                <Button kind=ButtonKind::Primary submit=true>"Save"</Button>
            </form>
        </Card>
    }
}

#[component]
fn Month(settings: AiSettings) -> impl IntoView {
    let AiSettings { form, spent, month, calls, answered, dropped, median, .. } = settings;
    let of_budget = ["of $", &form.budget, ".00 in ", &month].concat();
    let not_answered = format!("{} of {calls} asked", answered);
    view! {
        <KpiRow label="This month">
            <Kpi label="Spent" value=spent note=of_budget/>
            <Kpi label="Answers" value=answered.to_string() note=not_answered/>
            <Kpi label="Median time" value=median.unwrap_or_else(|| "–".to_owned()) note="to an answer"/>
            <Kpi label="Dropped" value=dropped.to_string() note="statements that did not hold"/>
        </KpiRow>
    }
}

#[component]
fn Failures(failures: Vec<FailedCall>) -> impl IntoView {
    let rows = failures
        .into_iter()
        .map(|failed| {
            let deal = match failed.opportunity {
                Some((id, name)) => view! { <TextLink href=paths::opportunity(id)>{name}</TextLink> }.into_any(),
                None => view! { <span class="text-faint">"A deal that is gone"</span> }.into_any(),
            };
            view! {
                <tr>
                    <td class="py-2.5 pr-3 pl-4 text-sm whitespace-nowrap text-muted tnum">{failed.when}</td>
                    <td class="px-3 py-2.5 text-sm">{failed.purpose.label()}</td>
                    <td class="px-3 py-2.5 text-sm">{deal}</td>
                    <td class="py-2.5 pr-4 pl-3 text-sm">{failed.why}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card id="failures" title="Last failures">
            <Table label="Last failures" min_width="min-w-150">
                <TableHead>
                    <Th label="When" class="pl-4"/>
                    <Th label="Asked for"/>
                    <Th label="Deal"/>
                    <Th label="What happened" class="pr-4"/>
                </TableHead>
                <TableBody>{rows}</TableBody>
            </Table>
        </Card>
    }
}
