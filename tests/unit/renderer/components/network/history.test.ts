import { describe, expect, it } from 'vitest';
import { beginHistory, redone, undone, withChange } from '../../../../../src-renderer/components/network/history.ts';

describe('history', () => {
  it('goes back and forth', () => {
    const edited = withChange(withChange(beginHistory('a'), 'b', false), 'c', false);
    expect(undone(edited).present).toBe('b');
    expect(undone(undone(edited)).present).toBe('a');
    expect(redone(redone(undone(undone(edited)))).present).toBe('c');
  });

  it('stays where there is nothing before or after', () => {
    const history = beginHistory('a');
    expect(undone(history)).toBe(history);
    expect(redone(history)).toBe(history);
  });

  it('makes one step of edits that continue each other', () => {
    const typed = withChange(withChange(withChange(beginHistory(''), 'h', false), 'hi', true), 'hid', true);
    expect(undone(typed).present).toBe('');
  });

  it('drops what was undone when something else is done', () => {
    const changed = withChange(undone(withChange(beginHistory('a'), 'b', false)), 'c', false);
    expect(redone(changed)).toBe(changed);
  });

  it('keeps a bounded number of steps', () => {
    let history = beginHistory(0);
    for (let step = 1; step <= 1000; step++) history = withChange(history, step, false);
    expect(history.past).toHaveLength(200);
    expect(undone(history).present).toBe(999);
  });
});
