//! The records that an estimate of acceptance leans on.

use crate::matching::acceptance::{self, Record, Tally};
use crate::matching::candidate::Candidate;
use crate::organisations::Industry;

/// Asks and answers by segment (the industry sector) and of the whole company.
#[derive(Debug)]
pub(in crate::matching) struct Tallies {
    pub company: Tally,
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

    /// Of the sector of an industry; nothing while that is not known.
    pub fn segment(&self, industry: Option<Industry>) -> Tally {
        industry.map_or(Tally::default(), |industry| self.sectors[industry.sector().position()])
    }

    pub fn willing(&self, candidate: &Candidate) -> acceptance::Willing {
        let segment = self.segment(candidate.industry);
        let record = Record { accepted: candidate.record.accepted.min(candidate.record.asked), ..candidate.record };
        acceptance::willing(record, segment, self.company)
    }
}
