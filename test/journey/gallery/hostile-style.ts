import type { AssetType } from '../../../src/contract/shapes.gen.ts'
import type { BrandingDraft } from '../../../src/login/preview/preview-subject.ts'

const pale = { backgroundColor: 'ffef9aff', borderColor: 'ffef9aff', textColor: 'ffffffff' }
const dim = { backgroundColor: '2b2b2bff', borderColor: '2b2b2bff', textColor: '3a3a3aff' }
const button = {
  lightMode: { defaults: pale, hover: pale, active: pale },
  darkMode: { defaults: dim, hover: dim, active: dim },
}
const svg = (drawing: string): Uint8Array => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${drawing}/></svg>`)
const logo = svg('viewBox="0 0 600 80"><rect width="600" height="80" rx="20" fill="#f60"')
const asset = (Category: AssetType['Category']): AssetType => ({
  Category,
  ColorMode: 'DYNAMIC',
  Extension: 'SVG',
  Bytes: logo,
})

/** Pale upon pale by day and dark upon dark by night, everything switched on, and a logo wider than a phone. */
export const hostileStyle: BrandingDraft = {
  name: 'hostile',
  fault: undefined,
  assets: [asset('FORM_LOGO'), asset('PAGE_HEADER_LOGO'), asset('PAGE_FOOTER_LOGO'), asset('EMAIL_GRAPHIC')],
  settings: {
    categories: {
      form: { location: { horizontal: 'END', vertical: 'START' } },
      global: {
        colorSchemeMode: 'DYNAMIC',
        pageHeader: { enabled: true },
        pageFooter: { enabled: true },
        spacingDensity: 'COMPACT',
      },
    },
    componentClasses: {
      focusState: { lightMode: { borderColor: 'fafafaff' }, darkMode: { borderColor: '222222ff' } },
      input: {
        lightMode: { defaults: { backgroundColor: 'fffef0ff', borderColor: 'fafafaff' }, placeholderColor: 'eeeeeeff' },
        darkMode: { defaults: { backgroundColor: '1a1a1aff', borderColor: '202020ff' } },
      },
      inputDescription: { lightMode: { textColor: 'e0e0e0ff' }, darkMode: { textColor: '333333ff' } },
      inputLabel: { lightMode: { textColor: 'ddddddff' }, darkMode: { textColor: '303030ff' } },
      link: { lightMode: { defaults: { textColor: 'ffd0d0ff' } }, darkMode: { defaults: { textColor: '40202080' } } },
      statusIndicator: {
        lightMode: {
          error: { backgroundColor: 'fff0f0ff', indicatorColor: 'ffdadaff' },
          success: { backgroundColor: 'f0fff0ff', indicatorColor: 'daffdaff' },
        },
        darkMode: { error: { indicatorColor: '300000ff' }, success: { indicatorColor: '003000ff' } },
      },
    },
    components: {
      form: {
        logo: { enabled: true, formInclusion: 'OUT', location: 'START', position: 'TOP' },
        lightMode: { backgroundColor: 'ffffff80' },
        darkMode: { backgroundColor: '00000080' },
      },
      idpButton: { standard: button },
      pageBackground: { lightMode: { color: 'fff8e0ff' }, darkMode: { color: '101010ff' } },
      pageHeader: { logo: { enabled: true, location: 'CENTER' } },
      pageFooter: { logo: { enabled: true, location: 'END' }, lightMode: { background: { color: '202020ff' } } },
      pageText: {
        lightMode: { bodyColor: 'ccccccff', descriptionColor: 'ddddddff', headingColor: 'eeeeeeff' },
        darkMode: { bodyColor: '333333ff', descriptionColor: '222222ff', headingColor: '111111ff' },
      },
      primaryButton: button,
      secondaryButton: button,
    },
  },
}
