//! What a write changed, as screens listen for it.

use crate::values::text_enum;

text_enum! {
    /// A kind of record that changed; read off the tables that were written, never listed by hand.
    Topic {
        /// The clinic's settings.
        Settings = "settings",
        /// Staff members.
        Staff = "staff",
        /// Owners, their consents and recents.
        Owners = "owners",
        /// Pets and vaccinations.
        Pets = "pets",
        /// Appointments and services.
        Appointments = "appointments",
        /// Invoices, orders and products.
        Purchases = "purchases",
        /// Tags, and who carries them.
        Tags = "tags",
        /// Notes.
        Notes = "notes",
        /// Interactions and follow-ups.
        Interactions = "interactions",
        /// Messages and campaigns.
        Messages = "messages",
        /// Feedback.
        Feedback = "feedback",
        /// Loyalty points.
        Loyalty = "loyalty",
        /// Segments.
        Segments = "segments",
        /// Kept views of the owners' list.
        SavedViews = "saved_views",
        /// Figures of owners.
        Figures = "figures",
    }
}

impl Topic {
    /// The topic of a table's rows.
    pub fn of_table(table: &str) -> Self {
        match table {
            "settings" => Self::Settings,
            "staff" => Self::Staff,
            "pets" | "pet_transfers" | "vaccinations" => Self::Pets,
            "appointments" | "services" => Self::Appointments,
            "invoices" | "invoice_lines" | "orders" | "order_items" | "payments" | "products" => {
                Self::Purchases
            }
            "tags" | "owner_tags" => Self::Tags,
            "notes" => Self::Notes,
            "interactions" => Self::Interactions,
            "messages" | "campaigns" | "automations" => Self::Messages,
            "feedback" => Self::Feedback,
            "loyalty_entries" => Self::Loyalty,
            "segments" | "segment_sizes" => Self::Segments,
            "saved_views" => Self::SavedViews,
            _ => Self::Owners,
        }
    }
}
