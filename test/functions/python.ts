import { findPython } from '../../src/adapters/functions/find-python.ts'

const found = await findPython()

export const withoutPython = found === undefined && 'no python3'

/** Of a function that the Python of this machine runs. */
export const python = {
  runtime: 'python3.13',
  handler: 'app.handler',
  ...(found && { interpreter: found.program }),
}
