//! `make evaluate`: how good matching really is, against a truth that does not know its formula.
//! Prints a table and writes `target/bench/evaluation.json`. What it means: docs/evaluation.md.

mod dice;
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
    let mut report = Vec::new();
    ranking_table(&mut out, &seeds, &mut report)?;
    planning_table(&mut out, &seeds, &mut report)?;
    year_table(&mut out, &seeds)?;

    // Cargo runs a benchmark in the folder of its package.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("evaluation.json");
    std::fs::write(&file, serde_json::to_string_pretty(&report)? + "\n")
}

fn row(name: &str, value: f64, unit: &str, baseline: Option<f64>, bar: &str, met: bool) -> serde_json::Value {
    let rounded = |number: f64| (number * 100.0).round() / 100.0;
    serde_json::json!({
        "name": name, "value": rounded(value), "unit": unit, "baseline": baseline.map(rounded),
        "ratio": baseline.map(|baseline| rounded(value / baseline)), "bar": bar, "met": met,
    })
}

fn ranking_table(out: &mut impl Write, seeds: &[u64], report: &mut Vec<serde_json::Value>) -> std::io::Result<()> {
    let ranking = ranking::of_seeds(seeds);
    writeln!(out, "\nOne request at a time ({} seeds, {} advocates, {} requests each; mean and 95 % interval)", seeds.len(), ranking::CUSTOMERS, ranking::PROSPECTS)?;
    writeln!(out, "{:<32}{:>24}{:>24}{:>24}", "", "NDCG@5", "success@5", "worst-served tenth")?;
    for (way, figures) in ranking::WAYS.iter().zip(&ranking.ways) {
        writeln!(out, "{way:<32}{:>24}{:>24}{:>24}", said(figures[0]), said(figures[1]), said(figures[2]))?;
    }
    let [whole, behind] = ranking.margins;
    writeln!(out, "ahead of the weighted sum by {}, of it behind our rules by {} points of NDCG@5", said(whole), said(behind))?;
    report.push(row("matching/eval/ndcg5_margin", whole.low, "points", None, ">= 10", whole.mean >= 10.0 && whole.low > 0.0));
    let met = behind.mean >= 10.0 && behind.low > 0.0;
    report.push(row("matching/eval/ndcg5_margin_same_rules", behind.low, "points", None, ">= 10", met));
    Ok(())
}

fn planning_table(out: &mut impl Write, seeds: &[u64], report: &mut Vec<serde_json::Value>) -> std::io::Result<()> {
    let instances: Vec<_> = seeds.iter().map(|seed| planning::of_seed(*seed)).collect();
    writeln!(out, "\nAll requests at once (100 requests, three names each, 150 advocates asked at most four times)")?;
    writeln!(out, "{:>6}{:>12}{:>12}{:>12}{:>12}{:>14}{:>14}", "seed", "plan kept", "greedy", "gaps", "greedy", "worst kept", "greedy")?;
    for (seed, one) in seeds.iter().zip(&instances) {
        writeln!(
            out,
            "{seed:>6}{:>11.2}%{:>11.2}%{:>12}{:>12}{:>13.1}%{:>13.1}%",
            one.kept, one.greedy_kept, one.plan_gaps, one.greedy_gaps, one.worst[0], one.worst[1]
        )?;
    }
    let load = |way: usize, what: usize| mean(&instances.iter().map(|one| one.load[way][what]).collect::<Vec<_>>());
    writeln!(
        out,
        "Gini of asks {:.2} without limits, {:.2} by plan; busiest tenth {:.0} % and {:.0} %",
        load(0, 0), load(1, 0), load(0, 1), load(1, 1)
    )?;
    let kept = instances.iter().map(|one| one.kept).fold(100.0, f64::min);
    let beaten = instances.iter().filter(|one| one.kept > one.greedy_kept).count();
    report.push(row("matching/eval/plan_kept_min", kept / 100.0, "share", None, ">= 0.96", kept >= 96.0));
    let count = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
    report.push(row("matching/eval/plan_beats_greedy", count(beaten), "seeds of 20", None, "20", beaten == instances.len()));
    Ok(())
}

fn year_table(out: &mut impl Write, seeds: &[u64]) -> std::io::Result<()> {
    let ways = year::of_seeds(seeds);
    writeln!(out, "\nFifty-two weeks, 150 advocates, seven new requests a week ({} seeds; mean and 95 % interval)", seeds.len())?;
    writeln!(out, "{:<38}{:>24}{:>24}{:>24}", "", year::WAYS[0], year::WAYS[1], year::WAYS[2])?;
    for (at, figure) in year::FIGURES.iter().enumerate() {
        writeln!(out, "{figure:<38}{:>24}{:>24}{:>24}", said(ways[0][at]), said(ways[1][at]), said(ways[2][at]))?;
    }
    Ok(())
}

fn said(estimate: Estimate) -> String {
    let digits = if estimate.mean.abs() < 2.0 { 2 } else { 1 };
    format!("{:.digits$} ({:.digits$} to {:.digits$})", estimate.mean, estimate.low, estimate.high)
}
