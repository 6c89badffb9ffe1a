import { ServiceMap, ServiceMapSearch } from '../contract/service-map.ts'
import { type ServiceMapReaders, serviceMap } from '../query/analysis/service-map.ts'
import { type ApiServer, problems } from './api-server.ts'

/** Services at a glance and their calls under `/api/v1/service-map`. */
export function registerServiceMapRoute(app: ApiServer, readers: ServiceMapReaders): void {
  app.get(
    '/api/v1/service-map',
    {
      schema: {
        summary: 'Requests per service and calls between services; the last hour by default',
        querystring: ServiceMapSearch,
        response: { 200: ServiceMap, ...problems },
      },
    },
    async ({ query }) => serviceMap(readers, query),
  )
}
