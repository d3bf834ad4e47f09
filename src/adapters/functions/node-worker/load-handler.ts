import { statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { isStreaming } from './awslambda.ts'
import { RuntimeFailure } from './describe-error.ts'
import type { NodeFacts } from './incoming.ts'

export type Handler = (...args: unknown[]) => unknown

/** `.ts` is ours: Node strips the types here; on AWS the deployment builds it. */
const extensions = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']

/** Finds and loads `directory/file.export`, as Lambda's runtime does, and refuses as it does. */
export async function loadHandler({ root, handler: name, nodeMajor }: NodeFacts): Promise<Handler> {
  if (name.includes('..')) {
    const text = `'..' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`
    throw new RuntimeFailure('Runtime.MalformedHandlerName', text)
  }
  const match = /^(.*\/)?([^/.]+)\.(.+)$/.exec(name)
  if (match === null) throw new RuntimeFailure('Runtime.MalformedHandlerName', 'Bad handler')
  const [, directory = '', file = '', exported = ''] = match
  const module = directory + file
  const path = extensions.map((extension) => join(root, module + extension)).find((candidate) => isFile(candidate))
  if (path === undefined) {
    throw new RuntimeFailure('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`)
  }
  const handler = exportedValue(await importModule(path), exported.split('.'))
  if (handler === undefined) {
    throw new RuntimeFailure('Runtime.HandlerNotFound', `${name} is undefined or not exported`)
  }
  if (!isHandler(handler)) throw new RuntimeFailure('Runtime.HandlerNotFound', `${name} is not a function`)
  if (nodeMajor >= 24 && handler.length >= 3 && !isStreaming(handler)) {
    throw new RuntimeFailure(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    )
  }
  return handler
}

async function importModule(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeFailure('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, { cause: error })
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (error instanceof Error && (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')) {
      throw new RuntimeFailure('Runtime.ImportModuleError', `Error: ${error.message}`, { cause: error })
    }
    throw error
  }
}

/** A CommonJS module's exports are under `default`, and some under their own names as well. */
function exportedValue(module: unknown, names: readonly string[]): unknown {
  return walk(module, names) ?? walk(walk(module, ['default']), names)
}

function walk(value: unknown, names: readonly string[]): unknown {
  let found = value
  for (const name of names) {
    if ((typeof found !== 'object' && typeof found !== 'function') || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function'
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
