import type { AwsPlan } from './aws-plan.ts'
import type { FunctionPlan } from './function-plan.ts'
import type { SecureGatewaySettings } from './gateway-problems.ts'
import type { SecureProductionSettings } from './production-problems.ts'
import type { DevelopmentSettings } from '../settings/schema.ts'
import type { TracingReading } from './tracing-plan.ts'

/** The facts of a development installation that programs rely on (DESIGN section 5): the `--json` line, in its order. */
export interface ReadyFacts {
  readonly identityUrl: string
  readonly httpUrl: string
  readonly gatewayUrl: string
  readonly appUrl: string
  readonly consoleUrl: string
  readonly inboxUrl: string
  readonly region: string
  readonly userPoolId: string
  readonly clientId: string
  readonly caFile: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A user that a newcomer can sign in as at once. */
export interface SampleUser {
  readonly username: string
  readonly password: string
  /** What is special about it: "has TOTP". */
  readonly note: string | undefined
}

/** What `start` runs with. */
export interface StartSettings extends DevelopmentSettings {
  /** Absent: none but the template's. */
  readonly functions?: FunctionPlan
  readonly tracing?: TracingReading
  /** Absent: services of AWS are no backends. */
  readonly aws?: AwsPlan
  /** Prints what the log says, in words. Absent: it is JSON, on stderr. */
  readonly tellLog?: ((text: string) => void) | undefined
  /** Hears of each request that an API refused. Absent: nobody does. */
  readonly tellRefusal?: ((refusal: Refusal) => void) | undefined
  /** Hears what functions of the template print. Absent: the log does. */
  readonly tellOutput?: ((output: { readonly functionName: string; readonly line: string }) => void) | undefined
}

/** A request to an API that was refused, or could not be answered. */
export interface Refusal {
  readonly status: number
  readonly method: string
  /** With the stage. */
  readonly path: string
  /** In words and in printable ASCII. */
  readonly why: string
}

/** An installation started for development. Disposing drains and closes it. */
export interface RunningDevelopment extends AsyncDisposable {
  readonly ready: ReadyFacts
  readonly signInUrl: string | undefined
  readonly users: readonly SampleUser[]
  /** Each under every address that it has; that of `ready` is one of them. */
  readonly apis: readonly ServedApi[]
  /** Those of the template's API keys that open something. */
  readonly apiKeys: readonly { readonly name: string; readonly value: string }[]
  /** What the template says of itself, with the addresses at which it answers here. */
  readonly outputs: readonly TemplateOutput[]
  readonly advanceClock: (seconds: number) => void
  readonly reset: () => Promise<void>
}

/** An installation started for production. Disposing drains and closes it. */
export interface RunningProduction extends AsyncDisposable {
  readonly identityUrl: string
  readonly region: string
  /** Absent where no template was named. */
  readonly apis?: readonly ServedApi[]
}

/** One of a template's `Outputs`. */
export interface TemplateOutput {
  readonly name: string
  readonly value: string
}

/** An API with an address of one of its stages. */
export interface ServedApi {
  /** What the template calls it. */
  readonly name: string
  readonly url: string
}

/** A gateway that was started alone. Disposing drains and closes it. */
export interface RunningGateway extends AsyncDisposable {
  readonly apis: readonly ServedApi[]
}

/** Where the database is and what opens its secrets. */
export interface StoreSettings {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly keyFile: string
}

/** An operator's new credential. */
export interface NewAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A mail or SMS that was given up. */
export interface DeadMessageFacts {
  readonly id: string
  readonly userPoolId: string
  readonly channel: 'EMAIL' | 'SMS' | 'LOGOUT'
  readonly to: string
  readonly createdAt: Date
  readonly tries: number
  readonly reason: string
}

/** What `compose.ts` offers to the commands. */
export interface Composition {
  readonly startDevelopment: (settings: StartSettings, template: string | undefined) => Promise<RunningDevelopment>
  readonly startProduction: (settings: SecureProductionSettings) => Promise<RunningProduction>
  readonly startGateway: (settings: SecureGatewaySettings, template: string) => Promise<RunningGateway>
  readonly migrate: (settings: StoreSettings) => Promise<void>
  readonly createAccessKey: (
    settings: StoreSettings,
    holder: { readonly principal: string; readonly role: 'admin' | 'read-only' },
  ) => Promise<NewAccessKey>
  readonly listDeadMessages: (settings: StoreSettings) => Promise<readonly DeadMessageFacts[]>
  /** Answers how many of them there were. */
  readonly settleDeadMessages: (
    settings: StoreSettings,
    decision: 'retry' | 'discard',
    ids: readonly string[] | 'all',
  ) => Promise<number>
}
