//! `/settings/jobs`: background work: what waits, what failed for good, and running it again.

pub mod api;

use chrono::{DateTime, Utc};
use domain::jobs::{JobList, JobRow, JobState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use self::api::Replay;
use crate::layout::{PageHeader, SettingsShell};
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Badge, Banner, Button, EmptyState, Glyph, Load, Size, Tab, Table, TableBody, TableHead, Tabs, Th, Tone,
};

/// The page; the state that is shown is in the address.
#[component]
pub fn JobsPage() -> impl IntoView {
    let state = use_query_map().with_untracked(|query| query.get("state"));
    let list = api::list(state.clone());
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <PageHeader title="Background work" line="Mail, reminders and imports: every attempt, and what failed for good"/>
                    <Load read=list let:list>
                        <List list chosen=state/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn List(list: JobList, chosen: Option<String>) -> impl IntoView {
    let chosen: Option<JobState> = chosen.and_then(|state| state.parse().ok());
    let mut tabs = vec![Tab::new("/settings/jobs", "All", chosen.is_none())];
    tabs.extend(list.counts.iter().map(|(state, count)| {
        let count = if *count >= 100 { "99+".to_owned() } else { count.to_string() };
        Tab::new(["/settings/jobs?state=", state.as_str()].concat(), state.label(), chosen == Some(*state)).count(count)
    }));
    let refused =
        use_flash::<Replay>().problem().map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> });
    let late = list.oldest_due.filter(|due| (list.now - *due).num_minutes() >= 5).map(|due| {
        let fact = format!("The oldest work has waited {} minutes.", (list.now - due).num_minutes());
        view! { <Banner tone=Tone::Warning fact=fact line="Is a worker running? serve runs one unless told not to."/> }
    });
    let is_empty = list.rows.is_empty();
    let now = list.now;
    let rows = list.rows.into_iter().map(|row| view! { <Row row now/> }).collect_view();
    view! {
        <div class="space-y-3 px-4 empty:hidden lg:px-6">{refused}{late}</div>
        <Tabs label="States" tabs=tabs/>
        {if is_empty {
            view! { <EmptyState glyph=Glyph::CheckCircle title="Nothing here" line="Work appears as soon as somebody causes some."/> }.into_any()
        } else {
            view! {
                <Table label="Background work" min_width="min-w-180">
                    <TableHead>
                        <Th label="Work" class="pl-4 lg:pl-6"/>
                        <Th label="State"/>
                        <Th label="Attempts" numeric=true/>
                        <Th label="When"/>
                        <Th label="Actions" hidden=true class="pr-4 lg:pr-6"/>
                    </TableHead>
                    <TableBody>{rows}</TableBody>
                </Table>
            }
                .into_any()
        }}
    }
}

#[component]
fn Row(row: JobRow, now: DateTime<Utc>) -> impl IntoView {
    let tone = match row.state {
        JobState::Done => Tone::Success,
        JobState::Dead => Tone::Danger,
        JobState::Retrying => Tone::Warning,
        _ => Tone::Neutral,
    };
    let name = row.kind.replace('_', " ");
    let again = ["Run ", &name, " again"].concat();
    let moment = when(&row, now);
    let error = (row.state != JobState::Done).then_some(row.last_error).flatten();
    let replayed = row.replayed_at.map(|_| " · run again by hand");
    view! {
        <tr>
            <td class="max-w-100 py-2.5 pr-3 pl-4 lg:pl-6">
                <p class="text-sm font-medium first-letter:uppercase">{name}</p>
                <p class="text-xs text-faint">{row.queue.replace('_', " ")}{replayed}</p>
                {error.map(|error| view! { <p class="mt-1 text-xs break-words text-danger-ink">{error}</p> })}
            </td>
            <td class="px-3 py-2.5"><Badge tone=tone>{row.state.label()}</Badge></td>
            <td class="px-3 py-2.5 text-right text-sm tnum">{format!("{} of {}", row.attempts, row.max_attempts)}</td>
            <td class="px-3 py-2.5 text-sm whitespace-nowrap text-muted">{moment}</td>
            <td class="py-2.5 pr-4 pl-3 text-right lg:pr-6">
                {(row.state == JobState::Dead)
                    .then(|| {
                        view! {
                            <form method="post" action=Replay::PATH>
                                <input type="hidden" name="job" value=row.id.to_string()/>
                                <Button size=Size::Small icon=Glyph::Refresh submit=true>
                                    "Run again"
                                    <span class="sr-only">{again}</span>
                                </Button>
                            </form>
                        }
                    })}
            </td>
        </tr>
    }
}

/// Work that is over says when it ended, other work when it is due.
fn when(row: &JobRow, now: DateTime<Utc>) -> String {
    match row.finished_at {
        Some(at) => distance(at, now),
        None => distance(row.run_at, now),
    }
}

/// "3 min ago", "in 23 h": how far a moment is from the server's clock.
fn distance(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (at - now).num_minutes();
    let amount = match minutes.abs() {
        0 => return "now".to_owned(),
        less @ 1..=90 => format!("{less} min"),
        less @ 91..=2_880 => format!("{} h", less / 60),
        more => format!("{} days", more / 1_440),
    };
    if minutes < 0 { [&amount, " ago"].concat() } else { ["in ", &amount].concat() }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_moment_is_said_from_now() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();

        for (minutes, words) in [(0, "now"), (-3, "3 min ago"), (120, "in 2 h"), (4_320, "in 3 days")] {
            assert_eq!(distance(now + TimeDelta::minutes(minutes), now), words);
        }
    }
}
