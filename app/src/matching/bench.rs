//! The state of the page: what came with it, and what the reader moved since.

use std::sync::Arc;

use domain::ids::AdvocateId;
use domain::matching::{Detail, Factor, Moved, Person, Preset, Ranked, Terms, Weights, Workbench, movement, rank};
use leptos::prelude::*;

use super::address::Address;
use super::reread::Readings;

/// How many rows are drawn at first, and how many more each time.
pub const ROWS: usize = 25;

/// Handles to the state; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Bench {
    data: StoredValue<Arc<Workbench>>,
    /// The preset in force; moving a weight does not change it.
    pub preset: RwSignal<Preset>,
    pub weights: RwSignal<Weights>,
    /// The preset with the weights after half a second of rest: what is announced and put into the address.
    pub settled: RwSignal<Preset>,
    /// The order this deal begins with, which movement is told against.
    base: Memo<Arc<Vec<Ranked>>>,
    pub order: Memo<Arc<Vec<Ranked>>>,
    /// The order by what has settled.
    rested: Memo<Arc<Vec<Ranked>>>,
    /// How many of the first rows follow every step of a slider: those in sight. The others wait until it rests,
    /// because laying out rows that nobody sees is most of what a step costs.
    following: RwSignal<usize>,
    drawn: Memo<Vec<AdvocateId>>,
    visible: Memo<Vec<AdvocateId>>,
    /// Who was chosen; without a choice the first is shown, but not over the list on a phone.
    pub chosen: RwSignal<Option<AdvocateId>>,
    pub shown: RwSignal<usize>,
    pub readings: Readings,
    all_held: bool,
}

impl Bench {
    pub fn new(workbench: Workbench, all_held: bool, rows: usize) -> Self {
        let preset = workbench.preset();
        let weights = workbench.weights;
        let selected = workbench.selected.filter(|id| workbench.detail(*id).is_some());
        let data = StoredValue::new(Arc::new(workbench));
        let settled = RwSignal::new(Preset { weights, ..preset.clone() });
        let preset = RwSignal::new(preset);
        let weights = RwSignal::new(weights);
        let readings = Readings::new();
        let read = move || {
            readings.revision.track();
            data.get_value()
        };
        let order = Memo::new(move |_| ranked(&read(), &Preset { weights: weights.get(), ..preset.get() }));
        let rested = Memo::new(move |_| ranked(&read(), &settled.get()));
        let (shown, following) = (RwSignal::new(rows), RwSignal::new(usize::MAX));
        let first = |order: Memo<Arc<Vec<Ranked>>>, rows: usize| {
            order.with(|order| order.iter().take(rows).map(|ranked| ranked.id).collect::<Vec<_>>())
        };
        let followed = Memo::new(move |_| first(order, shown.get().min(following.get())));
        let is_at_rest =
            move || settled.with(|settled| settled.weights == weights.get() && settled.key == preset.get().key);
        let drawn = Memo::new(move |before: Option<&Vec<AdvocateId>>| {
            let mut rows = first(rested, shown.get());
            // Whoever came into sight stays drawn until a slider rests: to draw a row is the dearest part of a step.
            if let Some(before) = before.filter(|before| !is_at_rest() && before.starts_with(&rows)) {
                rows.clone_from(before);
            }
            followed.with(|followed| with_others(&mut rows, followed));
            rows
        });
        let visible = Memo::new(move |_| {
            let mut rows = followed.get();
            drawn.with(|drawn| with_others(&mut rows, drawn));
            rows
        });
        Self {
            data,
            preset,
            weights,
            settled,
            base: Memo::new(move |_| {
                let data = read();
                ranked(&data, &data.usual())
            }),
            order,
            rested,
            following,
            drawn,
            visible,
            chosen: RwSignal::new(selected),
            shown,
            readings,
            all_held,
        }
    }

    pub fn data(&self) -> Arc<Workbench> {
        self.data.get_value()
    }

    /// Takes what the server sent in place of what the page came with.
    pub fn replace(&self, workbench: Workbench) {
        self.data.set_value(Arc::new(workbench));
    }

    /// The server ranks, because there are too many for the browser.
    pub fn is_by_server(&self) -> bool {
        self.data.with_value(|data| data.order.is_some())
    }

    /// The rows in the order of the document: as they settled, and behind them everybody who came into sight since. To
    /// move a row in the document costs its layout anew, so rows change places by style until a slider rests
    /// ([`Self::at`]).
    pub fn drawn(&self) -> Vec<AdvocateId> {
        self.drawn.get()
    }

    /// The same rows as they are seen: those that follow every step first, in their order now.
    pub fn visible(&self) -> Vec<AdvocateId> {
        self.visible.get()
    }

    /// Where among the visible rows somebody's is.
    pub fn at(&self, id: AdvocateId) -> Option<usize> {
        self.visible.with(|rows| rows.iter().position(|other| *other == id))
    }

    /// From now on so many of the first rows follow every step.
    pub fn follow(&self, rows: usize) {
        if self.following.get_untracked() != rows {
            self.following.set(rows);
        }
    }

    /// Whether somebody's row follows every step.
    pub fn is_followed(&self, id: AdvocateId) -> bool {
        let following = self.following.get();
        self.order.with(|order| order.iter().take(following).any(|ranked| ranked.id == id))
    }

    /// The place of a row that does not follow every step.
    pub fn rested_place(&self, id: AdvocateId) -> Option<Ranked> {
        self.rested.with(|order| order.iter().find(|ranked| ranked.id == id).copied())
    }

