import { defaultProvider } from '@aws-sdk/credential-provider-node'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'

/** A program that a profile names (`credential_process`) may never end. */
const longestSearchMilliseconds = 10_000

/**
 * Credentials of this process, from where SDKs look: a profile of the shared files, a web identity token, a container's
 * or a machine's metadata. The chain keeps them until shortly before they expire, and looks once for all who wait.
 */
export function findOwnCredentials({ region }: { readonly region: string }): AwsCredentials['find'] {
  const provide = defaultProvider({ clientConfig: { region } })
  return async () => {
    const signal = AbortSignal.timeout(longestSearchMilliseconds)
    const tooLong = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    try {
      const { accessKeyId, secretAccessKey, sessionToken } = await Promise.race([provide(), tooLong])
      return { kind: 'found', accessKey: { accessKeyId, secretAccessKey, sessionToken } }
    } catch (error) {
      // Its message may repeat what a program of a profile was started with.
      const name = error instanceof Error ? error.name : 'unknown'
      return { kind: 'refused', reason: `no source of AWS’s credentials has any (${name})` }
    }
  }
}
