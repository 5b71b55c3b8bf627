//! Everybody as a need sees them, some hundred at a time.
//!
//! A need touches few: those who have a tag it names, a hit, a mark. So a block begins as a copy of what is known
//! before the need, and the lists of those who are touched are walked beside it. Each step asks one thing of the whole
//! block while its facts lie in the nearest cache. [`Lens::facts`] tells the same of one advocate.

use super::facts::Facts;
use super::gate::Closed;
use super::index::{Told, position};
use super::lens::Lens;
use super::vocabulary::Kind;
use super::wanted::Tag;
use super::window::Slot;

/// So many are looked at together.
const BLOCK: usize = 256;

pub(super) struct Sweep<'a> {
    lens: &'a Lens<'a>,
    /// The first who was not looked at.
    next: usize,
    /// Who has each wanted tag, from there on.
    holders: Vec<(Tag, &'a [u32])>,
    /// Who tells an outcome of each wanted use case, from there on.
    tellers: Vec<&'a [Told]>,
    marks: &'a [(u32, Closed)],
    block: Vec<Facts>,
}

impl<'a> Sweep<'a> {
    pub fn over(lens: &'a Lens<'a>) -> Self {
        let (index, wanted) = (lens.index, lens.wanted.tags());
        let use_cases = wanted.iter().filter(|wanted| wanted.kind == Kind::UseCase);
        Self {
            lens,
            next: 0,
            holders: wanted.iter().map(|wanted| (*wanted, index.holders.list(wanted.tag))).collect(),
            tellers: use_cases.map(|wanted| index.tellers.list(wanted.tag)).collect(),
            marks: &lens.marks,
            block: Vec::with_capacity(BLOCK),
        }
    }

    /// The position of the first of the next block, and the block; nothing after the last.
    pub fn next_block(&mut self) -> Option<(usize, &[Facts])> {
        let start = self.next;
        let end = (start + BLOCK).min(self.lens.index.len());
        if start == end {
            return None;
        }
        self.next = end;
        self.block.clear();
        self.block.extend(self.lens.index.profiles[start..end].iter().map(Facts::untouched));
        self.meet(start, end);
        self.read_stories(start);
        self.look_for_time(start);
        for (at, mark) in take_before(&mut self.marks, end, |(at, _)| *at) {
            let facts = &mut self.block[*at as usize - start];
            facts.marks = facts.marks.and(*mark);
        }
        Some((start, &self.block))
    }

    fn meet(&mut self, start: usize, end: usize) {
        for (wanted, holders) in &mut self.holders {
            for at in take_before(holders, end, |at| *at) {
                self.block[*at as usize - start].met.add(wanted.kind, wanted.importance);
            }
        }
        let mut has_told = [false; BLOCK];
        for tellers in &mut self.tellers {
            for Told { at, alone } in take_before(tellers, end, |told| told.at) {
                let at = *at as usize;
                // Hardly anybody tells of two wanted use cases: only they are read in full.
                let is_further = std::mem::replace(&mut has_told[at - start], true);
                self.block[at - start].outcomes =
                    if is_further { self.lens.outcomes(&self.lens.index.rows[at]) } else { *alone };
            }
        }
    }

    fn read_stories(&mut self, start: usize) {
        for (at, facts) in (start..).zip(&mut self.block) {
            facts.text = self.lens.text_score(at).unwrap_or(facts.text);
        }
    }

    /// Word by word, for those who still have none: whoever is through leaves the list, which costs the same whether they
    /// leave or stay. Where a search of one after the other ends, no processor can foresee.
    fn look_for_time(&mut self, start: usize) {
        let (index, window) = (self.lens.index, &self.lens.window);
        if !window.matters {
            return;
        }
        let mut seekers = [(0, 0); BLOCK];
        let mut count = 0;
        for (place, facts) in self.block.iter_mut().enumerate() {
            facts.slot = if facts.profile.notice.is_some() { Slot::NEVER } else { Slot::UNKNOWN };
            seekers[count] = (place, facts.profile.notice.unwrap_or(0));
            count += usize::from(facts.profile.notice.is_some());
        }
        let mut words_on = 0;
        while count > 0 {
            let mut still = 0;
            for seeker in 0..count {
                let (place, notice) = seekers[seeker];
                let word = window.first_word(notice) + words_on;
                let free = |word| index.free_word(word, start + place);
                let slot = window.in_word(word, notice, free(word), free(word + 1));
                self.block[place].slot = slot;
                seekers[still] = (place, notice);
                still += usize::from(slot == Slot::NEVER && word + 1 < window.last_word());
            }
            (count, words_on) = (still, words_on + 1);
        }
    }
}

/// Takes those before a position off the front of a list in order of position.
fn take_before<'a, T>(list: &mut &'a [T], end: usize, position_of: impl Fn(&T) -> u32) -> &'a [T] {
    let end = position(end);
    let count = list.iter().take_while(|item| position_of(item) < end).count();
    let (taken, rest) = list.split_at(count);
    *list = rest;
    taken
}
