/** The services of `pnpm dev` have the ports after that of the console. */
export function serviceUrl(path: string): string {
  const port = Number(window.location.port) || DEFAULT_PORT
  return `localhost:${port + 1}${path}`
}

export const DEFAULT_PORT = 4000
