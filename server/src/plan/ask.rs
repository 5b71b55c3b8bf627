//! "What if": the book of today, and the same book in another world.

use domain::ids::{AdvocateId, RequestId};
use domain::organisations::Industry;
use domain::plan::{Book, Offer, Plan, RECRUITS_MOST, Seat, Taking, plan, taking};
use uuid::Uuid;

use super::store::RequestRow;
use super::{Question, open};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::matching::{Materials, materials};

/// Everything that a question needs, read now.
pub(super) struct Asked {
    pub book: Book,
    pub made: Materials,
    pub question: Question,
    pub segment: Option<Industry>,
    pub other: Option<(Plan, Plan)>,
    pub taking: Option<(RequestId, AdvocateId, Taking)>,
}

impl Asked {
    pub async fn load(tx: &mut Tx, ctx: &Ctx, requests: &[RequestRow], question: Question) -> Result<Self> {
        let question = Question { recruits: question.recruits.min(RECRUITS_MOST), ..question };
        let named = question.segment.as_deref().and_then(|key| key.parse::<Industry>().ok());
        let segment = named.filter(|_| question.recruits > 0).map(Industry::sector);
        let made = materials(tx, ctx, &open(requests), segment).await?;
        let book = Book::new(made.wants.clone(), made.seats.clone());
        let taken = question
            .take
            .and_then(|(request, advocate)| taking(&book, request, advocate).map(|taking| (request, advocate, taking)));
        let mut asked = Self { book, made, question, segment, other: None, taking: taken };
        if asked.question.away.is_some() || asked.segment.is_some() {
            asked.other = Some((plan(&asked.book), plan(&asked.elsewhere())));
        }
        Ok(asked)
    }

    /// The book while somebody is away and others came new. A recruit is worth to each request what a good
    /// advocate of the segment is (better than three of four of them), was never asked, and bears what the company lets anybody bear.
    fn elsewhere(&self) -> Book {
        let (mut wants, mut seats) = (self.made.wants.clone(), self.made.seats.clone());
        if self.segment.is_some() {
            for number in 0..self.question.recruits {
                let advocate = recruit(number);
                for (want, points) in wants.iter_mut().zip(&self.made.typical) {
                    want.offers.push(Offer { advocate, points: *points });
                }
                seats.push(Seat { advocate, surcharges: self.made.seat_of_a_recruit.clone() });
            }
        }
        let away: Vec<AdvocateId> = self.question.away.into_iter().collect();
        Book::new(wants, seats).without(&away)
    }
}

/// An id that no advocate has: theirs carry a version.
pub(super) fn recruit(number: u8) -> AdvocateId {
    AdvocateId(Uuid::from_u128(u128::from(number) + 1))
}

/// Whether an id is that of a recruit.
pub(super) fn is_recruit(id: AdvocateId) -> bool {
    (0..RECRUITS_MOST).any(|number| recruit(number) == id)
}

#[cfg(test)]
mod tests {
    use domain::matching::Load;

    use super::*;

    #[test]
    fn a_recruit_is_rested_and_never_an_advocate_of_the_company() {
        assert!(is_recruit(recruit(0)) && is_recruit(recruit(RECRUITS_MOST - 1)));
        assert!(!is_recruit(AdvocateId::new()));
        let seat = Seat::of(recruit(0), Load::default(), 3, 100);
        assert_eq!(seat.surcharges.first(), Some(&0));
    }
}
