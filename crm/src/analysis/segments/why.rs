//! Why an owner is in a segment or out of it, rule by rule.

use super::{
    criteria::{Criteria, Node},
    describe,
    evaluate::{self, Setting},
    traits::Traits,
};
use crate::{
    Result,
    clinic::Read,
    values::{Lang, OwnerId},
};
use serde::Serialize;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// The owner.
    pub owner_id: OwnerId,
    /// The name on the screen.
    pub name: String,
    /// Whether she is in.
    pub is_member: bool,
    /// Whether she stays out of all lists: deactivated, blocked or anonymised, and nobody asked for those.
    pub is_kept_out: bool,
    /// Each rule and group, in the order of reading; the first is the whole.
    pub rules: Vec<Verdict>,
}

/// What a rule or group says of an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Its place in the tree.
    pub path: Vec<u32>,
    /// In words.
    pub phrase: String,
    /// Whether it is a group of rules.
    pub is_group: bool,
    /// Whether it holds for her.
    pub holds: bool,
    /// Whether it stands under a `none`, so that holding speaks against her.
    pub is_negated: bool,
    /// What she has that it asks for, in short.
    pub actual: Option<String>,
}

/// Why an owner meets criteria, or does not.
///
/// # Errors
/// `invalid` with the path of what is not understood; `not_found` without the owner.
pub fn why(read: &Read<'_>, criteria: &str, owner: OwnerId, lang: Lang) -> Result<Why> {
    let criteria = Criteria::parse(criteria)?;
    let traits = Traits::of(read, owner)?;
    let setting = Setting { today: read.today, loyalty: &read.settings.loyalty };
    let mut rules = Vec::new();
    judge(&criteria.0, &traits, setting, lang, &mut Place::default(), &mut rules);
    Ok(Why {
        owner_id: owner,
        name: traits.owner.name.clone(),
        is_member: evaluate::is_member(&criteria, &traits, setting),
        is_kept_out: traits.is_out() && !criteria.asks_for_inactive(),
        rules,
    })
}

#[derive(Default)]
struct Place {
    path: Vec<u32>,
    is_negated: bool,
}

fn judge(
    node: &Node,
    owner: &Traits,
    setting: Setting<'_>,
    lang: Lang,
    place: &mut Place,
    found: &mut Vec<Verdict>,
) {
    let (is_group, actual) = match node {
        Node::Rule(rule) => (false, describe::actual(rule, owner, setting, lang)),
        Node::Everyone => (false, None),
        Node::All(_) | Node::Any(_) | Node::None(_) => (true, None),
    };
    found.push(Verdict {
        path: place.path.clone(),
        phrase: describe::node(node, lang),
        is_group,
        holds: evaluate::holds(node, owner, setting),
        is_negated: place.is_negated,
        actual,
    });
    let above = place.is_negated;
    place.is_negated ^= matches!(node, Node::None(_));
    for (at, part) in (0..).zip(node.parts()) {
        place.path.push(at);
        judge(part, owner, setting, lang, place, found);
        place.path.pop();
    }
    place.is_negated = above;
}
