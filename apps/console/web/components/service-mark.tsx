const COLOURS = 12

/** A service's name behind a dot of its own colour. */
export function ServiceMark({ service }: { readonly service: string }) {
  return (
    <span className={`service-mark ${serviceColour(service)}`}>
      <i className="dot" aria-hidden="true" />
      {service}
    </span>
  )
}

/**
 * The class that sets `--service` to the colour of a service. It depends on the name alone, so a
 * service looks the same on every page, in every run and in every browser.
 */
export function serviceColour(service: string): string {
  // FNV-1a, folded; the offset is one under which a dozen usual names fall far apart.
  let hash = 38
  for (let index = 0; index < service.length; index += 1)
    hash = Math.imul(hash ^ service.charCodeAt(index), 0x01000193)
  return `service-${((hash ^ (hash >>> 15)) >>> 0) % COLOURS}`
}
