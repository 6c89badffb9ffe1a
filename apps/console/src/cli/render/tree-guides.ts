/** The tree guides of a span, and of the lines below it. */
export interface TreeGuide {
  readonly own: string
  readonly below: string
}

/**
 * Depths in waterfall order (each node directly after its parent) -> the lines that join them.
 * @param maxLevels Deeper nodes have the guides of this many levels after an ellipsis, so that their
 * names stay visible.
 */
export function treeGuides(
  depths: readonly number[],
  maxLevels = Number.POSITIVE_INFINITY,
): TreeGuide[] {
  const guides: TreeGuide[] = []
  // Read from the end: a node is its parent's last child when none at its depth came since its parent.
  const open: boolean[] = []
  for (const depth of depths.toReversed()) {
    const hasNext = open[depth] === true
    const hasChild = open[depth + 1] === true
    const hidden = Math.max(0, depth - maxLevels)
    let trunk = hidden > 0 ? '⋯ ' : ''
    for (let level = 1 + hidden; level < depth; level += 1)
      trunk += open[level] === true ? '│ ' : '  '
    const stem = depth === 0 ? '' : hasNext ? '│ ' : '  '
    guides.push({
      own: trunk + (depth === 0 ? '' : hasNext ? '├ ' : '└ '),
      below: trunk + stem + (hasChild ? '│' : ' '),
    })
    if (open.length > depth) open.length = depth
    open[depth] = true
  }
  return guides.reverse()
}
