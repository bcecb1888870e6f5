//! Tags, notes, interactions, messages, feedback, segments and campaigns.

use super::{
    Blank, DIRECTIONS, Kind, MANY, POSTAL_CHANNELS, Reading, SENTIMENTS, Spec, field, required, same,
};
use Reading::{
    Choice, Colour, Criteria, Day, Instant, InstantAndDay, Json, Name, Reference, StaffName, Text, Whole,
    Word, YesNo,
};

pub(super) const TAGS: Spec = Spec {
    table: "tags",
    id: "tag_id",
    fields: &[
        required("name", "name", Name(50)),
        field("color", "colour", Colour).or(Blank::Text("#6c757d")),
        same("description", Text),
        same("is_active", YesNo).or(Blank::Number(1)),
    ],
    natural: &["name"],
};

pub(super) const SAVED_VIEWS: Spec = Spec {
    table: "saved_views",
    id: "view_id",
    fields: &[
        required("name", "name", Name(60)),
        field("filters", "filters_json", Json).or(Blank::Text("{}")),
        same("sort", Choice(SORTS)).or(Blank::Text("name")),
        same("is_descending", YesNo).or(Blank::Number(0)),
        field("columns", "columns_json", Json).or(Blank::Text("[]")),
        same("is_default", YesNo).or(Blank::Number(0)),
        same("created_by", StaffName),
        same("created_at", Instant).or(Blank::Of("created_at")),
    ],
    natural: &["name"],
};

pub(super) const OWNER_TAGS: Spec = Spec {
    table: "owner_tags",
    id: "",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        required("tag_id", "tag_id", Reference(Kind::Tags)),
        same("added_at", Instant).or(Blank::Of("added_at")),
        same("added_by", StaffName),
    ],
    natural: &["owner_id", "tag_id"],
};

pub(super) const NOTES: Spec = Spec {
    table: "notes",
    id: "note_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        field("author", "author_id", StaffName),
        required("content", "content", Text),
        same("is_pinned", YesNo).or(Blank::Number(0)),
        field("is_private", "", YesNo),
        same("created_at", Instant).or(Blank::Of("created_at")),
        same("visibility", Choice(VISIBILITIES)).or(Blank::Text("internal")).appended(),
        same("updated_at", Instant).or(Blank::Of("created_at")).appended(),
    ],
    natural: &[],
};

pub(super) const INTERACTIONS: Spec = Spec {
    table: "interactions",
    id: "interaction_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        same("pet_id", Reference(Kind::Pets)),
        same("appointment_id", Reference(Kind::Appointments)),
        required("occurred_at", "happened_at", InstantAndDay),
        required("interaction_type", "kind", Choice(INTERACTION_KINDS)),
        same("channel", Choice(INTERACTION_CHANNELS)),
        same("direction", Choice(DIRECTIONS)),
        same("subject", Name(500)).or(Blank::Text("")),
        field("summary", "notes", Text),
        same("outcome", Name(200)),
        same("duration_minutes", Whole(0, MANY)),
        same("sentiment", Choice(SENTIMENTS)),
        same("handled_by", StaffName),
        field("requires_follow_up", "follow_up_required", YesNo).or(Blank::Number(0)),
        field("follow_up_date", "follow_up_on", Day),
        field("follow_up_completed", "follow_up_is_completed", YesNo).or(Blank::Number(0)),
        same("order_id", Reference(Kind::Orders)).appended(),
        same("message_id", Reference(Kind::Messages)).appended(),
        same("follow_up_minute", Whole(0, 1_439)).appended(),
        same("follow_up_completed_at", Instant).appended(),
        same("created_at", Instant).or(Blank::Of("happened_at")).appended(),
    ],
    natural: &[],
};

pub(super) const MESSAGES: Spec = Spec {
    table: "messages",
    id: "message_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        required("channel", "channel", Choice(POSTAL_CHANNELS)),
        required("direction", "direction", Choice(DIRECTIONS)),
        same("purpose", Word),
        same("sent_at", InstantAndDay),
        same("delivered_at", Instant),
        field("read_at", "opened_at", Instant),
        field("responded_at", "answered_at", InstantAndDay),
        required("status", "status", Choice(MESSAGE_STATES)),
        same("body", Text),
        same("subject", Text).appended(),
        same("campaign_id", Reference(Kind::Campaigns)).appended(),
        same("automation_id", Reference(Kind::Automations)).appended(),
        same("pet_id", Reference(Kind::Pets)).appended(),
        same("created_at", Instant).or(Blank::Of("sent_at")).appended(),
    ],
    natural: &[],
};

pub(super) const FEEDBACK: Spec = Spec {
    table: "feedback",
    id: "feedback_id",
    fields: &[
        same("owner_id", Reference(Kind::Owners)),
        same("service_type", Word).or(Blank::Text("other")),
        same("rating", Whole(1, 5)),
        same("comments", Text),
        same("source", Choice(FEEDBACK_SOURCES)).or(Blank::Text("in_person")),
        same("is_anonymous", YesNo).or(Blank::Number(0)),
        required("received_at", "received_at", InstantAndDay),
        same("is_resolved", YesNo).or(Blank::Number(0)),
        same("resolution_notes", Text),
        same("appointment_id", Reference(Kind::Appointments)).appended(),
        same("sentiment", Choice(SENTIMENTS)).appended(),
        same("resolved_by", StaffName).appended(),
        same("resolved_at", Instant).appended(),
        same("interaction_id", Reference(Kind::Interactions)).appended(),
    ],
    natural: &[],
};

