import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Systems take the ports of connections, and those of listeners that name none, from 32768 (Linux) or 49152 on. */
const lowest = 10_000
const highest = 32_767

/**
 * A port for a program that must be told one. Between this answer and the program's start nothing but another draw
 * from so many can take it, as a port that the system gave out could be given out again meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (isListening) await new Promise((resolve) => server.close(resolve))
  return isListening
}
