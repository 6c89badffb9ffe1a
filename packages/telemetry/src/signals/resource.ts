import { createRequire } from 'node:module'
import {
  defaultResource,
  detectResources,
  hostDetector,
  osDetector,
  type Resource,
  type ResourceDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import type { ServiceIdentity } from '../config/service-identity.ts'
import { containerId, isEc2, kubernetesAttributes } from './platform.ts'

const require = createRequire(import.meta.url)
const { name: packageName, version: packageVersion } =
  require('@cruddur/telemetry/package.json') as {
    readonly name: string
    readonly version: string
  }

/**
 * The resource of all OpenTelemetry signals. Detectors that need the network resolve in the background; their
 * attributes are missing from the first exports. The SDK's process detector is not used, because it records
 * the command line, which may contain secrets.
 */
export function createResource(service: ServiceIdentity): Resource {
  const resource = defaultResource()
    .merge(detectResources({ detectors: [hostDetector, osDetector, ...awsDetectors()] }))
    .merge(
      resourceFromAttributes({
        'process.pid': process.pid,
        'process.executable.name': process.title,
        'process.executable.path': process.execPath,
        'process.runtime.name': 'nodejs',
        'process.runtime.version': process.versions.node,
        'process.runtime.description': 'Node.js',
        'container.id': containerId(),
        ...kubernetesAttributes(),
        // Spans are not recorded by the SDK's tracer, and the specification reserves its name.
        'telemetry.sdk.name': packageName,
        'telemetry.sdk.version': packageVersion,
        'telemetry.distro.name': packageName,
        'telemetry.distro.version': packageVersion,
        ...service.attributes,
        'service.name': service.name,
        'service.version': service.version,
        'service.instance.id': service.instanceId,
        'deployment.environment.name': service.environment,
      }),
    )
  return settledResource(resource)
}

/** Loaded only where they apply: elsewhere they would delay the start and search the network. */
function awsDetectors(): ResourceDetector[] {
  const { ECS_CONTAINER_METADATA_URI_V4: onEcs, AWS_LAMBDA_FUNCTION_NAME: onLambda } = process.env
  if (!onEcs && !onLambda && !isEc2()) return []
  const aws =
    require('@opentelemetry/resource-detector-aws') as typeof import('@opentelemetry/resource-detector-aws')
  if (onEcs) return [aws.awsEcsDetector]
  return onLambda ? [aws.awsLambdaDetector] : [aws.awsEc2Detector]
}

/**
 * A resource that shows the attributes known so far. The SDK's (3.1) logs an error for each access until all
 * detectors have finished, and a warning for each attribute that a detector does not find.
 */
function settledResource(resource: Resource): Resource {
  let settled = knownSoFar(resource)
  const done = resource.asyncAttributesPending
    ? resource.waitForAsyncAttributes?.().then(() => {
        settled = knownSoFar(resource)
      })
    : undefined

  return {
    get asyncAttributesPending() {
      return resource.asyncAttributesPending === true
    },
    get attributes() {
      return settled.attributes
    },
    ...(resource.schemaUrl !== undefined && { schemaUrl: resource.schemaUrl }),
    waitForAsyncAttributes: () => done ?? Promise.resolve(),
    merge: (other) => settledResource(resource.merge(other)),
    getRawAttributes: () => resource.getRawAttributes(),
  }
}

/** The first of several values of a key counts. */
function knownSoFar(resource: Resource): Resource {
  const known = resource
    .getRawAttributes()
    .filter(([, value]) => value !== undefined && !(value instanceof Promise))
  return resourceFromAttributes(Object.fromEntries(known.toReversed()))
}
