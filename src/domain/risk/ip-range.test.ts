import assert from 'node:assert/strict'
import { BlockList, isIP } from 'node:net'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { parseIpAddress } from './ip-address.ts'
import { isInRanges, isIpRange } from './ip-range.ts'

describe('an address', () => {
  test('is one where node:net says so', () => {
    const odd = ['', ':', '::', ':::', '1::2::3', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '::1.2.3.4']
    const more = ['1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4 ', '::g', '12345::', '1:2:3:4:5:6:1.2.3.4']
    const wrong = ['1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '::1.2.3.256', '1.2.3.4::', '0x7f.1', '::1%eth0x', '1::8:']
    for (const text of [...odd, ...more, ...wrong]) {
      const isAddress = isIP(text) !== 0 && !text.includes('%')
      assert.equal(parseIpAddress(text) !== undefined, isAddress, text)
    }
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        assert.equal(parseIpAddress(text) !== undefined, isIP(text) !== 0, text)
      }),
    )
  })

  test('is in the ranges in which node:net finds it', () => {
    for (const family of ['ipv4', 'ipv6'] as const) {
      const address = family === 'ipv4' ? fc.ipV4() : fc.ipV6()
      fc.assert(
        fc.property(address, address, fc.integer({ min: 1, max: 32 }), (one, other, bits) => {
          // A mapped address is the IPv4 address here, always.
          fc.pre([one, other].every((text) => parseIpAddress(text)?.width === (family === 'ipv4' ? 32 : 128)))
          const list = new BlockList()
          list.addSubnet(other, bits, family)
          assert.equal(isInRanges(one, [`${other}/${bits}`]), list.check(one, family), `${one} in ${other}/${bits}`)
        }),
      )
    }
  })

  test('has one form, mapped into IPv6 or not', () => {
    assert.ok(isInRanges('::ffff:192.0.2.7', ['192.0.2.0/24']))
    assert.ok(isInRanges('::FFFF:c000:207', ['192.0.2.0/24']))
    assert.ok(!isInRanges('::ffff:192.0.3.7', ['192.0.2.0/24']))
    assert.ok(!isInRanges('garbage', ['0.0.0.0/0', '::/0']))
    assert.ok(isInRanges('2001:db8::1', ['0.0.0.0/0', '::/0']))
    assert.ok(isIpRange('0.0.0.0/0'))
  })
})
