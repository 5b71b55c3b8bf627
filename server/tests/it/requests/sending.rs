//! Sending a request: what is asked, and what refuses it at the moment of asking.

use super::*;

#[tokio::test]
async fn a_submitted_request_asks_the_advocate_by_one_mail() {
    let world = World::new().await;

    let (request, _) = world.submit().await;
    world.test.run_jobs().await;
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("outreach".into(), "sent".into()));
    let mails = world.mails("ask").await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let (to, subject, text) = &mails[0];
    assert_eq!(to, INGRID);
    assert!(subject.contains("Juno Pemberwick asks: 30 min with Marlowe"), "{subject}");
    assert!(text.contains("how your first close went") && text.contains("/portal/enter/"), "{text}");
    assert!(text.contains("Month-end close, Eleven entities"), "{text}");
}

#[tokio::test]
async fn a_cap_that_was_reached_between_match_and_send_refuses_and_names_the_next_best() {
    let world = World::new().await;
    let found = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    assert!(found.terms.iter().any(|terms| terms.id == world.advocate()), "the page still offers her");
    let before = world.asks_of_ingrid().await;

    world.leave_room_for(0).await;
    let refused = requests::submit(&world.juno, &world.form(world.marlowe).await, None).await.unwrap_err();

    let problem = refused.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("held_back"));
    assert!(problem.to_string().contains("Next best is "), "{problem}");
    assert_eq!(world.asks_of_ingrid().await, before);
    let half_written: i64 = sqlx::query_scalar("select count(*) from requests where submitted_at = $1")
        .bind(world.juno.now())
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!(half_written, 0, "nothing is half written");
}

#[tokio::test]
async fn of_two_who_ask_for_her_last_free_place_at_once_one_wins() {
    let world = World::new().await;
    let adaeze = world.test.sign_in("adaeze@quillstone.example").await;
    let mut other = None;
    let deals: Vec<OpportunityId> = sqlx::query_scalar(
        "select o.id from opportunities o where o.company_id = $1 and o.closed_at is null and o.id <> $2
           and not exists (select from requests r where r.company_id = o.company_id and r.opportunity_id = o.id)
         order by o.name",
    )
    .bind(adaeze.company())
    .bind(world.marlowe)
    .fetch_all(&mut world.test.superuser().await)
    .await
    .unwrap();
    for deal in deals {
        let found = matching::workbench(&adaeze, deal, matching::View::default()).await.unwrap();
        if found.terms.iter().any(|terms| terms.id == world.advocate()) {
            other = Some(deal);
            break;
        }
    }
    world.leave_room_for(1).await;
    let (first, second) = (world.form(world.marlowe).await, world.form(other.unwrap()).await);
    let before = world.asks_of_ingrid().await;

    let (one, two) =
        tokio::join!(requests::submit(&world.juno, &first, None), requests::submit(&adaeze, &second, None));

    let refused = match (one, two) {
        (Ok(_), refused) | (refused, Ok(_)) => refused,
        both => panic!("nobody won: {both:?}"),
    };
    assert_eq!(code(refused), "held_back");
    assert_eq!(world.asks_of_ingrid().await, before + 1);
}

#[tokio::test]
async fn the_database_itself_refuses_an_ask_beyond_the_cap() {
    let world = World::new().await;
    world.leave_room_for(0).await;

    let refused = sqlx::query(
        "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
         select r.company_id, $1, r.id, $2, 'sent', r.requested_by, $3, $3 + interval '5 days'
         from requests r where r.company_id = $4
           and not exists (
             select from asks a join requests q on q.id = a.request_id
             where q.opportunity_id = r.opportunity_id and (a.state = 'sent' or a.advocate_id = $2)) limit 1",
    )
    .bind(Uuid::now_v7())
    .bind(world.advocate())
    .bind(world.juno.now())
    .bind(world.juno.company())
    .execute(&mut world.test.superuser().await)
    .await
    .unwrap_err();

    let constraint = refused.as_database_error().and_then(|error| error.constraint());
    assert_eq!(constraint, Some("asks_monthly_cap"), "{refused}");
}

