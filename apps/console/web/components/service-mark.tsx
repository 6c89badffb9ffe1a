const COLORS = 12

/** The name of a service after a dot in its color. */
export function ServiceMark({ service }: { readonly service: string }) {
  return (
    <span className={`service-mark ${serviceColor(service)}`}>
      <i className="dot" aria-hidden="true" />
      {service}
    </span>
  )
}

/**
 * Returns the class that sets `--service` to the color of a service. The color depends only on the
 * name, so it is the same on every page.
 */
export function serviceColor(service: string): string {
  // FNV-1a, folded; this offset gives a dozen common service names different colors.
  let hash = 38
  for (let index = 0; index < service.length; index += 1)
    hash = Math.imul(hash ^ service.charCodeAt(index), 0x01000193)
  return `service-${((hash ^ (hash >>> 15)) >>> 0) % COLORS}`
}
