/** Each level is three protobuf messages, and parsers of some backends accept 100 nested messages. */
const maxDepth = 30

/** Whether a backend may reject the request because of how deep the value is nested. */
export function isTooDeep(value: unknown, levels = maxDepth): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}
