import fc from 'fast-check'

// The same cases on every run: a check must not fail by chance. SVCSIM_SEED explores others.
const seed = Number(process.env['SVCSIM_SEED'] ?? 1)
fc.configureGlobal({ seed })
