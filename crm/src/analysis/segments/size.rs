//! What each rule of a tree does to the count: how many it leaves, and how many there would be without it.
//!
//! Each rule is asked once for its owners; the rest is sets of bits, so that a tree of ten rules costs ten counts.

use super::{
    criteria::{Criteria, Node},
    describe,
    sql::{Compiled, Ground},
    store,
};
use crate::{
    Result,
    clinic::{IdSet, Read},
    values::Lang,
};
use serde::Serialize;

/// What a rule or group does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleEffect {
    /// Its place in the tree: which part of which part. Empty is the whole.
    pub path: Vec<u32>,
    /// In words.
    pub phrase: String,
    /// How many it removes, going through the rules from the top: negative in an `any`, where each rule adds.
    pub removed: i64,
    /// How many are left then.
    pub left: u32,
    /// How many the segment would hold without it.
    pub without: u32,
}

/// A tree whose rules are the owners for whom they hold.
enum Sets {
    All(Vec<Sets>),
    Any(Vec<Sets>),
    None(Vec<Sets>),
    Owners(IdSet),
}

/// Which parts of a tree are looked at.
#[derive(Clone, Copy)]
enum Looked<'p> {
    /// Those up to this one, in the order of reading.
    UpTo(&'p [u32]),
    /// All but this one.
    Without(&'p [u32]),
}

impl Looked<'_> {
    fn sees(self, path: &[u32]) -> bool {
        match self {
            Self::UpTo(last) => path <= last || path.starts_with(last),
            Self::Without(gone) => !path.starts_with(gone),
        }
    }
}

impl Sets {
    fn of(ground: &Ground<'_>, read: &Read<'_>, node: &Node) -> Result<Self> {
        let of =
            |parts: &[Node]| parts.iter().map(|part| Self::of(ground, read, part)).collect::<Result<_>>();
        Ok(match node {
            Node::All(parts) => Self::All(of(parts)?),
            Node::Any(parts) => Self::Any(of(parts)?),
            Node::None(parts) => Self::None(of(parts)?),
            Node::Everyone | Node::Rule(_) => {
                Self::Owners(store::meeting(read, &Compiled::of_node(ground, node, false)?)?)
            }
        })
    }

    /// Who meets what is looked at; nothing where nothing of it is.
    fn meet(&self, path: &mut Vec<u32>, everyone: &IdSet, looked: Looked<'_>) -> Option<IdSet> {
        let parts = match self {
            Self::Owners(owners) => return looked.sees(path).then(|| owners.clone().and(everyone)),
            Self::All(parts) | Self::Any(parts) | Self::None(parts) => parts,
        };
        let mut met: Option<IdSet> = None;
        for (place, part) in (0..).zip(parts) {
            path.push(place);
            let next = part.meet(path, everyone, looked);
            path.pop();
            met = match (met, next, self) {
                (None, next, _) => next,
                (met, None, _) => met,
                (Some(met), Some(next), Self::All(_)) => Some(met.and(&next)),
                (Some(met), Some(next), _) => Some(met.or(&next)),
            };
        }
        match self {
            Self::None(_) => met.map(|met| everyone.clone().less(&met)),
            _ => met,
        }
    }
}

/// What each rule and group of the tree does, in the order of reading.
pub(super) fn effects(read: &Read<'_>, criteria: &Criteria, lang: Lang) -> Result<(u32, Vec<RuleEffect>)> {
    let ground = Ground::of(read)?;
    let all = Compiled::of_node(&ground, &Node::Everyone, !criteria.asks_for_inactive())?;
    let everyone = store::meeting(read, &all)?;
    let sets = Sets::of(&ground, read, &criteria.0)?;
    let total = everyone.count();
    let mut survey = Survey { sets: &sets, everyone: &everyone, lang, effects: Vec::new() };
    survey.look(&criteria.0, &mut Vec::new(), total);
    Ok((total, survey.effects))
}

struct Survey<'s> {
    sets: &'s Sets,
    everyone: &'s IdSet,
    lang: Lang,
    effects: Vec<RuleEffect>,
}

impl Survey<'_> {
    fn count(&self, looked: Looked<'_>) -> u32 {
        let met = self.sets.meet(&mut Vec::new(), self.everyone, looked);
        met.map_or_else(|| self.everyone.count(), |met| met.count())
    }

    /// Notes a part and those in it; `before` were left before it. Gives how many are left after it.
    fn look(&mut self, node: &Node, path: &mut Vec<u32>, before: u32) -> u32 {
        let left = self.count(Looked::UpTo(path));
        self.effects.push(RuleEffect {
            path: path.clone(),
            phrase: describe::node(node, self.lang),
            removed: i64::from(before) - i64::from(left),
            left,
            without: self.count(Looked::Without(path)),
        });
        // In an `any` the first rule begins with nobody.
        let mut running = if matches!(node, Node::Any(_)) { 0 } else { before };
        for (place, part) in (0..).zip(node.parts()) {
            path.push(place);
            running = self.look(part, path, running);
            path.pop();
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owners(ids: &[i64]) -> IdSet {
        let mut owners = IdSet::default();
        ids.iter().for_each(|id| owners.add(*id));
        owners
    }

    #[test]
    fn each_rule_says_what_it_removes_and_what_would_be_without_it() {
        let everyone = owners(&[1, 2, 3, 4, 5, 6, 7, 8]);
        let rule = |ids: &[i64]| Sets::Owners(owners(ids));
        let sets = Sets::All(vec![
            rule(&[1, 2, 3, 4, 5, 6]),
            Sets::Any(vec![rule(&[1, 2, 8]), rule(&[2, 3])]),
            Sets::None(vec![rule(&[3])]),
        ]);
        let looked = |looked| sets.meet(&mut Vec::new(), &everyone, looked).unwrap().count();
        assert_eq!(looked(Looked::UpTo(&[])), 2);
        assert_eq!(looked(Looked::UpTo(&[0])), 6);
        assert_eq!(looked(Looked::UpTo(&[1, 0])), 2);
        assert_eq!(looked(Looked::UpTo(&[1])), 3);
        assert_eq!(looked(Looked::Without(&[0])), 3);
        assert_eq!(looked(Looked::Without(&[1])), 5);
        assert_eq!(looked(Looked::Without(&[2])), 3);
        assert_eq!(looked(Looked::Without(&[1, 1])), 2);
    }
}
