/** What a model says that declines: in the first person, of itself as one that cannot or must not answer. */
const declining: readonly RegExp[] = [
  /\bI(?:'m| am) (?:sorry|afraid),? (?:but |that )?(?:as an AI\b|I(?:'m| am) (?:not able|unable)\b|I (?:can't|cannot|can not|won't|will not|am not|do not have|don't have|must decline)\b)/i,
  /\bI apologi[sz]e,? but (?:as an AI\b|I(?:'m| am) (?:not able|unable)\b|I (?:can't|cannot|can not|won't|will not|do not have|don't have)\b)/i,
  /\bI (?:can't|cannot|can not|won't|will not|am unable to|am not able to|must decline to|would rather not) (?:in good conscience )?(?:answer|assist|help(?! but| myself| \w+ing)|comply|fulfil+|provide|respond|comment|continue|describe(?! how)|choose|pick|say(?! enough| too)|judge|give|offer|express(?! how)|share|satisfy|complete)\b/i,
  /\bI(?:'m| am) (?:unable|not able|not allowed|not permitted|not comfortable) (?:to )?(?:answer|assist|help|comply|fulfil+|provid|respond|comment|continu|describ|choos|pick|say|judg|giv|offer|express|shar|satisfy|complet)/i,
  /\bas an AI(?: language model| assistant|\b)[^.!?]{0,40}\bI (?:do not|don't|cannot|can't|am not|am unable)\b/i,
  /\bI(?:'m| am) (?:just |only |merely )?an AI\b[^.!?]{0,60}\b(?:cannot|can't|do not|don't|unable|not able)\b/i,
  /\bI (?:do not|don't) have (?:any )?(?:personal |my own )?(?:opinions?|preferences?|feelings|beliefs)\b/i,
  /\bI must (?:respectfully )?decline\b/i,
]

/** A refusal says so at once; what comes later in a long answer is something else. */
const openingLength = 240

/**
 * Whether an answer declines to answer, by a conservative rule: its first 240 characters hold one of a short list
 * of English phrases in which a model speaks of itself (as in "I'm sorry, but I cannot …" or "As an AI language
 * model, I do not have preferences"). Being asked to answer in a format it must not hold the format either: whoever
 * declines first and answers then has answered. Refusals in other words or languages stay off-format answers.
 *
 * @param said the answer, without the beginning that it was given to continue
 */
export function isRefusal(said: string): boolean {
  const opening = said.slice(0, openingLength).replaceAll('’', "'")
  return declining.some((phrase) => phrase.test(opening))
}
