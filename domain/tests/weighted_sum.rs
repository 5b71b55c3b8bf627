//! The copy of the common way that the evaluation compares with is the script of the benchmarks.

#[path = "../benches/evaluation/weighted_sum.rs"]
mod weighted_sum;

use domain::ids::AdvocateId;
use domain::matching::{Candidate, Need};
use uuid::Uuid;
use weighted_sum::{Sheet, rank, score};

const INDUSTRIES: [&str; 8] =
    ["Software", "Retail banking", "Insurance", "Healthcare", "Logistics", "Retail", "Energy", "Education"];
const BANDS: [&str; 6] = ["1-10", "11-50", "51-200", "201-500", "501-1000", "1000+"];
const TOPICS: [&str; 8] =
    ["Month-end close", "Controls", "Treasury", "Payables", "Audit", "Reporting", "SSO", "Migration"];
const REGIONS: [&str; 4] = ["North America", "Europe", "Asia Pacific", "Latin America"];

/// The script's own source of chance.
struct Chance(u32);

impl Chance {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0) / 4_294_967_296.0
    }

    fn pick(&mut self, list: &[&str]) -> String {
        list[(self.share() * list.len() as f64) as usize].to_owned()
    }
}

#[test]
fn the_same_two_thousand_advocates_score_as_in_the_script() {
    let mut chance = Chance(7);
    let sheets: Vec<Sheet> = (0..2_000)
        .map(|_| Sheet {
            is_active: chance.share() > 0.1,
            industry: chance.pick(&INDUSTRIES),
            size: chance.pick(&BANDS),
            use_cases: (0..3).map(|_| chance.pick(&TOPICS)).collect(),
            expertise: (0..2).map(|_| chance.pick(&TOPICS)).collect(),
            region: chance.pick(&REGIONS),
            availability: (chance.share() * 100.0).floor(),
        })
        .collect();
    let deal = Sheet {
        industry: "Retail banking".to_owned(),
        size: "1000+".to_owned(),
        use_cases: vec!["Month-end close".to_owned(), "Audit".to_owned()],
        expertise: vec!["Controls".to_owned()],
        region: "Europe".to_owned(),
        ..Sheet::default()
    };

    let first = rank(&sheets, &deal);
    let all: Vec<f64> = sheets.iter().filter(|one| one.is_active).map(|one| score(one, &deal)).collect();

    // Printed by the script with 2,000 advocates.
    let of_script = [
        (159, 83),
        (1371, 82),
        (542, 81),
        (1916, 81),
        (677, 80),
        (923, 80),
        (1411, 80),
        (1866, 80),
        (826, 79),
        (758, 78),
    ];
    assert_eq!(first, of_script.map(|(at, score)| (at, f64::from(score))));
    assert_eq!((all.len(), all.iter().filter(|score| **score >= 30.0).count()), (1_781, 843));
    assert!((all.iter().sum::<f64>() - 54_385.0).abs() < 0.5);
}

#[test]
fn what_a_record_does_not_say_is_an_empty_text_and_half_the_time() {
    let mut one = Candidate::active(AdvocateId(Uuid::nil()));
    one.employees = Some(640);
    let mut need = Need::of(domain::advocates::ActivityType::ReferenceCall);
    need.employees = Some(700);

    let (sheet, wanted) = (Sheet::of(&one), Sheet::wanted(&need));

    assert_eq!((sheet.size.as_str(), sheet.industry.as_str()), ("501-1000", ""));
    // The empty industry and region are the same on both sides: 25 and 10; the size 15; half of 10.
    assert!((score(&sheet, &wanted) - 55.0).abs() < 0.5);
}
