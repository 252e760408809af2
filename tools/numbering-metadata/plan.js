// Names the fields of libphonenumber-js's metadata.max.json, whose arrays its own source/metadata.js reads by position.
// Formats for numbers that are dialled only inside the country are left out there; google-libphonenumber, which must be
// of the same metadata release, has them.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const google = require('google-libphonenumber').PhoneNumberUtil.getInstance()
const metadata = JSON.parse(readFileSync(require.resolve('libphonenumber-js/metadata.max.json')))

export const version = JSON.parse(readFileSync(require.resolve('libphonenumber-js/package.json'))).version

// Positions of the types in the metadata, in the order in which the reference asks for them, with their values in NumberType.cs.
// Fixed line and mobile come last, because a number may be both.
const special = [[3, 4], [2, 3], [9, 5], [8, 6], [4, 7], [7, 8], [6, 9], [5, 10]]
const fixed = 0
const mobile = 1

const mask = (lengths) => lengths.reduce((bits, length) => bits | 1 << length, 0)

function region(id, m) {
  const general = { pattern: m[2], lengths: mask(m[3]) }
  const described = (position) => {
    const type = m[11]?.[position]
    return type ? { pattern: type[0], lengths: type[1] ? mask(type[1]) : general.lengths } : null
  }
  // The package writes an empty mobile pattern where the reference says that mobile numbers look like fixed ones.
  const fixedLine = described(fixed)
  const mobileLine = described(mobile)
  return {
    id,
    code: +m[0],
    internationalPrefix: m[1] || null,
    general,
    fixedLine,
    mobileLine: mobileLine?.pattern === '' ? fixedLine : mobileLine,
    special: special.map(([position, type]) => ({ type, ...described(position) })).filter((t) => t.pattern),
    nationalPrefix: m[7] || m[5] || null,
    transform: m[8] || null,
    leadingDigits: m[10] || null,
    extensionPrefix: m[13] || ' ext. ',
    formats: withLocal(id ?? m[0], (m[4] || []).map((f) => ({
      pattern: f[0],
      leadingDigits: f[2]?.at(-1) ?? null,
      national: withPrefix(f[1], f[3] || m[6] || null),
      international: f[5] === 'NA' ? null : f[5] || f[1],
    }))),
  }
}

/** The formats with those of the same release put between them that have no international form. */
function withLocal(id, formats) {
  const complete = google.getMetadataForRegion(id).numberFormatArray().map((f) => ({
    pattern: f.getPattern(),
    leadingDigits: f.leadingDigitsPatternArray().at(-1) ?? null,
    national: withPrefix(f.getFormat(), f.getNationalPrefixFormattingRule() || null),
    international: null,
  }))
  if (complete.length === 0) return formats // formats are those of the code's main region
  const left = [...formats]
  const same = (a, b) => a && a.pattern === b.pattern && a.leadingDigits === b.leadingDigits && a.national === b.national
  const merged = complete.map((f) => same(left[0], f) ? left.shift() : f)
  if (left.length) throw new Error(`${id}: libphonenumber-js and google-libphonenumber are not of the same metadata release`)
  return merged
}

/** Writes the prefix rule ("0$1") into the format's first group, as the reference does each time it formats. */
const withPrefix = (format, rule) =>
  rule === null ? format : format.replace(/\$\d/, (first) => rule.replace('$1', first))

export const regions = Object.keys(metadata.countries).sort().map((id) => region(id, metadata.countries[id]))
export const worldwide = Object.keys(metadata.nonGeographic).sort().map((code) => region(null, metadata.nonGeographic[code]))

const byId = new Map(regions.map((r) => [r.id, r]))

/** Country codes with their regions, the main one first. Formats and parsing rules of a code are those of its main region. */
export const codes = [
  ...Object.entries(metadata.country_calling_codes).map(([code, ids]) => ({ code: +code, regions: ids.map((id) => byId.get(id)) })),
  ...worldwide.map((r) => ({ code: r.code, regions: [r] })),
].sort((a, b) => a.code - b.code)
