//! The evidence library through its use cases and its edges, on the story world.

use axum::body::{Body, to_bytes};
use chrono::Duration;
use domain::evidence::{EvidenceAddress, EvidenceForm, EvidencePage, EvidenceState, ProofOffers};
use domain::ids::{EvidenceId, OpportunityId};
use domain::problem::Problem;
use http::{Request, StatusCode, header};
use server::ctx::Ctx;
use server::error::Error;
use server::evidence;
use server::testing::TestApp;
use tower::ServiceExt as _;
use uuid::Uuid;

const JUNO: &str = "juno@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

fn quote() -> EvidenceForm {
    EvidenceForm {
        kind: "quote".into(),
        title: "Close in four days".into(),
        organisation: "Skylark Mutual".into(),
        advocate: "Ingrid Thistlewood".into(),
        body: "Day four, every month, since.".into(),
        language: "en".into(),
        use_cases: "month-end close, audit evidence".into(),
        products: "Close".into(),
        competitors: "Ironbook".into(),
        ..EvidenceForm::default()
    }
}

/// A piece that may be shown.
async fn approved(adaeze: &Ctx, form: EvidenceForm) -> EvidenceId {
    let id = evidence::save(adaeze, form).await.unwrap();
    evidence::submit(adaeze, id).await.unwrap();
    evidence::approve(adaeze, id).await.unwrap();
    id
}

async fn page(ctx: &Ctx, id: EvidenceId) -> EvidencePage {
    evidence::page(ctx, &id.to_string()).await.unwrap()
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> u16 {
    result.unwrap_err().problem().map_or(500, Problem::status)
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().problem().and_then(Problem::refusal_code).unwrap_or_default().to_owned()
}

/// The token of the newest link of a piece.
async fn token(ctx: &Ctx, id: EvidenceId) -> String {
    let links = page(ctx, id).await.links;
    links[0].url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned()
}

async fn visit(t: &TestApp, token: &str) -> Result<evidence::Visit, Error> {
    evidence::open_link(&t.app, Uuid::now_v7(), "203.0.113.7", None, token).await
}

async fn deal(t: &TestApp, name: &str) -> OpportunityId {
    sqlx::query_scalar("select o.id from opportunities o join companies c on c.id = o.company_id where c.slug = 'quillstone' and o.name = $1")
        .bind(name)
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_piece_goes_from_draft_to_approval_and_says_who_did_what() {
    let t = TestApp::new().await;
    let (adaeze, juno) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let id = evidence::save(&adaeze, quote()).await.unwrap();
    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Draft);

    evidence::submit(&adaeze, id).await.unwrap();
    evidence::send_back(&adaeze, id, "Name the month").await.unwrap();
    evidence::submit(&adaeze, id).await.unwrap();
    evidence::approve(&adaeze, id).await.unwrap();

    let shown = page(&juno, id).await;
    assert_eq!(shown.state, EvidenceState::Approved);
    let states: Vec<_> = shown.moves.iter().map(|row| row.state).collect();
    assert_eq!(
        states,
        [
            EvidenceState::Approved,
            EvidenceState::InReview,
            EvidenceState::Draft,
            EvidenceState::InReview,
            EvidenceState::Draft
        ]
    );
    assert_eq!(shown.moves[2].reason, "Name the month");
    assert!(shown.moves.iter().all(|row| row.by.as_deref() == adaeze.viewer().ok().map(|viewer| viewer.name.as_str())));
    assert!(shown.may_share && !shown.may_edit && !shown.may_approve);
}

#[tokio::test]
async fn nothing_is_approved_without_the_consent_to_just_that() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    // Ingrid agreed to quotes and recordings, and not to case studies.
    let story = evidence::save(&adaeze, EvidenceForm { kind: "case_study".into(), ..quote() }).await.unwrap();
    evidence::submit(&adaeze, story).await.unwrap();

    assert_eq!(code(evidence::approve(&adaeze, story).await), "no_consent");
    assert_eq!(page(&adaeze, story).await.consent, Some(false));
    assert_eq!(page(&adaeze, story).await.state, EvidenceState::InReview);

    // What is nobody's words needs nobody's consent.
    let deck = EvidenceForm { kind: "slides".into(), advocate: String::new(), ..quote() };
    assert_eq!(page(&adaeze, approved(&adaeze, deck).await).await.state, EvidenceState::Approved);
}

