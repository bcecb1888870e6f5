/** Colours that can be told apart beside each other, in both themes. */
export const colours: readonly [string, ...string[]] = [
  '#0b6b63', '#1f5fa8', '#6f42c1', '#b3261e', '#fd7e14', '#ffc107', '#28a745', '#17a2b8', '#a0522d', '#6c757d',
];
