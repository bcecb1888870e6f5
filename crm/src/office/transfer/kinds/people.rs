//! Staff, owners, their consents and pets.

use super::{Blank, CHANNELS, Field, Kind, Reading, Spec, field, required, same};
use Reading::{
    Choice, Consent, Day, Email, Instant, Json, Name, Phone, Points, Reference, Sibling, StaffName, Text,
    Word, YesNo,
};

pub(super) const SETTINGS: Spec =
    Spec { table: "settings", id: "key", fields: &[required("value", "value_json", Json)], natural: &[] };

pub(super) const STAFF: Spec = Spec {
    table: "staff",
    id: "staff_id",
    fields: &[
        required("name", "name", Name(200)),
        same("role", Choice(ROLES)),
        same("language", Word).or(Blank::Text("es")),
        same("is_active", YesNo).or(Blank::Number(1)),
        same("created_at", Instant).or(Blank::Of("created_at")),
    ],
    natural: &["name_folded"],
};

pub(super) const OWNERS: Spec = Spec { table: "owners", id: "owner_id", fields: OWNER_FIELDS, natural: &[] };

const OWNER_FIELDS: &[Field] = &[
    field("contact_type", "kind", Choice(OWNER_KINDS)).or(Blank::Text("individual")),
    same("first_name", Name(200)).or(Blank::Text("")),
    same("last_name", Name(200)).or(Blank::Text("")),
    same("full_name", Name(400)),
    same("company_name", Name(400)),
    same("email", Email),
    field("phone_primary", "phone", Phone),
    same("phone_secondary", Phone),
    same("whatsapp", Phone),
    field("birth_date", "birth_on", Day),
    same("gender", Name(50)),
    same("occupation", Name(200)),
    same("nationality", Name(100)),
    same("street_address", Name(500)),
    same("neighborhood", Name(200)),
    same("city", Name(200)),
    same("region", Name(200)),
    same("postal_code", Name(20)),
    same("country", Name(100)),
    same("location_notes", Text),
    same("preferred_language", Word).or(Blank::Text("es")),
    field("preferred_contact_method", "contact_preference", Choice(CHANNELS)).or(Blank::Text("whatsapp")),
    same("preferred_contact_time", Choice(TIMES)),
    same("reminder_preference", Choice(REMINDERS)).or(Blank::Text("24h")),
    field("email_opt_in", "", Consent(None, Some("email"))),
    field("sms_opt_in", "", Consent(None, Some("sms"))),
    field("whatsapp_opt_in", "", Consent(None, Some("whatsapp"))),
    field("email_newsletters", "", Consent(Some("newsletters"), None)),
    field("sms_promotions", "", Consent(Some("promotions"), None)),
    field("appointment_reminders", "", Consent(Some("appointment_reminders"), None)),
    field("vaccination_reminders", "", Consent(Some("vaccination_reminders"), None)),
    field("birthday_messages", "", Consent(Some("birthday_messages"), None)),
    same("acquisition_source", Choice(SOURCES)),
    same("acquisition_detail", Name(500)),
    field("referred_by_owner_id", "referred_by", Sibling),
    field("tier", "", Choice(TIERS)),
    field("loyalty_tier", "imported_loyalty_tier", Word),
    field("loyalty_points", "", Points),
    same("facebook_url", Name(500)),
    same("instagram_handle", Name(200)),
    same("notes", Text),
    same("internal_notes", Text),
    same("is_active", YesNo).or(Blank::Number(1)),
    same("created_at", Instant).or(Blank::Of("created_at")),
    same("updated_at", Instant).or(Blank::Of("created_at")),
    same("second_contact_name", Name(400)).appended(),
    same("second_contact_phone", Name(100)).appended(),
    field("marketing_opt_in", "", Consent(Some("marketing"), None)).appended(),
    same("hand_tier", Choice(TIERS)).appended(),
    same("hand_tier_by", StaffName).appended(),
    same("hand_tier_at", Instant).appended(),
    same("hand_tier_reason", Name(500)).appended(),
    same("anonymised_at", Instant).appended(),
    same("blocked_at", Instant).appended(),
];

pub(super) const MERGES: Spec = Spec {
    table: "merges",
    id: "merge_id",
    fields: &[
        required("survivor_owner_id", "survivor_id", Reference(Kind::Owners)),
        required("merged_owner_id", "merged_id", Reference(Kind::Owners)),
        required("merged_at", "merged_at", Instant),
        field("merged_by", "staff_id", StaffName),
        same("was_active", YesNo).or(Blank::Number(1)),
        field("fields", "fields_json", Json).or(Blank::Text("{}")),
        field("moved", "moved_json", Json).or(Blank::Text("{}")),
        same("unmerged_at", Instant),
    ],
    natural: &[],
};

