interface Grouped {
  readonly group: string | null
}

export interface SplitGroups<Item> {
  readonly groups: readonly (readonly [string | null, readonly Item[]])[]
  /** Of all other groups. */
  readonly rest: readonly Item[]
  readonly groupCount: number
}

/** The largest groups, and the items of all others. */
export function splitGroups<Item extends Grouped>(
  items: readonly Item[],
  size: (item: Item) => number,
  limit: number,
): SplitGroups<Item> {
  const sizes = new Map<string | null, number>()
  for (const item of items) sizes.set(item.group, (sizes.get(item.group) ?? 0) + size(item))
  const largest = [...sizes]
    .sort(([left, leftSize], [right, rightSize]) =>
      rightSize === leftSize ? compareNames(left, right) : rightSize - leftSize,
    )
    .slice(0, limit)
    .map(([group]) => group)
  const kept = new Set(largest)
  const byGroup = Map.groupBy(
    items.filter(({ group }) => kept.has(group)),
    ({ group }) => group,
  )
  return {
    groups: largest.map((group) => [group, byGroup.get(group) ?? []]),
    rest: items.filter(({ group }) => !kept.has(group)),
    groupCount: sizes.size,
  }
}

function compareNames(left: string | null, right: string | null): number {
  return (left ?? '') < (right ?? '') ? -1 : 1
}
