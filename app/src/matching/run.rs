//! "Match again" with a script: the run is watched. Its stages are shown only when one of them lasts; what was done, and
//! how long it took, is always said afterwards. Without a script the form sends itself, and the page comes back whole.

use std::time::Duration;

use domain::ids::MatchProgressId;
use domain::matching::{Done, Stage, Step, Weights};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlFormElement;

use super::api;
use super::bench::Bench;
use super::keys;
use super::listen::{self, Heard};
use crate::paths;

/// A run that is over within this long is not shown while it runs: a strip that comes and goes would only flicker.
const LASTS: Duration = Duration::from_millis(400);

/// How a run that was begun on this page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// None was begun.
    Idle,
    Running,
    Stopped,
    /// Why it does not go on, though nobody stopped it.
    Broken(String),
    Over,
}

/// Handles to the run; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Run {
    bench: Bench,
    pub phase: RwSignal<Phase>,
    /// The stages that are over.
    pub done: RwSignal<Vec<Done>>,
    pub stage: RwSignal<Option<Stage>>,
    /// It lasts, so it is shown.
    pub lasts: RwSignal<bool>,
    id: StoredValue<Option<MatchProgressId>>,
}

impl Run {
    pub fn new(bench: Bench) -> Self {
        Self {
            bench,
            phase: RwSignal::new(Phase::Idle),
            done: RwSignal::default(),
            stage: RwSignal::default(),
            lasts: RwSignal::new(false),
            id: StoredValue::new(None),
        }
    }

    pub fn is_running(&self) -> bool {
        self.phase.with(|phase| *phase == Phase::Running)
    }

    /// Begins in place of the form, which still sends itself when that does not work.
    pub fn begin(self, event: &ev::SubmitEvent) {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        event.prevent_default();
        let bench = self.bench;
        let preset = bench.preset.with_untracked(|preset| preset.key.clone());
        let weights = untrack(|| bench.is_moved()).then(|| bench.weights.with_untracked(Weights::text));
        listen::close();
        spawn_local(async move {
            match api::begin(bench.data().opportunity, Some(preset), weights).await {
                Ok(id) => {
                    self.done.set(Vec::new());
                    self.id.set_value(Some(id));
                    self.go_on();
                }
                // The page that comes back says what is wrong. It fails only for a form that is no longer there.
                Err(_) => drop(form.submit()),
            }
        });
    }

    /// Stops what is under way: the work goes with the stream, and the server is told not to begin the rest.
    pub fn stop(self) {
        listen::close();
        let Some(id) = self.id.get_value() else { return };
        spawn_local(async move {
            match api::stop(id.to_string()).await {
                Ok(()) => {
                    self.end(Phase::Stopped);
                    // The button that was pressed is gone; the one that takes it back is in its place.
                    request_animation_frame(|| {
                        keys::focus("#match-done button");
                    });
                }
                Err(error) => self.end(Phase::Broken(error.to_string())),
            }
        });
    }

    /// Goes on where it was stopped, or where the connection was lost.
    pub fn resume(self) {
        let Some(id) = self.id.get_value() else { return };
        keys::focus("#match-again button");
        spawn_local(async move {
            match api::resume(id.to_string()).await {
                Ok(()) => {
                    // What is over is told again: it may have been too old to go on with.
                    self.done.set(Vec::new());
                    self.go_on();
                }
                Err(error) => self.end(Phase::Broken(error.to_string())),
            }
        });
    }

    fn go_on(self) {
        let Some(id) = self.id.get_value() else { return };
        self.stage.set(None);
        self.lasts.set(false);
        self.phase.set(Phase::Running);
        let path = paths::match_progress(self.bench.data().opportunity, id);
        if !listen::open(&path, move |heard| self.hear(heard)) {
            self.end(Phase::Broken("This browser cannot show how the run goes on.".to_owned()));
            return;
        }
        let show = move || {
            if self.id.try_get_value() == Some(Some(id)) && untrack(|| self.is_running()) {
                self.lasts.set(true);
            }
        };
        set_timeout(show, LASTS);
    }

    fn hear(self, heard: Heard) {
        match heard {
            Heard::Step(Step::Began(stage)) => self.stage.set(Some(stage)),
            Heard::Step(Step::Over(done)) => {
                let is_new = self.done.with_untracked(|known| known.iter().all(|known| known.stage != done.stage));
                let is_ranked = done.stage == Stage::Scoring;
                if is_new {
                    self.done.update(|known| known.push(done));
                }
                // The order is final from here: it is shown before the model has said anything.
                if is_new && is_ranked {
                    self.bench.read_after_run();
                }
            }
            Heard::Step(Step::Stopped) => self.end(Phase::Stopped),
            Heard::Step(Step::Finished) => self.end(Phase::Over),
            Heard::Step(Step::Failed(why)) => self.end(Phase::Broken(why)),
            Heard::Lost => self.end(Phase::Broken("The connection was lost.".to_owned())),
        }
    }

    fn end(self, phase: Phase) {
        listen::close();
        self.stage.set(None);
        self.lasts.set(false);
        self.phase.set(phase);
    }
}
