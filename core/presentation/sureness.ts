/** A confidence in words; the number stands beside it. */
export const surenessWord = (confidence: number): string => {
  if (confidence >= 0.95) return 'as good as certain';
  if (confidence >= 0.8) return 'very likely';
  if (confidence >= 0.6) return 'likely';
  if (confidence >= 0.4) return 'unsure';
  return 'a guess';
};

/** `very likely (0.87)` */
export const sure = (confidence: number): string => `${surenessWord(confidence)} (${confidence.toFixed(2)})`;
