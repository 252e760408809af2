// Turns the patterns of a region or a country code into automata.
import { toNfa } from './regex.js'
import { longest } from './automaton.js'

const unknown = 11 // in NumberType.cs

/** Groups of a format, "(\d{2})(\d{3,4})", as pairs of least and greatest length. */
export function groupsOf(pattern) {
  const groups = [...pattern.matchAll(/\(\\d(?:\{(\d+)(?:,(\d+))?\})?\)/g)]
  if (groups.map((g) => g[0]).join('') !== pattern) throw new Error(`format of another shape: ${pattern}`)
  return groups.map(([, min, max]) => [+(min ?? 1), +(max ?? min ?? 1)])
}

/** Whether a national number has the region's general pattern; lengths are looked at elsewhere, as in the reference. */
export function general(pool, region) {
  const nfa = toNfa(region.general.pattern)
  return pool.compile(
    nfa.start,
    (states, digit) => { const next = nfa.step(states, digit); return next.length ? next : null },
    (states) => states.join(),
    (states) => nfa.accepts(states) ? 1 : 0)
}

/**
 * One automaton for a country code: a national number's answer is a class, the combination of region, type and formats.
 * Class 0 is "no such number". The order of questions is that of the reference: regions as listed, a region's leading digits
 * decide for it even when the number is not valid there; premium rate before toll-free and so on.
 * Numbers of the right shape and length in no range that was given out get the type "unknown": they are not valid, but plausible.
 */
export function classify(pool, { regions }) {
  const classes = []
  const known = new Map()
  const classOf = (entry) => {
    const key = JSON.stringify(entry)
    if (!known.has(key)) { classes.push(entry); known.set(key, classes.length) }
    return known.get(key)
  }

  const parts = []
  const part = (pattern) => parts.push(pattern === null ? null : toNfa(pattern)) - 1
  const plans = regions.map((region) => ({
    region,
    leading: region.leadingDigits && regions.length > 1 ? part(region.leadingDigits) : null,
    general: part(region.general.pattern),
    special: region.special.map((type) => ({ ...type, part: part(type.pattern) })),
    fixed: region.fixedLine && part(region.fixedLine.pattern),
    mobile: region.mobileLine && part(region.mobileLine.pattern),
  }))
  const formats = regions[0].formats.map((format) => {
    const groups = groupsOf(format.pattern)
    return {
      ...format,
      leading: format.leadingDigits === null ? null : part(format.leadingDigits),
      shortest: groups.reduce((sum, [min]) => sum + min, 0),
      longest: groups.reduce((sum, [, max]) => sum + max, 0),
    }
  })
  const prefixes = new Set([...plans.map((p) => p.leading), ...formats.map((f) => f.leading)].filter((p) => p !== null))

  const met = 'met' // a prefix stays met, whatever follows
  const settle = (index, states) => prefixes.has(index) && parts[index].accepts(states) ? met : states
  const start = parts.map((nfa, index) => settle(index, nfa.start))

  function step(state, digit) {
    const next = state.map((states, index) => states === met ? met : settle(index, parts[index].step(states, digit)))
    return plans.some((p) => next[p.general].length) ? next : null
  }

  function typeOf(plan, state, length) {
    const { region } = plan
    const matches = (index, lengths) => lengths >> length & 1 && parts[index].accepts(state[index])
    if (!matches(plan.general, region.general.lengths)) return null
    const found = plan.special.find((type) => matches(type.part, type.lengths))
    if (found) return found.type
    const isFixed = region.fixedLine && matches(plan.fixed, region.fixedLine.lengths)
    const isMobile = region.mobileLine && matches(plan.mobile, region.mobileLine.lengths)
    return isFixed ? (isMobile ? 2 : 0) : isMobile ? 1 : null
  }

  function answerOf(state, length) {
    const plausible = (plan) => plan.region.general.lengths >> length & 1 && parts[plan.general].accepts(state[plan.general])
    const types = plans.map((plan) => typeOf(plan, state, length))
    let plan = plans.findIndex((p, i) => p.leading === null ? types[i] !== null : state[p.leading] === met)
    if (plan < 0 || !plausible(plans[plan])) plan = plans.findIndex(plausible)
    if (plan < 0) return 0
    const fits = (f) => length >= f.shortest && length <= f.longest && (f.leading === null || state[f.leading] === met)
    return classOf({
      region: plans[plan].region,
      type: types[plan] ?? unknown,
      national: formats.findIndex(fits),
      international: formats.findIndex((f) => f.international !== null && fits(f)),
    })
  }

  const keyOf = (state) => state.map((states) => states === met ? 'm' : states.join()).join(';')
  const root = pool.compile(start, step, keyOf, answerOf)
  if (classes.length >= 1 << 16 || longest > 31) throw new Error('the file has 16 bits for a class and 32 for lengths')
  return { root, classes }
}
