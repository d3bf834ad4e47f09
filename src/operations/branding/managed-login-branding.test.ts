import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateManagedLoginBranding } from './CreateManagedLoginBranding.ts'
import { DeleteManagedLoginBranding } from './DeleteManagedLoginBranding.ts'
import { DescribeManagedLoginBranding } from './DescribeManagedLoginBranding.ts'
import { DescribeManagedLoginBrandingByClient } from './DescribeManagedLoginBrandingByClient.ts'
import { UpdateManagedLoginBranding } from './UpdateManagedLoginBranding.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1" fill="url(#a)"/></svg>'
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const Settings = {
  categories: { form: { displayGraphics: false, location: { horizontal: 'START' } } },
  componentClasses: { buttons: { borderRadius: 8.25 }, big: 9007199254740991, small: 1e-7, nothing: null },
}
const background = { Category: 'PAGE_BACKGROUND', ColorMode: 'DARK', Extension: 'SVG', Bytes: base64(svg) }

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const named = { UserPoolId: pool.id, ClientId: client.id }
  const create = (input: object = {}): Promise<any> =>
    callOnWire(CreateManagedLoginBranding, ports, { ...named, ...input })
  const { ManagedLoginBranding: made } = await create({ Settings, Assets: [background] })
  const ofMade = { UserPoolId: pool.id, ManagedLoginBrandingId: made.ManagedLoginBrandingId }
  const update = (input: object): Promise<any> => callOnWire(UpdateManagedLoginBranding, ports, { ...ofMade, ...input })
  return { ports, pool, client, named, create, made, ofMade, update }
}

