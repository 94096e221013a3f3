import { expect, it } from 'vitest';
import { shortId } from '../../../../src-main/project/shortId.ts';

it.each([
  ['Two spirals!', [], 'two-spirals'],
  ['Two spirals', ['two-spirals', 'two-spirals-2'], 'two-spirals-3'],
  ['Größe & Über', [], 'gro-e-uber'],
  ['数据', [], 'dataset'],
  ['../../etc', [], 'etc'],
])('%s becomes a name that is safe for a folder', (name, taken, id) => {
  expect(shortId(name, taken, 'dataset')).toBe(id);
});
