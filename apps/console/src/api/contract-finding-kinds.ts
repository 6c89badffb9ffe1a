// Apart from the schemas of contract-findings.ts, whose library a browser need not load.
export { type FindingKind, findingKindNames, findingKinds } from '../findings/finding-kinds.ts'
