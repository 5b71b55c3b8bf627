//! Stages of the file: the company's, or new ones made when the first row needs them.

use std::collections::{BTreeMap, HashMap};

use domain::imports::{KnownStage, StageChoice, StageFate, fate_of_stage, name_key};
use uuid::Uuid;

#[derive(Debug)]
pub struct Stages {
    known: Vec<KnownStage>,
    /// What the person chose, by the key of the file's name.
    chosen: BTreeMap<String, StageFate>,
    /// Names of the file that are no stage of the company, with how often.
    strange: BTreeMap<String, (String, usize)>,
    /// Stages to be made, by key; the flag tells whether a row has taken it.
    new: HashMap<String, (KnownStage, bool)>,
    /// Those already handed out to be written.
    written: Vec<Uuid>,
}

impl Stages {
    pub fn known(known: Vec<KnownStage>, chosen: &BTreeMap<String, StageFate>) -> Self {
        Self { known, chosen: chosen.clone(), strange: BTreeMap::new(), new: HashMap::new(), written: Vec::new() }
    }

    /// Counts a name that the company has no stage for.
    pub fn meet(&mut self, name: &str) {
        let key = name_key(name);
        if !self.known.iter().any(|stage| name_key(&stage.name) == key) {
            self.strange.entry(key).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
        }
    }

    /// The strange names with what becomes of each, for the person to choose otherwise.
    pub fn choices(&self) -> Vec<StageChoice> {
        let choice = |(_, (name, rows)): (&String, &(String, usize))| StageChoice {
            name: name.clone(),
            rows: *rows,
            fate: self.fate(name),
        };
        self.strange.iter().map(choice).collect()
    }

    fn fate(&self, name: &str) -> StageFate {
        let chosen = self.chosen.get(&name_key(name)).copied();
        // A chosen stage may have been removed in the meantime.
        let still_there = |fate: &StageFate| match fate {
            StageFate::Existing { id } => self.known.iter().any(|stage| stage.id == *id),
            _ => true,
        };
        chosen.filter(still_there).unwrap_or_else(|| fate_of_stage(name, &self.known))
    }

    /// The stage of a row, made if need be.
    pub fn take(&mut self, name: &str) -> Uuid {
        let (is_closed, is_won) = match self.fate(name) {
            StageFate::Existing { id } => return id,
            StageFate::NewOpen => (false, false),
            StageFate::NewWon => (true, true),
            StageFate::NewLost => (true, false),
        };
        // The first spelling the file uses becomes the name.
        let key = name_key(name);
        let spelling = self.strange.get(&key).map_or_else(|| name.to_owned(), |(name, _)| name.clone());
        let make = || (KnownStage { id: Uuid::now_v7(), name: spelling, is_closed, is_won }, false);
        let (stage, taken) = self.new.entry(key).or_insert_with(make);
        *taken = true;
        stage.id
    }

    /// Stages that rows have taken since the last call: they have to be written now.
    pub fn newly_taken(&mut self) -> Vec<KnownStage> {
        let mut fresh: Vec<KnownStage> = self
            .new
            .values()
            .filter(|(stage, taken)| *taken && !self.written.contains(&stage.id))
            .map(|(stage, _)| stage.clone())
            .collect();
        // Open stages first, then won, then lost, as a pipeline runs.
        fresh.sort_by(|a, b| (a.is_closed, !a.is_won, &a.name).cmp(&(b.is_closed, !b.is_won, &b.name)));
        self.written.extend(fresh.iter().map(|stage| stage.id));
        fresh
    }

    pub fn first_open(&self) -> Option<Uuid> {
        self.known.iter().find(|stage| !stage.is_closed).map(|stage| stage.id)
    }

    /// What a stage is called.
    pub fn name(&self, id: Uuid) -> String {
        let new = self.new.values().map(|(stage, _)| stage);
        let found = self.known.iter().chain(new).find(|stage| stage.id == id);
        found.map(|stage| stage.name.clone()).unwrap_or_default()
    }

    pub fn is_closed(&self, id: Uuid) -> bool {
        let new = self.new.values().map(|(stage, _)| stage);
        self.known.iter().chain(new).any(|stage| stage.id == id && stage.is_closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<KnownStage> {
        let stage = |id, name: &str, is_closed, is_won| KnownStage {
            id: Uuid::from_u128(id),
            name: name.into(),
            is_closed,
            is_won,
        };
        vec![stage(1, "Open", false, false), stage(2, "Closed won", true, true)]
    }

    #[test]
    fn a_new_stage_is_made_once_and_written_once() {
        let mut stages = Stages::known(known(), &BTreeMap::new());
        stages.meet("Engaging");

        let first = stages.take("Engaging");
        let second = stages.take("ENGAGING");

        assert_eq!(first, second);
        assert_eq!(stages.newly_taken().len(), 1);
        assert_eq!(stages.newly_taken(), []);
        assert_eq!(stages.take("Won"), Uuid::from_u128(2));
        assert!(stages.is_closed(Uuid::from_u128(2)));
    }

    #[test]
    fn a_choice_goes_before_the_guess_unless_its_stage_is_gone() {
        let fate = |id| StageFate::Existing { id: Uuid::from_u128(id) };
        let chosen = BTreeMap::from([("engaging".to_owned(), fate(1)), ("won".to_owned(), fate(99))]);
        let mut stages = Stages::known(known(), &chosen);

        assert_eq!(stages.take("Engaging"), Uuid::from_u128(1));
        assert_eq!(stages.take("Won"), Uuid::from_u128(2));
    }
}
