//! Matching on the story world: who is first and why, who is held back, what a run keeps.

use chrono::Duration;
use domain::ids::{AdvocateId, OpportunityId};
use domain::lists::Query;
use domain::matching::{Factor, Preset, Rule, Weights, Workbench, rank};
use domain::opportunities::BoardAddress;
use domain::problem::Problem;
use server::ctx::Ctx;
use server::error::Error;
use server::matching::{self, View};
use server::opportunities;
use server::testing::TestApp;
use sqlx::{Connection as _, PgConnection};

const MARLOWE: &str = "Marlowe Street Bank";

async fn opportunity(superuser: &mut PgConnection, company: &str, organisation: &str) -> OpportunityId {
    sqlx::query_scalar(
        "select o.id from opportunities o
         join companies c on c.id = o.company_id
         join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
         where c.slug = $1 and g.name = $2 and o.closed_at is null
         order by o.created_at, o.id limit 1",
    )
    .bind(company)
    .bind(organisation)
    .fetch_one(superuser)
    .await
    .unwrap()
}

pub(crate) async fn marlowe(app: &TestApp) -> OpportunityId {
    opportunity(&mut app.superuser().await, "quillstone", MARLOWE).await
}

pub(crate) async fn look(ctx: &Ctx, opportunity: OpportunityId) -> Workbench {
    matching::workbench(ctx, opportunity, View { all_held: true, ..View::default() }).await.unwrap()
}

/// The names in the order the browser would compute.
fn ranked_names(workbench: &Workbench, preset: &Preset) -> Vec<String> {
    let order = rank(&workbench.terms, preset, workbench.deal);
    order.iter().map(|ranked| workbench.people[ranked.at as usize].name.clone()).collect()
}

pub(crate) fn advocate(workbench: &Workbench, name: &str) -> AdvocateId {
    let at = workbench.people.iter().position(|person| person.name == name).unwrap();
    workbench.terms[at].id
}

pub(crate) fn assert_not_found<T: std::fmt::Debug>(result: Result<T, Error>) {
    let error = result.unwrap_err();
    assert_eq!(error.problem(), Some(&Problem::NotFound), "{error}");
}

#[tokio::test]
async fn ingrid_comes_first_for_marlowe_street_bank_and_her_rows_add_up() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;

    let workbench = look(&juno, marlowe(&app).await).await;

    assert_eq!(ranked_names(&workbench, &workbench.preset())[0], "Ingrid Thistlewood");
    let order = rank(&workbench.terms, &workbench.preset(), workbench.deal);
    let rows: i32 = order[0].points.rows().iter().map(|(_, points)| points).sum();
    assert_eq!(rows, order[0].points.score);
    let detail = workbench.detail(order[0].id).unwrap();
    assert!(detail.explanation.of(Factor::UseCase).any(|evidence| evidence.field == "story"), "no quoted sentence");
    assert!(!detail.about.slots.is_empty(), "no free time before the date");
}

#[tokio::test]
async fn those_held_back_are_named_with_their_rule_and_what_ends_it() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;

    let workbench = look(&juno, marlowe(&app).await).await;

    let held = |name: &str| workbench.held.iter().find(|held| held.name == name).unwrap_or_else(|| panic!("{name}"));
    assert_eq!(held("Efe Rainsworth").rule, Rule::DoNotAsk);
    assert_eq!(held("Priya Moonbrook").rule, Rule::MonthlyCap);
    assert_eq!(held("Gareth Applecross").rule, Rule::CoolDown);
    assert!(held("Priya Moonbrook").sentence.contains("Free again Tue 1 Dec"), "{}", held("Priya Moonbrook").sentence);
    let counted: u32 = workbench.rules.iter().map(|(_, count)| count).sum();
    assert_eq!(counted, workbench.held_count);
    assert_eq!(workbench.candidates, workbench.held_count + workbench.ungated);
    assert!(workbench.held.is_sorted_by(|a, b| a.would.score >= b.would.score), "the nearest come first");
}

