import type { Attributes } from '@opentelemetry/api'
import {
  AddAttributeDecision,
  cleanAttributes,
  isAnyValue,
  maybeAddAttribute,
} from '@opentelemetry/core'
import { printable, type WarnOnce } from '../../warn-once.ts'
import { isTooDeep } from './clean-input.ts'

type AttributeLimits = Parameters<typeof maybeAddAttribute>[0]['limits']
type Plain = string | number | boolean

const unlimited: AttributeLimits = {
  attributeCountLimit: Number.POSITIVE_INFINITY,
  attributeValueLengthLimit: Number.POSITIVE_INFINITY,
}

/**
 * The attributes of a span, each validated and copied once. At the start the limits apply after the
 * sampler has seen the attributes, and invalid ones count as dropped; later ones do not, as in the SDK.
 */
export class AttributeSet {
  values: Attributes = {}
  dropped = 0
  readonly #warn: WarnOnce
  #limits = unlimited
  #count = 0

  constructor(attributes: Attributes | undefined, warn: WarnOnce) {
    this.#warn = warn
    if (!attributes || this.#copyPlain(attributes)) return
    this.#each(attributes, (key) => {
      if (!this.#tryAdd(attributes, key)) this.dropped += 1
    })
  }

  /** Copying a whole object is faster than adding its attributes. @returns whether all of them are plain */
  #copyPlain(attributes: Attributes): boolean {
    try {
      if (Object.getPrototypeOf(attributes) !== Object.prototype) return false
      const copy = { ...attributes }
      let count = 0
      for (const key in copy) {
        if (!isPlain(copy[key]) || key === '' || key === '__proto__') return false
        count += 1
      }
      this.values = copy
      this.#count = count
      return true
    } catch {
      // A getter threw.
      return false
    }
  }

  /** Ends the start: adds what the sampler returned and applies the limits. */
  limit(limits: AttributeLimits, sampled: Attributes | undefined): void {
    this.#limits = limits
    const { attributeCountLimit, attributeValueLengthLimit } = limits
    if (
      sampled === undefined &&
      this.#count <= attributeCountLimit &&
      attributeValueLengthLimit === Number.POSITIVE_INFINITY
    ) {
      return
    }
    const { attributes = {}, droppedAttributesCount = 0 } = cleanAttributes(
      Object.assign(this.values, sampled),
      limits,
    )
    this.values = attributes as Attributes
    this.#count = Object.keys(attributes).length
    this.dropped += droppedAttributesCount
  }

  addAll(attributes: Attributes | undefined): void {
    if (attributes) this.#each(attributes, (key) => this.#tryAdd(attributes, key))
  }

  /** The own keys; those of a proxy may be unreadable. */
  #each(attributes: Attributes, visit: (key: string) => void): void {
    try {
      const isPlain = Object.getPrototypeOf(attributes) === Object.prototype
      for (const key in attributes) if (isPlain || Object.hasOwn(attributes, key)) visit(key)
    } catch (error) {
      this.#warn('attributes cannot be read', error)
    }
  }

  set(key: string, value: unknown): void {
    try {
      this.#add(key, value)
    } catch (error) {
      this.#warn(`attribute ${printable(key)} cannot be read`, error)
    }
  }

  /** Omits undefined; an invalid attribute is omitted with a diagnostic. @returns whether it was valid */
  #add(key: string, value: unknown): boolean {
    if (value === undefined) return true
    // Most attributes are plain; the SDK's validation of other values allocates objects.
    return isPlain(value) && typeof key === 'string' && key !== ''
      ? this.#addPlain(key, value)
      : this.#addOther(key, value)
  }

  /** A getter may throw. */
  #tryAdd(attributes: Attributes, key: string): boolean {
    try {
      return this.#add(key, attributes[key])
    } catch (error) {
      this.#warn(`attribute ${key} cannot be read`, error)
      return false
    }
  }

  #addPlain(key: string, value: Plain): boolean {
    if (!Object.hasOwn(this.values, key)) {
      if (this.#count >= this.#limits.attributeCountLimit) return this.#dropExtra()
      this.#count += 1
    }
    const { attributeValueLengthLimit: longest } = this.#limits
    const isTooLong = typeof value === 'string' && value.length > longest && longest > 0
    this.values[key] = isTooLong ? value.slice(0, longest) : value
    return true
  }

  #addOther(given: string, value: unknown): boolean {
    const key = typeof given === 'string' ? given : String(given ?? '')
    const hasCapacity =
      this.#count < this.#limits.attributeCountLimit || Object.hasOwn(this.values, key)
    if (
      hasCapacity &&
      (key === '' || typeof given === 'symbol' || isTooDeep(value) || !isAnyValue(value))
    ) {
      this.#warn(`attribute ${printable(key)} is invalid`, value)
      return false
    }
    const decision = maybeAddAttribute({
      key,
      value: value as Attributes[string] & {},
      attributes: this.values,
      limits: this.#limits,
      currentAttributesCount: this.#count,
    })
    if (decision === AddAttributeDecision.ADD_NEW) this.#count += 1
    return decision === AddAttributeDecision.DROP_LIMIT_REACHED ? this.#dropExtra() : true
  }

  #dropExtra(): true {
    this.dropped += 1
    this.#warn('attributes beyond OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT are dropped', this.#count)
    return true
  }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
