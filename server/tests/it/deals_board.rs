//! The board and carrying deals between stages, on the story world.

use domain::opportunities::{Board, BoardAddress, BoardCard, MoveDeal, Section, Shown};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::opportunities;
use server::testing::TestApp;
use uuid::Uuid;

const JUNO: &str = "juno@quillstone.example";
const RAFAEL: &str = "rafael@quillstone.example";
const SEUN: &str = "seun@quillstone.example";

async fn board(ctx: &Ctx, view: &str) -> Board {
    let address = BoardAddress { view: Some(view.into()), q: None };
    opportunities::board(ctx, address).await.unwrap()
}

fn card<'a>(board: &'a Board, name: &str) -> &'a BoardCard {
    board.cards.iter().find(|card| card.name == name).unwrap_or_else(|| panic!("no card {name}"))
}

fn stage(board: &Board, name: &str) -> Uuid {
    board.columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no stage {name}")).stage
}

fn carry(card: &BoardCard, to: Uuid) -> MoveDeal {
    MoveDeal { opportunity: card.id.to_string(), from: card.stage.to_string(), to: to.to_string() }
}

#[tokio::test]
async fn the_columns_are_the_companys_stages_and_count_what_stands_in_them() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    let all = board(&juno, "all").await;

    let mut superuser = t.superuser().await;
    let stages: Vec<(Uuid, i64, i64)> = sqlx::query_as(
        "select s.id, count(o.id), coalesce(sum(o.amount_minor), 0)::bigint from opportunity_stages s
         left join opportunities o on o.stage_id = s.id and o.owner_id = $2
         where s.company_id = $1 group by s.id, s.position order by s.position, s.id",
    )
    .bind(juno.company())
    .bind(juno.viewer().unwrap().user)
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert_eq!(all.columns.len(), stages.len());
    for (column, (id, deals, worth)) in all.columns.iter().zip(stages) {
        assert_eq!(column.stage, id, "{}", column.name);
        assert_eq!(i64::from(column.deals.number), deals, "{}", column.name);
        assert_eq!(column.worth.iter().map(|money| money.minor).sum::<i64>(), worth, "{}", column.name);
        let cards = all.cards.iter().filter(|card| card.stage == id).count();
        assert_eq!(i64::try_from(cards).unwrap(), deals.min(30), "{}", column.name);
    }
}

#[tokio::test]
async fn a_carried_deal_stands_in_its_new_stage_and_the_activity_says_so() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let before = board(&juno, "mine").await;
    let marlowe = card(&before, "Marlowe Street Bank").clone();
    let to = before.columns.iter().find(|column| column.stage != marlowe.stage).unwrap();

    opportunities::move_deal(&juno, &carry(&marlowe, to.stage)).await.unwrap();
    // Sent twice it changes nothing more.
    opportunities::move_deal(&juno, &carry(&marlowe, to.stage)).await.unwrap();

    assert_eq!(card(&board(&juno, "all").await, "Marlowe Street Bank").stage, to.stage);
    let shown = opportunities::workplace(&juno, &marlowe.id.to_string(), Section::Activity, None).await.unwrap().shown;
    let Shown::Activity(activity) = shown else { panic!("activity expected") };
    let moves: Vec<_> = activity.rows.iter().filter(|row| row.title == "Changed the stage").collect();
    assert_eq!(moves.len(), 1);
    assert!(moves[0].line.as_ref().unwrap().ends_with(&format!("to {}", to.name)), "{:?}", moves[0].line);
}

#[tokio::test]
async fn a_closed_stage_ends_the_deal_and_an_open_one_opens_it_again() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let before = board(&juno, "mine").await;
    let marlowe = card(&before, "Marlowe Street Bank").clone();
    let won = before.columns.iter().find(|column| column.outcome == domain::opportunities::Outcome::Won).unwrap().stage;

    opportunities::move_deal(&juno, &carry(&marlowe, won)).await.unwrap();
    let open = board(&juno, "mine").await;
    assert!(open.cards.iter().all(|card| card.id != marlowe.id), "it is open no more");

    let closed = BoardCard { stage: won, ..marlowe.clone() };
    opportunities::move_deal(&juno, &carry(&closed, marlowe.stage)).await.unwrap();
    assert_eq!(card(&board(&juno, "mine").await, "Marlowe Street Bank").stage, marlowe.stage);
}

#[tokio::test]
async fn whoever_carries_late_learns_who_was_first_and_where_the_deal_is() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let before = board(&juno, "mine").await;
    let marlowe = card(&before, "Marlowe Street Bank").clone();
    let others: Vec<_> = before.columns.iter().filter(|column| column.stage != marlowe.stage).collect();
    opportunities::move_deal(&rafael, &carry(&marlowe, others[0].stage)).await.unwrap();

    let late = opportunities::move_deal(&juno, &carry(&marlowe, others[1].stage)).await.unwrap_err();

    let problem = late.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("changed_meanwhile"));
    let words =
        format!("Rafael Ambergate moved Marlowe Street Bank to “{}” meanwhile. It stays there.", others[0].name);
    assert_eq!(problem.to_string(), words);
    assert_eq!(card(&board(&juno, "all").await, "Marlowe Street Bank").stage, others[0].stage);
}

#[tokio::test]
async fn a_deal_that_a_crm_keeps_is_not_moved_here() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let marlowe = card(&board(&juno, "mine").await, "Marlowe Street Bank").id;
    sqlx::query("update opportunities set source = 'salesforce' where id = $1")
        .bind(marlowe.0)
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    let kept = board(&juno, "mine").await;
    let marlowe = card(&kept, "Marlowe Street Bank");
    let to = kept.columns.iter().find(|column| column.stage != marlowe.stage).unwrap().stage;

    let refused = opportunities::move_deal(&juno, &carry(marlowe, to)).await.unwrap_err();

    assert!(!marlowe.can_be_moved());
    assert_eq!(refused.problem().and_then(Problem::refusal_code), Some("mastered_elsewhere"));
}

#[tokio::test]
async fn an_analyst_sees_the_board_and_carries_nothing_and_a_foreign_stage_is_none() {
    let t = TestApp::new().await;
    let (seun, juno) = (t.sign_in(SEUN).await, t.sign_in(JUNO).await);
    let all = board(&seun, "all").await;
    let marlowe = card(&all, "Marlowe Street Bank");
    let to = stage(&all, &all.columns[0].name);

    let refused = opportunities::move_deal(&seun, &carry(marlowe, to)).await.unwrap_err();
    let foreign = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let theirs = board(&foreign, "all").await.columns[0].stage;
    let gone = opportunities::move_deal(&juno, &carry(marlowe, theirs)).await.unwrap_err();

    assert!(!all.may_edit);
    assert_eq!(refused.problem().map(Problem::status), Some(403));
    assert!(gone.problem().unwrap().of_field("to").is_some());
}
