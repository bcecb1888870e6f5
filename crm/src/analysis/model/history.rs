//! What the models know of a customer, and how many customers are alike.

use std::collections::HashMap;

/// A customer's repeat purchases, in any one unit of time: x, t_x and T of the papers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct History {
    /// Repeat purchases: those after the first. x.
    pub repeats: u32,
    /// Time from the first purchase to the last; 0 without a repeat. t_x.
    pub last: f64,
    /// Time from the first purchase to the end of what was observed. T.
    pub observed: f64,
}

/// A history as places in the lists of distinct values, and how many customers have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    pub(super) repeats: usize,
    pub(super) last: usize,
    pub(super) observed: usize,
    pub(super) customers: f64,
}

/// Histories with equal ones counted once; a logarithm is taken once for each distinct time.
#[derive(Debug, Clone, Default)]
pub(super) struct Histories {
    /// Distinct numbers of repeats, rising.
    pub(super) repeats: Vec<u32>,
    /// How many customers have each.
    pub(super) with_repeats: Vec<f64>,
    /// Distinct times.
    pub(super) times: Vec<f64>,
    pub(super) rows: Vec<Alike>,
    pub(super) customers: f64,
}

/// Rows that tell roughly what all of them do.
const ENOUGH: usize = 2_000;

/// A place in a list of distinct values, given out in the order of their first appearance.
fn place<K: std::hash::Hash + Eq>(places: &mut HashMap<K, usize>, key: K) -> usize {
    let next = places.len();
    *places.entry(key).or_insert(next)
}

impl Histories {
    #[allow(clippy::cast_precision_loss, reason = "a count of customers is far below 2^53")]
    pub(super) fn of(histories: impl IntoIterator<Item = History>) -> Self {
        let mut sorted: Vec<(u32, u64, u64)> = histories
            .into_iter()
            // The bits of a positive number rise with it. −0 is 0.
            .map(|h| (h.repeats, (h.last + 0.0).to_bits(), (h.observed + 0.0).to_bits()))
            .collect();
        sorted.sort_unstable();
        let mut all = Self { customers: sorted.len() as f64, ..Self::default() };
        let mut places = HashMap::new();
        for alike in sorted.chunk_by(|a, b| a == b) {
            let Some(&(repeats, last, observed)) = alike.first() else { continue };
            if all.repeats.last() != Some(&repeats) {
                all.repeats.push(repeats);
                all.with_repeats.push(0.0);
            }
            let customers = alike.len() as f64;
            if let Some(with) = all.with_repeats.last_mut() {
                *with += customers;
            }
            all.rows.push(Alike {
                repeats: all.repeats.len() - 1,
                last: place(&mut places, last),
                observed: place(&mut places, observed),
                customers,
            });
        }
        all.times = vec![0.0; places.len()];
        for (bits, place) in places {
            if let Some(time) = all.times.get_mut(place) {
                *time = f64::from_bits(bits);
            }
        }
        all
    }

    /// A few of the rows, spread over all, where those are enough.
    pub(super) fn few(&self) -> Self {
        let every = self.rows.len() / ENOUGH + 1;
        let rows: Vec<Alike> = self.rows.iter().step_by(every).copied().collect();
        let mut few =
            Self { rows, with_repeats: vec![0.0; self.repeats.len()], customers: 0.0, ..self.clone() };
        for row in &few.rows {
            few.customers += row.customers;
            if let Some(with) = few.with_repeats.get_mut(row.repeats) {
                *with += row.customers;
            }
        }
        few
    }

    /// Mean time observed.
    pub(super) fn mean_observed(&self) -> f64 {
        let of = |row: &Alike| self.times.get(row.observed).map_or(0.0, |time| time * row.customers);
        self.rows.iter().map(of).sum::<f64>() / self.customers
    }

    /// Customers with a repeat.
    pub(super) fn repeaters(&self) -> f64 {
        let with = self.repeats.iter().zip(&self.with_repeats);
        with.filter(|(repeats, _)| **repeats > 0).map(|(_, customers)| customers).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_histories_are_counted_once() {
        let one = History { repeats: 2, last: 3.0, observed: 9.0 };
        let none = History { repeats: 0, last: 0.0, observed: 3.0 };
        let all = Histories::of([one, none, one, History { last: -0.0, ..none }]);
        assert_eq!((all.rows.len(), all.customers, all.repeaters()), (2, 4.0, 2.0));
        assert_eq!((all.repeats.as_slice(), all.with_repeats.as_slice()), (&[0, 2][..], &[2.0, 2.0][..]));
        assert_eq!(all.times.len(), 3, "{:?}", all.times);
        assert_eq!(all.mean_observed(), 6.0);
    }
}