#[tokio::test]
async fn a_shield_raised_a_moment_ago_closes_the_gate_for_the_next_reader() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let marlowe = marlowe(&app).await;
    let before = look(&juno, marlowe).await;
    let ingrid = advocate(&before, "Ingrid Thistlewood");

    let mut superuser = app.superuser().await;
    sqlx::query(
        "insert into shields (company_id, id, organisation_id, class, raised_at)
         select company_id, gen_random_uuid(), organisation_id, 'urgent_ticket', now() from advocates where id = $1",
    )
    .bind(ingrid)
    .execute(&mut superuser)
    .await
    .unwrap();
    let after = look(&juno, marlowe).await;

    assert!(after.terms.iter().all(|terms| terms.id != ingrid));
    let held = after.held.iter().find(|held| held.id == ingrid).unwrap();
    assert_eq!(held.rule, Rule::DoNotAsk);
}

#[tokio::test]
async fn a_change_that_commits_late_is_not_missed() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let marlowe = marlowe(&app).await;
    let ingrid = advocate(&look(&juno, marlowe).await, "Ingrid Thistlewood");

    // The slow transaction changes first and commits last; another one commits in between.
    let mut slow = app.superuser().await;
    let mut slow = slow.begin().await.unwrap();
    sqlx::query("update advocates set reference_status = 'paused' where id = $1")
        .bind(ingrid)
        .execute(&mut *slow)
        .await
        .unwrap();
    let mut quick = app.superuser().await;
    sqlx::query("update advocates set title = title || '.' where name = 'Kofi Brambleworth'")
        .execute(&mut quick)
        .await
        .unwrap();
    let between = look(&juno, marlowe).await;
    slow.commit().await.unwrap();
    let after = look(&juno, marlowe).await;

    assert!(between.terms.iter().any(|terms| terms.id == ingrid));
    assert!(after.terms.iter().all(|terms| terms.id != ingrid));
}

#[tokio::test]
async fn a_kept_run_replays_to_the_same_bytes_whatever_happened_since() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let marlowe = marlowe(&app).await;
    let weights = Weights::BALANCED.with(Factor::Region, 40);
    let view = View { weights: Some(weights), ..View::default() };

    let run = matching::run(&juno, marlowe, view.clone()).await.unwrap();
    let first = look(&juno, marlowe).await;
    let mut superuser = app.superuser().await;
    sqlx::query("update advocates set use_cases = '{}', lifecycle = 'paused'").execute(&mut superuser).await.unwrap();
    sqlx::query("update opportunities set use_cases = '{}'").execute(&mut superuser).await.unwrap();
    app.clock.advance(chrono::TimeDelta::days(40));
    let replay = matching::replay(&juno, run).await.unwrap();

    assert!(replay.is_equal);
    let preset = Preset { weights, ..Preset::balanced() };
    assert_eq!(replay.order, rank(&first.terms, &preset, first.deal));
    assert_eq!(look(&juno, marlowe).await.ungated, 0, "today nobody may be asked");
}

#[tokio::test]
async fn a_run_is_kept_with_its_first_places_and_told_once() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let marlowe = marlowe(&app).await;

    let run = matching::run(&juno, marlowe, View::default()).await.unwrap();
    matching::run(&juno, marlowe, View::default()).await.unwrap();

    let mut superuser = app.superuser().await;
    let first: String = sqlx::query_scalar(
        "select a.name from match_runs r
         join advocates a on a.company_id = r.company_id and a.id = (r.top -> 0 ->> 'advocate')::uuid
         where r.id = $1",
    )
    .bind(run)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let events: i64 =
        sqlx::query_scalar("select count(*) from events where kind = 'match_run' and body ->> 'run' = $1")
            .bind(run.to_string())
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    assert_eq!((first.as_str(), events), ("Ingrid Thistlewood", 1));
    let workbench = look(&juno, marlowe).await;
    assert_eq!(workbench.last_run.unwrap().by.as_deref(), Some("Juno Pemberwick"));
}

