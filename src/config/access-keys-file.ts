import * as v from 'valibot'

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
  const result = v.safeParse(fileForm, parsed(text))
  if (!result.success) {
    const places = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? 'the whole'))
    throw problem(`wrong: ${[...places].join(', ')}`)
  }
  const keys = new Map(
    result.output.map((key) => [key.accessKeyId, { ...key, createdAt: unknownDate, disabledAt: undefined }]),
  )
  if (keys.size < result.output.length) throw problem('a key stands in it twice')
  return keys
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message shows a part of the text.
    throw problem('it is not JSON')
  }
}

function problem(what: string): Error {
  return new Error(`The file of access keys cannot be used: ${what}.`)
}
