//! How long one matching run takes from a prepared index. `rank`: gates and terms for everybody, the
//! first 2,000 places (the most that anybody is sent) and reasons for the first fifty. `order`: the
//! places of everybody. `held`: the fifty nearest of those held back.
//!
//! `cargo bench -p domain --bench matching`; `make bench` prints it beside the baseline.

mod world;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::matching::{BROWSER_LIMIT, Factor, Index, Preset, evaluate, explain, rank, rank_top};
use std::hint::black_box;

fn runs(criterion: &mut Criterion) {
    for count in [1_000, 10_000, 100_000] {
        let advocates = world::advocates(count, 7);
        let need = world::need(&advocates, 7);
        let now = world::now();
        let preset = Preset::balanced();
        let index = Index::build(advocates, world::policy(), now);
        eprintln!("matching/index/{count}: {:.1} MB", index.bytes() as f64 / 1e6);

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

criterion_group!(benches, runs, slider);
criterion_main!(benches);
