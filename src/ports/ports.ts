import type { Addresses } from './addresses.ts'
import type { Clock } from './clock.ts'
import type { CodeSource } from './code-source.ts'
import type { CompromisedPasswords } from './compromised-passwords.ts'
import type { FunctionRunner } from './functions.ts'
import type { Log } from './log.ts'
import type { OutboundFetch } from './outbound-fetch.ts'
import type { PageTexts } from './page-texts.ts'
import type { PasswordMeter } from './password-meter.ts'
import type { PasswordWork } from './password-work.ts'
import type { Random } from './random.ts'
import type { Sealing } from './sealing.ts'
import type { Storage } from './storage/storage.ts'

/** Everything that flows and surfaces may reach. Each asks for the few it uses: `Pick<Ports, 'storage' | 'clock'>`. */
export interface Ports {
  readonly addresses: Addresses
  readonly clock: Clock
  readonly codes: CodeSource
  readonly compromisedPasswords: CompromisedPasswords
  readonly functions: FunctionRunner
  readonly log: Log
  readonly outboundFetch: OutboundFetch
  readonly pageTexts: PageTexts
  readonly passwordMeter: PasswordMeter
  readonly passwordWork: PasswordWork
  readonly random: Random
  readonly sealing: Sealing
  readonly storage: Storage
}
