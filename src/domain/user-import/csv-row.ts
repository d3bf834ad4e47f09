/** Characters that a row may have. */
export const longestRow = 16_000

export type CsvRow =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'fault'; readonly fault: string }

/**
 * Cuts a row into values. A comma belongs to its value after a backslash; a backslash means nothing elsewhere. There is
 * no quoting, and quotation marks are refused: a file that quotes is read by nobody as it was meant.
 */
export function parseCsvRow(text: string): CsvRow {
  if (text.length > longestRow) return { kind: 'fault', fault: `The row is longer than ${longestRow} characters.` }
  if (text.includes('"')) return { kind: 'fault', fault: 'The row has quotation marks.' }
  const values = text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ',').trim())
  return { kind: 'values', values }
}
