//! Adding, changing and moving advocates, and their timeline, on the story world.

use domain::advocates::{
    AdvocateForm, Lifecycle, MoveForm, NewAdvocateForm, OutcomeInput, Profile, ProfileSection, ProfileShown,
    ReferenceStatus, Timeline, TimelineKind,
};
use domain::ids::AdvocateId;
use domain::matching::Workbench;
use domain::problem::Problem;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, matching, opportunities};

const JUNO: &str = "juno@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const INGRID: &str = "ingrid@skylarkmutual.example";

async fn ingrid(t: &TestApp) -> AdvocateId {
    t.sign_in(INGRID).await.viewer().unwrap().advocate.unwrap()
}

async fn form(ctx: &Ctx, id: AdvocateId) -> AdvocateForm {
    advocates::advocate_form(ctx, &id.to_string()).await.unwrap().form
}

async fn profile(ctx: &Ctx, id: AdvocateId, section: ProfileSection) -> Profile {
    advocates::profile(ctx, &id.to_string(), section, None).await.unwrap()
}

async fn timeline(ctx: &Ctx, id: AdvocateId, after: Option<&str>) -> Timeline {
    let page = advocates::profile(ctx, &id.to_string(), ProfileSection::Timeline, after).await.unwrap();
    match page.shown {
        ProfileShown::Timeline(timeline) => timeline,
        other => panic!("the timeline expected, not {other:?}"),
    }
}

async fn bench(ctx: &Ctx) -> Workbench {
    let address = domain::lists::Query::parse("view=all").with("q", "Marlowe Street Bank");
    let deal = opportunities::list(ctx, &address).await.unwrap().page.rows[0].id;
    matching::workbench(ctx, deal, matching::View { all_held: true, ..Default::default() }).await.unwrap()
}

fn is_ranked(bench: &Workbench, id: AdvocateId) -> bool {
    bench.terms.iter().any(|terms| terms.id == id)
}

fn moved(id: AdvocateId, from: &str, to: &str, reason: &str) -> MoveForm {
    MoveForm { advocate: id.to_string(), from: from.into(), to: to.into(), reason: reason.into() }
}

fn status(error: &server::error::Error) -> Option<u16> {
    error.problem().map(Problem::status)
}

#[tokio::test]
async fn what_was_typed_is_kept_and_opening_the_form_again_changes_nothing() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = ingrid(&t).await;
    let before = form(&adaeze, id).await;
    assert!(!before.outcomes.is_empty(), "the story gives Ingrid outcomes");
    advocates::save_advocate(&adaeze, &before).await.unwrap();
    assert_eq!(form(&adaeze, id).await.version, before.version, "nothing differs, so nothing is saved");

    let mut changed = AdvocateForm { tags: "Board, user day".into(), seniority: "vp".into(), ..before.clone() };
    changed.outcomes[0].remove = Some("0".into());
    changed.outcomes.push(OutcomeInput {
        headline: "Audit evidence in a day".into(),
        before: "12".into(),
        after: "1.5".into(),
        unit: "days".into(),
        ..OutcomeInput::default()
    });
    advocates::save_advocate(&adaeze, &changed).await.unwrap();

    let after = form(&adaeze, id).await;
    assert_eq!((after.tags.as_str(), after.seniority.as_str()), ("Board, user day", "vp"));
    assert_eq!(after.outcomes.len(), before.outcomes.len());
    assert!(after.outcomes.iter().all(|outcome| outcome.kept != before.outcomes[0].kept));
    let last = after.outcomes.last().unwrap();
    assert_eq!(
        (last.headline.as_str(), last.before.as_str(), last.after.as_str()),
        ("Audit evidence in a day", "12", "1.5")
    );
}

