//! Proof before people: which approved evidence fits a deal, by the factors that matching itself uses.
//!
//! Each piece is laid before the engine as if it were somebody who can tell what it tells, so that "the same industry"
//! or "about our size" means one thing in the whole product. From the engine's values a score of its own is made:
//! evidence is not asked, so there is no fatigue, no chance of a yes, no calendar.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{EvidenceKind, EvidenceState};
use crate::advocates::ActivityType;
use crate::ids::{AdvocateId, EvidenceId, OrganisationId};
use crate::language;
use crate::matching::{Candidate, Consent, Factor, Index, Need, Policy, Terms, Value, evaluate, explain_one};
use crate::organisations::Industry;

/// So many pieces are offered.
pub const MOST_OFFERED: usize = 3;

/// What a factor is worth, in points; together a hundred.
const WEIGHTS: [(Factor, u32); 5] = [
    (Factor::UseCase, 30),
    (Factor::Industry, 20),
    (Factor::Product, 15),
    (Factor::Competition, 15),
    (Factor::Size, 10),
];
/// The rest: in a language the prospect reads.
const LANGUAGE: u32 = 10;
/// A value at least so large is a reason to show the piece.
const TELLS: u16 = 3_000;
/// What proves something. That a customer is of our size, or that we can read the paper, proves nothing by itself.
const PROVES: [Factor; 4] = [Factor::UseCase, Factor::Industry, Factor::Product, Factor::Competition];

/// What matching is told of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub id: EvidenceId,
    pub kind: EvidenceKind,
    pub state: EvidenceState,
    /// The last day on which it may be shown.
    pub until: Option<NaiveDate>,
    pub organisation: OrganisationId,
    pub industry: Option<Industry>,
    pub employees: Option<u32>,
    pub language: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
}

/// A piece that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub id: EvidenceId,
    /// Hundredths of a point: 10,000 is all that could be wished for.
    pub score: u32,
    /// What the score is the sum of.
    pub parts: Vec<ProofPart>,
    /// The strongest first.
    pub reasons: Vec<String>,
}

/// What one factor adds to the score of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofPart {
    pub label: String,
    /// Hundredths of a point.
    pub score: u32,
    /// The most that it could add, in points.
    pub most: u32,
}

/// The best few pieces for a need, the best first; fewer when fewer prove anything. Equals stand in the order of their
/// ids, so the order of the input changes nothing.
pub fn proof_for(pieces: &[Piece], need: &Need, now: DateTime<Utc>) -> Vec<Offer> {
    let today = now.date_naive();
    let shown: Vec<&Piece> =
        pieces.iter().filter(|piece| piece.state.on(today, piece.until) == EvidenceState::Approved).collect();
    let question = question(need);
    let candidates = shown.iter().map(|piece| candidate(piece, &question)).collect();
    let index = Index::build(candidates, Policy::default(), now);
    let found = evaluate(&index, &question, now);

    // What is held back here is held back for good: the words of a prospect's rival, or of the prospect itself.
    let mut offers: Vec<(u32, &Terms, &Piece)> = found
        .open
        .iter()
        .filter_map(|terms| {
            let piece = shown.iter().find(|piece| piece.id.0 == terms.id.0)?;
            let proves = PROVES.iter().any(|factor| terms.value(*factor).counted() >= TELLS);
            proves
                .then(|| (parts(terms, speaks(piece, need)).iter().map(|part| part.score).sum::<u32>(), terms, *piece))
        })
        .collect();
    offers.sort_by_key(|(score, _, piece)| (std::cmp::Reverse(*score), piece.id));
    offers.truncate(MOST_OFFERED);
    offers
        .into_iter()
        .map(|(score, terms, piece)| Offer {
            id: piece.id,
            score,
            parts: parts(terms, speaks(piece, need)),
            reasons: reasons(&index, &question, now, terms, piece, need),
        })
        .collect()
}

/// The need without what only people can meet.
fn question(need: &Need) -> Need {
    Need {
        activity: ActivityType::CaseStudy,
        industry: need.industry,
        employees: need.employees,
        use_cases: need.use_cases.clone(),
        products: need.products.clone(),
        competitors: need.competitors.clone(),
        prospect: crate::matching::Prospect { spoke_with: Vec::new(), ..need.prospect.clone() },
        ..Need::of(ActivityType::CaseStudy)
    }
}

