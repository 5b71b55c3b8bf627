//! The dashboard: it shows what the reader's role reaches, in the reader's own time.

use domain::home::{Need, NeedReason};
use domain::lists::Query;
use domain::problem::Problem;
use domain::requests::RequestTab;
use domain::scheduling::CallsTab;
use server::error::Error;
use server::testing::TestApp;

#[tokio::test]
async fn a_rep_begins_the_day_with_their_own_work() {
    let test = TestApp::new().await;
    let juno = test.sign_in("juno@quillstone.example").await;

    let home = server::home::home(&juno).await.unwrap();

    assert_eq!(home.today, "Thursday 19 November");
    assert_eq!(home.greeting, "Good morning, Juno");
    assert_eq!(home.zone, "GMT");
    assert!(home.own);
    assert!(home.needs.iter().any(|need| need.prospect == "Marlowe Street Bank"), "{:?}", home.needs);
}

#[tokio::test]
async fn a_deal_that_was_asked_for_needs_nobody_until_the_advocate_says_no() {
    let test = TestApp::new().await;
    let juno = test.sign_in("juno@quillstone.example").await;
    let before = server::home::home(&juno).await.unwrap();
    let request = before
        .requests
        .iter()
        .find(|request| request.step == domain::home::RequestStep::Waiting)
        .expect("the story holds a request that waits for its advocate")
        .clone();

    let mut superuser = test.superuser().await;
    sqlx::query("update opportunities o set needed_by = $2 from requests r where r.id = $1 and o.id = r.opportunity_id and o.company_id = r.company_id")
        .bind(request.id.0)
        .bind(test.app.now().date_naive())
        .execute(&mut superuser)
        .await
        .unwrap();
    let waiting = server::home::home(&juno).await.unwrap();
    assert!(!waiting.needs.iter().any(|need| need.prospect == request.prospect), "{:?}", waiting.needs);

    for answer in [
        "update asks set state = 'declined', answered_at = asked_at where request_id = $1 and state = 'sent'",
        "update requests set state = 'declined' where id = $1",
    ] {
        sqlx::query(answer).bind(request.id.0).execute(&mut superuser).await.unwrap();
    }
    let declined = server::home::home(&juno).await.unwrap();

    let need = declined.needs.iter().find(|need| need.prospect == request.prospect).expect("it needs somebody now");
    assert!(matches!(need.reason, NeedReason::Declined { .. }), "{need:?}");
}

#[tokio::test]
async fn an_administrator_sees_at_least_what_a_rep_sees() {
    let test = TestApp::new().await;
    let juno = test.sign_in("juno@quillstone.example").await;
    let adaeze = test.sign_in("adaeze@quillstone.example").await;

    let own = server::home::home(&juno).await.unwrap();
    let all = server::home::home(&adaeze).await.unwrap();

    assert!(!all.own);
    assert!(all.needs_in_all.number >= own.needs_in_all.number);
}

#[tokio::test]
async fn each_figure_is_the_number_of_rows_of_the_list_it_leads_to() {
    let test = TestApp::new().await;
    // Two calls of the story are over, and nobody said whether they took place.
    sqlx::query(
        "with picked as (
           select k.id, $1::timestamptz - row_number() over (order by k.id) * interval '1 hour' as until
           from reference_calls k join companies c on c.id = k.company_id
           where c.slug = 'quillstone' and k.state = 'scheduled' order by k.id limit 2
         )
         update reference_calls k set during = tstzrange(p.until - interval '30 minutes', p.until) from picked p where p.id = k.id",
    )
    .bind(test.app.now())
    .execute(&mut test.superuser().await)
    .await
    .unwrap();
    let view = Query::parse("view=need");
    let mut seen = (0, 0);
    for email in ["juno@quillstone.example", "adaeze@quillstone.example", "tamsin@quillstone.example"] {
        let reader = test.sign_in(email).await;

        let home = server::home::home(&reader).await.unwrap();

        let deals = server::opportunities::list(&reader, &view).await.unwrap().page;
        let calls = server::scheduling::calls_page(&reader, CallsTab::ToRecord, None).await.unwrap().lines;
        assert_eq!(home.needs_in_all.number as usize, deals.rows.len(), "{email}");
        assert_eq!(home.unrecorded_in_all.number as usize, calls.len(), "{email}");
        let waiting = server::requests::list(&reader, RequestTab::Waiting, None, None).await.unwrap().rows;
        assert_eq!(home.waiting.number as usize, waiting.len(), "{email}");
        let is_listed = |need: &Need| {
            deals.rows.iter().any(|row| row.id == need.opportunity)
                || waiting.iter().any(|row| row.opportunity == need.opportunity)
        };
        assert!(home.needs.iter().all(is_listed), "{email}: {:?}", home.needs);
        assert!(home.unrecorded.iter().all(|call| calls.iter().any(|line| line.id == call.id)), "{email}");
        seen = (seen.0.max(deals.rows.len()), seen.1.max(calls.len()));
    }
    assert!(seen.0 > 5 && seen.1 == 2, "{seen:?}");
}

#[tokio::test]
async fn whoever_works_without_deals_sees_none() {
    let test = TestApp::new().await;
    let sunniva = test.sign_in("sunniva@quillstone.example").await;

    let home = server::home::home(&sunniva).await.unwrap();

    assert!(home.needs.is_empty() && home.calls.is_empty() && home.requests.is_empty());
}

#[tokio::test]
async fn the_dashboard_is_not_for_advocates() {
    let test = TestApp::new().await;
    let mut superuser = test.superuser().await;
    let email: String = sqlx::query_scalar(
        "select u.email_key from advocates a join users u on u.company_id = a.company_id and u.id = a.user_id join companies c on c.id = a.company_id where c.slug = 'quillstone' limit 1",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let advocate = test.sign_in(&email).await;

    let refused = server::home::home(&advocate).await.unwrap_err();

    assert!(matches!(refused, Error::Problem(Problem::Forbidden(_))), "{refused:?}");
}