#[tokio::test]
async fn a_second_writer_learns_who_changed_what_of_an_advocate() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let id = ingrid(&t).await;
    let (adaezes, tamsins) = (form(&adaeze, id).await, form(&tamsin, id).await);
    let changed = AdvocateForm { story: "A shorter one.".into(), tags: "Board".into(), ..tamsins };
    advocates::save_advocate(&tamsin, &changed).await.unwrap();

    let late = AdvocateForm { title: "CFO".into(), tags: "User day".into(), ..adaezes };
    let error = advocates::save_advocate(&adaeze, &late).await.unwrap_err();

    let problem = error.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("changed_meanwhile"));
    assert!(problem.to_string().starts_with("Tamsin Roe-Gullwick changed the tags to “Board” after"), "{problem}");
    let now = form(&adaeze, id).await;
    let decided = AdvocateForm { title: "CFO".into(), tags: "User day".into(), ..now };
    advocates::save_advocate(&adaeze, &decided).await.unwrap();
    let after = form(&adaeze, id).await;
    assert_eq!((after.title, after.tags, after.story), ("CFO".into(), "User day".into(), "A shorter one.".into()));
}

#[tokio::test]
async fn two_who_change_different_things_of_an_advocate_both_keep_theirs() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);
    let id = ingrid(&t).await;
    let (adaezes, mut tamsins) = (form(&adaeze, id).await, form(&tamsin, id).await);
    tamsins.outcomes[0].headline = "Four days, every month".into();
    advocates::save_advocate(&tamsin, &tamsins).await.unwrap();

    advocates::save_advocate(&adaeze, &AdvocateForm { title: "CFO".into(), ..adaezes }).await.unwrap();

    let after = form(&adaeze, id).await;
    assert_eq!((after.title.as_str(), after.outcomes[0].headline.as_str()), ("CFO", "Four days, every month"));
}

#[tokio::test]
async fn a_limit_of_ones_own_is_never_looser_than_the_companys() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = ingrid(&t).await;
    let policy = advocates::advocate_form(&adaeze, &id.to_string()).await.unwrap().policy;
    let before = form(&adaeze, id).await;

    for (form, field) in [
        (AdvocateForm { monthly_cap: (policy.monthly_cap + 1).to_string(), ..before.clone() }, "monthly_cap"),
        (AdvocateForm { quarterly_cap: (policy.quarterly_cap + 1).to_string(), ..before.clone() }, "quarterly_cap"),
        (AdvocateForm { cool_down: (policy.cool_down_days - 1).to_string(), ..before.clone() }, "cool_down"),
    ] {
        let error = advocates::save_advocate(&adaeze, &form).await.unwrap_err();
        assert!(error.problem().unwrap().of_field(field).is_some(), "{field}");
    }
    assert_eq!(form(&adaeze, id).await, before);
}

#[tokio::test]
async fn a_change_shows_in_the_next_match() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let id = ingrid(&t).await;
    assert!(is_ranked(&bench(&juno).await, id));
    let before = form(&adaeze, id).await;

    let unusable = AdvocateForm { reference_status: "do_not_use".into(), status_reason: "A law suit".into(), ..before };
    advocates::save_advocate(&adaeze, &unusable).await.unwrap();
    assert!(!is_ranked(&bench(&juno).await, id));

    let usable = AdvocateForm { reference_status: "active".into(), ..form(&adaeze, id).await };
    advocates::save_advocate(&adaeze, &usable).await.unwrap();
    assert!(is_ranked(&bench(&juno).await, id));
}

#[tokio::test]
async fn who_may_not_change_an_advocate_learns_who_may_and_who_does_not_see_them_nothing() {
    let t = TestApp::new().await;
    let (juno, tamsin, adaeze) = (t.sign_in(JUNO).await, t.sign_in(TAMSIN).await, t.sign_in(ADAEZE).await);
    let id = ingrid(&t).await.to_string();
    let mut superuser = t.superuser().await;
    let other: String = sqlx::query_scalar(
        "select a.id::text from advocates a join organisations g on g.id = a.organisation_id
         where a.company_id = $1 and a.owner_id is distinct from $2 and g.owner_id is distinct from $2 limit 1",
    )
    .bind(tamsin.company())
    .bind(tamsin.viewer().unwrap().user)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let foreign = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;

    assert_eq!(status(&advocates::advocate_form(&juno, &id).await.unwrap_err()), Some(403));
    assert_eq!(status(&advocates::advocate_form(&tamsin, &other).await.unwrap_err()), Some(404));
    assert_eq!(status(&advocates::advocate_form(&foreign, &id).await.unwrap_err()), Some(404));
    assert_eq!(status(&advocates::advocate_form(&adaeze, "not-an-id").await.unwrap_err()), Some(404));
    assert!(advocates::advocate_form(&tamsin, &id).await.is_ok());
}

