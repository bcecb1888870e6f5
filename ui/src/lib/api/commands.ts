import { Channel, invoke } from '@tauri-apps/api/core';

import { commands, type Done, type SessionStatus, type Step, type Undone } from './bindings';
import type * as generated from './bindings';
import type * as c from './contract';

export type * from './bindings';
export type * from './contract';

/** The row of a record. */
export type Id = number;
/** All settings: what is read is always whole. */
export type Settings = Required<generated.Settings> & { textSize: number };
/** All filters, those that narrow nothing too. */
export type OwnerFilters = Required<generated.OwnerFilters>;

/** Every command of the core that the screens call: those generated from it, and those that are to come. */
export const api = {
  ...commands,

  settingsGet: () => commands.settingsGet() as Promise<Settings>,
  settingsUpdate: (settings: Settings) => commands.settingsUpdate(settings) as Promise<Done<Settings>>,
  sessionOpenSample: (language: string, work: number, onStep: (step: Step) => void): Promise<SessionStatus> =>
    commands.sessionOpenSample(language, work, new Channel(onStep)),

  searchFind: (text: string, limit: number) => invoke<c.Answer>('search_find', { text, limit }),

  transferChoose: (folder: boolean) => invoke<c.ChosenSource | null>('transfer_choose', { folder }),
  transferImport: (token: string, dryRun: boolean, work: number, onStep: (step: Step) => void) =>
    invoke<Done<c.Summary>>('transfer_import', { token, dryRun, work, progress: new Channel(onStep) }),
  transferSaveSetAside: (token: string) => invoke<string | null>('transfer_save_set_aside', { token }),
  transferExport: (work: number, onStep: (step: Step) => void) =>
    invoke<string | null>('transfer_export', { work, progress: new Channel(onStep) }),
  transferHistory: () => invoke<c.ImportBatch[]>('transfer_history'),
  transferUndo: (batch: number) => invoke<Done<Undone>>('transfer_undo', { batch }),

  reportsCustomers: (request: c.ReportRequest) => invoke<c.ReportPage[]>('reports_customers', { request }),
  reportsSavePdf: (request: c.ReportRequest) => invoke<string | null>('reports_save_pdf', { request }),
  reportsSaveCsv: (request: c.ReportRequest) => invoke<string | null>('reports_save_csv', { request }),
};
