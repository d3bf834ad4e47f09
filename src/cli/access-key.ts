import { Command, Option } from 'commander'
import type { Composition } from '../config/plans/running.ts'
import { reportFailure } from './failure.ts'
import { addStoreOptions, readStoreSettings } from './store-options.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport access-key <principal>`: a credential with which an operator signs requests to a production node. */
export function accessKeyCommand(compose: () => Promise<Composition>, terminal: Terminal): Command {
  const command = new Command('access-key')
    .description('Make an access key for an operator. Its secret is printed once.')
    .argument('<principal>', 'who it is for, as the log will name them')
    .addOption(new Option('--role <role>', 'what it may do').choices(['admin', 'read-only']).default('admin'))
  addStoreOptions(command)

  return command.action(async (principal: string, { role, ...flags }: Record<string, unknown>) => {
    const settings = readStoreSettings(terminal, flags)
    if (settings === undefined) return
    try {
      const { createAccessKey } = await compose()
      const key = await createAccessKey(settings, { principal, role: role === 'read-only' ? 'read-only' : 'admin' })
      terminal.print(`${JSON.stringify({ accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey })}\n`)
    } catch (error) {
      reportFailure(terminal, error)
    }
  })
}
