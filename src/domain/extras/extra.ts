import type { AppClient } from '../app-clients/app-client.ts'
import type { ExtraValues } from './extra-values.ts'

type Tags = Readonly<Record<string, string>>

export interface ExtraDescription<Value> {
  readonly values: ExtraValues<Value>
  /** Cognito's way, unless `docs/differences.md` gives the reason. */
  readonly default: Value
  /** What it is in place of the default for whoever wants all that `standards` is for. */
  readonly withStandards?: Value
  /** Whether one client can have a value of its own, which then wins. */
  readonly scope: 'pool' | 'client'
  /** What it does, in sentences. */
  readonly documentation: string
}

export interface Extra<Value> extends ExtraDescription<Value> {
  /** What the tags say, if they say anything. */
  find(name: string, tags: Tags, client: ExtraClient | undefined): Value | undefined
}

export type ExtraClient = Pick<AppClient, 'id' | 'name'> & {
  readonly configuration?: Pick<AppClient['configuration'], 'ClientType'>
}

export const tagPrefix = 'sallyport:'

/** Something that Cognito does not do, and a pool does once its tags ask for it. */
export function extra<Value>(description: ExtraDescription<Value>): Extra<Value> {
  const known = new WeakMap<Tags, Map<string, Value | undefined>>()
  return {
    ...description,
    // Asked on every request of a pool whose tags hardly ever change: they are looked through once.
    find(name, tags, client) {
      const own = description.scope === 'client' ? client : undefined
      const key = own === undefined ? '' : `${own.id}/${own.name}`
      const values = known.get(tags) ?? new Map<string, Value | undefined>()
      known.set(tags, values)
      if (values.has(key)) return values.get(key)
      const value = parseFirst(description, tags, tagKeys(name, own))
      values.set(key, value)
      return value
    },
  }
}

/** A client's id, then its name, then the whole pool. Whoever registers itself chooses its name, which so grants nothing. */
function tagKeys(name: string, client: ExtraClient | undefined): readonly string[] {
  const whole = `${tagPrefix}${name}`
  if (client === undefined) return [whole]
  const isNamedByItself = client.configuration?.ClientType === 'DCR'
  return [`${whole}/${client.id}`, ...(isNamedByItself ? [] : [`${whole}/${client.name}`]), whole]
}

function parseFirst<Value>({ values }: ExtraDescription<Value>, tags: Tags, keys: readonly string[]) {
  for (const key of keys) {
    const text = Object.hasOwn(tags, key) ? tags[key] : undefined
    const value = text === undefined ? undefined : values.parse(text)
    if (value !== undefined) return value
  }
  return undefined
}