pub(super) const DISTINCT_OWNERS: Spec = Spec {
    table: "distinct_owners",
    id: "",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        required("other_owner_id", "other_id", Reference(Kind::Owners)),
        same("decided_at", Instant).or(Blank::Of("decided_at")),
        field("decided_by", "staff_id", StaffName),
    ],
    natural: &["owner_id", "other_id"],
};

pub(super) const CONSENTS: Spec = Spec {
    table: "consents",
    id: "consent_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        same("purpose", Choice(PURPOSES)),
        same("channel", Choice(CHANNELS)),
        required("is_given", "is_given", YesNo),
        required("given_at", "given_at", Instant),
        same("source", Name(100)).or(Blank::Text("import")),
        same("wording_version", Name(100)),
        field("recorded_by", "staff_id", StaffName),
    ],
    natural: &[],
};

pub(super) const PETS: Spec = Spec {
    table: "pets",
    id: "pet_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        required("name", "name", Name(200)),
        same("species", Word).or(Blank::Text("other")),
        same("breed", Name(200)),
        same("sex", Choice(SEXES)),
        field("birth_date", "birth_on", Day),
        same("is_neutered", YesNo),
        field("color", "colour", Name(200)),
        field("weight_kg", "weight_g", Reading::Kilograms),
        same("microchip", Name(100)),
        same("status", Choice(PET_STATES)).or(Blank::Text("active")),
        field("deceased_date", "deceased_on", Day),
        same("notes", Text),
        same("created_at", Instant).or(Blank::Of("created_at")),
        same("updated_at", Instant).or(Blank::Of("created_at")).appended(),
        same("is_birth_estimated", YesNo).or(Blank::Number(0)).appended(),
    ],
    natural: &["owner_id", "name"],
};

pub(super) const PET_TRANSFERS: Spec = Spec {
    table: "pet_transfers",
    id: "transfer_id",
    fields: &[
        required("pet_id", "pet_id", Reference(Kind::Pets)),
        same("from_owner_id", Reference(Kind::Owners)),
        same("to_owner_id", Reference(Kind::Owners)),
        required("transferred_date", "transferred_on", Day),
        same("reason", Name(200)),
        field("recorded_by", "staff_id", StaffName),
    ],
    natural: &[],
};

const ROLES: &[(&str, &str)] = &[
    ("front_desk", "front_desk"),
    ("veterinarian", "veterinarian"),
    ("manager", "manager"),
    ("admin", "admin"),
    ("assistant", "assistant"),
];
const OWNER_KINDS: &[(&str, &str)] = &[
    ("individual", "individual"),
    ("corporate", "corporate"),
    ("person", "individual"),
    ("persona", "individual"),
    ("company", "corporate"),
    ("business", "corporate"),
    ("empresa", "corporate"),
];
const TIMES: &[(&str, &str)] = &[("morning", "morning"), ("afternoon", "afternoon"), ("evening", "evening")];
const REMINDERS: &[(&str, &str)] = &[
    ("none", "none"),
    ("2h", "2h"),
    ("24h", "24h"),
    ("48h", "48h"),
    ("1w", "1w"),
    ("1d", "24h"),
    ("2d", "48h"),
];
const SOURCES: &[(&str, &str)] = &[
    ("referral", "referral"),
    ("google", "google"),
    ("facebook", "facebook"),
    ("instagram", "instagram"),
    ("walk_in", "walk_in"),
    ("walk-in", "walk_in"),
    ("event", "event"),
    ("other", "other"),
];
const TIERS: &[(&str, &str)] =
    &[("new", "new"), ("regular", "regular"), ("vip", "vip"), ("professional", "professional")];
const PURPOSES: &[(&str, &str)] = &[
    ("marketing", "marketing"),
    ("newsletters", "newsletters"),
    ("promotions", "promotions"),
    ("appointment_reminders", "appointment_reminders"),
    ("vaccination_reminders", "vaccination_reminders"),
    ("birthday_messages", "birthday_messages"),
];
const SEXES: &[(&str, &str)] = &[
    ("male", "male"),
    ("female", "female"),
    ("m", "male"),
    ("f", "female"),
    ("macho", "male"),
    ("hembra", "female"),
];
const PET_STATES: &[(&str, &str)] = &[
    ("active", "active"),
    ("deceased", "deceased"),
    ("dead", "deceased"),
    ("died", "deceased"),
    ("transferred", "transferred"),
];
