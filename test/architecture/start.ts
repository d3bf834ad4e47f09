import { posix } from 'node:path'
import { parse, type SourceFile } from './source-tree.ts'

/** What `start` loads on its way to ready, one after the other. */
const entries = ['src/main.ts', 'src/cli/program.ts', 'src/compose.ts', 'src/compose/development/start-development.ts']

/** Needed by some requests, or by some installations: whoever needs one imports it then. */
const onDemand = [
  // What `WebSocket` is an export of, which loads Node's fetch: 15 MB, and a tenth of the time.
  /^(node:)?http$/,
  /^@(opentelemetry|simplewebauthn|xmldom|zxcvbn-ts)\//,
  /^(ajv|ajv-draft-04|bcryptjs|hono|jose|nodemailer|openid-client|pg|undici|ws|xml-crypto)(\/|$)/,
  /^src\/gateway\/websocket\/(?!(web-socket-(doors|domains)|event-variables)\.)/,
  /^src\/(federation|login)\/|^src\/(kms|oauth)\/(operations|routes)\.ts$|^src\/operations\/[^/]+\//,
]

export interface LoadedAtStart {
  /** Ours. */
  readonly files: readonly string[]
  /** Imports that make every start load what it does not need, with the file that a start reaches them by. */
  readonly needless: readonly string[]
}

export function findLoadedAtStart(files: readonly SourceFile[]): LoadedAtStart {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reached = new Set(entries)
  const needless: string[] = []
  for (const path of reached) {
    const file = byPath.get(path)
    for (const target of file ? loadedBy(file) : []) {
      if (onDemand.some((kind) => kind.test(target))) needless.push(`${path} imports ${target}`)
      else reached.add(target)
    }
  }
  return { files: [...reached].filter((path) => byPath.has(path)), needless }
}

/** Static imports and re-exports, unless they are of types only, which are stripped. */
function loadedBy(file: SourceFile): string[] {
  const { staticImports, staticExports } = parse(file).module
  const imported = staticImports
    .filter(({ entries: names }) => names.length === 0 || names.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value)
  const reexported = staticExports.flatMap(({ entries: names }) =>
    names.flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : [])),
  )
  return [...imported, ...reexported].map((request) =>
    request.startsWith('.') ? posix.join(posix.dirname(file.path), request) : request,
  )
}
