const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Pages with a time range, with the one they have without parameters; '' for all data. */
const RANGES: Readonly<Record<string, string>> = {
  '/': '1h',
  '/services': '1h',
  '/findings': '1h',
  '/map': '1h',
  '/traces': '',
  '/logs': '',
  '/errors': '',
  '/runs': '',
  '/query': '1h',
  '/metrics': '1h',
  '/compare': '1h',
}

/** Replaces a range relative to now by its start and end. */
export function freezeTime(
  path: string,
  query: URLSearchParams,
  nowMillis: number,
): URLSearchParams {
  const usual = RANGES[/^\/(?:services|metrics)(?=\/)/.exec(path)?.[0] ?? path]
  if (usual === undefined || query.has('end')) return query
  const frozen = new URLSearchParams(query)
  const since = query.get('since') ?? (query.has('run') || query.has('start') ? '' : usual)
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(since) ?? []
  const millis = Number(count) * (UNITS[unit] ?? 0)
  frozen.delete('since')
  if (millis > 0 && !frozen.has('start'))
    frozen.set('start', new Date(nowMillis - millis).toISOString())
  frozen.set('end', new Date(nowMillis).toISOString())
  return frozen
}
