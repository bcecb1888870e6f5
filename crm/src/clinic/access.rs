//! Who may do what: the whole permission matrix in two matches.

use crate::values::{StaffId, text_enum};

text_enum! {
    /// A staff member's role; a later one may do all that an earlier one may, the assistant apart.
    Role {
        /// An AI assistant: reads, and writes only notes and tags.
        Assistant = "assistant",
        /// The front desk.
        FrontDesk = "front_desk",
        /// A veterinarian.
        Veterinarian = "veterinarian",
        /// The manager.
        Manager = "manager",
        /// May do everything.
        Admin = "admin",
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The staff member.
    pub staff: StaffId,
    /// With this role.
    pub role: Role,
}

impl Actor {
    /// The built-in staff member, who acts until staff sign in.
    pub const BUILT_IN: Self = Self { staff: StaffId(1), role: Role::Admin };
}

macro_rules! rights {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $label:literal : $role:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// All of them, for the matrix.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Its name in the audit, the history and the locales.
            pub const fn label(self) -> &'static str { match self { $($name::$variant => $label),+ } }

            /// The least role that may.
            pub const fn least_role(self) -> Role { match self { $($name::$variant => Role::$role),+ } }

            /// Whether this role may.
            pub fn is_allowed(self, role: Role) -> bool { role >= self.least_role() }
        }
    };
}

