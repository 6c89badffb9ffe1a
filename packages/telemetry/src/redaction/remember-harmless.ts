/** Routes, paths, outcomes and messages come again with every request, and with every signal of a request. */
const maxTexts = 1000
const longestText = 256

/** Skips texts that were not changed before; a text with a secret is never kept. */
export function rememberHarmless(redact: (text: string) => string): (text: string) => string {
  const harmless = new Set<string>()
  return (text) => {
    if (harmless.has(text)) return text
    const result = redact(text)
    if (result === text && text.length <= longestText) {
      // Texts come from outside as well, so the memory for them is bounded.
      if (harmless.size >= maxTexts) harmless.clear()
      harmless.add(text)
    }
    return result
  }
}
