import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMemoryInbox } from '../../adapters/inbox/memory-inbox.ts'
import { openMemoryStorage } from '../../adapters/sqlite/open-memory-storage.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import { emptyGateway } from '../../gateway/definition/gateway.ts'
import type { TemplateReading } from '../templates/read-template.ts'
import { serveTemplate } from './served-system.ts'

const masterKey = new Uint8Array(32).fill(7)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

function readingOf(functionName: string): TemplateReading {
  const code = { kind: 'inline', source: '' } as const
  const definition = { functionName, code, runtime: '', handler: '', environment: {}, timeoutSeconds: 3 }
  const functions = [{ ...definition, functionArn: functionName, memoryMegabytes: 128 }]
  return { resources: [], outputs: {}, gateway: emptyGateway, functions, files: [] }
}

describe('serveTemplate', () => {
  test('goes on with the old APIs and functions where the store does not take the new pools', async () => {
    await using storage = await openMemoryStorage(sealer)
    const versions = ['one', 'two']
    const served: string[] = []
    let isStoreFull = false
    const system = await serveTemplate({
      storage,
      inbox: createMemoryInbox({ clock: { now: () => new Date(0) } }),
      stackName: 'local',
      functionEnvironment: {},
      gateway: { prepare: () => () => void served.push('apis') },
      functions: { replace: (functions) => void served.push(...functions.map(({ functionName }) => functionName)) },
      async load(_note, prepare) {
        const prepared = prepare(readingOf(versions.shift() ?? ''))
        if (isStoreFull) throw new Error('the transaction failed')
        return prepared
      },
    })
    assert.deepEqual(served, ['apis', 'one'])
    isStoreFull = true
    await assert.rejects(
      system.readAgain(() => {}),
      /the transaction failed/,
    )
    assert.deepEqual(served, ['apis', 'one'])
    assert.equal(system.template().functions[0]?.functionName, 'one')
  })
})
