//! The kinds of record a clinic keeps, as files hold them: the headings of the canonical files, the columns
//! they fill, and how their values are read. One list for import and export.

mod contact;
mod people;
mod trade;
mod visits;

use crate::values::text_enum;

text_enum! {
    /// A kind of record, in the order of dependency: each refers only to those before it (and to itself).
    Kind {
        /// Settings of the clinic.
        Settings = "settings",
        /// Staff members.
        Staff = "staff",
        /// Tags.
        Tags = "tags",
        /// Services.
        Services = "services",
        /// Products.
        Products = "products",
        /// Segments.
        Segments = "segments",
        /// Sizes of segments, by day.
        SegmentSizes = "segment_sizes",
        /// Kept views of the owners' list; they name tags.
        SavedViews = "saved_views",
        /// Campaigns.
        Campaigns = "campaigns",
        /// Automations.
        Automations = "automations",
        /// Owners.
        Owners = "owners",
        /// Owners that were merged into others.
        Merges = "merges",
        /// Pairs of owners that look alike and are two.
        DistinctOwners = "distinct_owners",
        /// Consents.
        Consents = "consents",
        /// Pets.
        Pets = "pets",
        /// Pets that changed hands.
        PetTransfers = "pet_transfers",
        /// Vaccinations.
        Vaccinations = "vaccinations",
        /// Appointments.
        Appointments = "appointments",
        /// Invoices.
        Invoices = "invoices",
        /// Lines of invoices.
        InvoiceLines = "invoice_lines",
        /// Orders.
        Orders = "orders",
        /// Items of orders.
        OrderItems = "order_items",
        /// What was paid of invoices and orders, and given back.
        Payments = "payments",
        /// Which owner carries which tag.
        OwnerTags = "owner_tags",
        /// Notes.
        Notes = "notes",
        /// Messages.
        Messages = "messages",
        /// Interactions.
        Interactions = "interactions",
        /// Feedback.
        Feedback = "feedback",
        /// Entries of the points ledger.
        Loyalty = "loyalty",
    }
}

/// How a value is read, and what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Text without blanks around it, of at most so many characters.
    Name(usize),
    /// Text as it stands.
    Text,
    /// A word of an open list, in lower case.
    Word,
    /// One of a closed list: what is read, and what is kept for it.
    Choice(&'static [(&'static str, &'static str)]),
    /// Yes or no.
    YesNo,
    /// A whole number within these bounds.
    Whole(i64, i64),
    /// Money that may be negative.
    Money,
    /// Money that may not.
    Amount,
    /// A quantity, in thousandths.
    Quantity,
    /// Kilograms, kept in grams.
    Kilograms,
    /// A calendar day.
    Day,
    /// An instant.
    Instant,
    /// An instant kept with its day: the column ends `_at`, the day's `_on`.
    InstantAndDay,
    /// An e-mail address; one that is none is kept and flagged.
    Email,
    /// A telephone, kept as typed and in E.164 (column + `_e164`); one that is none is kept and flagged.
    Phone,
    /// A colour, `#rrggbb`.
    Colour,
    /// JSON.
    Json,
    /// The criteria of a segment, as JSON.
    Criteria,
    /// The external id of a record of another kind.
    Reference(Kind),
    /// The external id of a record of this kind, which may come later in the file.
    Sibling,
    /// The name of a staff member; a new one is added.
    StaffName,
    /// The name of a service; a new one is added.
    ServiceName,
    /// A consent flag of an owner: for this purpose, through this channel.
    Consent(Option<&'static str>, Option<&'static str>),
    /// An owner's balance of points.
    Points,
}

/// What a blank becomes in a new record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Nothing.
    Nothing,
    /// An error: the value is required.
    Missing,
    /// This text.
    Text(&'static str),
    /// This number.
    Number(i64),
    /// The value of another column, else the moment of the import.
    Of(&'static str),
}

/// A field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its heading in the canonical file.
    pub heading: &'static str,
    /// The column it fills; empty where it fills none itself.
    pub column: &'static str,
    /// How it is read.
    pub reading: Reading,
    /// What a blank becomes.
    pub blank: Blank,
    /// Whether this column was in the first canonical files; the others are appended in an export.
    pub is_appended: bool,
}

impl Field {
    const fn required(self) -> Self {
        Self { blank: Blank::Missing, ..self }
    }

    const fn or(self, blank: Blank) -> Self {
        Self { blank, ..self }
    }

    /// A column that the first canonical files lack.
    const fn appended(self) -> Self {
        Self { is_appended: true, ..self }
    }
}

const fn field(heading: &'static str, column: &'static str, reading: Reading) -> Field {
    Field { heading, column, reading, blank: Blank::Nothing, is_appended: false }
}

const fn required(heading: &'static str, column: &'static str, reading: Reading) -> Field {
    field(heading, column, reading).required()
}

/// A field whose heading is its column.
const fn same(column: &'static str, reading: Reading) -> Field {
    field(column, column, reading)
}

/// What files know of a kind.
#[derive(Debug)]
pub struct Spec {
    /// The table.
    pub table: &'static str,
    /// The heading of the external id; empty where records of the kind have none.
    pub id: &'static str,
    /// The fields, in the order of the canonical file.
    pub fields: &'static [Field],
    /// The columns by which a record is known without its id; a known one then adopts the id.
    pub natural: &'static [&'static str],
}

