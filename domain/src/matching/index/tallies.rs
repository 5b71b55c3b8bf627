//! The records that an estimate of acceptance leans on.

use crate::matching::acceptance::{self, Record, Tally};
use crate::matching::candidate::Candidate;
use crate::organisations::Industry;

/// Asks and answers by segment (the industry sector) and of the whole company.
pub(super) struct Tallies {
    company: Tally,
    sectors: Vec<Tally>,
}

impl Tallies {
    pub fn of(candidates: &[Candidate]) -> Self {
        let mut tallies = Self { company: Tally::default(), sectors: vec![Tally::default(); Industry::COUNT] };
        for candidate in candidates {
            tallies.company.add(candidate.record);
            if let Some(industry) = candidate.industry {
                tallies.sectors[industry.sector().position()].add(candidate.record);
            }
        }
        tallies
    }

    pub fn willing(&self, candidate: &Candidate) -> acceptance::Willing {
        let segment =
            candidate.industry.map_or(Tally::default(), |industry| self.sectors[industry.sector().position()]);
        let record = Record { accepted: candidate.record.accepted.min(candidate.record.asked), ..candidate.record };
        acceptance::willing(record, segment, self.company)
    }
}