rights! {
    /// Everything that changes the clinic: its label, and the least role that may do it.
    Action {
        /// Change the clinic's settings.
        UpdateSettings = "settings_update": Manager,
        /// Add a staff member.
        CreateStaff = "staff_create": Admin,
        /// Change a staff member.
        UpdateStaff = "staff_update": Admin,
        /// Add an owner.
        CreateOwner = "owners_create": FrontDesk,
        /// Change an owner.
        UpdateOwner = "owners_update": FrontDesk,
        /// Set an owner's tier by hand.
        SetTier = "owners_set_tier": Manager,
        /// Deactivate an owner.
        ArchiveOwner = "owners_archive": FrontDesk,
        /// Reactivate an owner.
        RestoreOwner = "owners_restore": FrontDesk,
        /// Merge two owners who are one.
        MergeOwners = "merges_merge": FrontDesk,
        /// Take a merge back.
        UnmergeOwners = "merges_unmerge": FrontDesk,
        /// Say that two owners who look alike are two.
        KeepOwnersApart = "merges_keep_apart": FrontDesk,
        /// Record a consent, given or withdrawn.
        RecordConsent = "consents_record": FrontDesk,
        /// Add a pet.
        CreatePet = "pets_create": FrontDesk,
        /// Change a pet.
        UpdatePet = "pets_update": FrontDesk,
        /// Hand a pet over to another owner.
        TransferPet = "pets_transfer": FrontDesk,
        /// Note that a pet has died.
        NotePetDeath = "pets_deceased": FrontDesk,
        /// Record a vaccination.
        RecordVaccination = "vaccinations_record": FrontDesk,
        /// Change a vaccination.
        UpdateVaccination = "vaccinations_update": FrontDesk,
        /// Delete a vaccination.
        DeleteVaccination = "vaccinations_delete": FrontDesk,
        /// Add a tag to the clinic's list.
        CreateTag = "tags_create": FrontDesk,
        /// Change a tag of the clinic's list.
        UpdateTag = "tags_update": Manager,
        /// Merge two tags of the clinic's list.
        MergeTags = "tags_merge": Manager,
        /// Put tags on an owner, or take them off.
        TagOwner = "owners_tag": Assistant,
        /// Write a note.
        CreateNote = "notes_create": Assistant,
        /// Change a note.
        UpdateNote = "notes_update": FrontDesk,
        /// Delete a note.
        DeleteNote = "notes_delete": FrontDesk,
        /// Log an interaction.
        CreateInteraction = "interactions_create": FrontDesk,
        /// Change an interaction, or settle its follow-up.
        UpdateInteraction = "interactions_update": FrontDesk,
        /// Delete an interaction.
        DeleteInteraction = "interactions_delete": FrontDesk,
        /// Book an appointment.
        BookAppointment = "appointments_book": FrontDesk,
        /// Complete, cancel or move an appointment.
        UpdateAppointment = "appointments_update": FrontDesk,
        /// Write an invoice.
        CreateInvoice = "invoices_create": FrontDesk,
        /// Pay or change an invoice.
        UpdateInvoice = "invoices_update": FrontDesk,
        /// Refund or void an invoice.
        RefundInvoice = "invoices_refund": Manager,
        /// Write an order.
        CreateOrder = "orders_create": FrontDesk,
        /// Pay or change an order.
        UpdateOrder = "orders_update": FrontDesk,
        /// Keep the owners' list as it is shown, for everybody.
        CreateSavedView = "saved_views_create": FrontDesk,
        /// Change a kept list.
        UpdateSavedView = "saved_views_update": FrontDesk,
        /// Delete a kept list.
        DeleteSavedView = "saved_views_delete": FrontDesk,
        /// Note an exported list of owners in the audit.
        ExportOwners = "owners_export": Manager,
        /// Refund or cancel an order.
        RefundOrder = "orders_refund": Manager,
        /// Add a product to the clinic's list.
        CreateProduct = "products_create": FrontDesk,
        /// Change a product of the clinic's list.
        UpdateProduct = "products_update": FrontDesk,
        /// Add a service to the clinic's list.
        CreateService = "services_create": FrontDesk,
        /// Change a service of the clinic's list.
        UpdateService = "services_update": FrontDesk,
        /// Redeem points.
        RedeemPoints = "loyalty_redeem": FrontDesk,
        /// Correct a balance of points, with a reason.
        AdjustPoints = "loyalty_adjust": Manager,
        /// Enter what the calendar has let expire.
        ExpirePoints = "loyalty_expire": FrontDesk,
        /// Record feedback.
        RecordFeedback = "feedback_record": FrontDesk,
        /// Resolve feedback.
        ResolveFeedback = "feedback_resolve": FrontDesk,
        /// Take it back that feedback is resolved.
        ReopenFeedback = "feedback_reopen": FrontDesk,
        /// Draft a thank-you for feedback.
        ThankFeedback = "feedback_thank": FrontDesk,
        /// Keep a new segment.
        CreateSegment = "segments_create": FrontDesk,
        /// Change a segment.
        UpdateSegment = "segments_update": FrontDesk,
        /// Put a segment away.
        ArchiveSegment = "segments_archive": FrontDesk,
        /// Put a tag on all members of a segment.
        TagSegment = "segments_tag": FrontDesk,
        /// Note an exported list of pets in the audit.
        ExportPets = "pets_export": Manager,
        /// Note an exported segment in the audit.
        ExportSegment = "segments_export": Manager,
        /// Import records.
        Import = "transfer_import": Manager,
        /// Note an export in the audit.
        Export = "transfer_export": Manager,
        /// Note a saved report in the audit.
        SaveReport = "reports_save": Manager,
        /// Note a printed paper in the audit.
        PrintPaper = "papers_print": FrontDesk,
        /// Compute every figure anew.
        RebuildFigures = "metrics_rebuild": FrontDesk,
        /// Create a generated sample clinic.
        CreateSample = "sample_create": Admin,
        /// Undo or redo one's own action.
        Undo = "undo": Assistant,
    }
}

rights! {
    /// Everything that is looked at.
    View {
        /// Owners, pets, their history, search, today.
        Records = "records": Assistant,
        /// Notes that only their author and managers may read.
        PrivateNotes = "private_notes": Manager,
        /// The clinic's settings.
        Settings = "settings": Assistant,
        /// The clinic's figures and reports.
        Reports = "reports": Manager,
        /// The audit log and the integrity check.
        Audit = "audit": Manager,
        /// Everything, to write it into files.
        Export = "export": Manager,
    }
}

impl Action {
    /// Whether it brings facts as they are: nothing follows from them but figures.
    pub(super) const fn brings_facts(self) -> bool {
        matches!(self, Self::Import | Self::CreateSample)
    }
}
