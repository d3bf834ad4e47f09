import * as v from 'valibot'

/** A web app whose pages the gateway signs in. */
export interface SessionApp {
  readonly name: string
  /** Scheme, host and port, as browsers name it. */
  readonly origin: string
  /** The app client, by its id or the logical id that `--existing` names. */
  readonly client: string
  readonly idleSeconds: number | undefined
  readonly apis: readonly SessionAppApi[]
}

export interface SessionAppApi {
  readonly prefix: string
  /** By the logical id of the template. */
  readonly api: string
  /** The API's first one, where none is named. */
  readonly stage: string | undefined
  readonly token: 'access' | 'id'
}

const text = v.pipe(v.string(), v.minLength(1))
const apiForm = v.strictObject({
  api: text,
  stage: v.optional(text),
  token: v.optional(v.picklist(['access', 'id']), 'access'),
})
const prefixForm = v.pipe(v.string(), v.regex(/^\/api(?:\/[\w.~-]+)*$/))
const originForm = v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/))
const appForm = v.strictObject({
  origin: originForm,
  client: text,
  idleSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  apis: v.optional(v.record(prefixForm, v.union([text, apiForm])), {}),
})
const fileForm = v.record(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)), appForm)

/**
 * Reads the file of web apps: `{ "notes": { "origin": "https://app.example.com", "client": "Client", "apis":
 * { "/api": "NotesApi" } } }`. Throws an error that says what is wrong.
 */
export function parseSessionApps(content: string): readonly SessionApp[] {
  const result = v.safeParse(fileForm, parsed(content))
  if (!result.success) {
    const places = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? 'the whole'))
    throw problem(`wrong: ${[...places].join(', ')}`)
  }
  const apps = Object.entries(result.output).map(([name, { origin, client, idleSeconds, apis }]): SessionApp => ({
    name,
    origin,
    client,
    idleSeconds,
    apis: Object.entries(apis).map(([prefix, api]) =>
      typeof api === 'string'
        ? { prefix, api, stage: undefined, token: 'access' }
        : { prefix, api: api.api, stage: api.stage, token: api.token },
    ),
  }))
  const hosts = new Set(apps.map(({ origin }) => new URL(origin).hostname))
  if (hosts.size < apps.length) throw problem('two apps have one host')
  return apps
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (cause) {
    throw problem('it is not JSON', cause)
  }
}

function problem(what: string, cause?: unknown): Error {
  return new Error(`The file of session apps cannot be used: ${what}.`, { cause })
}
