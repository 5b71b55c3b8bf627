//! Colleagues.

use super::*;

const COLLEAGUES: &str = "Name,E-mail,Roles,Job title,Team,Time zone\n\
    Ann Lee,ann@quillstone.example,\"Sales rep, CSM\",Executive,Far North,Europe/Berlin\n\
    Bo Ray,bo@quillstone.example,Administrator,,Far North,\n";

/// The sign-ins, which belong to no company.
async fn logins(t: &TestApp) -> (i64, String) {
    sqlx::query_as("select count(*), md5(string_agg(l::text, '|' order by l.id)) from logins l")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn colleagues_land_without_a_password_and_are_taken_back_exactly() {
    let t = TestApp::new().await;
    let ctx = administrator(&t).await;
    let (before, logins_before) = (digests(&t).await, logins(&t).await);

    let (id, counts) = land(&t, &ctx, Kind::Users, COLLEAGUES.as_bytes()).await;

    assert_eq!((counts.created, counts.errors), (2, 0));
    let ann: (Vec<String>, String, String, String, bool, bool) = sqlx::query_as(
        "select u.roles, u.title, m.name, u.time_zone, u.awaits_invitation, l.password_hash is null
         from users u join logins l on l.id = u.login_id join teams m on m.id = u.team_id where u.email = 'ann@quillstone.example'",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    let roles = ["rep", "success"].map(str::to_owned).to_vec();
    assert_eq!(ann, (roles, "Executive".into(), "Far North".into(), "Europe/Berlin".into(), true, true));
    assert_eq!(imports::run_page(&ctx, Kind::Users, id).await.unwrap().new_teams, ["Far North"]);

    let after = digests(&t).await;
    let again = check(&t, &ctx, Kind::Users, COLLEAGUES.as_bytes()).await;
    let counts = foreseen(&ctx, Kind::Users, again).await;
    assert_eq!((counts.unchanged, counts.landing()), (2, 0));
    assert_eq!(digests(&t).await, after);

    imports::undo(&ctx, Kind::Users, id).await.unwrap();
    assert_eq!((digests(&t).await, logins(&t).await), (before, logins_before));
}

#[tokio::test]
async fn nobody_signs_in_before_they_are_invited_not_even_with_a_password_from_elsewhere() {
    let t = TestApp::new().await;
    let ctx = administrator(&t).await;
    land(&t, &ctx, Kind::Users, COLLEAGUES.as_bytes()).await;

    let memberships: Vec<Option<uuid::Uuid>> =
        sqlx::query_scalar("select user_id from auth_login('bo@quillstone.example')")
            .fetch_all(&mut t.superuser().await)
            .await
            .unwrap();

    assert_eq!(memberships, [None]);
}

#[tokio::test]
async fn only_an_administrator_brings_colleagues_in() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let (id, _) = land(&t, &admin, Kind::Users, COLLEAGUES.as_bytes()).await;
    sqlx::raw_sql("update users set roles = array['programme'] where email = 'juno@quillstone.example'")
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    let lead = t.sign_in("juno@quillstone.example").await;
    let status =
        |outcome: server::error::Result<()>| outcome.unwrap_err().problem().map(domain::problem::Problem::status);

    let upload = imports::upload(&lead, Kind::Users, "u.csv", COLLEAGUES.as_bytes().to_vec()).await.map(drop);
    assert_eq!(status(upload), Some(403));
    assert_eq!(status(imports::check_page(&lead, Kind::Users, id, CheckRows::Problems, 0).await.map(drop)), Some(403));
    assert_eq!(status(imports::undo(&lead, Kind::Users, id).await), Some(403));
    let page = imports::imports_page(&lead, "").await.unwrap();
    assert!(!page.kinds.contains(&Kind::Users) && page.recent.iter().all(|import| import.kind != Kind::Users));
}

#[tokio::test]
async fn the_last_administrator_stays_one_and_others_are_named_with_the_reason() {
    let t = TestApp::new().await;
    let ctx = administrator(&t).await;
    sqlx::raw_sql(
        "update users set roles = array_remove(roles, 'admin') where email <> 'adaeze@quillstone.example' and cardinality(roles) > 1;
         update users set roles = array['rep'] where email <> 'adaeze@quillstone.example' and roles = array['admin'];
         update users set disabled_at = now() where email = 'juno@quillstone.example'",
    )
    .execute(&mut t.superuser().await)
    .await
    .unwrap();
    let file = "name,email,roles\n\
        Adaeze Winterbourne,adaeze@quillstone.example,Sales rep\n\
        Juno Vale,juno@quillstone.example,Sales rep\n\
        Ann Lee,ann@quillstone.example,Wizard\n\
        Bo Ray,bo@quillstone.example,Sales rep\n\
        Bo Roy,BO@quillstone.example,Analyst\n\
        Cy Doe,nowhere,Analyst\n\
        Ingrid Thistlewood,ingrid@skylarkmutual.example,Analyst\n";
    let before = digests(&t).await;

    let (id, counts) = land(&t, &ctx, Kind::Users, file.as_bytes()).await;

    let told = reasons(&ctx, Kind::Users, id).await;
    let said = |row: i32| told.iter().find(|(number, ..)| *number == row).map_or("", |(_, _, text)| text.as_str());
    for (row, words) in [
        (2, "last administrator"),
        (3, "suspended"),
        (4, "names no role"),
        (6, "row 5 already"),
        (7, "nowhere"),
        (8, "an advocate"),
    ] {
        assert!(said(row).contains(words), "row {row}: {words}: {told:?}");
    }
    assert_eq!((counts.created, counts.errors), (1, 6));
    imports::undo(&ctx, Kind::Users, id).await.unwrap();
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn undo_is_refused_once_a_colleague_owns_something() {
    let t = TestApp::new().await;
    let ctx = administrator(&t).await;
    let (id, _) = land(&t, &ctx, Kind::Users, COLLEAGUES.as_bytes()).await;
    land(&t, &ctx, Kind::Organisations, b"name,owner\nYew Import,ann@quillstone.example\n").await;
    let before = digests(&t).await;

    let error = imports::undo(&ctx, Kind::Users, id).await.unwrap_err();

    assert!(error.to_string().contains("1 organisation"), "{error}");
    assert_eq!(digests(&t).await, before);
}
