//! What is usual.

use super::UsualVaccine;
use std::collections::BTreeMap;

/// What clinics here give to dogs and cats: offered until a clinic has a habit of its own. Names as they are noted.
pub(super) const COMMON: &[(&str, i32)] = &[
    ("Antirrábica", 365),
    ("Séxtuple", 365),
    ("Parvovirus", 365),
    ("Bordetella", 365),
    ("Triple felina", 365),
    ("Leucemia felina", 365),
];

/// Each vaccine with its most frequent interval (of equal ones the longer), the vaccine given most often first.
pub(super) fn usual(given: Vec<(String, i32)>) -> Vec<UsualVaccine> {
    let mut counts: BTreeMap<String, BTreeMap<i32, u32>> = BTreeMap::new();
    for (vaccine, days) in given {
        *counts.entry(vaccine).or_default().entry(days).or_default() += 1;
    }
    let mut usual: Vec<(u32, UsualVaccine)> = counts
        .into_iter()
        .filter_map(|(vaccine, intervals)| {
            let all = intervals.values().sum();
            let (days, _) = intervals.into_iter().max_by_key(|(days, count)| (*count, *days))?;
            Some((all, UsualVaccine { vaccine, days }))
        })
        .collect();
    usual.sort_by(|(one, first), (other, second)| {
        other.cmp(one).then_with(|| first.vaccine.cmp(&second.vaccine))
    });
    usual.into_iter().map(|(_, usual)| usual).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_interval_is_the_most_frequent() {
        let given = [("Rabia", 365), ("Rabia", 365), ("Rabia", 30), ("Puppy", 21), ("Puppy", 28)];
        let usual = usual(given.map(|(vaccine, days)| (vaccine.to_owned(), days)).to_vec());
        let seen: Vec<_> = usual.iter().map(|known| (known.vaccine.as_str(), known.days)).collect();
        assert_eq!(seen, [("Rabia", 365), ("Puppy", 28)]);
    }
}
