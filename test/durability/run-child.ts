import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseHistory, type History } from './history.ts'
import type { ChildOptions } from './writing-child.ts'

export interface ChildRun {
  /** A file, or the URL of a database. */
  readonly place: string
  readonly round: string
  /** It is killed once it has confirmed so many deeds, or met so many faults. */
  readonly deeds: number
  readonly faults?: number
  readonly options?: ChildOptions
  readonly env?: Readonly<Record<string, string>>
}

const child = fileURLToPath(new URL('./writing-child.ts', import.meta.url))

/** Runs the child until it has confirmed enough, kills it, and returns all that it said. */
export async function runChild({
  place,
  round,
  deeds,
  faults = 1,
  options = {},
  env = {},
}: ChildRun): Promise<History> {
  const started = spawn(process.execPath, [child, place, round, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const output: Buffer[] = []
  const errors: Buffer[] = []
  const left = { confirmed: deeds, fault: faults }
  started.stdout.on('data', (chunk: Buffer) => {
    output.push(chunk)
    const text = chunk.toString('utf8')
    left.confirmed -= text.split('"said":"confirmed"').length - 1
    left.fault -= text.split('"said":"fault"').length - 1
    if (left.confirmed <= 0 || left.fault <= 0) started.kill('SIGKILL')
  })
  started.stderr.on('data', (chunk: Buffer) => void errors.push(chunk))
  const { signal } = await new Promise<{ signal: string | null }>((resolve) => {
    started.on('close', (_code, signal) => resolve({ signal }))
  })
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${Buffer.concat(errors).toString('utf8')}`)
  return parseHistory(Buffer.concat(output).toString('utf8'))
}
