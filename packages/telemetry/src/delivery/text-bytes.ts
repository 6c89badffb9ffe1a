/** The memory a string takes: two bytes per character as soon as one is outside Latin-1. */
export function textBytes(text: string): number {
  const { length } = text
  return Buffer.byteLength(text) === length ? length : length * 2
}
