//! Whether two names can be one person's, and how much that says.

use super::{
    ReasonKind,
    people::{People, Person, Word, WordSeen},
};
use crate::analysis::search::slips;

/// A word is taken for a slip of another only when so much rarer: Mario is no misspelt María.
const RARER: u32 = 20;
/// The most that one word says, in bits.
const MOST: f32 = 12.0;
/// A few owners do not tell how common a word is: so many more are thought of, of whom one in a hundred has it.
const UNSEEN: f32 = 500.0;

/// Names that can be one person's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// How much they say.
    pub bits: f32,
    /// How they differ, if at all.
    pub kind: ReasonKind,
}

/// Compares two names; nothing when each has a word that the other cannot have.
pub fn compare(people: &People, one: &Person, other: &Person) -> Option<Alike> {
    let mut alike = Matching { people, bits: 0.0, given: false, matched: 0, kind: ReasonKind::SameName };
    let (mut left, mut right): (Vec<usize>, Vec<usize>) =
        ((0..one.name.len()).collect(), (0..other.name.len()).collect());
    for step in [Step::Same, Step::Slip, Step::Initial] {
        left.retain(|at| {
            let found = right.iter().position(|to| alike.fits(step, (one, *at), (other, *to)));
            match found {
                Some(place) => {
                    right.remove(place);
                    false
                }
                None => true,
            }
        });
    }
    if !left.is_empty() && !right.is_empty() {
        return None;
    }
    let missing = left.len() + right.len();
    let is_enough = if missing > 0 { alike.matched >= 2 } else { alike.matched >= 1 };
    if !alike.given || !is_enough {
        return None;
    }
    if missing > 0 && alike.kind == ReasonKind::SameName {
        alike.kind = ReasonKind::ShorterName;
    }
    Some(Alike { bits: alike.bits - missing as f32, kind: alike.kind })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Same,
    Slip,
    Initial,
}

struct Matching<'p> {
    people: &'p People,
    bits: f32,
    given: bool,
    matched: usize,
    kind: ReasonKind,
}

impl Matching<'_> {
    /// Whether a word of one name can be that of the other; if so, it is counted.
    fn fits(&mut self, step: Step, (one, at): (&Person, usize), (other, to): (&Person, usize)) -> bool {
        let (Some(a), Some(b)) = (one.name.get(at), other.name.get(to)) else { return false };
        let Some(bits) = self.bits(step, *a, *b) else { return false };
        self.bits += bits;
        self.matched += 1;
        self.given |= at < one.given && to < other.given;
        match step {
            Step::Same => {}
            Step::Slip => self.kind = ReasonKind::AlikeName,
            Step::Initial if self.kind != ReasonKind::AlikeName => self.kind = ReasonKind::Initial,
            Step::Initial => {}
        }
        true
    }

    fn bits(&self, step: Step, a: Word, b: Word) -> Option<f32> {
        if step == Step::Same {
            return (a == b).then(|| self.rarity(self.people.seen(a)?.owners)).flatten();
        }
        let (a, b) = (self.people.seen(a)?, self.people.seen(b)?);
        match step {
            Step::Slip if is_slip(a, b) => Some(self.rarity(a.owners.max(b.owners))? - 2.0),
            Step::Initial => {
                let (short, long) = if a.text.chars().count() == 1 { (a, b) } else { (b, a) };
                let initial = short.text.chars().next().filter(|_| short.text.chars().count() == 1)?;
                let is_initial = long.text.starts_with(initial) && long.text.chars().count() > 1;
                is_initial.then(|| self.rarity(self.people.with_initial(initial)))?.map(|bits| bits.max(1.0))
            }
            _ => None,
        }
    }

    /// How much it says that both have what so many have.
    fn rarity(&self, owners: u32) -> Option<f32> {
        let share = (owners as f32 + UNSEEN / 100.0) / (self.people.all.len() as f32 + UNSEEN);
        Some((-share.log2()).clamp(0.0, MOST))
    }
}

/// Whether one word is the other with a slip, or sounds the same.
fn is_slip(a: &WordSeen, b: &WordSeen) -> bool {
    let (rare, common) = if a.owners < b.owners { (a, b) } else { (b, a) };
    if rare.text.chars().count() < 3 || common.text.chars().count() < 3 {
        return false;
    }
    if rare.sound == common.sound {
        return true;
    }
    let is_rare = rare.owners <= 2 || rare.owners * RARER <= common.owners;
    is_rare && slips(&rare.text, &common.text, 1)
}
