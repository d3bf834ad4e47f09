import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { defaultBrandingSettings } from './default-branding.ts'
import { cssColour, parseColour } from './colour.ts'
import { correctContrast } from './contrast.ts'
import { paletteNames, pathOf, readPalette } from './palette.ts'
import { settingAt } from './settings-tree.ts'

const primary = (defaults: Readonly<Record<string, string>>) => ({
  components: { primaryButton: { lightMode: { defaults } } },
})

describe('colours of a style', () => {
  for (const mode of ['lightMode', 'darkMode'] as const) {
    test(`the defaults have all of ${mode}, and all can be read`, () => {
      for (const name of paletteNames) {
        const path = pathOf(name, mode)
        assert.ok(parseColour(settingAt(defaultBrandingSettings, path)), path)
      }
      assert.deepEqual(correctContrast(readPalette(undefined, mode)).findings, [])
    })
  }

  test('a button keeps its colour under the pointer', () => {
    const palette = readPalette(primary({ backgroundColor: '0b7a3bff', textColor: 'ffffffff' }), 'lightMode')
    assert.equal(cssColour(palette('primary')), '#0b7a3b')
    assert.equal(cssColour(palette('primary-hover')), '#288a53')
    assert.equal(cssColour(palette('primary-hover-ink')), '#ffffff')
  })

  test('what is no colour is the default', () => {
    const palette = readPalette(primary({ backgroundColor: 'red;}body{' }), 'lightMode')
    assert.equal(cssColour(palette('primary')), '#3246d3')
  })

  test('text on a button of the tenant’s colour can be read', () => {
    const settings = primary({ backgroundColor: 'ffe14dff', textColor: 'ffffffff' })
    const { palette, findings } = correctContrast(readPalette(settings, 'lightMode'))
    assert.deepEqual(
      findings.map(({ ink, on, needed, ratio }) => ({ ink, on, needed, ratio: Math.round(ratio * 10) / 10 })),
      [
        { ink: 'primary-ink', on: 'primary', needed: 4.5, ratio: 1.3 },
        { ink: 'primary-hover-ink', on: 'primary-hover', needed: 4.5, ratio: 1.3 },
        { ink: 'primary-active-ink', on: 'primary-active', needed: 4.5, ratio: 1.3 },
      ],
    )
    assert.equal(cssColour(palette('primary')), '#ffe14d', 'the tenant’s colour stays')
    assert.equal(cssColour(palette('primary-ink')), cssColour(findings[0]?.corrected ?? palette('page')))
  })

  test('what lies beneath a form that is not opaque counts', () => {
    const settings = {
      components: {
        form: { lightMode: { backgroundColor: 'ffffff00' } },
        pageBackground: { lightMode: { color: '101010ff' } },
      },
    }
    const { findings } = correctContrast(readPalette(settings, 'lightMode'))
    assert.ok(findings.some(({ ink }) => ink === 'heading'))
  })
})
