import { type Context, ROOT_CONTEXT } from '@opentelemetry/api'

/**
 * The values set for a request, on top of a base context. The API's context (1.10) copies a map and
 * creates three closures for each value set, which V8 promotes to the old generation while a busy
 * service warms up. Here each value is one object, and each key occurs once, so the chain stays short.
 */
export class RequestContext implements Context {
  readonly #base: Context
  readonly #parent: RequestContext | undefined
  readonly #key: symbol
  readonly #value: unknown

  private constructor(
    base: Context,
    parent: RequestContext | undefined,
    key: symbol,
    value: unknown,
  ) {
    this.#base = base
    this.#parent = parent
    this.#key = key
    this.#value = value
  }

  static over(base: Context, key: symbol, value: unknown): Context {
    return base instanceof RequestContext
      ? base.setValue(key, value)
      : new RequestContext(base, undefined, key, value)
  }

  getValue(key: symbol): unknown {
    let node: RequestContext | undefined = this
    while (node) {
      if (node.#key === key) return node.#value
      node = node.#parent
    }
    // The root is empty, and the base of most requests.
    return this.#base === ROOT_CONTEXT ? undefined : this.#base.getValue(key)
  }

  setValue(key: symbol, value: unknown): Context {
    return new RequestContext(this.#base, this.#without(key), key, value)
  }

  deleteValue(key: symbol): Context {
    return this.setValue(key, undefined)
  }

  #without(key: symbol): RequestContext | undefined {
    const parent = this.#parent
    const rest = parent === undefined ? undefined : parent.#without(key)
    if (this.#key === key) return rest
    return rest === parent ? this : new RequestContext(this.#base, rest, this.#key, this.#value)
  }
}
