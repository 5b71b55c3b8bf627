//! Facets, search and saved views of lists, through their use cases, on the story world.

use std::collections::BTreeSet;

use domain::advocates::{AdvocateRow, Directory};
use domain::lists::{Facet, ListHead, ListName, Query, Views};
use domain::nominations::NominationForm;
use domain::problem::Problem;
use domain::requests::RequestTab;
use domain::scheduling::CallsTab;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, evidence, nominations, opportunities, requests, scheduling, views};

const JUNO: &str = "juno@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";

struct Page {
    head: ListHead,
    ids: Vec<String>,
    total: u32,
    next: Option<String>,
    previous: Option<String>,
}

async fn open(ctx: &Ctx, list: ListName, query: &Query) -> Page {
    match list {
        ListName::Opportunities => {
            let list = opportunities::list(ctx, query).await.unwrap();
            let ids = list.page.rows.iter().map(|row| row.id.to_string()).collect();
            Page {
                head: list.head,
                ids,
                total: list.page.total.number,
                next: list.page.next,
                previous: list.page.previous,
            }
        }
        ListName::Nominations => {
            let list = nominations::list(ctx, query).await.unwrap();
            let ids = list.page.rows.iter().map(|row| row.id.to_string()).collect();
            Page {
                head: list.head,
                ids,
                total: list.page.total.number,
                next: list.page.next,
                previous: list.page.previous,
            }
        }
        ListName::Evidence => {
            let list = evidence::list(ctx, query).await.unwrap();
            let ids = list.page.rows.iter().map(|row| row.id.to_string()).collect();
            Page {
                head: list.head,
                ids,
                total: list.page.total.number,
                next: list.page.next,
                previous: list.page.previous,
            }
        }
        _ => {
            let Directory::Full { head, page, .. } = advocates::directory(ctx, query).await.unwrap() else {
                panic!("the full directory expected")
            };
            let ids = page.rows.iter().map(|row| row.id.to_string()).collect();
            Page { head: *head, ids, total: page.total.number, next: page.next, previous: page.previous }
        }
    }
}

/// Thirty nominations at three customers; every fifth was declined.
async fn nominate_some(t: &TestApp) {
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    for number in 0..30 {
        let form = NominationForm {
            name: format!("Nominee {number:02}"),
            email: format!("nominee{number}@nominees.example"),
            organisation: ["Skylark Mutual", "Another House", "Third Ltd"][number % 3].into(),
            why: "Closed the books early.".into(),
            topics: if number % 2 == 0 { "Migration" } else { "Training, Audit" }.into(),
            somebody_else: Some("on".into()),
            another_customer: Some("on".into()),
            ..NominationForm::default()
        };
        let id = nominations::nominate(&juno, &form).await.unwrap();
        t.clock.advance(chrono::Duration::seconds(1));
        if number % 5 == 0 {
            nominations::decline(&adaeze, id, "Not now").await.unwrap();
        }
    }
}

async fn people(ctx: &Ctx, query: &str) -> Vec<AdvocateRow> {
    match advocates::directory(ctx, &Query::parse(query)).await.unwrap() {
        Directory::Full { page, .. } => page.rows,
        Directory::Names { .. } => panic!("the full directory expected"),
    }
}

fn facet<'a>(head: &'a ListHead, name: &str) -> &'a Facet {
    head.facets.iter().find(|facet| facet.name == name).unwrap_or_else(|| panic!("no facet {name}"))
}

