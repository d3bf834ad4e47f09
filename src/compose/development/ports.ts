import { openPasswordMeter } from '../../adapters/password-meter/open-password-meter.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates } from 'node:tls'
import { createFunctionRunner, type RunningFunctions } from '../../adapters/functions/function-runner.ts'
import { createMemoryInbox } from '../../adapters/inbox/memory-inbox.ts'
import { guardedFetch } from '../../adapters/outbound/guarded-fetch.ts'
import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import { createDevelopmentClock, systemClock, type DevelopmentClock } from '../../adapters/system/clock.ts'
import { openKeyFile } from '../../adapters/system/key-file.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import { textFolder } from '../../adapters/system/text-folder.ts'
import { dataFolderPaths } from '../../config/files/data-folder.ts'
import type { StartSettings } from '../../config/plans/running.ts'
import { createOutboxDispatcher } from '../../flows/messages/deliver-outbox.ts'
import { createLogoutSender } from '../../flows/messages/send-logout-notice.ts'
import { sendMessage, type SendOptions } from '../../flows/messages/send-message.ts'
import { createImportDispatcher } from '../../flows/user-import/import-dispatcher.ts'
import type { Inbox } from '../../ports/inbox.ts'
import type { Log } from '../../ports/log.ts'
import { noPageTexts } from '../../ports/page-texts.ts'
import type { Ports } from '../../ports/ports.ts'
import { createAddresses } from '../hosts/addresses.ts'
import { createPorts, workAtOnce, type InstallationOptions, type WorkAtOnce } from '../ports/installation.ts'
import { openCompromisedPasswords } from '../ports/open-compromised-passwords.ts'
import { openFunctions } from '../ports/open-functions.ts'
import { openLogDelivery } from '../observing/open-log-delivery.ts'
import { openStore } from '../ports/open-store.ts'
import { repeatEvery } from '../lifetime/repeat-every.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'

/** What a development installation runs on. Disposing closes the database last. */
export interface DevelopmentPorts extends AsyncDisposable {
  readonly ports: Ports
  readonly storage: SqlStorage
  readonly functions: RunningFunctions
  readonly inbox: Inbox
  readonly clock: DevelopmentClock
  readonly atOnce: <Result>(work: WorkAtOnce<Result>) => Promise<Result>
}

export interface DevelopmentPortsParts {
  readonly awsCredentials: AwsCredentials
  readonly log: Log
  readonly publicUrl: () => string
  readonly caFile: string
  /** When the start is over. */
  readonly ready: Promise<void>
}

export async function openDevelopmentPorts(
  settings: StartSettings,
  { awsCredentials, log, publicUrl, caFile, ready }: DevelopmentPortsParts,
): Promise<DevelopmentPorts> {
  const { databaseUrl, fixedCode, region } = settings
  const paths = dataFolderPaths(settings.dataDir)
  const random = systemRandom
  const clock = createDevelopmentClock()
  await using opened = new AsyncDisposableStack()

  const masterKey = await openKeyFile(settings.keyFile ?? paths.masterKey, random)
  const store = await openStore({ databaseUrl, file: paths.database, masterKey, random, mayMigrate: true, ready })
  const { storage } = store
  opened.use(storage)
  const local = opened.use(
    createFunctionRunner({
      functions: [],
      region,
      log,
      onOutput: settings.tellOutput,
      workDirectory: join(paths.folder, 'functions'),
    }),
  )
  const functions = await openFunctions(settings.functions, { awsCredentials, clock: systemClock, local })
  const inbox = createMemoryInbox({ clock })
  const carry: SendOptions['carry'] = async (message) => {
    inbox.capture(message)
    return { kind: 'sent' }
  }
  const file = { kind: 'file', path: join(paths.folder, 'log-delivery.jsonl') } as const
  const places = settings.logDelivery ?? [{ matches: () => true, sink: file }]
  const logs = opened.use(openLogDelivery({ storage, clock, random, log, places, isOutputTaken: settings.json }))
  const addresses = createAddresses({
    publicUrl,
    issuer: settings.issuer,
    endpoints: 'below-public-url',
    securityContact: settings.securityContact,
  })
  const outboundFetch = opened.use(
    guardedFetch({ named: settings.innerHosts ?? thisMachine, trusted: () => trusted(caFile) }),
  )
  const tellLogout = createLogoutSender({ addresses, clock, outboundFetch, random, storage })
  const outbox = opened.use(
    createOutboxDispatcher({
      storage,
      clock,
      random,
      log,
      repeat: repeatEvery,
      send: (message) => sendMessage({ ports: { functions, log, random, storage }, carry, tellLogout }, message),
    }),
  )
  const options: InstallationOptions = {
    store,
    addresses,
    clock,
    random,
    log,
    compromisedPasswords: opened.use(await openCompromisedPasswords(settings.compromisedPasswordsFile, log)),
    passwordMeter: opened.use(openPasswordMeter(clock)),
    pageTexts: settings.texts === undefined ? noPageTexts : textFolder(settings.texts, log),
    functions,
    outboundFetch,
    fixedCode,
    // Whoever asked for a code finds it in the inbox when the answer is there; nobody waits for a function that sends.
    onMessage: (messages) => (messages.every(({ custom }) => custom) ? outbox.kick() : outbox.drain()),
    onSessionEnd: () => outbox.kick(),
    onImport: () => imports.kick(),
    logRecords: logs.activity,
    onLogRecord: () => logs.kick(),
  }
  const ports = createPorts(options)
  const imports = opened.use(createImportDispatcher({ ports, repeat: repeatEvery }))
  imports.kick()
  const all = opened.move()
  return {
    ports,
    storage,
    functions: local,
    inbox,
    clock,
    atOnce: (work) => workAtOnce(ports, { options, work }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

const thisMachine = ['localhost', '*.localhost', '127.0.0.0/8', '::1']

/** The pools of this very installation may be each other's identity providers. */
function trusted(caFile: string): readonly string[] {
  return [...getCACertificates('default'), readFileSync(caFile, 'utf8')]
}