#[tokio::test]
async fn another_companys_opportunity_and_run_do_not_exist() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let corwin = app.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let theirs = opportunity(&mut app.superuser().await, "quarrystone", MARLOWE).await;
    let run = matching::run(&juno, marlowe(&app).await, View::default()).await.unwrap();

    assert_not_found(matching::workbench(&juno, theirs, View::default()).await);
    assert_not_found(matching::run(&juno, theirs, View::default()).await);
    assert_not_found(matching::replay(&corwin, run).await);
}

#[tokio::test]
async fn who_may_not_match_is_told_who_may() {
    let app = TestApp::new().await;
    let sunniva = app.sign_in("sunniva@quillstone.example").await;

    let error = matching::workbench(&sunniva, marlowe(&app).await, View::default()).await.unwrap_err();

    assert!(matches!(error.problem(), Some(Problem::Forbidden(_))), "{error}");
}

#[tokio::test]
async fn a_saved_preset_is_its_owners_alone_and_its_name_is_taken_once() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let rafael = app.sign_in("rafael@quillstone.example").await;
    let marlowe = marlowe(&app).await;
    let weights = Weights::BALANCED.with(Factor::Industry, 50);

    let saved = matching::save_preset(&juno, " Regulated buyers ", weights, "balanced").await.unwrap();
    let again = matching::save_preset(&juno, "regulated BUYERS", weights, "balanced").await.unwrap_err();
    let view = View { preset: Some(saved.to_string()), ..View::default() };
    let hers = matching::workbench(&juno, marlowe, view.clone()).await.unwrap();
    let his = matching::workbench(&rafael, marlowe, view).await.unwrap();

    assert_eq!((hers.weights, hers.preset().label.as_str()), (weights, "Regulated buyers"));
    assert_eq!(his.chosen, "balanced");
    assert!(again.problem().is_some_and(|problem| problem.of_field("name").is_some()), "{again}");
    assert_not_found(matching::delete_preset(&rafael, saved).await);
    matching::delete_preset(&juno, saved).await.unwrap();
}

#[tokio::test]
async fn the_first_sign_in_of_the_day_gives_every_open_deal_a_best_match() {
    let test = TestApp::new().await;
    let juno = test.sign_in("juno@quillstone.example").await;
    let runs = async || {
        sqlx::query_scalar::<_, i64>("select count(*) from match_runs where company_id = $1")
            .bind(juno.company())
            .fetch_one(&mut test.superuser().await)
            .await
            .unwrap()
    };
    let open: i64 =
        sqlx::query_scalar("select count(*) from opportunities where company_id = $1 and closed_at is null")
            .bind(juno.company())
            .fetch_one(&mut test.superuser().await)
            .await
            .unwrap();
    assert_eq!(runs().await, 0);

    test.cookie("juno@quillstone.example").await;
    test.run_jobs().await;
    test.cookie("rafael@quillstone.example").await;
    test.run_jobs().await;

    assert_eq!((runs().await, open > 50), (open, true));
    let list = opportunities::list(&juno, &Query::default()).await.unwrap();
    let marlowe = list.page.rows.iter().find(|row| row.name == "Marlowe Street Bank").unwrap();
    assert_eq!(marlowe.best.as_ref().map(|best| best.name.as_str()), Some("Ingrid Thistlewood"));
    let run = sqlx::query_scalar("select id from match_runs where opportunity_id = $1")
        .bind(marlowe.id)
        .fetch_one(&mut test.superuser().await)
        .await
        .unwrap();
    assert!(matching::replay(&juno, run).await.unwrap().is_equal);

    // The next day begins anew, by itself.
    test.clock.advance(Duration::days(1));
    test.run_jobs().await;
    assert_eq!(runs().await, 2 * open);
}

