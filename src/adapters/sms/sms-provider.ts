import * as v from 'valibot'
import { parseSecretFile, secretFileProblem } from '../../config/files/parse-secret-file.ts'

/** The request that sends one SMS. `{to}`, `{text}` and `{id}` stand for the SMS inside texts of `json` or `form`. */
export interface SmsProvider {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body:
    | { readonly kind: 'json'; readonly template: Json }
    | { readonly kind: 'form'; readonly template: Readonly<Record<string, string>> }
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

const json: v.GenericSchema<Json> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(json), v.record(v.string(), json)]),
)
const fieldName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/), v.toLowerCase())
const fieldValue = v.pipe(v.string(), v.regex(/^[\x20-\x7e\t]*$/))
const providerForm = v.strictObject({
  url: v.pipe(v.string(), v.check(isSafeUrl)),
  headers: v.optional(v.record(fieldName, fieldValue), {}),
  json: v.optional(json),
  form: v.optional(v.record(v.string(), v.string())),
})

/** Reads the file of an SMS provider. Throws an error that says what is wrong, without a value of it. */
export function parseSmsProvider(text: string): SmsProvider {
  const { url, headers, json: template, form } = parseSecretFile(providerForm, text, 'the SMS provider')
  if ((template === undefined) === (form === undefined))
    throw secretFileProblem('the SMS provider', 'it needs one of "json" and "form"')
  const body = form === undefined ? ({ kind: 'json', template: template ?? null } as const) : formOf(form)
  if (!JSON.stringify(body).includes('{to}') || !JSON.stringify(body).includes('{text}')) {
    throw secretFileProblem('the SMS provider', 'its body names neither {to} nor {text}, or only one of them')
  }
  return { url, headers, body }
}

function formOf(template: Readonly<Record<string, string>>) {
  return { kind: 'form', template } as const
}

/** Without TLS only what does not leave this machine: the request holds codes, and keys of the account. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname))
}
