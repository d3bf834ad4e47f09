import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Elsewhere } from './row.ts'

/** Fails where the test, or the line of the documentation, that a row names is not there any more. */
export function showElsewhere(shown: Elsewhere): void {
  if ('differs' in shown) return assert.ok(textOf('docs/differences.md').includes(shown.differs), shown.differs)
  assert.ok(hasTest(shown.file, shown.test), `${shown.file} has no test "${shown.test}"`)
}

function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

/** Whether a file has a test, or a case of one, by this name. */
function hasTest(file: string, name: string): boolean {
  const text = textOf(file)
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${name}${quote}`))
}
