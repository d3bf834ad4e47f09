import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Document } from '../../contract/shapes.gen.ts'
import { defaultBrandingSettings } from './default-branding.ts'
import { lintStyle } from './lint.ts'

const button = (mode: string, colours: Readonly<Record<string, string>>): Document => ({
  components: { primaryButton: { [mode]: { defaults: colours } } },
})

describe('the linter of styles', () => {
  test('finds nothing wrong with the default, nor with none', () => {
    assert.deepEqual(lintStyle(defaultBrandingSettings, []), [])
    assert.deepEqual(lintStyle(undefined, []), [])
  })

  const findings: Readonly<Record<string, [settings: Document, warning: RegExp]>> = {
    'a member that nobody knows': [
      { components: { primaryButon: { lightMode: {} }, form: { logo: { enable: true } } } },
      /^components\.form\.logo\.enable is not known, so nothing shows it\.$/,
    ],
    'a colour that is none': [
      button('darkMode', { backgroundColor: 'rebeccapurple' }),
      /^components\.primaryButton\.darkMode\.defaults\.backgroundColor is no colour/,
    ],
    'text that cannot be read': [
      { components: { pageText: { lightMode: { headingColor: 'ccccccff' } } } },
      /^components\.pageText\.lightMode\.headingColor has a contrast of 1\.6 to 1 on components\.form\.lightMode\.backgroundColor, where 4\.5 is needed: #[0-9a-f]{6} is shown instead\.$/,
    ],
    'a picture that is not there': [
      { components: { form: { logo: { enabled: true } } } },
      /^components\.form\.logo\.enabled is on, but there is no asset FORM_LOGO\.$/,
    ],
    'a setting that does nothing': [
      { categories: { form: { sessionTimerDisplay: 'STATIC' } } },
      /^categories\.form\.sessionTimerDisplay is kept and told, and shows nowhere, as at AWS\.$/,
    ],
  }
  for (const [what, [settings, warning]] of Object.entries(findings)) {
    test(`finds ${what}`, () => {
      const found = lintStyle(settings, [])
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0] ?? '', warning)
    })
  }

  test('looks at the colours that are shown', () => {
    const unreadable = { components: { pageText: { darkMode: { headingColor: '222222ff' } } } }
    assert.equal(lintStyle(unreadable, []).length, 1)
    assert.deepEqual(lintStyle({ ...unreadable, categories: { global: { colorSchemeMode: 'LIGHT' } } }, []), [])
  })
})
