//! The company's rules. Those with a number are held by the database at the moment of asking, too; the others always
//! hold.

use domain::matching::RulesForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{SaveRules, UndoRules};
use crate::session::use_flash;
use crate::ui::{Badge, Button, ButtonKind, Card, FormProblems, Glyph, ShareField, Size};

/// Rules that no setting switches off.
const ALWAYS: [(&str, &str); 5] = [
    ("Consent on file", "For the very activity they are asked for; withdrawn consent holds at once"),
    ("No urgent or angry ticket", "While support says so at their organisation"),
    ("Not a rival of the prospect", "From the list of rivals, and nobody of the prospect's own group"),
    ("Not asked for this deal yet", "While an ask waits, after a yes, and after a no"),
    ("Their own word", "Pauses, days off, and limits of their own where they are stricter"),
];

#[component]
pub(super) fn RulesCard(rules: RulesForm, saved: Option<String>) -> impl IntoView {
    let flash = use_flash::<SaveRules>();
    let problem = flash.problem();
    let undone = use_flash::<UndoRules>();
    let numbers = [
        (
            "monthly_cap",
            "Monthly cap",
            "Asks per advocate; used where theirs is not stricter",
            rules.monthly_cap,
            "31",
            "",
        ),
        ("quarterly_cap", "Quarterly cap", "The same for three months", rules.quarterly_cap, "92", ""),
        (
            "cool_down_days",
            "Cooling off after a call",
            "Days per advocate, unless theirs is longer",
            rules.cool_down_days,
            "365",
            "",
        ),
        (
            "renewal_window_days",
            "Not before a renewal",
            "Days before their contract renews; 0 switches it off",
            rules.renewal_window_days,
            "365",
            "",
        ),
    ];
    let fields = numbers
        .into_iter()
        .map(|(field, label, hint, value, max, unit)| {
            let value = flash.value_or(field, &value);
            let error = problem.as_ref().and_then(|problem| problem.of_field(field).map(str::to_owned));
            let shown = value.trim().parse::<u32>().unwrap_or(0);
            let most = if field.ends_with("days") { 90 } else { 12 };
            view! {
                <ShareField id=field name=["form[", field, "]"].concat() label hint value shown most max unit error/>
            }
        })
        .collect_view();
    let always = ALWAYS
        .into_iter()
        .map(|(label, line)| {
            view! {
                <li class="flex items-center justify-between gap-3 px-4 py-2.5">
                    <span>
                        <span class="block text-sm">{label}</span>
                        <span class="block text-2xs text-faint">{line}</span>
                    </span>
                    <Badge glyph=Glyph::Lock>"Always"</Badge>
                </li>
            }
        })
        .collect_view();
    let version = rules.version.clone();
    view! {
        <Card id="rules" title="Rules">
            <form method="post" action=SaveRules::PATH class="space-y-3 p-4">
                <FormProblems problem/>
                <input type="hidden" name="form[version]" value=rules.version/>
                {fields}
                <div class="pt-1">
                    <Button kind=ButtonKind::Primary submit=true>
                        "Save the rules"
                    </Button>
                </div>
            </form>
            <ul class="divide-y divide-line-faint border-t border-line-faint">{always}</ul>
            {saved
                .map(|saved| {
                    view! {
                        <form
                            method="post"
                            action=UndoRules::PATH
                            class="flex flex-wrap items-center justify-between gap-2 border-t border-line-faint px-4 py-3"
                        >
                            <FormProblems problem=undone.problem()/>
                            <input type="hidden" name="version" value=version/>
                            <span class="text-xs text-muted">{saved}</span>
                            <Button size=Size::Small submit=true icon=Glyph::Undo>
                                "Undo the last change of the rules"
                            </Button>
                        </form>
                    }
                })}
        </Card>
    }
}
