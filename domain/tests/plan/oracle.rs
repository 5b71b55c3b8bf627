//! Tries every plan of a small book. Knows nothing of flows.

use domain::plan::{Seat, UNFILLED, Want};

/// The most that any plan is worth.
pub fn best(wants: &[Want], seats: &[Seat]) -> i64 {
    let mut loads = vec![0; seats.len()];
    from(wants, seats, &mut loads)
}

fn from(wants: &[Want], seats: &[Seat], loads: &mut Vec<usize>) -> i64 {
    let Some((want, rest)) = wants.split_first() else {
        return -seats
            .iter()
            .zip(loads.iter())
            .map(|(seat, load)| seat.surcharges.iter().take(*load).map(|cost| i64::from(*cost)).sum::<i64>())
            .sum::<i64>();
    };
    let mut best = i64::MIN;
    for chosen in 0..1u32 << want.offers.len() {
        let names = chosen.count_ones() as usize;
        if names > usize::from(want.names) {
            continue;
        }
        let picked: Vec<_> =
            want.offers.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, offer)| offer).collect();
        let seat_of = |id| seats.iter().position(|seat| seat.advocate == id);
        let places: Option<Vec<usize>> = picked.iter().map(|offer| seat_of(offer.advocate)).collect();
        let Some(places) = places else { continue };
        if picked.iter().any(|offer| offer.points <= 0)
            || places.iter().any(|at| loads[*at] >= seats[*at].surcharges.len())
        {
            continue;
        }
        places.iter().for_each(|at| loads[*at] += 1);
        let points: i64 = picked.iter().map(|offer| i64::from(offer.points)).sum();
        let gaps = (usize::from(want.names) - names) as i64;
        best = best.max(points - gaps * UNFILLED + from(rest, seats, loads));
        places.iter().for_each(|at| loads[*at] -= 1);
    }
    best
}
