import { after, before, describe } from 'node:test'
import { hasPostgres, noPostgres, startPostgresServer, type PostgresServer } from '../../../test/postgres-server.ts'
import { systemRandomBytes } from '../../crypto/random-bytes.ts'
import { newDataKey, openSealer } from '../../crypto/seal.ts'
import { storageConformance } from '../../ports/storage/conformance.ts'
import { openPostgresStorage } from './open-postgres-storage.ts'

const masterKey = new Uint8Array(32).fill(7)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

describe('PostgreSQL', { skip: hasPostgres() ? false : noPostgres }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgresServer()
  })
  after(() => server[Symbol.asyncDispose]())

  storageConformance('PostgreSQL', async () =>
    openPostgresStorage({
      url: await server.createDatabase(),
      openSealer: async () => sealer,
      random: { bytes: systemRandomBytes },
    }),
  )
})
