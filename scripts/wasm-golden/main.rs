//! Replays the golden matching runs and compares every byte. In WebAssembly a panic is a trap, which
//! the caller sees; there is no console and none is needed.

use domain::matching::{Replayed, Run};

const KEPT: &str = include_str!("../../domain/tests/matching/golden.json");

fn main() {
    let kept: Vec<(Run, Replayed)> = serde_json::from_str(KEPT).expect("golden.json is readable");
    assert!(!kept.is_empty());
    let again: Vec<(Run, Replayed)> = kept
        .into_iter()
        .map(|(run, _)| {
            let replayed = run.replay().expect("golden.json is of this engine");
            (run, replayed)
        })
        .collect();
    let again = serde_json::to_string(&again).expect("a run is written as JSON");
    assert!(again == KEPT.trim_end(), "the browser computes other numbers than the server");
}