#[tokio::test]
async fn withdrawing_consent_takes_down_what_stands_on_it_at_once_whoever_writes_the_ledger() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = approved(&adaeze, quote()).await;
    let clip = approved(&adaeze, EvidenceForm { kind: "clip".into(), title: "Clip".into(), ..quote() }).await;
    evidence::share(&adaeze, id, None, 30).await.unwrap();
    let token = token(&adaeze, id).await;
    let link = visit(&t, &token).await.unwrap();
    assert_eq!(evidence::shared(&link).await.unwrap().title, "Close in four days");
    t.clock.advance(Duration::minutes(1));

    sqlx::query(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, gen_random_uuid(), advocate_id, 'quote', 'withdrawn', $2 from evidence where id = $1",
    )
    .bind(id)
    .bind(t.app.now())
    .execute(&mut t.superuser().await)
    .await
    .unwrap();

    assert_eq!(status(evidence::shared(&link).await), 410);
    let gone = page(&adaeze, id).await;
    assert_eq!((gone.state, gone.moves[0].by.as_deref()), (EvidenceState::Withdrawn, None));
    assert_eq!(gone.moves[0].reason, "The advocate withdrew consent");
    assert_eq!(page(&adaeze, clip).await.state, EvidenceState::Approved, "recordings are another consent");
    assert_eq!(status(evidence::share(&adaeze, id, None, 30).await), 409);
}

#[tokio::test]
async fn changing_what_is_shown_makes_it_a_draft_again_and_ends_its_links_until_it_is_approved() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = approved(&adaeze, quote()).await;
    evidence::share(&adaeze, id, None, 7).await.unwrap();
    let link = visit(&t, &token(&adaeze, id).await).await.unwrap();
    let mut form = evidence::form(&adaeze, Some(&id.to_string()), None).await.unwrap();
    assert!(form.loses_approval);
    form.form.body = "Day three.".into();

    evidence::save(&adaeze, form.form.clone()).await.unwrap();

    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Draft);
    assert_eq!(status(evidence::shared(&link).await), 410);
    assert_eq!(code(evidence::save(&adaeze, form.form).await), "changed_meanwhile", "the form is older than the piece");
    evidence::submit(&adaeze, id).await.unwrap();
    evidence::approve(&adaeze, id).await.unwrap();
    assert_eq!(evidence::shared(&link).await.unwrap().body, "Day three.");
}

#[tokio::test]
async fn a_piece_ends_with_its_last_day_before_and_after_the_job_has_run() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = approved(&adaeze, EvidenceForm { expires_on: "2026-11-20".into(), ..quote() }).await;
    evidence::share(&adaeze, id, None, 30).await.unwrap();
    let link = visit(&t, &token(&adaeze, id).await).await.unwrap();
    t.run_jobs().await;
    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Approved);

    t.clock.advance(Duration::days(2));
    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Expired, "the page looks at the day itself");
    assert_eq!(status(evidence::shared(&link).await), 410);
    t.run_jobs().await;

    let ended = page(&adaeze, id).await;
    assert_eq!((ended.moves[0].state, ended.moves[0].by.clone()), (EvidenceState::Expired, None));
}

