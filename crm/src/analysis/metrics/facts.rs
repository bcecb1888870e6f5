//! The facts of one owner that the figures follow from.

use crate::values::{Day, Instant, Money, Tier};

/// What is on record about one owner, whatever its day: what lies after the day asked for is left out by
/// the rules, not here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the owner was added.
    pub created_at: Instant,
    /// Not deactivated.
    pub is_active: bool,
    /// The tier that a person set, or an import for professionals.
    pub hand_tier: Option<Tier>,
    /// Appointments of any status, earliest first.
    pub appointments: Vec<AppointmentFact>,
    /// Purchases that count, earliest first.
    pub purchases: Vec<PurchaseFact>,
    /// Messages that went out, in no order.
    pub messages: Vec<MessageFact>,
    /// The days of the interactions, earliest first; one entry each.
    pub interactions: Vec<Day>,
    /// The pets on record: the day from which each is dead or transferred, `None` for one that is here.
    pub pets: Vec<Option<Day>>,
    /// Owners that this one brought, whatever the day asked for: a recommendation has no day of its own, and a record's
    /// creation is not one (without a date in the file it is the import's).
    pub referral_count: i64,
}

impl Facts {
    /// The day from which a pet is gone where the day is not known: always.
    pub const ALWAYS: Day = Day::from_number(i32::MIN);

    /// No facts any more; keeps the memory for the next owner's.
    pub(super) fn clear(&mut self) {
        self.created_at = Instant::default();
        self.is_active = false;
        self.hand_tier = None;
        self.appointments.clear();
        self.purchases.clear();
        self.messages.clear();
        self.interactions.clear();
        self.pets.clear();
        self.referral_count = 0;
    }
}

/// An appointment, as far as the figures go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppointmentFact {
    /// Its day in the clinic's zone.
    pub day: Day,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether its kind is emergency.
    pub is_emergency: bool,
}

/// What became of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet: status scheduled.
    Scheduled,
    /// The owner came.
    Completed,
    /// It was called off.
    Cancelled,
    /// The owner did not come.
    NoShow,
}

/// A paid invoice, or a paid order that no paid or refunded invoice covers, with something left after refunds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurchaseFact {
    /// The day it was paid; issued or ordered where that is not known.
    pub day: Day,
    /// Total less refunds: always above zero.
    pub net: Money,
}

/// An outbound message with a sent time that is no draft, not queued and did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageFact {
    /// The day it was sent.
    pub sent_on: Day,
    /// The day the owner answered.
    pub answered_on: Option<Day>,
}
