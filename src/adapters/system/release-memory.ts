import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back what starting took and running does not need, once, `seconds` from now: 20 MB of room for young objects,
 * which V8 would keep until it is short of memory. It takes some 50 ms, so not on the way to ready.
 */
export function releaseMemoryIn(seconds: number): Disposable {
  const timer = setTimeout(() => {
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }, seconds * 1000)
  timer.unref()
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}
