//! How good matching really is, against a truth that does not know its formula. Part of `make bench`;
//! alone by `cargo bench -p domain --bench evaluation`, one table of it by `-- chance` or `-- learning`. Prints tables and writes
//! `target/bench/evaluation.json`, which the report takes over. What it means: docs/evaluation.md.

mod chance;
mod dice;
mod learning;
mod measure;
mod planning;
mod ranking;
mod records;
mod truth;
mod weighted_sum;
mod year;

use measure::{Estimate, mean};
use std::io::Write;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;

fn main() -> std::io::Result<()> {
    let seeds: Vec<u64> = SEEDS.collect();
    let mut out = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == "learning") {
        return learning_table(&mut out, &seeds);
    }
    let mut report = Vec::new();
    if std::env::args().any(|argument| argument == "chance") {
        return chance_table(&mut out, &seeds, &mut report);
    }
    ranking_table(&mut out, &seeds, &mut report)?;
    chance_table(&mut out, &seeds, &mut report)?;
    planning_table(&mut out, &seeds, &mut report)?;
    year_table(&mut out, &seeds)?;
    learning_table(&mut out, &seeds)?;

    // Cargo runs a benchmark in the folder of its package.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("evaluation.json");
    std::fs::write(&file, serde_json::to_string_pretty(&report)? + "\n")
}

/// A line of the report; a bar that is empty is none.
fn row(name: &str, value: f64, unit: &str, baseline: Option<f64>, bar: &str, met: Option<bool>) -> serde_json::Value {
    let rounded = |number: f64| (number * 10_000.0).round() / 10_000.0;
    serde_json::json!({
        "name": name, "value": rounded(value), "unit": unit, "baseline": baseline.map(rounded),
        "ratio": baseline.map(|baseline| rounded(value / baseline)),
        "bar": (!bar.is_empty()).then_some(bar), "met": met,
    })
}

fn ranking_table(out: &mut impl Write, seeds: &[u64], report: &mut Vec<serde_json::Value>) -> std::io::Result<()> {
    let ranking = ranking::of_seeds(seeds);
    writeln!(
        out,
        "\nOne request at a time ({} seeds, {} advocates, {} requests each; mean and 95 % interval)",
        seeds.len(),
        ranking::CUSTOMERS,
        ranking::PROSPECTS
    )?;
    writeln!(out, "{:<32}{:>24}{:>24}{:>24}", "", "NDCG@5", "success@5", "worst-served tenth")?;
    for (way, figures) in ranking::WAYS.iter().zip(&ranking.ways) {
        writeln!(out, "{way:<32}{:>24}{:>24}{:>24}", said(figures[0]), said(figures[1]), said(figures[2]))?;
    }
    let [whole, behind] = ranking.margins;
    writeln!(
        out,
        "ahead of the weighted sum by {}, of it behind our rules by {} points of NDCG@5",
        said(whole),
        said(behind)
    )?;
    let met = whole.mean >= 10.0 && whole.low > 0.0;
    report.push(row("matching/eval/ndcg5_margin", whole.low, "points", None, "mean >= 10, low > 0", Some(met)));
    // What the formula alone is worth, when the weighted sum may lean on the same rules.
    let met = behind.low > 0.0;
    report.push(row("matching/eval/ndcg5_margin/same_rules", behind.low, "points", None, "> 0", Some(met)));
    Ok(())
}

fn chance_table(out: &mut impl Write, seeds: &[u64], report: &mut Vec<serde_json::Value>) -> std::io::Result<()> {
    let chances = chance::of_seeds(seeds);
    let small = |estimate: Estimate| format!("{:.4} ({:.4} to {:.4})", estimate.mean, estimate.low, estimate.high);
    writeln!(out, "\nThe chance of a yes ({} seeds, everybody who may be asked; mean and 95 % interval)", seeds.len())?;
    writeln!(out, "{:<34}{:>28}{:>26}", "", "Brier score", "points above the truth")?;
    for (way, [brier, above]) in chance::WAYS.iter().zip(&chances.ways) {
        writeln!(out, "{way:<34}{:>28}{:>26}", small(*brier), said(*above))?;
    }
    writeln!(out, "below the company's own share by {}", small(chances.lead))?;
    writeln!(out, "{:>12}{:>12}{:>12}", "foretold", "is so", "pairs")?;
    for [told, so, count] in chances.bins {
        writeln!(out, "{:>11.1}%{:>11.1}%{count:>12}", 100.0 * told, 100.0 * so)?;
    }
    let met = chances.lead.low > 0.0;
    report.push(row("matching/eval/chance_brier_lead", chances.lead.low, "Brier", None, "> 0", Some(met)));
    Ok(())
}

