import * as v from 'valibot'

/**
 * Reads a JSON file that holds secrets. Throws an error that says where it is wrong, without a value of it; `name` is what the
 * file is of.
 */
export function parseSecretFile<T>(form: v.GenericSchema<unknown, T>, text: string, name: string): T {
  const result = v.safeParse(form, parsed(text, name))
  if (result.success) return result.output
  const places = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? 'the whole'))
  throw secretFileProblem(name, `wrong: ${[...places].join(', ')}`)
}

export function secretFileProblem(name: string, what: string): Error {
  return new Error(`The file of ${name} cannot be used: ${what}.`)
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message shows a part of the text.
    throw secretFileProblem(name, 'it is not JSON')
  }
}
