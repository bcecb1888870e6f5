import { Channel, invoke } from '@tauri-apps/api/core';

import type * as c from './contract';

/** What a write gives back, once it is on the disk. */
export interface Done<T> {
  value: T;
  /** The kinds of record that changed. */
  changed: string[];
  /** The change, where it can be undone. */
  change: number | null;
}

/** Every command of the core that the screens call. */
export const api = {
  sessionStatus: () => invoke<c.SessionStatus>('session_status'),
  sessionCreateClinic: (name: string, language: string) =>
    invoke<c.SessionStatus>('session_create_clinic', { name, language }),
  sessionOpen: () => invoke<c.SessionStatus>('session_open'),
  sessionOpenSample: (language: string, work: number, onStep: (step: c.Step) => void) =>
    invoke<c.SessionStatus>('session_open_sample', { language, work, progress: new Channel(onStep) }),
  settingsGet: () => invoke<c.Settings>('settings_get'),
  settingsUpdate: (settings: c.Settings) => invoke<Done<c.Settings>>('settings_update', { settings }),
  settingsChooseLogo: () => invoke<string | null>('settings_choose_logo'),

  searchFind: (text: string, limit: number) => invoke<c.Answer>('search_find', { text, limit }),
  recentsNote: (owner: c.Id) => invoke<null>('recents_note', { owner }),

  ownersPage: (query: c.OwnersQuery) => invoke<c.OwnersPage>('owners_page', { query }),
  ownersTotals: (filters: c.OwnerFilters) => invoke<c.OwnerTotals>('owners_totals', { filters }),
  ownersSelection: (owners: c.Id[]) => invoke<c.OwnerTotals>('owners_selection', { owners }),
  ownersFacets: () => invoke<c.Facets>('owners_facets'),
  ownersProfile: (id: c.Id) => invoke<c.OwnerProfile>('owners_profile', { id }),
  ownersTimeline: (query: c.TimelineQuery) => invoke<c.TimelinePage>('owners_timeline', { query }),
  ownersCreate: (owner: c.OwnerInput) => invoke<Done<c.Owner>>('owners_create', { owner }),
  ownersUpdate: (id: c.Id, change: c.OwnerChange) => invoke<Done<c.Owner>>('owners_update', { id, change }),
  ownersArchive: (id: c.Id) => invoke<Done<null>>('owners_archive', { id }),
  ownersRestore: (id: c.Id) => invoke<Done<null>>('owners_restore', { id }),

  petsCreate: (owner: c.Id, pet: c.PetInput) => invoke<Done<c.Pet>>('pets_create', { owner, pet }),
  petsUpdate: (id: c.Id, change: c.PetChange) => invoke<Done<c.Pet>>('pets_update', { id, change }),
  notesList: (owner: c.Id) => invoke<c.Note[]>('notes_list', { owner }),
  notesCreate: (owner: c.Id, note: c.NoteInput) => invoke<Done<c.Note>>('notes_create', { owner, note }),
  notesUpdate: (id: c.Id, change: c.NoteChange) => invoke<Done<c.Note>>('notes_update', { id, change }),
  notesDelete: (id: c.Id) => invoke<Done<null>>('notes_delete', { id }),
  tagsList: () => invoke<c.Tag[]>('tags_list'),
  tagsCreate: (tag: c.TagInput) => invoke<Done<c.Tag>>('tags_create', { tag }),
  tagsAssign: (change: c.TagChange) => invoke<Done<null>>('tags_assign', { change }),
  interactionsCreate: (interaction: c.InteractionInput) =>
    invoke<Done<unknown>>('interactions_create', { interaction }),
  interactionsCompleteFollowUp: (id: c.Id) => invoke<Done<null>>('interactions_complete_follow_up', { id }),
  todayGet: () => invoke<c.Today>('today_get'),

  consentsRecord: (owner: c.Id, consent: c.ConsentInput) =>
    invoke<Done<c.Consents>>('consents_record', { owner, consent }),

  undoStatus: () => invoke<c.UndoStatus>('undo_status'),
  undoLast: () => invoke<Done<c.ChangeName>>('undo_last'),
  redoLast: () => invoke<Done<c.ChangeName>>('redo_last'),

  transferChoose: (folder: boolean) => invoke<c.ChosenSource | null>('transfer_choose', { folder }),
  transferImport: (token: string, dryRun: boolean, work: number, onStep: (step: c.Step) => void) =>
    invoke<Done<c.Summary>>('transfer_import', { token, dryRun, work, progress: new Channel(onStep) }),
  worksCancel: (work: number) => invoke<null>('works_cancel', { work }),
  transferSaveSetAside: (token: string) => invoke<string | null>('transfer_save_set_aside', { token }),
  transferExport: (work: number, onStep: (step: c.Step) => void) =>
    invoke<string | null>('transfer_export', { work, progress: new Channel(onStep) }),
  transferHistory: () => invoke<c.ImportBatch[]>('transfer_history'),
  transferUndo: (batch: c.Id) => invoke<Done<c.ChangeName>>('transfer_undo', { batch }),

  reportsCustomers: (request: c.ReportRequest) => invoke<c.ReportPage[]>('reports_customers', { request }),
  reportsSavePdf: (request: c.ReportRequest) => invoke<string | null>('reports_save_pdf', { request }),
  reportsSaveCsv: (request: c.ReportRequest) => invoke<string | null>('reports_save_csv', { request }),

  draftsGet: (key: string) => invoke<c.KeptDraft | null>('drafts_get', { key }),
  draftsSet: (key: string, value: string) => invoke<null>('drafts_set', { key, value }),
  draftsClear: (key: string) => invoke<null>('drafts_clear', { key }),
};
