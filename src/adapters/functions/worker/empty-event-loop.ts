/** Acts when a call has nothing left to do: the channel to the runner does not count while it runs. */
export function onEmptyEventLoop(act: () => void): () => void {
  const listener = () => {
    process.channel?.ref()
    act()
  }
  process.once('beforeExit', listener)
  process.channel?.unref()
  return () => {
    process.off('beforeExit', listener)
    process.channel?.ref()
  }
}
