//! Which presets there are: one is added with the numbers of the one that is shown, renamed, retired and brought back.

use domain::matching::CompanyPreset;
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{AddCompanyPreset, RenameCompanyPreset, RestoreCompanyPreset, RetireCompanyPreset};
use crate::session::use_flash;
use crate::ui::{Button, ButtonKind, FormProblems, Glyph, Size, TextInput};

#[component]
pub(super) fn Names(shown: CompanyPreset, retired: Vec<CompanyPreset>, is_last: bool) -> impl IntoView {
    let (added, renamed) = (use_flash::<AddCompanyPreset>(), use_flash::<RenameCompanyPreset>());
    let (gone, back) = (use_flash::<RetireCompanyPreset>().problem(), use_flash::<RestoreCompanyPreset>().problem());
    let (add_problem, rename_problem) = (added.problem(), renamed.problem());
    let is_open = [&add_problem, &rename_problem, &gone, &back].iter().any(|problem| problem.is_some());
    // The field that needs mending has the name that its form gives it; the other form is not mended now.
    let (is_add_refused, is_rename_refused) = (add_problem.is_some(), rename_problem.is_some());
    let label = shown.preset.label.clone();
    let new_name = added.value_or("name", "");
    let other_name = renamed.value_or("name", &label);
    let (add_error, rename_error) = (of_name(add_problem.as_ref()), of_name(rename_problem.as_ref()));
    view! {
        <details class="border-t border-line-faint px-4 py-3 text-sm" open=is_open>
            <summary class="cursor-pointer font-medium">"Add, rename or retire a preset"</summary>
            <div class="mt-3 space-y-4">
                <form method="post" action=AddCompanyPreset::PATH class="flex flex-wrap items-end gap-2">
                    <FormProblems problem=add_problem/>
                    <input type="hidden" name="form[preset]" value=shown.preset.key.clone()/>
                    <span class="min-w-60 flex-1">
                        <TextInput
                            id=if is_add_refused { "name" } else { "new-preset" }
                            name="form[name]"
                            label="New preset"
                            required=true
                            value=new_name
                            hint=["It begins with the saved numbers of ", &label, "."].concat()
                            error=add_error
                        />
                    </span>
                    <Button submit=true icon=Glyph::Plus>
                        "Add preset"
                    </Button>
                </form>
                <form method="post" action=RenameCompanyPreset::PATH class="flex flex-wrap items-end gap-2">
                    <FormProblems problem=rename_problem/>
                    <Which preset=shown.clone()/>
                    <span class="min-w-60 flex-1">
                        <TextInput
                            id=if is_rename_refused { "name" } else { "preset-name" }
                            name="form[name]"
                            label=["Name of ", &label].concat()
                            required=true
                            value=other_name
                            error=rename_error
                        />
                    </span>
                    <Button submit=true>"Rename"</Button>
                </form>
                {(!is_last).then(|| view! { <Retire shown=shown.clone() problem=gone/> })}
                <Retired retired problem=back/>
            </div>
        </details>
    }
    .into_any()
}

/// The preset a form is about, as it was looked at.
#[component]
fn Which(preset: CompanyPreset) -> impl IntoView {
    view! {
        <input type="hidden" name="form[preset]" value=preset.preset.key/>
        <input type="hidden" name="form[listed]" value=preset.listed/>
    }
}

#[component]
fn Retire(shown: CompanyPreset, problem: Option<Problem>) -> impl IntoView {
    let words = ["Retire ", &shown.preset.label].concat();
    view! {
        <form method="post" action=RetireCompanyPreset::PATH class="flex flex-wrap items-center justify-between gap-2">
            <FormProblems problem/>
            <Which preset=shown/>
            <span class="text-xs text-muted">
                "Nobody can choose a retired preset. Runs that used it stay as they are, and it can be brought back."
            </span>
            <Button kind=ButtonKind::DangerGhost size=Size::Small submit=true>
                {words}
            </Button>
        </form>
    }
}

#[component]
fn Retired(retired: Vec<CompanyPreset>, problem: Option<Problem>) -> impl IntoView {
    if retired.is_empty() {
        return ().into_any();
    }
    let rows = retired
        .into_iter()
        .map(|preset| {
            let name = preset.preset.label.clone();
            let line = preset.retired.clone();
            let words = ["Bring ", &name, " back"].concat();
            view! {
                <li class="py-2">
                    <form method="post" action=RestoreCompanyPreset::PATH class="flex flex-wrap items-center justify-between gap-2">
                        <Which preset/>
                        <span class="min-w-0">
                            <span class="block">{name}</span>
                            <span class="block text-2xs text-faint">{line}</span>
                        </span>
                        <Button size=Size::Small submit=true icon=Glyph::Undo>
                            {words}
                        </Button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <div>
            <h3 class="text-xs font-medium text-faint">"Retired"</h3>
            <FormProblems problem/>
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </div>
    }
    .into_any()
}

fn of_name(problem: Option<&Problem>) -> MaybeProp<String> {
    problem.and_then(|problem| problem.of_field("name").map(str::to_owned)).into()
}
