/** Loads when it is asked for the first time, once: a start waits for nothing that it does not need. */
export function onDemand<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined
  return () => (loading ??= load())
}
