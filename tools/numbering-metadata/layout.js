// The layout of numbering-plan.bin, which NumberingPlan.cs reads in place. Little-endian. Offsets are bytes.
//
// header   0  "C2CN", 4 u32 layout version, 8 u32 regions, 12 u32 codes, 16 u32 pool, 20 u32 states
// index   24  676 × u16: region "AA".."ZZ" → number of its record, 0 none
//       1376  1000 × u16: country code → number of its record, 0 none
// regions     16 bytes each, the first one (number 0) empty:
//             2 letters, u16 code, u32 lengths, u16 general automaton, u16 international prefix, u16 national prefix, u16 transform
// codes       8 bytes each, the first one empty: u16 main region, u16 automaton, u16 classes, u16 extension prefix
// pool        programs, transforms, classes, formats and texts at 16-bit offsets; offset 0 is "none"
//   program   u8 groups, then opcodes of regex.js
//   transform u8 length, then digits 0–9 and 16 + group
//   classes   8 bytes each, class 1 first: u16 region, u16 national format, u16 international format, u8 type, u8 0
//   format    u8 groups, least and greatest length of each, u8 length, then characters and, below 10, groups
//   text      u8 length, then characters
// states      22 bytes each: u16 next state for each digit, u16 answer
import { regions, worldwide, codes } from './plan.js'
import { statePool } from './automaton.js'
import { general, classify, groupsOf } from './compile.js'
import { toProgram } from './regex.js'

const layoutVersion = 1

function pool() {
  const bytes = [0]
  const known = new Map()
  return {
    bytes,
    add(entry) {
      const key = entry.join()
      if (!known.has(key)) { known.set(key, bytes.length); bytes.push(...entry) }
      const at = known.get(key)
      if (at > 0xffff) throw new Error('the pool has outgrown its 16-bit offsets')
      return at
    },
  }
}

const u16 = (...values) => values.flatMap((v) => { if (!(v >= 0 && v <= 0xffff)) throw new Error(`${v} is no 16-bit number`); return [v & 255, v >> 8] })
const u32 = (v) => [v & 255, v >> 8 & 255, v >> 16 & 255, v >>> 24]
const sized = (bytes) => [bytes.length, ...bytes]
const ascii = (text) => [...text].map((c) => { if (c < ' ' || c > '~') throw new Error(`${c} is not ASCII`); return c.charCodeAt(0) })

export function write() {
  const automata = statePool()
  const data = pool()

  const program = (pattern) => {
    if (pattern === null) return 0
    const { code, groups } = toProgram(pattern)
    return data.add([groups, ...code])
  }
  const transform = (rule) => rule === null ? 0 : data.add(sized([...rule.matchAll(/\$(\d)|(\d)/g)].map(([, group, digit]) => group ? 16 + +group : +digit)))
  const format = (pattern, template) => {
    const groups = groupsOf(pattern)
    const parts = [...template.matchAll(/\$(\d)|(.)/g)].flatMap(([, group, char]) => group ? [+group] : ascii(char))
    return data.add([groups.length, ...groups.flat(), ...sized(parts)])
  }

  const all = [...regions, ...worldwide]
  const numberOf = new Map(all.map((region, i) => [region, i + 1]))
  const regionRecords = Array(16).fill(0)
  const regionIndex = Array(26 * 26).fill(0)
  for (const region of all) {
    const id = region.id ? ascii(region.id) : [0, 0]
    if (region.id) regionIndex[(id[0] - 65) * 26 + id[1] - 65] = numberOf.get(region)
    regionRecords.push(...id, ...u16(region.code), ...u32(region.general.lengths), ...u16(general(automata, region)),
      ...u16(program(region.internationalPrefix), program(region.nationalPrefix), transform(region.transform)))
  }

  const codeRecords = Array(8).fill(0)
  const codeIndex = Array(1000).fill(0)
  codes.forEach((code, i) => {
    codeIndex[code.code] = i + 1
    const main = code.regions[0]
    const { root, classes } = classify(automata, code)
    const templateOf = (index, kind) => index < 0 ? 0 : format(main.formats[index].pattern, main.formats[index][kind])
    const table = classes.flatMap((c) => [...u16(numberOf.get(c.region), templateOf(c.national, 'national'), templateOf(c.international, 'international')), c.type, 0])
    codeRecords.push(...u16(numberOf.get(main), root, data.add(table), data.add(sized(ascii(main.extensionPrefix)))))
  })

  const index = [...u16(...regionIndex), ...u16(...codeIndex)]
  const regionsAt = 24 + index.length
  const codesAt = regionsAt + regionRecords.length
  const poolAt = codesAt + codeRecords.length
  const statesAt = poolAt + data.bytes.length + (data.bytes.length & 1)
  const file = [...ascii('C2CN'), ...[layoutVersion, regionsAt, codesAt, poolAt, statesAt].flatMap(u32), ...index, ...regionRecords, ...codeRecords, ...data.bytes]
  while (file.length < statesAt) file.push(0)
  return {
    bytes: Buffer.concat([Buffer.from(file), ...automata.states.map((row) => Buffer.from(u16(...row)))]),
    summary: `${regions.length} regions, ${codes.length} country codes, ${automata.states.length} states, ${data.bytes.length} bytes of programs and formats`,
  }
}
