import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { installInTrustStores, type TrustEnvironment } from './trust-stores.ts'

function machine(overrides: Partial<TrustEnvironment> & { present?: readonly string[] }) {
  const actions: string[] = []
  const environment: TrustEnvironment = {
    platform: 'linux',
    home: '/home/ada',
    isRoot: true,
    run: async (program, flags) => {
      actions.push([program, ...flags].join(' '))
      return true
    },
    copyFile: async (from, to) => void actions.push(`copy ${from} ${to}`),
    find: async (pattern) => overrides.present?.filter((path) => path === pattern) ?? [],
    ...overrides,
  }
  return { actions, environment }
}

describe('trust stores', () => {
  test('Debian as root: the system store and the browser profile', async () => {
    const { actions, environment } = machine({
      present: ['/usr/local/share/ca-certificates', '/home/ada/.pki/nssdb/cert9.db'],
    })
    assert.deepEqual(await installInTrustStores('/data/ca.pem', environment), [
      { store: 'system (curl, Python, Go …)', outcome: 'installed' },
      { store: 'browser (/home/ada/.pki/nssdb)', outcome: 'installed' },
    ])
    assert.deepEqual(actions, [
      'copy /data/ca.pem /usr/local/share/ca-certificates/sallyport-local-ca.crt',
      'update-ca-certificates',
      'certutil -D -d sql:/home/ada/.pki/nssdb -n Sallyport local CA',
      'certutil -A -d sql:/home/ada/.pki/nssdb -n Sallyport local CA -t C,, -i /data/ca.pem',
    ])
  })

  test('without root nothing of the system is touched, and the advice says how', async () => {
    const { actions, environment } = machine({ isRoot: false, present: ['/etc/pki/ca-trust/source/anchors'] })
    const [system, browsers] = await installInTrustStores('/data/ca.pem', environment)
    assert.equal(system?.outcome, 'not-possible')
    assert.match(system?.advice ?? '', /sudo/)
    assert.equal(browsers?.outcome, 'not-possible')
    assert.deepEqual(actions, [])
  })

  test('a browser profile without certutil is reported as refused', async () => {
    const { environment } = machine({ present: ['/home/ada/.pki/nssdb/cert9.db'], run: async () => false })
    const outcomes = await installInTrustStores('/data/ca.pem', environment)
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['not-possible', 'refused'],
    )
    assert.match(outcomes[1]?.advice ?? '', /libnss3-tools/)
  })

  test('macOS and Windows use their own tools, for the current user', async () => {
    const mac = machine({ platform: 'darwin' })
    await installInTrustStores('/data/ca.pem', mac.environment)
    assert.deepEqual(mac.actions, [
      'security add-trusted-cert -r trustRoot -k /home/ada/Library/Keychains/login.keychain-db /data/ca.pem',
    ])
    const windows = machine({ platform: 'win32', run: async () => false })
    const [outcome] = await installInTrustStores('/data/ca.pem', windows.environment)
    assert.equal(outcome?.outcome, 'refused')
  })
})
