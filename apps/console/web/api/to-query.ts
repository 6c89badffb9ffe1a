/** Serializes a search as a query string; undefined and empty parameters are left out. */
export function toQuery(search: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== '') query.set(name, String(value))
  return query.toString()
}
