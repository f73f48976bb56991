export { type ApiSets, isContract, isOptionalContract, readApiSets } from './api-sets.ts'
export { type ImageImports, readImports } from './imports.ts'
