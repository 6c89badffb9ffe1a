import type { Case } from '../support/case.ts'
import { jsOtlp } from './js-otlp.ts'
import { pythonOtlp } from './python-otlp.ts'

/** In the order of the table. */
export const cases: readonly Case[] = [pythonOtlp, jsOtlp]
