//! The directory.

use std::collections::{BTreeMap, HashMap};

use domain::accounts::Permission;
use domain::advocates::{
    AdvocateRow, Directory, DirectorySort, NameRow, Readiness, ReadinessCount, Status, SupportLight,
};
use domain::ids::{AdvocateId, UserId};
use domain::language;
use domain::lists::{Facet, ListHead, ListName, Query};
use domain::organisations::{self, Industry};
use domain::paging::Count;

use super::many::owner_choices;
use super::store::directory as store;
use super::{customers_of, fatigue, support};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::roster::{self, PeopleAsked, PeoplePicked, Roster, Text};
use crate::views;

/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;

/// What the address of the directory asks for, as far as the directory knows it.
#[derive(Default)]
pub(super) struct Asked {
    text: String,
    /// In small letters.
    lower: String,
    /// Names that are only like the text count too.
    similar: bool,
    readiness: Vec<Readiness>,
    /// The filters and the order; text and reach come when they are known.
    people: PeopleAsked,
    /// What it does not know.
    ignored: Vec<(String, String)>,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let (sort, descending) = query.order(DirectorySort::Status, |sort| sort.starts_descending());
        let people = PeopleAsked { sort: Some(sort), descending, ..PeopleAsked::default() };
        let mut asked = Self { people, ..Self::default() };
        for (name, value) in query.first_page().pairs() {
            if !asked.take(name, value) {
                asked.ignored.push((name.to_owned(), value.to_owned()));
            }
        }
        asked.people.statuses =
            Status::ALL.iter().copied().filter(|status| asked.readiness.contains(&status.readiness())).collect();
        asked
    }

    /// Whether this part of the address means something here.
    fn take(&mut self, name: &str, value: &str) -> bool {
        let text = value.to_owned();
        match name {
            "q" => {
                self.text = value.trim().to_owned();
                self.lower = self.text.to_lowercase();
            }
            "like" => self.similar = true,
            "sort" => return value.parse::<DirectorySort>().is_ok(),
            "dir" => return matches!(value, "up" | "down"),
            "status" => match value.parse() {
                Ok(group) => self.readiness.push(group),
                Err(_) => return false,
            },
            "industry" if value.parse::<Industry>().is_ok() => self.people.industries.push(text),
            "support" if SupportLight::ALL.iter().any(|light| light.as_str() == value) => {
                self.people.supports.push(text)
            }
            "owner" => match value.parse() {
                Ok(owner) => self.people.owners.push(owner),
                Err(_) => return false,
            },
            "product" => self.people.products.push(text),
            "region" => self.people.regions.push(text),
            "language" => self.people.languages.push(text),
            _ => return false,
        }
        true
    }

    /// Names the list and its order, for cursors.
    fn name(&self) -> String {
        let PeopleAsked { industries, products, regions, languages, supports, owners, .. } = &self.people;
        let filters = [industries, products, regions, languages, supports];
        let ((sort, descending), groups) = (self.order(), &self.readiness);
        format!("advocates/{sort}/{descending}/{}/{}/{groups:?}/{filters:?}/{owners:?}", self.similar, self.lower)
    }

    pub(super) fn order(&self) -> (DirectorySort, bool) {
        (self.people.sort.unwrap_or(DirectorySort::Status), self.people.descending)
    }

    /// Whom the address asks for, as far as the reader reaches; and whether more have the words than are looked at.
    pub(super) async fn pick(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        roster: &Roster,
        turn: &Turn,
        most: usize,
    ) -> Result<(PeoplePicked, bool)> {
        let (text, is_more) = match (self.lower.as_str(), self.similar) {
            ("", _) => (None, false),
            (lower, true) => (Some(roster::alike(tx, lower).await?), false),
            (lower, false) => {
                let (text, is_more) = roster::in_profiles(tx, lower).await?;
                (Some(text), is_more)
            }
        };
        let asked = PeopleAsked { customers_of: customers_of(ctx.viewer()?), text, ..self.people.clone() };
        Ok((roster.people(asked, turn.clone(), most).await?, is_more))
    }

    fn chosen_statuses(&self) -> Vec<String> {
        self.readiness.iter().map(|group| group.as_str().to_owned()).collect()
    }
}

