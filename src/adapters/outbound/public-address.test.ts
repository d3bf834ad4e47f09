import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isNeverReached, isPublicAddress } from './public-address.ts'
import { reachableHosts } from './reachable-hosts.ts'

/** Every way to name a machine that is not on the public internet. */
const inside = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.254',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '192.168.255.255',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.7',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:10::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd00:ec2::254',
  'fdff::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'ff0e::1',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '2130706433',
  '127.1',
  '1.2.3.4.5',
  'localhost',
  '',
]

describe('addresses', () => {
  for (const address of inside) {
    test(`${address || 'nothing'} is not public`, () => assert.equal(isPublicAddress(address), false))
  }
  for (const address of ['1.1.1.1', '9.255.255.255', '172.32.0.1', '192.0.1.1', '2606:4700::1111', '::ffff:8.8.8.8']) {
    test(`${address} is public`, () => assert.equal(isPublicAddress(address), true))
  }
  test('the metadata of an instance is reached by nobody', () => {
    for (const address of ['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'fd00:ec2::254'])
      assert.equal(isNeverReached(address), true, address)
    const everything = reachableHosts(['0.0.0.0/0', '::/0', 'metadata.example'])
    assert.equal(everything.mayReach('metadata.example', '169.254.169.254'), false)
    assert.equal(everything.mayReach('idp.example', '10.0.0.1'), true)
  })
})

describe('hosts of the own network', () => {
  const hosts = reachableHosts(['idp.corp.example', '*.inner.example', '10.1.0.0/16', '192.168.7.7', '::1'])

  test('are reached by the name, the kind of name or the address that is named, and by no other', () => {
    assert.equal(hosts.mayReach('idp.corp.example', '10.9.9.9'), true)
    assert.equal(hosts.mayReach('a.inner.example', '10.9.9.9'), true)
    assert.equal(hosts.mayReach('inner.example', '10.9.9.9'), false)
    assert.equal(hosts.mayReach('evilinner.example', '10.9.9.9'), false)
    assert.equal(hosts.mayReach('xidp.corp.example', '10.9.9.9'), false)
    assert.equal(hosts.mayReach('anything.example', '10.1.2.3'), true)
    assert.equal(hosts.mayReach('anything.example', '10.2.2.3'), false)
    assert.equal(hosts.mayReach('192.168.7.7', '192.168.7.7'), true)
    assert.equal(hosts.mayReach('192.168.7.8', '192.168.7.8'), false)
  })

  test('may have any port, as no other may', () => {
    const named = ['idp.corp.example', 'a.inner.example', '10.1.2.3', '::1'].map((name) => hosts.isNamed(name))
    assert.deepEqual(named, [true, true, true, true])
    assert.equal(hosts.isNamed('idp.example'), false)
  })
})
