/** Keeps the last folders of each absolute path, so that a line fits: `…/src/routes/faults.ts:28`. */
export function shortenPath(text: string): string {
  return text.replaceAll(/(?:file:\/\/)?\/\S*?((?:\/[^\s/]+){1,3}:\d+)/g, '…$1')
}
