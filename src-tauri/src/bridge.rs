//! The list of commands and events, from which the TypeScript of the page is generated.

use crate::{
    commands::{
        consents, drafts, insights, interactions, notes, owners, pets, reports, search, segments, session,
        settings, tags, today, transfer, undo, works,
    },
    events::{Changed, DayTurned, FiguresProgress},
    sources::SourceDropped,
};
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

/// Every command of the page. Each is also granted by name in the capability.
#[must_use]
pub fn builder() -> Builder<Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        // Cents, row ids and milliseconds all stay below 2^53.
        .dangerously_cast_bigints_to_number()
        // One type for both directions: what crosses is either only read or only written, but for the settings.
        .disable_serde_phases()
        .events(collect_events![Changed, DayTurned, FiguresProgress, SourceDropped])
        .commands(collect_commands![
            session::session_status,
            session::session_create_clinic,
            session::session_open,
            session::session_open_sample,
            settings::settings_get,
            settings::settings_update,
            settings::settings_choose_logo,
            today::today_get,
            today::today_rail,
            search::search_find,
            owners::owners_page,
            owners::owners_totals,
            owners::owners_selection,
            owners::owners_facets,
            owners::owners_get,
            owners::owners_profile,
            owners::owners_timeline,
            owners::owners_create,
            owners::owners_update,
            owners::owners_archive,
            owners::owners_restore,
            owners::owners_set_referrer,
            owners::owners_set_tier,
            pets::pets_list,
            pets::pets_create,
            pets::pets_update,
            pets::vaccinations_list,
            pets::vaccinations_record,
            notes::notes_list,
            notes::notes_create,
            notes::notes_update,
            notes::notes_delete,
            tags::tags_list,
            tags::tags_create,
            tags::tags_update,
            tags::tags_assign,
            consents::consents_state,
            consents::consents_record,
            insights::insights_list,
            interactions::interactions_get,
            interactions::interactions_create,
            interactions::interactions_follow_ups,
            interactions::interactions_complete_follow_up,
            interactions::interactions_postpone,
            drafts::drafts_get,
            drafts::drafts_set,
            drafts::drafts_clear,
            drafts::recents_list,
            drafts::recents_note,
            drafts::staff_list,
            undo::undo_last,
            undo::redo_last,
            undo::undo_change,
            undo::undo_status,
            undo::undo_history,
            segments::segments_list,
            segments::segments_get,
            segments::segments_offered,
            segments::segments_create,
            segments::segments_update,
            segments::segments_archive,
            segments::segments_freeze,
            segments::segments_recalculate,
            segments::segments_preview,
            segments::segments_effects,
            segments::segments_members,
            segments::segments_why,
            segments::segments_tag,
            segments::segments_export,
            transfer::transfer_choose,
            transfer::transfer_import,
            transfer::transfer_save_set_aside,
            transfer::transfer_export,
            transfer::transfer_history,
            transfer::transfer_undo,
            reports::reports_choices,
            reports::reports_pages,
            reports::reports_save_pdf,
            reports::reports_save_csv,
            reports::reports_save_xlsx,
            reports::reports_save_month,
            works::works_cancel,
        ])
}
