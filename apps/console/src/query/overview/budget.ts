/** The first items whose JSON fits. */
export function takeWithin<Item>(items: readonly Item[], maxChars: number): Item[] {
  const taken: Item[] = []
  let chars = 0
  for (const item of items) {
    chars += JSON.stringify(item).length + 1
    if (chars > maxChars) break
    taken.push(item)
  }
  return taken
}

/** Attributes whose JSON fits; a longer value is truncated. */
export function attributesWithin(
  attributes: Readonly<Record<string, string>>,
  maxChars: number,
  maxValueChars = 1_000,
): Record<string, string> {
  const short = Object.entries(attributes).map(
    ([key, value]) => [truncate(key, 200), truncate(value, maxValueChars)] as const,
  )
  return Object.fromEntries(takeWithin(short, maxChars))
}

export function truncate(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1)}…`
}
