import { hostname } from 'node:os'
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import type { ServiceIdentity } from '../../config/service-identity.ts'

/** What every span of the process carries. The SDK's own process detector would tell the command line too. */
export function createResource(service: ServiceIdentity): Resource {
  return defaultResource().merge(
    resourceFromAttributes({
      'host.name': hostname(),
      'process.pid': process.pid,
      'process.runtime.name': 'nodejs',
      'process.runtime.version': process.versions.node,
      ...service.attributes,
      'service.name': service.name,
      'service.version': service.version,
      'service.instance.id': service.instanceId,
      'deployment.environment.name': service.environment,
    }),
  )
}
