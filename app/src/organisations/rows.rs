//! A row of the list, as a table shows it and as a phone does.

use domain::organisations::{OrganisationRow, Relation};
use domain::paging::grouped;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Badge, FaceSize, OrgLogo, Tone};

pub(super) const fn tone(relation: Relation) -> Tone {
    match relation {
        Relation::Customer => Tone::Success,
        Relation::Prospect => Tone::Brand,
        Relation::Competitor => Tone::Warning,
        Relation::Partner => Tone::Neutral,
    }
}

#[component]
fn Relations(relations: Vec<Relation>) -> impl IntoView {
    let badges =
        relations.into_iter().map(|kind| view! { <Badge tone=tone(kind)>{kind.label()}</Badge> }).collect_view();
    view! { <span class="flex flex-wrap gap-1">{badges}</span> }
}

#[component]
pub(super) fn TableRow(row: OrganisationRow) -> impl IntoView {
    let employees = row.employees.map_or_else(|| "–".to_owned(), |number| grouped(number.into()));
    view! {
        <tr class="hover:bg-hover">
            <td class="max-w-80 py-2.5 pr-3 pl-4 lg:pl-6">
                <div class="flex items-center gap-3">
                    <OrgLogo name=row.name.clone() id=row.id.0 size=FaceSize::S32/>
                    <div class="min-w-0">
                        <a href=paths::organisation(row.id) class="block truncate font-medium hover:underline">
                            {row.name}
                        </a>
                        <p class="truncate text-xs text-faint">{row.place}</p>
                    </div>
                </div>
            </td>
            <td class="px-3">
                <Relations relations=row.relations/>
            </td>
            <td class="max-w-56 truncate px-3">{row.industry}</td>
            <td class="px-3 text-right tnum">{employees}</td>
            <td class="px-3 text-right tnum">{row.advocates}</td>
            <td class="px-3 text-right tnum">{row.open_deals}</td>
            <td class="max-w-48 truncate py-2 pr-4 pl-3 text-muted lg:pr-6">
                {row.owner.unwrap_or_else(|| "–".to_owned())}
            </td>
        </tr>
    }
}

/// "3 advocates, 1 open deal"
fn counted(row: &OrganisationRow) -> String {
    let some = |number: u32, one: &str, many: &str| {
        [number.to_string().as_str(), if number == 1 { one } else { many }].concat()
    };
    [some(row.advocates, " advocate", " advocates"), some(row.open_deals, " open deal", " open deals")].join(", ")
}

#[component]
pub(super) fn PhoneRow(row: OrganisationRow) -> impl IntoView {
    let counted = counted(&row);
    let line: Vec<String> = [row.industry, row.place].into_iter().filter(|text| !text.is_empty()).collect();
    view! {
        <li>
            <a href=paths::organisation(row.id) class="focus-inset flex gap-3 px-4 py-3">
                <OrgLogo name=row.name.clone() id=row.id.0 size=FaceSize::S36/>
                <span class="min-w-0 flex-1">
                    <span class="flex items-start justify-between gap-2">
                        <span class="font-medium">{row.name}</span>
                        <Relations relations=row.relations/>
                    </span>
                    <span class="block truncate text-xs text-muted">{line.join(", ")}</span>
                    <span class="block truncate text-xs text-faint">{counted}</span>
                </span>
            </a>
        </li>
    }
}
