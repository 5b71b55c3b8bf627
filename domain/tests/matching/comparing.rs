//! Some of the ranking side by side.

use super::id;
use domain::ids::{OpportunityId, OrganisationId};
use domain::matching::{
    About, Acceptance, Comparison, Detail, Explanation, Factor, Load, NeedSummary, Person, Preset, PresetChoice, Prior,
    Row, Terms, Value, Workbench,
};
use uuid::Uuid;

/// Somebody who fills the use case by so many percent, and nothing else.
fn terms(n: u128, use_case: u16) -> Terms {
    let mut values = [Value::NONE; Factor::COUNT];
    values[Factor::UseCase.position()] = Value::of(use_case * 100);
    let acceptance = Acceptance { chance: 1_000, asked: 9, prior: Prior::Own };
    Terms { id: id(n), values, acceptance, load: Load::default(), scarcity: 0 }
}

fn person(terms: &Terms) -> Person {
    Person {
        name: terms.id.to_string(),
        title: String::new(),
        organisation: OrganisationId(Uuid::nil()),
        organisation_name: String::new(),
        asked_this_month: 0,
        asks_per_month: 2,
        ticket_open: false,
        shared_half_hours: None,
    }
}

fn detail(terms: &Terms) -> Detail {
    let explanation = Explanation {
        id: terms.id,
        terms: *terms,
        evidence: Vec::new(),
        soonest: None,
        shared_half_hours: 0,
        asked_this_month: 0,
        asks_per_month: 2,
        of_their_kind: 1,
    };
    let about = About {
        place: String::new(),
        replies: None,
        signals: Vec::new(),
        shared: None,
        slots: Vec::new(),
        clock: String::new(),
        calls: 0,
        deals_closed: 0,
        deals_won: 0,
        rating: None,
    };
    Detail { explanation, about, changes: Vec::new() }
}

/// A page with these people, all of them explained but the last so many.
fn page(terms: Vec<Terms>, unexplained: usize) -> Workbench {
    let preset = Preset::balanced();
    Workbench {
        opportunity: OpportunityId(Uuid::nil()),
        need: NeedSummary { prospect: String::new(), activity: String::new(), needed_by: None, is_filled: true },
        candidates: 0,
        ungated: 0,
        people: terms.iter().map(person).collect(),
        details: terms.iter().take(terms.len() - unexplained).map(detail).collect(),
        terms,
        order: None,
        deal: 0,
        chosen: preset.key.clone(),
        usual: preset.key.clone(),
        weights: preset.weights,
        presets: vec![PresetChoice { preset, own: None }],
        rules: Vec::new(),
        held: Vec::new(),
        held_count: 0,
        held_by: None,
        selected: None,
        ranked_at: String::new(),
        last_run: None,
        may_request: true,
        misspelt: Vec::new(),
    }
}

fn ids(comparison: &Comparison<'_>) -> Vec<domain::ids::AdvocateId> {
    comparison.columns.iter().map(|column| column.ranked.id).collect()
}

#[test]
fn they_stand_in_the_order_of_the_ranking_each_once() {
    let page = page(vec![terms(1, 40), terms(2, 90), terms(3, 60)], 0);

    let comparison = Comparison::of(&page, &[id(1), id(2), id(1)]);

    assert_eq!(ids(&comparison), [id(2), id(1)]);
    assert_eq!(comparison.columns[0].ranked.rank, 1);
    assert_eq!(comparison.columns[0].person.name, id(2).to_string(), "each with their own facts");
    assert_eq!(comparison.next, Some(id(3)));
    assert_eq!(comparison.absent, 0);
}

#[test]
fn whoever_has_no_place_is_counted_and_left_out() {
    let page = page(vec![terms(1, 40), terms(2, 90), terms(3, 10)], 1);

    let comparison = Comparison::of(&page, &[id(1), id(77), id(3)]);

    assert_eq!(ids(&comparison), [id(1)]);
    assert_eq!(comparison.absent, 2, "one is nobody here, of the other nothing is explained");
    assert_eq!(comparison.next, Some(id(2)));
}

#[test]
fn four_stand_side_by_side_and_no_more() {
    let page = page((1..=6).map(|n| terms(n, 90 - n as u16)).collect(), 0);

    let comparison = Comparison::of(&page, &[1, 2, 3, 4, 5].map(id));

    assert_eq!(ids(&comparison), [1, 2, 3, 4].map(id));
    assert_eq!(comparison.next, None, "there is no room for another");
}

#[test]
fn the_best_of_a_row_lead_it_and_nobody_leads_where_all_are_equal() {
    let page = page(vec![terms(1, 80), terms(2, 80), terms(3, 60)], 0);

    let comparison = Comparison::of(&page, &[1, 2, 3].map(id));

    assert_eq!(comparison.leads(Row::Factor(Factor::UseCase)), [true, true, false]);
    assert_eq!(comparison.leads(Row::Factor(Factor::Region)), [false, false, false]);
    assert_eq!(comparison.leads(Row::Load), [false, false, false]);
}

#[test]
fn a_comparison_starts_with_the_chosen_one_and_the_two_best_others() {
    let page = page(vec![terms(1, 90), terms(2, 80), terms(3, 70), terms(4, 60)], 0);
    let order = page.ranked();

    assert_eq!(page.beside(id(4), &order), [id(4), id(1), id(2)]);
    assert_eq!(page.beside(id(1), &order), [id(1), id(2), id(3)]);
}
