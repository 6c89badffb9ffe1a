export interface Random {
  /** From 0 up to 1. */
  next(): number
  pick<T>(from: readonly T[]): T
}

export function createRandom(next: () => number = Math.random): Random {
  return {
    next,
    pick(from) {
      const found = from[Math.floor(next() * from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}

/** Returns a function that picks items by weight. */
export function createWeightedPick<T extends { readonly weight: number }>(items: readonly T[]) {
  const total = items.reduce((sum, { weight }) => sum + weight, 0)
  return (random: Random): T => {
    let left = random.next() * total
    const found = items.find(({ weight }) => {
      left -= weight
      return left < 0
    })
    if (!found) throw new Error('the weights do not add up')
    return found
  }
}