#[tokio::test]
async fn a_move_is_noted_with_who_and_why_and_closes_the_gate_at_once() {
    let t = TestApp::new().await;
    let (juno, tamsin) = (t.sign_in(JUNO).await, t.sign_in(TAMSIN).await);
    let id = ingrid(&t).await;

    advocates::move_advocate(&tamsin, &moved(id, "active", "resting", "Closing the year")).await.unwrap();

    assert!(!is_ranked(&bench(&juno).await, id));
    let ProfileShown::Overview(overview) = profile(&tamsin, id, ProfileSection::Overview).await.shown else {
        panic!("the overview expected")
    };
    assert_eq!(overview.life.lifecycle, Lifecycle::Resting);
    assert_eq!(overview.life.why.as_deref(), Some("Tamsin Roe-Gullwick: Closing the year"));
    assert_eq!(overview.life.moves, Lifecycle::Resting.moves());
    let latest = timeline(&juno, id, None).await.rows;
    let latest = latest.iter().find(|row| row.kind == TimelineKind::Lifecycle).unwrap();
    assert_eq!((latest.title.as_str(), latest.line.as_deref()), ("Resting, was active", Some("Closing the year")));
    assert_eq!(latest.who.as_ref().map(|who| who.name.as_str()), Some("Tamsin Roe-Gullwick"));

    advocates::move_advocate(&tamsin, &moved(id, "resting", "active", "")).await.unwrap();
    assert!(is_ranked(&bench(&juno).await, id));
}

#[tokio::test]
async fn a_move_that_is_not_in_the_table_or_comes_late_changes_nothing() {
    let t = TestApp::new().await;
    let (tamsin, adaeze) = (t.sign_in(TAMSIN).await, t.sign_in(ADAEZE).await);
    let id = ingrid(&t).await;
    for (to, reason, field) in [("candidate", "x", "to"), ("active", "x", "to"), ("paused", "", "reason")] {
        let error = advocates::move_advocate(&tamsin, &moved(id, "active", to, reason)).await.unwrap_err();
        assert!(error.problem().unwrap().of_field(field).is_some(), "{to}");
    }
    advocates::move_advocate(&tamsin, &moved(id, "active", "paused", "A merger")).await.unwrap();

    let late = advocates::move_advocate(&adaeze, &moved(id, "active", "alumni", "Left")).await.unwrap_err();

    let problem = late.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("changed_meanwhile"));
    assert!(problem.to_string().starts_with("Tamsin Roe-Gullwick moved Ingrid Thistlewood to “Paused”"), "{problem}");
    let moves: i64 = sqlx::query_scalar("select count(*) from advocate_moves where advocate_id = $1")
        .bind(id.0)
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(moves, 1);
}

#[tokio::test]
async fn the_ledger_of_moves_cannot_be_rewritten_by_the_server() {
    let t = TestApp::new().await;
    let tamsin = t.sign_in(TAMSIN).await;
    let id = ingrid(&t).await;
    advocates::move_advocate(&tamsin, &moved(id, "active", "paused", "A merger")).await.unwrap();

    for statement in ["update advocate_moves set reason = 'Nothing'", "delete from advocate_moves"] {
        let mut tx = tamsin.begin().await.unwrap();
        let refused = sqlx::query(statement).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{refused}");
    }
}

