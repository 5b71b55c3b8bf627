//! Search over people, organisations, deals, requests and evidence.
//!
//! Tables: none of its own. Names are looked up by definer functions (data.md), which keep to the
//! company and to the reach they are given and return ids; the records are then read under the
//! reader's own policy. Invariants: nobody finds what they could not open or list; a kind the reader
//! may not see is not even counted; a text costs no more than `MOST` records of a kind. Events: none,
//! it only reads.

mod store;

use domain::accounts::{Permission, Scope, Viewer};
use domain::ids::{AdvocateId, EvidenceId, OpportunityId, OrganisationId, RequestId};
use domain::money::Money;
use domain::paging::Count;
use domain::problem::Problem;
use domain::requests::RequestState;
use domain::search::{Group, Hit, SearchAddress, SearchKind, SearchResults, Target, looked_for, nearness};
use uuid::Uuid;

use crate::accounts::Reach;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{self, PAGE_ROWS};
use crate::error::Result;

/// So many of each kind while every kind is shown.
const OF_EACH: usize = 5;
/// A kind is counted to 99, and read to `MOST`: who has more hits than that says more about what they want.
const COUNT_CAP: u32 = 99;
const MOST: i32 = 300;

/// What the reader can find with the text of the address.
pub async fn results(ctx: &Ctx, address: SearchAddress) -> Result<SearchResults> {
    let viewer = ctx.viewer()?;
    if !viewer.is_staff() {
        return Err(Problem::Forbidden("Only people who work in the company can search.".to_owned()).into());
    }
    let text = looked_for(&address.q.unwrap_or_default());
    let kinds = kinds_of(viewer);
    let kind = address.kind.as_deref().and_then(|kind| kind.parse().ok()).filter(|kind| kinds.contains(kind));
    if text.is_empty() {
        return Ok(SearchResults { text, kind, groups: Vec::new() });
    }
    let mut tx = ctx.begin().await?;
    let mut groups = Vec::new();
    for each in kinds {
        let found = found(&mut tx, viewer, each, &text).await?;
        let shown = match kind {
            None => Some((OF_EACH, None)),
            Some(kind) if kind == each => Some((usize::try_from(PAGE_ROWS).unwrap_or(25), address.after.as_deref())),
            Some(_) => None,
        };
        groups.push(group(ctx, each, &text, found, shown)?);
    }
    tx.commit().await?;
    Ok(SearchResults { text, kind, groups })
}

/// Kinds this reader may find something of.
fn kinds_of(viewer: &Viewer) -> Vec<SearchKind> {
    let may = |kind: &SearchKind| match kind {
        SearchKind::Opportunities | SearchKind::Contacts => viewer.may(Permission::ViewOpportunities),
        SearchKind::Advocates => viewer.may(Permission::ViewAdvocateNames),
        SearchKind::Organisations | SearchKind::Evidence => viewer.may(Permission::ViewAdvocates),
        SearchKind::Requests => viewer.may(Permission::SubmitRequests),
    };
    SearchKind::ALL.iter().copied().filter(may).collect()
}

/// A hit and where it stands: nearness, name in small letters, id.
type Ranked = ((u8, String, Uuid), Hit);

async fn found(tx: &mut Tx, viewer: &Viewer, kind: SearchKind, text: &str) -> Result<Vec<Ranked>> {
    let deals = Reach::of(tx, viewer, viewer.scope(Permission::ViewOpportunities)).await?;
    let people = viewer.scope(Permission::ViewAdvocates);
    let customers_of = (people == Scope::OwnCustomers).then_some(viewer.user);
    let rows = match kind {
        SearchKind::Opportunities => store::opportunities(tx, text, &deals, MOST).await?,
        // Who may know names only knows them of everybody, and nothing else.
        SearchKind::Advocates if people == Scope::None => store::advocates(tx, text, None, false, MOST).await?,
        SearchKind::Advocates => store::advocates(tx, text, customers_of, true, MOST).await?,
        SearchKind::Contacts => store::contacts(tx, text, &deals, MOST).await?,
        SearchKind::Organisations => store::organisations(tx, text, people == Scope::All, &deals, viewer, MOST).await?,
        SearchKind::Requests => {
            let reach = Reach::of(tx, viewer, viewer.scope(Permission::SubmitRequests)).await?;
            store::requests(tx, text, &reach, viewer.user, MOST).await?
        }
        SearchKind::Evidence => store::evidence(tx, text, customers_of, MOST).await?,
    };
    let names_only = people == Scope::None;
    let mut ranked: Vec<Ranked> = rows
        .into_iter()
        .map(|row| {
            let place = (nearness(&row.name, text), row.name.to_lowercase(), row.id);
            (place, hit(kind, row, names_only))
        })
        .collect();
    ranked.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(ranked)
}

fn hit(kind: SearchKind, row: store::Row, names_only: bool) -> Hit {
    let target = match kind {
        SearchKind::Opportunities => Target::Opportunity(OpportunityId(row.id)),
        SearchKind::Advocates if names_only => Target::AdvocatesNamed(row.name.clone()),
        SearchKind::Advocates => Target::Advocate(AdvocateId(row.id)),
        SearchKind::Contacts => Target::Opportunity(OpportunityId(row.within.unwrap_or_default())),
        SearchKind::Organisations => Target::Organisation(OrganisationId(row.id)),
        SearchKind::Requests => Target::Request(RequestId(row.id)),
        SearchKind::Evidence => Target::Evidence(EvidenceId(row.id)),
    };
    // A request says its state in the words of its own list.
    let state: Option<RequestState> = row.aside.parse().ok().filter(|_| kind == SearchKind::Requests);
    let aside = state.map_or(row.aside, |state| state.label().to_owned());
    let amount = row.amount_minor.map(|minor| Money::new(minor, row.currency).to_string());
    Hit { id: row.face.unwrap_or(row.id), name: row.name, line: row.line, aside: amount.unwrap_or(aside), target }
}

/// The part of what was found that is shown, and the way on.
fn group(
    ctx: &Ctx,
    kind: SearchKind,
    text: &str,
    found: Vec<Ranked>,
    shown: Option<(usize, Option<&str>)>,
) -> Result<Group> {
    let count = Count::capped(i64::try_from(found.len()).unwrap_or(i64::MAX), COUNT_CAP);
    let Some((most, after)) = shown else {
        return Ok(Group { kind, count, hits: Vec::new(), next: None });
    };
    let secrets = ctx.app().secrets();
    let list = format!("search/{kind}/{text}");
    let after: Option<(u8, String, Uuid)> = paging::given(secrets, &list, after)?;
    let mut rest = found.into_iter().filter(|(place, _)| after.as_ref().is_none_or(|after| place > after));
    let mut hits = Vec::new();
    let mut last = None;
    for (place, hit) in rest.by_ref().take(most) {
        last = Some(place);
        hits.push(hit);
    }
    let next = match last.filter(|_| rest.next().is_some()) {
        Some(last) => Some(paging::sign(secrets, &list, &last)?),
        None => None,
    };
    Ok(Group { kind, count, hits, next })
}
