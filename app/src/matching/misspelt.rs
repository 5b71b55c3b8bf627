//! Words of the deal that fit nobody and are perhaps others.

use domain::ids::OpportunityId;
use domain::matching::Misspelt;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Banner, LinkButton, Size, Tone};

/// Nothing where no word is near another.
#[component]
pub fn DoYouMean(opportunity: OpportunityId, words: Vec<Misspelt>) -> impl IntoView {
    let (first, others) = words.split_first()?;
    let fact = format!("Nobody has the {} {}.", first.kind, first.typed);
    let mut line = format!("Do you mean {}?", first.meant);
    for Misspelt { kind, typed, meant } in others {
        line.push_str(&format!(" Nor the {kind} {typed}; do you mean {meant}?"));
    }
    Some(view! {
        <div class="p-3 pb-0">
            <Banner tone=Tone::Warning fact line=line>
                <LinkButton href=[&paths::edit_opportunity(opportunity), "#needs"].concat() size=Size::Small>
                    "Change what the deal needs"
                </LinkButton>
            </Banner>
        </div>
    })
}
