import { createHash } from 'node:crypto'
import { numericCode } from '../crypto/code.ts'
import { newDataKey, openSealer } from '../crypto/sealing/seal.ts'
import { commonPasswords } from '../adapters/compromised-passwords/common-passwords.ts'
import { openMemoryStorage } from '../adapters/sqlite/open-memory-storage.ts'
import type { OutboundMessage } from '../domain/messages/message.ts'
import type { Clock } from '../ports/clock.ts'
import { noPageTexts } from '../ports/page-texts.ts'
import { OutboundFault, type OutboundFetch } from '../ports/outbound-fetch.ts'
import type { Ports } from '../ports/ports.ts'
import type { Random } from '../ports/random.ts'
import type { CommitResult, Storage, Write } from '../ports/storage/storage.ts'
import { sentMessages } from './sent-messages.ts'
import { testFunctions, type TestFunctions } from './test-functions.ts'

export interface TestClock extends Clock {
  set(now: Date): void
  advanceSeconds(seconds: number): void
}

export interface TestPorts extends Ports, AsyncDisposable {
  readonly clock: TestClock
  readonly functions: TestFunctions
  /** Every commit that was asked for, with what became of it: for tests that want to know what was not written. */
  readonly commits: readonly { readonly writes: readonly Write[]; readonly result: CommitResult }[]
  /** What has been sent so far, oldest first. */
  readonly messages: readonly OutboundMessage[]
  /** The lines of the log. */
  readonly lines: readonly { readonly level: string; readonly fields: object; readonly message: string }[]
}

/**
 * Ports over a storage in memory, with a clock that stands still until it is set and randomness that repeats. The
 * storage, the sealing and the cryptography are the real ones.
 */
export async function testPorts({
  now = new Date('2026-03-01T12:00:00Z'),
  seed = 'test',
  outboundFetch = nothingOutside,
} = {}): Promise<TestPorts> {
  const random = seededRandom(seed)
  const bytes = (size: number) => random.bytes(size)
  const masterKey = bytes(32)
  const sealing = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey, bytes), random: bytes })
  const commits: { writes: readonly Write[]; result: CommitResult }[] = []
  const messages: OutboundMessage[] = []
  const lines: { level: string; fields: object; message: string }[] = []
  const opened = await openMemoryStorage(sealing)
  const storage: Storage = {
    ...opened,
    commit: async (writes) => {
      const result = await opened.commit(writes)
      commits.push({ writes, result })
      if (result.committed) messages.push(...sentMessages(writes))
      return result
    },
  }
  const log = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message })
  return {
    addresses: {
      issuer: (poolId, type) => {
        return `https://${type === 'UPDATED' ? 'issuer-' : ''}cognito-idp.us-east-1.localhost/${poolId}`
      },
      importUpload: (poolId, jobId) => `https://localhost/_imports/${poolId}/${jobId}`,
      domainOrigin: ({ domain, customDomainConfig }) =>
        `https://${customDomainConfig ? domain : `${domain}.auth.us-east-1.localhost`}`,
      endpointsBase: (poolId, domain) =>
        domain
          ? `https://${domain.domain}.auth.us-east-1.localhost`
          : `https://cognito-idp.us-east-1.localhost/${poolId}`,
    },
    clock: testClock(now),
    codes: { newCode: (digits) => numericCode(digits, bytes) },
    compromisedPasswords: commonPasswords(),
    pageTexts: noPageTexts,
    functions: testFunctions(),
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    outboundFetch,
    // Loads megabytes: whoever tests advice brings a meter.
    passwordMeter: { measure: () => Promise.resolve(undefined) },
    passwordWork: { run: async (job) => ({ kind: 'done', result: await job() }) },
    random,
    sealing,
    storage,
    commits,
    messages,
    lines,
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

const nothingOutside: OutboundFetch = async (url) => {
  throw new OutboundFault('refused', `${url} is outside this test`)
}

function testClock(start: Date): TestClock {
  let current = start
  return {
    now: () => new Date(current),
    set: (now) => void (current = now),
    advanceSeconds: (seconds) => void (current = new Date(current.getTime() + seconds * 1000)),
  }
}

/** The same bytes for the same seed, in the order in which they are asked for. */
export function seededRandom(seed: string): Random {
  let block = 0
  let pool = Buffer.alloc(0)
  return {
    bytes(size) {
      while (pool.length < size) {
        pool = Buffer.concat([
          pool,
          createHash('sha256')
            .update(`${seed} ${(block += 1)}`)
            .digest(),
        ])
      }
      const drawn = Uint8Array.from(pool.subarray(0, size))
      pool = pool.subarray(size)
      return drawn
    },
  }
}
