/** Bytes that a text takes in memory: two for each character as soon as one is beyond Latin-1. */
export function textBytes(text: string): number {
  const { length } = text
  return Buffer.byteLength(text) === length ? length : length * 2
}
