// Reads the small dialect of regular expressions that the metadata is written in:
// digits, \d, [..], (..), (?:..), |, ?, {n}, {n,m} and, in prefixes, a final $.
// Anything else stops the generator, so that a new construct can not be misread silently.

export function parse(text) {
  let at = 0
  let groups = 0

  const fail = (what) => { throw new Error(`${what} at ${at} in ${text}`) }

  function alternatives() {
    const list = [sequence()]
    while (text[at] === '|') { at++; list.push(sequence()) }
    return list.length === 1 ? list[0] : { kind: 'any', list }
  }

  function sequence() {
    const list = []
    while (at < text.length && text[at] !== '|' && text[at] !== ')') list.push(repeated())
    return { kind: 'all', list }
  }

  function repeated() {
    const item = single()
    if (text[at] === '?') { at++; return { kind: 'times', item, min: 0, max: 1 } }
    if (text[at] === '{') {
      const bounds = /^\{(\d+)(?:,(\d+))?\}/.exec(text.slice(at)) ?? fail('unreadable bounds')
      at += bounds[0].length
      return { kind: 'times', item, min: +bounds[1], max: +(bounds[2] ?? bounds[1]) }
    }
    return item
  }

  function single() {
    const c = text[at++]
    if (c >= '0' && c <= '9') return { kind: 'digit', mask: 1 << +c }
    if (c === '\\' && text[at] === 'd') { at++; return { kind: 'digit', mask: 0x3ff } }
    if (c === '[') return digitClass()
    if (c === '$') return { kind: 'end' }
    if (c === '(') {
      const plain = text.startsWith('?:', at)
      if (plain) at += 2
      else groups++
      const group = groups
      const item = alternatives()
      if (text[at++] !== ')') fail('unclosed group')
      return plain ? item : { kind: 'group', group, item }
    }
    at--
    return fail(`unknown construct ${c}`)
  }

  function digitClass() {
    let mask = 0
    while (text[at] !== ']') {
      const from = text[at++]
      const to = text[at] === '-' ? (at++, text[at++]) : from
      if (!(from >= '0' && to <= '9' && from <= to)) fail('class of something else than digits')
      for (let d = +from; d <= +to; d++) mask |= 1 << d
    }
    at++
    return { kind: 'digit', mask }
  }

  const tree = alternatives()
  if (at !== text.length) fail('text left over')
  return { tree, groups }
}

/** A non-deterministic automaton: digit edges and free edges, one start, one end. Groups do not matter to it. */
export function toNfa(text) {
  const { tree } = parse(text)
  const digits = []
  const free = []
  const state = () => { digits.push([]); free.push([]); return digits.length - 1 }

  function build(node, from) {
    switch (node.kind) {
      case 'digit': { const to = state(); digits[from].push([node.mask, to]); return to }
      case 'group': return build(node.item, from)
      case 'all': return node.list.reduce((at, item) => build(item, at), from)
      case 'any': {
        const to = state()
        for (const item of node.list) free[build(item, fork(from))].push(to)
        return to
      }
      case 'times': {
        let at = from
        for (let i = 0; i < node.min; i++) at = build(node.item, at)
        const to = state()
        free[at].push(to)
        for (let i = node.min; i < node.max; i++) { at = build(node.item, fork(at)); free[at].push(to) }
        return to
      }
      default: throw new Error(`${node.kind} has no place in ${text}`)
    }
  }

  function fork(from) { const to = state(); free[from].push(to); return to }

  const start = state()
  const end = build(tree, start)

  function closure(states) {
    const seen = new Set(states)
    const work = [...states]
    while (work.length) for (const to of free[work.pop()]) if (!seen.has(to)) { seen.add(to); work.push(to) }
    return [...seen].filter((s) => s === end || digits[s].length).sort((a, b) => a - b)
  }

  return {
    start: closure([start]),
    step: (states, digit) => closure(states.flatMap((s) => digits[s].filter(([mask]) => mask >> digit & 1).map(([, to]) => to))),
    accepts: (states) => states.includes(end),
  }
}

// Opcodes of Prefixes.cs, which tries alternatives in the order in which they are written, as a backtracking engine does.
const op = { match: 0, digit: 1, fork: 2, jump: 3, save: 4, end: 5 }

/** A program for the backtracking matcher, needed where groups and the order of alternatives count: prefixes. */
export function toProgram(text) {
  const { tree, groups } = parse(text)
  const code = []
  const u16 = (value) => code.push(value & 255, value >> 8)
  const patch = (at, value) => { code[at] = value & 255; code[at + 1] = value >> 8 }

  function emit(node) {
    switch (node.kind) {
      case 'digit': code.push(op.digit); u16(node.mask); break
      case 'end': code.push(op.end); break
      case 'all': node.list.forEach(emit); break
      case 'group': code.push(op.save, node.group * 2); emit(node.item); code.push(op.save, node.group * 2 + 1); break
      case 'any': {
        const ends = []
        node.list.forEach((item, i) => {
          if (i === node.list.length - 1) return emit(item)
          code.push(op.fork); const otherwise = code.length; u16(0)
          emit(item)
          code.push(op.jump); ends.push(code.length); u16(0)
          patch(otherwise, code.length)
        })
        ends.forEach((at) => patch(at, code.length))
        break
      }
      case 'times': {
        for (let i = 0; i < node.min; i++) emit(node.item)
        const ends = []
        for (let i = node.min; i < node.max; i++) { code.push(op.fork); ends.push(code.length); u16(0); emit(node.item) }
        ends.forEach((at) => patch(at, code.length))
        break
      }
    }
  }

  emit(tree)
  code.push(op.match)
  if (groups > 2) throw new Error(`more groups than Prefixes.cs keeps: ${text}`)
  return { code, groups }
}
