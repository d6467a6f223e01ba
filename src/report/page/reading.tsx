const terms: readonly (readonly [string, string])[] = [
  ['Silo', 'The flower that an answer names first; for a mixture, the component with the largest weight.'],
  [
    'Twins',
    'A component and the flower of the same number have the same color. Runs of one replicate number share their schedule: who mirrors, and which of the nearest neighbors is drawn.',
  ],
  ['Stability', 'Share of the agents whose silo is the same as one step before.'],
  [
    'Effective silos',
    'exp(H), H the entropy of the silo shares: as many equally large silos would be as diverse. At most the number of silos.',
  ],
  [
    't*',
    'The first time from which on there is one silo up to the end. A run that ends with more is “not by” its last time: censored, not converged.',
  ],
  [
    'Pattern',
    'Of the last ten steps: decaying, the number of silos still changes; unstable, it is constant but agents still switch; stable, nothing changes.',
  ],
  ['Faults', 'Answers from which no silo could be read. They are counted, never dropped.'],
  [
    'Faulty answers',
    'Empty, not in the asked format, refused, or cut at the token limit after all tries, of the answers to all questions and of replies. A cut one may name a silo all the same.',
  ],
]

/** What the words on the page mean. */
export function Reading() {
  return (
    <section aria-labelledby="reading">
      <h2 id="reading">How to read this page</h2>
      <dl>
        {terms.map(([term, meaning]) => (
          <>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </>
        ))}
      </dl>
    </section>
  )
}
