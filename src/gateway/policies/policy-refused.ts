/** A policy that cannot be read in full, and so is not read at all. */
export class PolicyRefused extends Error {
  /** Where in the document, for example `.Statement[0].Action`. */
  readonly path: string
  readonly advice: string

  constructor(path: string, advice: string) {
    super(`${path} ${advice}`)
    this.name = 'PolicyRefused'
    this.path = path
    this.advice = advice
  }
}

/** One text or several, as every list of a policy may be written; numbers and booleans stand for their texts. */
export function textList(value: unknown, path: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0) throw new PolicyRefused(path, 'is empty')
  return list.map((item) => {
    const text = typeof item === 'number' || typeof item === 'boolean' ? String(item) : item
    if (typeof text !== 'string' || text === '') throw new PolicyRefused(path, 'must be text, or a list of texts')
    // Version 2012-10-17 would fill it in; read as it stands, a Deny would miss what it is for.
    if (text.includes('${'))
      throw new PolicyRefused(path, 'uses a policy variable, which is not supported; write it out')
    return text
  })
}
