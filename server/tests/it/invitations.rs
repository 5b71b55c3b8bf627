//! Colleagues whom a file brought in: written to, let in once, and never more than that.

use chrono::Duration;
use domain::accounts::{InviteForm, NewcomerForm, PastedForm, Role, Standing};
use domain::ids::{ImportId, UserId};
use domain::imports::Kind;
use domain::problem::Problem;
use server::accounts::{self, Browser};
use server::ctx::Ctx;
use server::error::Error;
use server::imports::{self, SaveColumns};
use server::story::DEMO_PASSWORD;
use server::testing::TestApp;
use uuid::Uuid;

const ADMIN: &str = "pia@quillstone.example";
const PASS_PHRASE: &str = "four rivers meet at dawn";

async fn administrator(t: &TestApp) -> Ctx {
    sqlx::raw_sql("update users set roles = array['admin'] where email = 'pia@quillstone.example'")
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    t.sign_in(ADMIN).await
}

async fn import(t: &TestApp, ctx: &Ctx, file: &str) -> ImportId {
    let id = imports::upload(ctx, Kind::Users, "people.csv", file.as_bytes().to_vec()).await.unwrap();
    let page = imports::columns_page(ctx, Kind::Users, id).await.unwrap();
    let fields = page.columns.iter().map(|column| column.field.map_or("", domain::imports::Field::as_str).to_owned());
    let chosen = SaveColumns {
        mapping: fields.collect(),
        currency: page.reading.currency,
        revenue_unit: page.reading.revenue_unit.as_str().to_owned(),
        ..SaveColumns::default()
    };
    imports::save_columns(ctx, Kind::Users, id, chosen).await.unwrap();
    t.run_jobs().await;
    imports::start(ctx, Kind::Users, id).await.unwrap();
    t.run_jobs().await;
    id
}

/// Brings these people in by a file, and says who waits then.
async fn brought_in(t: &TestApp, ctx: &Ctx, file: &str) -> Vec<(UserId, String)> {
    import(t, ctx, file).await;
    sqlx::query_as("select id, email from users where company_id = $1 and awaits_invitation order by email")
        .bind(ctx.company())
        .fetch_all(&mut t.superuser().await)
        .await
        .unwrap()
}

async fn two(t: &TestApp, ctx: &Ctx) -> [UserId; 2] {
    let file = "Name,E-mail,Roles\nAnn Lee,ann@quillstone.example,Sales rep\nBo Ray,bo@quillstone.example,Analyst\n";
    let people = brought_in(t, ctx, file).await;
    [people[0].0, people[1].0]
}

/// The keys of the links in the mails to this address, oldest first.
async fn keys(t: &TestApp, email: &str) -> Vec<String> {
    t.run_jobs().await;
    let letters: Vec<String> = sqlx::query_scalar(
        "select body_text from mails where kind = 'user_invitation' and to_email = $1 order by created_at, id",
    )
    .bind(email)
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    let key = |letter: &String| letter.split_once("/join/").unwrap().1.split_whitespace().next().unwrap().to_owned();
    letters.iter().map(key).collect()
}

async fn joining(t: &TestApp, key: &str) -> Result<domain::accounts::JoinPage, Error> {
    accounts::joining(&t.app, Uuid::now_v7(), &Browser::default(), key).await
}

async fn join(t: &TestApp, key: &str, password: &str) -> Result<accounts::OpenedSession, Error> {
    accounts::join(&t.app, Uuid::now_v7(), &Browser::default(), key, password).await
}

