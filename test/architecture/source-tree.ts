import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync, type ParseResult } from 'oxc-parser'

export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string
  readonly text: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const parsed = new WeakMap<SourceFile, ParseResult>()

export function readSourceTree(): SourceFile[] {
  return readFiles('{src,test,scripts,bench,console,examples}/**/*.{ts,tsx,mts,mjs,js,jsx}')
}

/** What says what is in a folder. */
export function readReadmes(): SourceFile[] {
  return readFiles('{src,test,scripts,bench,examples}/**/README.md')
}

/** Everything a README may name. */
export function allPaths(): string[] {
  return pathsOf('{src,test,scripts,bench,examples,model}/**/*.*').concat(pathsOf('*.*'))
}

function readFiles(pattern: string): SourceFile[] {
  return pathsOf(pattern).map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }))
}

function pathsOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
}

export function parse(file: SourceFile): ParseResult {
  const known = parsed.get(file)
  if (known) return known
  const result = parseSync(file.path, file.text)
  if (result.errors.length > 0) throw new Error(`${file.path}: ${result.errors[0]?.message}`)
  parsed.set(file, result)
  return result
}

export function isGenerated({ path }: SourceFile): boolean {
  return path.includes('.gen.')
}

export function isTest({ path }: SourceFile): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/') || path.startsWith('bench/')
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
