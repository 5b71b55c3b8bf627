//! The matching of one deal, as its page asks for it.

use domain::ids::OpportunityId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::address::Address;
use super::api::{self, SavePreset};
use super::asked::ignored;
use super::bench::ROWS;
use super::compare::compare;
use super::misspelt::DoYouMean;
use super::panes::Panes;
use super::suggestions::Suggestions;
use crate::evidence::{self, ProofFirst};
use crate::lists::{IgnoredBar, use_list_query};
use crate::paths;
use crate::session::use_flash;
use crate::ui::Load;

/// Who fits this opportunity. Fills the space it is given.
#[component]
pub fn MatchingTab(opportunity: OpportunityId) -> impl IntoView {
    let address = use_query_map().with_untracked(|query| Address::read(|key| query.get(key)));
    let Address { preset, weights, advocate, all_held, held_by, rows, compared } = address.clone();
    let rows = rows.unwrap_or(ROWS);
    let w = weights.as_ref().map(domain::matching::Weights::text);
    let workbench = api::workbench(opportunity, preset, w, advocate, all_held, held_by, compared);
    // Beside the matching and not in it: another preset finds other people, and the same papers.
    let proof = evidence::api::proof(opportunity);
    // Beside it, too: the ranking is the same whatever a model says, and does not wait for it.
    let beside = api::beside(opportunity);
    let query = use_list_query();
    let is_open = use_query_map().with_untracked(|query| query.get("ai").is_some());
    let refused = use_flash::<SavePreset>();
    let refusal = refused.problem().map(|problem| problem.to_string());
    let name = refused.value("name").unwrap_or_default();
    view! {
        <Load read=workbench let:workbench>
            {
                let unread = ignored(&query, &workbench);
                let words = workbench.misspelt.clone();
                view! {
                    {compare(&workbench, &address)}
                    <Panes workbench all_held rows refusal name>
                        <IgnoredBar ignored=unread here=query path=paths::opportunity(opportunity)/>
                        <DoYouMean opportunity words/>
                        <Suggestions read=beside is_open/>
                        <ProofFirst opportunity read=proof/>
                    </Panes>
                }
            }
        </Load>
    }
}
