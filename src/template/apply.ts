import { createHash } from 'node:crypto'

import { Refusal } from '../contract/refusal.ts'
import type { TemplateState } from '../ports/template-state.ts'
import type { CognitoResource, InvokeKms, InvokeOperation, ResourceCall } from './cognito/resource.ts'
import { cognitoResources } from './cognito/table.ts'
import { kmsAlias } from './kms/alias.ts'
import { kmsKey } from './kms/key.ts'
import { isJsonArray, isJsonObject } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import type { Provision, Provisioned, ResourceToProvision } from './resolve.ts'
import { standardResource } from './standard-resource.ts'
import type { StandardResourceOptions } from './standard-resource.ts'
import { suggest } from '../domain/nearest-name.ts'

export interface ApplyOptions extends StandardResourceOptions {
  readonly invoke: InvokeOperation
  readonly invokeKms: InvokeKms
  readonly state: TemplateState
  readonly warn: (message: string) => void
}

/** What operations create; everything else stands by. */
const ownResources: Readonly<Record<string, CognitoResource>> = {
  ...cognitoResources,
  'AWS::KMS::Alias': kmsAlias,
  'AWS::KMS::Key': kmsKey,
}

/**
 * Creates what lives in a user pool, updates it when its properties changed, and finds it again at every later start.
 * Nothing is ever deleted: a resource that left the template, or had to be replaced, stays with its users.
 */
export function createProvision(options: ApplyOptions): Provision {
  return async (resource) => {
    const kind = Object.hasOwn(ownResources, resource.type) ? ownResources[resource.type] : undefined
    if (kind !== undefined) return provisionCognito(kind, resource, options)
    if (resource.type.startsWith('AWS::Cognito::UserPool')) {
      const advice = suggest(
        resource.type,
        Object.keys(cognitoResources),
        'Remove it, or keep it from running here with a condition.',
      )
      throw resource.fail([], `The type ${resource.type} is not supported.`, advice)
    }
    if (resource.type.startsWith('AWS::Cognito::')) {
      options.warn(`${resource.logicalId} (${resource.type}) does not run here.`)
    }
    return standardResource(resource, options)
  }
}

async function provisionCognito(
  kind: CognitoResource,
  resource: ResourceToProvision,
  options: ApplyOptions,
): Promise<Provisioned> {
  const { logicalId, type, properties, fail } = resource
  const { state, stackName, invoke, invokeKms, warn } = options
  checkProperties(kind, resource)
  const generatedName = standardResource({ logicalId, type, properties: {} }, options).physicalId
  const call: ResourceCall = {
    logicalId,
    properties,
    generatedName,
    invoke: refusalsPointed(invoke, fail),
    invokeKms: refusalsPointed(invokeKms, fail),
    fail,
  }
  const identity = Object.fromEntries(
    kind.identity.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  )
  const digests = { propertiesDigest: digest(properties), identityDigest: digest(identity) }

  const known = await state.get(stackName, logicalId)
  const isSame = known?.type === type && known.identityDigest === digests.identityDigest
  if (isSame) {
    const attributes = await kind.describe({ ...call, invoke, invokeKms }, known.physicalId)
    if (attributes !== undefined) {
      if (known.propertiesDigest !== digests.propertiesDigest) {
        await kind.update(call, known.physicalId)
        await state.put(stackName, logicalId, { ...known, ...digests })
      }
      return { physicalId: known.physicalId, attributes }
    }
  }
  const physicalId = await kind.create(call)
  await state.put(stackName, logicalId, { type, physicalId, ...digests })
  if (known !== undefined && known.physicalId !== physicalId) {
    const fate = isSame ? 'is gone' : 'is left as it is'
    warn(`${logicalId} (${type}) is new: ${physicalId} instead of ${known.physicalId}, which ${fate}.`)
  }
  return { physicalId, attributes: (await kind.describe({ ...call, invoke, invokeKms }, physicalId)) ?? {} }
}

function checkProperties(kind: CognitoResource, { properties, fail }: ResourceToProvision): void {
  for (const name of Object.keys(properties)) {
    if (kind.known.includes(name)) continue
    throw fail(
      [name],
      `"${name}" is no property of this type.`,
      suggest(name, kind.known, `Write one of ${kind.known.join(', ')}.`),
    )
  }
}

/** A refusal of the operation becomes an error that names the resource's line. */
function refusalsPointed<Name extends string>(
  invoke: (name: Name, input: JsonObject) => Promise<unknown>,
  fail: ResourceCall['fail'],
): (name: Name, input: JsonObject) => Promise<unknown> {
  return async (name, input) => {
    try {
      return await invoke(name, input)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw fail([], `${name} refuses it: ${error.exception}: ${error.message}`, 'Change what the message names.')
    }
  }
}

/** The resources of the stack that are remembered and no longer in the template. */
export async function leftBehind(
  state: TemplateState,
  stack: string,
  logicalIds: readonly string[],
): Promise<readonly string[]> {
  return (await state.list(stack)).filter((id) => !logicalIds.includes(id))
}

function digest(value: JsonObject): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('base64url')
}

function sorted(value: Json): Json {
  if (isJsonArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, sorted(item)])
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