#[tokio::test]
async fn a_link_counts_outside_looks_and_ends_when_revoked_or_over() {
    let t = TestApp::new().await;
    let (adaeze, juno) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let id = approved(&adaeze, quote()).await;
    let made = evidence::share(&juno, id, None, 7).await.unwrap();
    let token = token(&juno, id).await;

    let outside = visit(&t, &token).await.unwrap();
    evidence::shared(&outside).await.unwrap();
    evidence::shared(&outside).await.unwrap();
    let company = Some(juno.company());
    let colleague = evidence::open_link(&t.app, Uuid::now_v7(), "203.0.113.7", company, &token).await.unwrap();
    evidence::shared(&colleague).await.unwrap();
    assert_eq!(page(&juno, id).await.links[0].views, 2);

    // One letter changed is no link; somebody who did not make it may not take it back.
    let mut forged = token.clone().into_bytes();
    forged[3] = if forged[3] == b'A' { b'B' } else { b'A' };
    assert_eq!(status(visit(&t, &String::from_utf8(forged).unwrap()).await.map(|_| ())), 404);
    let rafael = t.sign_in("rafael@quillstone.example").await;
    assert_eq!(status(evidence::revoke(&rafael, made).await), 403);

    evidence::revoke(&juno, made).await.unwrap();
    assert_eq!(status(evidence::shared(&outside).await), 410);

    evidence::share(&juno, id, None, 7).await.unwrap();
    let second = visit(&t, &self::token(&juno, id).await).await.unwrap();
    t.clock.advance(Duration::days(8));
    assert_eq!(status(evidence::shared(&second).await), 410);
}

#[tokio::test]
async fn the_library_is_searched_by_words_and_facets_and_each_page_follows_the_last() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let before = evidence::list(&adaeze, EvidenceAddress::default()).await.unwrap().page.total.number;
    for number in 1..=30 {
        let (kind, language) = if number % 3 == 0 { ("slides", "de") } else { ("quote", "en") };
        let form = EvidenceForm {
            title: format!("Zanzibar number {number}"),
            kind: kind.into(),
            language: language.into(),
            ..quote()
        };
        evidence::save(&adaeze, form).await.unwrap();
        t.clock.advance(Duration::seconds(1));
    }
    let search = |address: EvidenceAddress| {
        let adaeze = adaeze.clone();
        async move { evidence::list(&adaeze, address).await.unwrap() }
    };
    let by = |q: &str| EvidenceAddress { q: Some(q.into()), ..EvidenceAddress::default() };

    let mut seen = Vec::new();
    let mut list = search(by("zanzi numb")).await;
    assert_eq!(list.page.total.number, 30);
    loop {
        seen.extend(list.page.rows.iter().map(|row| row.id));
        let Some(after) = list.page.next else { break };
        list = search(EvidenceAddress { after: Some(after), ..by("zanzi numb") }).await;
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (30, 30));

    assert_eq!(search(by("Skylark")).await.page.total.number, before_of(&adaeze, "Skylark").await);
    assert_eq!(search(by("'; drop table evidence --")).await.page.rows.len(), 0);
    assert_eq!(search(by("&|!():*")).await.page.rows.len(), 0);
    let german =
        search(EvidenceAddress { language: Some("de".into()), kind: Some("slides".into()), ..by("zanzibar") }).await;
    assert_eq!(german.page.total.number, 10);
    assert!(german.facets.languages.iter().any(|facet| facet.value == "de" && facet.label == "German"));
    let all = search(EvidenceAddress { state: Some("nonsense".into()), ..EvidenceAddress::default() }).await;
    assert_eq!(
        (all.here.state, all.page.total.number),
        (None, before + 30),
        "what is no state is as if it were not said"
    );
}

/// How many pieces the customer has, counted beside the search.
async fn before_of(adaeze: &Ctx, organisation: &str) -> u32 {
    let all = evidence::list(adaeze, EvidenceAddress::default()).await.unwrap();
    let mut rows = all.page.rows;
    let mut next = all.page.next;
    while let Some(after) = next {
        let more = evidence::list(adaeze, EvidenceAddress { after: Some(after), ..Default::default() }).await.unwrap();
        rows.extend(more.page.rows);
        next = more.page.next;
    }
    let named = rows.iter().filter(|row| row.organisation_name.contains(organisation)).count();
    u32::try_from(named).unwrap()
}