#[tokio::test]
async fn every_value_of_every_facet_shows_as_many_rows_as_it_says() {
    let t = TestApp::new().await;
    nominate_some(&t).await;
    let adaeze = t.sign_in(ADAEZE).await;
    for (list, start) in [
        (ListName::Advocates, "sort=name"),
        (ListName::Advocates, "industry=finance&language=en"),
        (ListName::Opportunities, "view=all"),
        (ListName::Opportunities, "view=all&needs=yes&close=later&close=90"),
        (ListName::Evidence, "sort=title"),
        (ListName::Evidence, "state=approved&state=draft&industry=finance"),
        (ListName::Nominations, "sort=name"),
        (ListName::Nominations, "state=open&state=declined"),
    ] {
        let start = Query::parse(start);
        let first = open(&adaeze, list, &start).await;
        let mut looked_at = 0;
        for facet in first.head.facets.iter().filter(|facet| facet.is_menu) {
            for option in facet.options.iter().filter(|option| !option.is_chosen) {
                // Beside values chosen already the new one adds; alone it narrows.
                let alone = start.with(&facet.name, &option.value);
                let found = open(&adaeze, list, &alone).await;
                assert_eq!(found.total, option.count.number, "{list}: {alone}");
                looked_at += 1;
            }
        }
        assert!(looked_at > 5, "{list} {start}: {looked_at}");
    }
}

#[tokio::test]
async fn several_values_of_a_facet_are_either_and_several_facets_are_both() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let total = async |query: &str| open(&adaeze, ListName::Advocates, &Query::parse(query)).await.total;
    let head = open(&adaeze, ListName::Advocates, &Query::default()).await.head;
    let regions: Vec<&str> =
        facet(&head, "region").options.iter().take(2).map(|option| option.value.as_str()).collect();
    let [one, other] = regions[..] else { panic!("two regions expected: {regions:?}") };

    let (first, second) = (Query::default().with("region", one), Query::default().with("region", other));
    let either = first.toggled("region", other);
    let both = either.with("support", "healthy");

    let (a, b) = (total(&first.to_string()).await, total(&second.to_string()).await);
    assert_eq!(total(&either.to_string()).await, a + b);
    assert!(total(&both.to_string()).await <= a + b);
    let chosen: Vec<&str> = facet(&head, "region").chosen().map(|option| option.value.as_str()).collect();
    assert!(chosen.is_empty());
}

