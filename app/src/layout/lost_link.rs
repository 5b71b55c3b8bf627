//! What somebody outside sees whose link does not lead on: cut off, over, or broken on our side.

use domain::problem::Problem;
use leptos::prelude::*;

use super::{PageTitle, PublicShell};
use crate::ui::{EmptyState, Glyph, ProblemView, Tone};

/// A page of its own, in words for guests; children are the way out, where there is one.
#[component]
pub fn LostLink(
    problem: Problem,
    /// What the page would have been, for the title when something of ours is broken.
    page: &'static str,
    /// "It may be cut off or mistyped …": how to come by the right link.
    lost: &'static str,
    /// "This invitation": what is no longer open.
    #[prop(default = "This link")]
    what: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (title, line) = match &problem {
        Problem::NotFound => ("This link leads nowhere".to_owned(), lost.to_owned()),
        Problem::Gone(why) => ([what, " is no longer open"].concat(), why.clone()),
        Problem::Refused(refusal) => ("That is not possible now".to_owned(), refusal.message.clone()),
        _ => {
            return view! {
                <PageTitle title=page/>
                <PublicShell company=None>
                    <ProblemView problem heads_the_page=true/>
                </PublicShell>
            }
            .into_any();
        }
    };
    view! {
        <PageTitle title=title.clone()/>
        <PublicShell company=None>
            <EmptyState glyph=Glyph::Link title line tone=Tone::Neutral heads_the_page=true>
                {children.map(|children| children())}
            </EmptyState>
        </PublicShell>
    }
    .into_any()
}
