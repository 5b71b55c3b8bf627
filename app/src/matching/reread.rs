//! Asking the server again without leaving the page: after a run, and for weights where there are too many for the browser.
//! What was asked last counts; an answer to an earlier question is dropped.

use std::sync::Arc;
use std::time::Duration;

use domain::matching::{Weights, Workbench};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::Address;
use super::api;
use super::bench::Bench;
use crate::api::ApiResult;

/// Steps of a slider that come within so long are asked about once.
const REST: Duration = Duration::from_millis(120);

/// How what was read again is counted.
#[derive(Clone, Copy)]
pub struct Readings {
    /// Goes up with every answer.
    pub revision: RwSignal<u32>,
    /// Goes up with every run: everything is read anew, not only ranked.
    pub runs: RwSignal<u32>,
    /// The server was asked to rank and has not answered.
    pub is_ranking: RwSignal<bool>,
    asked: StoredValue<u32>,
}

impl Readings {
    pub fn new() -> Self {
        Self {
            revision: RwSignal::new(0),
            runs: RwSignal::new(0),
            is_ranking: RwSignal::new(false),
            asked: StoredValue::new(0),
        }
    }

    fn next(self) -> u32 {
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
        self.asked.get_value()
    }

    fn is_latest(self, asked: u32) -> bool {
        self.asked.try_get_value() == Some(asked)
    }
}

impl Bench {
    /// What the page shows beside the order; told again after every run.
    pub fn as_of_the_run(&self) -> Arc<Workbench> {
        self.readings.runs.track();
        self.data()
    }

    /// Has the server rank by the weights in force, once the hand rests.
    pub fn rank_on_server(self) {
        let asked = self.readings.next();
        self.readings.is_ranking.set(true);
        let ask = move || {
            if self.readings.is_latest(asked) {
                spawn_local(async move {
                    let answer = self.read().await;
                    if !self.readings.is_latest(asked) {
                        return;
                    }
                    self.readings.is_ranking.set(false);
                    match answer {
                        Ok(workbench) => self.take(workbench),
                        // The page asked for as a whole says what is wrong. It fails only for another site's address.
                        Err(_) => drop(window().location().replace(&untrack(|| self.href()))),
                    }
                });
            }
        };
        set_timeout(ask, REST);
    }

    /// Shows what the run that was just kept goes by.
    pub fn read_after_run(self) {
        let asked = self.readings.next();
        spawn_local(async move {
            // Without an answer the page stays as it was, and its links lead to the new one.
            let Ok(workbench) = self.read().await else { return };
            if self.readings.is_latest(asked) {
                self.readings.is_ranking.set(false);
                self.take(workbench);
                self.readings.runs.update(|runs| *runs += 1);
            }
        });
    }

    async fn read(self) -> ApiResult<Workbench> {
        let address = untrack(|| self.address());
        let preset = self.preset.with_untracked(|preset| preset.key.clone());
        let w = address.weights.as_ref().map(Weights::text);
        let Address { advocate, all_held, held_by, .. } = address;
        api::workbench(self.data().opportunity, Some(preset), w, advocate, all_held, held_by, Vec::new()).await
    }

    fn take(self, workbench: Workbench) {
        self.replace(workbench);
        self.readings.revision.update(|revision| *revision += 1);
    }
}
