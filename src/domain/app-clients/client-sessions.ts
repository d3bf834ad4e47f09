import type { GetUserPoolClientSessionConfigurationResponse } from '../../contract/shapes.gen.ts'

/** As Set/GetUserPoolClientSessionConfiguration spell it. */
export type ClientSessions = Pick<GetUserPoolClientSessionConfigurationResponse, 'SSOSession'>