#[tokio::test]
async fn everybody_sees_and_does_what_their_role_says() {
    let t = TestApp::new().await;
    let (adaeze, juno, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await, t.sign_in(TAMSIN).await);
    // Skylark is Tamsin's customer: she writes and puts forward, and does not approve alone.
    let id = evidence::save(&tamsin, quote()).await.unwrap();
    evidence::submit(&tamsin, id).await.unwrap();
    assert_eq!(status(evidence::approve(&tamsin, id).await), 403);
    assert_eq!(status(evidence::withdraw(&juno, id, "No").await), 403);
    assert_eq!(status(evidence::save(&juno, quote()).await), 403);
    assert_eq!(status(evidence::share(&juno, id, None, 30).await), 409);
    assert_eq!(status(evidence::page(&t.sign_in(SUNNIVA).await, &id.to_string()).await), 403);
    evidence::approve(&adaeze, id).await.unwrap();

    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(evidence::page(&ottoline, &id.to_string()).await), 404);
    assert_eq!(status(evidence::share(&ottoline, id, None, 30).await), 404);
    let theirs =
        evidence::list(&ottoline, EvidenceAddress { q: Some("four".into()), ..Default::default() }).await.unwrap();
    assert!(theirs.page.rows.iter().all(|row| row.id != id));
}

#[tokio::test]
async fn proof_that_fits_is_offered_before_people_and_shared_in_one_action() {
    let t = TestApp::new().await;
    let (adaeze, juno) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let deal = deal(&t, "Marlowe Street Bank").await;
    let known: Vec<EvidenceId> = ids(&evidence::proof(&juno, deal).await.unwrap());
    let id = approved(&adaeze, quote()).await;
    let draft = evidence::save(&adaeze, EvidenceForm { title: "Draft".into(), ..quote() }).await.unwrap();

    let offers = evidence::proof(&juno, deal).await.unwrap();

    assert!(ids(&offers).contains(&id) && !ids(&offers).contains(&draft) && !known.contains(&id));
    assert!(offers.rows.len() <= 3 && offers.rows.is_sorted_by_key(|row| std::cmp::Reverse(row.points)));
    let row = offers.rows.iter().find(|row| row.id == id).unwrap();
    assert!(row.reasons.iter().any(|reason| reason.starts_with("Use case: ")), "{:?}", row.reasons);
    assert_eq!(row.shared, None);

    evidence::share(&juno, id, Some(deal), 30).await.unwrap();
    let again = evidence::proof(&juno, deal).await.unwrap();
    let url = again.rows.iter().find(|row| row.id == id).unwrap().shared.clone().unwrap();
    let link = visit(&t, url.rsplit('/').next().unwrap()).await.unwrap();
    assert_eq!(
        evidence::shared(&link).await.unwrap().speaker.as_deref(),
        Some("Ingrid Thistlewood, VP Finance Operations")
    );
    assert_eq!(page(&juno, id).await.links[0].opportunity.as_ref().map(|(id, _)| *id), Some(deal));
}

fn ids(offers: &ProofOffers) -> Vec<EvidenceId> {
    offers.rows.iter().map(|row| row.id).collect()
}

