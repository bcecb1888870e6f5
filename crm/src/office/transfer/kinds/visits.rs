//! Services, appointments and vaccinations.

use super::{Blank, Kind, MANY, Reading, Spec, VISIT_KINDS, field, required, same};
use Reading::{
    Amount, Choice, Day, Instant, InstantAndDay, Name, Reference, ServiceName, StaffName, Text, Whole, YesNo,
};

pub(super) const SERVICES: Spec = Spec {
    table: "services",
    id: "service_id",
    fields: &[
        required("name", "name", Name(200)),
        same("duration_minutes", Whole(1, MANY)),
        field("visit_kind", "kind", Choice(VISIT_KINDS)).or(Blank::Text("routine")),
        field("price", "price_cents", Amount),
        same("category", Name(200)).appended(),
        same("is_active", YesNo).or(Blank::Number(1)).appended(),
    ],
    natural: &["name"],
};

pub(super) const APPOINTMENTS: Spec = Spec {
    table: "appointments",
    id: "appointment_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        same("pet_id", Reference(Kind::Pets)),
        required("starts_at", "starts_at", InstantAndDay),
        same("duration_minutes", Whole(1, MANY)),
        field("service", "service_id", ServiceName),
        field("visit_kind", "kind", Choice(VISIT_KINDS)).or(Blank::Text("routine")),
        field("veterinarian", "staff_id", StaffName),
        same("status", Choice(STATES)).or(Blank::Text("scheduled")),
        same("reason", Text),
        same("booked_at", Instant),
        same("cancelled_at", Instant),
        same("notes", Text),
    ],
    natural: &[],
};

pub(super) const VACCINATIONS: Spec = Spec {
    table: "vaccinations",
    id: "vaccination_id",
    fields: &[
        required("pet_id", "pet_id", Reference(Kind::Pets)),
        required("vaccine", "vaccine", Name(200)),
        field("given_date", "given_on", Day),
        field("due_date", "due_on", Day),
        field("veterinarian", "staff_id", StaffName),
    ],
    natural: &[],
};

const STATES: &[(&str, &str)] = &[
    ("scheduled", "scheduled"),
    ("completed", "completed"),
    ("cancelled", "cancelled"),
    ("no_show", "no_show"),
    ("booked", "scheduled"),
    ("confirmed", "scheduled"),
    ("pending", "scheduled"),
    ("done", "completed"),
    ("attended", "completed"),
    ("canceled", "cancelled"),
    ("no-show", "no_show"),
    ("noshow", "no_show"),
];
