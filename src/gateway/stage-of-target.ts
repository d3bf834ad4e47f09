import type { CompiledApi, CompiledStage } from './gateway-snapshot.ts'

/** What the listener made of a request's host: which API it is for, and the path below that API's base. */
export interface GatewayTarget {
  readonly apiId: string
  /** Where the listener took the stage off already, as for `/_api/{apiId}/{stage}/…`. */
  readonly stage?: string
  /** Path and query as on the wire, beginning with `/`; with the stage in front unless `stage` is given. */
  readonly path: string
  /** The request came through a domain of its own, not the API's default endpoint. */
  readonly isCustomDomain?: boolean
}

export interface StageOfTarget {
  readonly compiled: CompiledStage
  readonly path: string
}

/** An explicit stage wins over `$default`, which has no prefix. Undefined where the API has no such stage. */
export function stageOfTarget({ stages }: CompiledApi, { stage, path }: GatewayTarget): StageOfTarget | undefined {
  if (stage !== undefined) {
    const compiled = stages.get(stage)
    return compiled === undefined ? undefined : { compiled, path }
  }
  // Stage names need no encoding; an encoded one is an odd spelling of a path and matches no stage.
  const [, name = '', rest = ''] = /^\/([\w-]*)([/?].*)?$/s.exec(path) ?? []
  const named = stages.get(name)
  if (named !== undefined) return { compiled: named, path: rest.startsWith('/') ? rest : `/${rest}` }
  const fallback = stages.get('$default')
  return fallback === undefined ? undefined : { compiled: fallback, path }
}