/// Any filters, any order: walking forth visits as many as the list says, each once; walking back
/// meets the same rows.
#[tokio::test]
async fn paging_visits_everything_once_under_every_order_and_any_filters() {
    let t = TestApp::new().await;
    nominate_some(&t).await;
    let adaeze = t.sign_in(ADAEZE).await;
    let filters = [
        (
            ListName::Advocates,
            vec![
                "status=can_be_asked",
                "industry=finance",
                "industry=healthcare",
                "support=healthy",
                "language=en",
                "q=close",
            ],
        ),
        (
            ListName::Opportunities,
            vec!["needs=no", "amount=100k-500k", "amount=25k-100k", "close=90", "close=later", "q=bank"],
        ),
        (ListName::Nominations, vec!["state=open", "state=declined", "q=close", "topic=Migration", "topic=Training"]),
        (
            ListName::Evidence,
            vec!["kind=quote", "kind=case_study", "state=approved", "industry=finance", "language=en", "q=close"],
        ),
    ];
    let sorts = [
        (ListName::Advocates, vec!["name", "status", "fatigue", "calls", "last_call"]),
        (ListName::Opportunities, vec!["name", "stage", "amount", "close", "needed"]),
        (ListName::Nominations, vec!["newest", "name", "customer", "decided"]),
        (ListName::Evidence, vec!["added", "title", "customer", "until", "views"]),
    ];
    let mut runner = TestRunner::deterministic();
    for ((list, filters), (_, sorts)) in filters.into_iter().zip(sorts) {
        let any =
            (proptest::sample::subsequence(filters.clone(), 0..=2), proptest::sample::select(sorts), any::<bool>());
        for _ in 0..12 {
            let (chosen, sort, down) = any.new_tree(&mut runner).unwrap().current();
            let query = Query::parse(&format!("view=all&{}", chosen.join("&")))
                .with("sort", sort)
                .with("dir", if down { "down" } else { "up" });
            let query = if list == ListName::Opportunities { query } else { query.without("view") };

            let mut page = open(&adaeze, list, &query).await;
            let total = page.total;
            let mut pages = vec![page.ids.clone()];
            while let Some(next) = page.next {
                page = open(&adaeze, list, &query.turned("after", &next)).await;
                pages.push(page.ids.clone());
            }
            let seen: Vec<String> = pages.concat();
            assert_eq!(seen.len(), total as usize, "{list} {query}");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{list} {query}");
            while let Some(previous) = page.previous {
                pages.pop();
                page = open(&adaeze, list, &query.turned("before", &previous)).await;
                assert_eq!(Some(&page.ids), pages.last(), "{list} {query}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_list_does_not_know_is_named_and_changes_nothing() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    for (list, query) in [
        (ListName::Advocates, "shoe_size=44&industry=underwater/baskets&support=purple&status=x&owner=me&sort=shoe"),
        (
            ListName::Opportunities,
            "view=all&shoe_size=44&stage=11111111-1111-8111-8111-111111111111&needs=maybe&amount=lots&close=never&dir=sideways",
        ),
        (ListName::Nominations, "shoe_size=44&state=gone&by=me&industry=finance&sort=shoe&dir=sideways"),
        (ListName::Evidence, "shoe_size=44&kind=song&state=gone&industry=underwater/baskets&sort=shoe&dir=sideways"),
    ] {
        let plain = open(
            &adaeze,
            list,
            &Query::parse("view=all").without(if list == ListName::Opportunities { "" } else { "view" }),
        )
        .await;

        let found = open(&adaeze, list, &Query::parse(query)).await;

        assert_eq!(found.total, plain.total, "{list}");
        assert_eq!(found.head.ignored.len(), 6, "{:?}", found.head.ignored);
        assert!(
            found.head.unfiltered().pairs().all(|(name, _)| !found.head.ignored.iter().any(|(gone, _)| gone == name))
        );
    }
}

#[tokio::test]
async fn words_of_the_story_are_found_and_a_misspelt_name_finds_those_like_it() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    // Words that do not stand side by side.
    let apart = people(&juno, "q=nine+ironbook").await;
    let misspelt = advocates::directory(&juno, &Query::parse("q=ingird+thistelwood")).await.unwrap();
    let nonsense = people(&juno, "q=qqqq+zzzz").await;

    assert!(apart.iter().any(|row| row.name == "Ingrid Thistlewood"), "{apart:?}");
    let Directory::Full { head, similar, page, .. } = misspelt else { panic!("the full directory expected") };
    assert!(similar && page.rows.iter().any(|row| row.name == "Ingrid Thistlewood"));
    assert_eq!(head.query.one("like"), Some("names"));
    assert!(nonsense.is_empty());
}

async fn views_of(ctx: &Ctx) -> Views {
    open(ctx, ListName::Advocates, &Query::default()).await.head.views
}

#[tokio::test]
async fn a_view_keeps_the_whole_address_and_belongs_to_whom_it_was_made_for() {
    let t = TestApp::new().await;
    let (juno, adaeze, tamsin) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let address = "industry=finance&industry=healthcare&sort=calls&dir=down&after=somewhere";

    let own = views::save(&juno, ListName::Advocates, " Banks ", address, false).await.unwrap();
    let shared = views::save(&adaeze, ListName::Advocates, "Everybody's", "status=can_be_asked", true).await.unwrap();
    let refused = views::save(&juno, ListName::Advocates, "Mine for all", "", true).await.unwrap_err();

    assert_eq!(refused.problem().map(Problem::status), Some(403));
    let seen = views_of(&juno).await;
    assert_eq!(seen.views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["Everybody's", "Banks"]);
    let kept = &seen.views[1];
    assert_eq!(kept.query.to_string(), "industry=finance&industry=healthcare&sort=calls&dir=down");
    assert_eq!(
        seen.current(&Query::parse("dir=down&sort=calls&industry=healthcare&industry=finance")).map(|view| view.id),
        Some(own)
    );
    assert!(kept.may_change && !seen.views[0].may_change);
    let others: Vec<_> = views_of(&tamsin).await.views.into_iter().map(|view| view.id).collect();
    assert_eq!(others, [shared]);
}

#[tokio::test]
async fn names_are_told_apart_and_views_are_renamed_and_deleted_by_their_own() {
    let t = TestApp::new().await;
    let (juno, adaeze, tamsin) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let own = views::save(&juno, ListName::Advocates, "Banks", "q=bank", false).await.unwrap();
    let shared = views::save(&adaeze, ListName::Advocates, "Banks", "q=bank", true).await.unwrap();
    let status = |outcome: server::error::Result<()>| outcome.unwrap_err().problem().map(Problem::status);

    for name in ["BANKS", "", "   ", &"x".repeat(61), "a\u{7}b"] {
        let refused = views::save(&juno, ListName::Advocates, name, "", false).await.unwrap_err();
        assert_eq!(refused.problem().map(Problem::status), Some(422), "{name:?}");
    }
    assert_eq!(status(views::rename(&tamsin, own, "Hers").await), Some(404));
    assert_eq!(status(views::delete(&tamsin, own).await), Some(404));
    assert_eq!(status(views::rename(&juno, shared, "His").await), Some(403));
    assert_eq!(status(views::delete(&juno, shared).await), Some(403));
    assert_eq!(
        status(views::delete(&adaeze, own).await),
        Some(404),
        "an administrator does not see what is somebody's own"
    );

    views::rename(&juno, own, "Insurers").await.unwrap();
    views::delete(&adaeze, shared).await.unwrap();
    let left: Vec<_> = views_of(&juno).await.views.into_iter().map(|view| view.name).collect();
    assert_eq!(left, ["Insurers"]);
    assert_eq!(status(views::delete(&adaeze, shared).await), Some(404));
}

#[tokio::test]
async fn nobody_keeps_more_views_than_anybody_reads() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    for number in 0..30 {
        views::save(&juno, ListName::Opportunities, &format!("View {number}"), "view=all", false).await.unwrap();
    }

    let one_more = views::save(&juno, ListName::Opportunities, "One more", "view=all", false).await.unwrap_err();
    let too_long = views::save(&juno, ListName::Advocates, "Long", &format!("q={}", "x".repeat(2_001)), false).await;

    assert_eq!(one_more.problem().and_then(Problem::refusal_code), Some("too_many_views"));
    assert_eq!(too_long.unwrap_err().problem().map(Problem::status), Some(422));
}

#[tokio::test]
async fn an_address_that_names_a_place_and_leaves_it_empty_is_the_first_page() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    let calls = scheduling::calls_page(&juno, CallsTab::Over, Some("")).await.unwrap();
    let requests = requests::list(&juno, RequestTab::Waiting, None, Some("")).await.unwrap();

    assert_eq!(calls, scheduling::calls_page(&juno, CallsTab::Over, None).await.unwrap());
    assert_eq!(requests, requests::list(&juno, RequestTab::Waiting, None, None).await.unwrap());
    assert!(scheduling::calls_page(&juno, CallsTab::Over, Some("x")).await.is_err());
}

#[tokio::test]
async fn a_character_that_no_text_can_hold_is_said_and_not_our_fault() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;

    let deals = opportunities::list(&juno, &Query::parse("q=%00")).await.map(drop);
    let people = advocates::directory(&juno, &Query::parse("q=a%00b")).await.map(drop);

    let view = views::save(&juno, ListName::Advocates, "Nothing", "status=can_be_asked&q=%00", false).await.map(drop);

    assert!(views_of(&juno).await.views.is_empty());
    for refused in [deals, people, view] {
        assert_eq!(refused.unwrap_err().problem().map(Problem::status), Some(422));
    }
}