describe('managed login branding', () => {
  test('is told as it was set, by its id and by its client', async () => {
    const { ports, pool, named, made, ofMade } = await given()
    assert.match(made.ManagedLoginBrandingId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual(made, {
      ManagedLoginBrandingId: made.ManagedLoginBrandingId,
      UserPoolId: pool.id,
      UseCognitoProvidedValues: false,
      Settings,
      Assets: [background],
      CreationDate: 1772366400,
      LastModifiedDate: 1772366400,
    })
    const told = { ManagedLoginBranding: made }
    assert.deepEqual(await callOnWire(DescribeManagedLoginBranding, ports, ofMade), told)
    assert.deepEqual(await callOnWire(DescribeManagedLoginBrandingByClient, ports, named), told)
  })

  test('is told with the defaults beneath it on demand', async () => {
    const { ports, named } = await given()
    const input = { ...named, ReturnMergedResources: true }
    const { ManagedLoginBranding }: any = await callOnWire(DescribeManagedLoginBrandingByClient, ports, input)
    const { categories, componentClasses, components } = ManagedLoginBranding.Settings
    assert.deepEqual(categories.form.location, { horizontal: 'START', vertical: 'CENTER' })
    assert.deepEqual([categories.form.displayGraphics, categories.global.spacingDensity], [false, 'REGULAR'])
    assert.equal(componentClasses.buttons.borderRadius, 8.25)
    assert.ok(components.primaryButton.lightMode)
  })

  test('keeps what an update leaves out, down to single settings and assets', async () => {
    const { ports, made, update } = await given()
    ports.clock.advanceSeconds(5)
    const brighter = { ...background, ColorMode: 'LIGHT' }
    const other = { ...background, Bytes: base64(svg.replace('rect', 'ellipse')) }
    const input = { Settings: { categories: { form: { displayGraphics: true } } }, Assets: [other, brighter] }
    const { ManagedLoginBranding } = await update(input)
    assert.deepEqual(ManagedLoginBranding, {
      ...made,
      Settings: {
        ...Settings,
        categories: { form: { displayGraphics: true, location: { horizontal: 'START' } } },
      },
      Assets: [other, brighter],
      LastModifiedDate: 1772366405,
    })
  })

  test('goes back to the defaults and away from them', async () => {
    const { update } = await given()
    const { ManagedLoginBranding: reset } = await update({ UseCognitoProvidedValues: true })
    assert.deepEqual([reset.UseCognitoProvidedValues, 'Settings' in reset], [true, false])
    const { ManagedLoginBranding: own } = await update({ Settings: { a: 1 } })
    assert.deepEqual([own.UseCognitoProvidedValues, own.Settings], [false, { a: 1 }])
  })

  test('is one to a client, and goes once', async () => {
    const { ports, create, client, named, ofMade } = await given()
    assert.equal(
      await create({ UseCognitoProvidedValues: true }),
      `ManagedLoginBrandingExistsException: Managed login branding already exists for client ${client.id}.`,
    )
    assert.equal(await callOnWire(DeleteManagedLoginBranding, ports, ofMade), '')
    const gone = `ResourceNotFoundException: Managed login branding ${ofMade.ManagedLoginBrandingId} does not exist.`
    assert.equal(await callOnWire(DescribeManagedLoginBranding, ports, ofMade), gone)
    assert.equal(await callOnWire(UpdateManagedLoginBranding, ports, ofMade), gone)
    assert.equal(await callOnWire(DeleteManagedLoginBranding, ports, ofMade), gone)
    assert.equal(
      await callOnWire(DescribeManagedLoginBrandingByClient, ports, named),
      `ResourceNotFoundException: Managed login branding does not exist for client ${client.id}.`,
    )
  })

  test('of one pool is nothing to another', async () => {
    const { ports, ofMade, named } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const there = { ...ofMade, UserPoolId: other.id }
    for (const operation of [DescribeManagedLoginBranding, UpdateManagedLoginBranding, DeleteManagedLoginBranding]) {
      assert.match(String(await callOnWire<any, any>(operation, ports, there)), /^ResourceNotFoundException/)
    }
    const byClient = { ...named, UserPoolId: other.id }
    assert.equal(
      await callOnWire(DescribeManagedLoginBrandingByClient, ports, byClient),
      'ResourceNotFoundException: User pool client does not exist.',
    )
  })

  const unsafe = (what: string): object => ({ Assets: [{ ...background, Bytes: base64(what) }] })
  const noSvg = 'The asset PAGE_BACKGROUND (DARK) is no SVG that may be shown.'
  for (const [what, input, text] of [
    [
      'settings beside the defaults',
      { UseCognitoProvidedValues: true, Settings },
      'Settings cannot be set while UseCognitoProvidedValues is true.',
    ],
    ['settings that are no tree', { Settings: [1] }, 'Settings must be a JSON object.'],
    [
      'a type that the place does not take',
      { Assets: [{ ...background, Category: 'FAVICON_ICO' }] },
      'The asset FAVICON_ICO (DARK) must be of one of these types: ICO.',
    ],
    ['one place twice', { Assets: [background, background] }, 'The asset PAGE_BACKGROUND (DARK) is given twice.'],
    [
      'no picture at all',
      { Assets: [{ ...background, Bytes: undefined }] },
      'The asset PAGE_BACKGROUND (DARK) has neither Bytes nor ResourceId.',
    ],
    [
      'a picture of another type',
      { Assets: [{ ...background, Extension: 'PNG' }] },
      'The asset PAGE_BACKGROUND (DARK) is no PNG that may be shown.',
    ],
    ['a script', unsafe(svg.replace('<rect', '<script>alert(1)</script><rect')), noSvg],
    ['a handler', unsafe(svg.replace('<rect', '<rect onload="alert(1)"')), noSvg],
    ['a foreign object', unsafe(svg.replace('<rect', '<foreignObject/><rect')), noSvg],
    ['a reference out of itself', unsafe(svg.replace('url(#a)', 'url(https://evil.example)')), noSvg],
    ['a link', unsafe(svg.replace('<rect', '<use href="https://evil.example"/><rect')), noSvg],
    ['an entity', unsafe(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg}`), noSvg],
    ['HTML', unsafe('<html xmlns="http://www.w3.org/1999/xhtml"/>'), noSvg],
  ] as const) {
    test(`refuses ${what}, made and changed`, async () => {
      const { ports, pool, update } = await given()
      const { id } = await givenClient(ports, pool, { id: '2another' })
      const refusal = `InvalidParameterException: ${text}`
      assert.equal(
        await callOnWire(CreateManagedLoginBranding, ports, { UserPoolId: pool.id, ClientId: id, ...input }),
        refusal,
      )
      assert.equal(await update(input), refusal)
    })
  }
})
