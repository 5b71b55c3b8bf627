//! Where pieces are found and shown: the library, the links, beside a deal.

use super::*;

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
    let before = evidence::list(&adaeze, &Query::default()).await.unwrap().page.total.number;
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
    let search = async |query: Query| evidence::list(&adaeze, &query).await.unwrap();
    let by = |q: &str| Query::default().with("q", q);

    let mut seen = Vec::new();
    let mut list = search(by("zanzi numb")).await;
    assert_eq!(list.page.total.number, 30);
    loop {
        seen.extend(list.page.rows.iter().map(|row| row.id));
        let Some(after) = list.page.next else { break };
        list = search(by("zanzi numb").turned("after", &after)).await;
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (30, 30));

    assert_eq!(search(by("Skylark")).await.page.total.number, before_of(&adaeze, "Skylark").await);
    assert_eq!(search(by("'; drop table evidence --")).await.page.rows.len(), 0);
    assert_eq!(search(by("&|!():*")).await.page.rows.len(), 0);
    let german = search(by("zanzibar").with("language", "de").with("kind", "slides")).await;
    assert_eq!(german.page.total.number, 10);
    let languages = german.head.facets.iter().find(|facet| facet.name == "language").unwrap();
    assert!(
        languages.options.iter().any(|option| option.value == "de" && option.label == "German" && option.is_chosen)
    );
    // Either of two kinds.
    let both = search(by("zanzibar").toggled("kind", "slides").toggled("kind", "quote")).await;
    assert_eq!(both.page.total.number, 30);
    let all = search(Query::default().with("state", "nonsense")).await;
    assert_eq!(all.page.total.number, before + 30, "what is no state is as if it were not said");
    assert_eq!(all.head.ignored, [("state".to_owned(), "nonsense".to_owned())]);
}

/// How many pieces the customer has, counted beside the search.
async fn before_of(adaeze: &Ctx, organisation: &str) -> u32 {
    let all = evidence::list(adaeze, &Query::default()).await.unwrap();
    let mut rows = all.page.rows;
    let mut next = all.page.next;
    while let Some(after) = next {
        let more = evidence::list(adaeze, &Query::default().turned("after", &after)).await.unwrap();
        rows.extend(more.page.rows);
        next = more.page.next;
    }
    let named = rows.iter().filter(|row| row.organisation_name.contains(organisation)).count();
    u32::try_from(named).unwrap()
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
