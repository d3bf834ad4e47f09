import type { GetUserPoolSessionConfigurationResponse } from '../../contract/shapes.gen.ts'

/** As Set/GetUserPoolSessionConfiguration spell it. */
export type PoolSessions = Pick<GetUserPoolSessionConfigurationResponse, 'UserSessionTracking' | 'TokenSession'>
