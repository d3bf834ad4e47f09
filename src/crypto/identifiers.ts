import type { RandomBytes } from './random-bytes.ts'
import { uniformDigits } from './uniform-digits.ts'

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** `{region}_` and 9 letters or digits. */
export function newUserPoolId(region: string, random: RandomBytes): string {
  return `${region}_${uniformDigits(alphanumeric, 9, random)}`
}

/** Cognito: a 128-bit integer in base 32, so 26 characters that start with 1-7, or fewer. */
export function newClientId(random: RandomBytes): string {
  return base32Integer(random(16))
}

/** Cognito: a 256-bit integer in base 32, so 52 characters that start with 1, or fewer. */
export function newClientSecret(random: RandomBytes): string {
  return base32Integer(random(32))
}

/** A version 4 UUID: event ids, token ids, request ids. */
export function newUuid(random: RandomBytes): string {
  const bytes = Buffer.from(random(16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return uuidText(bytes)
}

/** Cognito: a `sub` has the shape of a UUID whose third group starts with 70; it has no version and no variant. */
export function newSub(random: RandomBytes): string {
  const bytes = Buffer.from(random(16))
  bytes.writeUInt8(0x70, 6)
  return uuidText(bytes)
}

/** Cognito: 28 lowercase letters and digits, of which the first three tell what kind of session it is. */
export function newSessionId(kind: 'tkn' | 'sso', random: RandomBytes): string {
  return `${kind}${uniformDigits('0123456789abcdefghijklmnopqrstuvwxyz', 25, random)}`
}

/** Cognito: `import-` and 10 letters or digits. */
export function newImportJobId(random: RandomBytes): string {
  return `import-${uniformDigits(alphanumeric, 10, random)}`
}

export function newDeviceKey(region: string, random: RandomBytes): string {
  return `${region}_${newUuid(random)}`
}

export function newDeviceGroupKey(random: RandomBytes): string {
  return `-${uniformDigits(alphanumeric, 8, random)}`
}

function base32Integer(bytes: Uint8Array): string {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString(32)
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export interface AccessKeyPair {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** AWS: `AKIA` and sixteen characters of base 32, with a secret of forty characters. */
export function newAccessKey(random: RandomBytes): AccessKeyPair {
  return {
    accessKeyId: `AKIA${uniformDigits('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, random)}`,
    secretAccessKey: uniformDigits(`${alphanumeric}+/`, 40, random),
  }
}