    pub fn show_more(&self) {
        self.shown.update(|shown| *shown += ROWS);
    }

    /// The place somebody holds now.
    pub fn place(&self, id: AdvocateId) -> Option<Ranked> {
        self.order.with(|order| order.iter().find(|ranked| ranked.id == id).copied())
    }

    pub fn terms(&self, ranked: &Ranked) -> Option<Terms> {
        self.data.with_value(|data| data.terms.get(ranked.at as usize).copied())
    }

    pub fn person(&self, id: AdvocateId) -> Option<Person> {
        self.data.with_value(|data| {
            let at = data.terms.iter().position(|terms| terms.id == id)?;
            data.people.get(at).cloned()
        })
    }

    pub fn detail(&self, id: AdvocateId) -> Option<Detail> {
        self.data.with_value(|data| data.detail(id).cloned())
    }

    /// Whose details stand on the right: without a choice, of the first as the order settled, because whoever is first
    /// for a moment of a drag is not read about.
    pub fn selected(&self) -> Option<AdvocateId> {
        self.chosen.get().or_else(|| self.rested.with(|order| order.first().map(|ranked| ranked.id)))
    }

    /// Places gained against the order this deal begins with.
    pub fn moved_by(&self, id: AdvocateId, rank: u32) -> i64 {
        if self.is_by_server() {
            return 0;
        }
        let before = self.base.with(|base| base.iter().find(|ranked| ranked.id == id).map(|ranked| ranked.rank));
        before.map_or(0, |before| i64::from(before) - i64::from(rank))
    }

    /// Who moved most among the first ten, and why: by another preset, or by the settled weights.
    pub fn movers(&self) -> Vec<Moved> {
        let usual = self.usual();
        let is_usual = self.settled.with(|settled| settled.key == usual.key && settled.weights == usual.weights);
        if self.is_by_server() || is_usual {
            return Vec::new();
        }
        let mut moved = self.base.with(|base| self.order.with(|order| movement(base, order)));
        moved.truncate(10);
        moved.retain(|moved| moved.by != 0 && moved.because.is_some());
        moved.sort_by_key(|moved| std::cmp::Reverse(moved.by.abs()));
        moved.truncate(3);
        moved
    }

    /// The preset this deal begins with.
    pub fn usual(&self) -> Preset {
        self.data.with_value(|data| data.usual())
    }

    /// Whether weights and preset are still those the page came with.
    pub fn is_as_read(&self) -> bool {
        let (weights, preset) = (self.weights.get(), self.preset.get());
        self.data.with_value(|data| data.weights == weights && data.chosen == preset.key)
    }

    /// Whether the weights are other than the preset's.
    pub fn is_moved(&self) -> bool {
        self.weights.get() != self.preset.with(|preset| preset.weights)
    }

    /// Takes a preset by its key.
    pub fn take_preset(&self, key: &str) {
        let found = self.data.with_value(|data| {
            data.presets.iter().find(|choice| choice.preset.key == key).map(|choice| choice.preset.clone())
        });
        if let Some(preset) = found {
            self.weights.set(preset.weights);
            self.preset.set(preset);
        }
    }

    /// The whole percent of a factor, as shown beside its slider.
    pub fn percent(&self, factor: Factor) -> u16 {
        self.weights.with(|weights| weights.percents()[factor.position()])
    }

    /// The address that shows the same again.
    pub fn address(&self) -> Address {
        self.address_with(self.weights.get())
    }

    /// The same for the weights that have come to rest, for links that need not follow every step of a slider.
    pub fn address_at_rest(&self) -> Address {
        self.address_with(self.settled.with(|settled| settled.weights))
    }

    fn address_with(&self, weights: Weights) -> Address {
        let preset = self.preset.get();
        Address {
            weights: (weights != preset.weights).then_some(weights),
            preset: self.data.with_value(|data| data.usual != preset.key).then_some(preset.key),
            advocate: self.chosen.get(),
            all_held: self.all_held,
            held_by: self.data.with_value(|data| data.held_by),
            rows: Some(self.shown.get()).filter(|rows| *rows > ROWS),
            compared: Vec::new(),
        }
    }

    /// The address that draws more rows.
    pub fn further(&self) -> String {
        let rows = Some(self.shown.get() + ROWS);
        Address { rows, ..self.address_at_rest() }.href(self.data.with_value(|data| data.opportunity))
    }

    /// The address of the order this deal begins with, with somebody chosen in it.
    pub fn usual_address(&self, id: AdvocateId) -> Address {
        Address { preset: None, weights: None, advocate: Some(id), ..self.address() }
    }

    /// The address that puts somebody beside the best of the others.
    pub fn comparison(&self, id: AdvocateId) -> Address {
        let compared = self.order.with(|order| self.data.with_value(|data| data.beside(id, order)));
        Address { compared, ..self.address() }
    }

    pub fn href(&self) -> String {
        self.address().href(self.data.with_value(|data| data.opportunity))
    }
}

/// Puts behind the rows those of the others that are not among them.
fn with_others(rows: &mut Vec<AdvocateId>, others: &[AdvocateId]) {
    let known = rows.len();
    let new = |id: &&AdvocateId| !rows.iter().take(known).any(|other| other == *id);
    let new: Vec<AdvocateId> = others.iter().filter(new).copied().collect();
    rows.extend(new);
}

fn ranked(data: &Workbench, preset: &Preset) -> Arc<Vec<Ranked>> {
    Arc::new(match &data.order {
        Some(order) => order.clone(),
        None => rank(&data.terms, preset, data.deal),
    })
}
