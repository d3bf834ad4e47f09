import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import { invokeInProcess } from '../../src/compose/development/invoke-in-process.ts'
import { invokeKmsInProcess } from '../../src/compose/development/invoke-kms-in-process.ts'
import { openTemplateSystem } from '../../src/compose/development/template-system.ts'
import { compileSnapshot } from '../../src/gateway/gateway-snapshot.ts'
import type { TemplateReading } from '../../src/compose/templates/read-template.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'

export type Files = Readonly<Record<string, string>>

export interface Reading {
  readonly template?: TemplateReading
  /** Why there is none, with the folder left out; empty where there is one. */
  readonly refusal: string
  readonly warnings: readonly string[]
}

const deployment = { region: 'eu-central-1', accountId: '123456789012' }

/** Reads templates as `sallyport start` does, each beside its files, with pools made by the real operations. */
export function templateReader(): (template: string, files?: Files, parameters?: Files) => Promise<Reading> {
  const newFolder = temporaryFolders()
  let opened: ReturnType<typeof open> | undefined
  return async (text, files = {}, parameters = {}) => {
    const { ports, state } = await (opened ??= open())
    const folder = newFolder()
    for (const [name, content] of Object.entries({ 'template.yaml': text, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    // Ids are made of it: the same for a template in every run, and for no other.
    const stackName = `stack${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
    const before = ports.lines.length
    const warnings = () => ports.lines.slice(before).map(({ message }) => message.replaceAll(`${folder}/`, ''))
    try {
      const template = await openTemplateSystem({
        file: join(folder, 'template.yaml'),
        ...deployment,
        stackName,
        parameters,
        invoke: invokeInProcess(ports, deployment),
        invokeKms: invokeKmsInProcess(ports, deployment),
        state,
        apiEndpoint: (apiId) => `https://${apiId}.localhost`,
        ports,
        backends: { vpcLinks: undefined },
      })
      compileSnapshot(template.gateway, [])
      return { template, refusal: '', warnings: warnings() }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return { refusal: message.replaceAll(`${folder}/`, ''), warnings: warnings() }
    }
  }
}

async function open() {
  const ports = await testPorts()
  const { templateState: state } = await openMemoryStorage(ports.sealing)
  return { ports, state }
}
