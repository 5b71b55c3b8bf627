//! Chance from a seed: the same on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(u64);

impl Dice {
    /// A stream of its own for a part of a world, so that a change in one part leaves the others alone.
    pub fn of(seed: u64, part: u64) -> Self {
        let mut mixer = Self(seed.wrapping_mul(0x9e37_79b9) ^ part.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Self(mixer.next())
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn happens(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    /// A standard normal (Box, Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.share().max(1e-300), self.share());
        libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(std::f64::consts::TAU * angle)
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A position in proportion to weights.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.share() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left <= 0.0 {
                return at;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// How many events of a rare kind happen.
    pub fn poisson(&mut self, mean: f64) -> usize {
        let (limit, mut product, mut count) = (libm::exp(-mean), self.share(), 0);
        while product > limit {
            product *= self.share();
            count += 1;
        }
        count
    }
}

pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
