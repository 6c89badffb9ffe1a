type Arity = readonly [min: number, max: number]

const many = 16

/** Number of arguments of each function of a single event. */
const scalarArity = {
  abs: [1, 1],
  ceil: [1, 1],
  floor: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  greatest: [1, many],
  least: [1, many],
  isempty: [1, 1],
  isblank: [1, 1],
  ispresent: [1, 1],
  coalesce: [1, many],
  concat: [1, many],
  ltrim: [1, 2],
  rtrim: [1, 2],
  trim: [1, 2],
  strlen: [1, 1],
  toupper: [1, 1],
  tolower: [1, 1],
  substr: [2, 3],
  replace: [3, 3],
  strcontains: [2, 2],
  frommillis: [1, 1],
  tomillis: [1, 1],
  now: [0, 0],
  isvalidip: [1, 1],
  isvalidipv4: [1, 1],
  isvalidipv6: [1, 1],
} as const satisfies Record<string, Arity>

/** Number of arguments of each function of `stats`. */
const aggregateArity = {
  count: [0, 1],
  count_distinct: [1, 1],
  avg: [1, 1],
  sum: [1, 1],
  min: [1, 1],
  max: [1, 1],
  stddev: [1, 1],
  pct: [2, 2],
  percentile: [2, 2],
  earliest: [1, 1],
  latest: [1, 1],
  sortsfirst: [1, 1],
  sortslast: [1, 1],
} as const satisfies Record<string, Arity>

export const timeFunctions: readonly string[] = ['bin', 'datefloor', 'dateceil']
export const scalarNames: readonly string[] = [...Object.keys(scalarArity), ...timeFunctions]
export const aggregateNames: readonly string[] = Object.keys(aggregateArity)

/** @param name in lower case */
export function isAggregate(name: string): boolean {
  return Object.hasOwn(aggregateArity, name)
}

/** @param name in lower case */
export function arityOf(name: string): Arity | undefined {
  const all: Readonly<Record<string, Arity>> = { ...scalarArity, ...aggregateArity }
  return Object.hasOwn(all, name) ? all[name] : undefined
}
