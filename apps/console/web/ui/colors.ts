import css from './colors.module.css'

const HUES = 12

/** Classes that set `--service`, the color of a service or a series. */
export const ACCENT_COLOR = css.accent ?? ''
export const FAILED_COLOR = css.failed ?? ''
export const MUTED_COLOR = css.muted ?? ''
/** Three shades of one color, such as for percentiles; no service has them. */
export const SHADES = [css.shade1 ?? '', css.shade2 ?? '', css.shade3 ?? ''] as const

/** Returns the class that sets `--service` to the color at an index; colors repeat after a dozen. */
export function colorAt(index: number): string {
  return css[`hue${index % HUES}`] ?? ''
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
  return colorAt((hash ^ (hash >>> 15)) >>> 0)
}
