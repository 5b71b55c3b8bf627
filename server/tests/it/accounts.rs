//! Signing in, sessions and their end.

use chrono::Duration;
use domain::problem::Problem;
use server::accounts::{self, Browser};
use server::error::Error;
use server::story::DEMO_PASSWORD;
use server::testing::TestApp;
use uuid::Uuid;

const JUNO: &str = "juno@quillstone.example";

async fn try_sign_in(test: &TestApp, email: &str, password: &str) -> Result<String, Problem> {
    match accounts::sign_in(&test.app, Uuid::now_v7(), email, password, &Browser::default()).await {
        Ok(session) => Ok(session.token),
        Err(Error::Problem(problem)) => Err(problem),
        Err(Error::Internal(cause)) => panic!("{cause:#}"),
    }
}

async fn is_alive(test: &TestApp, token: &str) -> bool {
    accounts::resolve(&test.app, token, Uuid::now_v7()).await.unwrap().is_some()
}

#[tokio::test]
async fn the_right_password_opens_a_session_of_that_person() {
    let test = TestApp::new().await;

    let token = try_sign_in(&test, " Juno@Quillstone.example ", DEMO_PASSWORD).await.unwrap();

    let viewer = accounts::resolve(&test.app, &token, Uuid::now_v7()).await.unwrap().unwrap();
    assert_eq!((viewer.email.as_str(), viewer.company_name.as_str()), (JUNO, "Quillstone"));
    // What is kept is not what is in the cookie.
    let kept: i64 = sqlx::query_scalar("select count(*) from sessions where encode(token_hash, 'escape') = $1")
        .bind(&token)
        .fetch_one(&mut test.superuser().await)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_e_mail_get_the_same_answer() {
    let test = TestApp::new().await;

    let wrong = try_sign_in(&test, JUNO, "a password").await.unwrap_err();
    let unknown = try_sign_in(&test, "nobody@quillstone.example", "a password").await.unwrap_err();
    let endless = try_sign_in(&test, JUNO, &"x".repeat(100_000)).await.unwrap_err();

    assert_eq!(wrong.status(), 422);
    assert_eq!((&unknown, &endless), (&wrong, &wrong));
    assert_eq!(wrong.of_field("email"), None, "not a word about which of the two it was");
}

#[tokio::test]
async fn guessing_is_slowed_down_per_account_and_everybody_elses_door_stays_open() {
    let test = TestApp::new().await;
    for _ in 0..8 {
        assert_eq!(try_sign_in(&test, JUNO, "guess").await.unwrap_err().status(), 422);
    }

    let Problem::Busy { retry_after_seconds } = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap_err() else {
        panic!("the ninth attempt must wait");
    };

    assert!((1..=60).contains(&retry_after_seconds), "{retry_after_seconds}");
    // Writing the e-mail in capitals is the same account.
    assert_eq!(try_sign_in(&test, "JUNO@quillstone.example", DEMO_PASSWORD).await.unwrap_err().status(), 429);
    assert!(try_sign_in(&test, "rafael@quillstone.example", DEMO_PASSWORD).await.is_ok());
    test.clock.advance(Duration::seconds(i64::from(retry_after_seconds)));
    assert!(try_sign_in(&test, JUNO, DEMO_PASSWORD).await.is_ok());
}

#[tokio::test]
async fn signing_in_often_is_not_guessing_and_earns_no_guess() {
    let test = TestApp::new().await;
    for _ in 0..7 {
        assert_eq!(try_sign_in(&test, JUNO, "guess").await.unwrap_err().status(), 422);
    }
    for _ in 0..20 {
        assert!(try_sign_in(&test, JUNO, DEMO_PASSWORD).await.is_ok());
    }
    assert_eq!(try_sign_in(&test, JUNO, "guess").await.unwrap_err().status(), 422);
    assert_eq!(try_sign_in(&test, JUNO, "guess").await.unwrap_err().status(), 429);
}

#[tokio::test]
async fn guessing_many_accounts_from_one_address_is_slowed_down_too() {
    let test = TestApp::new().await;
    let mut refusals = Vec::new();
    for number in 0..61 {
        refusals.push(try_sign_in(&test, &format!("person{number}@quillstone.example"), "guess").await.unwrap_err());
    }
    assert_eq!(refusals.iter().filter(|problem| problem.status() == 422).count(), 60);
    assert_eq!(refusals[60].status(), 429);
}

#[tokio::test]
async fn a_session_nobody_uses_ends_and_each_use_gives_it_time() {
    let test = TestApp::new().await;
    let idle = Duration::from_std(test.app.config().session.idle).unwrap();
    let used = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();
    let unused = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();

    test.clock.advance(idle - Duration::seconds(1));
    assert!(is_alive(&test, &used).await);
    test.clock.advance(Duration::seconds(1));

    assert!(is_alive(&test, &used).await);
    assert!(!is_alive(&test, &unused).await);
}

#[tokio::test]
async fn a_session_ends_after_its_absolute_time_however_much_it_is_used() {
    let test = TestApp::new().await;
    let config = test.app.config().session;
    let (idle, absolute) = (Duration::from_std(config.idle).unwrap(), Duration::from_std(config.absolute).unwrap());
    let token = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();
    let end = test.app.now() + absolute;

    while test.app.now() + idle / 2 < end {
        test.clock.advance(idle / 2);
        assert!(is_alive(&test, &token).await, "{}", test.app.now());
    }
    test.clock.set(end - Duration::seconds(1));
    assert!(is_alive(&test, &token).await);
    test.clock.set(end);
    assert!(!is_alive(&test, &token).await);
}

#[tokio::test]
async fn signing_out_ends_this_session_on_the_server_and_no_other() {
    let test = TestApp::new().await;
    let here = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();
    let there = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();

    accounts::sign_out(&test.app, &here).await.unwrap();
    accounts::sign_out(&test.app, &here).await.unwrap();

    assert!(!is_alive(&test, &here).await);
    assert!(is_alive(&test, &there).await);
}

#[tokio::test]
async fn a_tampered_cookie_is_nobodys() {
    let test = TestApp::new().await;
    let token = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();

    let mut tampered = token.clone();
    tampered.replace_range(3..4, if &token[3..4] == "A" { "B" } else { "A" });
    for bad in [tampered.as_str(), "", "x", &token[1..], &format!("{token}x"), "\u{0}", "' or true --"] {
        assert!(!is_alive(&test, bad).await, "{bad:?}");
    }
    assert!(is_alive(&test, &token).await);
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once_and_cannot_come_back() {
    let test = TestApp::new().await;
    let token = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap();
    sqlx::query("update users set disabled_at = now() where email = $1")
        .bind(JUNO)
        .execute(&mut test.superuser().await)
        .await
        .unwrap();

    assert!(!is_alive(&test, &token).await);
    assert_eq!(try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap_err().status(), 422);
}

#[tokio::test]
async fn the_public_password_of_the_demo_opens_nothing_where_the_demo_is_off() {
    let test = TestApp::with(|config| config.demo = false).await;

    let refused = try_sign_in(&test, JUNO, DEMO_PASSWORD).await.unwrap_err();

    assert_eq!(refused.refusal_code(), Some("demo_password"));
}

#[tokio::test]
async fn a_company_is_founded_once_and_its_administrator_signs_in() {
    let test = TestApp::new().await;
    let new = server::accounts::NewCompany {
        name: " Aster Bank ".into(),
        admin_email: "ada@aster.example".into(),
        admin_name: "Ada Example".into(),
        time_zone: "Europe/Vienna".into(),
    };
    let owner = test.url("peerchamps_owner");
    let password = "a door without a story";

    let company = server::accounts::found(&owner, &new, password, test.app.now()).await.unwrap();

    let browser = server::accounts::Browser { ip: "127.0.0.1".into(), user_agent: String::new() };
    let opened = server::accounts::sign_in(&test.app, uuid::Uuid::now_v7(), "Ada@aster.example", password, &browser)
        .await
        .unwrap();
    assert_eq!((opened.viewer.company, opened.viewer.company_name.as_str()), (company, "Aster Bank"));
    let ada = server::ctx::Ctx::for_viewer(test.app.clone(), opened.viewer, uuid::Uuid::now_v7());
    ada.allow(domain::accounts::Permission::ManageCompany).unwrap();
    ada.allow(domain::accounts::Permission::Import).unwrap();
    test.run_jobs().await;

    for (change, said) in [
        (
            server::accounts::NewCompany { admin_email: "other@aster.example".into(), ..new.clone() },
            "company of this name",
        ),
        (server::accounts::NewCompany { name: "Other".into(), ..new.clone() }, "signs in with this e-mail"),
    ] {
        let refused = server::accounts::found(&owner, &change, password, test.app.now()).await.unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
    }
    let companies: i64 = sqlx::query_scalar("select count(*) from companies where name in ('Aster Bank', 'Other')")
        .fetch_one(&mut test.superuser().await)
        .await
        .unwrap();
    assert_eq!(companies, 1, "a refused one leaves nothing");
}
