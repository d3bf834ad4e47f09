import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import type { FunctionDefinition } from '../../ports/functions.ts'
import type { Inbox } from '../../ports/inbox.ts'
import type { FunctionFolder } from './function-folder.ts'
import type { NoteFile, TemplateReading } from '../templates/read-template.ts'
import type { ReferenceApp } from './reference-app.ts'
import { resetInstallation } from './reset-installation.ts'
import type { TemplateSystem } from './template-system.ts'

export interface ServedSystemOptions {
  readonly storage: SqlStorage
  readonly inbox: Inbox
  readonly functions: { readonly replace: (functions: readonly FunctionDefinition[]) => void }
  readonly gateway: Pick<Gateway, 'prepare'>
  readonly stackName: string
  /** Reads and applies the template: all of it or, where it is broken or `prepare` refuses it, nothing. */
  readonly load: <Prepared>(
    note: NoteFile | undefined,
    prepare: (template: TemplateReading) => Prepared,
  ) => Promise<Prepared>
  /** Told to every function, unless the template says otherwise. */
  readonly functionEnvironment: Readonly<Record<string, string>>
  /** Where the reference system's function keeps its notes, and the app in front of it; other templates have neither. */
  readonly notes?: FunctionFolder | undefined
  readonly openApp?: ((system: TemplateSystem) => ReferenceApp) | undefined
}

/** What a template describes, being served. */
export interface ServedSystem {
  readonly template: () => TemplateSystem
  /** What the template was read from. */
  readonly files: readonly string[]
  readonly app: () => ReferenceApp | undefined
  /** Back to what was after the first start. Those who ask at once get it one after the other. */
  readonly reset: () => Promise<void>
  /** Puts the template to use as it is now. A broken one is thrown, and what is served stays. */
  readonly readAgain: (note: NoteFile) => Promise<void>
}

export async function serveTemplate(options: ServedSystemOptions): Promise<ServedSystem> {
  const { storage, inbox, stackName, notes } = options
  let { template, app } = await serve(options)
  const { files } = template
  let last = Promise.resolve()

  async function reset(): Promise<void> {
    await resetInstallation({ storage, stackName, resources: template.resources })
    const removeOldNotes = await notes?.renew()
    ;({ template, app } = await serve(options))
    await removeOldNotes?.()
    inbox.clear()
  }

  async function readAgain(note: NoteFile): Promise<void> {
    ;({ template, app } = await serve(options, note))
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }

  return {
    template: () => template,
    files,
    app: () => app,
    reset: () => inTurn(reset),
    readAgain: (note) => inTurn(() => readAgain(note)),
  }
}

async function serve(
  { load, functions, gateway, openApp, functionEnvironment, notes }: ServedSystemOptions,
  note?: NoteFile,
) {
  const { serveApis, template } = await load(note, (reading) => ({
    template: reading,
    serveApis: gateway.prepare(reading.gateway),
  }))
  const added = notes === undefined ? functionEnvironment : { ...functionEnvironment, NOTES_DIR: notes.path() }
  // Nothing from here on may refuse: what the template says of pools is true already.
  serveApis()
  functions.replace(
    template.functions.map((definition) => ({ ...definition, environment: { ...added, ...definition.environment } })),
  )
  return { template, app: openApp?.(template) }
}
