import { describe, expect, it } from 'vitest';
import { sweepSchema } from '../../../../src-core/experiment/sweep.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { checkDesigns } from '../../../../src-main/requests/checkDesigns.ts';
import type { Session } from '../../../../src-main/requests/session.ts';
import { exampleTable, numeric, turns } from '../../core/data/exampleTable.ts';

const labelled = exampleTable([numeric('x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), turns(10)]);
const bare = exampleTable([numeric('x', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])]);

function check(recipe: { design: string; settings: object }, table = labelled): Promise<void> {
  const recipes = [{ name: 'Mine', design: parseNotation(recipe.design), settings: recipe.settings }];
  const sweep = sweepSchema.parse({ id: 's', name: 'Sweep', datasetId: 'd', designIds: [], settings: {}, recipes });
  const store = { study: { sweeps: [sweep] } } as unknown as Session['store'];
  return checkDesigns({ store, table: () => Promise.resolve(table) }, 's');
}

const refusal = (code: string) => expect.objectContaining({ code, message: expect.stringContaining('Recipe "Mine"') as string }) as Error;

describe('checkDesigns of recipes', () => {
  it('passes those that fit', async () => {
    await check({ design: 'full 5', settings: { skin: { type: 'oja' } } });
    await check({ design: 'full 5', settings: { skin: { type: 'oja' } } }, bare);
    await check({ design: 'full 4', settings: { skin: { type: 'homeostasis' } } });
    await check({ design: 'full 2 softmax', settings: {} });
  });

  it.each([
    ['the wrong number of outputs', { design: 'full 3 softmax', settings: {} }, labelled, 'design/outputs'],
    ['data without targets', { design: 'full 2', settings: {} }, bare, 'training/no-targets'],
    ['data without sets', { design: 'full 2', settings: { skin: { type: 'homeostasis' } } }, bare, 'training/no-sets'],
    [
      'a stage whose skin asks for sets that are not there',
      { design: 'full 2 name=a > full 2', settings: { skin: { type: 'oja' }, stages: [{ layers: ['a'], skin: { type: 'homeostasis' } }] } },
      bare,
      'training/no-sets',
    ],
  ])('refuses %s, naming the recipe', async (_, recipe, table, code) => {
    await expect(check(recipe, table)).rejects.toThrow(refusal(code));
  });
});
