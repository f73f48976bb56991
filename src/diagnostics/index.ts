export * from './diagnostic.ts'
export * from './finding.ts'
export * from './place.ts'
export * from './quote.ts'