/// The advocates the address asks for, as far as the reader reaches; names only for those who may
/// know no more.
pub async fn directory(ctx: &Ctx, query: &Query) -> Result<Directory> {
    if ctx.viewer()?.may(Permission::ViewAdvocates) { full(ctx, query).await } else { names(ctx, query).await }
}

async fn full(ctx: &Ctx, query: &Query) -> Result<Directory> {
    let mut asked = Asked::of(query);
    let name = asked.name();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let roster = roster::current(ctx, &mut tx).await?;
    let page_rows = usize::try_from(PAGE_ROWS).unwrap_or_default() + 1;
    let (mut picked, mut is_more) = asked.pick(&mut tx, ctx, &roster, &turn, page_rows).await?;
    let mut query = query.first_page();
    if turn == Turn::default() && picked.total == 0 && !asked.text.is_empty() && !asked.similar {
        // Nobody is called so: perhaps it was misspelt.
        asked.similar = true;
        let (alike, _) = asked.pick(&mut tx, ctx, &roster, &turn, page_rows).await?;
        asked.similar = alike.total > 0;
        if asked.similar {
            (picked, is_more, query) = (alike, false, query.with("like", "names"));
        }
    }
    let rows = lines(&mut tx, ctx, picked.places).await?;
    let facets = facets(&mut tx, &asked, picked.facets).await?;
    let views = views::of(&mut tx, ctx, ListName::Advocates).await?;
    let may_edit = ctx.viewer()?.may(Permission::EditAdvocates);
    let give_to = if may_edit { Some(owner_choices(&mut tx).await?) } else { None };
    tx.commit().await?;

    let mut total = Count::capped(i64::try_from(picked.total).unwrap_or(i64::MAX), TOTAL_CAP);
    total.or_more |= is_more;
    let place = |(place, _): &(Place, store::DirectoryRow)| (Some(place.key.clone()), place.id.0);
    let page = turn.page(secrets, &asked.name(), rows, total, place, |(_, row)| shown(row))?;
    let (sort, descending) = asked.order();
    let statuses = picked.statuses;
    Ok(Directory::Full {
        head: Box::new(ListHead { query, text: asked.text, facets, ignored: asked.ignored, views }),
        similar: asked.similar,
        more_words: is_more,
        sort,
        descending,
        people: statuses.values().sum(),
        organisations: u32::try_from(picked.organisations).unwrap_or(u32::MAX),
        counts: groups(&statuses),
        page,
        give_to,
    })
}

type Place = roster::Place<AdvocateId>;

/// What is shown of these, in their order.
pub(super) async fn lines(tx: &mut Tx, ctx: &Ctx, places: Vec<Place>) -> Result<Vec<(Place, store::DirectoryRow)>> {
    let ids: Vec<AdvocateId> = places.iter().map(|place| place.id).collect();
    let rows = store::directory(tx, customers_of(ctx.viewer()?), ctx.now().date_naive(), &ids).await?;
    let mut rows: HashMap<AdvocateId, store::DirectoryRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(places.into_iter().filter_map(|place| rows.remove(&place.id).map(|row| (place, row))).collect())
}

/// The cards above the list.
fn groups(statuses: &BTreeMap<Status, u32>) -> Vec<ReadinessCount> {
    let number = |group: Readiness| {
        statuses.iter().filter(|(status, _)| status.readiness() == group).map(|(_, number)| number).sum()
    };
    Readiness::ALL.iter().map(|group| ReadinessCount { readiness: *group, number: number(*group) }).collect()
}

