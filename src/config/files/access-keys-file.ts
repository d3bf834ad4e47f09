import * as v from 'valibot'
import { parseSecretFile, secretFileProblem } from './parse-secret-file.ts'

/** A key as it is listed: good for as long as it is. */
export interface ListedAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly principal: string
  readonly role: 'admin' | 'read-only'
  readonly createdAt: Date
  readonly disabledAt: undefined
}

const keyForm = v.strictObject({
  accessKeyId: v.pipe(v.string(), v.regex(/^[A-Z0-9]{16,128}$/)),
  secretAccessKey: v.pipe(v.string(), v.regex(/^[!-~]{40,256}$/)),
  principal: v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,64}$/)),
  role: v.optional(v.picklist(['admin', 'read-only']), 'admin'),
})
const fileForm = v.array(keyForm)
const unknownDate = new Date(0)

/**
 * Reads the file of access keys: `[{ "accessKeyId": "AKIA…", "secretAccessKey": "…", "principal": "ada", "role":
 * "read-only" }]`. Throws an error that says what is wrong, without a value of it.
 */
export function parseAccessKeys(text: string): ReadonlyMap<string, ListedAccessKey> {
  const listed = parseSecretFile(fileForm, text, 'access keys')
  const keys = new Map(
    listed.map((key) => [key.accessKeyId, { ...key, createdAt: unknownDate, disabledAt: undefined }]),
  )
  if (keys.size < listed.length) throw secretFileProblem('access keys', 'a key stands in it twice')
  return keys
}
