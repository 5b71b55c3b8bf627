//! "If you save this": what the draft would have changed, from runs that were kept; and what tiredness costs.

use domain::ids::AdvocateId;
use domain::matching::{Amount, ChangedFirst, Load as Tiredness, MatchingSettings, Preview};
use domain::paging::counted;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Card, TextLink};

#[component]
pub(super) fn PreviewCard(settings: MatchingSettings) -> impl IntoView {
    let MatchingSettings { preview, names, .. } = settings;
    let content = match preview {
        None => view! {
            <p class="p-4 text-sm text-muted">
                "Change a number and try it. The deals that were matched last are ranked again with it, and nothing is saved."
            </p>
        }
        .into_any(),
        Some(preview) if preview.deals == 0 => view! {
            <p class="p-4 text-sm text-muted">
                "No deal has been matched by this engine yet, so there is nothing to try it on."
            </p>
        }
        .into_any(),
        Some(preview) => view! { <Figures preview names/> }.into_any(),
    };
    view! { <Card id="preview" title="If you save this">{content}</Card> }
}

#[component]
fn Figures(preview: Preview, names: Vec<(AdvocateId, String)>) -> impl IntoView {
    let tried = match preview.deals {
        1 => "Tried on the last deal that was matched".to_owned(),
        deals => format!("Tried on the last {deals} deals that were matched"),
    };
    let left_out = (preview.left_out > 0)
        .then(|| format!("; {} more had nobody to ask or were matched by another engine", preview.left_out));
    let slot = preview.hours_to_slot.map(|(before, after, count)| {
        let label = ["Mean time to the first slot, ", &counted(count, "deal", "deals")].concat();
        (label, from_to(&days(before), &days(after)))
    });
    let rows = [
        ("Different first choice".to_owned(), format!("{} of {}", preview.changed.len(), preview.deals)),
        ("First choices likely to decline".to_owned(), from_to(&tenths(preview.noes.0), &tenths(preview.noes.1))),
        ("First choices who are tired".to_owned(), from_to(&preview.tired.0.to_string(), &preview.tired.1.to_string())),
    ];
    let rows = rows
        .into_iter()
        .chain(slot)
        .map(|(label, value)| {
            view! {
                <div class="flex items-baseline justify-between gap-3">
                    <dt class="text-sm">{label}</dt>
                    <dd class="text-right text-sm font-semibold tnum">{value}</dd>
                </div>
            }
        })
        .collect_view();
    let changed =
        preview.changed.into_iter().map(|changed| view! { <Changed changed names=names.clone()/> }).collect_view();
    view! {
        <div class="space-y-3 p-4">
            <p class="text-xs text-muted">{tried}{left_out}</p>
            <dl class="space-y-2">{rows}</dl>
            <ul class="space-y-2 border-t border-line-faint pt-3 text-xs text-muted empty:hidden">{changed}</ul>
            <p class="text-2xs text-faint">
                "The deals as their last kept run saw them. How likely somebody is to decline is what the engine computed then."
            </p>
        </div>
    }
}

#[component]
fn Changed(changed: ChangedFirst, names: Vec<(AdvocateId, String)>) -> impl IntoView {
    let name = |id: AdvocateId| {
        let found = names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
        found.unwrap_or_else(|| "somebody who left".to_owned())
    };
    let places = if changed.by == 1 { "1 place".to_owned() } else { format!("{} places", changed.by) };
    let because = changed.because.map(|row| format!(": {}", row.to_lowercase())).unwrap_or_default();
    let line = format!("{} instead of {}, up {places}{because}", name(changed.is), name(changed.was));
    view! {
        <li>
            <TextLink href=paths::opportunity(changed.opportunity)>{changed.deal}</TextLink>
            <span class="block">{line}</span>
        </li>
    }
}

fn from_to(before: &str, after: &str) -> String {
    if before == after { before.to_owned() } else { [before, " → ", after].concat() }
}

/// Hundredths with one decimal: "6.2".
fn tenths(hundredths: u32) -> String {
    let tenths = (hundredths + 5) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn days(hours: i64) -> String {
    let tenths = (hours * 10 + 12) / 24;
    format!("{}.{} days", tenths / 10, tenths % 10)
}

/// How many points tiredness takes off, as the preset prices it.
#[component]
pub(super) fn FatigueCard(percent: u16) -> impl IntoView {
    let price = |asks: u8| {
        let listed = Tiredness::default().price_after(asks);
        Amount(-(listed * i32::from(percent) + 50) / 100).to_string()
    };
    let rows = [("1 to 2 asks in 60 days", 1, 2), ("3 to 4", 3, 4), ("5 or more", 5, 7)]
        .into_iter()
        .map(|(label, from, to)| {
            view! {
                <div class="flex items-baseline justify-between gap-3">
                    <dt class="text-sm">{label}</dt>
                    <dd class="text-sm font-semibold tnum">{[price(from), " to ".to_owned(), price(to)].concat()}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <Card id="fatigue" title="Fatigue">
            <div class="space-y-3 p-4">
                <p class="text-xs text-muted">
                    "Points of the score. It takes them off and never hides anyone by itself; asks fade after 30 days."
                </p>
                <dl class="space-y-2">{rows}</dl>
            </div>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_with_one_decimal_and_once_when_they_stay() {
        assert_eq!(tenths(624), "6.2");
        assert_eq!(tenths(95), "1.0");
        assert_eq!((days(24), days(43), days(0)), ("1.0 days".into(), "1.8 days".into(), "0.0 days".into()));
        assert_eq!(from_to("2", "2"), "2");
        assert_eq!(from_to("2", "1"), "2 → 1");
    }
}
