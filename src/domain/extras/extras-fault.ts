import { tagPrefix, type Extra } from './extra.ts'
import { extras } from './extras.ts'

/** What is wrong with the tags of ours among those that are to be set: one that does nothing is refused. */
export function extrasFault(tags: Readonly<Record<string, string>>): string | undefined {
  for (const [key, text] of Object.entries(tags)) {
    const fault = key.toLowerCase().startsWith(tagPrefix) ? tagFault(key, text) : undefined
    if (fault !== undefined) return fault
  }
  return undefined
}

function tagFault(key: string, text: string): string | undefined {
  const [name = '', ...rest] = key.slice(tagPrefix.length).split('/')
  const found = key.startsWith(tagPrefix) ? find(name) : undefined
  if (found === undefined) return `Tag ${key} is no extra of Sallyport. docs/extras.md lists them.`
  if (rest.length > 0 && found.scope === 'pool') return `Tag ${key} is for the whole pool: ${tagPrefix}${name}.`
  if (rest.length > 1 || rest[0] === '') return `Tag ${key} must end with the id or the name of one app client.`
  return found.values.parse(text) === undefined ? `Tag ${key} must be ${found.values.expects}.` : undefined
}

function find(name: string): Extra<unknown> | undefined {
  return Object.entries<Extra<unknown>>(extras).find(([known]) => known === name)?.[1]
}