/// Posts a file like the form of the page.
async fn upload(t: &TestApp, cookie: &str, id: EvidenceId, name: &str, bytes: &[u8]) -> (StatusCode, String, bool) {
    let mut body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let request = Request::post(format!("/evidence/{id}/file"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xx")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin");
    let response = router(t).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let flash =
        response.headers().get_all(header::SET_COOKIE).iter().any(|value| value.as_bytes().starts_with(b"pc_flash="));
    let to =
        response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    (response.status(), to, flash)
}

fn router(t: &TestApp) -> axum::Router {
    server::http::wrap(server::http::edges(t.app.clone()), t.app.clone())
}

#[tokio::test]
async fn forged_and_dangerous_files_are_refused_and_good_ones_only_leave_as_attachments() {
    let t = TestApp::new().await;
    let (adaeze, cookie) = (t.sign_in(ADAEZE).await, t.cookie(ADAEZE).await);
    let id = evidence::save(&adaeze, quote()).await.unwrap();
    let back = format!("/evidence/{id}");

    let bad: [(&str, &[u8]); 6] = [
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("slides.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("photo.png", b"\x89PNG\r\n\x1a\nnot a picture"),
        ("tool.txt", b"MZ\x90\x00\x03\x00"),
        ("empty.pdf", b""),
        ("old.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ];
    for (name, bytes) in bad {
        let (status, to, flash) = upload(&t, &cookie, id, name, bytes).await;
        assert_eq!((status, to.as_str(), flash), (StatusCode::SEE_OTHER, back.as_str(), true), "{name}");
        assert_eq!(page(&adaeze, id).await.attachment, None, "{name}");
    }
    let large = vec![b'a'; 25 * 1024 * 1024 + 1];
    assert!(upload(&t, &cookie, id, "large.txt", &large).await.2);

    let (_, _, flash) = upload(&t, &cookie, id, "deck.html", b"%PDF-1.7 our deck").await;
    assert!(!flash);
    let attached = page(&adaeze, id).await.attachment.unwrap();
    assert_eq!((attached.name.as_str(), attached.line.as_str()), ("deck.pdf", "PDF, 17 bytes"));

    let request = Request::get(format!("/evidence/{id}/file")).header(header::COOKIE, &cookie);
    let response = router(&t).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let headers = response.headers().clone();
    assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
    assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment; filename=\"deck.pdf\""));
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
    assert_eq!(to_bytes(response.into_body(), 1_000).await.unwrap(), "%PDF-1.7 our deck");
}

#[tokio::test]
async fn a_file_is_given_to_those_who_see_its_piece_and_to_nobody_else() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = evidence::save(&adaeze, quote()).await.unwrap();
    evidence::attach(&adaeze, &id.to_string(), "close.txt", b"Day four.".to_vec()).await.unwrap();
    let open = |cookie: String, path: String| {
        let router = router(&t);
        async move {
            let request = Request::get(path).header(header::COOKIE, cookie).header("sec-fetch-site", "none");
            router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
        }
    };
    let path = format!("/evidence/{id}/file");

    assert_eq!(open(t.cookie(JUNO).await, path.clone()).await, StatusCode::OK);
    assert_eq!(open(t.cookie(SUNNIVA).await, path.clone()).await, StatusCode::FORBIDDEN);
    assert_eq!(
        open(t.cookie_at("quarrystone", "ottoline@quarrystone.example").await, path.clone()).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(open(String::new(), path).await, StatusCode::SEE_OTHER);

    evidence::submit(&adaeze, id).await.unwrap();
    evidence::approve(&adaeze, id).await.unwrap();
    let made = evidence::share(&adaeze, id, None, 30).await.unwrap();
    let shared = format!("/e/{}/file", token(&adaeze, id).await);
    assert_eq!(open(String::new(), shared.clone()).await, StatusCode::OK);
    assert_eq!(page(&adaeze, id).await.links[0].downloads, 1);
    evidence::revoke(&adaeze, made).await.unwrap();
    assert_eq!(open(String::new(), shared).await, StatusCode::GONE);
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_another_company_keeps_its_own() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    for ctx in [&adaeze, &adaeze, &ottoline] {
        let id = evidence::save(ctx, EvidenceForm { advocate: String::new(), ..quote() }).await.unwrap();
        evidence::attach(ctx, &id.to_string(), "close.txt", b"Day four.".to_vec()).await.unwrap();
    }

    let rows: i64 = sqlx::query_scalar("select count(*) from files where bytes = 9")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();

    assert_eq!(rows, 2);
}
