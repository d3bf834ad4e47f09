import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'

import type { FunctionDefinition, StreamEnd } from '../../ports/functions.ts'
import type { Log } from '../../ports/log.ts'
import { exited, timedOut } from './function-failure.ts'
import type { WorkerMessage } from './messages.ts'
import { onOutputLine } from './output-lines.ts'
import { runtimeOf } from './runtimes/runtime-of.ts'
import { createSourceFiles } from './source-files.ts'
import { openWorkerChannel, type WorkerChannel } from './worker-channel.ts'
import { workerEnvironment } from './worker-environment.ts'
import type { EnvironmentOptions } from './worker-environment.ts'

export interface FunctionOutput {
  readonly functionName: string
  readonly line: string
}

export interface WorkerProcessOptions extends EnvironmentOptions {
  readonly definition: FunctionDefinition
  /** The directory of the code. */
  readonly root: string
  readonly log: Log
  /** Hears what the function prints; without it the log does. */
  readonly onOutput?: ((output: FunctionOutput) => void) | undefined
}

export interface WorkerJob {
  readonly requestId: string
  readonly payload: string
  readonly traceId?: string | undefined
  /** Takes each piece of the answer; one that is not streamed is one piece. */
  readonly write: (piece: Uint8Array) => Promise<void>
  /** Aborted where the process is to end with whoever waits for it. */
  readonly signal?: AbortSignal
}

/** Lambda gives the code outside the handler ten seconds of its own. */
const initSeconds = 10
const complete = { kind: 'complete' } as const

/** Owns one process that runs one function, one call at a time. */
export class WorkerProcess implements Disposable {
  readonly #child: ChildProcess
  readonly #channel: WorkerChannel
  readonly #definition: FunctionDefinition
  readonly #sourceFiles = createSourceFiles()
  /** Done when the files that were loaded are known as they were then. */
  #isWatching: Promise<void> = Promise.resolve()
  readonly #ended: Promise<{ readonly code: number | null; readonly signal: string | null }>
  #onMessage: (message: WorkerMessage) => void = () => {}
  #isReady = false
  #requestId = ''
  #hasEnded = false
  #isDoomed = false

  constructor({ definition, root, log, onOutput, ...environment }: WorkerProcessOptions) {
    this.#definition = definition
    const { parameters, program } = runtimeOf(definition)
    this.#child = spawn(program(definition), parameters(definition), {
      cwd: root,
      env: workerEnvironment(definition, root, environment),
      // A process group of its own: what the function starts ends with it, and a Ctrl-C in our terminal stays ours.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    this.#channel = openWorkerChannel(this.#child.stdio?.[3], (message) => {
      if (message.kind === 'loaded') {
        this.#isWatching = this.#isWatching.then(() => this.#sourceFiles.add(message.files))
      }
      this.#onMessage(message)
    })
    this.#ended = new Promise((resolve) => {
      const end = (code: number | null, signal: string | null) => {
        this.#hasEnded = true
        killGroup(this.#child)
        // What it said last counts before that it is gone.
        void this.#channel.over.then(() => resolve({ code, signal }))
      }
      this.#child.once('exit', end)
      this.#child.once('error', (cause) => {
        // Node names itself where the folder is what is not there.
        const reason = existsSync(root) ? cause.message : `there is no folder ${root}`
        log.error({ function: definition.functionName, cause: reason }, 'The process of a function did not start')
        this.#channel[Symbol.dispose]()
        end(null, 'not started')
      })
    })
    const { functionName } = definition
    const write = (level: 'info' | 'warn') => (line: string) =>
      onOutput === undefined
        ? log[level]({ function: functionName, requestId: this.#requestId }, line)
        : onOutput({ functionName, line })
    if (this.#child.stdout) onOutputLine(this.#child.stdout, write('info'))
    if (this.#child.stderr) onOutputLine(this.#child.stderr, write('warn'))
  }

  /** Whether it takes no more calls. */
  get hasEnded(): boolean {
    return this.#hasEnded || this.#isDoomed
  }

  /** Whether the process still runs and its code on disk is the one that it loaded. */
  async isFresh(): Promise<boolean> {
    return !this.hasEnded && !(await this.#sourceFiles.haveChanged())
  }

  /** One call, loading the function first if that has not happened. The process is ended when its time is up. */
  async run({ requestId, payload, signal, traceId, write }: WorkerJob): Promise<StreamEnd> {
    this.#requestId = requestId
    using _ = this.#endWith(signal)
    if (!this.#isReady) {
      const failure = await this.#await(initSeconds, requestId, (message) =>
        message.kind === 'ready' ? 'ready' : undefined,
      )
      if (failure !== 'ready') return failure
      this.#isReady = true
    }
    const { timeoutSeconds } = this.#definition
    const deadline = Date.now() + timeoutSeconds * 1_000
    this.#channel.send({ kind: 'invoke', requestId, payload, deadline, ...(traceId && { traceId }) })
    const end = await this.#await(timeoutSeconds, requestId, (answer) => {
      if (!('requestId' in answer) || answer.requestId !== requestId) return undefined
      if (answer.kind === 'piece') void this.#take(Buffer.from(answer.base64, 'base64'), requestId, write)
      if (answer.kind === 'result') return Buffer.from(answer.payload)
      return answer.kind === 'streamed' ? complete : undefined
    })
    // Whoever has the answer may change the code: that must not pass for what was loaded.
    await this.#isWatching
    if (!Buffer.isBuffer(end)) return end
    await write(end)
    return complete
  }

  [Symbol.dispose](): void {
    this.#isDoomed = true
    if (!this.#hasEnded) killGroup(this.#child)
    this.#channel[Symbol.dispose]()
  }

  /** Hands on one piece, and then asks for the next. */
  async #take(piece: Uint8Array, requestId: string, write: WorkerJob['write']): Promise<void> {
    try {
      await write(piece)
    } catch {
      // Who takes no more needs no more.
      return this[Symbol.dispose]()
    }
    this.#channel.send({ kind: 'taken', requestId })
  }

  #endWith(signal: AbortSignal | undefined): Disposable {
    const end = () => this[Symbol.dispose]()
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end)
    return { [Symbol.dispose]: () => signal?.removeEventListener('abort', end) }
  }

  async #await<Answer>(
    seconds: number,
    requestId: string,
    read: (message: WorkerMessage) => Answer | undefined,
  ): Promise<Answer | StreamEnd> {
    const { promise, resolve } = Promise.withResolvers<Answer | StreamEnd>()
    this.#onMessage = (message) => {
      if (message.kind === 'error' && (message.requestId ?? requestId) === requestId) {
        if (message.isFatal) this.#isDoomed = true
        const { errorType, errorMessage, stackTrace } = message
        resolve({ kind: 'function-error', errorType, errorMessage, ...(stackTrace && { stackTrace }) })
      }
      const answer = read(message)
      if (answer !== undefined) resolve(answer)
    }
    const timer = setTimeout(() => {
      resolve(timedOut(requestId, seconds))
      this[Symbol.dispose]()
    }, seconds * 1_000)
    void this.#ended.then(({ code, signal }) => resolve(exited(requestId, code, signal)))
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#onMessage = () => {}
    }
  }
}

/** The process, and whatever it started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is gone, or the platform has none.
    child.kill('SIGKILL')
  }
}
