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
    const late = Promise.withResolvers<never>()
    const tooLate = () => late.reject(new DOMException('the search took too long', 'TimeoutError'))
    const timer = setTimeout(tooLate, longestSearchMilliseconds)
    try {
      const { accessKeyId, secretAccessKey, sessionToken } = await Promise.race([provide(), late.promise])
      return { kind: 'found', accessKey: { accessKeyId, secretAccessKey, sessionToken } }
    } catch (error) {
      // Its message may repeat what a program of a profile was started with.
      const name = error instanceof Error ? error.name : 'unknown'
      return { kind: 'refused', reason: `no source of AWS’s credentials has any (${name})` }
    } finally {
      // Nearly always the chain knows them, and each request to AWS asks: no timer stays behind.
      clearTimeout(timer)
    }
  }
}
