import { access } from 'node:fs/promises'
import { Command } from 'commander'
import { systemClock } from '../adapters/system/clock.ts'
import { openLocalCertificateAuthority } from '../adapters/system/local-certificate-authority.ts'
import { systemRandom } from '../adapters/system/random.ts'
import { installInTrustStores, thisMachine, type TrustOutcome } from '../adapters/system/trust-stores.ts'
import { dataFolderPaths } from '../config/files/data-folder.ts'
import { readSettings } from '../config/settings/read-settings.ts'
import { describeSettings } from '../config/settings/describe-settings.ts'
import { developmentSettings } from '../config/settings/schema.ts'
import { reportFailure, reportMisuse } from './failure.ts'
import { settingOptions } from './setting-options.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport trust`: makes browsers and programs of this machine believe the local CA. */
export function trustCommand(terminal: Terminal, machine = thisMachine(terminal.home)): Command {
  const used = describeSettings(developmentSettings).filter(({ name }) => name === 'dataDir' || name === 'baseHost')
  const command = new Command('trust').description("Install the local CA in the system's and the browsers' stores.")
  for (const option of settingOptions(used)) command.addOption(option)

  return command.action(async (flags: Record<string, unknown>) => {
    const reading = readSettings(developmentSettings, { flags, environment: terminal.environment })
    if (reading.kind === 'wrong') return reportMisuse(terminal, reading.problems)
    const { dataDir, baseHost } = reading.settings
    try {
      const caFile = await existingOrNewCa(dataDir, baseHost)
      if (caFile === undefined)
        return reportMisuse(terminal, ['There is no CA yet: start Sallyport once, then repeat.'])
      const outcomes = await installInTrustStores(caFile, machine)
      for (const outcome of outcomes) terminal.print(describeOutcome(outcome))
      terminal.print(`Programs that ask for a file (NODE_EXTRA_CA_CERTS, AWS_CA_BUNDLE): ${caFile}\n`)
      if (!outcomes.some(({ outcome }) => outcome === 'installed')) terminal.fail(1)
    } catch (error) {
      reportFailure(terminal, error)
    }
  })

  /** Under sudo nothing is made: the files would belong to root, and the next start could not read them. */
  async function existingOrNewCa(dataDir: string, baseHost: string): Promise<string | undefined> {
    const { authority, authorityCertificate } = dataFolderPaths(dataDir)
    const exists = await access(authorityCertificate).then(
      () => true,
      () => false,
    )
    if (exists) return authorityCertificate
    if (terminal.environment['SUDO_USER'] !== undefined) return undefined
    const opened = await openLocalCertificateAuthority({
      folder: authority,
      clock: systemClock,
      random: systemRandom,
      baseHost,
    })
    return opened.caFile
  }
}

function describeOutcome({ store, outcome, advice }: TrustOutcome): string {
  const words = { installed: 'installed', refused: 'failed', 'not-possible': 'not installed' }
  return `${words[outcome]}: ${store}${advice === undefined ? '' : `. ${advice}`}\n`
}
