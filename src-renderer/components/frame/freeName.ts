/** "Design 1", or the next number that no other of its kind has. */
export function freeName(word: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${word} ${number}`)) number++;
  return `${word} ${number}`;
}
