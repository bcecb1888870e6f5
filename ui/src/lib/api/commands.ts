import { Channel } from '@tauri-apps/api/core';

import { commands, type Done, type Exported, type ImportOptions, type Page, type ReportKind, type ReportParams, type ReportStyle, type Step, type Summary } from './bindings';
import type * as generated from './bindings';

export type * from './bindings';

/** The row of a record. */
export type Id = number;
/** All settings: what is read is always whole. */
export type Settings = Required<generated.Settings> & { textSize: number };
/** The open clinic, if one is; its settings are whole. */
export type SessionStatus = Omit<generated.SessionStatus, 'clinic'> & {
  clinic: (Omit<generated.OpenClinic, 'settings'> & { settings: Settings }) | null;
};
/** All filters, those that narrow nothing too. */
export type OwnerFilters = Required<generated.OwnerFilters>;

/** Every command of the core; long works tell their steps to a function. */
export const api = {
  ...commands,

  sessionStatus: () => commands.sessionStatus() as Promise<SessionStatus>,
  sessionCreateClinic: (name: string, language: string) => commands.sessionCreateClinic(name, language) as Promise<SessionStatus>,
  sessionOpen: () => commands.sessionOpen() as Promise<SessionStatus>,
  settingsGet: () => commands.settingsGet() as Promise<Settings>,
  settingsUpdate: (settings: Settings) => commands.settingsUpdate(settings) as Promise<Done<Settings>>,
  sessionOpenSample: (language: string, work: number, onStep: (step: Step) => void): Promise<SessionStatus> =>
    commands.sessionOpenSample(language, work, new Channel(onStep)) as Promise<SessionStatus>,
  transferImport: (token: number, isTrial: boolean, options: ImportOptions, work: number, onStep: (step: Step) => void): Promise<Done<Summary>> =>
    commands.transferImport(token, isTrial, options, work, new Channel(onStep)),
  reportsPages: (kind: ReportKind, params: ReportParams, style: ReportStyle, work: number, onStep: (step: Step) => void): Promise<Page[]> =>
    commands.reportsPages(kind, params, style, work, new Channel(onStep)),
  reportsSavePdf: (kind: ReportKind, params: ReportParams, style: ReportStyle, work: number, onStep: (step: Step) => void): Promise<string | null> =>
    commands.reportsSavePdf(kind, params, style, work, new Channel(onStep)),
  reportsSaveCsv: (kind: ReportKind, params: ReportParams, style: ReportStyle, work: number, onStep: (step: Step) => void): Promise<string | null> =>
    commands.reportsSaveCsv(kind, params, style, work, new Channel(onStep)),
  reportsSaveXlsx: (kind: ReportKind, params: ReportParams, style: ReportStyle, work: number, onStep: (step: Step) => void): Promise<string | null> =>
    commands.reportsSaveXlsx(kind, params, style, work, new Channel(onStep)),
  reportsSaveMonth: (month: string, style: ReportStyle, work: number, onStep: (step: Step) => void): Promise<string | null> =>
    commands.reportsSaveMonth(month, style, work, new Channel(onStep)),
  transferExport: (work: number, onStep: (step: Step) => void): Promise<Exported | null> =>
    commands.transferExport(work, new Channel(onStep)),
};
