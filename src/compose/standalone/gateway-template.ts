import type { SecureGatewaySettings } from '../../config/plans/gateway-problems.ts'
import type { Log } from '../../ports/log.ts'
import { readDeployedTemplate } from '../templates/deployed-template.ts'
import { findPython } from '../templates/find-python.ts'
import type { Backends, NoteFile, TemplateReading } from '../templates/read-template.ts'
import { refuseMutualTls } from '../templates/refuse-mutual-tls.ts'

/** The template's APIs and functions, in front of pools elsewhere. Throws with the place of each mistake. */
export async function readGatewayTemplate(
  settings: SecureGatewaySettings & Pick<Backends, 'awsCredentials'>,
  file: string,
  log: Pick<Log, 'warn'>,
  note?: NoteFile,
): Promise<TemplateReading> {
  const { identityUrl } = settings
  const reading = await readDeployedTemplate(settings, {
    file,
    log,
    note,
    findPython,
    findIssuer: (poolId) => (identityUrl === undefined ? undefined : `${identityUrl}/${poolId}`),
  })
  if (settings.revocationFeedUrl === undefined) refuseRevocation(reading)
  refuseMutualTls(reading, settings.tls)
  return reading
}

/** Sessions end in another process, which this one does not hear of. */
function refuseRevocation({ gateway }: TemplateReading) {
  const asking = gateway.apis.find(({ stages }) => [...stages.values()].some(({ extras }) => extras.revocation))
  if (asking === undefined) return
  throw new Error(
    `The API ${asking.name} asks for sallyport:revocation, which needs to hear of sessions that end: name an installation with --revocation-feed-url, or take the tag away.`,
  )
}
