//! How many streams a process holds open, and the end of them all when it stops.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::UserId;
use domain::problem::Problem;
use tokio::sync::watch;

use crate::error::Result;

/// Two windows and the one that is just being replaced.
const PER_PERSON: usize = 3;
/// Each may hold a connection to the database for as long as a stage takes.
const PER_PROCESS: usize = 200;

/// The streams that are open in this process.
pub(crate) struct Streams {
    open: Arc<Mutex<HashMap<UserId, usize>>>,
    ending: watch::Sender<bool>,
}

impl Default for Streams {
    fn default() -> Self {
        Self { open: Default::default(), ending: watch::Sender::new(false) }
    }
}

impl Streams {
    /// A place for one more; too many are told to come back.
    pub fn enter(&self, user: UserId) -> Result<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let own = open.get(&user).copied().unwrap_or_default();
        if all >= PER_PROCESS || own >= PER_PERSON {
            return Err(Problem::Busy { retry_after_seconds: 5 }.into());
        }
        open.insert(user, own + 1);
        Ok(Place { open: self.open.clone(), user, ending: self.ending.subscribe() })
    }

    /// Lets all of them go: their browsers ask again, and another instance answers.
    pub fn end_all(&self) {
        self.ending.send_replace(true);
    }
}

/// Held for as long as a stream is open.
pub(crate) struct Place {
    open: Arc<Mutex<HashMap<UserId, usize>>>,
    user: UserId,
    ending: watch::Receiver<bool>,
}

impl Place {
    /// Comes back when the process is about to stop.
    pub async fn ended(&mut self) {
        // The sender is gone only with the process.
        let _ = self.ending.wait_for(|is_ending| *is_ending).await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.user) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_holds_more_than_a_few_streams_and_a_closed_one_makes_room() {
        let streams = Streams::default();
        let (one, other) = (UserId::new(), UserId::new());
        let mut held: Vec<Place> = (0..PER_PERSON).map(|_| streams.enter(one).unwrap()).collect();

        assert_eq!(streams.enter(one).err().and_then(|error| error.problem().map(Problem::status)), Some(429));
        assert!(streams.enter(other).is_ok(), "another person is kept out");
        held.pop();
        assert!(streams.enter(one).is_ok(), "a closed stream still counts");
        held.clear();
        assert!(streams.open.lock().unwrap().is_empty(), "people without a stream are remembered");
    }

    #[test]
    fn a_process_holds_so_many_and_no_more() {
        let streams = Streams::default();
        let held: Vec<Place> = (0..PER_PROCESS).map(|_| streams.enter(UserId::new()).unwrap()).collect();

        assert!(streams.enter(UserId::new()).is_err());
        drop(held);
        assert!(streams.open.lock().unwrap().is_empty(), "whoever was refused is remembered");
        assert!(streams.enter(UserId::new()).is_ok());
    }

    #[tokio::test]
    async fn the_end_of_the_process_ends_every_stream_those_that_come_late_too() {
        let streams = Streams::default();
        let mut early = streams.enter(UserId::new()).unwrap();
        streams.end_all();
        let mut late = streams.enter(UserId::new()).unwrap();

        early.ended().await;
        late.ended().await;
    }
}
