import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import type { PythonInterpreter } from '../../ports/functions.ts'

/** A `python3` may be a program that only picks one, by variables that functions do not get: which one is it? */
const question = 'import sys; print(sys.version_info.minor, sys.executable)'

/** What `python3` is in the shell that started us: of the system, of a version manager, of a virtual environment. */
export async function findPython(environment?: NodeJS.ProcessEnv): Promise<PythonInterpreter | undefined> {
  try {
    // Isolated: no module of the folder that we were started in is loaded.
    const { stdout } = await promisify(execFile)('python3', ['-I', '-S', '-c', question], {
      timeout: 30_000,
      ...(environment && { env: environment }),
    })
    const [, minor, program] = /^(\d+) (.+?)\r?\n$/.exec(stdout) ?? []
    return program === undefined ? undefined : { program, minor: Number(minor) }
  } catch {
    // None, or none that runs.
    return undefined
  }
}
