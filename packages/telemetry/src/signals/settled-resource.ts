import { type Resource, resourceFromAttributes } from '@opentelemetry/resources'

/**
 * A resource that shows the attributes known so far. The SDK's (3.1) logs an error for each access until all
 * detectors have finished, and a warning for each attribute that a detector does not find.
 */
export function settledResource(resource: Resource): Resource {
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
