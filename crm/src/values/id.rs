//! Typed ids: an owner's id is never taken for a pet's.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type)]
            #[serde(transparent)]
            pub struct $name(pub i64);

            impl rusqlite::ToSql for $name {
                fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> { Ok(self.0.into()) }
            }

            impl rusqlite::types::FromSql for $name {
                fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                    value.as_i64().map(Self)
                }
            }
        )+
    };
}

ids! {
    /// An owner.
    OwnerId,
    /// A pet.
    PetId,
    /// A vaccination.
    VaccinationId,
    /// A service.
    ServiceId,
    /// An appointment.
    AppointmentId,
    /// An invoice.
    InvoiceId,
    /// A product.
    ProductId,
    /// An order.
    OrderId,
    /// A payment, or what was given back.
    PaymentId,
    /// An entry of the points ledger.
    LoyaltyEntryId,
    /// A tag.
    TagId,
    /// A note.
    NoteId,
    /// An interaction.
    InteractionId,
    /// A message.
    MessageId,
    /// A feedback.
    FeedbackId,
    /// A segment.
    SegmentId,
    /// A kept view of the owners' list.
    SavedViewId,
    /// A staff member.
    StaffId,
    /// A change that can be undone.
    ChangeId,
    /// An import that was done.
    BatchId,
    /// A merge of two owners.
    MergeId,
}
