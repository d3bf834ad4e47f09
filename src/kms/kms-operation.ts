import * as v from 'valibot'
import type { EncryptionKey } from '../domain/encryption-key.ts'
import { findEncryptionKey } from '../flows/triggers/find-encryption-key.ts'
import type { Ports } from '../ports/ports.ts'
import { KmsRefusal } from './kms-refusal.ts'

export type KmsPorts = Pick<Ports, 'clock' | 'random' | 'storage'>

export interface KmsRequest {
  /** Of the credential scope: keys are each region's own. */
  readonly region: string
  readonly accountId: string
}

export interface KmsOperation {
  /** Reading alone changes nothing and uses no key. */
  readonly isReading: boolean
  readonly handle: (input: unknown, ports: KmsPorts, request: KmsRequest) => Promise<object | undefined>
}

/** An operation over input of one form; other members are passed over, as an older KMS would. */
export function kmsOperation<Schema extends v.GenericSchema>(
  { input, isReading = false }: { readonly input: Schema; readonly isReading?: boolean },
  run: (input: v.InferOutput<Schema>, ports: KmsPorts, request: KmsRequest) => Promise<object | undefined>,
): KmsOperation {
  return {
    isReading,
    async handle(given, ports, request) {
      const result = v.safeParse(input, given)
      if (result.success) return run(result.output, ports, request)
      const [issue] = result.issues
      const place = v.getDotPath(issue) ?? 'input'
      throw new KmsRefusal('ValidationException', `1 validation error detected: Value at '${place}' is not valid`)
    },
  }
}

export async function requireEncryptionKey(
  ports: KmsPorts,
  { region, accountId }: KmsRequest,
  keyId: string,
): Promise<EncryptionKey> {
  const key = await findEncryptionKey(ports, keyId, { region, accountId })
  // A key of another region is to be asked for there.
  if (key?.region === region) return key
  const named = keyId.startsWith('alias/') ? `Alias arn:aws:kms:${region}:${accountId}:${keyId}` : `Key '${keyId}'`
  throw new KmsRefusal(
    'NotFoundException',
    `${named} ${keyId.startsWith('alias/') ? 'is not found.' : 'does not exist'}`,
  )
}

export const keyIdForm = v.pipe(v.string(), v.minLength(1), v.maxLength(2048))
export const contextForm = v.optional(v.record(v.string(), v.string()), {})
export const aliasNameForm = v.pipe(v.string(), v.regex(/^alias\/[A-Za-z0-9/_-]{1,250}$/))

/** Blobs travel as base64. */
export function blobForm(longest: number) {
  return v.pipe(
    v.string(),
    v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
    v.transform((text) => Buffer.from(text, 'base64')),
    v.check((bytes) => bytes.length >= 1 && bytes.length <= longest),
  )
}

export function blob(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
