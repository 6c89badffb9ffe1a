import type { Finding } from './finding.ts'

/** A change as `redocly diff` reports it. */
export interface ApiChange {
  readonly impact: 'major' | 'minor' | 'patch'
  readonly kind: 'added' | 'removed' | 'modified'
  readonly typeName: string
  readonly property?: string
  readonly base?: Place
  readonly revision?: Place
}

interface Place {
  /** JSON pointer. */
  readonly pointer: string
  readonly value?: unknown
}

/**
 * The effect of a change: a major one stops. Corrects the cases for which Redocly has no rule, and those
 * in which a request only accepts more.
 */
export function effectOf(change: ApiChange): Finding['effect'] {
  const { impact, kind, typeName, property, base, revision } = change
  const pointer = revision?.pointer ?? base?.pointer ?? ''
  const isResponse = isSentByService(pointer)
  const [old, current] = [base?.value, revision?.value]
  if (!isResponse) {
    const isNeeded = typeName === 'RequestBody' && (current as { required?: boolean })?.required
    if (kind === 'added' && isNeeded) return 'stop'
    if (/patternProperties|propertyNames/i.test(typeName) || /\/patternProperties\b/.test(pointer))
      return kind === 'removed' ? 'none' : 'stop'
    if (property === 'multipleOf' && isMultiple(old, current)) return 'none'
    if (property === 'format' && widerFormats.includes(`${old} ${current}`)) return 'none'
    // A client that leaves the value out means the old one.
    if (property === 'default' && old !== undefined) return 'stop'
    if (property === 'readOnly' && current === true) return 'stop'
    if (/\/parameters\/\d+(\/content)?$/.test(pointer) && typeName === 'MediaTypesMap')
      return 'stop'
  } else {
    if (property === 'format' && widerFormats.includes(`${current} ${old}`)) return 'none'
    if (property === 'writeOnly' && current === true) return 'stop'
  }
  // A condition narrows: safe only where requests lose it, or responses gain it.
  if (conditions.test(property ?? '') || conditions.test(pointer.split('/').at(-1) ?? ''))
    return kind === (isResponse ? 'added' : 'removed') ? 'none' : 'stop'
  // An item of a tuple narrows it.
  if (/\/prefixItems\/\d+$/.test(pointer) && (kind === 'removed') === isResponse) return 'stop'
  const isHeader = isResponse && /\/headers\/[^/]+(\/required)?$/.test(pointer)
  if (isHeader && property === 'required' && old === true && current !== true) return 'stop'
  return impact === 'major' ? 'stop' : 'none'
}

/** Responses, and the requests of callbacks and webhooks. */
function isSentByService(pointer: string): boolean {
  const isReversed = /^#?\/?webhooks\/|\/callbacks\//.test(pointer)
  return pointer.replace(/.*\/callbacks\//, '').includes('/responses/') !== isReversed
}

const conditions = /^(if|then|else)$/

const widerFormats = ['int32 int64', 'float double']

const isMultiple = (old: unknown, current: unknown) =>
  typeof old === 'number' && typeof current === 'number' && old % current === 0
