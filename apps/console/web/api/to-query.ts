/** A search as the query of an address; what is not said, or is empty, is left out. */
export function toQuery(search: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== '') query.set(name, String(value))
  return query.toString()
}
