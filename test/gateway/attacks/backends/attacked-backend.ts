/** A request as some server understood it. */
export interface SeenRequest {
  readonly method: string
  /** As it stood on the wire. */
  readonly target: string
  /** What the server takes the path to be, after its own decoding. */
  readonly path: string
  /** Names as programs behind this server look them up: folded to lower case and `-`. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined where this kind of server does not say it. */
  readonly body: string | undefined
}

/** One kind of server behind the gateway, and what it saw. */
export interface AttackedBackend extends AsyncDisposable {
  readonly url: string
  /** All requests since the last call. */
  readonly seen: () => Promise<readonly SeenRequest[]>
}

export interface BackendKind {
  readonly name: string
  /** Says why it cannot run here. */
  readonly absent: () => string | false
  readonly start: () => Promise<AttackedBackend>
}

/** Collects what a server reports. Whatever came before a request of our own is known once that one is reported. */
export function reportsOf(url: string) {
  let seen: SeenRequest[] = []
  let fences = 0
  const waiting = new Map<string, () => void>()
  return {
    report(request: SeenRequest) {
      const release = waiting.get(request.target)
      if (release === undefined) seen.push(request)
      else release()
    },
    async seen(): Promise<readonly SeenRequest[]> {
      const target = `/fence/${(fences += 1)}`
      const fence = Promise.withResolvers<void>()
      waiting.set(target, fence.resolve)
      const response = await fetch(`${url}${target}`, { headers: { connection: 'close' } })
      await response.arrayBuffer()
      await fence.promise
      const collected = seen
      seen = []
      return collected
    },
  }
}

export function fold(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}
