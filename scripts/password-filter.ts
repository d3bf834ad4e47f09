// Makes a filter of passwords: `node scripts/password-filter.ts <list> <filter>`. The list has a password a line, or its
// SHA-1 digest in hex with anything behind a colon. Without arguments it makes, or with `--check` compares, the one that
// comes along, out of the passwords of @zxcvbn-ts/language-common (MIT).
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { dictionary } from '@zxcvbn-ts/language-common'
import { createPasswordFilter, passwordDigest } from '../src/crypto/passwords/password-filter.ts'

const own = 'src/adapters/compromised-passwords/common-passwords.filter'
const [list, output = own] = process.argv.slice(2).filter((argument) => argument !== '--check')
const lines = list === undefined ? dictionary['passwords-common'] : readFileSync(list, 'utf8').split(/\r?\n/)
const filter = createPasswordFilter(lines.filter((line) => line !== '').map(digestOf))

if (!process.argv.includes('--check')) writeFileSync(output, filter)
else if (!filter.equals(readFileSync(output))) {
  process.stderr.write(`${output} is not what scripts/password-filter.ts makes\n`)
  process.exitCode = 1
}

function digestOf(line: string): Uint8Array {
  const digest = /^([0-9a-f]{40})(?::.*)?$/i.exec(line)?.[1]
  return digest === undefined ? passwordDigest(line) : Buffer.from(digest, 'hex')
}
