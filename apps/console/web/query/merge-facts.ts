import type { CompareResult } from '../../src/contract/analysis.ts'

type Attribute = CompareResult['attributes'][number]

/** Attributes that differ less than this are folded. */
const MIN_DIFFERENCE = 0.1
/** Each connection and each thread has its own: a difference explains nothing, however large. */
const ARBITRARY = /(^|\.)(peer|client)\.port$|^thread\./
/** Shares that differ less than this are equal. */
const SAME_SHARE = 0.02

/** Attributes with the same distribution, such as the name, the host and the process of a service. */
export interface Fact {
  readonly attribute: Attribute
  readonly sameAs: readonly Attribute[]
  /** Largest difference of a value between the selection and the other spans. */
  readonly difference: number
}

/** Merges equal attributes and separates those that hardly differ or explain nothing. */
export function mergeFacts(attributes: readonly Attribute[]): {
  readonly clear: readonly Fact[]
  readonly weak: readonly Fact[]
} {
  const facts: { attribute: Attribute; sameAs: Attribute[]; difference: number }[] = []
  for (const attribute of attributes) {
    const equal = facts.find((fact) => isSame(fact.attribute, attribute))
    if (equal === undefined)
      facts.push({ attribute, sameAs: [], difference: differenceOf(attribute) })
    else equal.sameAs.push(attribute)
  }
  const isClear = ({ attribute, difference }: Fact) =>
    difference >= MIN_DIFFERENCE && !ARBITRARY.test(attribute.key)
  return {
    clear: facts.filter(isClear),
    weak: facts.filter((fact) => !isClear(fact)),
  }
}

function differenceOf({ values }: Attribute): number {
  return Math.max(
    0,
    ...values.map(({ selectedShare, baselineShare }) => Math.abs(selectedShare - baselineShare)),
  )
}

function isSame(one: Attribute, other: Attribute): boolean {
  if (one.values.length !== other.values.length) return false
  return one.values.every(({ selectedShare, baselineShare }, index) => {
    const value = other.values[index]
    return (
      value !== undefined &&
      Math.abs(value.selectedShare - selectedShare) < SAME_SHARE &&
      Math.abs(value.baselineShare - baselineShare) < SAME_SHARE
    )
  })
}
