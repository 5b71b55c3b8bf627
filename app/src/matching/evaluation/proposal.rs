//! Weights that past asks propose: before and after, on how much, and what a person decided.

use domain::matching::Factor;
use domain::matching::learning::{BeforeAfter, Counts, FEWEST, PRIOR_PAIRS, Proposal, ProposalState, Proposed};
use domain::matching::percent_text;
use domain::paging::counted;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{ApplyProposal, DismissProposal, LearnNow};
use super::percent;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Banner, Button, ButtonKind, Card, FormProblems, Glyph, Size, Table, TableBody, TableHead, TextLink, Th, Tone,
};

#[component]
pub(super) fn ProposalCard(proposed: Option<Proposed>) -> impl IntoView {
    let is_looking = use_query_map().with_untracked(|query| query.get("looking").is_some());
    let (applied, dismissed) = (use_flash::<ApplyProposal>(), use_flash::<DismissProposal>());
    let problem = applied.problem().or(dismissed.problem());
    let again = view! {
        <form method="post" action=LearnNow::PATH>
            <Button size=Size::Small submit=true icon=Glyph::Refresh>
                "Compute now"
            </Button>
        </form>
    };
    let content = match proposed {
        None => view! {
            <p class="p-4 text-sm text-muted">
                "Nothing was computed yet. It happens each night after somebody signed in, or now."
            </p>
        }
        .into_any(),
        Some(proposed) => view! { <Learnt proposed/> }.into_any(),
    };
    view! {
        <Card id="proposal" title="What past asks propose" action=again.into_any()>
            <div class="space-y-3 px-4 pt-4 empty:hidden">
                {is_looking
                    .then(|| {
                        view! {
                            <Banner
                                tone=Tone::Neutral
                                fact="It is being computed."
                                line="Load this page again in a moment; the same evidence gives the same proposal."
                            />
                        }
                    })}
                <FormProblems problem/>
            </div>
            {content}
        </Card>
    }
}

#[component]
fn Learnt(proposed: Proposed) -> impl IntoView {
    let Proposed { id, state, preset, before, proposal, rebuilt, computed, decided, outdated } = proposed;
    let Proposal { weights, counts, told_right, ndcg } = proposal;
    let enough = counts.are_enough();
    let stays = before == weights;
    let head = match (enough, stays) {
        (false, _) => "Too few to propose anything".to_owned(),
        (true, true) => [&preset, " stays as it is"].concat(),
        (true, false) => ["Other weights for ", &preset].concat(),
    };
    let rebuilt = (rebuilt > 0).then(|| {
        let asks = counted(rebuilt, "ask was", "asks were");
        format!("{asks} made without a kept run: the values come from today's profiles, without the soonest slot.")
    });
    let rows = Factor::ALL
        .iter()
        .map(|factor| {
            let (old, new) = (before.share(*factor), weights.share(*factor));
            view! {
                <tr>
                    <th scope="row" class="py-2 pr-3 pl-4 text-left font-normal">
                        {factor.label()}
                    </th>
                    <td class="px-3 py-2 text-right tnum">{percent_text(old)}"%"</td>
                    <td class="px-3 py-2 text-right tnum">{percent_text(new)}"%"</td>
                    <td class="py-2 pr-4 pl-3 text-right text-muted tnum">
                        {percent(i32::from(new) - i32::from(old))}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let may_decide = state == ProposalState::Open && !stays && !outdated;
    let outdated = outdated.then(|| {
        view! {
            <Banner
                tone=Tone::Warning
                fact="The preset was saved since."
                line="Compute again to learn from the weights that hold now."
            />
        }
    });
    view! {
        <div class="space-y-3 p-4">
            <p class="text-md font-semibold">{head}</p>
            <p class="text-xs text-muted">{format!("Computed {computed}. ")}{decided}</p>
            {outdated}
            <Evidence counts/>
            {rebuilt.map(|line| view! { <p class="text-sm text-muted">{line}</p> })}
            {enough
                .then(|| {
                    view! {
                        <dl class="space-y-2">
                            <Measure label="Preferences told right, on deals it was not learnt from" of=told_right/>
                            <Measure label="NDCG@5, on runs it was not learnt from" of=ndcg/>
                        </dl>
                    }
                })}
        </div>
        {(enough && !stays)
            .then(|| {
                view! {
                    <Table label="Weights before and after" class="border-t border-line-faint" min_width="min-w-90">
                        <TableHead>
                            <Th label="Factor" class="pl-4"/>
                            <Th label="Now" numeric=true/>
                            <Th label="Proposed" numeric=true/>
                            <Th label="Difference" numeric=true class="pr-4"/>
                        </TableHead>
                        <TableBody>{rows}</TableBody>
                    </Table>
                }
            })}
        {may_decide
            .then(|| {
                view! {
                    <div class="flex flex-wrap items-center gap-2 border-t border-line-faint px-4 py-3">
                        <form method="post" action=ApplyProposal::PATH>
                            <input type="hidden" name="proposal" value=id.to_string()/>
                            <Button kind=ButtonKind::Primary submit=true>
                                "Apply for everyone"
                            </Button>
                        </form>
                        <form method="post" action=DismissProposal::PATH>
                            <input type="hidden" name="proposal" value=id.to_string()/>
                            <Button submit=true>"Dismiss"</Button>
                        </form>
                        <span class="text-xs text-muted">
                            "Nothing applies itself. Applying is a save of the preset and can be taken back there."
                        </span>
                    </div>
                }
            })}
        {(state == ProposalState::Applied)
            .then(|| {
                view! {
                    <p class="border-t border-line-faint px-4 py-3 text-sm">
                        <TextLink href=paths::matching_settings()>"The preset, with its undo"</TextLink>
                    </p>
                }
            })}
    }
}

#[component]
fn Evidence(counts: Counts) -> impl IntoView {
    let needed = if counts.are_enough() {
        String::new()
    } else {
        format!(" Proposals begin at {} decisions.", Counts::fewest())
    };
    let line = format!(
        "Learnt from {} out of an order that was shown, {} with a yes and a no, and {}, held \
         to the weights in force as if {PRIOR_PAIRS} decisions had spoken for them.{needed}",
        counted(counts.choices, "choice", "choices"),
        counted(counts.answers, "request", "requests"),
        counted(counts.graded, "graded call", "graded calls"),
    );
    view! { <p class="max-w-160 text-sm">{line}</p> }
}

#[component]
fn Measure(label: &'static str, of: Option<BeforeAfter>) -> impl IntoView {
    let (value, line) = match of {
        None => ("Too few to say".to_owned(), format!("Fewer than {FEWEST}")),
        Some(of) => (
            format!("{}% → {}%", percent(of.before), percent(of.after)),
            format!(
                "Difference {} to {} points (95%), n = {}{}",
                percent(of.low),
                percent(of.high),
                of.n,
                if of.is_sure() { "" } else { ": no difference could be shown" },
            ),
        ),
    };
    view! {
        <div class="flex flex-wrap items-baseline justify-between gap-x-4">
            <dt class="text-sm">{label}</dt>
            <dd class="text-right">
                <span class="block text-sm font-semibold tnum">{value}</span>
                <span class="block text-xs text-muted tnum">{line}</span>
            </dd>
        </div>
    }
}
