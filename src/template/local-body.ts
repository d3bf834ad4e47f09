import { parseTemplate } from './parse.ts'
import type { PreparedTemplate } from './prepare.ts'
import type { ScopeOptions } from './scope.ts'
import type { RawResource } from './sections.ts'
import { besideTemplate, TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

/** `BodyS3Location: ./openapi.yaml`, as `aws cloudformation package` takes it: the file becomes the body. */
export function withLocalBodies(prepared: PreparedTemplate): PreparedTemplate {
  const resources = [...prepared.resources].map(([id, resource]): [string, RawResource] => [
    id,
    withLocalBody(id, resource, prepared),
  ])
  return { ...prepared, resources: new Map(resources) }
}

function withLocalBody(logicalId: string, resource: RawResource, { scope }: PreparedTemplate): RawResource {
  const { BodyS3Location: location, ...properties } = resource.properties
  const isApi = resource.type === 'AWS::ApiGateway::RestApi' || resource.type === 'AWS::ApiGatewayV2::Api'
  if (!isApi || location === undefined) return resource
  const path = ['Resources', logicalId, 'Properties', 'BodyS3Location']
  if (typeof location !== 'string' || location.startsWith('s3://')) {
    const advice = 'Write the path of a file beside the template.'
    throw new TemplateError(scope.template, path, 'A body in S3 cannot be read here.', advice)
  }
  const text = readFile(location, path, scope)
  const body = parseTemplate(text, besideTemplate(scope.template, location))
  scope.template.include(['Resources', logicalId, 'Properties', 'Body'], body)
  return { ...resource, properties: { ...properties, Body: body.root } }
}

function readFile(location: string, path: Path, { template, readFile: read }: ScopeOptions): string {
  try {
    return read(location)
  } catch {
    const advice = 'Write its path relative to the template.'
    throw new TemplateError(template, path, `The file "${location}" cannot be read.`, advice)
  }
}
