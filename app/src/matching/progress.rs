//! How a run that is watched goes on, above the ranking: its stages while it lasts, one line when it is over.

use domain::matching::{Done, Stage, seconds};
use leptos::prelude::*;

use super::address::suggestions;
use super::bench::Bench;
use super::run::{Phase, Run};
use crate::ui::{Button, Glyph, Icon, Meter, Size, TextLink};

/// No announcement is made more often than this while a run goes on, in milliseconds.
const QUIET: f64 = 2_000.0;

#[component]
pub fn MatchProgress(bench: Bench, run: Run) -> impl IntoView {
    let shown = Memo::new(move |_| match run.phase.get() {
        Phase::Running if run.lasts.get() => Shown::Stages,
        Phase::Idle | Phase::Running => Shown::Nothing,
        Phase::Stopped => Shown::Stopped,
        Phase::Broken(why) => Shown::Broken(why),
        Phase::Over => Shown::Summary,
    });
    view! {
        <p class="sr-only" role="status" aria-live="polite">
            <Said run/>
        </p>
        {move || match shown.get() {
            Shown::Nothing => ().into_any(),
            Shown::Stages => view! { <Stages run/> }.into_any(),
            Shown::Stopped => {
                let done = run.done.get();
                let fact = stopped(&done);
                view! { <Line text=[fact.as_str(), " ", Done::kept(&done)].concat()><Resume run/></Line> }.into_any()
            }
            Shown::Broken(why) => {
                let kept = Done::kept(&run.done.get());
                view! { <Line text=[why.as_str(), " ", kept].concat()><Resume run/></Line> }.into_any()
            }
            Shown::Summary => view! { <Summary bench run/> }.into_any(),
        }}
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    /// Nothing was begun, or it has not lasted yet: the line of the run before is gone, nothing flickers in its place.
    Nothing,
    Stages,
    Stopped,
    Broken(String),
    Summary,
}

/// What is read out: the stage, at most every two seconds, and how it ended.
#[component]
fn Said(run: Run) -> impl IntoView {
    let said = Memo::new(move |before: Option<&(f64, String)>| {
        let now = window().performance().map_or(0.0, |clock| clock.now());
        match (run.phase.get(), run.lasts.get(), run.stage.get()) {
            (Phase::Running, true, Some(stage)) => match before {
                Some((at, text)) if !text.is_empty() && now - at < QUIET => (*at, text.clone()),
                _ => (now, stage.step()),
            },
            (Phase::Over, ..) => (now, run.done.with(|done| Done::summary(done))),
            (Phase::Stopped, ..) => (now, run.done.with(|done| stopped(done))),
            (Phase::Broken(why), ..) => (now, why),
            _ => (now, String::new()),
        }
    });
    move || match run.phase.get() {
        Phase::Idle => String::new(),
        _ => said.get().1,
    }
}

fn stopped(done: &[Done]) -> String {
    match done.last() {
        None => "Stopped.".to_owned(),
        Some(last) => format!("Stopped after step {} of {}.", last.stage.number(), Stage::ALL.len()),
    }
}

#[component]
fn Stages(run: Run) -> impl IntoView {
    let title = move || run.stage.get().map(Stage::step);
    let took = move || {
        let took = run.done.with(|done| done.iter().map(|done| done.took_ms).fold(0, u32::saturating_add));
        (took > 0).then(|| seconds(took))
    };
    let percent = Signal::derive(move || {
        let over = run.done.with(Vec::len) * 100 / Stage::ALL.len();
        u32::try_from(over).unwrap_or(100)
    });
    let label = move || format!("Matching {}% done", percent.get());
    let over = move || {
        let row = |done: Done| {
            view! {
                <li class="flex items-center gap-2 text-xs">
                    <Icon glyph=Glyph::Check class="size-3.5 text-success"/>
                    <span class="text-muted">{done.stage.label()}</span>
                    <span class="min-w-0 text-faint">{done.found}</span>
                    <span class="ml-auto text-faint tnum">{seconds(done.took_ms)}</span>
                </li>
            }
        };
        run.done.get().into_iter().map(row).collect_view()
    };
    let current = move || {
        run.stage.get().filter(|stage| run.done.with(|done| done.iter().all(|done| done.stage != *stage))).map(
            |stage| {
                view! {
                    <li class="flex items-center gap-2 text-xs" aria-current="step">
                        <Icon glyph=Glyph::DotCircle class="size-3.5 text-brand-ink"/>
                        <span class="font-medium">{stage.doing()}</span>
                    </li>
                }
            },
        )
    };
    let is_ranked = move || run.done.with(|done| Done::is_ranked(done));
    view! {
        <div id="match-progress" class="border-b border-line bg-sunken px-4 py-3" role="group" aria-label="Matching progress">
            <div class="flex items-center justify-between gap-3">
                <p class="flex min-w-0 items-center gap-2 text-sm font-medium">
                    <Icon glyph=Glyph::Refresh class="size-4 animate-spin text-brand-ink motion-reduce:animate-none"/>
                    {title}
                </p>
                <span class="flex items-center gap-3">
                    <span class="text-xs text-faint tnum">{took}</span>
                    <Button size=Size::Small icon=Glyph::X on:click=move |_| run.stop()>
                        "Stop"
                    </Button>
                </span>
            </div>
            <div class="mt-2.5">
                <Meter percent label=label/>
            </div>
            <ol class="mt-3 space-y-1">{over} {current}</ol>
            <p class="mt-2.5 text-xs text-muted" class:hidden=move || !is_ranked()>
                "You can already request: scores and order will not change while AI writes."
            </p>
        </div>
    }
}

#[component]
fn Resume(run: Run) -> impl IntoView {
    view! {
        <Button size=Size::Small icon=Glyph::Play on:click=move |_| run.resume()>
            "Resume"
        </Button>
    }
}

/// What was done, and what AI added, which stands in a part of the page that the server writes.
#[component]
fn Summary(bench: Bench, run: Run) -> impl IntoView {
    let done = run.done.get_untracked();
    let ai = done.iter().find(|done| done.stage == Stage::Ai);
    let text = match ai {
        None => Done::summary(&done),
        Some(ai) => [Done::summary(&done).as_str(), ". ", &ai.found, "."].concat(),
    };
    let is_answered = ai.is_some_and(|ai| ai.found == Done::ANSWERED);
    let href = suggestions(bench.data().opportunity);
    view! {
        <Line text>
            {is_answered.then(|| view! { <TextLink href class="text-xs whitespace-nowrap">"Show what AI wrote"</TextLink> })}
        </Line>
    }
}

#[component]
fn Line(text: String, children: Children) -> impl IntoView {
    view! {
        <div
            id="match-done"
            class="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b border-line-faint px-4 py-2 text-xs text-faint"
        >
            <p class="min-w-0">{text}</p>
            {children()}
        </div>
    }
}
