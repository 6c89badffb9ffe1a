import type { Context } from '@opentelemetry/api'

/**
 * What is set for a request, over the context that it came in. The API's own context (1.10) is a copied
 * map and three closures for each value set, and while V8 compiles a service that is busy, it keeps most
 * of those. Here each value is one object; a key is there once, so that no chain grows.
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
    return this.#base.getValue(key)
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
