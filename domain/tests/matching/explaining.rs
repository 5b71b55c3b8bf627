use super::{call, day, id, willing, world};
use domain::matching::{
    Evidence, Factor, Index, Outcome, Policy, Preset, Seniority, TextHit, Value, Wish, evaluate, explain, explain_one,
    rank,
};
use domain::time::{FreeTime, TimeRange};

#[test]
fn every_known_factor_quotes_the_field_it_rests_on() {
    let text = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let at = |hour| day("2026-11-24").and_hms_opt(hour, 0, 0).unwrap().and_utc();
    let free = |from, to| Some(FreeTime::from_ranges(world::now(), &TimeRange::new(at(from), at(to)).unwrap().into()));
    let mut ingrid = willing(1);
    ingrid.industry = "finance/banking/building-society".parse().ok();
    ingrid.employees = Some(4_100);
    ingrid.functions = text(&["Finance"]);
    ingrid.seniority = Some(Seniority::VicePresident);
    ingrid.use_cases = text(&["Month-end close", "Audit"]);
    ingrid.products = text(&["Close"]);
    ingrid.outcomes = vec![
        Outcome { text: "Happier team".to_owned(), measured: false, use_case: None },
        Outcome {
            text: "Close cut from 9 to 4 days".to_owned(),
            measured: true,
            use_case: Some("month-end close".to_owned()),
        },
    ];
    ingrid.competitors_replaced = text(&["Ironbook"]);
    ingrid.country = Some("GB".to_owned());
    ingrid.region = Some("Europe".to_owned());
    ingrid.tech_stack = text(&["SAP"]);
    ingrid.topics = text(&["Migration"]);
    ingrid.has_story = true;
    ingrid.free = free(9, 12);
    let mut need = call();
    need.industry = "finance/banking/retail-banking".parse().ok();
    need.employees = Some(6_200);
    need.functions = text(&["finance"]);
    need.seniority = Some(Seniority::Chief);
    need.use_cases = vec![Wish { name: "Month-end close".to_owned(), importance: 3 }, Wish::ordinary("Treasury")];
    need.products = vec![Wish::ordinary("Close"), Wish::ordinary("Controls")];
    need.competitors = text(&["Ironbook"]);
    need.objections = text(&["Price"]);
    need.country = Some("IE".to_owned());
    need.region = Some("europe".to_owned());
    need.tech_stack = text(&["Workday"]);
    need.topics = text(&["Migration", "Security"]);
    need.needed_by = Some(day("2026-11-27"));
    need.open_hours = free(10, 16);
    need.text = Some(vec![TextHit {
        field: "story".to_owned(),
        sentence: "We left Ironbook in one quarter.".to_owned(),
        marks: vec![(8, 16)],
        ..TextHit::scored(id(1), Value::of(8_000))
    }]);
    let index = Index::build(vec![ingrid], Policy::default(), world::now());

    let found = evaluate(&index, &need, world::now());
    let order = rank(&found.open, &Preset::balanced(), found.deal);
    let reasons = explain(&index, &need, world::now(), &order);

    let said: Vec<_> = reasons[0]
        .evidence
        .iter()
        .map(|Evidence { factor, field, text, .. }| (*factor, field.as_str(), text.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (Factor::UseCase, "use cases", "Month-end close"),
            (Factor::UseCase, "story", "We left Ironbook in one quarter."),
            (Factor::Industry, "industry", "Building societies, also Banking"),
            (Factor::Size, "employees", "4,100 staff against 6,200"),
            (Factor::Persona, "function", "Finance"),
            (Factor::Persona, "seniority", "VP, the contact is C-level"),
            (Factor::Product, "products", "Close (1 of 2)"),
            (Factor::Outcomes, "outcomes", "Close cut from 9 to 4 days"),
            (Factor::Competition, "competitors replaced", "Replaced Ironbook"),
            (Factor::SoonestSlot, "availability", "2 h in common until Fri 27 Nov"),
            (Factor::Region, "region", "Europe, the same region"),
            (Factor::TechStack, "tech stack", "None of the systems in question"),
            (Factor::Stage, "topics", "Migration"),
        ]
    );
    let quoted: Vec<_> = reasons[0].evidence.iter().filter(|evidence| evidence.is_quotation()).collect();
    assert_eq!(quoted.len(), 1);
    assert_eq!(quoted[0].pieces(), [("We left ", false), ("Ironbook", true), (" in one quarter.", false)]);
    assert_eq!(reasons[0].soonest, Some(at(10)));
    let percents: Vec<_> = reasons[0].terms.values.iter().map(|value| value.percent()).collect();
    // 0.7 * 3/4 + 0.3 * 0.8; exp(-ln(6200/4100)/1.2); 0.6 + 0.4/2; 1 - 0.3 * 0.8; 0.6 of competitor alone.
    assert_eq!(percents[..7], [77, 60, 71, 80, 50, 76, 60].map(Some));
    assert_eq!(percents[8..], [60, 0, 50].map(Some));
    assert_eq!(explain_one(&index, &need, world::now(), id(1)).as_ref(), reasons.first());
    assert_eq!(explain_one(&index, &need, world::now(), id(9)), None);
}

