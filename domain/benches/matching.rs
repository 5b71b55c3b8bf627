//! How long one matching run takes from a prepared index. `rank`: gates and terms for everybody, the
//! first 2,000 places (the most that anybody is sent) and reasons for the first fifty. `order`: the
//! places of everybody. `held`: the fifty nearest of those held back.
//!
//! `cargo bench -p domain --bench matching`; `make bench` prints it beside the baseline. What the index of each company
//! holds in memory goes to `target/bench/memory.json`, which the report takes over.

mod world;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::ids::{AdvocateId, RequestId};
use domain::matching::{BROWSER_LIMIT, Factor, Index, Load, Preset, evaluate, explain, rank, rank_top};
use domain::plan::{Book, MOST_OFFERS, Offer, Seat, Want, plan, plan_without_floors, trade_curve};
use std::hint::black_box;
use uuid::Uuid;

fn runs(criterion: &mut Criterion) {
    let mut held = serde_json::Map::new();
    for count in [1_000, 10_000, 100_000] {
        let advocates = world::advocates(count, 7);
        let need = world::need(&advocates, 7);
        let now = world::now();
        let preset = Preset::balanced();
        let index = Index::build(advocates, world::policy(), now);
        held.insert(count.to_string(), index.bytes().into());

        let mut group = criterion.benchmark_group("matching");
        group.sample_size(30);
        group.bench_function(format!("rank/{count}"), |bench| {
            bench.iter(|| {
                let found = evaluate(&index, &need, now);
                let order = rank_top(&found.open, &preset, found.deal, BROWSER_LIMIT);
                let reasons = explain(&index, &need, now, &order);
                black_box((order, reasons))
            });
        });
        group.bench_function(format!("held/{count}"), |bench| {
            let found = evaluate(&index, &need, now);
            bench.iter(|| black_box(found.nearest_held(&index, &need, now, &preset, 50)));
        });
        let found = evaluate(&index, &need, now);
        group.bench_function(format!("evaluate/{count}"), |bench| {
            bench.iter(|| black_box(evaluate(&index, &need, now)));
        });
        group.bench_function(format!("order/{count}"), |bench| {
            bench.iter(|| black_box(rank(&found.open, &preset, found.deal)));
        });
        group.finish();
    }
    if let Err(error) = keep_memory(&held.into()) {
        eprintln!("what the indexes hold was not written: {error}");
    }
}

/// Bytes by the number of advocates, for the report.
fn keep_memory(held: &serde_json::Value) -> std::io::Result<()> {
    // Cargo runs a benchmark in the folder of its package.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("memory.json"), held.to_string())
}

/// One step of a slider over the most candidates that the browser re-ranks.
fn slider(criterion: &mut Criterion) {
    let advocates = world::advocates(5_000, 7);
    let need = world::need(&advocates, 7);
    let index = Index::build(advocates, world::policy(), world::now());
    let found = evaluate(&index, &need, world::now());
    let terms = &found.open[..2_000.min(found.open.len())];
    let mut percent = 0;
    criterion.bench_function(&format!("matching/slider/{}", terms.len()), |bench| {
        bench.iter(|| {
            percent = (percent + 1) % 101;
            let mut preset = Preset::balanced();
            preset.weights = preset.weights.with(Factor::Industry, percent);
            black_box(rank_top(terms, &preset, found.deal, terms.len()))
        });
    });
}

/// The plan for 500 requests that want three names each, 50 offers of 2,000 advocates. Half of what an
/// advocate is worth is the same for all requests, so that many want the same few. `flow` is one
/// solution, `plan` the whole with its floors, `curve` the trade curve.
fn plans(criterion: &mut Criterion) {
    let mut dice = world::Dice::new(7);
    let advocate = |n: u64| AdvocateId(Uuid::from_u64_pair(1, n));
    let liked: Vec<u64> = (0..2_000).map(|_| dice.below(50_000)).collect();
    let seats = (0..2_000).map(|n| {
        let load = Load::of((0..dice.below(3)).map(|_| (3, 1_000)));
        Seat::of(advocate(n), load, 1 + dice.below(3) as u8, 100)
    });
    let seats: Vec<Seat> = seats.collect();
    let wants = (0..500).map(|n| {
        let mut offers: Vec<Offer> = (0..2_000u64)
            .map(|at| Offer { advocate: advocate(at), points: (liked[at as usize] + dice.below(50_000)) as i32 })
            .collect();
        offers.sort_by_key(|offer| std::cmp::Reverse(offer.points));
        offers.truncate(MOST_OFFERS);
        Want { request: RequestId(Uuid::from_u64_pair(2, n)), names: 3, offers }
    });
    let book = Book::new(wants.collect(), seats);
    let mut group = criterion.benchmark_group("matching");
    group.sample_size(10);
    group.bench_function("plan/flow/500x2000", |bench| bench.iter(|| black_box(plan_without_floors(&book))));
    group.bench_function("plan/500x2000", |bench| bench.iter(|| black_box(plan(&book))));
    group.bench_function("plan/curve/500x2000", |bench| bench.iter(|| black_box(trade_curve(&book))));
    group.finish();
}

criterion_group!(benches, runs, slider, plans);
criterion_main!(benches);