/// The facets of the directory. Its first one are the cards.
async fn facets(
    tx: &mut Tx,
    asked: &Asked,
    mut counts: BTreeMap<&'static str, BTreeMap<String, i64>>,
) -> Result<Vec<Facet>> {
    let mut counted = |name: &str| counts.remove(name).unwrap_or_default();
    let owners = counted("owner");
    let chosen: Vec<String> = asked.people.owners.iter().map(UserId::to_string).collect();
    let ids = owners.keys().chain(&chosen).filter_map(|id| id.parse().ok()).collect::<Vec<UserId>>();
    let people = store::people(tx, &ids).await?;
    let person = |id: &str| people.get(id).cloned().unwrap_or_else(|| "Somebody who left".to_owned());
    let same = str::to_owned;
    let light = |value: &str| value.parse::<SupportLight>().map_or("", SupportLight::label).to_owned();
    Ok(vec![
        Facet::of("status", "Status", &BTreeMap::new(), &asked.chosen_statuses(), |value| {
            value.parse::<Readiness>().map_or("", Readiness::label).to_owned()
        })
        .without_menu(),
        Facet::of_industries(counted("industry"), &asked.people.industries),
        Facet::of("region", "Region", &counted("region"), &asked.people.regions, same),
        Facet::of("product", "Product", &counted("product"), &asked.people.products, same),
        Facet::of("language", "Language", &counted("language"), &asked.people.languages, |code| {
            language::label(code).to_owned()
        }),
        Facet::of("support", "Support", &counted("support"), &asked.people.supports, light),
        Facet::of("owner", "Success manager", &owners, &chosen, person),
    ])
}

fn shown(row: store::DirectoryRow) -> AdvocateRow {
    let small = |number: i64| u16::try_from(number).unwrap_or(u16::MAX);
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let speaks_about: Vec<&str> = row.use_cases.iter().take(2).map(String::as_str).collect();
    AdvocateRow {
        id: row.id,
        name: row.name,
        title: row.title,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
        speaks_about: sentence(&speaks_about.join(", ")),
        place: organisations::place(row.industry.as_deref(), row.country.as_deref()),
        status: row.status,
        returns_on: row.returns_on,
        fatigue: fatigue(row.load),
        asked_this_month: small(row.month_asks),
        monthly_cap: small(row.monthly_cap.into()),
        support: support(row.shield_class, row.shield_closes),
        calls: whole(row.calls),
        won: whole(row.won),
        decided: whole(row.decided),
        last_call: row.last_call,
    }
}

/// With a capital first letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

async fn names(ctx: &Ctx, query: &Query) -> Result<Directory> {
    let text = query.one("q").unwrap_or_default().trim().to_owned();
    let name = format!("advocates/names/{}", text.to_lowercase());
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let most = usize::try_from(PAGE_ROWS).unwrap_or_default() + 1;
    let (rows, total) = names_found(ctx, query, &turn, most).await?;
    let total = Count::capped(i64::try_from(total).unwrap_or(i64::MAX), TOTAL_CAP);
    let place = |(place, _): &(Place, store::NameFacts)| (Some(place.key.clone()), place.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |(_, row)| NameRow {
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
    })?;
    Ok(Directory::Names { text, page })
}

/// `most` of those who have the text in their name or their organisation's, and how many there are.
pub(super) async fn names_found(
    ctx: &Ctx,
    query: &Query,
    turn: &Turn,
    most: usize,
) -> Result<(Vec<(Place, store::NameFacts)>, usize)> {
    ctx.allow(Permission::ViewAdvocateNames)?;
    let lower = query.one("q").unwrap_or_default().trim().to_lowercase();
    let text = (!lower.is_empty()).then_some(Text::Names(lower));
    let mut tx = ctx.begin().await?;
    let roster = roster::current(ctx, &mut tx).await?;
    let asked = PeopleAsked { text, sort: Some(DirectorySort::Name), ..PeopleAsked::default() };
    let picked = roster.people(asked, turn.clone(), most).await?;
    let ids: Vec<AdvocateId> = picked.places.iter().map(|place| place.id).collect();
    let rows = store::names(&mut tx, &ids).await?;
    tx.commit().await?;
    let mut rows: HashMap<AdvocateId, store::NameFacts> = rows.into_iter().map(|row| (row.id, row)).collect();
    let rows = picked.places.into_iter().filter_map(|place| rows.remove(&place.id).map(|row| (place, row)));
    Ok((rows.collect(), picked.total))
}