#[test]
fn what_nobody_knows_is_not_explained() {
    let index = Index::build(vec![willing(1)], Policy::default(), world::now());

    let reasons = explain_one(&index, &call(), world::now(), id(1)).unwrap();

    assert_eq!(reasons.evidence, []);
    assert!(reasons.terms.values.iter().all(|value| !value.is_known()));
}

/// A zero, too: whoever reads it wants to know what it is a zero for.
#[test]
fn every_factor_that_is_known_says_why() {
    let advocates = world::advocates(400, 3);
    let need = world::need(&advocates, 3);
    let index = Index::build(advocates, world::policy(), world::now());
    let found = evaluate(&index, &need, world::now());

    for open in &found.open {
        let reasons = explain_one(&index, &need, world::now(), open.id).unwrap();
        for factor in Factor::ALL {
            let is_known = reasons.terms.value(*factor).is_known();
            assert_eq!(reasons.of(*factor).next().is_some(), is_known, "{factor}: {:?}", reasons.evidence);
        }
    }
}

/// Nothing can be booked before the notice is over: a day at the least.
#[test]
fn hours_within_the_notice_are_not_hours_in_common() {
    // The world stands at 09:12; half hours begin at half past.
    let after = |hours: i64| world::now() + chrono::TimeDelta::minutes(18 + 60 * hours);
    let mut ingrid = willing(1);
    ingrid.free = Some(FreeTime::from_ranges(world::now(), &TimeRange::new(after(2), after(27)).unwrap().into()));
    let mut said = |notice_hours| {
        ingrid.limits.notice_hours = notice_hours;
        let index = Index::build(vec![ingrid.clone()], Policy::default(), world::now());
        let reasons = explain_one(&index, &call(), world::now(), id(1)).unwrap();
        (reasons.shared_half_hours, reasons.soonest)
    };

    assert_eq!(said(None), (6, Some(after(24))));
    assert_eq!(said(Some(26)), (2, Some(after(26))));
    assert_eq!(said(Some(48)), (0, None));
}

#[test]
fn another_function_is_named_after_what_speaks_for_them() {
    let mut sabine = willing(1);
    sabine.functions = vec!["Operations".to_owned()];
    sabine.seniority = Some(Seniority::Chief);
    let mut need = call();
    need.functions = vec!["Finance".to_owned()];
    let said = |need: &domain::matching::Need| {
        let index = Index::build(vec![sabine.clone()], Policy::default(), world::now());
        let reasons = explain_one(&index, need, world::now(), id(1)).unwrap();
        reasons.of(Factor::Persona).map(|evidence| evidence.text.clone()).collect::<Vec<_>>()
    };

    assert_eq!(said(&need), ["Operations, the contact's is Finance"]);
    need.seniority = Some(Seniority::Chief);
    assert_eq!(said(&need), ["C-level, the same level", "Operations, the contact's is Finance"]);
}

#[test]
fn a_run_explains_with_the_terms_it_ranked_by() {
    let advocates = world::advocates(400, 3);
    let need = world::need(&advocates, 3);
    let index = Index::build(advocates, world::policy(), world::now());
    let found = evaluate(&index, &need, world::now());
    let order = rank(&found.open, &Preset::balanced(), found.deal);

    let reasons = explain(&index, &need, world::now(), &order);

    assert_eq!(reasons.len(), order.len().min(50));
    for (reasons, ranked) in reasons.iter().zip(&order) {
        assert_eq!(reasons.terms, found.open[ranked.at as usize]);
    }
}

/// Marks come from a search; a run that was kept long ago may have any.
#[test]
fn the_pieces_of_a_quotation_are_its_text_whatever_the_marks_say() {
    let quotation = |marks: &[(u32, u32)]| Evidence {
        marks: marks.to_vec(),
        ..Evidence::told(Factor::UseCase, "story", "Zürich <b>closes</b>.")
    };
    for (marks, marked) in [
        (&[][..], &[][..]),
        (&[(0, 7)], &["Zürich"]),
        (&[(0, 2)], &[]),
        (&[(5, 3), (11, 17), (12, 20), (90, 99)], &["closes"]),
        (&[(0, 7), (11, 17)], &["Zürich", "closes"]),
    ] {
        let quotation = quotation(marks);
        let pieces = quotation.pieces();

        assert_eq!(pieces.iter().map(|(piece, _)| *piece).collect::<String>(), quotation.text, "{marks:?}");
        let found: Vec<_> = pieces.iter().filter(|(_, is_marked)| *is_marked).map(|(piece, _)| *piece).collect();
        assert_eq!(found, marked, "{marks:?}");
    }
}
