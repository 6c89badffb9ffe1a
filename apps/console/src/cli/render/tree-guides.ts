/** The tree guides of a span, and of the lines below it. */
export interface TreeGuide {
  readonly own: string
  readonly below: string
}

/** Depths in waterfall order (each node directly after its parent) -> the lines that join them. */
export function treeGuides(depths: readonly number[]): TreeGuide[] {
  const guides: TreeGuide[] = []
  // Read from the end: a node is its parent's last child when none at its depth came since its parent.
  let open: boolean[] = []
  for (const depth of depths.toReversed()) {
    const hasNext = open[depth] === true
    const hasChild = open[depth + 1] === true
    let trunk = ''
    for (let level = 1; level < depth; level += 1) trunk += open[level] === true ? '│ ' : '  '
    const stem = depth === 0 ? '' : hasNext ? '│ ' : '  '
    guides.push({
      own: trunk + (depth === 0 ? '' : hasNext ? '├ ' : '└ '),
      below: trunk + stem + (hasChild ? '│' : ' '),
    })
    open = open.slice(0, depth)
    open[depth] = true
  }
  return guides.reverse()
}
