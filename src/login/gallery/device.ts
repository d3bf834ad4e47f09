import { deviceAllowPage } from '../pages/device-allow-page.ts'
import { deviceCodeField, devicePage } from '../pages/device-page.ts'
import { messagePage } from '../pages/message-page.ts'
import type { Exhibit } from './exhibit.ts'
import { samples } from './samples.ts'

const userCode = 'WDJB-MJHT'

/** A device that is signed in at a browser elsewhere. */
export const deviceExhibits: readonly Exhibit[] = [
  { name: 'device', draw: (view) => devicePage(view, { code: '', problems: [] }) },
  {
    name: 'device-unknown',
    draw: (view) => {
      const problem = { field: deviceCodeField, text: view.messages.errors.deviceUnknown }
      return devicePage(view, { code: userCode, problems: [problem] })
    },
  },
  {
    name: 'device-allow',
    draw: (view) => deviceAllowPage(view, { userCode, username: samples.username, otherHref: '#' }),
  },
  {
    name: 'device-allowed',
    draw: (view) => messagePage(view, { title: view.messages.deviceAllowedTitle, text: view.messages.signedOut }),
  },
  {
    name: 'device-denied',
    draw: (view) => messagePage(view, { title: view.messages.deviceDeniedTitle, text: view.messages.signedOut }),
  },
]
