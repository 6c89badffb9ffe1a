/** The key of a service on the map: name and type. */
export function serviceKey(name: string, type: string): string {
  return `${name}\n${type}`
}

export function readKey(key: string): { readonly name: string; readonly type: string } {
  const [name = '', type = ''] = key.split('\n')
  return { name, type }
}

export const clientKey = serviceKey('client', 'client')