#[tokio::test]
async fn a_best_match_says_so_when_somebody_else_might_be_first_by_now() {
    let test = TestApp::new().await;
    let juno = test.sign_in("juno@quillstone.example").await;
    let marlowe = marlowe(&test).await;
    // A minute later each time: the last run is the latest.
    let run = async || {
        test.clock.advance(Duration::minutes(1));
        matching::run(&juno, marlowe, View::default()).await.unwrap()
    };
    // The list and the board say the same.
    let caveat = async || {
        let list = opportunities::list(&juno, &Query::default()).await.unwrap();
        let row = list.page.rows.into_iter().find(|row| row.id == marlowe).unwrap();
        let board = opportunities::board(&juno, BoardAddress::default()).await.unwrap();
        let card = board.cards.into_iter().find(|card| card.id == marlowe).unwrap();
        assert_eq!(row.best, card.best);
        row.best.unwrap().caveat
    };
    let change = async |statement: &'static str| {
        sqlx::query(statement).bind(marlowe).execute(&mut test.superuser().await).await.unwrap();
    };
    run().await;
    assert_eq!(caveat().await, None);

    for statement in [
        "update advocates set title = 'Director' where company_id = (select company_id from opportunities where id = $1)",
        "update opportunities set version = version + 1 where id = $1",
    ] {
        change(statement).await;
        let said = caveat().await.unwrap_or_default();
        assert!(said.starts_with("As of 10:2") && said.ends_with(", may have changed"), "{said}");
        run().await;
        assert_eq!(caveat().await, None);
    }

    test.clock.advance(Duration::days(1));
    assert_eq!(caveat().await.as_deref(), Some("As of Thu 19 Nov, may have changed"));
}

#[tokio::test]
async fn the_people_behind_the_figure_of_a_rule_are_those_it_decides_for() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let marlowe = marlowe(&app).await;

    let all = look(&juno, marlowe).await;

    assert!(all.rules.len() > 3, "{:?}", all.rules);
    let mut seen = 0;
    for (rule, count) in &all.rules {
        let view = View { held_by: Some(*rule), ..View::default() };
        let of_rule = matching::workbench(&juno, marlowe, view).await.unwrap();
        assert_eq!((of_rule.held_by, of_rule.held_asked()), (Some(*rule), *count));
        assert_eq!(of_rule.held.len(), *count as usize, "{rule}");
        assert!(of_rule.held.iter().all(|held| held.rule == *rule), "{rule}");
        seen += count;
    }
    assert_eq!((seen, seen), (all.held_count, all.candidates - all.ungated));
    // A rule that holds back nobody here lists everybody instead.
    let nobody = Rule::ALL.iter().find(|rule| all.rules.iter().all(|(known, _)| known != *rule)).unwrap();
    let view = View { held_by: Some(*nobody), ..View::default() };
    let shown = matching::workbench(&juno, marlowe, view).await.unwrap();
    assert_eq!((shown.held_by, shown.held.len()), (None, all.held.len()));
}

#[tokio::test]
async fn whoever_is_not_first_is_told_what_would_change_that_and_whoever_is_held_back_when_they_return() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;

    let workbench = look(&juno, marlowe(&app).await).await;

    let order = rank(&workbench.terms, &workbench.preset(), workbench.deal);
    let told: Vec<(u32, &String)> = order[1..]
        .iter()
        .filter_map(|ranked| Some((ranked.rank, workbench.detail(ranked.id)?)))
        .flat_map(|(rank, detail)| detail.changes.iter().map(move |change| (rank, &change.text)))
        .collect();
    assert!(told.len() > 5, "{told:?}");
    for (rank, line) in told {
        let place = match line.split_whitespace().next() {
            Some("First") => 1,
            Some("Second") => 2,
            Some("Third") => 3,
            _ => line.split_whitespace().nth(1).unwrap().parse().unwrap(),
        };
        assert!(place < rank, "{rank}: {line}");
    }
    let first = workbench.detail(order[0].id).unwrap();
    assert!(first.changes.iter().all(|change| change.text.starts_with("Not first any more")), "{:?}", first.changes);
    let resting = workbench.held.iter().find(|held| held.rule == Rule::CoolDown).unwrap();
    assert!(resting.back.as_ref().is_some_and(|back| back.starts_with("Back on ")), "{resting:?}");
    let ruled_out = workbench.held.iter().find(|held| held.rule == Rule::Consent).unwrap();
    assert_eq!(ruled_out.back, None, "nobody knows when consent comes");
}
