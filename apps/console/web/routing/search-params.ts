import { navigate, type PageLocation, useLocation, withQuery } from './location.ts'

/** Reads one parameter of a URL; `undefined` when it is missing or not valid. */
export type Param<Value> = (text: string | null) => Value | undefined

export const text: Param<string> = (value) => (value === null || value === '' ? undefined : value)

export const oneOf =
  <const Value extends string>(...allowed: readonly Value[]): Param<Value> =>
  (value) =>
    allowed.find((known) => known === value)

export type Params = Readonly<Record<string, Param<string>>>

/** The parsed parameters; missing ones are left out. */
export type SearchOf<P extends Params> = {
  -readonly [Name in keyof P]?: Exclude<ReturnType<P[Name]>, undefined>
}

export type Changes<P extends Params> = { readonly [Name in keyof P]?: string | undefined }

export function readSearch<P extends Params>({ query }: PageLocation, params: P): SearchOf<P> {
  const found = Object.entries(params).flatMap(([name, parse]) => {
    const value = parse(query.get(name))
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(found) as SearchOf<P>
}

/** The search of the current URL with functions that change it; only known parameters are accepted. */
export function useSearch<P extends Params>(params: P) {
  const location = useLocation()
  return {
    location,
    search: readSearch(location, params),
    href: (changes: Changes<P>) => withQuery(location, changes),
    set: (changes: Changes<P>, options?: { readonly replace?: boolean }) =>
      navigate(withQuery(location, changes), options),
  }
}
