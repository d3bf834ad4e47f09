/** Calls `job` every so many seconds until disposed, without keeping the process alive. */
export function repeatEvery(everySeconds: number, job: () => void): Disposable {
  const timer = setInterval(job, everySeconds * 1000)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
