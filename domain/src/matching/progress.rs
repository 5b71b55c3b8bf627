//! How far a run that somebody watches has come (MAT-10): its stages, what each found, and the lines that carry it to
//! the page.

use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// The stages of a run, in their order.
    pub enum Stage {
        Loading => "loading",
        Rules => "rules",
        Scoring => "scoring",
        Plan => "plan",
        Ai => "ai",
    }
}

impl Stage {
    /// "Reading the customers", while it is under way.
    pub const fn doing(self) -> &'static str {
        match self {
            Self::Loading => "Reading the customers",
            Self::Rules => "Applying the rules",
            Self::Scoring => "Scoring",
            Self::Plan => "Looking at the plan",
            Self::Ai => "Asking AI",
        }
    }

    /// "Customers read", once it is over.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Loading => "Customers read",
            Self::Rules => "Rules applied",
            Self::Scoring => "Scored",
            Self::Plan => "Plan looked at",
            Self::Ai => "AI",
        }
    }

    /// "Step 5 of 5: asking AI"
    pub fn step(self) -> String {
        let (first, rest) = self.doing().split_at(1);
        format!("Step {} of {}: {}{rest}", self.number(), Self::ALL.len(), first.to_lowercase())
    }

    /// 1 is first.
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The one that begins when so many are over.
    pub fn after(done: usize) -> Option<Self> {
        Self::ALL.get(done).copied()
    }
}

/// A stage that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub stage: Stage,
    /// What it found: "1,786 scored".
    pub found: String,
    pub took_ms: u32,
}

impl Done {
    /// What the last stage finds when the model has said everything it was asked.
    pub const ANSWERED: &str = "AI answered";

    /// The order is computed and kept: from here on nothing changes it.
    pub fn is_ranked(done: &[Self]) -> bool {
        done.iter().any(|done| done.stage == Stage::Scoring)
    }

    /// What a run that was stopped here keeps.
    pub fn kept(done: &[Self]) -> &'static str {
        match Stage::after(done.len()) {
            Some(Stage::Loading) => "Nothing was read yet. The order below is as it was.",
            Some(Stage::Rules | Stage::Scoring) => {
                "What was read is kept, so resuming does not read it again. The order below is as it was."
            }
            Some(Stage::Plan) => "The run and its order are kept.",
            Some(Stage::Ai) => "The run and its order are kept. What AI was not asked yet is not asked.",
            None => "The run, its order and what AI said are kept.",
        }
    }

    /// All of it in one line: "Matched in 0.4 s: 148 customers read, 141 held back by 6 rules, 7 scored".
    pub fn summary(done: &[Self]) -> String {
        let computed: Vec<&Self> = done.iter().filter(|done| done.stage != Stage::Ai).collect();
        let took = computed.iter().map(|done| done.took_ms).fold(0, u32::saturating_add);
        let found: Vec<&str> = computed.iter().map(|done| done.found.as_str()).collect();
        ["Matched in ", &seconds(took), ": ", &found.join(", ")].concat()
    }
}

/// "0.4 s", and "12 ms" below a twentieth of a second.
pub fn seconds(milliseconds: u32) -> String {
    match milliseconds {
        0 => "under 1 ms".to_owned(),
        1..50 => format!("{milliseconds} ms"),
        _ => {
            let tenths = (u64::from(milliseconds) + 50) / 100;
            format!("{}.{} s", tenths / 10, tenths % 10)
        }
    }
}

/// What a stream says, one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Began(Stage),
    Over(Done),
    /// Somebody stopped it, here or in another window.
    Stopped,
    /// All stages are over.
    Finished,
    /// Why it does not go on.
    Failed(String),
}

impl Step {
    /// Whether nothing follows.
    pub const fn is_last(&self) -> bool {
        matches!(self, Self::Stopped | Self::Finished | Self::Failed(_))
    }

