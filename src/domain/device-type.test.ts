import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deviceTypeOf } from './device-type.ts'

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'

const cases: Readonly<Record<string, string>> = {
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`]: 'Windows, Chrome',
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/140.0.0.0`]: 'Windows, Edge',
  [`Mozilla/5.0 (Linux; Android 16; Pixel 9) ${chrome} Mobile Safari/537.36`]: 'Android, Chrome',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1':
    'iOS, Safari',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15.5; rv:142.0) Gecko/20100101 Firefox/142.0': 'macOS, Firefox',
  'Notes/3.1 CFNetwork/3826 Darwin/25.0.0': 'macOS, Notes',
  'aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1 lang/js': 'Linux, AWS SDK',
  'Mozilla/5.0': 'unknown',
  test: 'unknown',
  '': 'unknown',
}

describe('deviceTypeOf', () => {
  for (const [userAgent, expected] of Object.entries(cases)) {
    test(`"${userAgent}" is ${expected}`, () => assert.equal(deviceTypeOf(userAgent), expected))
  }

  test('is unknown without a user agent', () => assert.equal(deviceTypeOf(undefined), 'unknown'))
})