async fn signs_in(t: &TestApp, email: &str, password: &str) -> bool {
    accounts::sign_in(&t.app, Uuid::now_v7(), email, password, &Browser::default()).await.is_ok()
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> u16 {
    result.unwrap_err().problem().map_or(500, Problem::status)
}

async fn standing(ctx: &Ctx, email: &str) -> Standing {
    accounts::people(ctx, email, None, None, None).await.unwrap().page.rows.remove(0).standing
}

#[tokio::test]
async fn somebody_who_was_brought_in_is_invited_chooses_a_password_and_signs_in() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let [ann, _] = two(&t, &admin).await;
    assert_eq!(standing(&admin, "ann@quillstone.example").await, Standing::Waiting);

    let invited = accounts::invite(&admin, &[ann]).await.unwrap();

    assert_eq!((invited.sent, invited.left_out), (1, 0));
    assert_eq!(standing(&admin, "ann@quillstone.example").await, Standing::Invited);
    let key = keys(&t, "ann@quillstone.example").await.remove(0);
    // Looking decides nothing: mail scanners look, too.
    for _ in 0..2 {
        let page = joining(&t, &key).await.unwrap();
        assert_eq!(
            (page.company_name.as_str(), page.name.as_str(), page.needs_password),
            ("Quillstone", "Ann Lee", true)
        );
    }
    assert!(!signs_in(&t, "ann@quillstone.example", PASS_PHRASE).await);
    assert_eq!(status(join(&t, &key, "too short").await), 422);
    assert_eq!(standing(&admin, "ann@quillstone.example").await, Standing::Invited);

    let session = join(&t, &key, PASS_PHRASE).await.unwrap();

    assert_eq!((session.viewer.name.as_str(), session.viewer.is_staff()), ("Ann Lee", true));
    assert!(signs_in(&t, "ann@quillstone.example", PASS_PHRASE).await);
    assert_eq!(standing(&admin, "ann@quillstone.example").await, Standing::Active);
    assert_eq!(status(join(&t, &key, "another good pass phrase").await), 410);
    assert_eq!(status(joining(&t, &key).await), 410);
    assert!(signs_in(&t, "ann@quillstone.example", PASS_PHRASE).await);
    let told: Vec<String> = sqlx::query_scalar(
        "select kind from events where kind in ('colleague_invited', 'colleague_joined') and company_id = $1 order by seq",
    )
    .bind(admin.company())
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, ["colleague_invited", "colleague_joined"]);
}

#[tokio::test]
async fn only_the_newest_link_serves_and_only_while_it_is_good() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let [ann, _] = two(&t, &admin).await;
    accounts::invite(&admin, &[ann]).await.unwrap();
    t.run_jobs().await;
    t.clock.advance(Duration::minutes(1));
    accounts::invite(&admin, &[ann]).await.unwrap();
    let [older, newer] = keys(&t, "ann@quillstone.example").await.try_into().unwrap();

    assert_eq!(status(join(&t, &older, PASS_PHRASE).await), 410);
    assert!(joining(&t, &newer).await.is_ok());
    t.clock.advance(Duration::days(7));
    assert_eq!(status(join(&t, &newer, PASS_PHRASE).await), 410);
    assert_eq!(standing(&admin, "ann@quillstone.example").await, Standing::Lapsed);
    assert!(!signs_in(&t, "ann@quillstone.example", PASS_PHRASE).await);

    // Sent again after it was over.
    accounts::invite(&admin, &[ann]).await.unwrap();
    let again = keys(&t, "ann@quillstone.example").await.pop().unwrap();
    join(&t, &again, PASS_PHRASE).await.unwrap();
    for wrong in ["", "x", &again[1..], &format!("{again}A")] {
        assert_eq!(status(joining(&t, wrong).await), 404, "{wrong}");
    }
}

#[tokio::test]
async fn a_password_that_an_address_has_is_never_replaced() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    // Works at the other company, with a password of their own.
    sqlx::raw_sql("update logins set demo = false where email = 'corwin@quarrystone.example'")
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    let people = brought_in(&t, &admin, "Name,E-mail,Roles\nCorwin,corwin@quarrystone.example,Analyst\n").await;
    accounts::invite(&admin, &[people[0].0]).await.unwrap();
    let key = keys(&t, "corwin@quarrystone.example").await.remove(0);
    assert!(!joining(&t, &key).await.unwrap().needs_password);

    let session = join(&t, &key, "somebody elses pass phrase").await.unwrap();

    assert_eq!(session.viewer.company, admin.company());
    assert!(signs_in(&t, "corwin@quarrystone.example", DEMO_PASSWORD).await);
    assert!(!signs_in(&t, "corwin@quarrystone.example", "somebody elses pass phrase").await);
}

