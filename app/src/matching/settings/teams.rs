//! Which preset the deals of each team begin with.

use domain::matching::{CompanyPreset, TeamPreset};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::ChooseTeamPreset;
use crate::session::use_flash;
use crate::ui::{Button, Card, Choice, FormProblems, Select};

#[component]
pub(super) fn TeamsCard(teams: Vec<TeamPreset>, presets: Vec<CompanyPreset>) -> impl IntoView {
    let flash = use_flash::<ChooseTeamPreset>();
    let first = presets.first().map(|saved| saved.preset.clone());
    let choices: Vec<Choice> = presets
        .iter()
        .map(|saved| {
            // The first is what a team has that chose none.
            let is_first = first.as_ref().is_some_and(|first| first.key == saved.preset.key);
            let value = if is_first { String::new() } else { saved.preset.key.clone() };
            Choice::new(value, saved.preset.label.clone())
        })
        .collect();
    let empty = teams.is_empty();
    let rows = teams.into_iter().map(|team| view! { <TeamRow team choices=choices.clone()/> }).collect_view();
    view! {
        <Card id="teams" title="Teams">
            <p class="px-4 pt-3 text-xs text-muted">
                {if empty {
                    "There are no teams yet. They come with a file of colleagues, and every deal begins with the first preset."
                } else {
                    "The deals of a team begin with its preset, whoever looks at them."
                }}
            </p>
            <div class="px-4 pt-2 empty:hidden">
                <FormProblems problem=flash.problem()/>
            </div>
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
}

#[component]
fn TeamRow(team: TeamPreset, choices: Vec<Choice>) -> impl IntoView {
    let people = if team.people == 1 { "1 person".to_owned() } else { format!("{} people", team.people) };
    let held = team.preset.unwrap_or_default();
    let id = ["team-", &team.team.to_string()].concat();
    let label = ["Preset of ", &team.name].concat();
    view! {
        <li class="px-4 py-3">
            <form method="post" action=ChooseTeamPreset::PATH class="flex flex-wrap items-center justify-between gap-3">
                <input type="hidden" name="form[team]" value=team.team.to_string()/>
                <input type="hidden" name="form[before]" value=held.clone()/>
                <span class="min-w-40 flex-1">
                    <span class="block text-sm">{team.name}</span>
                    <span class="block text-2xs text-faint">{people}</span>
                </span>
                <Select id name="form[preset]" label label_hidden=true choices value=held class="w-44"/>
                <Button submit=true>"Choose"</Button>
            </form>
        </li>
    }
}
