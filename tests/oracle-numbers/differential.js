// usage: node differential.js COUNT SEED     → one line of JSON per input: [way, text, region, ...answer]
import { ask, regions, worldwide, util, PhoneNumberFormat, PhoneNumberType } from './oracle.js'
import { exampleOf, worldwideExamples } from './examples.js'

const [count, seed] = process.argv.slice(2).map(Number)

let state = seed
function random() { // mulberry32: the same inputs on every machine
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = (n) => Math.floor(random() * n)
const pick = (list) => list[below(list.length)]
const digits = (n) => Array.from({ length: n }, () => below(10)).join('')

/** Digit strings up to a length that a prefix pattern takes whole. */
function prefixes(pattern, longest) {
  if (!pattern) return []
  const whole = new RegExp(`^(?:${pattern})$`)
  const found = []
  for (let length = 1; length <= longest; length++)
    for (let n = 0; n < 10 ** length; n++) {
      const text = String(n).padStart(length, '0')
      if (whole.test(text)) found.push(text)
    }
  return found
}

const plans = regions.map((region) => {
  const metadata = util.getMetadataForRegion(region)
  const examples = Object.values(PhoneNumberType).filter((t) => t >= 0).map((t) => exampleOf(region, t)).filter(Boolean)
  return {
    region,
    code: String(metadata.getCountryCode()),
    national: metadata.getNationalPrefix() ?? '',
    international: prefixes(metadata.getInternationalPrefix(), 4),
    parsing: prefixes(metadata.getNationalPrefixForParsing(), 5).concat(metadata.getNationalPrefix() ?? []),
    examples: examples.map((number) => util.getNationalSignificantNumber(number)),
  }
})
const worldwideNumbers = worldwide.flatMap(worldwideExamples)

/** A national number: an example, or one beside it. */
function nationalOf(plan) {
  const example = pick(plan.examples)
  const keep = random() < 0.3 ? example.length : below(example.length)
  return example.slice(0, keep) + digits(example.length - keep)
}

function written(plan, national, format) {
  try {
    return util.format(util.parse(`+${plan.code}${national}`, null), format)
  } catch {
    return `+${plan.code} ${national}`
  }
}

const zeros = { wide: 0xff10, arabic: 0x660, persian: 0x6f0 }
const inDigits = (text, zero) => text.replace(/[0-9]/g, (d) => String.fromCharCode(zeros[zero] + +d)).replace('+', zero === 'wide' ? '\uff0b' : '+')
const separators = [' ', '-', '.', '/', '  ', ' - ', '(', ')', '\u00a0', '\u2011', '\u2013', '\u3000', '\u200b', '\u00ad', '[', ']', '~', '*', '\uff0d', '\uff08']
const sprinkle = (text) => [...text].map((c) => c + (random() < 0.25 ? pick(separators) : '')).join('')
const extensions = [' x', 'x', ' ext. ', ' ext ', ';ext=', ' extn: ', ',', ',,', ';', ' #', ' - ', ' int ', ' доб. ', ' anexo ', ' Ext.', ' EXT', ' extensión ', 'X', '~', '\uff58', ' xt', ', ext:', '#', ' e', ' ,ext,']
const marks = ['\u200e', '\u200f', '\u202a', '\u202c', '\u2066', '\u2069', '\ufeff']
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const noise = '0123456789+()-. x#;,/*~=tel:extphone-context=\u200f\u0660\uff11é☎'

const home = (plan) => plan.region
const international = (plan, national) => `+${plan.code}${national}`

// Every way: [name, share, function of plan and national number → [text, region]]
const ways = [
  ['e164', 10, (p, n) => [international(p, n), random() < 0.5 ? null : pick(regions)]],
  ['international', 8, (p, n) => [written(p, n, PhoneNumberFormat.INTERNATIONAL), pick(regions)]],
  ['national', 12, (p, n) => [written(p, n, PhoneNumberFormat.NATIONAL), home(p)]],
  ['bare', 8, (p, n) => [n, home(p)]],
  ['trunk prefix', 8, (p, n) => [p.national + n, home(p)]],
  ['carrier code', 6, (p, n) => [(p.parsing.length ? pick(p.parsing) : '0') + n, home(p)]],
  ['code without plus', 5, (p, n) => [p.code + n, home(p)]],
  ['international prefix', 8, (p, n) => { const from = pick(plans); return [(from.international.length ? pick(from.international) : '00') + pick(['', ' ', '-']) + p.code + n, from.region] }],
  ['plus and 00', 1, (p, n) => [`+00${p.code}${n}`, home(p)]],
  ['(0)', 4, (p, n) => [`+${p.code} (${pick(['0', '0', p.national || '0'])}) ${n}`, pick([null, home(p), pick(regions)])]],
  ['plus and trunk prefix', 3, (p, n) => [`+${p.code}${p.national}${n}`, home(p)]],
  ['separators', 5, (p, n) => [sprinkle(random() < 0.5 ? international(p, n) : p.national + n), home(p)]],
  ['other digits', 4, (p, n) => [inDigits(random() < 0.5 ? international(p, n) : written(p, n, PhoneNumberFormat.NATIONAL), pick(Object.keys(zeros))), home(p)]],
  ['direction marks', 3, (p, n) => [pick(marks) + written(p, n, pick([PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL])) + pick(marks), home(p)]],
  ['extension', 6, (p, n) => [written(p, n, pick([PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL])) + pick(extensions) + digits(1 + below(random() < 0.9 ? 6 : 22)) + pick(['', '', '#']), home(p)]],
  ['tel uri', 3, (p, n) => [written(p, n, PhoneNumberFormat.RFC3966) + pick(['', `;ext=${digits(1 + below(5))}`, ';isub=12345', ';foo=bar']), pick([null, home(p)])]],
  ['phone-context', 2, (p, n) => [`tel:${n}${pick(['', ';ext=12', ';isub=1'])};phone-context=${pick([`+${p.code}`, `+${p.code}`, 'example.com', 'a_b', '', `+${p.code};isub=1`, '1.example', 'x-y.example.'])}`, pick([null, home(p)])]],
  ['vanity', 2, (p, n) => { const keep = Math.max(3, n.length - 1 - below(7)); return [p.national + n.slice(0, keep) + '-' + Array.from({ length: n.length - keep }, () => pick(letters + letters.toLowerCase())).join(''), home(p)] }],
  ['surroundings', 2, (p, n) => [`${pick(['Call ', 'Tel: ', '(', '"', '\t', 'mobile '])}${written(p, n, PhoneNumberFormat.INTERNATIONAL)}${pick([' now', ')', '"', '.', ' / x5', '/12345', '\n'])}`, home(p)]],
  ['worldwide', 2, () => { const n = pick(worldwideNumbers); const keep = below(n.length - 3) + 4; return [n.slice(0, keep) + digits(n.length - keep), pick([null, pick(regions)])] }],
  ['elsewhere', 4, (p, n) => [pick([n, p.national + n]), pick(regions)]],
  ['random digits', 4, () => [(random() < 0.4 ? '+' : '') + digits(below(18)), pick([null, pick(regions)])]],
  ['noise', 3, () => [Array.from({ length: below(24) }, () => pick(noise)).join(''), pick([null, pick(regions)])]],
]
const totalShare = ways.reduce((sum, [, share]) => sum + share, 0)

/** One digit off, or the wrong length. */
function spoil(national) {
  const at = below(national.length)
  switch (below(5)) {
    case 0: return national.slice(0, at) + below(10) + national.slice(at + 1)
    case 1: return national.slice(0, at) + national.slice(at + 1)
    case 2: return national.slice(0, at) + below(10) + national.slice(at)
    case 3: return national.slice(0, at)
    default: return national + digits(1 + below(4))
  }
}

const lines = []
for (let i = 0; i < count; i++) {
  const plan = plans[i % plans.length]
  let dice = random() * totalShare
  const [way, , write] = ways.find(([, share]) => (dice -= share) < 0)
  const national = nationalOf(plan)
  const [text, region] = write(plan, random() < 0.25 ? spoil(national) : national)
  lines.push(JSON.stringify([way, text, region, ...ask(text, region)]))
  if (lines.length === 1000 || i === count - 1) process.stdout.write(lines.splice(0).join('\n') + '\n')
}