fn candidate(piece: &Piece, question: &Need) -> Candidate {
    Candidate {
        organisation: Some(piece.organisation),
        consents: vec![Consent { activity: question.activity, until: None }],
        industry: piece.industry,
        employees: piece.employees,
        use_cases: piece.use_cases.clone(),
        products: piece.products.clone(),
        competitors_replaced: piece.competitors.clone(),
        ..Candidate::active(AdvocateId(piece.id.0))
    }
}

fn parts(terms: &Terms, speaks: bool) -> Vec<ProofPart> {
    let of = |value: Value, weight: u32| (u32::from(value.counted()) * weight + 50) / 100;
    let fit = WEIGHTS.iter().map(|(factor, weight)| ProofPart {
        label: label(*factor).to_owned(),
        score: of(terms.value(*factor), *weight),
        most: *weight,
    });
    let language =
        ProofPart { label: "Language".to_owned(), score: if speaks { LANGUAGE * 100 } else { 0 }, most: LANGUAGE };
    fit.chain([language]).collect()
}

fn speaks(piece: &Piece, need: &Need) -> bool {
    need.languages.is_empty() || need.languages.contains(&piece.language)
}

fn reasons(
    index: &Index,
    question: &Need,
    now: DateTime<Utc>,
    terms: &Terms,
    piece: &Piece,
    need: &Need,
) -> Vec<String> {
    let mut factors: Vec<(u32, Factor)> = WEIGHTS
        .iter()
        .filter(|(factor, _)| terms.value(*factor).counted() >= TELLS)
        .map(|(factor, weight)| (u32::from(terms.value(*factor).counted()) * weight, *factor))
        .collect();
    factors.sort_by_key(|(worth, factor)| (std::cmp::Reverse(*worth), *factor));
    let explanation = explain_one(index, question, now, terms.id);
    let mut told: Vec<String> = factors
        .iter()
        .filter_map(|(_, factor)| {
            let text = explanation.as_ref()?.of(*factor).next()?.text.trim_end_matches('.').to_owned();
            Some([label(*factor), ": ", &text].concat())
        })
        .collect();
    if !need.languages.is_empty() && !speaks(piece, need) {
        told.push(format!("Written in {}", language::label(&piece.language)));
    }
    told
}

