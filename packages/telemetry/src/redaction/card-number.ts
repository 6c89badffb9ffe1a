/** Visa, Mastercard, American Express and Discover with a valid check digit; times and counters have none. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (!/^(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$/.test(digits))
    return false
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** The same for a number: an integer, because the digits of a fraction match by chance. */
export function isCardInteger(value: number): boolean {
  // Most numbers are too short, and their text need not be built.
  return Math.abs(value) >= 1e14 && Number.isSafeInteger(value) && isCardNumber(String(value))
}
