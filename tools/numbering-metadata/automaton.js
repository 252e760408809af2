// One pool of states for every automaton of the file. Equal states are kept once,
// so that the tails of numbering plans ("any six digits more") are shared between countries.
// All languages are finite: no national number is longer than 17 digits.

export const longest = 17

export function statePool() {
  const states = [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]] // state 0: nothing follows, no answer
  const known = new Map([[states[0].join(), 0]])

  function add(answer, next) {
    const row = [...next, answer]
    const key = row.join()
    let id = known.get(key)
    if (id === undefined) { id = states.length; states.push(row); known.set(key, id) }
    return id
  }

  /**
   * Walks all numbers of an automaton given by its behaviour and adds its states, last digit first.
   * @param start the first state, any value
   * @param step (state, digit) → state, or null when no number begins so
   * @param keyOf state → text, equal for equal states
   * @param answerOf (state, length) → what a number that ends here is answered, 0 for none
   */
  function compile(start, step, keyOf, answerOf) {
    const done = new Map()
    const visit = (state, length) => {
      const key = `${length}:${keyOf(state)}`
      let id = done.get(key)
      if (id !== undefined) return id
      const next = []
      for (let digit = 0; digit < 10; digit++) {
        const to = length === longest ? null : step(state, digit)
        next.push(to === null ? 0 : visit(to, length + 1))
      }
      id = add(answerOf(state, length), next)
      done.set(key, id)
      return id
    }
    return visit(start, 0)
  }

  return { states, compile }
}