#[tokio::test]
async fn the_timeline_tells_asks_calls_surveys_and_consent_and_visits_each_once() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let id = ingrid(&t).await;

    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = timeline(&adaeze, id, after.as_deref()).await;
        rows.extend(page.rows);
        after = page.older;
        if after.is_none() {
            break;
        }
    }

    let expected: i64 = sqlx::query_scalar(
        "select (select count(*) + count(*) filter (where state in ('accepted', 'declined', 'expired')) from asks where advocate_id = $1)
              + (select count(*) from reference_calls where advocate_id = $1 and state not in ('held', 'released'))
              + (select count(*) from touches where advocate_id = $1 and kind not in ('ask', 'call'))
              + (select count(*) from consents where advocate_id = $1)
              + (select count(*) from vetoes where advocate_id = $1)",
    )
    .bind(id.0)
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    assert_eq!(i64::try_from(rows.len()).unwrap(), expected);
    for kind in [TimelineKind::Ask, TimelineKind::Answer, TimelineKind::Call, TimelineKind::Consent] {
        assert!(rows.iter().any(|row| row.kind == kind), "{kind}");
    }
    let ask = rows.iter().find(|row| row.kind == TimelineKind::Ask).unwrap();
    assert_eq!(ask.cost.as_deref(), Some("1 touch"));
    // A rep reads what happened, and is led to no deal out of reach.
    let mine = juno.viewer().unwrap().user;
    let reached: Vec<_> = timeline(&juno, id, None).await.rows.into_iter().filter_map(|row| row.opportunity).collect();
    let mut superuser = t.superuser().await;
    for deal in reached {
        let owner: Option<uuid::Uuid> = sqlx::query_scalar("select owner_id from opportunities where id = $1")
            .bind(deal.0)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        assert_eq!(owner, Some(mine.0));
    }
}

fn newcomer(name: &str, email: &str) -> NewAdvocateForm {
    NewAdvocateForm {
        name: name.into(),
        email: email.into(),
        organisation: "skylark mutual".into(),
        time_zone: "Europe/London".into(),
        languages: "English".into(),
        ..NewAdvocateForm::default()
    }
}

#[tokio::test]
async fn somebody_new_starts_as_a_candidate_of_their_customers_success_manager() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);

    let id =
        advocates::add_advocate(&adaeze, &newcomer("Orla Winterbank", "Orla@skylarkmutual.example")).await.unwrap();

    let ProfileShown::Overview(overview) = profile(&tamsin, id, ProfileSection::Overview).await.shown else {
        panic!("the overview expected")
    };
    assert_eq!(overview.life.lifecycle, Lifecycle::Candidate);
    assert_eq!(overview.life.reference_status, ReferenceStatus::Active);
    assert!(!is_ranked(&bench(&adaeze).await, id), "nobody is asked before they joined");
}

#[tokio::test]
async fn the_same_address_is_refused_and_a_similar_name_is_asked_about() {
    let t = TestApp::new().await;
    let (adaeze, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await);

    let same =
        advocates::add_advocate(&adaeze, &newcomer("Somebody Else", "INGRID@skylarkmutual.example")).await.unwrap_err();
    assert!(same.problem().unwrap().of_field("email").unwrap().starts_with("Ingrid Thistlewood"));

    let similar = newcomer("Thistlewood, Ingird", "i.thistlewood@skylarkmutual.example");
    let asked = advocates::add_advocate(&adaeze, &similar).await.unwrap_err();
    assert!(asked.problem().unwrap().of_field("is_another").unwrap().contains("Ingrid Thistlewood"));
    let sure = NewAdvocateForm { is_another: Some("on".into()), ..similar };
    advocates::add_advocate(&adaeze, &sure).await.unwrap();

    let unknown = NewAdvocateForm { organisation: "Skylark Mutul".into(), ..newcomer("A B", "ab@x.example") };
    let near = advocates::add_advocate(&adaeze, &unknown).await.unwrap_err();
    assert!(near.problem().unwrap().of_field("organisation").unwrap().contains("Skylark Mutual"));
    let prospect = NewAdvocateForm { organisation: "Marlowe Street Bank".into(), ..newcomer("A B", "ab@x.example") };
    let no_customer = advocates::add_advocate(&tamsin, &prospect).await.unwrap_err();
    assert!(no_customer.problem().unwrap().of_field("organisation").is_some());
}

#[tokio::test]
async fn an_event_of_an_advocate_names_fields_and_never_what_stands_in_them() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = ingrid(&t).await;
    let before = form(&adaeze, id).await;
    let changed = AdvocateForm { private_notes: "Only for us".into(), ..before };
    advocates::save_advocate(&adaeze, &changed).await.unwrap();

    let body: serde_json::Value =
        sqlx::query_scalar("select body from events where about_advocate = $1 order by seq desc limit 1")
            .bind(id.0)
            .fetch_one(&mut t.superuser().await)
            .await
            .unwrap();

    assert_eq!(body["fields"], serde_json::json!(["private_notes"]));
    assert!(!body.to_string().contains("Only for us"));
}