fn planning_table(out: &mut impl Write, seeds: &[u64], report: &mut Vec<serde_json::Value>) -> std::io::Result<()> {
    for customers in planning::SIZES {
        let instances: Vec<_> = seeds.iter().map(|seed| planning::of_seed(*seed, customers)).collect();
        writeln!(
            out,
            "\nAll requests at once ({} requests, three names each, {customers} advocates asked at most four times)",
            planning::REQUESTS
        )?;
        writeln!(
            out,
            "{:>6}{:>12}{:>14}{:>12}{:>12}{:>12}{:>14}{:>14}",
            "seed", "plan keeps", "best possible", "greedy", "gaps", "greedy", "worst keeps", "greedy"
        )?;
        for (seed, one) in seeds.iter().zip(&instances) {
            writeln!(
                out,
                "{seed:>6}{:>11.2}%{:>13.2}%{:>11.2}%{:>12}{:>12}{:>13.1}%{:>13.1}%",
                one.kept, one.best_kept, one.greedy_kept, one.plan_gaps, one.greedy_gaps, one.worst[0], one.worst[1]
            )?;
        }
        let load = |way: usize, what: usize| mean(&instances.iter().map(|one| one.load[way][what]).collect::<Vec<_>>());
        writeln!(
            out,
            "Gini of asks {:.2} without limits, {:.2} by plan; busiest tenth {:.0} % and {:.0} %",
            load(0, 0),
            load(1, 0),
            load(0, 1),
            load(1, 1)
        )?;
        let least = |of: fn(&planning::Instance) -> f64| instances.iter().map(of).fold(100.0, f64::min) / 100.0;
        let (kept, greedy) = (least(|one| one.kept), least(|one| one.greedy_kept));
        let beaten = instances.iter().filter(|one| one.kept > one.greedy_kept).count();
        let count = u32::try_from(beaten).map_or(0.0, f64::from);
        let every = beaten == instances.len();
        if customers == planning::SIZES[0] {
            report.push(row("matching/eval/plan_kept_min", kept, "share", Some(greedy), ">= 0.96", Some(kept >= 0.96)));
            report.push(row("matching/eval/plan_beats_greedy", count, "seeds of 20", None, "20", Some(every)));
        } else {
            // No plan could keep more than the best possible, so this one has no bar; it is shown all the same.
            report.push(row("matching/eval/plan_kept_min/tight", kept, "share", Some(greedy), "", None));
            report.push(row("matching/eval/plan_beats_greedy/tight", count, "seeds of 20", None, "20", Some(every)));
        }
    }
    Ok(())
}

fn year_table(out: &mut impl Write, seeds: &[u64]) -> std::io::Result<()> {
    let ways = year::of_seeds(seeds);
    writeln!(
        out,
        "\nFifty-two weeks, 150 advocates, seven new requests a week ({} seeds; mean and 95 % interval)",
        seeds.len()
    )?;
    writeln!(out, "{:<38}{:>24}{:>24}{:>24}", "", year::WAYS[0], year::WAYS[1], year::WAYS[2])?;
    for (at, figure) in year::FIGURES.iter().enumerate() {
        writeln!(out, "{figure:<38}{:>24}{:>24}{:>24}", said(ways[0][at]), said(ways[1][at]), said(ways[2][at]))?;
    }
    Ok(())
}

fn learning_table(out: &mut impl Write, seeds: &[u64]) -> std::io::Result<()> {
    writeln!(
        out,
        "\nWeights learnt from graded calls, three a request, on {} other requests ({} seeds; mean and 95 % interval)",
        learning::JUDGED,
        seeds.len()
    )?;
    writeln!(out, "{:<24}{:>32}{:>32}", "requests learnt from", "points of NDCG@5 gained", "largest step, points")?;
    for (taught, [gained, step]) in learning::TAUGHT.iter().zip(learning::of_seeds(seeds)) {
        writeln!(out, "{taught:<24}{:>32}{:>32}", said(gained), said(step))?;
    }
    Ok(())
}

fn said(estimate: Estimate) -> String {
    let digits = if estimate.mean.abs() < 2.0 { 2 } else { 1 };
    format!("{:.digits$} ({:.digits$} to {:.digits$})", estimate.mean, estimate.low, estimate.high)
}
