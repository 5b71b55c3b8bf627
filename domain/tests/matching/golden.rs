//! Golden vectors: what the engine gave when `ENGINE_VERSION` was last raised. They pin every
//! number of a run, natively here and in WebAssembly by `scripts/wasm-golden`.
//!
//! After a change that is meant: raise `ENGINE_VERSION` and run this test once with `GOLDEN=write`.

use super::world;
use domain::matching::{ENGINE_VERSION, OtherEngine, Preset, Replayed, Run};

const KEPT: &str = include_str!("golden.json");

fn runs() -> Vec<Run> {
    (1..=3u64)
        .zip(Preset::built_in())
        .map(|(seed, preset)| {
            let candidates = world::advocates(16, seed);
            let need = world::need(&candidates, seed);
            Run { engine_version: ENGINE_VERSION, at: world::now(), policy: world::policy(), candidates, need, preset }
        })
        .collect()
}

#[test]
fn a_run_gives_the_bytes_it_gave_before() {
    let made: Vec<(Run, Replayed)> = runs().into_iter().map(|run| (run.clone(), run.replay().unwrap())).collect();
    let made = serde_json::to_string(&made).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a switch of this test alone")]
    if std::env::var("GOLDEN").is_ok() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matching/golden.json"), &made).unwrap();
        return;
    }

    assert!(made == KEPT.trim_end(), "equal inputs gave other numbers: raise ENGINE_VERSION and renew golden.json");
}

#[test]
fn a_kept_run_is_replayed_from_its_inputs_alone() {
    let kept: Vec<(Run, Replayed)> = serde_json::from_str(KEPT).unwrap();

    assert_eq!(kept.len(), 3);
    for (run, gave) in kept {
        assert!(!gave.order.is_empty() && !gave.found.held.is_empty(), "the vectors show both sides");
        assert_eq!(run.replay().unwrap(), gave);
    }
}

#[test]
fn a_run_of_another_engine_is_not_replayed() {
    let run = Run { engine_version: ENGINE_VERSION + 1, ..runs().remove(0) };

    assert_eq!(run.replay(), Err(OtherEngine { made_by: ENGINE_VERSION + 1 }));
}
