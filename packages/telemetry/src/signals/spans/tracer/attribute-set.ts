import type { Attributes } from '@opentelemetry/api'
import { AddAttributeDecision, maybeAddAttribute } from '@opentelemetry/core'

type AttributeLimits = Parameters<typeof maybeAddAttribute>[0]['limits']
type Plain = string | number | boolean

/** Attributes within their limits, each checked and copied once. */
export class AttributeSet {
  readonly values: Attributes = {}
  dropped = 0
  readonly #limits: AttributeLimits
  #count = 0

  constructor(limits: AttributeLimits) {
    this.#limits = limits
  }

  addAll(attributes: Attributes | undefined): void {
    for (const key in attributes) this.add(key, attributes[key])
  }

  /** Absent values are left out; so is what can be no attribute, with a diagnostic. */
  add(key: string, value: unknown): void {
    if (value === undefined) return
    // Nearly every attribute is of these; the SDK's check of the others makes objects for each.
    if (isPlain(value) && key !== '') this.#addPlain(key, value)
    else this.#addOther(key, value)
  }

  #addPlain(key: string, value: Plain): void {
    if (!Object.hasOwn(this.values, key)) {
      if (this.#count >= this.#limits.attributeCountLimit) {
        this.dropped += 1
        return
      }
      this.#count += 1
    }
    const { attributeValueLengthLimit: longest } = this.#limits
    const isTooLong = typeof value === 'string' && value.length > longest && longest > 0
    this.values[key] = isTooLong ? value.slice(0, longest) : value
  }

  #addOther(key: string, value: unknown): void {
    const decision = maybeAddAttribute({
      key,
      value: value as Attributes[string] & {},
      attributes: this.values,
      limits: this.#limits,
      currentAttributesCount: this.#count,
    })
    if (decision === AddAttributeDecision.ADD_NEW) this.#count += 1
    else if (decision !== AddAttributeDecision.ADD_OVERWRITE_EXISTING) this.dropped += 1
  }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
