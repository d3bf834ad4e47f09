import { edgesOf } from './module-edges.ts'
import { isTest, type SourceFile } from './source-tree.ts'

const kernel = ['contract', 'crypto', 'http', 'messages', 'xml']
const surfaces = ['operations', 'oauth', 'login', 'federation', 'gateway', 'kms', 'template']
const inner = [...kernel, 'domain', 'ports', 'flows']

/** Which layers a layer may import besides itself (DESIGN section 2). Whatever is not listed here is an error. */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  crypto: [],
  http: [],
  xml: [],
  messages: [],
  domain: kernel,
  ports: [...kernel, 'domain'],
  flows: [...kernel, 'domain', 'ports'],
  ...Object.fromEntries(surfaces.map((surface) => [surface, inner])),
  config: [],
  server: [...inner, ...surfaces, 'config'],
  // Each adapter is a layer of its own, `adapters/<name>`: see `mayImport`.
  adapters: [...inner, ...surfaces, 'config', 'exact-imports'],
  compose: [...inner, ...surfaces, 'config', 'server', 'adapters'],
  cli: [...inner, 'config', 'compose', 'adapters'],
  testing: [...inner, ...surfaces, 'config', 'server', 'adapters', 'compose'],
  // How threads begin.
  'exact-imports': [],
  main: ['exact-imports', 'config', 'compose', 'cli'],
}

const adaptersBeneath: Readonly<Record<string, readonly string[]>> = {
  'adapters/sqlite': ['adapters/sql'],
  'adapters/postgres': ['adapters/sql'],
}

const pure = new Set(['contract', 'crypto', 'http', 'xml', 'messages', 'domain'])
const impureModules =
  /^(node:)?(fs|fs\/promises|net|tls|dns|dns\/promises|http|https|http2|dgram|child_process|cluster|sqlite)$|^(undici|pg|kysely|nodemailer|pino)$/

/** Edges that the import table does not allow. Tests may reach anywhere; production code never reaches tests. */
export function findForbiddenEdges(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !isTest(file))
    .flatMap((file) => edgesOf(file))
    .filter(({ from, to }) => !mayImport(from, to))
    .map(({ from, to, line }) => `${from}:${line} may not import ${to}`)
}

/** Tests that others import: their tests would count for whichever file of a process asks first. */
export function findImportedTests(files: readonly SourceFile[]): string[] {
  return files
    .flatMap((file) => edgesOf(file))
    .filter(({ to }) => to.endsWith('.test.ts'))
    .map(({ from, to, line }) => `${from}:${line} imports ${to}`)
}

/** Property tests that draw at random: they would fail one day for somebody who changed nothing. */
export function findUnseededProperties(files: readonly SourceFile[]): string[] {
  return files
    .flatMap((file) => edgesOf(file))
    .filter(({ from, to }) => to === 'fast-check' && from !== 'test/fast-check.ts')
    .map(({ from, line }) => `${from}:${line} imports fast-check, and not test/fast-check.ts`)
}

function mayImport(from: string, to: string): boolean {
  const layer = layerOf(from)
  if (!/^(src|test|bench|scripts|console|examples|model)\//.test(to)) return !pure.has(layer) || !impureModules.test(to)
  // The reference system is what `start` starts when no template is named.
  if (to.startsWith('examples/')) return layer === 'compose'
  if (!to.startsWith('src/') || to.endsWith('.test.ts')) return false
  const target = layerOf(to)
  if (layer === target) return true
  const [outer] = layer.split('/')
  const [targetOuter] = target.split('/')
  if (outer === 'adapters' && targetOuter === 'adapters') return adaptersBeneath[layer]?.includes(target) ?? false
  return importTable[outer ?? '']?.includes(targetOuter ?? '') ?? false
}

/** `src/flows/x.ts` is in flows, `src/adapters/sql/x.ts` in adapters/sql, `src/compose.ts` in compose. */
function layerOf(path: string): string {
  const [, layer = '', adapter = ''] = path.split('/')
  return layer === 'adapters' ? `adapters/${adapter}` : layer.replace(/\.ts$/, '')
}
