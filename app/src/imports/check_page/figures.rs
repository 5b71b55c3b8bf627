//! How many rows come to what.

use domain::imports::{Counts, Kind, thousands};
use domain::paging::counted;
use leptos::prelude::*;

use crate::ui::{Banner, Status, Tone};

/// How many rows come to what.
#[component]
pub fn Figures(kind: Kind, counts: Counts) -> impl IntoView {
    let new = if counts.created == 1 { kind.singular() } else { kind.plural() };
    let new = ["new ", new].concat();
    let figures = [
        (counts.created, Tone::Success, new),
        (counts.updated, Tone::Brand, if counts.updated == 1 { "update" } else { "updates" }.to_owned()),
        (counts.unchanged, Tone::Neutral, "without a change".to_owned()),
        (counts.errors, Tone::Danger, "cannot be imported".to_owned()),
    ];
    let figures = figures
        .into_iter()
        .map(|(count, tone, words)| {
            view! {
                <div class="bg-surface px-4 py-3">
                    <p class="text-lg font-semibold tnum">{thousands(count)}</p>
                    <p class="text-sm text-muted">
                        <Status tone>{words}</Status>
                    </p>
                </div>
            }
        })
        .collect_view();
    view! {
        <section
            class="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4"
            aria-label="Result of the check"
        >
            {figures}
        </section>
        {(counts.remarked > 0)
            .then(|| {
                view! {
                    <p class="mt-2 text-sm text-muted">
                        {counted(counts.remarked, "row that can be imported has", "rows that can be imported have")}
                        " a remark."
                    </p>
                }
            })}
        {(counts.agreed > 0).then(|| view! { <Asked agreed=counts.agreed/> })}
    }
}

/// What a file says of consent is not consent.
#[component]
fn Asked(agreed: usize) -> impl IntoView {
    let fact = if agreed == 1 {
        "One row says that somebody agreed. Consent is theirs to give, so it is not imported.".to_owned()
    } else {
        let rows = thousands(agreed);
        [rows.as_str(), " rows say that somebody agreed. Consent is theirs to give, so it is not imported."].concat()
    };
    view! {
        <div class="mt-4">
            <Banner
                tone=Tone::Brand
                fact=fact
                line="They come as candidates and cannot be asked until they have agreed themselves. A no in the file is kept."
            />
        </div>
    }
}
