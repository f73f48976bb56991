/**
 * The types of reports. The reporters themselves are imported one by one by those who need them, because each loads
 * what it needs (tables load cli-table3, JSON loads nothing).
 */
export type * from './lint-report.ts'
export type * from './palette.ts'
export type * from './show.ts'
