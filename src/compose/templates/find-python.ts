import type { FindPython } from './read-template.ts'

/** Asked when a template has functions of Python, and not before. */
export const findPython: FindPython = async () => (await import('../../adapters/functions/find-python.ts')).findPython()