#[tokio::test]
async fn nobody_is_written_to_over_and_over_and_the_others_still_are() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let [ann, bo] = two(&t, &admin).await;
    for _ in 0..3 {
        accounts::invite(&admin, &[ann]).await.unwrap();
    }

    assert_eq!(status(accounts::invite(&admin, &[ann]).await), 429);
    let both = accounts::invite(&admin, &[ann, bo, bo]).await.unwrap();

    assert_eq!((both.sent, both.left_out), (1, 1));
    t.clock.advance(Duration::hours(8));
    assert_eq!(accounts::invite(&admin, &[ann]).await.unwrap().sent, 1);
    assert_eq!(status(accounts::invite(&admin, &[ann]).await), 429);
}

#[tokio::test]
async fn only_an_administrator_of_their_company_writes_and_only_to_who_waits() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let [ann, bo] = two(&t, &admin).await;
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let juno = t.sign_in("juno@quillstone.example").await;

    assert_eq!(status(accounts::invite(&juno, &[ann]).await), 403);
    assert_eq!(status(accounts::people(&juno, "", None, None, None).await), 403);
    assert_eq!(status(accounts::invite(&ottoline, &[ann]).await), 404);
    assert_eq!(status(accounts::invite(&admin, &[juno.user().unwrap()]).await), 409);
    assert_eq!(status(accounts::invite(&admin, &[]).await), 422);
    let ingrid = t.sign_in("ingrid@skylarkmutual.example").await;
    assert_eq!(status(accounts::invite(&admin, &[ingrid.user().unwrap()]).await), 404);
    sqlx::query("update users set disabled_at = now() where id = $1")
        .bind(ann)
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(status(accounts::invite(&admin, &[ann]).await), 409);

    // Suspended between the mail and the visit.
    accounts::invite(&admin, &[bo]).await.unwrap();
    let key = keys(&t, "bo@quillstone.example").await.remove(0);
    sqlx::query("update users set disabled_at = now() where id = $1")
        .bind(bo)
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(status(join(&t, &key, PASS_PHRASE).await), 404);
}

#[tokio::test]
async fn the_list_shows_who_works_here_by_standing_and_name_and_no_advocate() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let mut file = "Name,E-mail,Roles\n".to_owned();
    for number in 0..40 {
        file.push_str(&format!("Zoe {number:02},zoe{number:02}@quillstone.example,Sales rep\n"));
    }
    brought_in(&t, &admin, &file).await;

    let waiting = accounts::people(&admin, "", Some(Standing::Waiting), None, None).await.unwrap();

    assert_eq!((waiting.page.rows.len(), waiting.page.total.number), (25, 40));
    let next = waiting.page.next.unwrap();
    let second = accounts::people(&admin, "", Some(Standing::Waiting), Some(&next), None).await.unwrap();
    assert_eq!(second.page.rows.first().unwrap().name, "Zoe 25");
    let back =
        accounts::people(&admin, "", Some(Standing::Waiting), None, second.page.previous.as_deref()).await.unwrap();
    assert_eq!(back.page.rows, waiting.page.rows);
    let found = accounts::people(&admin, "ZOE07", None, None, None).await.unwrap();
    assert_eq!(found.page.rows.len(), 1);
    let all = accounts::people(&admin, "", None, None, None).await.unwrap();
    let number = |standing| waiting.counts.iter().find(|(each, _)| *each == standing).unwrap().1.number;
    assert_eq!(number(Some(Standing::Waiting)), 40);
    assert_eq!(number(None), all.page.total.number);
    assert!(accounts::people(&admin, "ingrid", None, None, None).await.unwrap().page.rows.is_empty());

    // All of a page at once.
    let form = InviteForm { users: waiting.page.rows.iter().map(|row| row.id.to_string()).collect() };
    let ids: Vec<UserId> = form.users.iter().map(|id| id.parse().unwrap()).collect();
    assert_eq!(accounts::invite(&admin, &ids).await.unwrap().sent, 25);
    t.run_jobs().await;
    let mails: i64 = sqlx::query_scalar("select count(*) from mails where kind = 'user_invitation'")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(mails, 25);
}