    /// One line without a break in it: fields between tabs.
    pub fn line(&self) -> String {
        let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        match self {
            Self::Began(stage) => format!("began\t{stage}"),
            Self::Over(Done { stage, found, took_ms }) => format!("over\t{stage}\t{took_ms}\t{}", clean(found)),
            Self::Stopped => "stopped".to_owned(),
            Self::Finished => "finished".to_owned(),
            Self::Failed(why) => format!("failed\t{}", clean(why)),
        }
    }

    /// Reads [`Step::line`] again; nothing of what an older page does not know.
    pub fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        match fields.next()? {
            "began" => Some(Self::Began(fields.next()?.parse().ok()?)),
            "over" => {
                let stage = fields.next()?.parse().ok()?;
                let took_ms = fields.next()?.parse().ok()?;
                Some(Self::Over(Done { stage, found: fields.next()?.to_owned(), took_ms }))
            }
            "stopped" => Some(Self::Stopped),
            "finished" => Some(Self::Finished),
            "failed" => Some(Self::Failed(fields.next()?.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn over(stage: Stage, found: &str, took_ms: u32) -> Done {
        Done { stage, found: found.to_owned(), took_ms }
    }

    fn stages(count: usize) -> Vec<Done> {
        Stage::ALL.iter().take(count).map(|stage| over(*stage, stage.as_str(), 100)).collect()
    }

    #[test]
    fn a_run_says_in_one_line_what_it_found_and_how_long_it_took_without_the_model() {
        let done = [
            over(Stage::Loading, "10,000 advocates read", 310),
            over(Stage::Rules, "8,214 held back by 6 rules", 3),
            over(Stage::Scoring, "1,786 scored", 61),
            over(Stage::Plan, "3 held for other deals", 4),
            over(Stage::Ai, "AI answered", 2_300),
        ];

        assert_eq!(
            Done::summary(&done),
            "Matched in 0.4 s: 10,000 advocates read, 8,214 held back by 6 rules, 1,786 scored, 3 held for other deals"
        );
    }

    #[test]
    fn a_step_is_told_with_its_number_and_names_keep_their_capitals() {
        assert_eq!(Stage::Loading.step(), "Step 1 of 5: reading the customers");
        assert_eq!(Stage::Ai.step(), "Step 5 of 5: asking AI");
    }

    #[test]
    fn times_are_told_as_exactly_as_they_matter() {
        for (milliseconds, told) in [
            (0, "under 1 ms"),
            (1, "1 ms"),
            (49, "49 ms"),
            (50, "0.1 s"),
            (949, "0.9 s"),
            (950, "1.0 s"),
            (4_100, "4.1 s"),
        ] {
            assert_eq!(seconds(milliseconds), told);
        }
    }

    #[test]
    fn what_a_stopped_run_keeps_depends_on_how_far_it_came() {
        for (over, ranked, kept) in [
            (0, false, "Nothing was read"),
            (1, false, "What was read is kept"),
            (2, false, "What was read is kept"),
            (3, true, "The run and its order are kept."),
            (4, true, "What AI was not asked"),
            (5, true, "what AI said"),
        ] {
            let done = stages(over);
            assert_eq!(Done::is_ranked(&done), ranked, "{over}");
            assert!(Done::kept(&done).contains(kept), "{over}: {}", Done::kept(&done));
        }
    }

    #[test]
    fn a_line_nobody_wrote_is_not_read() {
        for line in ["", "began", "began\tlunch", "over\tloading\tmany\tx", "over\tloading\t3", "more"] {
            assert_eq!(Step::read(line), None, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again_on_one_line(found in "[^\t\n\r]{0,60}", took_ms in any::<u32>(), at in 0usize..5) {
            let stage = Stage::ALL[at];
            for step in [
                Step::Began(stage),
                Step::Over(over(stage, &found, took_ms)),
                Step::Stopped,
                Step::Finished,
                Step::Failed(found.clone()),
            ] {
                let line = step.line();
                prop_assert!(!line.contains(['\n', '\r']));
                prop_assert_eq!(Step::read(&line), Some(step));
            }
        }

        #[test]
        fn a_break_in_what_was_found_breaks_no_line(found in any::<String>()) {
            let line = Step::Failed(found).line();
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert!(Step::read(&line).is_some());
        }
    }
}
