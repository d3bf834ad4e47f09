import { Command } from 'commander'
import type { Composition, StoreSettings } from '../config/plans/running.ts'
import { reportFailure, reportMisuse } from './failure.ts'
import { addStoreOptions, readStoreSettings } from './store-options.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport messages`: the mail, SMS and notices of sign-outs that were given up, for an operator to look at and decide about. */
export function messagesCommand(compose: () => Promise<Composition>, terminal: Terminal): Command {
  const list = new Command('list')
    .description('Print the messages that were given up, a line of JSON each, oldest first.')
    .action(async (flags: Record<string, unknown>) => {
      await withStore(flags, async ({ listDeadMessages }, settings) => {
        for (const message of await listDeadMessages(settings)) terminal.print(`${JSON.stringify(message)}\n`)
      })
    })
  const commands = [
    list,
    decision('retry', 'Put messages that were given up back into the outbox, to be tried anew.'),
    decision('discard', 'Delete messages that were given up.'),
  ]
  const command = new Command('messages').description('Mail, SMS and notices of sign-outs that were given up.')
  for (const each of commands) {
    addStoreOptions(each)
    command.addCommand(each)
  }
  return command

  function decision(name: 'retry' | 'discard', description: string): Command {
    return new Command(name)
      .description(description)
      .argument('[ids...]', 'which messages, as "list" prints their ids')
      .option('--all', 'every one that was given up')
      .action(async (ids: readonly string[], { all, ...flags }: Record<string, unknown>) => {
        if ((all === true) === ids.length > 0)
          return reportMisuse(terminal, ['Name messages by their ids, or all of them by --all.'])
        await withStore(flags, async ({ settleDeadMessages }, settings) => {
          const count = await settleDeadMessages(settings, name, all === true ? 'all' : ids)
          terminal.print(`${count} ${count === 1 ? 'message' : 'messages'}: ${name}\n`)
          if (all !== true && count < ids.length) throw new Error('The other ids are of no message that was given up.')
        })
      })
  }

  async function withStore(
    flags: Record<string, unknown>,
    work: (composition: Composition, settings: StoreSettings) => Promise<void>,
  ): Promise<void> {
    const settings = readStoreSettings(terminal, flags)
    if (settings === undefined) return
    try {
      await work(await compose(), settings)
    } catch (error) {
      reportFailure(terminal, error)
    }
  }
}