#[tokio::test]
async fn an_import_is_not_undone_under_who_was_invited_since() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let file = "Name,E-mail,Roles\nAnn Lee,ann@quillstone.example,Sales rep\n";
    let id = import(&t, &admin, file).await;
    let ann = accounts::people(&admin, "ann@", None, None, None).await.unwrap().page.rows.remove(0).id;
    accounts::invite(&admin, &[ann]).await.unwrap();

    let refused = imports::undo(&admin, Kind::Users, id).await.unwrap_err();

    assert!(refused.to_string().contains("1 user invitation."), "{refused}");
    assert_eq!(standing(&admin, "ann@quillstone.example").await, Standing::Invited);
}

fn newcomer(name: &str, email: &str, roles: &[&str]) -> NewcomerForm {
    let roles = roles.iter().map(|role| (*role).to_owned()).collect();
    NewcomerForm { name: name.into(), email: email.into(), title: "Account Executive".into(), roles }
}

fn pasted(lines: &str) -> PastedForm {
    PastedForm { lines: lines.into(), role: "rep".into() }
}

async fn colleagues(t: &TestApp) -> i64 {
    sqlx::query_scalar("select count(*) from users").fetch_one(&mut t.superuser().await).await.unwrap()
}

#[tokio::test]
async fn somebody_who_was_in_no_file_is_added_written_to_and_lets_themselves_in() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;

    let form = newcomer("Cato Lind", "Cato@Quillstone.example", &["rep", "analyst"]);
    let invited = accounts::add(&admin, &form).await.unwrap();

    assert_eq!((invited.sent, invited.left_out), (1, 0));
    assert_eq!(standing(&admin, "cato@").await, Standing::Invited);
    let key = keys(&t, "cato@quillstone.example").await.remove(0);
    let session = join(&t, &key, PASS_PHRASE).await.unwrap();
    assert_eq!(session.viewer.roles, [Role::Rep, Role::Analyst]);
    assert_eq!(session.viewer.title, "Account Executive");
    let told: Vec<String> = sqlx::query_scalar(
        "select kind from events where kind like 'colleague_%' and company_id = $1 and body ->> 'user' = $2 order by seq",
    )
    .bind(admin.company())
    .bind(session.viewer.user.to_string())
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    assert_eq!(told, ["colleague_added", "colleague_invited", "colleague_joined"]);
}

#[tokio::test]
async fn several_are_pasted_and_added_all_or_none() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let before = colleagues(&t).await;
    let lines = "Name,E-mail,Role\nCato Lind,cato@quillstone.example,Analyst\n";
    let flawed = [
        // A colleague, an advocate, and who is suspended: each by the line.
        ("Juno,juno@quillstone.example", "Line 3: Juno Pemberwick works here already"),
        ("Ingrid,INGRID@skylarkmutual.example", "Line 3: ingrid@skylarkmutual.example is the address of Ingrid"),
        ("Dora,dora@quillstone.example,Captain", "Line 3: “Captain” is not a role"),
    ];
    for (line, words) in flawed {
        let problem = accounts::add_pasted(&admin, &pasted(&[lines, line].concat())).await.unwrap_err();
        let told = problem.problem().unwrap().of_field("lines").unwrap_or_default().to_owned();
        assert!(told.contains(words), "{line}: {told}");
    }
    assert_eq!(colleagues(&t).await, before);

    let both = [lines, "Dora Ek;dora@quillstone.example", "\n"].concat().replace(';', ",");
    assert_eq!(accounts::add_pasted(&admin, &pasted(&both)).await.unwrap().sent, 2);

    assert_eq!(colleagues(&t).await, before + 2);
    for email in ["cato@quillstone.example", "dora@quillstone.example"] {
        assert_eq!(keys(&t, email).await.len(), 1);
    }
    let again = accounts::add_pasted(&admin, &pasted(&both)).await.unwrap_err();
    let told = again.problem().unwrap().of_field("lines").unwrap().to_owned();
    assert!(told.contains("Line 2: Cato Lind has been added already."), "{told}");
    // The same address in another company is somebody else.
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(accounts::add_pasted(&ottoline, &pasted(&both)).await.unwrap().sent, 2);
}