#[tokio::test]
async fn the_database_itself_lets_the_longer_rest_win() {
    let world = World::new().await;
    let mut db = world.test.superuser().await;
    let now = world.juno.now();
    let request: Uuid = sqlx::query_scalar(
        "select r.id from requests r where r.company_id = $1 and not exists (
           select from asks a join requests q on q.id = a.request_id
           where q.opportunity_id = r.opportunity_id and (a.state = 'sent' or a.advocate_id = $2)) limit 1",
    )
    .bind(world.juno.company())
    .bind(world.advocate())
    .fetch_one(&mut db)
    .await
    .unwrap();
    sqlx::query("delete from touches where advocate_id = $1").bind(world.advocate()).execute(&mut db).await.unwrap();
    sqlx::query(
        "insert into touches (company_id, id, advocate_id, kind, at) values ($1, gen_random_uuid(), $2, 'call', $3)",
    )
    .bind(world.juno.company())
    .bind(world.advocate())
    .bind(now - Duration::days(5))
    .execute(&mut db)
    .await
    .unwrap();
    // The advocate's own rest, the company's, whether somebody who spoke five days ago rests still.
    let table = [(Some(3), 14, true), (Some(14), 3, true), (None, 14, true), (Some(3), 5, false), (None, 3, false)];

    for (own, company, rests) in table {
        sqlx::query("update companies set cool_down_days = $2 where id = $1")
            .bind(world.juno.company())
            .bind(company)
            .execute(&mut db)
            .await
            .unwrap();
        sqlx::query("update advocates set cool_down_days = $2 where id = $1")
            .bind(world.advocate())
            .bind(own)
            .execute(&mut db)
            .await
            .unwrap();

        let mut attempt = sqlx::Connection::begin(&mut db).await.unwrap();
        let asked = sqlx::query(
            "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
             select r.company_id, $1, r.id, $2, 'sent', r.requested_by, $3, $3 + interval '5 days'
             from requests r where r.id = $4",
        )
        .bind(Uuid::now_v7())
        .bind(world.advocate())
        .bind(now)
        .bind(request)
        .execute(&mut *attempt)
        .await;
        attempt.rollback().await.unwrap();

        let refused = asked.err().and_then(|error| Some(error.as_database_error()?.constraint()?.to_owned()));
        assert_eq!(refused.as_deref(), rests.then_some("asks_cool_down"), "own {own:?}, company {company}");
    }
}

#[tokio::test]
async fn nobody_is_asked_twice_for_one_deal_by_two_requests() {
    let world = World::new().await;
    let adaeze = world.test.sign_in("adaeze@quillstone.example").await;
    let form = world.form(world.marlowe).await;
    let before = world.asks_of_ingrid().await;

    let (one, two) = tokio::join!(requests::submit(&world.juno, &form, None), requests::submit(&adaeze, &form, None));

    let refused = match (one, two) {
        (Ok(_), refused) | (refused, Ok(_)) => refused,
        both => panic!("nobody won: {both:?}"),
    };
    assert_eq!(code(refused), "held_back");
    assert_eq!(world.asks_of_ingrid().await, before + 1);
    let page = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    assert!(page.terms.iter().all(|terms| terms.id != world.advocate()), "she is held back for this deal");
}

#[tokio::test]
async fn whoever_was_taken_off_a_deal_can_be_asked_for_it_again() {
    let world = World::new().await;
    let (request, _) = world.submit().await;
    requests::cancel(&world.juno, request).await.unwrap();

    assert!(requests::submit(&world.juno, &world.form(world.marlowe).await, None).await.is_ok());
}

#[tokio::test]
async fn a_draft_says_that_another_request_of_the_deal_is_under_way() {
    let world = World::new().await;
    let page = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    let next = page.terms.iter().map(|terms| terms.id).find(|id| *id != world.advocate()).unwrap();

    let before = requests::draft(&world.juno, world.marlowe, next, None).await.unwrap().under_way;
    let (request, _) = world.submit().await;
    let after = requests::draft(&world.juno, world.marlowe, next, None).await.unwrap().under_way;

    assert_eq!(before, None);
    assert_eq!(after, Some((request, "Ingrid Thistlewood".to_owned())));
}