pub(super) const SEGMENTS: Spec = Spec {
    table: "segments",
    id: "segment_id",
    fields: &[
        required("name", "name", Name(200)),
        required("slug", "slug", Name(200)),
        same("description", Text),
        required("criteria", "criteria_json", Criteria),
        same("is_active", YesNo).or(Blank::Number(1)),
        same("member_count", Whole(0, MANY)),
        same("last_calculated_at", Instant),
        same("created_at", Instant).or(Blank::Of("created_at")),
    ],
    natural: &["slug"],
};

pub(super) const SEGMENT_SIZES: Spec = Spec {
    table: "segment_sizes",
    id: "",
    fields: &[
        required("segment_id", "segment_id", Reference(Kind::Segments)),
        required("measured_date", "measured_on", Day),
        required("member_count", "member_count", Whole(0, MANY)),
    ],
    natural: &["segment_id", "measured_on"],
};

pub(super) const CAMPAIGNS: Spec = Spec {
    table: "campaigns",
    id: "campaign_id",
    fields: &[
        required("name", "name", Name(200)),
        required("channel", "channel", Choice(POSTAL_CHANNELS)),
        same("status", Choice(CAMPAIGN_STATES)).or(Blank::Text("draft")),
        same("segment_id", Reference(Kind::Segments)),
        field("criteria", "criteria_json", Criteria),
        same("target_count", Whole(0, MANY)),
        field("subject", "subject_json", Json),
        field("body", "body_json", Json),
        same("scheduled_for", Instant),
        same("sent_at", Instant),
        same("created_by", StaffName),
        same("created_at", Instant).or(Blank::Of("created_at")),
    ],
    natural: &[],
};

pub(super) const AUTOMATIONS: Spec = Spec {
    table: "automations",
    id: "automation_id",
    fields: &[
        required("kind", "kind", Choice(AUTOMATION_KINDS)),
        same("is_active", YesNo).or(Blank::Number(0)),
        same("days_offset", Whole(-3_650, 3_650)).or(Blank::Number(0)),
        field("template", "template_json", Json).or(Blank::Text("{}")),
        same("channel_rule", Word).or(Blank::Text("preferred")),
    ],
    natural: &["kind"],
};

const SORTS: &[(&str, &str)] = &[
    ("name", "name"),
    ("last_visit", "last_visit"),
    ("days", "days"),
    ("spent", "spent"),
    ("created", "created"),
];
const VISIBILITIES: &[(&str, &str)] =
    &[("printable", "printable"), ("internal", "internal"), ("private", "private")];
const INTERACTION_KINDS: &[(&str, &str)] = &[
    ("call", "call"),
    ("email", "email"),
    ("chat", "chat"),
    ("visit", "visit"),
    ("sms", "sms"),
    ("whatsapp", "whatsapp"),
    ("ai_chat", "ai_chat"),
    ("review", "review"),
    ("complaint", "complaint"),
    ("feedback", "feedback"),
    ("referral", "referral"),
    ("call_in", "call"),
    ("call_out", "call"),
    ("phone", "call"),
    ("email_in", "email"),
    ("email_out", "email"),
    ("in_person", "visit"),
];
const INTERACTION_CHANNELS: &[(&str, &str)] = &[
    ("phone", "phone"),
    ("email", "email"),
    ("chat", "chat"),
    ("in_person", "in_person"),
    ("sms", "sms"),
    ("whatsapp", "whatsapp"),
    ("social", "social"),
    ("in-person", "in_person"),
    ("call", "phone"),
];
const MESSAGE_STATES: &[(&str, &str)] = &[
    ("draft", "draft"),
    ("queued", "queued"),
    ("sent", "sent"),
    ("delivered", "delivered"),
    ("opened", "opened"),
    ("clicked", "clicked"),
    ("answered", "answered"),
    ("failed", "failed"),
    ("received", "received"),
    ("read", "opened"),
    ("responded", "answered"),
    ("replied", "answered"),
    ("bounced", "failed"),
];
const FEEDBACK_SOURCES: &[(&str, &str)] = &[
    ("web", "web"),
    ("mobile", "mobile"),
    ("email", "email"),
    ("in_person", "in_person"),
    ("phone", "phone"),
    ("other", "other"),
];
const CAMPAIGN_STATES: &[(&str, &str)] = &[
    ("draft", "draft"),
    ("approved", "approved"),
    ("sending", "sending"),
    ("done", "done"),
    ("cancelled", "cancelled"),
    ("sent", "done"),
];
const AUTOMATION_KINDS: &[(&str, &str)] = &[
    ("birthday_owner", "birthday_owner"),
    ("birthday_pet", "birthday_pet"),
    ("anniversary", "anniversary"),
    ("lapsed", "lapsed"),
    ("vaccination_due", "vaccination_due"),
    ("appointment_reminder", "appointment_reminder"),
    ("new_product", "new_product"),
    ("feedback_thanks", "feedback_thanks"),
];
