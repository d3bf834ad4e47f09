import { runnerChannel } from './runner-channel.ts'

/** Acts when a call has nothing left to do: the channel to the runner does not count while it runs. */
export function onEmptyEventLoop(act: () => void): () => void {
  const listener = () => {
    runnerChannel.ref()
    act()
  }
  process.once('beforeExit', listener)
  runnerChannel.unref()
  return () => {
    process.off('beforeExit', listener)
    runnerChannel.ref()
  }
}
