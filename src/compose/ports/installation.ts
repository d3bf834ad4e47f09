import { availableParallelism } from 'node:os'
import { createPasswordWork } from '../../adapters/system/password-work.ts'
import { numericCode } from '../../crypto/code.ts'
import type { OutboundMessage } from '../../domain/messages/message.ts'
import { activityOutcomes, type ActivityOutcome } from '../../flows/threat-protection/activity-outcome.ts'
import type { Addresses } from '../../ports/addresses.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CompromisedPasswords } from '../../ports/compromised-passwords.ts'
import type { FunctionRunner } from '../../ports/functions.ts'
import type { Log } from '../../ports/log.ts'
import type { OutboundFetch } from '../../ports/outbound-fetch.ts'
import type { PageTexts } from '../../ports/page-texts.ts'
import type { PasswordMeter } from '../../ports/password-meter.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Random } from '../../ports/random.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'
import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import type { OpenStore } from './open-store.ts'

export interface InstallationOptions {
  readonly store: OpenStore
  readonly addresses: Addresses
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly compromisedPasswords: CompromisedPasswords
  readonly passwordMeter: PasswordMeter
  readonly functions: FunctionRunner
  readonly pageTexts: PageTexts
  readonly outboundFetch: OutboundFetch
  /** Every code is this one, for tests that were written for other emulators. */
  readonly fixedCode: string | undefined
  /** What a commit says to those who are told of people's activity: goes into that commit. */
  readonly logRecords: (writes: readonly Write[]) => Promise<readonly Write[]>
  /** Called after each commit that put a record into log delivery. */
  readonly onLogRecord: () => void
  readonly observe?: ((outcome: ActivityOutcome) => void) | undefined
  /** Called after each commit that put messages into the outbox. */
  readonly onMessage: (messages: readonly OutboundMessage[]) => Promise<void> | void
  /** Called after each commit that may have put notices of sign-outs into the outbox. */
  readonly onSessionEnd: () => void
  /** Called after each commit that started an import. */
  readonly onImport: () => void
  /** How many share this machine's cores. */
  readonly processes?: number
}

/** Half a second of work may wait: what comes after that would be given up by its caller anyway. */
const waitingPerCore = 128

/** Sessions that give way to others of their user end at a sign-in: their clients are told with the next that is due. */
const endsSessions: ReadonlySet<Write['write']> = new Set([
  'deleteLoginSession',
  'revokeLoginSession',
  'revokeTokenFamily',
  'signOutEverywhere',
])

/** The ports of a running installation. */
export function createPorts(options: InstallationOptions): Ports {
  const {
    store,
    addresses,
    clock,
    random,
    log,
    compromisedPasswords,
    passwordMeter,
    functions,
    pageTexts,
    outboundFetch,
    fixedCode,
    processes = 1,
  } = options
  const cores = Math.max(1, Math.floor(availableParallelism() / processes))
  const { storage } = store
  return {
    addresses,
    clock,
    random,
    log,
    compromisedPasswords,
    passwordMeter,
    pageTexts,
    functions,
    outboundFetch,
    sealing: store.sealing,
    codes: { newCode: (digits) => fixedCode ?? numericCode(digits, (size) => random.bytes(size)) },
    passwordWork: createPasswordWork({ concurrent: cores, mostWaiting: cores * waitingPerCore }),
    storage: noticing(storage, options, (notice) => notice()),
  }
}

/** A piece of work whose commits become true together. */
export type WorkAtOnce<Result> = (inside: { readonly ports: Ports; readonly storage: SqlStorage }) => Promise<Result>

/** Does all of the work or, where it throws, nothing. What its commits set going begins when they are true. */
export async function workAtOnce<Result>(
  ports: Ports,
  { options, work }: { readonly options: InstallationOptions; readonly work: WorkAtOnce<Result> },
): Promise<Result> {
  const notices: Notice[] = []
  const result = await options.store.storage.atOnce((storage) => {
    // It may be done again as a whole, and what was undone sets nothing going.
    notices.length = 0
    const own = noticing(storage, options, (notice) => void notices.push(notice))
    return work({ ports: { ...ports, storage: own }, storage })
  })
  for (const notice of notices) await notice()
  return result
}

type Notice = () => Promise<void> | void

/** The storage, whose commits tell those that wait for them. */
function noticing(
  storage: Storage,
  { logRecords, observe, onImport, onLogRecord, onMessage, onSessionEnd }: InstallationOptions,
  tell: (notice: Notice) => Promise<void> | void,
): Storage {
  return {
    ...storage,
    async commit(writes) {
      const told = await logRecords(writes)
      const result = await storage.commit(told.length === 0 ? writes : [...writes, ...told])
      if (!result.committed) return result
      await tell(async () => {
        if (observe !== undefined) activityOutcomes(writes).forEach(observe)
        if (told.length > 0) onLogRecord()
        const messages = writes.flatMap((each) => (each.write === 'enqueueMessage' ? [each.message] : []))
        if (messages.length > 0) await onMessage(messages)
        else if (writes.some(({ write }) => endsSessions.has(write))) onSessionEnd()
        if (writes.some(({ write }) => write === 'startImportJob')) onImport()
      })
      return result
    },
  }
}