impl Kind {
    /// What files know of it.
    pub const fn spec(self) -> &'static Spec {
        match self {
            Self::Settings => &people::SETTINGS,
            Self::Staff => &people::STAFF,
            Self::Owners => &people::OWNERS,
            Self::Merges => &people::MERGES,
            Self::DistinctOwners => &people::DISTINCT_OWNERS,
            Self::Consents => &people::CONSENTS,
            Self::Pets => &people::PETS,
            Self::PetTransfers => &people::PET_TRANSFERS,
            Self::Vaccinations => &visits::VACCINATIONS,
            Self::Services => &visits::SERVICES,
            Self::Appointments => &visits::APPOINTMENTS,
            Self::Invoices => &trade::INVOICES,
            Self::InvoiceLines => &trade::INVOICE_LINES,
            Self::Products => &trade::PRODUCTS,
            Self::Orders => &trade::ORDERS,
            Self::OrderItems => &trade::ORDER_ITEMS,
            Self::Payments => &trade::PAYMENTS,
            Self::Loyalty => &trade::LOYALTY,
            Self::Tags => &contact::TAGS,
            Self::OwnerTags => &contact::OWNER_TAGS,
            Self::Notes => &contact::NOTES,
            Self::Interactions => &contact::INTERACTIONS,
            Self::Messages => &contact::MESSAGES,
            Self::Feedback => &contact::FEEDBACK,
            Self::Segments => &contact::SEGMENTS,
            Self::SavedViews => &contact::SAVED_VIEWS,
            Self::SegmentSizes => &contact::SEGMENT_SIZES,
            Self::Campaigns => &contact::CAMPAIGNS,
            Self::Automations => &contact::AUTOMATIONS,
        }
    }

    /// Whether a record that is known by its natural columns takes over the id of the imported one: the
    /// clinic's lists, where a name stands once.
    pub const fn adopts(self) -> bool {
        matches!(
            self,
            Self::Staff
                | Self::Tags
                | Self::Services
                | Self::Products
                | Self::Segments
                | Self::SavedViews
                | Self::Automations
        )
    }

    /// What records of this kind are parts of, and the field that names it: the whole goes in or stays out.
    pub const fn part_of(self) -> Option<(Self, &'static str)> {
        match self {
            Self::InvoiceLines => Some((Self::Invoices, "invoice_id")),
            Self::OrderItems => Some((Self::Orders, "order_id")),
            _ => None,
        }
    }

    /// Whether its records say something of two owners as such.
    pub const fn is_about_two(self) -> bool {
        matches!(self, Self::Merges | Self::DistinctOwners)
    }

    /// Whether records of this kind have parts in files of their own.
    pub const fn has_parts(self) -> bool {
        matches!(self, Self::Invoices | Self::Orders)
    }

    /// The whole that a record of this kind belongs to, as its head or its part.
    pub fn whole(self) -> Option<Self> {
        self.part_of().map(|(whole, _)| whole).or_else(|| self.has_parts().then_some(self))
    }

    /// The file of this kind in a canonical folder.
    pub fn file(self) -> String {
        format!("{}.csv", self.as_str())
    }
}

/// The column of the headings that have no field, in every file.
pub const EXTRA: &str = "extra_json";

/// The channels of contact.
const CHANNELS: &[(&str, &str)] = &[
    ("email", "email"),
    ("sms", "sms"),
    ("whatsapp", "whatsapp"),
    ("phone", "phone"),
    ("correo", "email"),
    ("telefono", "phone"),
];
/// Those, and a letter.
const POSTAL_CHANNELS: &[(&str, &str)] =
    &[("email", "email"), ("sms", "sms"), ("whatsapp", "whatsapp"), ("phone", "phone"), ("letter", "letter")];
/// Kinds of visit.
const VISIT_KINDS: &[(&str, &str)] = &[
    ("routine", "routine"),
    ("regular", "routine"),
    ("emergency", "emergency"),
    ("surgery", "surgery"),
    ("grooming", "grooming"),
    ("boarding", "boarding"),
    ("vaccination", "vaccination"),
    ("other", "other"),
];
/// To the clinic, or from it.
const DIRECTIONS: &[(&str, &str)] = &[
    ("inbound", "inbound"),
    ("outbound", "outbound"),
    ("in", "inbound"),
    ("out", "outbound"),
    ("incoming", "inbound"),
    ("outgoing", "outbound"),
];
/// How something was meant.
const SENTIMENTS: &[(&str, &str)] =
    &[("positive", "positive"), ("neutral", "neutral"), ("negative", "negative")];
/// The most a whole number may be where nothing else limits it.
pub const MANY: i64 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_kind_refers_only_to_kinds_before_it_and_names_each_heading_once() {
        for kind in Kind::ALL {
            let mut headings = BTreeSet::from([kind.spec().id]);
            for field in kind.spec().fields {
                assert!(headings.insert(field.heading), "{kind}.{}", field.heading);
                if let Reading::Reference(other) = field.reading {
                    assert!(other < *kind, "{kind} before {other}");
                }
            }
        }
    }
}