/// The factor as it is called beside a paper.
const fn label(factor: Factor) -> &'static str {
    match factor {
        Factor::Product => "Product",
        Factor::Competition => "Competitor",
        other => other.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Wish;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Days::new(20_776)
    }

    fn need() -> Need {
        Need {
            industry: "finance/banking/retail-banking".parse().ok(),
            employees: Some(6_200),
            use_cases: vec![Wish::ordinary("month-end close"), Wish::ordinary("audit evidence")],
            products: vec![Wish::ordinary("Close")],
            competitors: vec!["Ironbook".into()],
            languages: vec!["en".into()],
            ..Need::of(ActivityType::ReferenceCall)
        }
    }

    fn piece(id: u128) -> Piece {
        Piece {
            id: EvidenceId(Uuid::from_u128(id)),
            kind: EvidenceKind::Quote,
            state: EvidenceState::Approved,
            until: None,
            organisation: OrganisationId(Uuid::from_u128(900 + id)),
            industry: None,
            employees: None,
            language: "en".into(),
            use_cases: Vec::new(),
            products: Vec::new(),
            competitors: Vec::new(),
        }
    }

    #[test]
    fn each_factor_counts_what_the_table_says() {
        type Fill = fn(&mut Piece);
        // Language is worth 10 points of which everybody here has all.
        let table: [(Fill, u32); 7] = [
            (|piece| piece.use_cases = vec!["Month-end close".into(), "audit evidence".into()], 4_000),
            (|piece| piece.use_cases = vec!["audit evidence".into()], 2_500),
            (|piece| piece.industry = "finance/banking/retail-banking".parse().ok(), 3_000),
            (|piece| piece.industry = "finance/banking/building-society".parse().ok(), 2_200),
            (|piece| piece.products = vec!["close".into()], 2_500),
            (|piece| piece.competitors = vec!["IRONBOOK".into()], 2_500),
            (
                |piece| {
                    piece.competitors = vec!["Ironbook".into()];
                    piece.employees = Some(6_200);
                    piece.language = "de".into();
                },
                2_500,
            ),
        ];

        for (at, (fill, score)) in table.into_iter().enumerate() {
            let mut piece = piece(1);
            fill(&mut piece);
            let offers = proof_for(&[piece], &need(), now());
            assert_eq!(offers.first().map(|offer| offer.score), Some(score), "row {at}");
        }
    }

    #[test]
    fn a_reason_says_what_fits_and_where() {
        let mut piece = piece(1);
        piece.use_cases = vec!["month-end close".into()];
        piece.employees = Some(4_100);
        piece.language = "nb".into();

        let offers = proof_for(&[piece], &need(), now());

        let reasons = &offers[0].reasons;
        assert!(reasons[0].starts_with("Use case: "), "{reasons:?}");
        assert!(reasons.iter().any(|reason| reason == "Company size: 4,100 staff against 6,200"), "{reasons:?}");
        assert_eq!(reasons.last().map(String::as_str), Some("Written in Norwegian"));
    }

    #[test]
    fn what_may_not_be_shown_or_proves_nothing_is_not_offered() {
        type Spoil = fn(&mut Piece);
        let table: [(&str, Spoil); 6] = [
            ("a draft", |piece| piece.state = EvidenceState::Draft),
            ("in review", |piece| piece.state = EvidenceState::InReview),
            ("withdrawn", |piece| piece.state = EvidenceState::Withdrawn),
            ("its last day was yesterday", |piece| piece.until = Some(now().date_naive().pred_opt().unwrap())),
            ("only the size and the language fit", |piece| {
                piece.use_cases.clear();
                piece.employees = Some(6_200);
            }),
            ("a rival of the prospect said it", |piece| piece.organisation = OrganisationId(Uuid::from_u128(77))),
        ];
        let mut need = need();
        need.prospect.rivals = vec![OrganisationId(Uuid::from_u128(77))];

        for (why, spoil) in table {
            let mut piece = piece(1);
            piece.use_cases = vec!["month-end close".into()];
            assert_eq!(proof_for(std::slice::from_ref(&piece), &need, now()).len(), 1);
            spoil(&mut piece);
            assert_eq!(proof_for(&[piece], &need, now()), [], "{why}");
        }
    }

    fn any_piece(id: u128) -> impl Strategy<Value = Piece> {
        let industries = ["finance/banking/retail-banking", "finance/insurance", "health/care/hospitals"];
        (
            proptest::sample::subsequence(vec!["month-end close", "audit evidence", "treasury"], 0..=3),
            proptest::option::of(0_usize..3),
            proptest::option::of(1_u32..50_000),
            any::<[bool; 3]>(),
        )
            .prop_map(move |(use_cases, industry, employees, [product, competitor, english])| Piece {
                use_cases: use_cases.into_iter().map(str::to_owned).collect(),
                industry: industry.and_then(|at| industries[at].parse().ok()),
                employees,
                products: product.then(|| "Close".to_owned()).into_iter().collect(),
                competitors: competitor.then(|| "Ironbook".to_owned()).into_iter().collect(),
                language: if english { "en" } else { "de" }.to_owned(),
                ..piece(id)
            })
    }

    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        (0_usize..9).prop_flat_map(|count| (0..count).map(|at| any_piece(at as u128 + 1)).collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn the_order_of_the_input_changes_nothing(pieces in pieces().prop_shuffle()) {
            let mut sorted = pieces.clone();
            sorted.sort_by_key(|piece| piece.id);
            prop_assert_eq!(proof_for(&pieces, &need(), now()), proof_for(&sorted, &need(), now()));
        }

        #[test]
        fn at_most_three_are_offered_the_best_first_and_none_above_the_whole(pieces in pieces()) {
            let offers = proof_for(&pieces, &need(), now());

            prop_assert!(offers.len() <= MOST_OFFERED);
            prop_assert!(offers.is_sorted_by_key(|offer| std::cmp::Reverse(offer.score)));
            prop_assert!(offers.iter().all(|offer| offer.score <= 10_000));
            for offer in &offers {
                prop_assert_eq!(offer.parts.iter().map(|part| part.score).sum::<u32>(), offer.score);
                prop_assert!(offer.parts.iter().all(|part| part.score <= part.most * 100));
            }
        }

        #[test]
        fn telling_more_of_what_is_wanted_never_lowers_a_piece(pieces in pieces(), at in 0_usize..8) {
            prop_assume!(at < pieces.len());
            let place = |pieces: &[Piece]| {
                let id = pieces[at].id;
                proof_for(pieces, &need(), now()).iter().position(|offer| offer.id == id).unwrap_or(usize::MAX)
            };
            let mut richer = pieces.clone();
            richer[at].use_cases = vec!["month-end close".into(), "audit evidence".into()];
            richer[at].competitors = vec!["Ironbook".into()];

            prop_assert!(place(&richer) <= place(&pieces));
        }
    }
}
