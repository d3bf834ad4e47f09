import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { planAws } from '../../config/plans/aws-plan.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import { readDeployedTemplate, type DeployedSettings } from './deployed-template.ts'

const template = `Resources:
  NotesRole: { Type: AWS::IAM::Role }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        info: { title: notes }
        paths:
          /notes:
            post:
              responses: { '200': { description: ok } }
              x-amazon-apigateway-integration:
                type: aws
                httpMethod: POST
                uri: arn:aws:apigateway:us-east-1:sqs:path/123456789012/notes
                credentials: !GetAtt NotesRole.Arn
                responses: { default: { statusCode: '200' } }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: v1 }
`
const accessKey = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: undefined }
const hasNone: Pick<AwsCredentials, 'find'> = { find: async () => ({ kind: 'refused', reason: 'there are none' }) }
const hasKey: Pick<AwsCredentials, 'find'> = { find: async () => ({ kind: 'found', accessKey }) }

async function read(t: TestContext, settings: Partial<DeployedSettings>) {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-template-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'template.yaml')
  await writeFile(file, template)
  const { gateway } = await readDeployedTemplate(
    {
      publicUrl: 'https://api.example.com',
      region: 'us-east-1',
      accountId: '210987654321',
      aws: planAws({}),
      existing: undefined,
      parametersFile: undefined,
      stackName: undefined,
      ...settings,
    },
    { file, log: { warn() {} }, findIssuer: () => undefined },
  )
  const integration = gateway.apis[0]?.stages.get('v1')?.routes[0]?.integration
  return integration?.kind === 'mapped' && integration.endpoint.kind === 'aws-service'
    ? integration.endpoint.service.identity
    : undefined
}

describe('the name of the stack', () => {
  test('keeps apart the plans and keys of two templates on one database', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-template-'))
    t.after(() => rm(folder, { recursive: true }))
    const file = join(folder, 'template.yaml')
    const key = 'Properties: { Enabled: true, Value: 12345678901234567890 }'
    const membership = 'Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan }'
    await writeFile(
      file,
      `Resources:\n  Plan: { Type: AWS::ApiGateway::UsagePlan }\n  Key: { Type: AWS::ApiGateway::ApiKey, ${key} }\n  In: { Type: AWS::ApiGateway::UsagePlanKey, ${membership} }\n`,
    )
    const idsOf = async (stackName: string | undefined) => {
      const place = { publicUrl: 'https://api.example.com', region: 'us-east-1', accountId: '210987654321' }
      const settings = { ...place, existing: undefined, parametersFile: undefined, stackName }
      const { gateway } = await readDeployedTemplate(settings, {
        file,
        log: { warn() {} },
        findIssuer: () => undefined,
      })
      return gateway.usagePlans.flatMap(({ id, keys }) => [id, ...keys.map((each) => each.id)])
    }
    const ids = await Promise.all([idsOf(undefined), idsOf('gateway'), idsOf('notes')])
    assert.deepEqual(ids[0], ids[1])
    assert.equal(new Set(ids.flat()).size, 4)
  })
})

describe('a template that calls services of AWS', () => {
  test('is refused at its place where the process has no credentials', async (t) => {
    await assert.rejects(
      read(t, { awsCredentials: hasNone }),
      /template\.yaml:\d+: Resources\.Api\.Properties\.Body.*uri: calls sqs of AWS; give this process/,
    )
  })

  test('names its roles as they are called where they are', async (t) => {
    const found = await read(t, { awsCredentials: hasKey, existing: { NotesRole: 'notes-1A2B' } })
    assert.deepEqual(found, { kind: 'role', arn: 'arn:aws:iam::210987654321:role/notes-1A2B' })
  })

  test('calls as the process itself where that is asked for', async (t) => {
    assert.deepEqual(await read(t, { awsCredentials: hasKey, serviceRoles: 'own' }), { kind: 'process' })
  })
})

describe('a template with a function of Python', () => {
  const text =
    'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties: { Runtime: python3.13, Handler: app.handler, Code: . }\n'

  for (const { name, findPython, interpreters, warnings } of [
    { name: 'has it like any other where no code is run', interpreters: [undefined], warnings: 0 },
    {
      name: 'has it with the Python of this machine where code is run',
      findPython: async () => ({ program: '/usr/bin/python3', minor: 13 }),
      interpreters: ['/usr/bin/python3'],
      warnings: 0,
    },
    { name: 'does without it where there is none', findPython: async () => undefined, interpreters: [], warnings: 1 },
  ]) {
    test(name, async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'sallyport-template-'))
      t.after(() => rm(folder, { recursive: true }))
      const file = join(folder, 'template.yaml')
      await writeFile(file, text)
      const warned: string[] = []
      const { functions } = await readDeployedTemplate(
        {
          publicUrl: 'https://api.example.com',
          region: 'us-east-1',
          accountId: '210987654321',
          existing: undefined,
          parametersFile: undefined,
          stackName: undefined,
        },
        {
          file,
          log: { warn: (_, message) => void warned.push(message) },
          findIssuer: () => undefined,
          ...(findPython && { findPython }),
        },
      )
      assert.deepEqual(
        functions.map(({ interpreter }) => interpreter),
        interpreters,
      )
      assert.equal(warned.length, warnings, warned.join('\n'))
    })
  }

  test('is the only one that Python is looked for', async (t) => {
    const looked = t.mock.fn(async () => undefined)
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-template-'))
    t.after(() => rm(folder, { recursive: true }))
    const file = join(folder, 'template.yaml')
    await writeFile(file, text.replace('python3.13', 'nodejs24.x'))
    const place = { publicUrl: 'https://api.example.com', region: 'us-east-1', accountId: '210987654321' }
    const settings = { ...place, existing: undefined, parametersFile: undefined, stackName: undefined }
    await readDeployedTemplate(settings, { file, log: { warn() {} }, findIssuer: () => undefined, findPython: looked })
    assert.equal(looked.mock.callCount(), 0)
  })
})
