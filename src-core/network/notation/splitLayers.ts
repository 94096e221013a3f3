import { notationError, type Word } from './notationError.ts';

/** Past this a design is no longer written by hand. */
const longestText = 100_000;

/** The words of each layer of `a b > c d`. @throws design/notation where a layer has no words */
export function splitLayers(text: string): Word[][] {
  if (text.length > longestText)
    throw notationError(`the notation is longer than ${longestText} characters.`, { text: '', position: longestText });
  const layers: Word[][] = [[]];
  for (const { 0: word, index } of text.matchAll(/>|[^\s>]+/g)) {
    if (word !== '>') layers.at(-1)!.push({ text: word, position: index });
    else if (layers.at(-1)!.length > 0) layers.push([]);
    else throw notationError('a layer is expected before ">".', { text: word, position: index });
  }
  if (layers.at(-1)!.length > 0) return layers;
  throw notationError(layers.length === 1 ? 'a layer is expected, such as "full 10 softmax".' : 'a layer is expected after ">".', {
    text: '',
    position: text.length,
  });
}
