import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'

const root = new URL('..', import.meta.url)

/** Writes a generated file, or with `--check` says that it is not what it would be. */
export function generateFile(path: string, text: string): void {
  if (readOrEmpty(path) === text) return
  if (process.argv.includes('--check')) {
    process.stderr.write(`Stale ${path}, run "npm run generate"\n`)
    process.exitCode = 1
  } else {
    writeFileSync(new URL(path, root), text)
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(new URL(path, root), 'utf8')
  } catch {
    return ''
  }
}
