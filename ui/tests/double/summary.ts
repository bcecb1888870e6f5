import type { Summary } from '$lib/api/commands';

/** An import whose counts add up: 84 + 31 + 4,380 + 3 + 4 = 4,502. */
export const importSummary = (isDryRun: boolean): Summary => ({
  isDryRun, rows: 4502, new: 84, updated: 31, same: 4380, duplicate: 3, setAside: 4,
  setAsideRows: [
    { file: 'pets.csv', line: 218, column: 'birth_date', value: '31/02/2021', reason: 'not_a_day' },
    { file: 'owners.csv', line: 977, column: 'first_name', value: '', reason: 'missing' },
    { file: 'invoices.csv', line: 1304, column: 'owner_id', value: 'C-99999', reason: 'unknown_reference' },
    { file: 'invoices.csv', line: 2051, column: 'total', value: '-150.00', reason: 'negative' },
  ],
  duplicateRows: [],
  flagged: 1, flaggedRows: [{ file: 'owners.csv', line: 88, column: 'email', value: 'ana@@gmail.com', reason: 'no_email' }],
  files: [
    {
      file: 'owners.csv', kind: 'owners', rows: 115, encoding: 'windows-1252', separator: ',',
      headings: ['owner_id', 'full_name', 'shoes'], extraColumns: ['shoes'], skippedLines: [],
    },
  ],
  ignoredFiles: ['leeme.txt'],
  manifestNotices: [], sums: {}, batch: isDryRun ? null : 7,
  byKind: {
    owners: { rows: 300, new: 20, updated: 11, same: 268, duplicate: 0, setAside: 1 },
    pets: { rows: 412, new: 34, updated: 20, same: 354, duplicate: 3, setAside: 1 },
    invoices: { rows: 3800, new: 30, updated: 0, same: 3768, duplicate: 0, setAside: 2 },
  },
});
