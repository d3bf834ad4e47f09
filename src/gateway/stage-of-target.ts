import type { CompiledApi, CompiledStage } from './gateway-snapshot.ts'

/** An API by its id: its default endpoint. */
export interface EndpointTarget {
  readonly apiId: string
  /** Where it is named outside of the path, as by `/_api/{apiId}/$default/…` or by the session integration. */
  readonly stage?: string
  /** Path and query as on the wire, beginning with `/`; with the stage in front unless `stage` is given. */
  readonly path: string
}

export interface StageOfTarget {
  readonly compiled: CompiledStage
  readonly path: string
}

/** An explicit stage wins over `$default`, which has no prefix. Undefined where the API has no such stage. */
export function stageOfTarget({ stages }: CompiledApi, { stage, path }: EndpointTarget): StageOfTarget | undefined {
  if (stage !== undefined) {
    const compiled = stages.get(stage)
    return compiled === undefined ? undefined : { compiled, path }
  }
  // Stage names need no encoding; an encoded one is an odd spelling of a path and matches no stage.
  const end = nameEnd(path)
  const name = path.slice(1, end)
  const named = name === '$default' ? undefined : stages.get(name)
  if (named !== undefined) return { compiled: named, path: path[end] === '/' ? path.slice(end) : `/${path.slice(end)}` }
  const fallback = stages.get('$default')
  return fallback === undefined ? undefined : { compiled: fallback, path }
}

function nameEnd(path: string): number {
  const slash = path.indexOf('/', 1)
  const mark = path.indexOf('?', 1)
  if (slash === -1 || (mark !== -1 && mark < slash)) return mark === -1 ? path.length : mark
  return slash
}