#[tokio::test]
async fn an_invitation_that_was_withdrawn_leads_nowhere_until_another_is_sent() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    accounts::add(&admin, &newcomer("Cato Lind", "cato@quillstone.example", &["rep"])).await.unwrap();
    let key = keys(&t, "cato@quillstone.example").await.remove(0);
    let cato = accounts::people(&admin, "cato@", None, None, None).await.unwrap().page.rows.remove(0).id;
    let juno = t.sign_in("juno@quillstone.example").await;
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(accounts::withdraw(&juno, cato).await), 403);
    assert_eq!(status(accounts::withdraw(&ottoline, cato).await), 404);
    assert_eq!(status(accounts::withdraw(&admin, juno.user().unwrap()).await), 409);

    accounts::withdraw(&admin, cato).await.unwrap();

    assert_eq!(standing(&admin, "cato@").await, Standing::Waiting);
    assert_eq!(status(joining(&t, &key).await), 410);
    assert_eq!(status(join(&t, &key, PASS_PHRASE).await), 410);
    assert_eq!(status(accounts::withdraw(&admin, cato).await), 409);
    accounts::invite(&admin, &[cato]).await.unwrap();
    let newer = keys(&t, "cato@quillstone.example").await.pop().unwrap();
    join(&t, &newer, PASS_PHRASE).await.unwrap();
}

#[tokio::test]
async fn only_an_administrator_adds_people() {
    let t = TestApp::new().await;
    let juno = t.sign_in("juno@quillstone.example").await;

    assert_eq!(status(accounts::invite_page(&juno).await), 403);
    assert_eq!(status(accounts::add(&juno, &newcomer("A", "a@quillstone.example", &["admin"])).await), 403);
    assert_eq!(status(accounts::add_pasted(&juno, &pasted("A,a@quillstone.example")).await), 403);
}

#[tokio::test]
async fn who_was_added_by_mistake_is_removed_as_long_as_nothing_names_them() {
    let t = TestApp::new().await;
    let admin = administrator(&t).await;
    let both = "Cato Lind, cato@quillstone.example, Sales rep\nDora Lind, dora@quillstone.example, Sales rep";
    accounts::add_pasted(&admin, &pasted(both)).await.unwrap();
    let key = keys(&t, "cato@quillstone.example").await.remove(0);
    let row = async |email: &str| accounts::people(&admin, email, None, None, None).await.unwrap().page.rows.pop();
    let (cato, dora) = (row("cato@").await.unwrap().id, row("dora@").await.unwrap().id);
    let juno = t.sign_in("juno@quillstone.example").await;
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(accounts::remove(&juno, cato).await), 403);
    assert_eq!(status(accounts::remove(&ottoline, cato).await), 404);
    assert_eq!(status(accounts::remove(&admin, juno.user().unwrap()).await), 409);

    accounts::remove(&admin, cato).await.unwrap();

    assert!(row("cato@").await.is_none());
    assert_eq!(status(accounts::remove(&admin, cato).await), 404);
    assert_eq!(status(joining(&t, &key).await), 404);
    let logins: i64 = sqlx::query_scalar("select count(*) from logins where email = 'cato@quillstone.example'")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(logins, 0, "a sign-in that nobody can use is forgotten");
    sqlx::query("update opportunities set owner_id = $1 where id = (select id from opportunities where company_id = $2 limit 1)")
        .bind(dora.0)
        .bind(admin.company().0)
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    let refused = accounts::remove(&admin, dora).await.unwrap_err().problem().unwrap().to_string();
    assert_eq!(refused, "They are named in opportunities. Give that to somebody else first.");
    accounts::add_pasted(&admin, &pasted("Cato Lind, cato@quillstone.example, Sales rep")).await.unwrap();
    assert_eq!(standing(&admin, "cato@").await, Standing::Invited);
}
