import { homedir } from 'node:os'

/** What the commands see of the process they run in. */
export interface Terminal {
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
  /** Colour and single keys are for people: false in pipes, and colour with NO_COLOR. */
  readonly hasColour: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly fail: (exitCode: 1 | 2) => void
  /** Calls back for every signal that asks the process to end. Returns how to stop listening. */
  readonly onEnd: (listen: (signal: EndSignal) => void) => () => void
  /** Calls back for every key, if a person is there. Returns how to stop listening. */
  readonly onKey: (listen: (key: string) => void) => () => void
  /** Lets a signal do what it does to a process that does not listen. */
  readonly giveUp: (signal: EndSignal) => void
}

export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

const endSignals: readonly EndSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

export function processTerminal(environment: Terminal['environment']): Terminal {
  const { stdin, stdout, stderr } = process
  return {
    print: (text) => void stdout.write(text),
    printError: (text) => void stderr.write(text),
    hasColour: stdout.isTTY && environment['NO_COLOR'] === undefined,
    environment,
    home: homedir(),
    fail: (exitCode) => void (process.exitCode = exitCode),
    onEnd(listen) {
      for (const signal of endSignals) process.on(signal, listen)
      return () => {
        for (const signal of endSignals) process.off(signal, listen)
      }
    },
    onKey(listen) {
      if (!stdin.isTTY || !stdout.isTTY) return () => {}
      const read = (bytes: Buffer): void => listen(bytes.toString('utf8'))
      stdin.setRawMode(true).resume().on('data', read)
      return () => {
        stdin.off('data', read).setRawMode(false).pause()
      }
    },
    giveUp: (signal) => void process.kill(process.pid, signal),
  }
}
